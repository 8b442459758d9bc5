"""One's own settings."""

import pytest
from django.test import Client
from django.urls import reverse

from commonground.kit.errors import Invalid, NotAllowed
from commonground.people.membership.queries import get_member
from commonground.people.person.actions import change_settings
from commonground.people.person.models import Person
from commonground.people.person.rules import display_name
from commonground.people.search.own import find_people
from commonground.people.viewer.models import Viewer
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_name_zone_and_mail(tondella: people.Tondella) -> None:
    by = people.viewer(tondella.ines)
    changed = change_settings(by=by, name="Ines Albrecht-Rossi", time_zone="Europe/Madrid", mail_rhythm="immediate")
    assert (changed.name, changed.time_zone, changed.mail_rhythm) == (
        "Ines Albrecht-Rossi",
        "Europe/Madrid",
        "immediate",
    )
    assert people.viewer(tondella.ines).time_zone == "Europe/Madrid"
    assert get_member(by, tondella.ines.pk).name == "Ines Albrecht-Rossi"
    assert [hit.title for hit in find_people(by, "rossi")] == ["Ines Albrecht-Rossi"]


def test_what_does_not_hold_is_refused(tondella: people.Tondella) -> None:
    by = people.viewer(tondella.ines)
    for facts, field in (
        ({"name": ""}, "name"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"mail_rhythm": "hourly"}, "mail_rhythm"),
    ):
        with pytest.raises(Invalid) as refused:
            change_settings(by=by, **{"name": "Ines", "time_zone": "", "mail_rhythm": "daily", **facts})
        assert list(refused.value.fields) == [field]
    with pytest.raises(NotAllowed):
        change_settings(
            by=Viewer(by.person, by.membership, read_only=True), name="I", time_zone="", mail_rhythm="daily"
        )


def test_the_page(tondella: people.Tondella) -> None:
    url, ines = reverse("people:settings"), people.client(tondella.ines)
    assert ines.post(url, {"name": "", "time_zone": "", "mail_rhythm": "daily"}).status_code == 422
    assert ines.post(url, {"name": "Ines A.", "time_zone": "", "mail_rhythm": "never"}).status_code == 302
    assert Person.objects.get(pk=tondella.ines.person_id).name == "Ines A."
    assert Client().post(url).status_code == 302


def test_somebody_without_an_organisation_has_settings_too() -> None:
    jun = people.person("Jun Takeda", "jun@pocketorchard.example")
    browser = Client()
    browser.force_login(jun)
    assert browser.get(reverse("people:settings")).status_code == 200
    assert display_name(Person(email="jun@pocketorchard.example", name="")) == "jun"
