"""Coming in by the link of an invitation."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from commonground.kit import clock
from commonground.kit.errors import NotAllowed, NotFound
from commonground.people.invitation.actions import (
    issue_invitation,
    open_invitation,
    resend_invitation,
    revoke_invitation,
)
from commonground.people.invitation.enums import Purpose
from commonground.people.invitation.models import Invitation
from commonground.people.membership.actions import change_member, remove_member, tell_person
from commonground.people.organisation.actions import tell_organisation
from commonground.people.person.models import Person
from tests.factories import people

pytestmark = pytest.mark.django_db


def token_of(invitation: Invitation) -> str:
    """Deliver the mail, and read the link in it as its reader would."""
    people.run_tasks()
    sent = [message for message in mail.outbox if message.to == [invitation.email]][-1]
    found = re.search(r"/join/([\w-]+)/", str(sent.body))
    assert found
    return found.group(1)


def page(token: str) -> str:
    return reverse("people:invitation-open", args=[token])


def invited(tondella: people.Tondella, **more: str) -> Invitation:
    return issue_invitation(by=people.viewer(tondella.ines), email="olu@tondella.example", title="CEO", **more)  # type: ignore[arg-type]


def test_without_an_account_only_the_name_is_asked(tondella: people.Tondella) -> None:
    token = token_of(invited(tondella, level="executive", role="admin"))
    browser = Client()
    assert browser.get(page(token)).status_code == 200
    assert browser.post(page(token), {"name": ""}).status_code == 422
    assert browser.post(page(token), {"name": "Olu Adeyemi"}).headers["Location"] == "/"
    home = browser.get("/")
    assert home.context["viewer"].organisation == tondella.organisation
    olu = Person.objects.get(email="olu@tondella.example")
    place = olu.memberships.get()
    assert (place.role, place.level, place.title, olu.has_usable_password()) == ("admin", "executive", "CEO", False)
    assert EmailAddress.objects.get(user=olu).verified


def test_a_link_works_once_for_72_hours_until_it_is_taken_back(tondella: people.Tondella) -> None:
    """ABUSE 2, 6: unknown, used, run out and taken back answer in one way."""
    used, late, back = (
        token_of(issue_invitation(by=people.viewer(tondella.ines), email=f"{n}@tondella.example")) for n in "abc"
    )
    open_invitation(used, name="Ada")
    Invitation.objects.filter(email="b@tondella.example").update(expires_at=clock.now() - timedelta(seconds=1))
    revoke_invitation(by=people.viewer(tondella.giulia), invitation=Invitation.objects.get(email="c@tondella.example"))
    answers = {Client().get(page(token)).content.decode() for token in (used, late, back, "unknown" * 6)}
    bodies = {re.sub(r"(content|value|Reference )=?\"[^\"]+\"", "", answer).split("<main")[1] for answer in answers}
    assert len(bodies) == 1
    for token in (used, late, back, "unknown" * 6, "\0", "ü"):
        with pytest.raises(NotFound):
            open_invitation(token, name="Eve")


def test_it_holds_just_under_72_hours(tondella: people.Tondella) -> None:
    token = token_of(invited(tondella))
    start = clock.now()
    with clock.at(start + timedelta(hours=72, minutes=1)), pytest.raises(NotFound):
        open_invitation(token, name="Olu")
    with clock.at(start + timedelta(hours=71, minutes=59)):
        assert open_invitation(token, name="Olu").organisation == tondella.organisation


def test_another_address_does_not_open_it(tondella: people.Tondella, cohort: people.Cohort) -> None:
    """ABUSE 6: an address counts only once it is confirmed."""
    token = token_of(invited(tondella))
    nadia = people.client(cohort.nadia)
    EmailAddress.objects.create(user=cohort.nadia.person, email="olu@tondella.example", verified=False)
    assert (nadia.get(page(token)).status_code, nadia.post(page(token)).status_code) == (403, 403)
    assert b"olu@tondella.example" not in nadia.get(page(token)).content
    with pytest.raises(NotAllowed):
        open_invitation(token, person=cohort.nadia.person)
    assert Invitation.objects.get().used_at is None


def test_with_an_account_one_signs_in_first(tondella: people.Tondella, cohort: people.Cohort) -> None:
    sent = issue_invitation(by=people.viewer(tondella.ines), email="nadia@cohortlane.example")
    token = token_of(sent)
    assert b"Sign in" in Client().get(page(token)).content
    assert Client().post(page(token), {"name": "Eve"}).headers["Location"].startswith("/account/login/?next=/join/")
    nadia = people.client(cohort.nadia)
    assert nadia.get(page(token)).status_code == 200
    assert nadia.post(page(token)).headers["Location"] == "/"
    assert nadia.get("/").context["viewer"].organisation == tondella.organisation


def test_what_the_inviter_may_no_longer_grant_is_gone(tondella: people.Tondella) -> None:
    """ABUSE 7."""
    by = people.viewer(tondella.giulia)
    token = token_of(issue_invitation(by=by, email="olu@tondella.example", role="admin"))
    change_member(by=people.viewer(tondella.ines), member=tondella.giulia, role="member", level="manager")
    with pytest.raises(NotFound):
        open_invitation(token, name="Olu")
    change_member(by=people.viewer(tondella.ines), member=tondella.giulia, role="admin", level="manager")
    remove_member(by=people.viewer(tondella.ines), member=tondella.giulia)
    with pytest.raises(NotFound):
        open_invitation(token, name="Olu")


def test_sending_again_ends_the_earlier_link(tondella: people.Tondella) -> None:
    sent = invited(tondella)
    first = token_of(sent)
    resend_invitation(by=people.viewer(tondella.giulia), invitation=sent)
    second = token_of(sent)
    with pytest.raises(NotFound):
        open_invitation(first, name="Olu")
    assert open_invitation(second, name="Olu").name == "Olu"


def test_the_link_of_a_claim_makes_the_owner(tondella: people.Tondella) -> None:
    by = people.viewer(tondella.daniel)
    told = tell_organisation(by=by, name="Tidemark", kind="dsp")
    seat = tell_person(by=by, organisation=told, name="R. Costa")
    sent = issue_invitation(by=by, organisation=told, purpose=Purpose.CLAIM, email="rafael@tidemark.example", seat=seat)
    browser, token = Client(), token_of(sent)
    assert b"Claim Tidemark" in browser.get(page(token)).content
    browser.post(page(token), {"name": "Rafael Costa"})
    seat.refresh_from_db()
    assert (seat.name, seat.role, seat.has_joined) == ("Rafael Costa", "owner", True)
    told.refresh_from_db()
    assert told.has_joined


def test_the_mail_holds_no_markup_from_names(tondella: people.Tondella) -> None:
    """ABUSE 19."""
    told = tell_organisation(by=people.viewer(tondella.ines), name="Tide<b>mark & Co")
    issue_invitation(
        by=people.viewer(tondella.ines), organisation=told, purpose=Purpose.CLAIM, email="r@tidemark.example"
    )
    people.run_tasks()
    message = mail.outbox[-1]
    assert "Tide<b>mark & Co" in message.subject
    assert "Tide&lt;b&gt;mark &amp; Co" in str(message.alternatives[0][0])
