"""Changing what somebody is, and what they may do."""

import pytest
from django.urls import reverse

from commonground.kit.errors import Invalid, NotAllowed, NotFound, NotReady
from commonground.people.membership.actions import change_member
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_nobody_grants_more_than_they_hold(tondella: people.Tondella) -> None:
    """ABUSE 7."""
    giulia = people.viewer(tondella.giulia)
    with pytest.raises(NotAllowed):
        change_member(by=giulia, member=tondella.daniel, role="owner", level="practitioner")
    with pytest.raises(NotAllowed):
        change_member(by=giulia, member=tondella.giulia, role="owner", level="manager")
    with pytest.raises(NotAllowed):
        change_member(by=giulia, member=tondella.ines, role="member", level="manager")
    with pytest.raises(NotAllowed):
        change_member(by=people.viewer(tondella.daniel), member=tondella.daniel, role="admin", level="practitioner")
    assert change_member(by=giulia, member=tondella.daniel, role="admin", level="practitioner").role == "admin"


def test_the_last_owner_stays(tondella: people.Tondella) -> None:
    """ABUSE 7."""
    ines = people.viewer(tondella.ines)
    with pytest.raises(NotReady):
        change_member(by=ines, member=tondella.ines, role="member", level="manager")
    change_member(by=ines, member=tondella.giulia, role="owner", level="manager")
    assert change_member(by=ines, member=tondella.ines, role="member", level="manager").role == "member"


def test_a_level_signs_so_nobody_gives_it_to_themselves(tondella: people.Tondella) -> None:
    """ABUSE 7."""
    daniel = people.viewer(tondella.daniel)
    with pytest.raises(NotAllowed):
        change_member(by=daniel, member=tondella.daniel, role="member", level="executive")
    changed = change_member(
        by=daniel,
        member=tondella.daniel,
        role="member",
        level="practitioner",
        functions=["data", "analytics"],
        title="CRM",
    )
    assert (changed.title, changed.functions) == ("CRM", ["analytics", "data"])
    with pytest.raises(Invalid):
        change_member(by=daniel, member=changed, role="member", level="practitioner", functions=["wizardry"])
    with pytest.raises(NotAllowed):
        change_member(by=daniel, member=tondella.giulia, role="admin", level="manager", title="Boss")


def test_others_cannot(tondella: people.Tondella, cohort: people.Cohort) -> None:
    with pytest.raises(NotFound):
        change_member(by=people.viewer(cohort.nadia), member=tondella.daniel, role="viewer", level="practitioner")


def test_the_page_offers_only_what_may_be_granted(tondella: people.Tondella) -> None:
    url = reverse("people:member-edit", args=[tondella.daniel.pk])
    page = people.client(tondella.giulia).get(url)
    assert [value for value, _ in page.context["form"].fields["role"].choices] == ["admin", "member", "viewer"]
    given = {"role": "owner", "level": "practitioner", "title": "CRM lead"}
    assert people.client(tondella.giulia).post(url, given).status_code == 422
    assert people.client(tondella.giulia).post(url, given | {"role": "viewer"}).status_code == 302
    tondella.daniel.refresh_from_db()
    assert tondella.daniel.role == "viewer"
