"""Mailing what needs somebody. What is said is asked of the inbox at the moment of sending, never remembered."""

import hashlib
from collections.abc import Iterable
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction

from commonground.kit import clock
from commonground.people.membership.models import Membership
from commonground.people.notice.links import unsubscribe_link
from commonground.people.notice.models import NeedNotice
from commonground.people.notice.rules import digest_key, is_quiet
from commonground.people.person.enums import MailRhythm
from commonground.people.person.models import Person
from commonground.people.viewer.models import Viewer
from commonground.web.mail import send_mail
from commonground.web.needs import Need, counted, needs_of


@transaction.atomic
def notify(member: Membership) -> int:
    """Mail what needs this person at this organisation, by their rhythm; returns how many needs were mailed."""
    # Locked, so that two workers cannot both find that a mail is due.
    person = Person.objects.select_for_update().get(pk=_person_id(member))
    viewer = Viewer(person, member)
    if member.has_left or not person.is_active or member.organisation.merged_into_id:
        return 0
    if is_quiet(clock.now(), viewer.time_zone, person.quiet_from, person.quiet_until):
        return 0
    if person.mail_rhythm == MailRhythm.IMMEDIATE:
        return _mail_new(viewer, member, person)
    return _mail_digest(viewer, member, person) if person.mail_rhythm != MailRhythm.NEVER else 0


def _person_id(member: Membership) -> UUID:
    if member.person_id is None:
        raise ValueError("Nobody to mail: this person was only named.")
    return member.person_id


def _mail_new(viewer: Viewer, member: Membership, person: Person) -> int:
    needs = needs_of(viewer)
    told = set(_told(member, person, [need.key for need in needs]))
    new = [need for need in needs if need.key not in told]
    if new:
        keys = [need.key for need in new]
        _remember(member, person, keys)
        _send(member, person, new, keys)
    return len(new)


def _mail_digest(viewer: Viewer, member: Membership, person: Person) -> int:
    key = digest_key(clock.now(), viewer.time_zone, weekly=person.mail_rhythm == MailRhythm.WEEKLY)
    if key is None or _told(member, person, [key]):
        return 0
    # Remembered even when there is nothing to say: what comes up later waits for tomorrow's digest.
    _remember(member, person, [key])
    needs = needs_of(viewer)
    if needs:
        _send(member, person, needs, [key])
    return len(needs)


def _told(member: Membership, person: Person, keys: list[str]) -> list[str]:
    told = NeedNotice.objects.filter(person=person, organisation=member.organisation, key__in=keys)
    return list(told.values_list("key", flat=True))


def _remember(member: Membership, person: Person, keys: Iterable[str]) -> None:
    for key in keys:
        NeedNotice(person=person, organisation=member.organisation, key=key, mailed_at=clock.now()).save()


def message_id(member: Membership, keys: Iterable[str]) -> str:
    """The same for a mail that a worker sends again because it died before it had noted the first."""
    told = hashlib.sha256("\n".join([str(member.pk), *sorted(keys)]).encode()).hexdigest()[:32]
    return f"<notice.{told}@{urlsplit(settings.BASE_URL).hostname}>"


def _send(member: Membership, person: Person, needs: list[Need], keys: list[str]) -> None:
    link = unsubscribe_link(person)
    context = {
        "person": person,
        "organisation": member.organisation,
        "needs": needs,
        "count": counted(needs),
        "base_url": settings.BASE_URL,
        "unsubscribe": link,
        "rhythm": person.mail_rhythm,
    }
    # RFC 8058: the mail program's own unsubscribe button posts to the link.
    headers = {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
               "Message-ID": message_id(member, keys)}  # fmt: skip
    send_mail("people/notice/mail", to=person.email, context=context, headers=headers)
