"""Mail about what needs somebody."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from commonground.kit import clock
from commonground.people.invitation.actions import issue_invitation, revoke_invitation
from commonground.people.membership.actions import remove_member
from commonground.people.membership.models import Membership
from commonground.people.notice.links import unsubscribe_link
from commonground.people.notice.models import NeedNotice
from commonground.people.notice.tasks import send_notice, send_notices
from commonground.people.person.models import Person
from tests.factories import people

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 9, 14, 6, 0, tzinfo=UTC)


def invited(tondella: people.Tondella, cohort: people.Cohort, rhythm: str, zone: str = "UTC") -> people.Membership:
    """Nadia has something to answer."""
    Person.objects.filter(pk=cohort.nadia.person_id).update(mail_rhythm=rhythm, time_zone=zone)
    with clock.at(MORNING - timedelta(hours=3)):
        issue_invitation(by=people.viewer(tondella.ines), email="nadia@cohortlane.example")
        people.run_tasks()
    mail.outbox.clear()
    return Membership.objects.get(pk=cohort.nadia.pk)


def sent_at(moment: datetime) -> list[str]:
    """The subjects of the mail that a run of the schedule sends to Nadia."""
    mail.outbox.clear()
    with clock.at(moment):
        send_notices.func()
        people.run_tasks()
    return [message.subject for message in mail.outbox if message.to == ["nadia@cohortlane.example"]]


def test_at_once_tells_each_need_once(tondella: people.Tondella, cohort: people.Cohort) -> None:
    invited(tondella, cohort, "immediate")
    assert sent_at(MORNING) == ["Answer the invitation to Tondella"]
    assert sent_at(MORNING + timedelta(minutes=5)) == []


def test_once_a_day_at_seven_where_the_person_is(tondella: people.Tondella, cohort: people.Cohort) -> None:
    invited(tondella, cohort, "daily", "Europe/Rome")
    assert sent_at(MORNING - timedelta(hours=1, minutes=1)) == []
    assert sent_at(MORNING - timedelta(hours=1)) == ["Answer the invitation to Tondella"]
    assert sent_at(MORNING + timedelta(hours=9)) == []
    assert sent_at(MORNING + timedelta(hours=23)) == ["Answer the invitation to Tondella"]


def test_quiet_hours_hold_mail_back_until_they_are_over(tondella: people.Tondella, cohort: people.Cohort) -> None:
    nadia = invited(tondella, cohort, "immediate", "Europe/Rome")
    Person.objects.filter(pk=nadia.person_id).update(quiet_from=time(20), quiet_until=time(9))
    assert sent_at(MORNING) == []
    assert sent_at(MORNING + timedelta(minutes=59)) == []
    assert sent_at(MORNING + timedelta(hours=1)) == ["Answer the invitation to Tondella"]


def test_once_a_week_says_so(tondella: people.Tondella, cohort: people.Cohort) -> None:
    invited(tondella, cohort, "weekly")
    assert sent_at(MORNING + timedelta(hours=1)) == ["Answer the invitation to Tondella"]
    assert "You get this once a week." in str(mail.outbox[0].body)
    assert sent_at(MORNING + timedelta(days=1)) == []


@pytest.mark.parametrize("rhythm", ["immediate", "daily"])
def test_a_mail_that_is_sent_again_carries_the_same_id(
    rhythm: str, tondella: people.Tondella, cohort: people.Cohort
) -> None:
    """A worker that dies between sending and noting: the second mail is known for the first."""
    invited(tondella, cohort, rhythm)
    ids = []
    for minutes in (0, 5):
        sent_at(MORNING + timedelta(hours=2, minutes=minutes))
        ids += [one.extra_headers["Message-ID"] for one in mail.outbox if one.to == ["nadia@cohortlane.example"]]
        NeedNotice.objects.filter(person=cohort.nadia.person).delete()
    assert (len(ids), len(set(ids))) == (2, 1)


def test_never_is_never(tondella: people.Tondella, cohort: people.Cohort) -> None:
    nadia = invited(tondella, cohort, "never")
    assert sent_at(MORNING) == []
    assert send_notice.func(str(nadia.pk)) == 0


def test_what_is_gone_at_the_moment_of_sending_is_not_mailed(tondella: people.Tondella, cohort: people.Cohort) -> None:
    """ABUSE 5: the task was enqueued before, and asks again."""
    nadia = invited(tondella, cohort, "immediate")
    with clock.at(MORNING):
        send_notice.enqueue(str(nadia.pk))
        revoke_invitation(by=people.viewer(tondella.ines), invitation=tondella.organisation.invitations.get())
        people.run_tasks()
    assert mail.outbox == []


def test_who_was_removed_gets_none(tondella: people.Tondella, cohort: people.Cohort) -> None:
    """ABUSE 5."""
    daniel = tondella.daniel
    Person.objects.filter(pk=daniel.person_id).update(mail_rhythm="immediate")
    issue_invitation(by=people.viewer(cohort.nadia), email="daniel@tondella.example")
    people.run_tasks()
    mail.outbox.clear()
    send_notice.enqueue(str(daniel.pk))
    remove_member(by=people.viewer(tondella.ines), member=daniel)
    people.run_tasks()
    assert mail.outbox == []


def test_a_task_that_names_nobody_raises() -> None:
    """ABUSE 4."""
    with pytest.raises(Membership.DoesNotExist):
        send_notice.func("00000000-0000-0000-0000-000000000000")


def test_the_mail_says_it_in_text_and_html_and_can_be_ended(tondella: people.Tondella, cohort: people.Cohort) -> None:
    invited(tondella, cohort, "immediate")
    sent_at(MORNING)
    message = next(one for one in mail.outbox if one.to == ["nadia@cohortlane.example"])
    link = unsubscribe_link(cohort.nadia.person).rsplit(":", 1)[0]  # type: ignore[arg-type]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/unsubscribe/" in link
    for part in (str(message.body), str(message.alternatives[0][0])):
        assert "/unsubscribe/" in part
        assert "/answer/" in part
    path = message.extra_headers["List-Unsubscribe"].strip("<>").split("8000")[1]
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(path).status_code == 200
    assert Person.objects.get(pk=cohort.nadia.person_id).mail_rhythm == "immediate"
    assert browser.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Person.objects.get(pk=cohort.nadia.person_id).mail_rhythm == "never"


def test_only_the_signed_link_ends_it(cohort: people.Cohort) -> None:
    """ABUSE 1."""
    for token in ("x", str(cohort.nadia.person_id), "a:b:c"):
        assert Client().post(reverse("people:unsubscribe", args=[token])).status_code == 404
    assert Person.objects.get(pk=cohort.nadia.person_id).mail_rhythm == "daily"
    assert not NeedNotice.objects.exists()
