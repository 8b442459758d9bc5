"""Making webhooks, filling their outbox, and sending what is in it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from commonground.kit import clock, outbound
from commonground.kit.errors import Invalid, NotReady
from commonground.people.activity.actions import record
from commonground.people.membership.models import Membership
from commonground.people.organisation.models import Organisation
from commonground.people.viewer.models import Viewer
from commonground.people.webhook.enums import DeliveryState, Shape
from commonground.people.webhook.models import Delivery, Webhook
from commonground.people.webhook.queries import list_webhooks, members_to_tell_of, secrets_of
from commonground.people.webhook.rules import (
    FORMER_LIVES,
    LEASE,
    MOST,
    WAITS,
    headers_of,
    secret_of,
    shaped,
    wait_after,
)
from commonground.web.needs import Need, needs_of

Sender = Callable[..., outbound.Reply]
Needs = dict[str, tuple[Membership, Need]]
EVENT, TEST = "need.raised", "webhook.test"


def _log(by: Viewer, verb: str, webhook: Webhook) -> None:
    scope = ("organisation", webhook.organisation_id)
    record(by=by, verb=f"{verb} the webhook {webhook.name}", subject=("webhook", webhook.pk), scope=scope, private=True)


def _checked(url: str, shape: str) -> None:
    outbound.check_url(url)
    if shape not in Shape.values:
        raise Invalid("Choose a form.", fields={"shape": "Choose from the list."})


@transaction.atomic
def add_webhook(*, by: Viewer, name: str, url: str, shape: str = Shape.JSON) -> tuple[Webhook, str]:
    """Make a webhook; returns it with its secret, which is shown now and can be changed later."""
    member = by.administering()
    _checked(url, shape)
    if list_webhooks(by).count() >= MOST:
        raise Invalid(f"At most {MOST} webhooks. Delete one first.")
    webhook = Webhook(organisation=member.organisation, name=name, url=url, shape=shape, made_by=member)
    webhook.save()
    _log(by, "made", webhook)
    # What waits already was told of before: only what comes up from now on is sent.
    _fill(webhook, _needs_in(webhook.organisation_id), silent=True)
    return webhook, secret_of(webhook.pk, webhook.secret_number)


@transaction.atomic
def change_webhook(*, by: Viewer, webhook: Webhook, name: str, url: str, shape: str) -> Webhook:
    """Change its name, its address or its form."""
    by.administering()
    _checked(url, shape)
    webhook.name, webhook.url, webhook.shape = name, url, shape
    # The rest is for others to write: a secret changed meanwhile stays changed.
    webhook.save(update_fields=["name", "url", "shape"])
    _log(by, "changed", webhook)
    return webhook


@transaction.atomic
def rotate_secret(*, by: Viewer, webhook: Webhook) -> str:
    """Give it a new secret; the one before still signs for a day, beside the new one."""
    by.administering()
    held = Webhook.objects.select_for_update().get(pk=webhook.pk)
    held.secret_number += 1
    held.former_until = clock.now() + FORMER_LIVES
    held.save()
    _log(by, "changed the secret of", held)
    return secret_of(held.pk, held.secret_number)


@transaction.atomic
def pause_webhook(*, by: Viewer, webhook: Webhook, paused: bool) -> Webhook:
    """Send nothing for a while, or send again; what has come up meanwhile is sent then."""
    by.administering()
    webhook.paused_at, webhook.paused_why = (clock.now(), f"Paused by {by.person_name}.") if paused else (None, "")
    webhook.save(update_fields=["paused_at", "paused_why"])
    _log(by, "paused" if paused else "resumed", webhook)
    return webhook


@transaction.atomic
def delete_webhook(*, by: Viewer, webhook: Webhook) -> None:
    """End it, with its log."""
    by.administering()
    _log(by, "deleted", webhook)
    webhook.delete()


@transaction.atomic
def send_test(*, by: Viewer, webhook: Webhook) -> Delivery:
    """Put a message into the outbox that says that it works."""
    member = by.administering()
    now = clock.now()
    message = {
        "event": TEST, "title": "Commonground reaches you", "why": "This is a test.", "subject": webhook.name,
        "for": member.name, "organisation": member.organisation.name, "url": settings.BASE_URL,
    }  # fmt: skip
    delivery = Delivery(
        webhook=webhook, key=f"test:{now.isoformat()}", event=TEST, body=shaped(webhook.shape, message), next_try_at=now
    )
    delivery.save()
    _log(by, "tested", webhook)
    return delivery


@transaction.atomic
def send_again(*, by: Viewer, delivery: Delivery) -> Delivery:
    """Try a message again at once, with the same id."""
    by.administering()
    held = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if held.state == DeliveryState.WAITING and held.attempts == 0:
        raise NotReady("It is about to be sent.")
    held.state, held.next_try_at, held.attempts = DeliveryState.WAITING, clock.now(), 0
    held.save()
    _log(by, "sent again a message of", delivery.webhook)
    return held


def fill_outbox(organisation: UUID) -> int:
    """Put into each webhook's outbox what needs somebody of this organisation and was not told yet."""
    home = Organisation.objects.get(pk=organisation)
    # Asked before anything is locked: it takes a while, and what ends meanwhile is found out when it is sent.
    found = _needs_in(home.pk)
    with transaction.atomic():
        live = Webhook.objects.select_for_update().filter(organisation=home, paused_at=None)
        return sum(_fill(webhook, found) for webhook in live)


def _needs_in(organisation: UUID) -> Needs:
    return {
        _key(member, need): (member, need)
        for member in members_to_tell_of(organisation)
        for need in _to_be_told(member)
    }


def _to_be_told(member: Membership) -> list[Need]:
    """What needs somebody, without what is for their eyes alone: a channel is read by colleagues."""
    return [need for need in needs_of(Viewer(member.person, member)) if not need.private]


def _key(member: Membership, need: Need) -> str:
    return f"{member.pk}:{need.key}"[:250]


def _fill(webhook: Webhook, found: Needs, *, silent: bool = False) -> int:
    told = set(webhook.deliveries.filter(key__in=found).values_list("key", flat=True))
    new = {key: one for key, one in found.items() if key not in told}
    for key, (member, need) in new.items():
        body = "" if silent else shaped(webhook.shape, message_of(member, need))
        state = DeliveryState.DROPPED if silent else DeliveryState.WAITING
        Delivery(
            webhook=webhook, member=member, key=key, event=EVENT, body=body, state=state,
            next_try_at=None if silent else clock.now(),
        ).save()  # fmt: skip
    return len(new)


def message_of(member: Membership, need: Need) -> dict[str, Any]:
    """What a message says of one need."""
    return {
        "event": EVENT, "key": need.key, "kind": need.kind, "title": need.title, "why": need.why, "subject": need.subject,
        "due": need.due.isoformat() if need.due else None, "urgent": need.urgent, "for": member.name,
        "person": str(member.person_id), "organisation": member.organisation.name, "url": settings.BASE_URL + need.button_url,
    }  # fmt: skip


def deliver(delivery_id: UUID, send: Sender = outbound.post) -> str:
    """Send one message and note what came of it; returns its state.

    It is claimed in a transaction of its own first. A worker that dies between sending and noting leaves it claimed
    for two minutes; then it is sent again, with the same id.
    """
    delivery = _claim(Delivery.objects.get(pk=delivery_id))
    if delivery is None:
        return "not due"
    if not _still_to_be_told(delivery):
        return _note(delivery, DeliveryState.DROPPED, "What it told of is over, or no longer to be seen.")
    timestamp = int(clock.now().timestamp())
    secrets = secrets_of(delivery.webhook, clock.now())
    headers = headers_of(secrets, str(delivery.pk), timestamp, delivery.body)
    try:
        reply = send(delivery.webhook.url, delivery.body.encode(), headers)
    except (outbound.Unreachable, Invalid) as error:
        _let_wait(delivery)
        return _failed(delivery, str(error))
    if 200 <= reply.status < 300:
        return _note(delivery, DeliveryState.DELIVERED, f"{reply.status}")
    return _failed(delivery, f"The target answered {reply.status}.")


@transaction.atomic
def _claim(wanted: Delivery) -> Delivery | None:
    now = clock.now()
    due = Delivery.objects.select_for_update(of=("self",), skip_locked=True).filter(
        pk=wanted.pk, state=DeliveryState.WAITING, next_try_at__lte=now, webhook__paused_at=None
    )
    delivery = due.select_related("webhook", "member__person", "member__organisation").first()
    if delivery is not None:
        delivery.attempts, delivery.last_tried_at, delivery.next_try_at = delivery.attempts + 1, now, now + LEASE
        delivery.save()
    return delivery


def _still_to_be_told(delivery: Delivery) -> bool:
    member = delivery.member
    if member is None:
        return delivery.event == TEST
    if member.has_left or member.person is None or not member.person.is_active:
        return False
    return delivery.key in {_key(member, need) for need in _to_be_told(member)}


def _let_wait(delivery: Delivery) -> None:
    """Keep the other messages of an unreachable target back for a minute: each may cost a worker five seconds."""
    waiting = Delivery.objects.filter(webhook=delivery.webhook, state=DeliveryState.WAITING).exclude(pk=delivery.pk)
    until = clock.now() + WAITS[0]
    waiting.filter(next_try_at__lt=until).update(next_try_at=until)


def _failed(delivery: Delivery, why: str) -> str:
    wait = wait_after(delivery.attempts)
    if wait is None:
        return _note(delivery, DeliveryState.FAILED, why)
    delivery.next_try_at, delivery.last_answer = clock.now() + wait, why[:300]
    delivery.save()
    return DeliveryState.WAITING.value


def _note(delivery: Delivery, state: DeliveryState, answer: str) -> str:
    delivery.state, delivery.last_answer, delivery.next_try_at = state, answer[:300], None
    if state == DeliveryState.DELIVERED:
        delivery.delivered_at = clock.now()
    delivery.save()
    return state.value
