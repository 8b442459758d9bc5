"""One room, one language: the kick-off, who was in it, and whether all have understood the same.

Where nothing is known of kick-offs every check stays silent.
"""

from collections.abc import Callable, Iterator

from commonground.engines.findings import Finding, Level, Place
from commonground.engines.readiness.facts import Facts, Held, KickOff, Participant, Seat
from commonground.engines.readiness.frame import Check

CREATIVE = ("creative", "personalisation")


def _no_kick_off(check: Check, facts: Facts) -> Iterator[Finding]:
    known = facts.kickoff
    if known is None or known.launched or known.held:
        return
    place = Place("field", "kickoff")
    if not known.key:
        yield check.finding("No kick-off is planned or held.", facts.campaign.name, place)
    elif known.over:
        hint = "Write down who was there, or plan it for another day."
        yield check.finding(
            "The kick-off is over, and nobody wrote down who was there.", facts.campaign.name, place, hint=hint
        )


def _absent(known: KickOff) -> Iterator[Seat]:
    if known.key:
        yield from (seat for seat in known.seats if not seat.people and not seat.waived)


def _said(known: KickOff, seat: Seat) -> str:
    who = f"{seat.words} of {seat.home}" if seat.home else seat.words
    return f"Nobody of {who} was in the kick-off." if known.held else f"Nobody of {who} is asked to the kick-off."


def _after(known: KickOff, hint: str) -> str:
    return "Bring them into the next call, or waive it with a reason." if known.held else hint


def _function_absent(check: Check, facts: Facts) -> Iterator[Finding]:
    known = facts.kickoff
    for seat in _absent(known) if known else ():
        if known is None or (known.dynamic_creative and seat.function in CREATIVE):
            continue
        place = Place("function", f"{known.key}:{seat.function}")
        yield check.finding(_said(known, seat), seat.words, place, hint=_after(known, check.how_to_fix))


def _creative_absent(check: Check, facts: Facts) -> Iterator[Finding]:
    known = facts.kickoff
    for seat in _absent(known) if known and known.dynamic_creative else ():
        if known is not None and seat.function in CREATIVE:
            place = Place("function", f"{known.key}:{seat.function}")
            yield check.finding(_said(known, seat), seat.words, place, hint=_after(known, check.how_to_fix))


def _meetings(facts: Facts) -> tuple[Held, ...]:
    return facts.kickoff.meetings if facts.kickoff else ()


def _no_recap(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in _meetings(facts):
        if one.late:
            yield check.finding(f"“{one.title}” has no recap.", one.title, Place("meeting", one.key))


def _word(check: Check, meeting: Held, who: Participant, message: str) -> Finding:
    place = Place("word", f"{meeting.key}:{who.key}")
    return check.finding(message, who.name, place, organisation=who.key)


def _unconfirmed(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in _meetings(facts):
        for who in one.unconfirmed:
            yield _word(check, one, who, f"{who.name} has not confirmed the recap of “{one.title}”.")


def _objection(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in _meetings(facts):
        for who in one.objecting:
            yield _word(check, one, who, f"{who.name} objects to the recap of “{one.title}”.")


def _not_prepared(kind: str) -> Callable[[Check, Facts], Iterator[Finding]]:
    def find(check: Check, facts: Facts) -> Iterator[Finding]:
        known = facts.kickoff
        if known is not None and known.key and not known.launched and kind in known.missing:
            yield check.finding(f"{check.title}.", facts.campaign.name, Place("preparation", kind))

    return find


PREPARED: tuple[tuple[str, str, str, str, str], ...] = (
    ("KICK-007", "concept", "The creative concept is not shared yet",
     "Whoever sees the concept in the call for the first time cannot say what it needs.",
     "Share the concept before the kick-off, and say where it is."),
    ("KICK-008", "specifications", "Specifications of the placements are missing",
     "Sizes, weights and formats that come late are built twice.",
     "Media collects sizes, weights and formats for each placement."),
    ("KICK-009", "naming", "The naming convention is not fixed",
     "Without one convention no report of two organisations can be joined.",
     "Fix the naming convention, and say where it is written."),
    ("KICK-010", "tracking", "The tracking requirements are not fixed",
     "What is not measured from the first day cannot be measured afterwards.",
     "Fix what is tracked, by whom, with which identifiers."),
    ("KICK-011", "trafficker", "No trafficker contact is named",
     "Creative that nobody is expected to book waits in a mailbox.",
     "Name the person who books the creative."),
)  # fmt: skip

CHECKS: tuple[Check, ...] = (
    Check(
        "KICK-001",
        Level.WARNING,
        "No kick-off planned or held",
        "Partners who never sat in one room each work by what they assumed.",
        "Plan the kick-off with everybody who has a part in it.",
        _no_kick_off,
    ),
    Check(
        "KICK-002",
        Level.ERROR,
        "A function is missing from the kick-off",
        "What is agreed without those who do it is agreed twice.",
        "Ask somebody of this function, or waive it with a reason.",
        _function_absent,
    ),
    Check(
        "KICK-003",
        Level.ERROR,
        "Creative is missing while a partner makes dynamic creative",
        "Signals that creative hears of after the media plan are signals that no variant uses.",
        "Ask somebody of creative and of personalisation, or waive it with a reason.",
        _creative_absent,
    ),
    Check(
        "KICK-004",
        Level.WARNING,
        "No recap a day after a meeting",
        "After a day each remembers another meeting.",
        "Write the recap. It goes to everybody, also to those who were absent.",
        _no_recap,
    ),
    Check(
        "KICK-005",
        Level.WARNING,
        "An organisation has not confirmed a recap",
        "Silence is not agreement.",
        "Ask them to confirm the recap, or to object in words.",
        _unconfirmed,
        waivable=False,
    ),
    Check(
        "KICK-006",
        Level.ERROR,
        "An objection is open",
        "Somebody has said that they understood something else.",
        "Answer the objection, and mend the recap where it is right.",
        _objection,
        waivable=False,
    ),
    *(
        Check(identity, Level.WARNING, title, why, how, _not_prepared(kind))
        for identity, kind, title, why, how in PREPARED
    ),
)
