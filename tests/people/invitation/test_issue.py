"""Inviting somebody."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from commonground.kit.errors import Invalid, NotAllowed, NotFound
from commonground.people.invitation.actions import issue_invitation, resend_invitation, revoke_invitation
from commonground.people.invitation.enums import Purpose
from commonground.people.invitation.models import Invitation
from commonground.people.invitation.queries import by_token, list_invitations
from commonground.people.invitation.sending import mint_token, send_invitation
from commonground.people.organisation.actions import claim_organisation, tell_organisation
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_admins_invite_and_grant_what_they_hold(tondella: people.Tondella, halyard: people.Halyard) -> None:
    """ABUSE 6, 7."""
    sent = issue_invitation(by=people.viewer(tondella.giulia), email=" Olu@Tondella.example ", role="admin")
    assert (sent.email, sent.organisation, sent.inviting) == (
        "olu@tondella.example",
        tondella.organisation,
        tondella.organisation,
    )
    for by, more in (
        (tondella.giulia, {"role": "owner"}),
        (tondella.daniel, {}),
        (tondella.carla, {}),
        (halyard.marcus, {"organisation": tondella.organisation}),
        (halyard.marcus, {"organisation": tondella.organisation, "purpose": Purpose.CLAIM}),
    ):
        with pytest.raises(NotAllowed):
            issue_invitation(by=people.viewer(by), email="eve@halyard.example", **more)  # type: ignore[arg-type]
    with pytest.raises(Invalid):
        issue_invitation(by=people.viewer(tondella.ines), email="not an address")


def test_nothing_in_the_database_opens_it(tondella: people.Tondella) -> None:
    """ABUSE 20: neither the row nor the queue holds the token."""
    sent = issue_invitation(by=people.viewer(tondella.ines), email="olu@tondella.example")
    waiting = DBTaskResult.objects.get()
    assert waiting.args_kwargs == {"args": [str(sent.pk)], "kwargs": {}}


def test_a_second_one_takes_the_place_of_the_first(tondella: people.Tondella) -> None:
    for _ in range(2):
        issue_invitation(by=people.viewer(tondella.ines), email="olu@tondella.example")
    assert list_invitations(people.viewer(tondella.ines)).count() == 1
    assert Invitation.objects.count() == 2


def test_only_for_one_that_one_has_named_and_that_has_not_joined(tondella: people.Tondella) -> None:
    by = people.viewer(tondella.daniel)
    told = tell_organisation(by=by, name="Tidemark")
    sent = issue_invitation(by=by, organisation=told, purpose=Purpose.CLAIM, email="rafael@tidemark.example")
    assert (sent.role, sent.organisation) == ("owner", told)
    assert list(list_invitations(by)) == [sent]
    claim_organisation(told, by=people.person("Rafael Costa", "rafael@tidemark.example"))
    with pytest.raises(NotAllowed):
        resend_invitation(by=by, invitation=sent)


def test_others_cannot_see_or_end_it(tondella: people.Tondella, halyard: people.Halyard) -> None:
    """ABUSE 1."""
    sent = issue_invitation(by=people.viewer(tondella.ines), email="olu@tondella.example")
    for by in (halyard.marcus, tondella.daniel, tondella.carla):
        assert list(list_invitations(people.viewer(by))) == []
        for act in (resend_invitation, revoke_invitation):
            with pytest.raises(NotFound):
                act(by=people.viewer(by), invitation=sent)


def test_the_mail_of_one_that_is_gone_raises(tondella: people.Tondella) -> None:
    """ABUSE 4."""
    sent = issue_invitation(by=people.viewer(tondella.ines), email="olu@tondella.example")
    revoke_invitation(by=people.viewer(tondella.ines), invitation=sent)
    with pytest.raises(NotFound):
        send_invitation.func(str(sent.pk))


def test_the_earlier_link_is_dead_before_the_new_one_is_mailed(tondella: people.Tondella) -> None:
    by = people.viewer(tondella.ines)
    sent, token = mint_token(str(issue_invitation(by=by, email="olu@tondella.example").pk))
    assert by_token(token) == sent
    resend_invitation(by=by, invitation=sent)
    with pytest.raises(NotFound):
        by_token(token)
    again, new = mint_token(str(sent.pk))
    assert by_token(new) == again == sent


def test_the_pages(tondella: people.Tondella) -> None:
    ines, pk = people.client(tondella.ines), tondella.organisation.pk
    url = reverse("people:invitation-create", args=[pk])
    wrong = ines.post(url, {"email": "olu@", "role": "member", "level": "manager"})
    assert (wrong.status_code, b'value="olu@"' in wrong.content) == (422, True)
    assert ines.post(url, {"email": "olu@tondella.example", "role": "member", "level": "manager"}).status_code == 302
    sent = Invitation.objects.get()
    assert b"olu@tondella.example" in ines.get(reverse("people:organisation-detail", args=[pk])).content
    assert people.client(tondella.daniel).post(url, {"email": "a@b.example"}).status_code == 403
    assert ines.get(reverse("people:invitation-resend", args=[sent.pk])).status_code == 405
    assert ines.post(reverse("people:invitation-resend", args=[sent.pk])).status_code == 302
    assert ines.get(reverse("people:invitation-revoke", args=[sent.pk])).status_code == 200
    assert ines.post(reverse("people:invitation-revoke", args=[sent.pk])).status_code == 302
    assert ines.post(reverse("people:invitation-resend", args=[sent.pk])).status_code == 404
