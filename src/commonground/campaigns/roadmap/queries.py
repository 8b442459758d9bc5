"""Reading roadmaps: rows become the engine's plain values here and nowhere else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_campaigns
from commonground.campaigns.raci.queries import Loaded as LoadedMatrix
from commonground.campaigns.raci.queries import here_in, load_judged
from commonground.campaigns.roadmap.enums import RoadmapState
from commonground.campaigns.roadmap.models import Deliverable, Progress, RoadmapPhase, RoadmapVersion
from commonground.campaigns.roadmap.rules import DueRecord, due_record, work_calendar, years_around
from commonground.engines import roadmap as engine
from commonground.engines.roadmap import Dependency, Phase, Roadmap, State
from commonground.engines.worktime import WorkCalendar
from commonground.kit.errors import NotFound
from commonground.people.models import Membership, Organisation
from commonground.people.viewer.models import Viewer

WORKING = (RoadmapState.DRAFT, RoadmapState.CURRENT)
PUBLISHED = (RoadmapState.CURRENT, RoadmapState.SUPERSEDED)
PEOPLE = (
    "organisation", "owner__person", "owner__organisation", "reviewer__person", "reviewer__organisation",
    "changed_by__person",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for a row of the matrix: the role's holder, or the role while nobody holds it."""

    task: str
    name: str = ""
    holder: Membership | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A version with its roadmap as the engine wants it, and the rows that pages name people from.

    owners     who answers for each deliverable: its own owner, else whoever is accountable in its row of the matrix
    answering  rows of the matrix by key
    """

    version: RoadmapVersion
    roadmap: Roadmap
    phases: tuple[RoadmapPhase, ...]
    rows: tuple[Deliverable, ...]
    progress: Mapping[str, Progress]
    answering: Mapping[str, Answering]
    owners: Mapping[str, Membership]
    here: Set[UUID]

    def row(self, key: str) -> Deliverable:
        """A deliverable by its key, or NotFound."""
        found = next((row for row in self.rows if row.key == key), None)
        if found is None:
            raise NotFound
        return found

    @property
    def organisations(self) -> dict[UUID, Organisation]:
        """Whose deliverables these are."""
        return {row.organisation.pk: row.organisation for row in self.rows if row.organisation}


def list_versions(viewer: Viewer, campaign: Campaign) -> QuerySet[RoadmapVersion]:
    """All versions of a campaign's roadmap, newest first; the campaign came from `get_campaign`."""
    people = ("started_by__person", "started_by__organisation", "published_by__person", "published_by__organisation")
    return campaign.roadmap_versions.select_related(*people).order_by("-number")


def get_version(viewer: Viewer, campaign: Campaign, number: int) -> RoadmapVersion:
    """One version by its number."""
    found = list_versions(viewer, campaign).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def version_in(viewer: Viewer, campaign: Campaign, state: RoadmapState) -> RoadmapVersion | None:
    """The draft or the current version; there is at most one of each."""
    return list_versions(viewer, campaign).filter(state=state).first()


def current_version(viewer: Viewer, campaign: Campaign) -> RoadmapVersion | None:
    """The version that everybody navigates by."""
    return version_in(viewer, campaign, RoadmapState.CURRENT)


def working_version(viewer: Viewer, campaign: Campaign) -> RoadmapVersion | None:
    """What people work on now: the draft, else the current version."""
    versions = {v.state: v for v in list_versions(viewer, campaign).filter(state__in=WORKING)}
    return next((versions[state] for state in WORKING if state in versions), None)


def compared_with(viewer: Viewer, version: RoadmapVersion) -> RoadmapVersion | None:
    """The version that changes are shown against: the one published before."""
    earlier = RoadmapVersion.objects.filter(campaign=version.campaign_id, number__lt=version.number)
    return earlier.filter(state__in=PUBLISHED).order_by("-number").first()


def load_roadmap(viewer: Viewer, version: RoadmapVersion, campaign: Campaign) -> Loaded:
    """Read a version whole: a fixed number of queries, whatever its size. The campaign came from `get_campaign`."""
    here = {participant.organisation_id for participant in campaign.participants.all()}
    matrices = viewer.memo.setdefault("judged matrices", {})
    if campaign.pk not in matrices:
        matrices.update(load_judged(viewer, [campaign]))
    progress = Progress.objects.filter(campaign=campaign).select_related("changed_by__person")
    rows = version.deliverables.select_related(*PEOPLE)
    return _loaded(version, version.phases.all(), rows, progress, matrices.get(campaign.pk), here)


def load_current(
    viewer: Viewer, campaigns: Sequence[Campaign], matrices: Mapping[UUID, LoadedMatrix], *, or_draft: bool = False
) -> dict[UUID, Loaded]:
    """The current versions of these campaigns (`or_draft`: a draft where there is none yet), by their ids.

    Five queries however many there are; none but the first where there is no roadmap.
    """
    states = WORKING if or_draft else (RoadmapState.CURRENT,)
    found = RoadmapVersion.objects.filter(campaign__in=[c.pk for c in campaigns], state__in=states)
    versions: dict[UUID, RoadmapVersion] = {}
    for version in found:
        if version.state == RoadmapState.CURRENT or version.campaign_id not in versions:
            versions[version.campaign_id] = version
    if not versions:
        return {}
    ids = [version.pk for version in versions.values()]
    phases, rows, progress = defaultdict(list), defaultdict(list), defaultdict(list)
    for phase in RoadmapPhase.objects.filter(version__in=ids):
        phases[phase.version_id].append(phase)
    for row in Deliverable.objects.filter(version__in=ids).select_related(*PEOPLE):
        rows[row.version_id].append(row)
    for one in Progress.objects.filter(campaign__in=versions).select_related("changed_by__person"):
        progress[one.campaign_id].append(one)
    here = here_in(versions)
    return {
        pk: _loaded(v, phases[v.pk], rows[v.pk], progress[pk], matrices.get(pk), here[pk]) for pk, v in versions.items()
    }


def _loaded(
    version: RoadmapVersion,
    phases: Iterable[RoadmapPhase],
    rows: Iterable[Deliverable],
    progress: Iterable[Progress],
    matrix: LoadedMatrix | None,
    here: Set[UUID],
) -> Loaded:
    stretches, lines = tuple(phases), tuple(rows)
    done = {one.key: one for one in progress}
    answering = answering_in(matrix)
    owners = {row.key: owner for row in lines if (owner := owner_of(row, answering, here))}
    plan = as_roadmap(version, stretches, lines, done, owners, here)
    return Loaded(version, plan, stretches, lines, done, answering, owners, here)


def answering_in(matrix: LoadedMatrix | None) -> dict[str, Answering]:
    """Who answers for each row of a matrix; "" where nobody does."""
    if matrix is None:
        return {}
    roles = {role.key: (role, stored) for role, stored in zip(matrix.matrix.roles, matrix.roles, strict=True)}
    found = {}
    for row in matrix.matrix.rows:
        accountable = next((roles[key] for key, letters in row.cells.items() if letters.has_a and key in roles), None)
        if accountable is None:
            found[row.key] = Answering(row.task)
            continue
        role, stored = accountable
        holder = stored.holder if stored.holder and not role.has_left else None
        found[row.key] = Answering(row.task, holder.name if holder else role.title, holder)
    return found


def owner_of(row: Deliverable, answering: Mapping[str, Answering], here: Set[UUID]) -> Membership | None:
    """Its own owner while that person is here, else whoever is accountable in its row of the matrix."""
    if row.owner is not None:
        return _present(row.owner, here)
    answer = answering.get(row.raci_row)
    return answer.holder if answer else None


def _present(member: Membership | None, here: Set[UUID]) -> Membership | None:
    return member if member and not member.has_left and member.organisation_id in here else None


def as_roadmap(
    version: RoadmapVersion,
    phases: Sequence[RoadmapPhase],
    rows: Sequence[Deliverable],
    progress: Mapping[str, Progress],
    owners: Mapping[str, Membership],
    here: Set[UUID],
) -> Roadmap:
    """The engine's value of these rows, with how far each deliverable is."""
    return Roadmap(
        deliverables=tuple(as_deliverable(row, progress.get(row.key), owners, here) for row in rows),
        phases=tuple(Phase(phase.key, phase.title, phase.lead) for phase in phases),
        launch=version.launch_on,
        start=version.starts_on,
    )


def as_deliverable(
    row: Deliverable, progress: Progress | None, owners: Mapping[str, Membership], here: Set[UUID]
) -> engine.Deliverable:
    """One deliverable as the engine's value. Who has left is named no longer."""
    owner, reviewer = owners.get(row.key), _present(row.reviewer, here)
    return engine.Deliverable(
        key=row.key,
        title=row.title,
        phase=row.phase,
        organisation=str(row.organisation_id or ""),
        owner=owner.name if owner else "",
        reviewer=reviewer.name if reviewer else "",
        acceptance=row.acceptance,
        due=row.due_on,
        duration=0 if row.milestone else row.duration,
        depends_on=tuple(Dependency(key, lag) for key, lag in row.depends_on),
        state=State(progress.state) if progress else State.PLANNED,
        delivered_on=progress.delivered_on if progress else None,
        accepted_on=progress.accepted_on if progress else None,
        raci_row=row.raci_row,
        milestone=row.milestone,
        start=(progress.started_on if progress else None) or row.start_on,
    )


def calendars_of(organisations: Iterable[Organisation], roadmap: Roadmap, today: date) -> dict[str, WorkCalendar]:
    """The working days of each organisation, by its id, for the years that this roadmap touches."""
    days = [roadmap.launch, roadmap.start, *(one.due for one in roadmap.deliverables)]
    years = years_around(days, today)
    return {
        str(one.pk): work_calendar(one.country, one.region, tuple(one.work_days), tuple(one.days_off), years)
        for one in organisations
    }


def calendars_for(loaded: Loaded, campaign: Campaign, today: date) -> dict[str, WorkCalendar]:
    """The same for everybody who takes part, and whoever a deliverable is still with."""
    there = {participant.organisation_id: participant.organisation for participant in campaign.participants.all()}
    return calendars_of((loaded.organisations | there).values(), loaded.roadmap, today)


def changes_since(viewer: Viewer, loaded: Loaded, campaign: Campaign) -> tuple[RoadmapVersion, engine.Diff] | None:
    """(earlier version, difference) for a version that has one published before it. How far things are is left out."""
    earlier = compared_with(viewer, loaded.version)
    if earlier is None:
        return None
    before = load_roadmap(viewer, earlier, campaign).roadmap
    return earlier, engine.diff(before, loaded.roadmap)


def records_of(viewer: Viewer, loaded: Loaded, *, today: date) -> dict[str, DueRecord]:
    """What became of each deliverable's promised days, by its key, told from the published versions."""
    published = RoadmapVersion.objects.filter(campaign=loaded.version.campaign_id, state__in=PUBLISHED)
    promises = Deliverable.objects.filter(version__in=published).order_by("version__number")
    history: dict[str, list[tuple[date, date | None]]] = defaultdict(list)
    for key, moment, due in promises.values_list("key", "version__published_at", "due_on"):
        if moment is not None:
            history[key].append((moment.astimezone(ZoneInfo(viewer.time_zone)).date(), due))
    first = {key: one.first_delivered_on for key, one in loaded.progress.items()}
    return {row.key: due_record(history[row.key], first.get(row.key), today) for row in loaded.rows}


def get_deliverable(version: RoadmapVersion, key: str) -> Deliverable:
    """A deliverable of a version, or NotFound."""
    found = version.deliverables.filter(key=key).select_related(*PEOPLE).first()
    if found is None:
        raise NotFound
    return found


def find_deliverable(viewer: Viewer, campaign: Campaign, key: str) -> Deliverable:
    """A deliverable as the newest version that has it says it, or NotFound."""
    rows = Deliverable.objects.filter(version__campaign=campaign, key=key).select_related("version", *PEOPLE)
    row = rows.order_by("-version__number").first()
    if row is None:
        raise NotFound
    return row


def get_phase(version: RoadmapVersion, key: str) -> RoadmapPhase:
    """A phase of a version, or NotFound."""
    found = version.phases.filter(key=key).first()
    if found is None:
        raise NotFound
    return found


def find_version(viewer: Viewer, identity: UUID) -> RoadmapVersion:
    """A version of any campaign that the viewer may see, or NotFound."""
    versions = RoadmapVersion.objects.filter(campaign__in=list_campaigns(viewer).order_by().values("pk"))
    found = versions.filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found
