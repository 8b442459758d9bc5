"""Mail about needs, in the background. `send_notices` is for the schedule: every few minutes is often enough."""

from commonground.kit.tasks import sweep, task
from commonground.people.notice.actions import notify
from commonground.people.notice.queries import membership_to_mail, memberships_that_want_mail


@sweep(why="finds out who wants mail; what is mailed is asked by a task with an owner")
def send_notices() -> int:
    """Hand out one task for each membership whose person wants mail; each names its organisation by its membership."""
    ids = memberships_that_want_mail()
    for identity in ids:
        send_notice.enqueue(str(identity))
    return len(ids)


@task(owner="membership_id")
def send_notice(membership_id: str) -> int:
    """Mail what needs one person at one organisation."""
    return notify(membership_to_mail(membership_id))
