"""What people do with a draft. What is proposed or in force never changes by typing: the first change starts a draft."""

from collections.abc import Mapping
from dataclasses import asdict
from itertools import chain
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction

from commonground.campaigns.campaign.actions import log
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_people, organisations_of
from commonground.campaigns.raci.enums import VersionState
from commonground.campaigns.raci.models import Comment, MatrixRole, MatrixRow, MatrixVersion
from commonground.campaigns.raci.queries import get_role, get_row, working_version
from commonground.campaigns.raci.rules import ROLES_LIMIT, ROWS_LIMIT, check_thresholds, new_key, thresholds_of
from commonground.campaigns.raci.stored import Place, roles_of, rows_of
from commonground.engines.raci.matrix import Letters, Matrix, Row, Thresholds
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotFound
from commonground.kit.record import check_fields
from commonground.kit.search.actions import forget, index
from commonground.kit.seen import fingerprint
from commonground.kit.words import shortened
from commonground.people.models import Membership, Organisation
from commonground.people.viewer.models import Viewer

KEPT_OF_ROLE = ("key", "title", "organisation_name", "vacant", "position")
GONE = "This can no longer be put back. It is still in the version before."


class CellTaken(Conflict):
    """Somebody else has set the cell since it was seen; `theirs` is what it holds, `row` says who and when."""

    code = "cell-taken"

    def __init__(self, row: MatrixRow, theirs: str) -> None:
        who = row.changed_by.name if row.changed_by else "Somebody else"
        super().__init__(f"Your change is not saved. {who} changed this row while you were looking at it.")
        self.row, self.theirs = row, theirs


def index_matrix(campaign: Campaign, tasks: list[str]) -> None:
    """Let the campaign's tasks be found."""
    index(kind="raci", object_id=campaign.id, title=f"RACI of {campaign.name}", body="\n".join(tasks))


def lock_matrix(campaign: Campaign) -> None:
    """Let nobody else write to the campaign's matrix until the transaction ends."""
    # One writer at a time in a campaign's matrix: version numbers and the one draft depend on it.
    Campaign.objects.select_for_update().get(pk=campaign.pk)


def next_number(campaign: Campaign) -> int:
    """The number that the next version gets."""
    return (campaign.matrix_versions.order_by("-number").values_list("number", flat=True).first() or 0) + 1


@transaction.atomic
def draft_of(*, by: Viewer, campaign: Campaign) -> MatrixVersion:
    """The draft that changes go to: the one there is, or a copy of the working version, or an empty first one."""
    member = by.writing()
    lock_matrix(campaign)
    working = working_version(by, campaign)
    if working is not None and working.state == VersionState.DRAFT:
        return working
    draft = MatrixVersion(campaign=campaign, number=next_number(campaign), started_by=member, based_on=working)
    draft.kind = working.kind if working else "RACI"
    draft.save()
    if working is not None:
        _copy(working, draft)
    log(by, f"started RACI v{draft.number}", campaign, version=draft.number)
    return draft


def _copy(source: MatrixVersion, target: MatrixVersion) -> None:
    copies: tuple[list[Any], ...] = (list(source.roles.all()), list(source.rows.all()))
    for copy in chain(*copies):
        copy.pk, copy.version = None, target
        copy._state.adding = True
    MatrixRole.objects.bulk_create(copies[0], batch_size=500)
    MatrixRow.objects.bulk_create(copies[1], batch_size=500)


@transaction.atomic
def set_letters(
    *, by: Viewer, campaign: Campaign, row: str, role: str, letters: str, seen: str | None = None
) -> MatrixRow:
    """Set one cell, "" for blank. `seen` is what it held when looked at; CellTaken when that no longer holds."""
    wanted = _letters(letters)
    if (same := _as_it_is(by, campaign, row, role, letters)) is not None:
        return same
    draft = draft_of(by=by, campaign=campaign)
    if wanted == Letters.S and draft.kind != "RASCI":
        raise Invalid("This matrix has no S. Change its kind to RASCI first.")
    title = get_role(draft, role).title
    held = get_row(draft, row)
    before = held.cells.get(role, "")
    if seen is not None and seen != before and before != letters:
        raise CellTaken(held, before)
    cells = {key: value for key, value in held.cells.items() if key != role}
    held.cells = {**cells, role: wanted.value} if wanted else cells
    _touch(by, held)
    told = {"row": held.task, "role": title, "was": before, "now": letters}
    log(by, f"set {letters or 'blank'} in RACI v{draft.number}", campaign, **told)
    return held


def _as_it_is(by: Viewer, campaign: Campaign, row: str, role: str, letters: str) -> MatrixRow | None:
    """The row, when the cell holds these letters already: typing what is there starts no draft."""
    by.writing()
    working = working_version(by, campaign)
    if working is None:
        return None
    get_role(working, role)
    held = get_row(working, row)
    return held if held.cells.get(role, "") == letters else None


def _letters(text: str) -> Letters | None:
    try:
        return Letters(text) if text else None
    except ValueError as error:
        raise Invalid("A letter is R, A, A/R, C, I, S, or blank.", fields={"letters": "Not a letter."}) from error


def _touch(by: Viewer, row: MatrixRow) -> None:
    row.changed_by, row.changed_at = by.acting(), clock.now()
    check_fields(row)
    row.save()


def _reindex(draft: MatrixVersion, campaign: Campaign) -> None:
    index_matrix(campaign, list(draft.rows.values_list("task", flat=True)))


@transaction.atomic
def add_row(
    *, by: Viewer, campaign: Campaign, task: str, phase: str = "", kind: str = "task", note: str = "", after: str = ""
) -> MatrixRow:
    """Add a task or decision, below the row `after`, else at the end of its phase, else at the end."""
    draft = draft_of(by=by, campaign=campaign)
    rows = list(draft.rows.all())
    if len(rows) >= ROWS_LIMIT:
        raise Invalid(f"At most {ROWS_LIMIT:,} rows.")
    row = MatrixRow(version=draft, key=new_key(), phase=phase, task=task, kind=kind, note=note, position=0)
    check_fields(row)
    row.changed_by, row.changed_at = by.acting(), clock.now()
    place = _place(rows, after, row.phase)
    _renumber([*rows[:place], row, *rows[place:]])
    _reindex(draft, campaign)
    log(by, f"added a row to RACI v{draft.number}", campaign, row=row.task)
    return row


def _place(rows: list[MatrixRow], after: str, phase: str) -> int:
    fits = [i for i, row in enumerate(rows) if row.key == after] or [i for i, r in enumerate(rows) if r.phase == phase]
    return fits[-1] + 1 if fits else len(rows)


def _renumber(things: list[Any]) -> None:
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
def edit_row(*, by: Viewer, campaign: Campaign, row: str, seen: str | None = None, **facts: Any) -> MatrixRow:
    """Change a row's task, phase, kind or note. `seen` is the mark (`seen_of`) of what was looked at."""
    draft = draft_of(by=by, campaign=campaign)
    held = get_row(draft, row)
    if seen and seen != seen_of(held):
        raise Conflict(_told(held))
    for name in ("task", "phase", "kind", "note"):
        if name in facts:
            setattr(held, name, facts[name])
    _touch(by, held)
    _reindex(draft, campaign)
    log(by, f"changed a row in RACI v{draft.number}", campaign, row=held.task)
    return held


def seen_of(thing: MatrixRow | Row | MatrixRole) -> str:
    """The mark of a row's words, or of a role and who holds it."""
    if isinstance(thing, MatrixRole):
        names: tuple[str, ...] = ("title", "organisation_id", "holder_id", "holder_name", "vacant")
        return fingerprint({name: getattr(thing, name) for name in names})
    return fingerprint({name: getattr(thing, name) for name in ("task", "phase", "kind", "note")})


def _told(row: MatrixRow) -> str:
    who = row.changed_by.name if row.changed_by else "Somebody else"
    return (
        f"Your changes are not saved. {who} has changed this row meanwhile: “{row.task}”, phase “{row.phase}”, note"
        f" “{row.note}”. Save again to put yours in its place."
    )


@transaction.atomic
def remove_row(*, by: Viewer, campaign: Campaign, row: str) -> MatrixRow:
    """Take a row out of the draft; what was agreed before keeps it, and `restore_row` brings it back."""
    draft = draft_of(by=by, campaign=campaign)
    held = get_row(draft, row)
    MatrixRow.objects.filter(pk=held.pk).delete()
    _reindex(draft, campaign)
    log(by, f"took a row out of RACI v{draft.number}", campaign, row=held.task)
    return held


@transaction.atomic
def move_row(*, by: Viewer, campaign: Campaign, row: str, by_rows: int) -> MatrixRow:
    """Move a row up (negative) or down; across the edge of a phase it joins the next one."""
    draft = draft_of(by=by, campaign=campaign)
    rows = list(draft.rows.all())
    here = next((i for i, r in enumerate(rows) if r.key == row), None)
    if here is None:
        raise NotFound
    there = max(0, min(len(rows) - 1, here + by_rows))
    moved, neighbour = rows[here], rows[there]
    if neighbour.phase != moved.phase:
        moved.phase = neighbour.phase
        moved.save()
        rows.insert(there if by_rows > 0 else there + 1, rows.pop(here))
    else:
        rows.insert(there, rows.pop(here))
    _renumber(rows)
    log(by, f"moved a row in RACI v{draft.number}", campaign, row=moved.task)
    return moved


def _holder(
    by: Viewer, campaign: Campaign, holder: UUID | None, organisation: Organisation | None
) -> Membership | None:
    if holder is None:
        return None
    found = list_people(by, campaign).filter(pk=holder).first()
    if found is None or (organisation is not None and found.organisation_id != organisation.pk):
        raise Invalid("Choose a person.", fields={"holder": "Choose somebody of this role's organisation."})
    return found


def _fill(role: MatrixRole, holder: Membership | None, name: str, *, vacant: bool) -> None:
    """Somebody who can be chosen, else a name that is not matched yet, else perhaps a vacancy."""
    role.holder, role.holder_name = holder, "" if holder else name
    role.vacant = vacant and holder is None and not name.strip()


def _organisation(campaign: Campaign, identity: UUID | None) -> Organisation | None:
    if identity is None:
        return None
    found = next((o for o in organisations_of(campaign) if o.id == identity), None)
    if found is None:
        raise Invalid("Choose an organisation.", fields={"organisation": "Choose a participant of the campaign."})
    return found


@transaction.atomic
def add_role(
    *,
    by: Viewer,
    campaign: Campaign,
    title: str,
    organisation: UUID | None = None,
    holder: UUID | None = None,
    holder_name: str = "",
    vacant: bool = False,
) -> MatrixRole:
    """Add a column, beside those of its organisation. `holder_name` is of somebody who cannot be chosen yet."""
    draft = draft_of(by=by, campaign=campaign)
    roles = list(draft.roles.all())
    if len(roles) >= ROLES_LIMIT:
        raise Invalid(f"At most {ROLES_LIMIT} roles.")
    role = MatrixRole(version=draft, key=new_key(), title=title, position=0)
    role.organisation = _organisation(campaign, organisation)
    _fill(role, _holder(by, campaign, holder, role.organisation), holder_name, vacant=vacant)
    check_fields(role)
    beside = [i for i, other in enumerate(roles) if other.organisation_id == organisation]
    place = beside[-1] + 1 if beside else len(roles)
    _renumber([*roles[:place], role, *roles[place:]])
    log(by, f"added a role to RACI v{draft.number}", campaign, role=role.title)
    return role


@transaction.atomic
def edit_role(
    *,
    by: Viewer,
    campaign: Campaign,
    role: str,
    title: str,
    organisation: UUID | None,
    holder: UUID | None,
    holder_name: str = "",
    vacant: bool = False,
    seen: str | None = None,
) -> MatrixRole:
    """Change a role's title, its organisation, or who holds it. `seen` is the mark of what was looked at."""
    draft = draft_of(by=by, campaign=campaign)
    held = get_role(draft, role)
    if seen and seen != seen_of(held):
        held_by = held.person_name or "nobody"
        raise Conflict(
            f"Your changes are not saved. Somebody has changed this role meanwhile: “{held.title}”, held by {held_by}."
            " Save again to put yours in its place."
        )
    held.title, held.organisation = title, _organisation(campaign, organisation)
    if held.organisation is not None:
        held.organisation_name = ""
    _fill(held, _holder(by, campaign, holder, held.organisation), holder_name, vacant=vacant)
    check_fields(held)
    held.save()
    log(by, f"changed a role in RACI v{draft.number}", campaign, role=held.title)
    return held


@transaction.atomic
def remove_role(*, by: Viewer, campaign: Campaign, role: str) -> MatrixRole:
    """Take a column and its letters out of the draft; `kept_role_of` keeps both."""
    draft = draft_of(by=by, campaign=campaign)
    held = get_role(draft, role)
    rows = list(draft.rows.all())
    held.letters = {row.key: row.cells[role] for row in rows if role in row.cells}
    for row in (touched := [row for row in rows if role in row.cells]):
        row.cells = {key: value for key, value in row.cells.items() if key != role}
    MatrixRow.objects.bulk_update(touched, ["cells"], batch_size=500)
    MatrixRole.objects.filter(pk=held.pk).delete()
    log(by, f"took a role out of RACI v{draft.number}", campaign, role=held.title)
    return held


def kept_role_of(campaign: Campaign, role: MatrixRole) -> str:
    """A role that was taken out with its letters, as `kept_of` keeps a row."""
    held = {name: getattr(role, name) for name in (*KEPT_OF_ROLE, "letters")}
    held |= {name: str(getattr(role, name) or "") for name in ("organisation_id", "holder_id")}
    return signing.dumps(held, salt=f"raci-role-removed:{campaign.pk}")


@transaction.atomic
def restore_kept_role(*, by: Viewer, campaign: Campaign, kept: str) -> MatrixRole:
    """Put back a role and its letters, where it was; who or what takes part no longer is left out."""
    held = _kept(kept, f"raci-role-removed:{campaign.pk}")
    draft = draft_of(by=by, campaign=campaign)
    roles = list(draft.roles.all())
    if any(other.key == held["key"] for other in roles):
        raise Conflict("This role is there already.")
    back = MatrixRole(version=draft, **{name: held[name] for name in KEPT_OF_ROLE})
    back.organisation = next((o for o in organisations_of(campaign) if str(o.pk) == held["organisation_id"]), None)
    back.holder = list_people(by, campaign).filter(pk=held["holder_id"]).first() if held["holder_id"] else None
    check_fields(back)
    _renumber([*roles[: held["position"]], back, *roles[held["position"] :]])
    rows = list(draft.rows.filter(key__in=held["letters"]))
    for row in rows:
        row.cells = {**row.cells, back.key: held["letters"][row.key]}
    MatrixRow.objects.bulk_update(rows, ["cells"], batch_size=500)
    log(by, f"put a role back into RACI v{draft.number}", campaign, role=back.title)
    return back


@transaction.atomic
def discard_draft(*, by: Viewer, campaign: Campaign) -> MatrixVersion:
    """Put the draft aside, unproposed; it stays readable among the versions."""
    by.writing()
    lock_matrix(campaign)
    draft = campaign.matrix_versions.filter(state=VersionState.DRAFT).first()
    if draft is None:
        raise NotFound
    draft.state, draft.ended_at = VersionState.REPLACED, clock.now()
    draft.save()
    working = working_version(by, campaign)
    index_matrix(campaign, list(working.rows.values_list("task", flat=True)) if working else [])
    log(by, f"put RACI v{draft.number} aside", campaign)
    return draft


@transaction.atomic
def take_matrix(
    *, by: Viewer, campaign: Campaign, matrix: Matrix, places: Mapping[str, Place], source: str
) -> MatrixVersion:
    """Make a whole matrix the draft. An unproposed draft before it is put aside, not lost.

    `matrix` has the keys that rows and roles are to keep; `places` says for each role's key who it is here.
    """
    member = by.writing()
    lock_matrix(campaign)
    if len(matrix.rows) > ROWS_LIMIT or len(matrix.roles) > ROLES_LIMIT:
        raise Invalid(
            f"At most {ROWS_LIMIT:,} rows and {ROLES_LIMIT} roles; this has {len(matrix.rows):,} and {len(matrix.roles):,}."
        )
    working = working_version(by, campaign)
    if working is not None and working.state == VersionState.DRAFT:
        discard_draft(by=by, campaign=campaign)
        working = working.based_on or working
    draft = MatrixVersion(
        campaign=campaign, number=next_number(campaign), kind=matrix.kind.value, started_by=member, source=source,
        based_on=working,
    )  # fmt: skip
    draft.save()
    _store(by, draft, matrix, places)
    _reindex(draft, campaign)
    log(by, f"imported RACI v{draft.number}", campaign, rows=len(matrix.rows), source=source)
    return draft


def _store(by: Viewer, draft: MatrixVersion, matrix: Matrix, places: Mapping[str, Place]) -> None:
    roles, rows = roles_of(matrix, places, draft), rows_of(matrix, draft, by.membership)
    for thing in (*roles, *rows):
        check_fields(thing)
    MatrixRole.objects.bulk_create(roles, batch_size=500)
    MatrixRow.objects.bulk_create(rows, batch_size=500)


@transaction.atomic
def restore_row(*, by: Viewer, campaign: Campaign, row: Row, position: int) -> MatrixRow:
    """Put back a row that was taken out, where it was; letters of roles that have gone meanwhile are left out."""
    draft = draft_of(by=by, campaign=campaign)
    rows = list(draft.rows.all())
    if any(other.key == row.key for other in rows):
        raise Conflict("This row is there already.")
    roles = set(draft.roles.values_list("key", flat=True))
    back = MatrixRow(
        version=draft, key=row.key, position=position, phase=row.phase, task=row.task, kind=row.kind, note=row.note,
        cells={key: letters.value for key, letters in row.cells.items() if key in roles},
    )  # fmt: skip
    back.changed_by, back.changed_at = by.acting(), clock.now()
    check_fields(back)
    _renumber([*rows[:position], back, *rows[position:]])
    _reindex(draft, campaign)
    log(by, f"put a row back into RACI v{draft.number}", campaign, row=back.task)
    return back


def kept_of(campaign: Campaign, row: MatrixRow) -> str:
    """A row that was taken out, for whoever may put it back within a day: nobody can change what it held."""
    held = {name: getattr(row, name) for name in ("key", "task", "phase", "kind", "note", "cells", "position")}
    return signing.dumps(held, salt=_removed_from(campaign))


def _removed_from(campaign: Campaign) -> str:
    return f"raci-row-removed:{campaign.pk}"


def _kept(kept: str, salt: str) -> dict[str, Any]:
    try:
        held: dict[str, Any] = signing.loads(kept, salt=salt, max_age=86_400)
    except signing.BadSignature as error:
        raise Invalid(GONE) from error
    return held


def restore_kept_row(*, by: Viewer, campaign: Campaign, kept: str, row: str | None = None) -> MatrixRow:
    """Put back what `kept_of` has kept of this campaign, the row of this key if one is asked for."""
    held = _kept(kept, _removed_from(campaign))
    if row not in (None, held["key"]):
        raise Invalid(GONE)
    position = held.pop("position")
    cells = {key: Letters(letters) for key, letters in held.pop("cells").items()}
    return restore_row(by=by, campaign=campaign, row=Row(**held, cells=cells), position=position)


@transaction.atomic
def change_kind(*, by: Viewer, campaign: Campaign, kind: str) -> MatrixVersion:
    """Make the draft RACI or RASCI; RACI only once no S is left."""
    draft = draft_of(by=by, campaign=campaign)
    if kind not in {"RACI", "RASCI"}:
        raise Invalid("A matrix is RACI or RASCI.", fields={"kind": "RACI or RASCI."})
    if kind == "RACI" and any("S" in row.cells.values() for row in draft.rows.all()):
        raise Invalid("Some cells hold S. Change them before you make this a RACI matrix.")
    draft.kind = kind
    draft.save()
    log(by, f"made RACI v{draft.number} {kind}", campaign)
    return draft


@transaction.atomic
def set_rules(
    *, by: Viewer, campaign: Campaign, kind: str, wanted: Mapping[str, Any], seen: str | None = None
) -> Campaign:
    """Say which letters the matrix has and where its warnings begin: both or neither."""
    current = set_thresholds(by=by, campaign=campaign, wanted=wanted, seen=seen)
    if kind != kind_of(by, current):
        change_kind(by=by, campaign=current, kind=kind)
    return current


def kind_of(by: Viewer, campaign: Campaign) -> str:
    """What the matrix that is worked on is; RACI before there is one."""
    working = working_version(by, campaign)
    return working.kind if working else "RACI"


def seen_rules(by: Viewer, campaign: Campaign) -> str:
    """The mark of a matrix's kind and thresholds."""
    return fingerprint({"kind": kind_of(by, campaign), **asdict(thresholds_of(campaign.thresholds))})


@transaction.atomic
def set_thresholds(*, by: Viewer, campaign: Campaign, wanted: Mapping[str, Any], seen: str | None = None) -> Campaign:
    """Say where the warnings of this campaign begin. `seen` is the mark (`seen_rules`) of what was looked at."""
    by.writing()
    current = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if seen and seen != seen_rules(by, current):
        raise Conflict(_told_rules(kind_of(by, current), thresholds_of(current.thresholds)))
    current.thresholds = check_thresholds(wanted)
    current.revision += 1
    current.save()
    log(by, "changed the thresholds of the rules", current)
    return current


def _told_rules(kind: str, bounds: Thresholds) -> str:
    held = ", ".join(
        f"{name.replace('_', ' ')} {f'{value:.0%}' if isinstance(value, float) else value}"
        for name, value in asdict(bounds).items()
    )
    return (
        f"Your changes are not saved. Somebody has changed the rules meanwhile: {kind}, {held}. Save again to put yours"
        " in their place."
    )


@transaction.atomic
def comment_on_row(*, by: Viewer, campaign: Campaign, row: str, body: str) -> Comment:
    """Say something on a row, to every participant."""
    member = by.writing()
    working = working_version(by, campaign)
    if working is None:
        raise NotFound
    task = get_row(working, row).task
    if not body.strip():
        raise Invalid("Write something first.", fields={"body": "Write something first."})
    comment = Comment(campaign=campaign, row_key=row, author=member, body=body)
    comment.save()
    index(kind="comment", object_id=comment.id, title=shortened(body), body=body)
    log(by, "commented on a row", campaign, row=task)
    return comment


@transaction.atomic
def withdraw_comment(*, by: Viewer, campaign: Campaign, comment: UUID) -> str:
    """Take one's own comment back; returns the key of its row."""
    found = Comment.objects.filter(campaign=campaign, pk=comment, author=by.writing()).first()
    if found is None:
        raise NotFound
    forget(kind="comment", object_id=found.pk)
    found.delete()
    log(by, "took a comment back", campaign)
    return found.row_key
