"""The rules MAP-001 to MAP-012: each one function, one entry in RULES, golden cases in the tests."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from commonground.engines.errors import Undated
from commonground.engines.findings import Finding, Level, Place
from commonground.engines.roadmap.network import Circle, chain_in_words, circles
from commonground.engines.roadmap.plan import Deliverable, Roadmap, check_references
from commonground.engines.roadmap.schedule import Schedule, schedule
from commonground.engines.worktime.workdays import WorkCalendar, calendar_of


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The version by which an organisation navigates, 0 for none, and for how many days a newer one has waited."""

    organisation: str
    name: str
    version: int = 0
    days_behind: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """What lies outside the roadmap. Everything left out is unknown, and a rule that needs it stays silent.

    today             the day on which it is checked
    calendars         working days by organisation, "" for those without one; else Monday to Friday
    version           the current version, and what each organisation has acknowledged
    accountable_rows  keys of the rows of the responsibility matrix for which somebody is accountable
    """

    today: datetime.date | None = None
    calendars: Mapping[str, WorkCalendar] = field(default_factory=dict)
    version: int = 0
    acknowledged: tuple[Acknowledgement, ...] = ()
    accountable_rows: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a finding begins; each number is still allowed and the next one is not.

    days_behind    days for which an organisation may take its time to acknowledge a version
    slack          working days of slack below which a deliverable is found; 0 finds those with less than none
    """

    days_behind: int = 2
    slack: int = 0


@dataclass(frozen=True, slots=True)
class Survey:
    """A roadmap and what is counted once for all rules; no schedule when it has a circle or no day to count from."""

    roadmap: Roadmap
    circles: tuple[Circle, ...]
    schedule: Schedule | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and the words that its page shows: what it finds, why it matters, how it is mended."""

    id: str
    level: Level
    title: str
    why: str
    how_to_fix: str
    find: Callable[["Rule", Survey, Context, Thresholds], Iterable[Finding]]

    def finding(
        self, message: str, hint: str, subject: str, places: tuple[Place, ...], organisation: str = ""
    ) -> Finding:
        """A finding of this rule."""
        return Finding(self.id, self.level, message, hint, subject, places, organisation)

    def about(self, one: Deliverable, message: str, hint: str, *others: Deliverable) -> Finding:
        """A finding about a deliverable, and about others with it."""
        places = tuple(Place("deliverable", each.key) for each in (one, *others))
        return self.finding(message, hint, one.title, places, one.organisation)


def check(
    roadmap: Roadmap, context: Context | None = None, thresholds: Thresholds | None = None
) -> tuple[Finding, ...]:
    """Every finding of every rule, errors first, then by rule and in the order of the roadmap.

    A circle is a finding, not an exception; a key that refers to nothing raises Contradiction.
    """
    known, bounds = context or Context(), thresholds or Thresholds()
    surveyed = survey(roadmap, known)
    found = [finding for rule in RULES for finding in rule.find(rule, surveyed, known, bounds)]
    return tuple(sorted(found, key=lambda finding: (finding.level.rank, finding.id)))


def survey(roadmap: Roadmap, context: Context) -> Survey:
    """Count once what several rules need."""
    check_references(roadmap)
    round_ = circles(roadmap)
    if round_:
        return Survey(roadmap, round_, None)
    try:
        return Survey(roadmap, (), schedule(roadmap, context.calendars, context.today))
    except Undated:
        return Survey(roadmap, (), None)


def in_words(day: datetime.date) -> str:
    """16 October 2026."""
    return f"{day.day} {day:%B %Y}"


def days_in_words(days: int) -> str:
    """1 day, 2 days."""
    return "1 day" if days == 1 else f"{days:,} days"


def short(text: str, limit: int = 32) -> str:
    """The text on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _each(test: Callable[[Rule, Survey, Context, Deliverable], Finding | None]) -> Callable[..., Iterator[Finding]]:
    """A rule that looks at each deliverable that has not been handed over."""

    def find(rule: Rule, surveyed: Survey, context: Context, _bounds: Thresholds) -> Iterator[Finding]:
        open_ = (one for one in surveyed.roadmap.deliverables if not one.state.done)
        return filter(None, (test(rule, surveyed, context, one) for one in open_))

    return find


def _behind(rule: Rule, _surveyed: Survey, context: Context, bounds: Thresholds) -> Iterator[Finding]:
    for one in context.acknowledged:
        if one.version < context.version and one.days_behind > bounds.days_behind:
            by = f"by version {one.version}" if one.version else "without a version"
            message = f"{short(one.name)} navigates {by}, {days_in_words(one.days_behind)} behind."
            hint = f"Ask {one.name} to read version {context.version} and to acknowledge it."
            yield rule.finding(message, hint, one.name, (Place("organisation", one.organisation),), one.organisation)


def _no_owner(rule: Rule, _surveyed: Survey, _context: Context, one: Deliverable) -> Finding | None:
    if one.owner.strip():
        return None
    hint = "Name one person who answers for it."
    if not one.organisation:
        hint = "Name the organisation that hands it over, and one person there who answers for it."
    return rule.about(one, f"“{short(one.title)}” has no owner.", hint)


def _no_acceptance(rule: Rule, surveyed: Survey, _context: Context, _bounds: Thresholds) -> Iterator[Finding]:
    for one in surveyed.roadmap.deliverables:
        if not one.milestone and not one.acceptance.strip() and one.state.value != "accepted":
            message = f"“{short(one.title)}” has no acceptance criteria."
            yield rule.about(one, message, "Write down by what its reviewer will tell that it is done.")


def _no_reviewer(rule: Rule, surveyed: Survey, _context: Context, _bounds: Thresholds) -> Iterator[Finding]:
    for one in surveyed.roadmap.deliverables:
        if one.milestone or one.state.value == "accepted":
            continue
        reviewer = one.reviewer.strip()
        if not reviewer:
            yield rule.about(one, f"“{short(one.title)}” has no reviewer.", "Name the person who accepts it.")
        elif reviewer.casefold() == one.owner.strip().casefold():
            message = f"“{short(one.title)}” is reviewed by its owner."
            yield rule.about(one, message, f"Name somebody other than {one.owner} who accepts it.")


def _after_launch(rule: Rule, surveyed: Survey, _context: Context, one: Deliverable) -> Finding | None:
    launch = surveyed.roadmap.launch
    if not (launch and one.due and one.due > launch):
        return None
    message = f"“{short(one.title)}” is due {days_in_words((one.due - launch).days)} after the launch."
    return rule.about(one, message, f"Agree on a day up to {in_words(launch)}, or take it out of this launch.")


def _circular(rule: Rule, surveyed: Survey, _context: Context, _bounds: Thresholds) -> Iterator[Finding]:
    roadmap = surveyed.roadmap
    for circle in surveyed.circles:
        members = [roadmap.by_key[key] for key in circle.members]
        count = len(members)
        message = f"{count} deliverables wait for each other." if count > 1 else ""
        message = message or f"“{short(members[0].title)}” waits for itself."
        way = chain_in_words([short(title) for title in roadmap.titles(circle.cycle)])
        yield rule.about(members[0], message, f"Take out one of these dependencies: {way}.", *members[1:])


def _negative_slack(rule: Rule, surveyed: Survey, context: Context, bounds: Thresholds) -> Iterator[Finding]:
    if surveyed.schedule is None or surveyed.roadmap.launch is None:
        return
    for one in surveyed.roadmap.deliverables:
        entry = surveyed.schedule.by_key[one.key]
        if entry.latest_finish is None or entry.latest_start is None:
            continue
        calendar = calendar_of(one.organisation, context.calendars)
        spare = calendar.count(entry.expected_finish, entry.latest_finish)
        if spare < bounds.slack:
            yield rule.about(one, *_too_late(one, spare, entry.latest_finish, entry.earliest_finish))


def _too_late(one: Deliverable, spare: int, latest: datetime.date, earliest: datetime.date) -> tuple[str, str]:
    message = f"“{short(one.title)}” comes {days_in_words(-spare)} too late for the launch."
    if spare >= 0:
        message = f"“{short(one.title)}” has {days_in_words(spare)} of slack."
    if earliest <= latest:
        return message, f"Agree on a due day up to {in_words(latest)}."
    return message, f"It must be there by {in_words(latest)}: shorten it or what it waits for, or move the launch."


def _no_row(rule: Rule, _surveyed: Survey, context: Context, one: Deliverable) -> Finding | None:
    if context.accountable_rows is None or one.raci_row in context.accountable_rows:
        return None
    message = f"Nobody is accountable for “{short(one.title)}”."
    if one.raci_row:
        return rule.about(one, message, "Give one role an A in its row of the responsibility matrix.")
    return rule.about(one, message, "Link it to its row in the responsibility matrix.")


def _missed(rule: Rule, _surveyed: Survey, context: Context, one: Deliverable) -> Finding | None:
    if not (context.today and one.due and one.due < context.today):
        return None
    message = f"“{short(one.title)}” was due {days_in_words((context.today - one.due).days)} ago."
    return rule.about(one, message, "Hand it over, or agree on a new day with those who wait for it.")


def _day_off(rule: Rule, _surveyed: Survey, context: Context, one: Deliverable) -> Finding | None:
    calendar = calendar_of(one.organisation, context.calendars)
    if one.due is None or calendar.is_working(one.due):
        return None
    what = "holiday" if one.due in calendar.holidays else f"{one.due:%A}"
    before = in_words(calendar.previous_working(one.due))
    message = f"“{short(one.title)}” is due on a day off, a {what}."
    return rule.about(one, message, f"Agree on the working day before it, {before}.")


def _before_its_ground(rule: Rule, surveyed: Survey, _context: Context, one: Deliverable) -> Finding | None:
    if one.due is None:
        return None
    heads = [surveyed.roadmap.by_key[each.key] for each in one.depends_on]
    later = [head for head in heads if not head.state.done and head.due and head.due > one.due]
    if not later:
        return None
    last = max(later, key=lambda head: head.due or datetime.date.min)
    message = f"“{short(one.title, 24)}” is due before “{short(last.title, 24)}”."
    hint = f"It depends on “{last.title}”: agree on a day after that one, or take out the dependency."
    return rule.about(one, message, hint, *later)


def _nothing(rule: Rule, surveyed: Survey, _context: Context, _bounds: Thresholds) -> Iterator[Finding]:
    if not surveyed.roadmap.deliverables:
        hint = "Import your plan from a spreadsheet, or add the first deliverable."
        yield rule.finding("The roadmap is empty.", hint, "Roadmap", (Place("roadmap", "roadmap"),))


E, W, N = Level.ERROR, Level.WARNING, Level.NOTE
RULES: tuple[Rule, ...] = (
    Rule(
        "MAP-001",
        W,
        "An organisation is behind the current version",
        "Whoever navigates by an older map arrives somewhere else, or at another time.",
        "Ask the organisation to read the current version and to acknowledge it.",
        _behind,
    ),
    Rule(
        "MAP-002",
        E,
        "A deliverable without owner",
        "What everybody might do waits for somebody to take it up.",
        "Name one person who answers for it.",
        _each(_no_owner),
    ),
    Rule(
        "MAP-003",
        W,
        "A deliverable without acceptance criteria",
        "Two sides that never said what done means find out on the day of the handover.",
        "Write down by what its reviewer will tell that it is done.",
        _no_acceptance,
    ),
    Rule(
        "MAP-004",
        W,
        "A deliverable that nobody else reviews",
        "What only its maker has seen is accepted for the first time by the public.",
        "Name a reviewer other than the owner.",
        _no_reviewer,
    ),
    Rule(
        "MAP-005",
        E,
        "Due after the launch",
        "It cannot be part of what is launched.",
        "Agree on an earlier day, or take it out of this launch.",
        _each(_after_launch),
    ),
    Rule(
        "MAP-006",
        E,
        "Deliverables that wait for each other",
        "None of them can begin, and no day can be counted for them or for what follows.",
        "Take out one of the dependencies in the circle.",
        _circular,
    ),
    Rule(
        "MAP-007",
        E,
        "Too late for the launch",
        "Counted back from the launch it must be there before it is due, or before it can be.",
        "Agree on an earlier day, shorten what it waits for, or move the launch.",
        _negative_slack,
    ),
    Rule(
        "MAP-008",
        W,
        "A deliverable without an accountable row",
        "The roadmap says when; without the responsibility matrix nobody answers for it.",
        "Link it to a row of the responsibility matrix that has an A.",
        _each(_no_row),
    ),
    Rule(
        "MAP-009",
        W,
        "Missed",
        "A day that passed in silence moves every day behind it.",
        "Hand it over, or agree on a new day with those who wait for it.",
        _each(_missed),
    ),
    Rule(
        "MAP-010",
        N,
        "Due on a day off",
        "The organisation does not work on that day: it comes a day earlier or later than the plan says.",
        "Agree on a working day of the organisation.",
        _each(_day_off),
    ),
    Rule(
        "MAP-011",
        W,
        "Due before what it depends on",
        "It cannot be finished with what is not there yet.",
        "Agree on days in the order of the work, or take out the dependency.",
        _each(_before_its_ground),
    ),
    Rule(
        "MAP-012",
        N,
        "No roadmap",
        "Without one map each partner draws its own.",
        "Import your plan from a spreadsheet, or add the first deliverable.",
        _nothing,
    ),
)
BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
