"""Adding an organisation of one's own."""

import pytest
from django.test import Client
from django.urls import reverse

from commonground.kit.errors import Invalid, NotAllowed
from commonground.people.organisation.actions import create_organisation, edit_organisation, tell_organisation
from commonground.people.organisation.models import Organisation
from commonground.people.organisation.rules import free_look, possible_looks
from commonground.people.viewer.models import ANONYMOUS, Viewer
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_the_first_member_becomes_owner() -> None:
    jun = people.person("Jun Takeda", "jun@pocketorchard.example")
    owner = create_organisation(
        by=Viewer(jun), name="Pocket Orchard", kind="technology", verticals=["gaming"], markets=["JP"]
    )
    assert (owner.role, owner.level, owner.person) == ("owner", "manager", jun)
    made = owner.organisation
    assert (made.letters, made.verticals, made.markets, made.has_joined) == ("PO", ["gaming"], ["JP"], True)


def test_no_two_that_the_namer_sees_look_the_same() -> None:
    jun = Viewer(people.person("Jun Takeda", "jun@pocketorchard.example"))
    looks = [create_organisation(by=jun, name="Pocket Orchard").organisation for _ in range(14)]
    assert len({(one.colour, one.letters) for one in looks}) == 14
    assert {one.letters for one in looks[:12]} == {"PO"}


def test_a_look_does_not_tell_of_organisations_that_the_namer_cannot_see(
    tondella: people.Tondella, halyard: people.Halyard
) -> None:
    """ABUSE 2: the same name gives the same look whether or not another has it out of sight."""
    named = [
        tell_organisation(by=people.viewer(member), name="Tidemark")
        for member in (tondella.daniel, halyard.priya, halyard.priya)
    ]
    looks = [(one.colour, one.letters) for one in named]
    assert looks[0] == looks[1] == free_look("Tidemark", [])
    assert looks[2] == free_look("Tidemark", looks[:1])
    edit_organisation(by=people.viewer(halyard.marcus), listed=False)
    jun = Viewer(people.person("Jun Takeda", "jun@pocketorchard.example"))
    made = create_organisation(by=jun, name=halyard.organisation.name).organisation
    assert (made.colour, made.letters) == free_look(halyard.organisation.name, [])


def test_a_look_is_kept_for_life(tondella: people.Tondella) -> None:
    before = (tondella.organisation.colour, tondella.organisation.letters)
    renamed = edit_organisation(by=people.viewer(tondella.ines), name="Zucchero")
    assert (renamed.colour, renamed.letters) == before


def test_a_name_always_gives_the_same_look() -> None:
    assert free_look("Tondella", []) == free_look("Tondella", [])
    assert free_look("Tondella", [])[1] == "TO"
    assert free_look("Halyard & Finch", [])[1] == "HF"
    assert free_look("東京", [])[1] == free_look("東京", [])[1]
    assert len(set(possible_looks("Tondella"))) == 12 * 26 * 26
    assert free_look("Tondella", possible_looks("Tondella")) == free_look("Tondella", [])


def test_what_does_not_hold_is_refused() -> None:
    jun = Viewer(people.person("Jun Takeda", "jun@pocketorchard.example"))
    for facts, field in (
        ({"verticals": ["wizardry"]}, "verticals"),
        ({"markets": ["XX"]}, "markets"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"name": "Bell\x07"}, "name"),
        ({"website": "javascript:alert(1)"}, "website"),
    ):
        with pytest.raises(Invalid) as refused:
            create_organisation(by=jun, **{"name": "Pocket Orchard", **facts})
        assert field in refused.value.fields
    with pytest.raises(NotAllowed):
        create_organisation(by=ANONYMOUS, name="Pocket Orchard")
    assert not Organisation.objects.exists()


def test_the_page_keeps_what_was_typed() -> None:
    jun = people.person("Jun Takeda", "jun@pocketorchard.example")
    browser = Client()
    browser.force_login(jun)
    assert browser.get("/").headers["Location"] == reverse("people:start")
    wrong = browser.post(
        reverse("people:organisation-create"), {"name": "Pocket Orchard", "kind": "unknown", "time_zone": "UTC"}
    )
    assert wrong.status_code == 422
    assert b'value="Pocket Orchard"' in wrong.content
    right = browser.post(
        reverse("people:organisation-create"), {"name": "Pocket Orchard", "kind": "other", "time_zone": "UTC"}
    )
    made = Organisation.objects.get()
    assert right.headers["Location"] == reverse("people:organisation-detail", args=[made.pk])
    assert browser.get("/").status_code == 200
