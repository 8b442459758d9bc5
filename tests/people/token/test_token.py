"""API tokens: shown once, hashed, scoped, expiring, revocable."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from commonground.kit import clock
from commonground.kit.errors import Invalid, NotAllowed, NotFound
from commonground.people.membership.actions import change_member, remove_member
from commonground.people.organisation.actions import edit_organisation, tell_organisation
from commonground.people.token.actions import authenticate, create_token, revoke_token
from commonground.people.token.models import ApiToken
from commonground.people.token.queries import list_tokens
from commonground.people.viewer.models import Viewer
from tests.factories import people

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)


def test_it_stands_for_the_person_at_the_organisation(tondella: people.Tondella) -> None:
    _, secret = create_token(by=people.viewer(tondella.ines), name="Sync", scope="write")
    seen = authenticate(secret)
    assert seen is not None
    assert (seen.person, seen.membership, seen.read_only) == (tondella.ines.person, tondella.ines, False)
    assert edit_organisation(by=seen, about="By program").about == "By program"


def test_only_its_hash_is_kept(tondella: people.Tondella) -> None:
    """ABUSE 20."""
    token, secret = create_token(by=people.viewer(tondella.ines), name="Sync")
    row = ApiToken.objects.values().get()
    assert secret not in [str(value) for value in row.values()]
    assert secret.startswith(token.start)
    assert len(token.start) == 8


def test_a_reading_token_changes_nothing(tondella: people.Tondella) -> None:
    """ABUSE 7: neither directly nor by making itself a stronger one."""
    token, secret = create_token(by=people.viewer(tondella.ines), name="Report")
    seen = authenticate(secret)
    assert seen is not None
    for act in (
        lambda: edit_organisation(by=seen, about="No"),
        lambda: tell_organisation(by=seen, name="No"),
        lambda: create_token(by=seen, name="More", scope="write"),
        lambda: create_token(by=seen, name="More"),
        lambda: revoke_token(by=seen, token=token),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_who_only_reads_gets_only_a_reading_token(tondella: people.Tondella) -> None:
    """ABUSE 7."""
    with pytest.raises(NotAllowed):
        create_token(by=people.viewer(tondella.carla), name="Sync", scope="write")
    _, secret = create_token(by=people.viewer(tondella.daniel), name="Sync", scope="write")
    change_member(by=people.viewer(tondella.ines), member=tondella.daniel, role="viewer", level="practitioner")
    assert not authenticate(secret).may_write  # type: ignore[union-attr]


def test_it_ends(tondella: people.Tondella) -> None:
    """ABUSE 5."""
    with clock.at(NOON):
        made = [create_token(by=people.viewer(tondella.daniel), name=str(n), days=30) for n in range(3)]
        revoke_token(by=people.viewer(tondella.daniel), token=made[0][0])
        assert [authenticate(secret) is not None for _, secret in made] == [False, True, True]
    with clock.at(NOON + timedelta(days=30)):
        assert authenticate(made[1][1]) is None
    with clock.at(NOON + timedelta(days=29)):
        tondella.daniel.person.is_active = False  # type: ignore[union-attr]
        tondella.daniel.person.save()  # type: ignore[union-attr]
        assert authenticate(made[1][1]) is None
        tondella.daniel.person.is_active = True  # type: ignore[union-attr]
        tondella.daniel.person.save()  # type: ignore[union-attr]
        remove_member(by=people.viewer(tondella.ines), member=tondella.daniel)
        assert authenticate(made[2][1]) is None
    assert [authenticate(odd) for odd in ("", "cg_", "\0", "ü" * 9000, "\ud800")] == [None] * 5


def test_last_use_is_noted_at_most_once_a_minute(tondella: people.Tondella) -> None:
    with clock.at(NOON):
        token, secret = create_token(by=people.viewer(tondella.ines), name="Report")
    seen = []
    for seconds in (0, 59, 60, 61):
        with clock.at(NOON + timedelta(seconds=seconds)):
            authenticate(secret)
        token.refresh_from_db()
        seen.append((token.last_used_at - NOON).seconds)  # type: ignore[operator]
    assert seen == [0, 0, 60, 60]


def test_nobody_elses_can_be_revoked(tondella: people.Tondella) -> None:
    """ABUSE 1: not even by an owner's hand on another's token."""
    token, _ = create_token(by=people.viewer(tondella.daniel), name="Report")
    with pytest.raises(NotFound):
        revoke_token(by=people.viewer(tondella.ines), token=token)
    assert list(list_tokens(people.viewer(tondella.ines))) == []


def test_there_are_limits(tondella: people.Tondella) -> None:
    by = people.viewer(tondella.ines)
    with pytest.raises(Invalid):
        create_token(by=by, name="Report", days=31)
    for number in range(20):
        create_token(by=by, name=f"Report {number}")
    with pytest.raises(Invalid):
        create_token(by=by, name="One more")


def test_the_page_shows_it_once(tondella: people.Tondella) -> None:
    url, ines = reverse("people:token-list"), people.client(tondella.ines)
    assert ines.post(url, {"name": "", "scope": "read", "days": "90"}).status_code == 422
    made = ines.post(url, {"name": "Report", "scope": "read", "days": "90"})
    secret = made.context["secret"]
    assert (made.status_code, secret in made.content.decode(), "no-store" in made.headers["Cache-Control"]) == (
        200,
        True,
        True,
    )
    assert secret not in ines.get(url).content.decode()
    token = ApiToken.objects.get()
    assert b"Revoke Report" in ines.get(reverse("people:token-revoke", args=[token.pk])).content
    assert ines.post(reverse("people:token-revoke", args=[token.pk])).status_code == 302
    assert authenticate(secret) is None
    assert people.client(tondella.carla).post(url, {"name": "R", "scope": "write", "days": "90"}).status_code == 422


def test_a_viewer_made_by_hand_is_no_way_in() -> None:
    with pytest.raises(NotFound):
        create_token(by=Viewer(), name="Report")
