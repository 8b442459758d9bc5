"""Reading matrices: rows become the engine's plain values here and nowhere else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, prefetch_related_objects

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_campaigns, taking_part
from commonground.campaigns.raci.enums import VersionState
from commonground.campaigns.raci.models import Comment, MatrixRole, MatrixRow, MatrixVersion
from commonground.campaigns.raci.rules import content_hash, named, thresholds_of
from commonground.engines.findings import Finding
from commonground.engines.raci.diff import Diff, diff
from commonground.engines.raci.matrix import Context, Kind, Letters, Matrix, Organisation, Role, Row
from commonground.engines.raci.rules import check
from commonground.kit.errors import NotFound
from commonground.people.models import Organisation as Company
from commonground.people.viewer.models import Viewer

WORKING = (VersionState.DRAFT, VersionState.PROPOSED, VersionState.IN_FORCE)
# What readiness judges: what was put to the others counts, typing in a draft does not while there is anything else.
JUDGED = (VersionState.PROPOSED, VersionState.IN_FORCE, VersionState.DRAFT)


def here_in(campaigns: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Which organisations take part, by campaign."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for campaign, organisation in (
        taking_part().filter(campaign__in=list(campaigns)).values_list("campaign_id", "organisation_id")
    ):
        found[campaign].add(organisation)
    return found


@dataclass(frozen=True, slots=True)
class Loaded:
    """A version with its matrix as the engine wants it, and the rows that pages name people from."""

    version: MatrixVersion
    matrix: Matrix
    roles: tuple[MatrixRole, ...]
    rows: tuple[MatrixRow, ...]
    here: Set[UUID]


def list_versions(viewer: Viewer, campaign: Campaign) -> QuerySet[MatrixVersion]:
    """All versions of a campaign's matrix, newest first; the campaign came from `get_campaign`."""
    people = ("started_by__person", "started_by__organisation", "proposed_by__person", "proposed_by__organisation")
    return campaign.matrix_versions.select_related(*people).order_by("-number")


def get_version(viewer: Viewer, campaign: Campaign, number: int) -> MatrixVersion:
    """One version by its number."""
    found = list_versions(viewer, campaign).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def version_in(viewer: Viewer, campaign: Campaign, state: VersionState) -> MatrixVersion | None:
    """The draft, the proposed version or the one in force; there is at most one of each."""
    return list_versions(viewer, campaign).filter(state=state).first()


def working_version(viewer: Viewer, campaign: Campaign) -> MatrixVersion | None:
    """What people work on now: the draft, else what is proposed, else what is in force."""
    versions = {v.state: v for v in list_versions(viewer, campaign).filter(state__in=WORKING)}
    return next((versions[state] for state in WORKING if state in versions), None)


def compared_with(viewer: Viewer, version: MatrixVersion) -> MatrixVersion | None:
    """The version that changes are shown against: the one that this was made from, else the one in force before."""
    if version.based_on_id:
        return version.based_on
    earlier = MatrixVersion.objects.filter(campaign=version.campaign_id, number__lt=version.number)
    return earlier.exclude(in_force_at=None).order_by("-number").first()


def load_matrix(viewer: Viewer, version: MatrixVersion, here: Set[UUID] | None = None) -> Loaded:
    """Read a version whole: three queries, whatever its size, or two where it is known who takes part."""
    if here is None:
        here = here_in([version.campaign_id])[version.campaign_id]
    return _loaded(version, here, version.roles.select_related("organisation", "holder__person"), version.rows.all())


def as_matrix(kind: str, roles: tuple[MatrixRole, ...], rows: tuple[MatrixRow, ...], here: Set[UUID]) -> Matrix:
    """The engine's value of these rows; `here` are the organisations that take part in the campaign."""
    organisations = {key: Organisation(key, name) for key, name in map(organisation_of, roles) if key}
    # A matrix that names nobody works by role; one that names people and leaves a hole has a vacancy.
    names_people = any(role.holder_id or role.holder_name for role in roles)
    return Matrix(
        kind=Kind(kind),
        roles=tuple(as_role(role, here, names_people=names_people) for role in roles),
        rows=tuple(as_row(row) for row in rows),
        organisations=tuple(organisations.values()),
    )


def organisation_of(role: MatrixRole) -> tuple[str, str]:
    """(key, name) of a role's organisation; one that is only a name in a file has the key `name:...`."""
    if role.organisation is not None:
        return str(role.organisation.id), role.organisation.name
    return (named(role.organisation_name), role.organisation_name) if role.organisation_name else ("", "")


def as_role(role: MatrixRole, here: Set[UUID], *, names_people: bool) -> Role:
    """One column as the engine's value. Who left the organisation, or whose organisation left, is named no longer."""
    holder = role.holder
    return Role(
        key=role.key,
        title=role.title,
        organisation=organisation_of(role)[0],
        person=holder.name if holder else role.holder_name,
        vacant=role.vacant or (names_people and holder is None and not role.holder_name),
        has_left=bool(holder and (holder.has_left or holder.organisation_id not in here)),
    )


def as_row(row: MatrixRow) -> Row:
    """One row as the engine's value."""
    cells = {key: Letters(letters) for key, letters in row.cells.items()}
    return Row(key=row.key, task=row.task, phase=row.phase, kind=row.kind, note=row.note, cells=cells)


def content_of(loaded: Loaded) -> dict[str, Any]:
    """All that a signature binds to, as plain values. People and organisations go by their ids, unmatched ones by name."""
    roles = [
        [r.key, r.title, str(r.organisation_id or r.organisation_name), str(r.holder_id or r.holder_name), r.vacant]
        for r in loaded.roles
    ]
    rows = [[r.key, r.phase, r.task, r.kind, r.note, r.cells] for r in loaded.rows]
    effective = loaded.version.effective_on
    return {
        "kind": loaded.version.kind, "roles": roles, "rows": rows, "effective": effective and effective.isoformat()
    }  # fmt: skip


def is_as_proposed(loaded: Loaded) -> bool:
    """Whether a version still holds what was put before everybody.

    A merge of organisations moves roles to the one that stays; that is no change of the promise.
    """
    kept = loaded.version.content
    if content_hash(kept) != loaded.version.content_hash:
        return False
    now = content_of(loaded)
    same = all(kept[part] == now[part] for part in ("kind", "rows"))
    names = _merged([role[2] for role in kept["roles"]])
    then = [[key, title, names.get(home, home), vacant] for key, title, home, _, vacant in kept["roles"]]
    return same and then == [[key, title, home, vacant] for key, title, home, _, vacant in now["roles"]]


def _merged(ids: Iterable[str]) -> dict[str, str]:
    """Where organisations went that were merged meanwhile, by their former ids."""
    known = [UUID(one) for one in ids if len(one) == 36 and one.count("-") == 4]
    gone = Company.objects.filter(pk__in=known, merged_into__isnull=False)
    return {str(pk): str(into) for pk, into in gone.values_list("pk", "merged_into")}


def context_of(campaign: Campaign, version: MatrixVersion, *, today: date) -> Context:
    """What the rules need to know of the world around a version.

    Whose word is missing: of those who have joined, on what is proposed, and of newcomers on what is in force.
    """
    asked = version.state in {VersionState.PROPOSED, VersionState.IN_FORCE}
    signed = {s.organisation_id for s in version.signatures.all() if s.state == "signed"} if asked else set()
    there = [participant.organisation for participant in campaign.participants.all()]
    missing = [o for o in there if asked and o.has_joined and o.pk not in signed]
    return Context(
        participants=tuple(Organisation(str(o.pk), o.name) for o in there),
        proposed=asked,
        unsigned=tuple(Organisation(str(o.pk), o.name) for o in missing),
        review_due=version.next_review_on if version.state == VersionState.IN_FORCE else None,
        today=today,
    )


def contexts_of(campaigns: Sequence[Campaign], loaded: Mapping[UUID, Loaded], *, today: date) -> dict[UUID, Context]:
    """The same for several campaigns, by their ids, in one query."""
    prefetch_related_objects([one.version for one in loaded.values()], "signatures")
    return {c.pk: context_of(c, loaded[c.pk].version, today=today) for c in campaigns if c.pk in loaded}


def load_judged(viewer: Viewer, campaigns: Sequence[Campaign]) -> dict[UUID, Loaded]:
    """The versions that readiness judges, by the ids of their campaigns, in three queries however many there are."""
    ids = [campaign.pk for campaign in campaigns]
    versions: dict[UUID, MatrixVersion] = {}
    in_force = MatrixVersion.objects.filter(campaign=OuterRef("campaign"), state=VersionState.IN_FORCE)
    judged = MatrixVersion.objects.filter(campaign__in=ids, state__in=JUDGED)
    for version in judged.annotate(any_in_force=Exists(in_force)):
        known = versions.get(version.campaign_id)
        if known is None or JUDGED.index(VersionState(version.state)) < JUDGED.index(VersionState(known.state)):
            versions[version.campaign_id] = version
    here = {c.pk: {participant.organisation_id for participant in c.participants.all()} for c in campaigns}
    return _load_all(versions, here)


def _load_all(versions: Mapping[UUID, MatrixVersion], here: Mapping[UUID, Set[UUID]]) -> dict[UUID, Loaded]:
    if not versions:
        return {}
    by_version: dict[UUID, tuple[list[MatrixRole], list[MatrixRow]]] = {v.pk: ([], []) for v in versions.values()}
    for role in MatrixRole.objects.filter(version__in=by_version).select_related("organisation", "holder__person"):
        by_version[role.version_id][0].append(role)
    for row in MatrixRow.objects.filter(version__in=by_version):
        by_version[row.version_id][1].append(row)
    return {pk: _loaded(version, here[pk], *by_version[version.pk]) for pk, version in versions.items()}


def _loaded(version: MatrixVersion, here: Set[UUID], roles: Iterable[MatrixRole], rows: Iterable[MatrixRow]) -> Loaded:
    columns, lines = tuple(roles), tuple(rows)
    return Loaded(version, as_matrix(version.kind, columns, lines, here), columns, lines, here)


def findings_of(campaign: Campaign, loaded: Loaded, *, today: date) -> tuple[Finding, ...]:
    """What the rules find in a version, with the campaign's own thresholds."""
    context = context_of(campaign, loaded.version, today=today)
    return check(loaded.matrix, context, thresholds_of(campaign.thresholds))


def changes_since(viewer: Viewer, loaded: Loaded) -> tuple[MatrixVersion, Diff] | None:
    """(earlier version, difference) for a version that has one before it."""
    earlier = compared_with(viewer, loaded.version)
    if earlier is None:
        return None
    before = load_matrix(viewer, earlier, loaded.here).matrix
    return earlier, diff(replace(before, kind=loaded.matrix.kind), loaded.matrix)


def list_comments(viewer: Viewer, campaign: Campaign, row_key: str) -> QuerySet[Comment]:
    """What was said on a row, oldest first."""
    people = ("author__person", "author__organisation")
    return Comment.objects.filter(campaign=campaign, row_key=row_key).select_related(*people)


def list_said(viewer: Viewer) -> QuerySet[Comment]:
    """What was said on rows of campaigns that the viewer's organisation takes part in."""
    return Comment.objects.filter(campaign__in=list_campaigns(viewer).order_by().values("pk"))


def get_comment(viewer: Viewer, identity: UUID) -> Comment:
    """One of those, or NotFound."""
    found = list_said(viewer).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def tasks_worked_on(viewer: Viewer, campaigns: Iterable[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """(key, task) of the rows that people work on now in these of the viewer's campaigns, by the campaigns' ids."""
    shared = list_campaigns(viewer).filter(pk__in=list(campaigns)).order_by().values("pk")
    rows = MatrixRow.objects.filter(version__campaign__in=shared, version__state__in=WORKING).order_by("position")
    found: dict[UUID, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for campaign, state, key, task in rows.values_list("version__campaign_id", "version__state", "key", "task"):
        found[campaign][state].append((key, task))
    return {pk: by_state[min(by_state, key=WORKING.index)] for pk, by_state in found.items()}


def count_comments(viewer: Viewer, campaign: Campaign) -> dict[str, int]:
    """How many comments each row has, by the row's key."""
    counted = Comment.objects.filter(campaign=campaign).values("row_key").annotate(count=Count("id"))
    return {entry["row_key"]: entry["count"] for entry in counted.order_by()}


def find_row(viewer: Viewer, campaign: Campaign, key: str) -> MatrixRow:
    """A row as the newest version that has it says it, or NotFound."""
    rows = MatrixRow.objects.filter(version__campaign=campaign, key=key).select_related("version")
    row = rows.order_by("-version__number").first()
    if row is None:
        raise NotFound
    return row


def find_version(viewer: Viewer, identity: UUID) -> MatrixVersion:
    """A version of any campaign that the viewer may see, or NotFound."""
    versions = MatrixVersion.objects.filter(campaign__in=list_campaigns(viewer).order_by().values("pk"))
    found = versions.filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def get_row(version: MatrixVersion, key: str) -> MatrixRow:
    """A row of a version, or NotFound."""
    row = version.rows.filter(key=key).select_related("changed_by__person").first()
    if row is None:
        raise NotFound
    return row


def get_role(version: MatrixVersion, key: str) -> MatrixRole:
    """A role of a version, or NotFound."""
    role = version.roles.filter(key=key).select_related("organisation", "holder__person").first()
    if role is None:
        raise NotFound
    return role


def roles_held_by(viewer: Viewer, membership: UUID) -> QuerySet[MatrixRole]:
    """The places that somebody holds in versions that count."""
    return MatrixRole.objects.filter(holder=membership, version__state__in=WORKING).select_related("version__campaign")
