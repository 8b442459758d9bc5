"""For whom one acts."""

import uuid

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from commonground.people.organisation.models import Organisation
from commonground.people.viewer import nav
from commonground.people.viewer.context import shell_for
from commonground.people.viewer.models import ANONYMOUS
from commonground.web.shell import Pinned
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_one_acts_for_one_of_ones_own(tondella: people.Tondella, halyard: people.Halyard) -> None:
    people.member(halyard.organisation, tondella.ines.person, "viewer")  # type: ignore[arg-type]
    ines = people.client(tondella.ines)
    assert b"Switch" not in ines.get("/").content
    assert ines.post(reverse("people:switch", args=[halyard.organisation.pk])).status_code == 302
    seen = ines.get("/").context["viewer"]
    assert (seen.organisation, seen.may_write) == (halyard.organisation, False)


def test_a_page_shown_for_another_organisation_does_nothing(tondella: people.Tondella) -> None:
    ines, about = people.client(tondella.ines), {"name": "Mill Road", "kind": "other"}
    stale = ines.post(reverse("people:organisation-tell"), {**about, "acting": str(uuid.uuid4())})
    assert (stale.status_code, Organisation.objects.filter(name="Mill Road").count()) == (409, 0)
    own = ines.post(reverse("people:organisation-tell"), {**about, "acting": str(tondella.organisation.pk)})
    assert (own.status_code, Organisation.objects.filter(name="Mill Road").count()) == (302, 1)


def test_another_answers_like_none(tondella: people.Tondella, cohort: people.Cohort) -> None:
    """ABUSE 1, 2."""
    ines = people.client(tondella.ines)
    for pk in (cohort.organisation.pk, uuid.uuid4()):
        assert ines.post(reverse("people:switch", args=[pk])).status_code == 404
    assert ines.get(reverse("people:switch", args=[cohort.organisation.pk])).status_code == 405
    assert Client().post(reverse("people:switch", args=[cohort.organisation.pk])).status_code == 302
    assert ines.get("/").context["viewer"].organisation == tondella.organisation


def test_a_session_that_says_otherwise_is_not_believed(tondella: people.Tondella, cohort: people.Cohort) -> None:
    """ABUSE 5: the acting organisation is checked at each request."""
    ines = people.client(tondella.ines)
    session = ines.session
    session["acting"] = str(cohort.organisation.pk)
    session.save()
    assert ines.get("/").context["viewer"].organisation == tondella.organisation


def test_one_that_was_merged_away_is_no_longer_there(tondella: people.Tondella, halyard: people.Halyard) -> None:
    Organisation.objects.filter(pk=tondella.organisation.pk).update(merged_into=halyard.organisation)
    assert people.client(tondella.ines).get("/").headers["Location"] == reverse("people:start")


def test_the_frame(tondella: people.Tondella, halyard: people.Halyard) -> None:
    people.member(halyard.organisation, tondella.ines.person)  # type: ignore[arg-type]
    shell = shell_for(people.viewer(tondella.ines), RequestFactory().get("/directory/"))
    assert shell is not None
    assert (shell.account.name, shell.account.initials) == ("Ines Albrecht", "IA")
    assert [other.mark.name for other in shell.others] == ["Halyard & Finch"]
    assert [place.label for place in shell.places if place.current] == ["Directory"]
    assert shell_for(ANONYMOUS, RequestFactory().get("/")) is None


def test_apps_above_add_pins(tondella: people.Tondella) -> None:
    def pins(viewer: object) -> list[Pinned]:
        return [Pinned("Slice of Hope", "/campaigns/1/", "campaign", "SH")]

    nav.register_pins(pins)
    try:
        shown = nav.pins_for(people.viewer(tondella.ines), "/campaigns/1/raci/")
    finally:
        nav._pins.pop(pins)
    assert [(pin.label, pin.current) for pin in shown if pin.label == "Slice of Hope"] == [("Slice of Hope", True)]
