"""What an analysis means for whoever owns the table: findings with a level and one step that mends each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commonground.engines.decisions.analyse import Analysis, Coverage
from commonground.engines.decisions.columns import bits_of
from commonground.engines.decisions.outcome import Judge
from commonground.engines.decisions.table import HitPolicy, Table
from commonground.engines.decisions.unreal import unreal_tests
from commonground.engines.findings import Finding, Level, Place

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding."""

    id: str
    level: Level
    title: str
    why: str
    how_to_fix: str


CONFLICT = Kind(
    "DEC-001",
    Level.ERROR,
    "Rules that may not hold together",
    "UNIQUE lets one rule hold and ANY only rules that agree: on the cases where they meet nothing is served.",
    "Tell the two rules apart by one more test, or choose FIRST.",
)
UNREACHABLE = Kind(
    "DEC-002",
    Level.ERROR,
    "A rule that is never served",
    "Its tests can never hold, or rules before it take all of its cases: its variant is made and paid for and never seen.",
    "Move it up, narrow the rules before it, or take it out.",
)
UNCOVERED = Kind(
    "DEC-003",
    Level.ERROR,
    "Cases that get nothing",
    "No rule holds there and there is no default: the impression stays blank.",
    "Give the table a default, or add a rule for these cases.",
)
OVERLAP = Kind(
    "DEC-004",
    Level.NOTE,
    "Rules that overlap and differ",
    "On the cases where they meet the order decides, which whoever moves a rule should know.",
    "Check that the earlier rule is the one to be served.",
)
TRAP = Kind(
    "DEC-005",
    Level.WARNING,
    "A rule that holds on a missing signal",
    "not(...) is true when the signal is missing, so the rule serves impressions of which nothing is known.",
    "List the values that are meant, add null to what is excluded, or set the missing policy to no_match.",
)
REDUNDANT = Kind(
    "DEC-006",
    Level.WARNING,
    "A rule that changes nothing",
    "Without it, and without all others that are named here, the same would be served on every case.",
    "Take it out.",
)
NO_DEFAULT_NEEDED = Kind(
    "DEC-007",
    Level.NOTE,
    "A default that is never served",
    "The rules cover every case in which the signals are known; it is left for missing ones.",
    "Nothing, unless the variant costs something.",
)
ONLY_DEFAULT = Kind(
    "DEC-008",
    Level.ERROR,
    "Only the default is served",
    "No rule holds on any case.",
    "Check the tests against the values that the signals can take.",
)
DEAD_HERE = Kind(
    "DEC-009",
    Level.WARNING,
    "A rule that is never served on a placement",
    "What the placement targets and its partner passes leaves no case for it.",
    "Serve the variant elsewhere, or ask the partner for the signal.",
)
APPROXIMATE = Kind(
    "DEC-010",
    Level.NOTE,
    "The answer is approximate",
    "The table is too large to be looked at as a whole.",
    "Split the table, or read the shares with their intervals.",
)
BLANK_WHERE_MISSING = Kind(
    "DEC-011",
    Level.ERROR,
    "Missing signals for which nothing is shown",
    "A rule would hold were the signal known; where it is not none does, and there is no default.",
    "Give the table a default, or add a rule for missing signals.",
)
ONLY_MISSING = Kind(
    "DEC-014",
    Level.NOTE,
    "A rule for missing signals",
    "It is never served while signals are known.",
    "Nothing, where that is what it is for.",
)
UNREAL = Kind(
    "DEC-012",
    Level.WARNING,
    "A test for a value that never is",
    "The signal never has the value, so the test holds nowhere; in not(...) it excludes nothing.",
    "Ask for a value that the signal can take, or add the value to the signal.",
)
EMPTY = Kind(
    "DEC-013",
    Level.ERROR,
    "A rule that shows nothing",
    "It holds, and takes its cases from the rules after it and from the default, and whoever meets it sees nothing.",
    "Give it a variant, or take it out.",
)
KINDS = (
    CONFLICT, UNREACHABLE, UNCOVERED, OVERLAP, TRAP, REDUNDANT, NO_DEFAULT_NEEDED, ONLY_DEFAULT, DEAD_HERE, APPROXIMATE,
    BLANK_WHERE_MISSING, UNREAL, EMPTY, ONLY_MISSING,
)  # fmt: skip


def findings(table: Table, analysis: Analysis, names: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """What to mend, the heaviest first, then by kind and place; `names` are what people call signals, by their keys."""
    names = names or {}
    found = [
        *_whole(table, analysis.whole, names),
        *_rules(table, analysis.whole, names),
        *_missing(table, analysis, names),
        *_placements(analysis),
    ]
    found += [] if analysis.exact else [_of(APPROXIMATE, APPROXIMATE.title, "the table", Place("table", ""))]
    return tuple(sorted(found, key=lambda one: (one.level.rank, one.id)))


def _of(kind: Kind, message: str, subject: str, *places: Place, hint: str = "", level: Level | None = None) -> Finding:
    return Finding(kind.id, level or kind.level, f"{message}.", hint or kind.how_to_fix, subject, places)


def _rule(number: int) -> Place:
    return Place("rule", str(number))


def _whole(table: Table, whole: Coverage, names: Mapping[str, str]) -> Iterator[Finding]:
    for one, two in whole.conflicts:
        words = (
            "both hold on some cases"
            if table.hit_policy is HitPolicy.UNIQUE
            else "both hold and serve different things"
        )
        yield _of(
            CONFLICT,
            f"Rules {one} and {two} {words}",
            f"rule {one}",
            Place("rules", f"{one}-{two}"),
            _rule(one),
            _rule(two),
        )
    if _only_default(whole):
        yield _of(ONLY_DEFAULT, ONLY_DEFAULT.title, "the table", Place("table", ""))
    if whole.gaps and not table.has_default:
        share = (
            f"{whole.uncovered_share:.1%} of cases get nothing" if whole.uncovered_share else "Some cases get nothing"
        )
        words = "; ".join(gap.called(names) for gap in whole.gaps[:SHOWN])
        yield _of(UNCOVERED, f"{share}: {words}", "the table", Place("table", ""))
    if not whole.conflicts and table.hit_policy.prefers:
        for one, two in whole.overlaps:
            yield _of(
                OVERLAP,
                f"Rules {one} and {two} overlap and serve different things",
                f"rule {one}",
                Place("rules", f"{one}-{two}"),
                _rule(one),
                _rule(two),
            )
    for trap in whole.negation_traps:
        message = f"Rule {trap.rule} holds when {names.get(trap.signal, trap.signal)} is missing"
        yield _of(TRAP, message, f"rule {trap.rule}", Place("cell", f"{trap.rule}:{trap.signal}"))
    if whole.default == "never":
        yield _of(NO_DEFAULT_NEEDED, NO_DEFAULT_NEEDED.title, "the table", Place("table", ""))


def _only_default(whole: Coverage) -> bool:
    return whole.default == "always" and not whole.only_missing


def _rules(table: Table, whole: Coverage, names: Mapping[str, str]) -> Iterator[Finding]:
    for hidden in () if _only_default(whole) else whole.hidden:
        subject = f"rule {hidden.rule}"
        if hidden.by:
            words = f"{_numbered(hidden.by)} {'takes' if len(hidden.by) == 1 else 'take'} all of its cases"
            yield _of(UNREACHABLE, f"Rule {hidden.rule} is never served: {words}", subject, _rule(hidden.rule))
        else:
            words, hint = "its tests can never hold together", "Change its tests, or take it out."
            yield _of(
                UNREACHABLE, f"Rule {hidden.rule} is never served: {words}", subject, _rule(hidden.rule), hint=hint
            )
    for one in whole.only_missing:
        where = " and ".join(names.get(key, key) for key in one.signals)
        message = f"Rule {one.rule} is served only where {f'{where} is' if where else 'signals are'} missing"
        yield _of(ONLY_MISSING, message, f"rule {one.rule}", _rule(one.rule))
    for unreal in unreal_tests(table):
        called = names.get(unreal.signal, unreal.signal)
        message = f"Rule {unreal.rule} asks {called} for {unreal.test}, which it never is"
        hint = f"{called} is {unreal.within}." if unreal.within else ""
        hint = f"Did you mean {unreal.nearest}?" if unreal.nearest else hint
        cell = Place("cell", f"{unreal.rule}:{unreal.signal}")
        yield _of(UNREAL, message, f"rule {unreal.rule}", cell, _rule(unreal.rule), hint=hint)
    for place in bits_of(Judge(table).blank):
        number = table.order[place] + 1
        yield _of(EMPTY, f"Rule {number} shows nothing", f"rule {number}", _rule(number))
    for number in whole.removable:
        yield _of(REDUNDANT, f"Rule {number} changes nothing", f"rule {number}", _rule(number))


def _numbered(rules: Sequence[int]) -> str:
    """ "rule 3", "rules 1 and 2", "rules 1, 2, 3, 4 and 7 more"."""
    shown = [str(number) for number in rules[:SHOWN]]
    shown += [f"{len(rules) - SHOWN} more"] if len(rules) > SHOWN else []
    return f"rule {shown[0]}" if len(shown) == 1 else f"rules {', '.join(shown[:-1])} and {shown[-1]}"


def _missing(table: Table, analysis: Analysis, names: Mapping[str, str]) -> Iterator[Finding]:
    """Where nothing is shown for want of a signal: on each placement, or on the whole where no placement says which."""
    if table.has_default:
        return
    for key, coverage in analysis.placements or (("", analysis.whole),):
        if coverage.missing_gaps:
            words = "; ".join(gap.called(names) for gap in coverage.missing_gaps[:SHOWN])
            more = "; and more" if coverage.more_missing_gaps or len(coverage.missing_gaps) > SHOWN else ""
            message = f"{f'On {key} nothing' if key else 'Nothing'} is shown where {words}{more}"
            place, level = (Place("placement", key), Level.ERROR) if key else (Place("table", ""), Level.WARNING)
            yield _of(BLANK_WHERE_MISSING, message, key or "the table", place, level=level)


def _placements(analysis: Analysis) -> Iterator[Finding]:
    everywhere = set(analysis.whole.unreachable)
    for key, coverage in analysis.placements:
        sometimes = {one.rule for one in coverage.only_missing} | set(coverage.undecided)
        for number in coverage.unreachable:
            if number not in everywhere | sometimes:
                message = f"Rule {number} is never served on {key}"
                yield _of(
                    DEAD_HERE, message, f"rule {number}", Place("placement-rule", f"{key}:{number}"), _rule(number)
                )
