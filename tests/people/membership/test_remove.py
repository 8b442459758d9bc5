"""Leaving, and being removed: never a dangling name."""

import pytest
from django.urls import reverse

from commonground.kit.errors import NotAllowed, NotFound, NotReady
from commonground.people.membership.actions import leave_organisation, remove_member, tell_person
from commonground.people.membership.queries import get_member, list_members
from commonground.people.organisation.actions import tell_organisation
from commonground.people.token.actions import authenticate, create_token
from commonground.people.viewer.models import Viewer
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_who_is_removed_keeps_the_row_and_loses_the_tokens(tondella: people.Tondella) -> None:
    """ABUSE 5."""
    _, secret = create_token(by=people.viewer(tondella.daniel), name="Report")
    remove_member(by=people.viewer(tondella.giulia), member=tondella.daniel)
    tondella.daniel.refresh_from_db()
    assert (tondella.daniel.has_left, tondella.daniel.name) == (True, "Daniel Mensah")
    assert authenticate(secret) is None
    assert tondella.daniel not in list_members(people.viewer(tondella.ines), tondella.organisation)
    with pytest.raises(NotFound):
        get_member(people.viewer(tondella.ines), tondella.daniel.pk)


def test_an_admin_does_not_remove_an_owner(tondella: people.Tondella) -> None:
    """ABUSE 7."""
    with pytest.raises(NotAllowed):
        remove_member(by=people.viewer(tondella.giulia), member=tondella.ines)
    with pytest.raises(NotAllowed):
        remove_member(by=people.viewer(tondella.daniel), member=tondella.giulia)


def test_the_last_owner_stays(tondella: people.Tondella) -> None:
    """ABUSE 7."""
    with pytest.raises(NotReady):
        leave_organisation(by=people.viewer(tondella.ines))
    with pytest.raises(NotReady):
        remove_member(by=people.viewer(tondella.ines), member=tondella.ines)


def test_a_named_owner_without_account_does_not_count(tondella: people.Tondella) -> None:
    named = tell_person(by=people.viewer(tondella.ines), organisation=tondella.organisation, name="Olu Adeyemi")
    type(named).objects.filter(pk=named.pk).update(role="owner")
    with pytest.raises(NotReady):
        leave_organisation(by=people.viewer(tondella.ines))


def test_anybody_else_may_leave_but_not_by_a_reading_token(tondella: people.Tondella) -> None:
    carla = people.viewer(tondella.carla)
    with pytest.raises(NotAllowed):
        leave_organisation(by=Viewer(carla.person, carla.membership, read_only=True))
    leave_organisation(by=carla)
    tondella.carla.refresh_from_db()
    assert tondella.carla.has_left


def test_who_was_named_elsewhere_is_taken_back_by_who_named_them(
    tondella: people.Tondella, halyard: people.Halyard
) -> None:
    told = tell_organisation(by=people.viewer(tondella.ines), name="Tidemark")
    named = tell_person(by=people.viewer(tondella.daniel), organisation=told, name="Rafael Costa")
    with pytest.raises(NotFound):
        remove_member(by=people.viewer(halyard.marcus), member=named)
    remove_member(by=people.viewer(tondella.daniel), member=named)
    named.refresh_from_db()
    assert named.has_left


def test_the_pages_ask_first(tondella: people.Tondella) -> None:
    ines, url = people.client(tondella.ines), reverse("people:member-remove", args=[tondella.daniel.pk])
    assert b"Remove Daniel Mensah" in ines.get(url).content
    tondella.daniel.refresh_from_db()
    assert not tondella.daniel.has_left
    assert ines.post(url).status_code == 302
    leave = reverse("people:member-leave")
    assert ines.post(leave).status_code == 409
    giulia = people.client(tondella.giulia)
    assert giulia.post(leave).status_code == 302
    assert giulia.get("/").headers["Location"] == reverse("people:start")
