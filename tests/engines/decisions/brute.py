"""What an analysis must find, by looking at every case of a small finite domain."""

from itertools import product

from commonground.engines.decisions import HitPolicy, MissingPolicy, evaluate
from commonground.engines.decisions.evaluate import conflict_of
from commonground.engines.decisions.match import matches
from tests.engines.decisions.tables import values_in


def domain(table, placement=None):
    """Every case that the placement leaves, as tuples of values."""
    never = placement.never_known if placement else ()
    targets = dict(placement.targeting) if placement else {}
    passes = dict(placement.passes) if placement else {}
    return list(
        product(
            *(
                (None,)
                if signal.key in never
                else tuple(
                    value
                    for value in values_in(signal)
                    if all(
                        signal.key not in tests or matches(tests[signal.key], value, signal, MissingPolicy.FEEL)
                        for tests in (targets, passes)
                    )
                )
                for signal in table.signals
            )
        )
    )


def with_missing(table, placement=None):
    """Every case with its signals missing as well, wherever they may be."""
    known = (
        dict(zip(table.keys, zip(*domain(table, placement), strict=True), strict=True))
        if domain(table, placement)
        else {}
    )
    coverage = dict(placement.coverage) if placement else dict.fromkeys(table.keys, 0.0)
    coverage |= {key: 0.0 for key, cell in placement.passes if not cell.is_any} if placement else {}
    return list(
        product(
            *(
                sorted(set(known.get(key, ())) | ({None} if coverage.get(key, 1.0) < 1 else set()), key=str)
                for key in table.keys
            )
        )
    )


def hits(table, values, without=None):
    """Places of the rules that hold, in the table's order."""
    return [
        place
        for place in table.order
        if place != without
        and all(
            matches(cell, value, signal, table.missing_policy)
            for cell, value, signal in zip(table.rules[place].when, values, table.signals, strict=True)
        )
    ]


def analysed(table, placement=None):
    """The facts that `analyse` states, each by its definition."""
    cases = domain(table, placement)
    found = [hits(table, case) for case in cases]
    one = table.hit_policy.serves_one
    served = {place for hit in found for place in (hit[:1] if one else hit)}
    together = {(a, b) for hit in found for a in hit for b in hit if a < b}
    codes = table.output_codes
    different = sorted((a + 1, b + 1) for a, b in together if codes[a] != codes[b])
    conflicts = {(a + 1, b + 1) for hit in found for a in conflict_of(table, hit) for b in hit if a < b}
    if table.hit_policy is HitPolicy.ANY:
        conflicts &= set(different)
    return {
        "cases": len(cases),
        "uncovered_cases": sum(not hit for hit in found),
        "unreachable": [place + 1 for place in range(len(table.rules)) if place not in served],
        "overlaps": different,
        "conflicts": sorted(conflicts),
        "redundant": redundant(table, cases, served) if one else [],
    }


def redundant(table, cases, served):
    """Served rules without which every case of theirs gets the same; rules that are never served do not count."""
    found = []
    for place in sorted(served):
        if all(_same_without(table, case, place, served) for case in cases):
            found.append(place + 1)
    return found


def _same_without(table, case, place, served):
    hit = [one for one in hits(table, case) if one in served]
    if place not in hit:
        return True
    codes, others = table.output_codes, [one for one in hit if one != place]
    if table.hit_policy is HitPolicy.ANY:
        return codes[others[0]] == codes[place] if others else table.serves_default(place)
    if hit[0] != place:
        return True
    return codes[others[0]] == codes[place] if others else table.serves_default(place)


def served_for(table, case):
    """What `evaluate` serves, with None for a conflict."""
    decision = evaluate(table, case)
    return None if decision.conflict else decision.served
