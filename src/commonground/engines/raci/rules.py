"""The rules RACI-001 to RACI-014: each one function, one entry in RULES, one golden file in the tests."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from commonground.engines.findings import Finding, Level, Place
from commonground.engines.raci.matrix import Context, Matrix, Organisation, Role, Row, Thresholds, normalised
from commonground.engines.raci.tally import RowTally, Tally, tally

MATRIX = (Place("matrix", "matrix"),)
RANK = {level: level.rank for level in Level}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and the words that its page shows: what it finds, why it matters, how it is mended."""

    id: str
    level: Level
    title: str
    why: str
    how_to_fix: str
    find: Callable[["Rule", Tally, Context, Thresholds], Iterable[Finding]]
    waivable: bool = True

    def finding(self, message: str, hint: str, subject: str, places: tuple[Place, ...], who: str = "") -> Finding:
        """A finding of this rule."""
        return Finding(self.id, self.level, message, hint, subject, places, who)


def check(matrix: Matrix, context: Context | None = None, thresholds: Thresholds | None = None) -> tuple[Finding, ...]:
    """Every finding of every rule, errors first, then by rule and in the order of the matrix.

    Time is linear in rows plus filled cells.
    """
    counted = tally(matrix)
    known, bounds = context or Context(), thresholds or Thresholds()
    found = [finding for rule in RULES for finding in rule.find(rule, counted, known, bounds)]
    return tuple(sorted(found, key=lambda finding: (RANK[finding.level], finding.id)))


def _cells(row: Row, roles: Iterable[str]) -> tuple[Place, ...]:
    return (Place("row", row.key), *(Place("cell", f"{row.key}:{role}") for role in roles))


def _short(text: str, limit: int = 32) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _listed(names: Iterable[str]) -> str:
    *rest, last = names
    return f"{', '.join(rest)} and {last}" if rest else last


def _titles(counted: Tally, roles: Iterable[str]) -> str:
    return _listed([_short(counted.roles[key].title) for key in roles])


def _rows_in_words(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _each_row(test: Callable[[Rule, Tally, RowTally, Thresholds], Finding | None]) -> Callable[..., Iterator[Finding]]:
    def find(rule: Rule, counted: Tally, _context: Context, bounds: Thresholds) -> Iterator[Finding]:
        return filter(None, (test(rule, counted, row, bounds) for row in counted.rows))

    return find


def _nobody_accountable(rule: Rule, _counted: Tally, at: RowTally, _bounds: Thresholds) -> Finding | None:
    if at.accountable:
        return None
    task = at.row.task
    hint = "Give one role an A in this row."
    if len(at.responsible) == 1:
        hint = "Give one role an A in this row, or make its R an A/R."
    return rule.finding(f"Nobody is accountable for “{_short(task)}”.", hint, task, _cells(at.row, ()))


def _many_accountable(rule: Rule, counted: Tally, at: RowTally, _bounds: Thresholds) -> Finding | None:
    if len(at.accountable) < 2:
        return None
    message = f"{len(at.accountable)} roles are accountable for “{_short(at.row.task)}”."
    hint = f"Keep one A among {_titles(counted, at.accountable)}; make the others R, C or I."
    return rule.finding(message, hint, at.row.task, _cells(at.row, at.accountable))


def _nobody_responsible(rule: Rule, counted: Tally, at: RowTally, _bounds: Thresholds) -> Finding | None:
    if at.responsible:
        return None
    hint = "Give the role that does the work an R."
    if len(at.accountable) == 1:
        hint = f"Give the role that does the work an R, or make the A of {_titles(counted, at.accountable)} an A/R."
    message = f"Nobody is responsible for “{_short(at.row.task)}”."
    return rule.finding(message, hint, at.row.task, _cells(at.row, ()))


def _vacant(rule: Rule, counted: Tally, _context: Context, _bounds: Thresholds) -> Iterator[Finding]:
    for role in counted.matrix.roles:
        held = _held(counted, role) if role.vacant else []
        if held:
            message = f"{_short(role.title)} is vacant and holds A or R in {_rows_in_words(len(held))}."
            hint = f"Name a person for {role.title}, or pass its letters to another role."
            yield rule.finding(message, hint, role.title, _role_places(role, held), role.organisation)


def _held(counted: Tally, role: Role) -> list[Row]:
    """Rows in which the role holds A or R, in the order of the matrix."""
    held = {row.key for row in counted.accountable[role.key]} | {row.key for row in counted.responsible[role.key]}
    return [row for row in counted.matrix.rows if row.key in held] if held else []


def _role_places(role: Role, rows: Iterable[Row]) -> tuple[Place, ...]:
    return (Place("role", role.key), *(Place("cell", f"{row.key}:{role.key}") for row in rows))


def _many_responsible(rule: Rule, counted: Tally, at: RowTally, bounds: Thresholds) -> Finding | None:
    if len(at.responsible) <= bounds.responsible_per_row:
        return None
    message = f"{len(at.responsible)} roles are responsible for “{_short(at.row.task)}”."
    hint = f"Keep R for at most {bounds.responsible_per_row} roles that do the work; make the others C or I."
    return rule.finding(message, hint, at.row.task, _cells(at.row, at.responsible))


def _overloaded(rule: Rule, counted: Tally, _context: Context, bounds: Thresholds) -> Iterator[Finding]:
    for roles in _people(counted.matrix):
        cells = [(row, role) for role in roles for row in counted.accountable[role.key]]
        held, total = len({row.key for row, _ in cells}), len(counted.rows)
        if held > bounds.accountable_rows_per_person or _share_is_over(held, total, bounds):
            name = roles[0].person or roles[0].title
            places = tuple(Place("cell", f"{row.key}:{role.key}") for row, role in cells)
            message = f"{_short(name)} is accountable for {held} of {_rows_in_words(total)}."
            hint = f"Pass some of the A's of {name} to somebody closer to the work."
            yield rule.finding(message, hint, name, (Place("role", roles[0].key), *places), roles[0].organisation)


def _people(matrix: Matrix) -> list[list[Role]]:
    """Roles by the person who fills them; a role without a name stands for itself."""
    people: dict[tuple[str, str], list[Role]] = defaultdict(list)
    for role in matrix.roles:
        people[(role.organisation, role.person) if role.person else ("", f"role:{role.key}")].append(role)
    return list(people.values())


def _share_is_over(held: int, total: int, bounds: Thresholds) -> bool:
    return total >= bounds.rows_before_share_counts and held > bounds.accountable_share_per_person * total


def _mostly_consulted(rule: Rule, counted: Tally, at: RowTally, bounds: Thresholds) -> Finding | None:
    if at.consulted <= bounds.consulted_share * len(counted.roles):
        return None
    message = f"{at.consulted} of {len(counted.roles)} roles are consulted on “{_short(at.row.task)}”."
    hint = "Keep C for those whose answer can change the outcome; make the others I."
    return rule.finding(message, hint, at.row.task, _cells(at.row, ()))


def _without_letter(rule: Rule, counted: Tally, context: Context, _bounds: Thresholds) -> Iterator[Finding]:
    involved = {role.organisation for role in counted.matrix.roles if role.key in counted.used}
    taking_part = counted.matrix.organisations if context.participants is None else context.participants
    for organisation in taking_part:
        if organisation.key not in involved:
            message = f"{_short(organisation.name)} takes part but has no letter."
            hint = f"Give {organisation.name} at least an I where it matters, or take it off the campaign."
            yield _of_organisation(rule, message, hint, organisation)


def _of_organisation(rule: Rule, message: str, hint: str, who: Organisation) -> Finding:
    return rule.finding(message, hint, who.name, (Place("organisation", who.key),), who.key)


def _same_task_twice(rule: Rule, counted: Tally, _context: Context, _bounds: Thresholds) -> Iterator[Finding]:
    first: dict[str, Row] = {}
    for row in counted.matrix.rows:
        twin = first.setdefault(normalised(row.task), row)
        if twin is not row:
            message = f"“{_short(row.task)}” is listed more than once."
            hint = "Merge it with the other row of that name, or say in the name how they differ."
            yield rule.finding(message, hint, row.task, (Place("row", row.key), Place("row", twin.key)))


def _outsider(rule: Rule, counted: Tally, context: Context, _bounds: Thresholds) -> Iterator[Finding]:
    if context.participants is None:
        return
    inside = {organisation.key for organisation in context.participants}
    for organisation in counted.matrix.organisations:
        used = [
            role for role in counted.matrix.roles if role.organisation == organisation.key and role.key in counted.used
        ]
        if organisation.key not in inside and used:
            message = f"{_short(organisation.name)} has letters but does not take part."
            hint = f"Add {organisation.name} to the campaign, or pass its letters to a participant."
            places = (Place("organisation", organisation.key), *(Place("role", role.key) for role in used))
            yield rule.finding(message, hint, organisation.name, places, organisation.key)


def _one_organisation(rule: Rule, counted: Tally, _context: Context, bounds: Thresholds) -> Iterator[Finding]:
    home = {role.key: role.organisation for role in counted.matrix.roles}
    answering = [home[key] for at in counted.rows for key in at.accountable]
    several = len({organisation for organisation in home.values() if organisation}) > 1
    rows = sum(1 for at in counted.rows if at.accountable)
    if several and rows >= bounds.rows_before_one_organisation_counts and len(set(answering)) == 1 and answering[0]:
        name = counted.matrix.organisation_name(answering[0])
        message = f"{_short(name)} is accountable for everything."
        hint = "Pass the A of a task that another organisation runs to that organisation."
        yield _of_organisation(rule, message, hint, Organisation(answering[0], name))


def _review_overdue(rule: Rule, _counted: Tally, context: Context, _bounds: Thresholds) -> Iterator[Finding]:
    if context.review_due and context.today and context.today > context.review_due:
        message = f"The review was due on {context.review_due.day} {context.review_due:%B %Y}."
        hint = "Confirm that the matrix still holds, or propose a new version."
        yield rule.finding(message, hint, "Responsibility matrix", MATRIX)


def _unsigned(rule: Rule, _counted: Tally, context: Context, _bounds: Thresholds) -> Iterator[Finding]:
    for organisation in context.unsigned if context.proposed else ():
        message = f"{_short(organisation.name)} has not countersigned."
        hint = f"Ask a manager or executive of {organisation.name} to countersign or to ask for a change."
        yield _of_organisation(rule, message, hint, organisation)


def _has_left(rule: Rule, counted: Tally, _context: Context, _bounds: Thresholds) -> Iterator[Finding]:
    for role in counted.matrix.roles:
        if role.has_left and role.key in counted.used:
            name = role.person or role.title
            rows = [row for row in counted.matrix.rows if role.key in row.cells]
            message = f"{_short(name)} has left and holds letters in {_rows_in_words(len(rows))}."
            hint = f"Name a successor for {role.title}, or pass its letters to another role."
            yield rule.finding(message, hint, name, _role_places(role, rows), role.organisation)


E, W = Level.ERROR, Level.WARNING
RULES: tuple[Rule, ...] = (
    Rule(
        "RACI-001",
        E,
        "Nobody is accountable",
        "Without one role that answers for the outcome, a decision waits for somebody to claim it.",
        "Give exactly one role an A, or an A/R if it also does the work.",
        _each_row(_nobody_accountable),
    ),
    Rule(
        "RACI-002",
        E,
        "More than one role is accountable",
        "Two who answer for one thing can each believe that the other decides, or decide differently.",
        "Agree on one A. The others usually become R (they do it), C (they are asked) or I (they are told).",
        _each_row(_many_accountable),
    ),
    Rule(
        "RACI-003",
        E,
        "Nobody is responsible",
        "A task that nobody does is not done, however clear it is who answers for it.",
        "Give an R to the role that does the work; if the accountable role does it alone, make its A an A/R.",
        _each_row(_nobody_responsible),
    ),
    Rule(
        "RACI-004",
        E,
        "A vacant role holds A or R",
        "Work that hangs on an empty chair stands still, and nobody is told.",
        "Name a person for the role, or pass its A and R to a role that is filled.",
        _vacant,
    ),
    Rule(
        "RACI-005",
        W,
        "Many roles are responsible",
        "The more share the work, the less any of them owns it.",
        "Keep R for the few that do the work, or split the task into parts that each have one owner.",
        _each_row(_many_responsible),
    ),
    Rule(
        "RACI-006",
        W,
        "One person is accountable for much",
        "Whoever answers for most of a plan becomes the queue in which it waits.",
        "Pass accountability for some tasks to the person closest to the outcome.",
        _overloaded,
    ),
    Rule(
        "RACI-007",
        W,
        "Most roles are consulted",
        "To consult somebody is to wait for an answer; asking half of everybody makes a task slow.",
        "Keep C for those whose answer can change the outcome; make the others I.",
        _each_row(_mostly_consulted),
    ),
    Rule(
        "RACI-008",
        W,
        "A participant has no letter",
        "An organisation that takes part but is not in the plan neither acts nor hears of it.",
        "Give it a letter where it acts or should be told, or take it off the campaign.",
        _without_letter,
    ),
    Rule(
        "RACI-009",
        W,
        "The same task twice",
        "Two rows for one task drift apart, and each party reads the one that suits it.",
        "Merge the rows, or name them so that the difference shows.",
        _same_task_twice,
    ),
    Rule(
        "RACI-010",
        E,
        "Letters for an organisation that does not take part",
        "It cannot see the plan and has not agreed to it.",
        "Add the organisation to the campaign, or pass its letters on.",
        _outsider,
    ),
    Rule(
        "RACI-011",
        W,
        "One organisation is accountable for everything",
        "Partners who answer for nothing act as suppliers; the plan is then one side's alone.",
        "Pass the A of a task to the organisation that runs it.",
        _one_organisation,
    ),
    Rule(
        "RACI-012",
        W,
        "The review is overdue",
        "People and plans change; a matrix that nobody revisits stops being true.",
        "Confirm it unchanged, or propose a new version.",
        _review_overdue,
    ),
    Rule(
        "RACI-013",
        E,
        "Not countersigned by every participant",
        "Until each organisation has signed, the plan is one side's proposal.",
        "Ask a manager or executive of the organisation to countersign or to ask for a change.",
        _unsigned,
        waivable=False,
    ),
    Rule(
        "RACI-014",
        E,
        "A person who has left still holds letters",
        "Questions go to somebody who no longer answers.",
        "Name a successor for the role, or pass its letters on.",
        _has_left,
    ),
)
BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
