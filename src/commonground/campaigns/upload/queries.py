"""Reading uploads and what is understood of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from uuid import UUID

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import organisations_of
from commonground.campaigns.raci.models import MatrixRole, MatrixVersion
from commonground.campaigns.raci.queries import content_of, load_matrix, working_version
from commonground.campaigns.raci.rules import ROLES_LIMIT, ROWS_LIMIT, content_hash, thresholds_of
from commonground.campaigns.raci.stored import Fault, faults_of
from commonground.campaigns.upload.models import Upload
from commonground.engines.errors import EngineError
from commonground.engines.findings import Finding
from commonground.engines.raci import Candidate, Choice, Diff, Letters, Matrix, Understanding, check, diff
from commonground.engines.raci.diff import with_keys_of
from commonground.engines.raci.files import understand_file
from commonground.engines.raci.matrix import Context
from commonground.kit.child import run_in_child
from commonground.kit.errors import Invalid, NotFound
from commonground.people.viewer.models import Viewer

REFUSALS_SHOWN = 20
FIELDS = {"title": "the role", "organisation_name": "its organisation", "holder_name": "its person"}


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be taken: the matrix with the keys of the version before it, its findings and what changes.

    known    the roles of the version before, by their keys: who they were said to be
    mark     of what the preview was made against; taking asks whether it still holds
    refused  what in the file cannot be taken, and where it stands
    """

    understanding: Understanding
    matrix: Matrix
    findings: tuple[Finding, ...]
    earlier: MatrixVersion | None
    changes: Diff | None
    known: Mapping[str, MatrixRole]
    mark: str
    refused: tuple[str, ...] = ()

    def check(self) -> None:
        """Raise Invalid, saying where, when the file holds what cannot be taken."""
        if self.refused:
            raise Invalid("Some of this file cannot be taken as it is.", fields={"file": " ".join(self.refused)})


def get_upload(viewer: Viewer, campaign: Campaign, identity: UUID) -> Upload:
    """One's own upload that has not been taken, or NotFound."""
    found = Upload.objects.filter(pk=identity, campaign=campaign, by=viewer.membership, taken_at=None).first()
    if found is None:
        raise NotFound
    return found


def understood(upload: Upload, choice: Choice) -> Understanding:
    """Read the upload in a child process; Invalid says why it cannot be read as a matrix."""
    try:
        return run_in_child(understand_file, bytes(upload.data), upload.name, choice)
    except EngineError as error:
        raise Invalid(str(error), fields={"file": str(error)}) from error


def choice_of(given: Mapping[str, str]) -> Choice:
    """The person's choice from form fields: `table`, and `letter-D` for each letter of another scheme."""
    table = given.get("table", "")
    letters = {name.removeprefix("letter-"): value for name, value in given.items() if name.startswith("letter-")}
    known = {letter.value for letter in Letters}
    mapping = {key: Letters(value) if value in known else None for key, value in letters.items() if value != "?"}
    return Choice(table=int(table) if table.isdecimal() and len(table) < 4 else None, mapping=mapping)


def preview_of(viewer: Viewer, campaign: Campaign, upload: Upload, choice: Choice, *, today: date) -> Preview:
    """What taking the upload would give."""
    names = frozenset(organisation.name for organisation in organisations_of(campaign))
    understanding = understood(upload, replace(choice, names=names))
    earlier = working_version(viewer, campaign)
    matrix = understanding.matrix
    loaded = load_matrix(viewer, earlier) if earlier else None
    before = loaded.matrix if loaded else None
    if before is not None:
        matrix = with_keys_of(before, matrix)
    findings = check(matrix, Context(today=today), thresholds_of(campaign.thresholds))
    known = {role.key: role for role in loaded.roles} if loaded else {}
    changes = diff(before, matrix) if before else None
    refused = refused_of(understanding.chosen)
    return Preview(understanding, matrix, findings, earlier, changes, known, mark_of(viewer, campaign), refused)


def refused_of(chosen: Candidate) -> tuple[str, ...]:
    """What cannot be taken of a table, each with its sheet, row and column."""
    found = [*_beyond(chosen, "row", "rows", ROWS_LIMIT), *_beyond(chosen, "role", "roles", ROLES_LIMIT)]
    if found:
        return tuple(found)
    return tuple(_refusal(chosen, fault) for fault in islice(faults_of(chosen.matrix), REFUSALS_SHOWN))


def _beyond(chosen: Candidate, kind: str, plural: str, limit: int) -> Iterator[str]:
    things = chosen.matrix.rows if kind == "row" else chosen.matrix.roles
    if len(things) > limit:
        where = chosen.places.get((kind, things[limit].key, "task" if kind == "row" else ""), chosen.label)
        yield f"{where}: at most {limit:,} {plural} can be taken; this has {len(things):,}."


def _refusal(chosen: Candidate, fault: Fault) -> str:
    places = (chosen.places.get((fault.kind, fault.key, name)) for name in (fault.field, "task", ""))
    where = next(filter(None, places), chosen.label)
    return f"{where}, {FIELDS.get(fault.field, fault.field)}: {fault.why}"


def mark_of(viewer: Viewer, campaign: Campaign) -> str:
    """The mark of the version that people work on now, "" when there is none."""
    working = working_version(viewer, campaign)
    if working is None:
        return ""
    return f"{working.number}:{content_hash(content_of(load_matrix(viewer, working)))}"
