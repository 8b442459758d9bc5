"""What people say of a deliverable: start, deliver, accept, return."""

from django.db import transaction

from commonground.campaigns.campaign.actions import log
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.progress.queries import home_of
from commonground.campaigns.progress.rules import refuse_deliverer, refuse_order, refuse_reviewer
from commonground.campaigns.roadmap.actions import lock
from commonground.campaigns.roadmap.enums import ProgressState
from commonground.campaigns.roadmap.models import Deliverable, Progress
from commonground.campaigns.roadmap.queries import Loaded, current_version, load_roadmap
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotFound, NotReady
from commonground.people.viewer.models import Viewer


def _held(by: Viewer, campaign: Campaign, key: str, act: str) -> tuple[Loaded, Deliverable, Progress]:
    """The deliverable as the current version says it, and how far it is; refuses what is out of order."""
    member = by.writing()
    lock(campaign)
    current = current_version(by, campaign)
    if current is None:
        if campaign.roadmap_versions.filter(deliverables__key=key).exists():
            raise NotReady("The roadmap is not published yet. Publish it, then say how far things are.")
        raise NotFound
    loaded = load_roadmap(by, current, campaign)
    row = loaded.row(key)
    home, owner = home_of(loaded, row), loaded.owners.get(key)
    if act in {"start", "deliver", "take back"}:
        name = row.organisation.name if row.organisation else owner.organisation.name if owner else ""
        refuse_deliverer(member, home, name)
    else:
        refuse_reviewer(member, row.reviewer, owner, home)
    progress = loaded.progress.get(key) or Progress(campaign=campaign, key=key, changed_by=member)
    refuse_order(act, progress.state)
    return loaded, row, progress


def _save(by: Viewer, progress: Progress, row: Deliverable, verb: str) -> Progress:
    progress.changed_by, progress.changed_at = by.acting(), clock.now()
    progress.save()
    log(by, f"{verb} “{row.title}”", progress.campaign, key=row.key)
    return progress


@transaction.atomic
def start_deliverable(*, by: Viewer, campaign: Campaign, key: str) -> Progress:
    """Say that one's organisation has begun."""
    _, row, progress = _held(by, campaign, key, "start")
    progress.state = ProgressState.IN_PROGRESS
    progress.started_on = progress.started_on or clock.today(by.time_zone)
    return _save(by, progress, row, "started")


@transaction.atomic
def deliver_deliverable(*, by: Viewer, campaign: Campaign, key: str) -> Progress:
    """Hand over; the reviewer is asked to accept it."""
    _, row, progress = _held(by, campaign, key, "deliver")
    today = clock.today(by.time_zone)
    progress.state, progress.delivered_on = ProgressState.DELIVERED, today
    progress.first_delivered_on = progress.first_delivered_on or today
    return _save(by, progress, row, "delivered")


@transaction.atomic
def take_back_delivery(*, by: Viewer, campaign: Campaign, key: str) -> Progress:
    """Undo a delivery that nobody has accepted or returned yet: it was not the day on which it came."""
    _, row, progress = _held(by, campaign, key, "take back")
    if not progress.times_returned:
        progress.first_delivered_on = None
    progress.state, progress.delivered_on = _before_delivery(progress), None
    return _save(by, progress, row, "took back")


def _before_delivery(progress: Progress) -> ProgressState:
    if progress.times_returned:
        return ProgressState.RETURNED
    return ProgressState.IN_PROGRESS if progress.started_on else ProgressState.PLANNED


@transaction.atomic
def accept_deliverable(*, by: Viewer, campaign: Campaign, key: str) -> Progress:
    """Accept what was delivered."""
    _, row, progress = _held(by, campaign, key, "accept")
    progress.state, progress.accepted_on = ProgressState.ACCEPTED, clock.today(by.time_zone)
    return _save(by, progress, row, "accepted")


@transaction.atomic
def return_deliverable(*, by: Viewer, campaign: Campaign, key: str, reason: str) -> Progress:
    """Give back what was delivered, saying why."""
    _, row, progress = _held(by, campaign, key, "return")
    if not reason.strip():
        raise Invalid("Say what is missing.", fields={"reason": "Say what is missing, so that it can be mended."})
    progress.state, progress.delivered_on = ProgressState.RETURNED, None
    progress.times_returned += 1
    progress.reason = reason
    return _save(by, progress, row, "returned")
