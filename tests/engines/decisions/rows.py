"""A simulation row by row: every outcome and cause by its definition."""

from collections import Counter
from itertools import product

from commonground.engines.decisions import ANY
from commonground.engines.decisions.evaluate import conflict_of
from commonground.engines.decisions.match import matches
from tests.engines.decisions import brute
from tests.engines.decisions.tables import values_in


def possible(table, place, values, placement=None):
    """The rule holds for some values of the missing signals that the placement targets, or already holds."""
    targets = dict(placement.targeting) if placement else {}
    for cell, value, signal in zip(table.rules[place].when, values, table.signals, strict=True):
        target = targets.get(signal.key, ANY)
        known = [one for one in values_in(signal) if matches(target, one, signal, "feel")]
        options = [value] if value is not None else [None, *known]
        if not any(matches(cell, one, signal, table.missing_policy if one is None else "feel") for one in options):
            if value is None and matches(cell, None, signal, "feel"):
                continue
            return False
    return True


def shown_by(table, place):
    """What a rule shows, None for nothing."""
    then = table.rules[place].then
    return then if any(one is not None for one in then) else None


def differ(one, two):
    return [(type(value), value) for value in one or ()] != [(type(value), value) for value in two or ()]


def decided(table, values, placement=None):
    """(outcome, rule served or None, best possible rule or None, signals to blame, why)."""
    holds = brute.hits(table, values)
    could = [place for place in table.order if possible(table, place, values, placement)]
    if conflict_of(table, holds):
        return "blank", None, None, (), "conflict"
    now = shown_by(table, holds[0]) if holds else (table.default if table.has_default else None)
    better = [place for place in could if place not in holds and shown_by(table, place) is not None]
    if table.hit_policy.serves_one or not holds:
        better = [place for place in better if differ(shown_by(table, place), now)]
    if holds and table.hit_policy.prefers:
        better = [place for place in better if table.order.index(place) < table.order.index(holds[0])]
    elif holds and table.hit_policy.serves_one:
        better = []
    served, best = holds[0] if holds else None, better[0] if better else None
    seen = any(shown_by(table, place) is not None for place in (holds[:1] if table.hit_policy.serves_one else holds))
    if seen:
        outcome = "personalised" if best is None else "degraded"
    else:
        outcome = "blank" if holds or not table.has_default else "default" if best is None else "fallback"
    if best is None and outcome != "blank":
        return outcome, served, best, None, ""
    if best is None:
        return outcome, served, best, (), "empty" if holds else "no rule"
    asked = [cell.is_any for cell in table.rules[best].when]
    blame = tuple(key for key, value, free in zip(table.keys, values, asked, strict=True) if value is None and not free)
    return outcome, served, best, blame, "missing"


def simulated(table, rows):
    """Outcomes, served and lost by rule, and causes, over (values, weight) or (values, weight, placement)."""
    outcomes, served, lost, causes = Counter(), Counter(), Counter(), Counter()
    for values, weight, *placement in rows:
        outcome, rule, best, blame, why = decided(table, values, *placement)
        outcomes[outcome] += weight
        if not table.hit_policy.serves_one:
            served.update({place + 1: weight for place in brute.hits(table, values)})
        elif rule is not None:
            served[rule + 1] += weight
        if why:
            causes[blame, why, outcome] += weight
            if best is not None:
                lost[best + 1] += weight
    return +outcomes, +served, +lost, +causes


def every_row(table):
    """Every case with values known or missing."""
    return list(product(*((None, *values_in(signal)) for signal in table.signals)))
