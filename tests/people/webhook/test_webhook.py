"""Webhooks: made, filled from what needs people, signed, tried again, re-checked before sending."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from commonground.api.description import webhooks
from commonground.campaigns.escalation.actions import name_contact, raise_escalation
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotAllowed, NotFound, NotReady
from commonground.kit.outbound import Reply, Unreachable
from commonground.people.invitation.actions import issue_invitation
from commonground.people.membership.actions import remove_member
from commonground.people.webhook import actions
from commonground.people.webhook.models import Delivery, Webhook
from commonground.people.webhook.queries import deliveries_due, get_webhook, list_webhooks
from commonground.people.webhook.rules import headers_of, secret_of, shaped, wait_after
from commonground.people.webhook.tasks import tend_webhooks
from commonground.web import needs
from commonground.web.needs import Need
from tests.factories import people
from tests.factories.campaigns import Hope
from tests.factories.people import Cohort, Halyard, Tondella, viewer

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 9, 14, 12, 0, tzinfo=UTC)


class Target:
    """A receiver that answers with what it is told to, and keeps what it was sent."""

    def __init__(self, *answers: int) -> None:
        self.answers, self.heard = list(answers), []  # type: ignore[var-annotated]

    def __call__(self, url: str, body: bytes, headers: dict[str, str]) -> Reply:
        self.heard.append((headers["webhook-id"], body))
        status = self.answers.pop(0) if self.answers else 200
        if not status:
            raise Unreachable("No answer from tools.example: ReadTimeoutError.")
        return Reply(status, "")


@pytest.fixture
def asked() -> Iterator[list[Need]]:
    """What needs Giulia, and nobody else."""
    found: list[Need] = []

    def provider(by: Any) -> list[Need]:
        return found if by.person and by.person.name == "Giulia Conti" else []

    needs.register(provider)
    yield found
    needs.unregister(provider)


def need(key: str, title: str = "Countersign RACI v4") -> Need:
    return Need(key, title, "It is not in force.", "pen-line", "sign", "Slice of Hope", "/c/", "Sign", "/c/sign/")


def made(tondella: Tondella, shape: str = "json") -> Webhook:
    return actions.add_webhook(by=viewer(tondella.ines), name="Tools", url="https://tools.example/in", shape=shape)[0]


def test_what_comes_up_is_told_once(tondella: Tondella, asked: list[Need]) -> None:
    asked.append(need("old"))
    webhook = made(tondella)
    assert actions.fill_outbox(tondella.organisation.pk) == 0
    asked.append(need("new"))
    assert actions.fill_outbox(tondella.organisation.pk) == 1
    assert actions.fill_outbox(tondella.organisation.pk) == 0
    waiting = webhook.deliveries.get(state="waiting")
    target = Target()
    assert actions.deliver(waiting.pk, target) == "delivered"
    assert actions.deliver(waiting.pk, target) == "not due"
    (identity, body), *rest = target.heard
    assert (identity, rest) == (str(waiting.pk), [])
    message = json.loads(body)
    assert (message["event"], message["for"], message["title"]) == (
        "need.raised",
        "Giulia Conti",
        "Countersign RACI v4",
    )
    assert message["url"].endswith("/c/sign/")


def test_a_target_that_fails_for_a_day_gets_it_all_the_same(tondella: Tondella, asked: list[Need]) -> None:
    webhook = made(tondella)
    asked.append(need("new"))
    target = Target(500, 0, 500, 500, 500, 500)
    with clock.at(NOON):
        actions.fill_outbox(tondella.organisation.pk)
        delivery = webhook.deliveries.get()
        assert actions.deliver(delivery.pk, target) == "waiting"
        assert deliveries_due(clock.now()) == []
    states, at = [], NOON
    for _ in range(6):
        delivery.refresh_from_db()
        at = delivery.next_try_at or at
        with clock.at(at):
            assert deliveries_due(clock.now()) == [delivery.pk]
            states.append(actions.deliver(delivery.pk, target))
    assert states == ["waiting"] * 5 + ["delivered"]
    assert at - NOON > timedelta(hours=20)
    assert {identity for identity, _ in target.heard} == {str(delivery.pk)}
    assert delivery.webhook.deliveries.get().attempts == 7


def test_a_target_inside_or_elsewhere_gets_nothing_and_is_tried_again(tondella: Tondella, asked: list[Need]) -> None:
    """ABUSE 17: what the address leads to is found out at the moment of sending; a redirect is an answer like another."""
    inside, _ = actions.add_webhook(by=viewer(tondella.ines), name="Inside", url="http://127.0.0.1:9/in")
    moved = made(tondella)
    asked.append(need("new"))
    actions.fill_outbox(tondella.organisation.pk)
    assert actions.deliver(inside.deliveries.get().pk) == "waiting"
    assert actions.deliver(moved.deliveries.get().pk, Target(307)) == "waiting"
    told = [webhook.deliveries.get() for webhook in (inside, moved)]
    assert [one.last_answer for one in told] == [
        "127.0.0.1 leads to an address that is not public, so nothing was sent.",
        "The target answered 307.",
    ]
    assert [(one.attempts, one.next_try_at is None) for one in told] == [(1, False)] * 2


def test_a_target_that_hangs_costs_one_call_a_minute_not_one_for_each_message(
    tondella: Tondella, asked: list[Need]
) -> None:
    webhook, other = made(tondella), made(tondella, "slack")
    asked += [need(f"new {number}") for number in range(5)]
    hangs, answers = Target(*[0] * 9), Target()
    told: list[int] = []
    for minutes in (0, 1, 2):
        with clock.at(NOON + timedelta(minutes=minutes, seconds=minutes)):
            actions.fill_outbox(tondella.organisation.pk)
            for identity in deliveries_due(clock.now()):
                mine = Delivery.objects.get(pk=identity).webhook_id == webhook.pk
                actions.deliver(identity, hangs if mine else answers)
            told.append(len(hangs.heard))
    assert told == [1, 2, 3]
    assert other.deliveries.filter(state="delivered").count() == 5
    with clock.at(NOON + timedelta(hours=1)):
        for identity in deliveries_due(clock.now()):
            actions.deliver(identity, answers)
    assert webhook.deliveries.filter(state="delivered").count() == 5


def test_after_three_and_a_half_days_it_is_given_up_and_can_be_sent_again(
    tondella: Tondella, asked: list[Need]
) -> None:
    webhook = made(tondella)
    asked.append(need("new"))
    actions.fill_outbox(tondella.organisation.pk)
    delivery = webhook.deliveries.get()
    with pytest.raises(NotReady):
        actions.send_again(by=viewer(tondella.ines), delivery=delivery)
    Delivery.objects.filter(pk=delivery.pk).update(attempts=8)
    assert actions.deliver(delivery.pk, Target(410)) == "failed"
    assert actions.send_again(by=viewer(tondella.ines), delivery=delivery).state == "waiting"
    assert actions.deliver(delivery.pk, Target()) == "delivered"


def test_a_worker_that_dies_after_sending_sends_the_same_id_again(tondella: Tondella, asked: list[Need]) -> None:
    webhook = made(tondella)
    asked.append(need("new"))

    class Killed(BaseException):
        pass

    class Dying(Target):
        def __call__(self, url: str, body: bytes, headers: dict[str, str]) -> Reply:
            super().__call__(url, body, headers)
            raise Killed

    with clock.at(NOON):
        actions.fill_outbox(tondella.organisation.pk)
        delivery, target = webhook.deliveries.get(), Dying()
        with pytest.raises(Killed):
            actions.deliver(delivery.pk, target)
        assert actions.deliver(delivery.pk, Target()) == "not due"
    again = Target()
    with clock.at(NOON + timedelta(minutes=3)):
        assert actions.deliver(delivery.pk, again) == "delivered"
    assert target.heard == again.heard


def test_what_is_over_or_no_longer_seen_is_not_sent(tondella: Tondella, asked: list[Need]) -> None:
    webhook = made(tondella)
    asked += [need("done"), need("gone")]
    actions.fill_outbox(tondella.organisation.pk)
    done, gone = webhook.deliveries.order_by("key")
    del asked[0]
    target = Target()
    assert actions.deliver(done.pk, target) == "dropped"
    remove_member(by=viewer(tondella.ines), member=tondella.giulia)
    assert actions.deliver(gone.pk, target) == "dropped"
    assert target.heard == []


def test_signed_as_documented_with_both_secrets_while_both_live(tondella: Tondella) -> None:
    webhook = made(tondella)
    first = secret_of(webhook.pk, 1)
    second = actions.rotate_secret(by=viewer(tondella.ines), webhook=webhook)
    headers = headers_of([second, first], "msg", 1_700_000_000, '{"a": 1}')
    expected = []
    for secret in (second, first):
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = hmac.new(key, b'msg.1700000000.{"a": 1}', hashlib.sha256).digest()
        expected.append("v1," + base64.b64encode(signed).decode())
    assert headers["webhook-signature"].split() == expected
    webhook.refresh_from_db()
    from commonground.people.webhook.queries import secrets_of

    assert secrets_of(webhook, clock.now()) == [second, first]
    assert secrets_of(webhook, clock.now() + timedelta(days=2)) == [second]


def test_who_renames_it_leaves_a_secret_that_was_changed_meanwhile(tondella: Tondella) -> None:
    ines, webhook = viewer(tondella.ines), made(tondella)
    actions.rotate_secret(by=ines, webhook=webhook)
    actions.change_webhook(by=ines, webhook=webhook, name="#hope", url=webhook.url, shape="slack")
    actions.pause_webhook(by=ines, webhook=webhook, paused=True)
    webhook.refresh_from_db()
    assert (webhook.name, webhook.secret_number, webhook.paused_at is None) == ("#hope", 2, False)


def test_other_forms_say_the_same_and_nothing_typed_becomes_a_link() -> None:
    message = {
        "title": "Sign <!channel> & [this](http://x)", "why": "Now", "subject": "Hope", "for": "Giulia", "url": "https://s/",
    }  # fmt: skip
    assert json.loads(shaped("slack", message)) == {
        "text": "*Sign &lt;!channel&gt; &amp; [this](http://x)*\nNow\nHope, for Giulia: https://s/"
    }
    card = json.loads(shaped("teams", message))["attachments"][0]["content"]
    assert card["body"][0]["text"] == "Sign \\<\\!channel\\> & \\[this\\]\\(http://x\\)"
    assert card["actions"][0]["url"] == "https://s/"


def test_tries_end() -> None:
    assert [wait_after(count) is None for count in (1, 8, 9)] == [False, False, True]


@pytest.mark.parametrize("url", ["ftp://tools.example/", "https://a:b@tools.example/", "nothing"])
def test_addresses_that_cannot_be(tondella: Tondella, url: str) -> None:
    with pytest.raises(Invalid):
        actions.add_webhook(by=viewer(tondella.ines), name="Tools", url=url)


def test_only_who_administers_has_webhooks(tondella: Tondella, halyard: Halyard) -> None:
    webhook = made(tondella)
    with pytest.raises(NotAllowed):
        actions.add_webhook(by=viewer(tondella.daniel), name="Mine", url="https://tools.example/")
    for other in (tondella.daniel, halyard.marcus):
        assert list_webhooks(viewer(other)).count() == 0
        with pytest.raises(NotFound):
            get_webhook(viewer(other), webhook.pk)


def test_what_is_for_one_persons_eyes_is_told_in_no_channel(tondella: Tondella, asked: list[Need]) -> None:
    webhook = made(tondella)
    asked += [replace(need("secret"), private=True), need("open")]
    assert actions.fill_outbox(tondella.organisation.pk) == 1
    delivery = webhook.deliveries.get()
    asked[1] = replace(asked[1], private=True)
    assert actions.deliver(delivery.pk, Target()) == "dropped"


def test_a_confidential_escalation_and_an_invitation_elsewhere_are_private(hope: Hope, cohort: Cohort) -> None:
    priya = hope.halyard.priya
    name_contact(
        by=viewer(hope.halyard.marcus), campaign=hope.seen(), organisation=hope.halyard.organisation.pk, rung=1,
        member=priya.pk,
    )  # fmt: skip
    given = {
        "campaign": hope.seen(),
        "asked": hope.halyard.organisation.pk,
        "words": "Why",
        "impact": "low",
        "urgency": "low",
    }
    raise_escalation(by=viewer(hope.tondella.ines), title="Open", **given)
    raise_escalation(by=viewer(hope.tondella.ines), title="Secret", confidential=True, named=[priya.pk], **given)
    issue_invitation(by=viewer(cohort.nadia), email=priya.person.email)  # type: ignore[union-attr]
    private = {one.title: one.private for one in needs.needs_of(viewer(priya))}
    assert private == {
        "Answer E-1: Open": False,
        "Answer E-2: Secret": True,
        "Answer the invitation to Cohort Lane": True,
    }


def test_sent_again_when_it_is_over_it_stays_known_when_it_was_delivered(tondella: Tondella, asked: list[Need]) -> None:
    webhook = made(tondella)
    asked.append(need("new"))
    actions.fill_outbox(tondella.organisation.pk)
    delivery = webhook.deliveries.get()
    with clock.at(NOON):
        Delivery.objects.filter(pk=delivery.pk).update(next_try_at=NOON)
        assert actions.deliver(delivery.pk, Target()) == "delivered"
        asked.clear()
        actions.send_again(by=viewer(tondella.ines), delivery=delivery)
        assert actions.deliver(delivery.pk, Target()) == "dropped"
    assert webhook.deliveries.get().delivered_at == NOON


def test_what_is_sent_is_what_the_description_says(tondella: Tondella) -> None:
    parts: dict[str, Any] = {}
    described = webhooks(parts)
    message = actions.message_of(tondella.giulia, need("new"))
    assert set(described) == {message["event"], actions.TEST}
    assert set(parts["NeedRaised"]["properties"]) == set(message)
    tested = json.loads(actions.send_test(by=viewer(tondella.ines), webhook=made(tondella)).body)
    assert set(parts["TestSent"]["properties"]) == set(tested)


def test_a_paused_one_sends_later(tondella: Tondella, asked: list[Need]) -> None:
    webhook = made(tondella)
    asked.append(need("new"))
    actions.fill_outbox(tondella.organisation.pk)
    delivery = webhook.deliveries.get()
    actions.pause_webhook(by=viewer(tondella.ines), webhook=webhook, paused=True)
    assert (deliveries_due(clock.now()), actions.deliver(delivery.pk, Target())) == ([], "not due")
    actions.pause_webhook(by=viewer(tondella.ines), webhook=webhook, paused=False)
    assert actions.deliver(delivery.pk, Target()) == "delivered"


def test_the_clock_fills_and_empties(tondella: Tondella, asked: list[Need]) -> None:
    made(tondella)
    asked.append(need("new"))
    assert tend_webhooks.func() == 0
    actions.fill_outbox(tondella.organisation.pk)
    assert tend_webhooks.func() == 1


def test_the_pages(tondella: Tondella) -> None:
    ines, daniel = people.client(tondella.ines), people.client(tondella.daniel)
    here = reverse("people:webhook-list")
    assert daniel.get(here).status_code == 403
    assert b"No webhooks yet" in ines.get(here).content
    facts = {"name": "Tools", "url": "https://tools.example/in", "shape": "json"}
    assert ines.post(here, {**facts, "url": "ftp://x/"}).status_code == 422
    answer = ines.post(here, facts).content.decode()
    webhook = Webhook.objects.get()
    assert secret_of(webhook.pk, 1) in answer
    one, act = reverse("people:webhook", args=[webhook.pk]), reverse("people:webhook-act", args=[webhook.pk])
    assert secret_of(webhook.pk, 1) not in ines.get(one).content.decode()
    assert ines.post(one, {**facts, "name": "Our tools"}).status_code == 302
    assert secret_of(webhook.pk, 2) in ines.post(act, {"to": "rotate"}).content.decode()
    assert [ines.post(act, {"to": to}).status_code for to in ("test", "pause", "resume", "dance")] == [
        302,
        302,
        302,
        404,
    ]
    delivery = webhook.deliveries.get()
    actions.deliver(delivery.pk, Target(500))
    assert b"The target answered 500." in ines.get(one).content
    assert ines.post(reverse("people:webhook-again", args=[webhook.pk, delivery.pk])).status_code == 302
    assert actions.deliver(delivery.pk, Target()) == "delivered"
    assert ines.post(act, {"to": "delete"}).status_code == 302
    assert Webhook.objects.count() == 0
