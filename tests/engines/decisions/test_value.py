"""Plans and the value of signals: equal to weighing every case; sets of signals, prices, limits."""

from collections import Counter
from dataclasses import replace
from itertools import product

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonground.engines.decisions import ANY, MissingPolicy, Placement, from_dict, parse_cell
from commonground.engines.decisions.diagram import Cancelled
from commonground.engines.decisions.match import matches, truth
from commonground.engines.decisions.plan import plan
from commonground.engines.decisions.profile import profile
from commonground.engines.decisions.report import OUTCOMES
from commonground.engines.decisions.value import Gain, value_measured, value_planned
from commonground.engines.errors import Contradiction, TooLarge
from tests.engines.decisions import rows as by_row
from tests.engines.decisions.logs import log_of, written
from tests.engines.decisions.strategies import SPARE, cells, tables
from tests.engines.decisions.tables import WEATHER, one_column, values_in

SLOW = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
# Nobody personalises without both: neither alone brings anything.
BOTH = {
    "hit_policy": "FIRST",
    "inputs": [
        {"key": "weather", "type": "categorical", "categories": ["sun", "rain"]},
        {"key": "stage", "type": "categorical", "categories": ["new", "old"]},
        {"key": "member", "type": "binary"},
    ],
    "rules": [
        {"when": {"weather": '"sun","rain"', "stage": '"new","old"'}, "then": "a"},
        {"when": {"member": "null"}, "then": "b"},
    ],
    "default": "brand",
    "placements": {"feed": {"coverage": {"weather": 0.5, "stage": 0.25}, "planned": 1000, "partner": "Quarry Media"}},
}


def weighed(table, coverage, raised=()):
    """Share of each (outcome, blame) by every case with its probability; every value as likely as another."""
    found = Counter()
    columns = []
    for signal in table.signals:
        share = 1.0 if signal.key in raised else coverage.get(signal.key, 1.0)
        cell = dict(table.placements[0].targeting).get(signal.key, ANY)
        values = [one for one in values_in(signal) if matches(cell, one, signal, MissingPolicy.FEEL)]
        columns.append(
            [(value, share / len(values)) for value in values] + [(None, 1 - share)] if values else [(None, 1.0)]
        )
    for case in product(*columns):
        weight = 1.0
        for _, share in case:
            weight *= share
        if weight:
            outcome, _, best, blame, why = by_row.decided(table, [value for value, _ in case], table.placements[0])
            found[outcome, blame if why == "missing" and best is not None else ()] += weight
    return found


@SLOW
@given(tables() | tables(outputs=SPARE), st.data())
def test_plan_and_value_equal_weighing_every_case(given_table, data):
    coverage = {key: data.draw(st.sampled_from((0.0, 0.25, 0.5, 1.0))) for key in given_table.keys}
    target = tuple((one.key, data.draw(cells(one))) for one in given_table.signals)
    given_table = replace(given_table, placements=(Placement("feed", target, tuple(coverage.items())),))
    wanted = weighed(given_table, coverage)
    found = plan(given_table).placements[0]
    for name in OUTCOMES:
        share = sum(one for (outcome, _), one in wanted.items() if outcome == name)
        assert getattr(found.outcomes, name) == pytest.approx(share)
    blamed = Counter()
    for (outcome, blame), share in wanted.items():
        if blame and outcome != "default":
            blamed[blame] += share
    assert {cause.signals: pytest.approx(cause.outcomes.total) for cause in found.causes} == blamed
    for gain in value_planned(given_table).placements[0].gains:
        raised = weighed(given_table, coverage, gain.signals)
        share = sum(one for (outcome, _), one in raised.items() if outcome == "personalised")
        assert gain.personalised == pytest.approx(share)


@SLOW
@given(tables() | tables(outputs=SPARE), st.randoms(use_true_random=False))
def test_value_of_a_log_equals_filling_in_what_is_missing(tmp_path_factory, given_table, rng):
    rows = [
        tuple(rng.choice((None, *values_in(signal))) for signal in given_table.signals)
        for _ in range(rng.randint(1, 12))
    ]
    log = log_of(tmp_path_factory.mktemp("log") / "l.parquet", given_table, rows)
    found = value_measured(profile(given_table, log)).placements[0]
    shares = [
        Counter(row[place] for row in rows if row[place] is not None) for place in range(len(given_table.signals))
    ]
    assert found.personalised == pytest.approx(filled(given_table, rows, shares, ()))
    for gain in found.gains:
        assert gain.personalised == pytest.approx(filled(given_table, rows, shares, gain.signals))


def filled(table, rows, shares, raised):
    """Share personalised when the raised signals take the values that they have on other rows."""
    total = 0.0
    for row in rows:
        options = []
        for signal, value, seen in zip(table.signals, row, shares, strict=True):
            if value is not None or signal.key not in raised:
                options.append([(value, 1.0)])
            elif seen:
                options.append([(one, count / seen.total()) for one, count in seen.items()])
            else:
                options.append([(one, 1 / len(values_in(signal))) for one in values_in(signal)])
        for case in product(*options):
            weight = 1.0
            for _, share in case:
                weight *= share
            total += weight * (by_row.decided(table, [value for value, _ in case])[0] == "personalised")
    return total / len(rows)


def test_two_signals_that_are_worth_nothing_alone():
    given_table = from_dict(BOTH | {"missing_policy": "no_match"})
    prices = {("feed", "weather"): 0.4, ("feed", "stage"): 0.2}
    feed = value_planned(given_table, prices=prices).placements[0]
    assert feed.personalised == 0.125
    assert feed.gains[1] == Gain(("stage",), 0.5, 0.375, pytest.approx(0.2 * 0.75 / 0.375))
    assert (feed.best, feed.next_signal) == (feed.gains[0], "stage")
    assert feed.gains[0] == Gain(("weather", "stage"), 1.0, 0.875, pytest.approx((0.4 * 0.5 + 0.2 * 0.75) / 0.875))
    none = from_dict(BOTH | {"placements": {"feed": {"coverage": {"weather": 0, "stage": 0}}}})
    feed = value_planned(none, prices={("feed", "weather"): 1.0}).placements[0]
    assert [(one.signals, one.gain, one.price) for one in feed.gains] == [
        (("weather", "stage"), 1.0, None), (("stage",), 0.0, None), (("weather",), 0.0, None),
    ]  # fmt: skip
    assert (feed.best.signals, feed.next_signal) == (("weather", "stage"), "weather")


def test_plan_says_what_it_assumes():
    given_table = from_dict(BOTH)
    found = plan(given_table, {"weather": {'"sun"': 0.8, '"rain"': 0.2}})
    assert found.together.personalised == pytest.approx(0.125)
    assert found.placements[0].partner == "Quarry Media"
    assert found.assumptions == (
        "Signals are known, and take their values, independently of each other.",
        'weather: "sun" 80.0%; "rain" 20.0%.',
        "stage: every value that is targeted and passed is as likely as another.",
        "member: every value that is targeted and passed is as likely as another.",
        "Known on feed: weather 50%; stage 25%; member always, for want of a promise.",
    )
    assert found.method == "decisions.plan"
    assert len({found.digest, plan(given_table).digest, given_table.digest}) == 3


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY", "FIRST", "COLLECT"])
def test_rules_that_conflict_serve_nothing(policy):
    given_table = one_column("integer", "< 6", "< 2", policy=policy, range=[0, 9])
    outcomes = plan(given_table).placements[0].outcomes
    blank = 0.2 if policy in ("UNIQUE", "ANY") else 0
    assert (outcomes.personalised, outcomes.default, outcomes.blank) == pytest.approx((0.6 - blank, 0.4, blank))


def test_assumed_values_within_what_is_targeted():
    given_table = one_column("numeric", "< 5", "[5..8)", range=[0, 10])
    cell = parse_cell("< 9", given_table.signals[0])
    given_table = replace(given_table, placements=(Placement("p", (("x", cell),), planned=None),))
    found = plan(given_table, {"x": {"< 6": 0.5, ">= 6": 0.5}})
    # Of >= 6 (four long) three quarters are targeted; of these [6..8) is two of three parts.
    assert found.placements[0].outcomes.personalised == pytest.approx((0.5 + 0.25) / 0.875)
    assert found.together is None
    point = plan(one_column("numeric", "5", range=[0, 10]), {"x": {"5": 0.25, "not(5)": 0.75}})
    assert point.placements[0].outcomes.personalised == pytest.approx(0.25)
    assert (point.placements[0].name, point.assumptions[-1]) == ("everywhere", "x: 5 25.0%; not(5) 75.0%.")
    assert truth(cell, 8.5, given_table.signals[0])


@pytest.mark.parametrize(
    ("assumed", "reason"),
    [
        ({"y": {"1": 1.0}}, "Values are assumed of “y”, which is no input."),
        ({"x": {"< 5": 0.5}}, "The shares assumed of “x” do not add up to 1."),
        ({"x": {"< 5": -0.5, ">= 5": 1.5}}, "The shares assumed of “x” do not add up to 1."),
    ],
)
def test_assumptions_that_cannot_hold(assumed, reason):
    with pytest.raises(Contradiction) as caught:
        plan(one_column("numeric", "< 5"), assumed)
    assert str(caught.value) == reason


def test_a_signal_that_cannot_have_a_value_is_never_known():
    given_table = replace(one_column("categorical", '"a"', default=None, categories=["a", "b"]))
    cell = parse_cell("null", given_table.signals[0])
    found = plan(replace(given_table, placements=(Placement("p", (("x", cell),)),)))
    assert found.placements[0].outcomes.blank == 1.0


def wide(count, rules=3):
    inputs = [{"key": f"s{n}", "type": "categorical", "categories": list("abcdefgh")} for n in range(count)]
    rows = [
        {"when": {f"s{n}": f'"{"abcdefgh"[(n * 3 + r) % 8]}"' for n in range(count) if (n + r) % 3}, "then": f"v{r}"}
        for r in range(rules)
    ]
    coverage = {f"s{n}": round(0.05 * (n + 1), 2) for n in range(count)}
    return from_dict(
        {"hit_policy": "FIRST", "inputs": inputs, "rules": rows, "placements": {"p": {"coverage": coverage}}}
    )


def test_only_the_signals_that_are_missing_most_are_looked_at():
    found = value_planned(wide(10))
    assert found.warnings == ("p: only the 8 signals that are missing most are looked at, without s8, s9.",)
    assert len(found.placements[0].gains) == 255


def test_a_signal_of_a_rule_that_shows_nothing_is_worth_nothing():
    rules = [{"when": {"stage": '"new"'}, "then": None}, {"when": {"weather": '"sun"'}, "then": "a"}]
    coverage = {"feed": {"coverage": {"weather": 0.5, "stage": 0.5}}}
    given_table = from_dict(BOTH | {"rules": rules, "placements": coverage})
    assert plan(given_table).placements[0].outcomes.blank == 0.25
    feed = value_planned(given_table).placements[0]
    assert (feed.personalised, feed.next_signal) == (0.1875, "weather")
    assert {one.signals: one.gain for one in feed.gains}["stage",] == pytest.approx(-0.0625)


def test_limits_and_cancel():
    with pytest.raises(TooLarge, match="too many different states"):
        plan(wide(12, 40), nodes=100)
    with pytest.raises(TooLarge, match="too many different states"):
        value_planned(wide(12, 40), nodes=100)
    with pytest.raises(Cancelled):
        plan(wide(12, 40), cancelled=lambda: True)


def test_progress(tmp_path):
    given_table = from_dict(BOTH | {"placements": {"a": {"coverage": {"stage": 0}}, "b": {}}})
    seen = []
    plan(given_table, progress=lambda done, total: seen.append((done, total)))
    value_planned(given_table, progress=lambda done, total: seen.append((done, total)))
    log = log_of(tmp_path / "l.parquet", given_table, [("sun", "new", "true")], placement=["a"])
    read = profile(given_table, log, progress=lambda done, total: seen.append((done, total)))
    value_measured(read, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 2), (1, 2), (0, 2), (1, 2), (0, 1), (0, 1)]


def test_by_placement_of_a_log(tmp_path, monkeypatch):
    given_table = from_dict(WEATHER | {"placements": {"a": {"weather": ["snow"]}}})
    content = pa.table(
        {"weather": [None, None, "sun"], "temp": [1, 2, 3], "placement": ["a", "a", None], "weight": [1, 2, 3]}
    )
    log = written(tmp_path / "l.parquet", content)
    seen = profile(given_table, log)
    found = {one.name: one for one in value_measured(seen).placements}
    assert (found["a"].impressions, found["a"].personalised) == (3.0, 0.0)
    assert found["a"].gains == (Gain(("weather",), 1.0, 1.0),)
    assert (found[""].personalised, found[""].gains, found[""].next_signal) == (1.0, (), None)
    monkeypatch.setattr("commonground.engines.decisions.profile.MOST_CELLS", 0)
    assert value_measured(profile(given_table, log)).warnings == (
        ": 3 impressions are of too many different cases and left out.",
        "a: 3 impressions are of too many different cases and left out.",
    )
    with pytest.raises(Cancelled, match="Reading was cancelled after 0 rows"):
        profile(given_table, log, cancelled=lambda: True)
