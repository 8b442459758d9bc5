"""Who is to be mailed."""

from uuid import UUID

from commonground.people.membership.models import Membership
from commonground.people.person.enums import MailRhythm


def memberships_that_want_mail() -> list[UUID]:
    """Ids of memberships whose person has not switched mail off; what each may know is asked for when it is sent."""
    wanted = Membership.objects.filter(
        left_at__isnull=True, person__is_active=True, organisation__merged_into__isnull=True
    )
    return list(wanted.exclude(person__mail_rhythm=MailRhythm.NEVER).values_list("pk", flat=True))


def membership_to_mail(identity: str) -> Membership:
    """One of them; raises DoesNotExist when it is gone, as a task should."""
    return Membership.objects.select_related("organisation", "person").get(pk=identity)
