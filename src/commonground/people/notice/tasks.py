"""Mail about needs, in the background. `send_notices` is for the schedule: every few minutes is often enough."""

from commonground.kit.tasks import sweep, task
from commonground.people.membership.models import Membership
from commonground.people.notice.actions import notify
from commonground.people.person.enums import MailRhythm


@sweep(why="finds out who wants mail; what is mailed is asked by a task with an owner")
def send_notices() -> int:
    """Hand out one task for each membership whose person wants mail; each names its organisation by its membership."""
    wanted = Membership.objects.filter(
        left_at__isnull=True, person__is_active=True, organisation__merged_into__isnull=True
    )
    ids = wanted.exclude(person__mail_rhythm=MailRhythm.NEVER).values_list("pk", flat=True)
    for identity in ids:
        send_notice.enqueue(str(identity))
    return len(ids)


@task(owner="membership_id")
def send_notice(membership_id: str) -> int:
    """Mail what needs one person at one organisation."""
    return notify(Membership.objects.select_related("organisation", "person").get(pk=membership_id))
