"""What people do with a draft. What was published never changes by typing: the first change starts a draft."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction

from commonground.campaigns.campaign.actions import log
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_people, organisations_of
from commonground.campaigns.roadmap.enums import RoadmapState
from commonground.campaigns.roadmap.models import Deliverable, RoadmapPhase, RoadmapVersion
from commonground.campaigns.roadmap.queries import get_deliverable, get_phase, version_in, working_version
from commonground.campaigns.roadmap.rules import (
    DELIVERABLES_LIMIT,
    FACTS,
    check_day,
    checked_dependencies,
    checked_duration,
    new_key,
    refuse_circle,
    seen_of,
)
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotFound
from commonground.kit.record import check_fields
from commonground.kit.search.actions import index
from commonground.people.models import Membership, Organisation
from commonground.people.viewer.models import Viewer
from commonground.web.dates import day as day_in_words


def lock(campaign: Campaign) -> Campaign:
    """One writer at a time in a campaign's roadmap: version numbers, the one draft and circles depend on it."""
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


def next_number(campaign: Campaign) -> int:
    return (campaign.roadmap_versions.order_by("-number").values_list("number", flat=True).first() or 0) + 1


@transaction.atomic
def draft_of(*, by: Viewer, campaign: Campaign) -> RoadmapVersion:
    """The draft that changes go to: the one there is, or a copy of the current version, or an empty first one."""
    member = by.writing()
    current = lock(campaign)
    working = working_version(by, campaign)
    if working is not None and working.state == RoadmapState.DRAFT:
        return working
    draft = RoadmapVersion(campaign=campaign, number=next_number(campaign), started_by=member, based_on=working)
    draft.starts_on = working.starts_on if working else None
    draft.launch_on = working.launch_on if working and working.launch_on else current.launch_on
    draft.save()
    if working is not None:
        _copy(working, draft)
    log(by, f"started roadmap v{draft.number}", campaign, version=draft.number)
    return draft


def _copy(source: RoadmapVersion, target: RoadmapVersion) -> None:
    copies: tuple[list[Any], ...] = (list(source.phases.all()), list(source.deliverables.all()))
    for copy in chain(*copies):
        copy.pk, copy.version = None, target
        copy._state.adding = True
    RoadmapPhase.objects.bulk_create(copies[0], batch_size=500)
    Deliverable.objects.bulk_create(copies[1], batch_size=500)


def reindex(version: RoadmapVersion | None, campaign: Campaign) -> None:
    """Let the campaign's deliverables be found."""
    titles = list(version.deliverables.values_list("title", flat=True)) if version else []
    index(kind="roadmap", object_id=campaign.pk, title=f"Roadmap of {campaign.name}", body="\n".join(titles))


def _person(by: Viewer, campaign: Campaign, identity: UUID | None, field: str) -> Membership | None:
    if identity is None:
        return None
    found = list_people(by, campaign).filter(pk=identity).first()
    if found is None:
        raise Invalid("Choose a person.", fields={field: "Choose somebody of a participant."})
    return found


def _organisation(campaign: Campaign, identity: UUID | None) -> Organisation | None:
    if identity is None:
        return None
    found = next((one for one in organisations_of(campaign) if one.pk == identity), None)
    if found is None:
        raise Invalid("Choose an organisation.", fields={"organisation": "Choose a participant of the campaign."})
    return found


def _set_facts(by: Viewer, campaign: Campaign, row: Deliverable, facts: Mapping[str, Any]) -> None:
    """Set what is given (`organisation`, `owner` and `reviewer` by id), once it holds together."""
    plain = ("title", "acceptance", "milestone", "duration", "start_on", "due_on", "raci_row")
    for name in plain:
        if name in facts:
            setattr(row, name, facts[name])
    if "organisation" in facts and facts["organisation"] != row.organisation_id:
        row.organisation = _organisation(campaign, facts["organisation"])
    for name in ("owner", "reviewer"):
        # Who has left meanwhile stays named until somebody names another.
        if name in facts and facts[name] != getattr(row, f"{name}_id"):
            setattr(row, name, _person(by, campaign, facts[name], name))
    if row.owner and row.organisation is None:
        row.organisation = row.owner.organisation
    if row.owner and row.organisation and row.owner.organisation_id != row.organisation.pk:
        raise Invalid("Choose a person.", fields={"owner": f"Choose somebody of {row.organisation.name}."})
    if row.reviewer_id and row.reviewer_id == row.owner_id:
        raise Invalid("Choose two people.", fields={"reviewer": "The reviewer is somebody else than the owner."})
    row.duration = checked_duration(row.duration, milestone=row.milestone)
    check_day("start_on", row.start_on)
    check_day("due_on", row.due_on)
    if "phase" in facts:
        row.phase = get_phase(row.version, facts["phase"]).key if facts["phase"] else ""


def _set_dependencies(draft: RoadmapVersion, row: Deliverable, given: Sequence[Sequence[Any]]) -> None:
    others = list(draft.deliverables.all())
    titles = {one.key: one.title for one in others} | {row.key: row.title}
    row.depends_on = checked_dependencies(row.key, given, titles)
    refuse_circle(titles, {one.key: one.depends_on for one in others} | {row.key: row.depends_on})


def _touch(by: Viewer, row: Deliverable) -> None:
    row.changed_by, row.changed_at = by.acting(), clock.now()
    check_fields(row)


def renumber(things: Sequence[Any]) -> None:
    """Store the order of deliverables or phases."""
    moved = []
    for position, thing in enumerate(things):
        thing.position = position
        if thing.pk is None:
            thing.save()
        else:
            moved.append(thing)
    if moved:
        type(moved[0]).objects.bulk_update(moved, ["position"], batch_size=500)


@transaction.atomic
def add_deliverable(*, by: Viewer, campaign: Campaign, title: str, after: str = "", **facts: Any) -> Deliverable:
    """Add a deliverable or milestone, below the one `after`, else at the end of its phase. Facts as in `edit_deliverable`."""
    draft = draft_of(by=by, campaign=campaign)
    rows = list(draft.deliverables.all())
    if len(rows) >= DELIVERABLES_LIMIT:
        raise Invalid(f"At most {DELIVERABLES_LIMIT:,} deliverables.")
    row = Deliverable(version=draft, key=new_key(), title=title, position=0)
    _set_facts(by, campaign, row, facts)
    _set_dependencies(draft, row, facts.get("depends_on", []))
    _touch(by, row)
    place = _place(rows, after, row.phase)
    renumber([*rows[:place], row, *rows[place:]])
    reindex(draft, campaign)
    log(by, f"added a deliverable to roadmap v{draft.number}", campaign, deliverable=row.title)
    return row


def _place(rows: list[Deliverable], after: str, phase: str) -> int:
    fits = [i for i, row in enumerate(rows) if row.key == after] or [i for i, r in enumerate(rows) if r.phase == phase]
    return fits[-1] + 1 if fits else len(rows)


@transaction.atomic
def edit_deliverable(*, by: Viewer, campaign: Campaign, key: str, seen: str | None = None, **facts: Any) -> Deliverable:
    """Change a deliverable. `seen` is the mark (`seen_of`) of what was looked at.

    Facts: title, phase (a key), milestone, organisation, owner and reviewer (ids), acceptance, start_on, due_on,
    duration, depends_on ([key, lag] pairs), raci_row. What is left out stays.
    """
    draft = draft_of(by=by, campaign=campaign)
    row = get_deliverable(draft, key)
    if seen and seen != seen_of(row):
        raise Conflict(_told(row))
    before = {name: getattr(row, name) for name in FACTS}
    _set_facts(by, campaign, row, facts)
    if "depends_on" in facts:
        _set_dependencies(draft, row, facts["depends_on"])
    _touch(by, row)
    row.save()
    changed = [name for name in FACTS if getattr(row, name) != before[name]]
    if "title" in changed:
        reindex(draft, campaign)
    words = ", ".join(name.removesuffix("_id").replace("_", " ") for name in changed)
    log(by, f"changed {words or 'nothing'} in roadmap v{draft.number}", campaign, deliverable=row.title)
    return row


def _told(row: Deliverable) -> str:
    who = row.changed_by.name if row.changed_by else "Somebody else"
    length = "a milestone" if row.milestone else f"{row.duration} working day{'' if row.duration == 1 else 's'}"
    held = [
        f"“{row.title}”", f"due {day_in_words(row.due_on) if row.due_on else 'on no day'}", length,
        f"owner {row.owner.name if row.owner else 'nobody'}", f"reviewer {row.reviewer.name if row.reviewer else 'nobody'}",
        f"waits for {len(row.depends_on)} other{'' if len(row.depends_on) == 1 else 's'}",
    ]  # fmt: skip
    return (
        f"Your changes are not saved. {who} has changed this deliverable meanwhile: {', '.join(held)}. Save again to put"
        " yours in its place."
    )


@transaction.atomic
def remove_deliverable(*, by: Viewer, campaign: Campaign, key: str) -> tuple[Deliverable, dict[str, int]]:
    """Take a deliverable out of the draft; what waited for it waits no longer.

    Returns it with the keys and lags of what waited; versions before keep it, and `restore_deliverable` brings it back.
    """
    draft = draft_of(by=by, campaign=campaign)
    row = get_deliverable(draft, key)
    waited: dict[str, int] = {}
    for other in draft.deliverables.exclude(pk=row.pk):
        lags = [lag for head, lag in other.depends_on if head == key]
        if lags:
            waited[other.key] = lags[0]
            other.depends_on = [[head, lag] for head, lag in other.depends_on if head != key]
            other.save()
    Deliverable.objects.filter(pk=row.pk).delete()
    reindex(draft, campaign)
    log(by, f"took a deliverable out of roadmap v{draft.number}", campaign, deliverable=row.title)
    return row, waited


KEPT = ("key", "title", "phase", "milestone", "acceptance", "duration", "raci_row", "depends_on", "position")
KEPT_IDS = ("organisation_id", "owner_id", "reviewer_id")
KEPT_DAYS = ("start_on", "due_on")


def kept_of(campaign: Campaign, row: Deliverable, waited: Mapping[str, int]) -> str:
    """What was taken out, for whoever may put it back within a day: nobody can change what it held."""
    held: dict[str, Any] = {name: getattr(row, name) for name in KEPT}
    held |= {name: str(getattr(row, name) or "") for name in (*KEPT_IDS, *KEPT_DAYS)}
    return signing.dumps({**held, "waited": dict(waited)}, salt=_removed_from(campaign))


def _removed_from(campaign: Campaign) -> str:
    return f"deliverable-removed:{campaign.pk}"


@transaction.atomic
def restore_deliverable(*, by: Viewer, campaign: Campaign, kept: str, key: str | None = None) -> Deliverable:
    """Put back what `kept_of` has kept, where it was; what has gone meanwhile is waited for no longer."""
    try:
        held = signing.loads(kept, salt=_removed_from(campaign), max_age=86_400)
    except signing.BadSignature:
        held = {"key": None}
    if held["key"] is None or key not in (None, held["key"]):
        raise Invalid("This can no longer be put back. It is still in the version before.")
    draft = draft_of(by=by, campaign=campaign)
    rows = list(draft.deliverables.all())
    there = {row.key: row for row in rows}
    if held["key"] in there:
        raise Conflict("This deliverable is there already.")
    row = Deliverable(version=draft, **{name: held[name] for name in KEPT})
    for name in KEPT_IDS:
        setattr(row, name, UUID(held[name]) if held[name] else None)
    for name in KEPT_DAYS:
        setattr(row, name, date.fromisoformat(held[name]) if held[name] else None)
    row.depends_on = [pair for pair in row.depends_on if pair[0] in there]
    row.phase = row.phase if draft.phases.filter(key=row.phase).exists() else ""
    waiting = [there[other] for other in held["waited"] if other in there]
    for other in waiting:
        other.depends_on = [*other.depends_on, [row.key, held["waited"][other.key]]]
    titles = {one.key: one.title for one in (*rows, row)}
    refuse_circle(titles, {one.key: one.depends_on for one in (*rows, row)})
    _touch(by, row)
    Deliverable.objects.bulk_update(waiting, ["depends_on"])
    renumber([*rows[: row.position], row, *rows[row.position :]])
    reindex(draft, campaign)
    log(by, f"put a deliverable back into roadmap v{draft.number}", campaign, deliverable=row.title)
    return row


@transaction.atomic
def move_deliverable(*, by: Viewer, campaign: Campaign, key: str, by_places: int) -> Deliverable:
    """Move a deliverable up (negative) or down; across the edge of a phase it joins the next one."""
    draft = draft_of(by=by, campaign=campaign)
    rows = list(draft.deliverables.all())
    here = next((i for i, row in enumerate(rows) if row.key == key), None)
    if here is None:
        raise NotFound
    there = max(0, min(len(rows) - 1, here + by_places))
    moved, neighbour = rows[here], rows[there]
    if neighbour.phase != moved.phase:
        moved.phase = neighbour.phase
        moved.save()
        rows.insert(there if by_places > 0 else there + 1, rows.pop(here))
    else:
        rows.insert(there, rows.pop(here))
    renumber(rows)
    log(by, f"moved a deliverable in roadmap v{draft.number}", campaign, deliverable=moved.title)
    return moved


@transaction.atomic
def discard_draft(*, by: Viewer, campaign: Campaign) -> RoadmapVersion:
    """Put the draft aside, unpublished; it stays readable among the versions."""
    by.writing()
    lock(campaign)
    draft = version_in(by, campaign, RoadmapState.DRAFT)
    if draft is None:
        raise NotFound
    draft.state, draft.ended_at = RoadmapState.DISCARDED, clock.now()
    draft.save()
    reindex(working_version(by, campaign), campaign)
    log(by, f"put roadmap v{draft.number} aside", campaign)
    return draft
