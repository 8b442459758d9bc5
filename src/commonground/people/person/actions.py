"""What people do with their own account."""

from datetime import time

from allauth.account.models import EmailAddress
from django.db import transaction

from commonground.kit.errors import Conflict, Invalid, NotAllowed
from commonground.people.membership.actions import index_member
from commonground.people.membership.models import Membership
from commonground.people.organisation.choices import time_zones
from commonground.people.person.enums import MailRhythm
from commonground.people.person.models import Person
from commonground.people.viewer.models import Viewer


@transaction.atomic
def change_settings(
    *, by: Viewer, name: str, time_zone: str, mail_rhythm: str, quiet_from: time | None = None,
    quiet_until: time | None = None,
) -> Person:  # fmt: skip
    """Change one's name, zone (empty: the organisation's), how often mail comes, and the hours without any."""
    if by.person is None or by.read_only:
        raise NotAllowed("Sign in to change your settings.")
    if time_zone and time_zone not in dict(time_zones()):
        raise Invalid("Choose from the list.", fields={"time_zone": "Choose a time zone from the list."})
    if (quiet_from is None) != (quiet_until is None):
        missing = "quiet_until" if quiet_until is None else "quiet_from"
        raise Invalid("Give both times or neither.", fields={missing: "Give both times, or leave both empty."})
    person = Person.objects.select_for_update().get(pk=by.person.pk)
    renamed = person.name != name
    person.name, person.time_zone, person.mail_rhythm = name, time_zone, mail_rhythm
    person.quiet_from, person.quiet_until = quiet_from, quiet_until
    person.save()
    if renamed:
        for member in Membership.objects.filter(person=person, left_at__isnull=True).select_related(
            "organisation", "person"
        ):
            index_member(member)
    return person


@transaction.atomic
def stop_mail(person: Person) -> None:
    """No more mail about what needs one; the signed link in each such mail proves whose wish it is."""
    person.mail_rhythm = MailRhythm.NEVER
    person.save()


@transaction.atomic
def open_account(*, email: str, name: str) -> Person:
    """An account without a password, for an address that has just been shown to be theirs."""
    confirmed = EmailAddress.objects.filter(email__iexact=email, verified=True)
    if confirmed.exists() or Person.objects.filter(email=email.lower()).exists():
        raise Conflict("There is an account with this address. Sign in with it.")
    if not name.strip():
        raise Invalid("A name is missing.", fields={"name": "Give your name."})
    person = Person.objects.create_user(email, None, name=name)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person
