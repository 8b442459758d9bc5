"""Reading how far deliverables are, and what that asks of people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from commonground.campaigns.campaign.queries import list_campaigns
from commonground.campaigns.progress.rules import may_accept, may_deliver
from commonground.campaigns.raci.queries import load_judged
from commonground.campaigns.roadmap.enums import ProgressState, RoadmapState
from commonground.campaigns.roadmap.models import Deliverable, Progress
from commonground.campaigns.roadmap.queries import Loaded, answering_in
from commonground.people.models import Organisation
from commonground.people.viewer.models import Viewer

DONE = (ProgressState.DELIVERED, ProgressState.ACCEPTED)
WITH = ("organisation", "version__campaign", "owner__person", "reviewer__person", "reviewer__organisation")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the viewer may say of a deliverable now."""

    start: bool = False
    deliver: bool = False
    review: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """One organisation's record: of what was accepted, how much the first time."""

    organisation: Organisation
    accepted: int
    first_time: int


def home_of(loaded: Loaded, row: Deliverable) -> UUID | None:
    """The organisation that hands it over: that of the row, else of whoever owns it."""
    owner = loaded.owners.get(row.key)
    return row.organisation_id or (owner.organisation_id if owner else None)


def allowed_on(viewer: Viewer, loaded: Loaded, row: Deliverable) -> Allowed:
    """What the viewer may do with a deliverable of the current version."""
    if loaded.version.state != RoadmapState.CURRENT or not viewer.may_write:
        return Allowed()
    progress, member, home = loaded.progress.get(row.key), viewer.acting(), home_of(loaded, row)
    state = progress.state if progress else ProgressState.PLANNED
    ours = may_deliver(member, home)
    theirs = may_accept(member, row.reviewer, loaded.owners.get(row.key), home)
    return Allowed(
        start=ours and state in (ProgressState.PLANNED, ProgressState.RETURNED),
        deliver=ours and state not in DONE,
        review=theirs and state == ProgressState.DELIVERED,
    )


def accepted_counts(viewer: Viewer, loaded: Loaded) -> tuple[Count, ...]:
    """How often each organisation's deliverables were accepted the first time, where any were accepted."""
    found = []
    for organisation in loaded.organisations.values():
        own = [loaded.progress.get(row.key) for row in loaded.rows if row.organisation_id == organisation.pk]
        accepted = [one for one in own if one and one.state == ProgressState.ACCEPTED]
        if accepted:
            found.append(Count(organisation, len(accepted), sum(one.accepted_first_time for one in accepted)))
    return tuple(found)


def _current(viewer: Viewer) -> QuerySet[Deliverable]:
    """Deliverables of the current versions of the viewer's campaigns."""
    rows = Deliverable.objects.filter(
        version__state=RoadmapState.CURRENT, version__campaign__in=list_campaigns(viewer).order_by().values("pk")
    )
    return rows.select_related(*WITH).order_by("due_on", "id")


def _is(states: Iterable[str]) -> Exists:
    of = {"campaign": OuterRef("version__campaign"), "key": OuterRef("key")}
    return Exists(Progress.objects.filter(**of, state__in=list(states)))


def list_due(viewer: Viewer, *, until: date) -> list[Deliverable]:
    """What the viewer owns, in their own name or by the matrix, that is due by `until` and not handed over."""
    near = _current(viewer).filter(~_is(DONE), due_on__lte=until)
    own = list(near.filter(owner=viewer.membership)) if viewer.membership else []
    follows = list(near.filter(owner=None, organisation=viewer.organisation_id).exclude(raci_row=""))
    campaigns = list({row.version.campaign_id: row.version.campaign for row in follows}.values())
    matrices = load_judged(viewer, campaigns) if campaigns else {}
    answering = {pk: answering_in(matrix) for pk, matrix in matrices.items()}
    for row in follows:
        answer = answering.get(row.version.campaign_id, {}).get(row.raci_row)
        if answer and answer.holder == viewer.membership:
            own.append(row)
    return own


def list_to_review(viewer: Viewer) -> QuerySet[Deliverable]:
    """What was delivered and waits for the viewer to accept it or give it back."""
    return _current(viewer).filter(_is([ProgressState.DELIVERED]), reviewer=viewer.membership)


def list_waiting_for_review(viewer: Viewer) -> QuerySet[Deliverable]:
    """What the viewer's organisation has delivered and others have not accepted yet."""
    own = _current(viewer).filter(_is([ProgressState.DELIVERED]), organisation=viewer.organisation_id)
    return own.exclude(reviewer=None).exclude(reviewer__organisation=viewer.organisation_id)
