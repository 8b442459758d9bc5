"""Creative in the plan: the decision table, its variants, and the signals that it needs."""

from collections.abc import Iterator
from datetime import timedelta

from commonground.engines.findings import Finding, Level, Place
from commonground.engines.readiness.facts import Altered, CreativePlan, Facts, NeededSignal
from commonground.engines.readiness.frame import Check

# Known on less than this share of impressions, a signal leaves most of them to the fallback.
LEAST_SHARE = 0.5
# More than this expected share of wasted impressions wants an answer.
MOST_WASTED = 0.25
# A promise is to be tested this long before the launch.
TEST_BEFORE = timedelta(days=14)
PASSED = {"promised", "tested", "live"}
# Countries that are named in a sentence; of more the number is said.
MOST_NAMED = 6
TABLE = Place("creative", "")


def _plan(facts: Facts) -> CreativePlan:
    return facts.creative or CreativePlan(in_force=True)


def _not_in_force(check: Check, facts: Facts) -> Iterator[Finding]:
    plan = _plan(facts)
    if not plan.as_proposed:
        yield check.finding("The decision table is not what was proposed.", "Creative plan", TABLE)
    elif not plan.in_force and not plan.unsigned:
        yield check.finding("The decision table is a draft.", "Creative plan", TABLE)


def _unsigned(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in _plan(facts).unsigned:
        yield check.finding(
            f"{one.name} has not signed the decision table off.",
            one.name,
            Place("creative", one.key),
            organisation=one.key,
        )


def _size(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in _plan(facts).variants:
        if one.lacking:
            sizes = ", ".join(sorted({size for _, size in one.lacking}))
            where = "; ".join(dict.fromkeys(place for place, _ in one.lacking))
            yield check.finding(
                f"{one.key} does not come in {sizes}: nothing is shown on {where}.", one.name, Place("variant", one.key),
                organisation=one.organisation,
            )  # fmt: skip


def _approval(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in _plan(facts).variants:
        if not one.approved:
            yield check.finding(
                f"{one.key} {one.name} is not approved.",
                one.name,
                Place("variant", one.key),
                organisation=one.organisation,
            )


def _inactive(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in _plan(facts).variants:
        if not one.active:
            yield check.finding(
                f"{one.key} {one.name} is not active on every day of the flight.", one.name, Place("variant", one.key),
                organisation=one.organisation,
            )  # fmt: skip


def _gap(check: Check, facts: Facts) -> Iterator[Finding]:
    gaps = _plan(facts).gaps
    if gaps:
        more = f", and {len(gaps) - 1} more" if len(gaps) > 1 else ""
        yield check.finding(f"Nothing is shown where {gaps[0]}{more}.", "Creative plan", TABLE)


def _unreachable(check: Check, facts: Facts) -> Iterator[Finding]:
    for number in _plan(facts).unreachable:
        yield check.finding(f"Rule {number} is never served.", f"Rule {number}", Place("table-rule", str(number)))


def _conflict(check: Check, facts: Facts) -> Iterator[Finding]:
    for one, two in _plan(facts).conflicts:
        place = Place("table-rule", str(two))
        yield check.finding(f"Rules {one} and {two} may not hold together.", f"Rule {two}", place)


def _unreadable(check: Check, facts: Facts) -> Iterator[Finding]:
    count = _plan(facts).unreadable
    if count:
        words = "1 cell" if count == 1 else f"{count} cells"
        yield check.finding(f"{words} of the decision table cannot be read.", "Creative plan", TABLE)


def _is_renamed(one: Altered) -> bool:
    """Only its name has changed, which no rule asks about; the name of a variant says what its key means."""
    return one.kind == "signal" and one.parts == ("name",)


def _altered(check: Check, facts: Facts) -> Iterator[Finding]:
    plan = _plan(facts)
    for one in plan.altered:
        if not _is_renamed(one) and not _is_gone(one):
            has = (
                f"has changed since {plan.since}: {', '.join(one.parts)}"
                if one.parts
                else f"was taken out since {plan.since}"
            )
            yield check.finding(f"{one.kind.capitalize()} {one.name} {has}.", one.name, Place(one.kind, one.key))


def _gone(check: Check, facts: Facts) -> Iterator[Finding]:
    plan = _plan(facts)
    for one in filter(_is_gone, plan.altered):
        message = f"Variant {one.name} was taken out since {plan.since}."
        yield check.finding(message, one.name, Place(one.kind, one.key))


def _is_gone(one: Altered) -> bool:
    return one.kind == "variant" and not one.parts


def _renamed(check: Check, facts: Facts) -> Iterator[Finding]:
    plan = _plan(facts)
    for one in filter(_is_renamed, plan.altered):
        yield check.finding(
            f"Signal {one.name} has another name since {plan.since}.", one.name, Place(one.kind, one.key)
        )


def _needed(facts: Facts) -> tuple[NeededSignal, ...]:
    return _plan(facts).needed


def _not_promised(check: Check, facts: Facts) -> Iterator[Finding]:
    words = {"": "nobody was asked", "asked": "not answered yet", "refused": "refused"}
    for one in _needed(facts):
        if one.state not in PASSED:
            yield check.finding(
                f"{one.signal} is not promised on {one.placement}: {words.get(one.state, one.state)}.", one.signal,
                Place("provision", one.key), organisation=one.asked,
            )  # fmt: skip


def _not_tested(check: Check, facts: Facts) -> Iterator[Finding]:
    launch, today = facts.campaign.launch, facts.today
    if launch is None or today is None or today < launch - TEST_BEFORE:
        return
    for one in _needed(facts):
        if one.state == "promised":
            yield check.finding(
                f"{one.signal} is promised on {one.placement} and not tested.", one.signal, Place("provision", one.key),
                organisation=one.asked,
            )  # fmt: skip


def _rarely_known(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in _needed(facts):
        if one.state in PASSED and one.share is not None and one.share < LEAST_SHARE:
            yield check.finding(
                f"{one.signal} is known on {one.share:.0%} of impressions of {one.placement}.", one.signal,
                Place("provision", one.key), organisation=one.asked,
            )  # fmt: skip


def _trap(check: Check, facts: Facts) -> Iterator[Finding]:
    for number, signal in _plan(facts).traps:
        yield check.finding(
            f"Rule {number} holds when {signal} is missing.",
            f"Rule {number}",
            Place("table-rule", f"{number}:{signal}"),
        )


def _wasted(check: Check, facts: Facts) -> Iterator[Finding]:
    wasted = _plan(facts).wasted
    if wasted is not None and wasted > MOST_WASTED:
        yield check.finding(f"{wasted:.0%} of impressions are expected to be wasted.", "Creative plan", TABLE)


def _no_consent(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in _needed(facts):
        if one.state in PASSED and one.without_consent:
            named, more = one.without_consent[:MOST_NAMED], len(one.without_consent) - MOST_NAMED
            where = ", ".join(named) + (f" and {more} more" if more > 0 else "")
            yield check.finding(
                f"{one.signal} is passed on {one.placement} without word of consent in {where}.", one.signal,
                Place("provision", one.key), organisation=one.asked,
            )  # fmt: skip


CHECKS: tuple[Check, ...] = (
    Check(
        "CRE-001", Level.WARNING, "The decision table is not signed off",
        "Until the creative and the media side have agreed on one table, each builds and buys for another one.",
        "Propose it, and have both sides sign it off.", _not_in_force,
    ),
    Check(
        "CRE-002", Level.ERROR, "A side has not signed the decision table off",
        "Who has not signed may be trafficking something else.",
        "Sign it off, or say what has to change.", _unsigned, waivable=False,
    ),
    Check(
        "CRE-003", Level.ERROR, "A variant lacks a size",
        "Where the size is missing, the bought impression stays blank.",
        "Make the size, or show another variant there.", _size,
    ),
    Check(
        "CRE-004", Level.ERROR, "A variant is not approved",
        "What nobody has approved may not be shown, and its rules then show nothing.",
        "Have another organisation approve it, or show another variant.", _approval,
    ),
    Check(
        "CRE-005", Level.WARNING, "A variant is not active in the flight",
        "Before it begins and after it ends, its rules show nothing.",
        "Change its days, or let another rule take over.", _inactive,
    ),
    Check(
        "CRE-006", Level.ERROR, "Some cases get nothing",
        "No rule holds there and there is no fallback: the impression is paid for and stays blank.",
        "Name a fallback, or add a rule for these cases.", _gap,
    ),
    Check(
        "CRE-007", Level.ERROR, "A rule is never served",
        "Rules before it take all of its cases: its variant is made and paid for, and never seen.",
        "Move it up, narrow the rules before it, or take it out.", _unreachable,
    ),
    Check(
        "CRE-008", Level.ERROR, "Rules conflict",
        "The policy lets only one of them hold: where they meet, nothing is served.",
        "Tell the two apart by one more test, or let the first one win.", _conflict,
    ),
    Check(
        "CRE-009", Level.ERROR, "A cell cannot be read",
        "What cannot be read cannot be trafficked; the check counts it as any value.",
        "Write it again as a test that the signal can meet.", _unreadable,
    ),
    Check(
        "CRE-010", Level.WARNING, "A signal or variant is no longer as agreed",
        "The table holds as it was agreed, while the campaign goes by something else: one of the two will be trafficked.",
        "Propose a new version with what holds today, or put back what was agreed.", _altered,
    ),
    Check(
        "CRE-011", Level.NOTE, "A signal has another name than agreed",
        "Its values are the same, but people look for it under two names.",
        "Propose a new version, or give it its name back.", _renamed,
    ),
    Check(
        "CRE-012", Level.ERROR, "An agreed variant was taken out",
        "The table shows what the campaign no longer has: no sizes, no approval, nothing to traffic.",
        "Name the variant again under its key, or propose a new version without it.", _gone,
    ),
    Check(
        "SIG-001", Level.WARNING, "A needed signal is not promised",
        "Where a rule asks for a signal that does not arrive, the fallback is shown.",
        "Ask who can pass it, or write the rule without it.", _not_promised,
    ),
    Check(
        "SIG-002", Level.WARNING, "A promised signal is not tested",
        "Two weeks before launch a promise that was never tried is a guess.",
        "Test it on the real placement, and say so.", _not_tested,
    ),
    Check(
        "SIG-003", Level.WARNING, "A needed signal is rarely known",
        "Known on less than half of the impressions, it leaves most of them to the fallback.",
        "Raise its coverage, buy where it is known, or write the rule without it.", _rarely_known,
    ),
    Check(
        "SIG-004", Level.WARNING, "A rule holds on a missing signal",
        "not(…) is true when the signal is missing, so that people of whom nothing is known are taken for others.",
        "List the values that are meant, or let no test hold on a missing signal.", _trap,
    ),
    Check(
        "SIG-005", Level.WARNING, "Much is expected to be wasted",
        "More than a quarter of the impressions would get the fallback because a signal is missing.",
        "Obtain the signal that helps most; the plan names it.", _wasted,
    ),
    Check(
        "SIG-006", Level.ERROR, "Consent is missing in a market",
        "A signal that needs consent may not be passed where people have not given it; what is shown by it may not run there.",
        "Say in which markets consent is there, obtain it, or run the placement there without the rules that ask for it.",
        _no_consent,
    ),
)  # fmt: skip
