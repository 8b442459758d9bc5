"""Reading how far deliverables are, and what that asks of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from commonground.campaigns.campaign.queries import list_campaigns
from commonground.campaigns.progress.rules import may_accept, may_deliver
from commonground.campaigns.raci.queries import load_judged
from commonground.campaigns.roadmap.enums import ProgressState, RoadmapState
from commonground.campaigns.roadmap.models import Deliverable, Progress
from commonground.campaigns.roadmap.queries import Loaded, answering_in
from commonground.people.models import Membership, Organisation
from commonground.people.viewer.models import Viewer
from commonground.web.needs import MOST

DONE = (ProgressState.DELIVERED, ProgressState.ACCEPTED)
WITH = ("organisation", "version__campaign", "owner__person", "reviewer__person", "reviewer__organisation")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the viewer may say of a deliverable now."""

    start: bool = False
    deliver: bool = False
    take_back: bool = False
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
        take_back=ours and state == ProgressState.DELIVERED,
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


@dataclass(frozen=True, slots=True)
class Open:
    """What is open on deliverables for a viewer: to hand over, to accept or return (`said_at`: delivered when), and delivered but
    not accepted by others."""

    due: tuple[Deliverable, ...] = ()
    review: tuple[Any, ...] = ()
    waiting: tuple[Deliverable, ...] = ()


def list_open(viewer: Viewer, *, until: date) -> Open:
    """The same, with what is due by `until`: one query for every page that counts it, and the matrices where owners follow."""
    if viewer.membership is None:
        return Open()
    key = f"deliverables:{until}"
    if key not in viewer.memo:
        viewer.memo[key] = _open(viewer, viewer.membership, until)
    found: Open = viewer.memo[key]
    return found


def _open(viewer: Viewer, member: Membership, until: date) -> Open:
    mine = Q(owner=member) | Q(owner=None, organisation=member.organisation_id) & ~Q(raci_row="")
    delivered = Q(state_now=ProgressState.DELIVERED)
    progress = Progress.objects.filter(campaign=OuterRef("version__campaign"), key=OuterRef("key"))
    rows = _current(viewer).annotate(
        state_now=Coalesce(Subquery(progress.values("state")[:1]), Value("planned")),
        said_at=Subquery(progress.values("changed_at")[:1]),
    )
    open_ = rows.filter(
        mine & ~Q(state_now__in=DONE) & Q(due_on__lte=until)
        | delivered & (Q(reviewer=member) | Q(organisation=member.organisation_id, reviewer__isnull=False))
    )
    found = list(open_[: 4 * MOST])
    due = [row for row in found if row.state_now not in DONE and row.owner == member]
    follows = [row for row in found if row.state_now not in DONE and row.owner is None]
    handed = [row for row in found if row.state_now == ProgressState.DELIVERED]
    elsewhere = [row for row in handed if row.organisation_id == member.organisation_id and _is_elsewhere(row, member)]
    return Open(
        (*due, *_following(viewer, member, follows)),
        tuple(row for row in handed if row.reviewer == member),
        tuple(elsewhere),
    )


def _is_elsewhere(row: Deliverable, member: Membership) -> bool:
    return row.reviewer is not None and row.reviewer.organisation_id != member.organisation_id


def _following(viewer: Viewer, member: Membership, rows: Sequence[Deliverable]) -> list[Deliverable]:
    """Of those without an owner of their own, the ones that the matrix makes the member answer for."""
    campaigns = list({row.version.campaign_id: row.version.campaign for row in rows}.values())
    matrices = load_judged(viewer, campaigns) if campaigns else {}
    answering = {pk: answering_in(matrix) for pk, matrix in matrices.items()}
    held = [(row, answering.get(row.version.campaign_id, {}).get(row.raci_row)) for row in rows]
    return [row for row, answer in held if answer and answer.holder == member]
