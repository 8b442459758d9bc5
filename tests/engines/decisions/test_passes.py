"""Values that a partner does not pass arrive as missing."""

from dataclasses import replace

import pytest

from commonground.engines.decisions import (
    OutputColumn,
    Placement,
    Rule,
    Signal,
    SignalType,
    Table,
    analyse,
    from_dict,
    parse_cell,
    to_dict,
)
from commonground.engines.decisions.plan import plan

WEATHER = Signal("weather", SignalType.CATEGORICAL, ("rain", "snow", "sun"))
RAIN, SNOW = parse_cell('"rain"', WEATHER), parse_cell('"snow"', WEATHER)
TABLE = Table((WEATHER,), (Rule((RAIN,), ("wet",)), Rule((SNOW,), ("white",))), outputs=(OutputColumn(),))
ONLY_RAIN = Placement("p", coverage=(("weather", 1.0),), passes=(("weather", RAIN),))


def on(placement, default=("d",)):
    return replace(TABLE, default=default, placements=(placement,))


def test_a_rule_for_what_is_not_passed_is_dead_there():
    ((_, here),) = analyse(on(ONLY_RAIN)).placements
    assert here.unreachable == (2,)


def test_nothing_is_shown_where_a_value_that_is_not_passed_would_have_been():
    ((_, here),) = analyse(on(ONLY_RAIN, default=None)).placements
    assert [gap.words for gap in here.missing_gaps] == ["weather is missing"]


def test_assumed_values_that_are_not_passed_are_missing():
    half = replace(ONLY_RAIN, coverage=(("weather", 0.5),))
    (all_snow,) = plan(on(half), {"weather": {'"snow"': 1.0}}).placements
    assert (all_snow.outcomes.personalised, all_snow.outcomes.fallback) == (0, 1)
    (mixed,) = plan(on(half), {"weather": {'"snow"': 0.5, '"rain"': 0.5}}).placements
    assert mixed.outcomes.personalised == pytest.approx(0.25)


def test_it_is_read_and_written():
    assert from_dict(to_dict(on(ONLY_RAIN))) == on(ONLY_RAIN)
