"""Simulation: equal to deciding row by row, whatever the table, the log's form and types; bad logs are said in words."""

import datetime
import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonground.engines.decisions import (
    HitPolicy,
    MissingPolicy,
    Placement,
    Rule,
    Signal,
    SignalType,
    Table,
    from_dict,
    parse_cell,
)
from commonground.engines.decisions.diagram import Cancelled
from commonground.engines.decisions.log import LogColumns, open_log
from commonground.engines.decisions.match import matches
from commonground.engines.decisions.plan import plan
from commonground.engines.decisions.profile import profile
from commonground.engines.decisions.report import OUTCOMES, Cause, Outcomes
from commonground.engines.decisions.report_json import simulation_json
from commonground.engines.decisions.simulate import simulate
from commonground.engines.decisions.value import value_measured
from commonground.engines.errors import Contradiction, EngineError, TooLarge, Unreadable
from commonground.engines.statistics import wilson
from tests.engines.decisions import rows as by_row
from tests.engines.decisions.logs import log_of, written
from tests.engines.decisions.strategies import SPARE, cells, tables
from tests.engines.decisions.tables import WEATHER, one_column, table, values_in

SLOW = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def facts(found):
    outcomes = Counter({name: getattr(found.outcomes, name) for name in OUTCOMES})
    served = Counter({one.rule: one.served for one in found.rules})
    lost = Counter({one.rule: one.lost for one in found.rules})
    causes = Counter(
        {(one.signals, one.why, name): getattr(one.outcomes, name) for one in found.causes for name in OUTCOMES}
    )
    return +outcomes, +served, +lost, +causes


@SLOW
@given(
    tables(most_rules=9) | tables(most_rules=9, outputs=SPARE),
    st.sampled_from([".parquet", ".csv"]),
    st.randoms(use_true_random=False),
)
def test_equals_deciding_row_by_row(tmp_path_factory, given_table, ending, rng):
    rows = by_row.every_row(given_table)
    weights = [rng.randint(0, 3) for _ in rows]
    log = log_of(tmp_path_factory.mktemp("log") / f"log{ending}", given_table, rows, weight=weights)
    found = simulate(given_table, log)
    assert facts(found) == by_row.simulated(given_table, list(zip(rows, weights, strict=True)))
    assert (found.rows, found.impressions) == (len(rows), sum(weights))


@SLOW
@given(tables(most_rules=9) | tables(most_rules=9, outputs=SPARE), st.data(), st.randoms(use_true_random=False))
def test_what_a_placement_targets_equals_deciding_row_by_row(tmp_path_factory, given_table, data, rng):
    targets = [tuple((one.key, data.draw(cells(one))) for one in given_table.signals) for _ in range(2)]
    placements = (*(Placement(f"p{n}", target) for n, target in enumerate(targets)), Placement("app"))
    given_table = replace(given_table, placements=placements)
    by_key = {one.key: one for one in placements}
    rows = [
        (row, rng.randint(1, 3), rng.choice(("p0", "p1", "app", "none", None))) for row in by_row.every_row(given_table)
    ]
    values, weights, where = zip(*rows, strict=True)
    path = tmp_path_factory.mktemp("log") / "log.parquet"
    found = simulate(given_table, log_of(path, given_table, values, weight=weights, placement=where))
    wanted = [(row, weight, by_key.get(key)) for row, weight, key in rows]
    assert facts(found) == by_row.simulated(given_table, wanted)
    for one in found.placements:
        here = [row for row, key in zip(wanted, where, strict=True) if (key or "") == one.name]
        outcomes = Counter({name: getattr(one.outcomes, name) for name in OUTCOMES})
        assert +outcomes == by_row.simulated(given_table, here)[0]


@SLOW
@given(tables() | tables(outputs=SPARE), st.data())
def test_a_log_as_planned_equals_the_plan(tmp_path_factory, given_table, data):
    target = tuple((one.key, data.draw(cells(one))) for one in given_table.signals)
    coverage = tuple((key, data.draw(st.sampled_from((0.0, 0.5, 1.0)))) for key in given_table.keys)
    given_table = replace(given_table, placements=(Placement("feed", target, coverage),))
    expected, cases = plan(given_table).placements[0], [((), 1.0)]
    for signal, (_, cell), (_, share) in zip(given_table.signals, target, coverage, strict=True):
        known = [one for one in values_in(signal) if matches(cell, one, signal, MissingPolicy.FEEL)]
        chances = [(one, share / len(known)) for one in known] + [(None, 1 - share if known else 1.0)]
        cases = [((*row, one), weight * chance) for row, weight in cases for one, chance in chances if chance]
    rows, weights = zip(*cases, strict=True)
    more = {"weight": weights, "placement": ["feed"] * len(rows)}
    log = log_of(tmp_path_factory.mktemp("log") / "log.parquet", given_table, rows, **more)
    outcomes = simulate(given_table, log).outcomes
    assert [getattr(outcomes, name) for name in OUTCOMES] == pytest.approx(
        [getattr(expected.outcomes, name) for name in OUTCOMES]
    )


@pytest.mark.parametrize("outputs", ["abc", ("a", "d", None), range(999)], ids=["few", "nothing", "many"])
@pytest.mark.parametrize("missing", list(MissingPolicy))
@pytest.mark.parametrize("policy", list(HitPolicy))
def test_more_rules_than_one_word(tmp_path, policy, missing, outputs):
    rng = random.Random(f"{policy} {missing}")
    signals = (
        Signal("stage", SignalType.CATEGORICAL, tuple(f"s{n}" for n in range(9))),
        Signal("visits", SignalType.INTEGER, low=0, high=12),
    )
    rules = []
    for _ in range(rng.randint(65, 200)):
        stage, visits = f'"s{rng.randint(0, 8)}"', str(rng.randint(0, 12))
        tests = (rng.choice((stage, stage, f"not({stage})", "-")), rng.choice((visits, visits, f"> {visits}")))
        cells = tuple(parse_cell(text, signal) for text, signal in zip(tests, signals, strict=True))
        rules.append(Rule(cells, (rng.choice(outputs),), rng.randint(0, 2)))
    given_table = Table(signals, tuple(rules), policy, ("d",), missing)
    rows = by_row.every_row(given_table)
    log = log_of(tmp_path / "log.parquet", given_table, rows)
    assert facts(simulate(given_table, log)) == by_row.simulated(given_table, [(row, 1) for row in rows])
    feed = Placement("feed", (("stage", parse_cell('"s1","s2"', signals[0])),))
    given_table = replace(given_table, placements=(feed,))
    log = log_of(
        tmp_path / "placed.parquet", given_table, rows * 2, placement=["feed"] * len(rows) + [None] * len(rows)
    )
    wanted = [(row, 1, placement) for placement in (feed, None) for row in rows]
    assert facts(simulate(given_table, log)) == by_row.simulated(given_table, wanted)


def test_many_signals(tmp_path):
    rng = random.Random(3)
    signals = tuple(Signal(f"s{n}", SignalType.BINARY) for n in range(20))
    rules = tuple(
        Rule(tuple(parse_cell(rng.choice(("-", "-", "-", "true", "false")), one) for one in signals), (f"v{n}",))
        for n in range(40)
    )
    given_table = Table(signals, rules, HitPolicy.FIRST, ("d",))
    rows = [tuple(rng.choice((None, "true", "false", "true")) for _ in signals) for _ in range(500)]
    log = log_of(tmp_path / "log.parquet", given_table, rows, placement=[f"p{n % 3}" for n in range(500)])
    found = simulate(given_table, log)
    assert facts(found) == by_row.simulated(given_table, [(row, 1) for row in rows])
    first = next(one for one in found.placements if one.name == "p0")
    assert first.outcomes.total == 167
    by_hand = by_row.simulated(given_table, [(row, 1) for row in rows[::3]])
    assert sum(cause.outcomes.total for cause in first.causes) == sum(by_hand[3].values())


def test_by_placement_partner_day_and_cause(tmp_path):
    given_table = from_dict(
        WEATHER
        | {
            "rules": [WEATHER["rules"][0]],
            "placements": {"feed": {"partner": "Quarry Media"}, "ctv": {"partner": "Fern"}, "app": {"partner": "Fern"}},
        }
    )
    rows = [("snow", 1), (None, 1), ("snow", None), (None, None), ("rain", 1), (None, 20)]
    day = datetime.date(2026, 8, 3)
    more = {"placement": ["feed", "ctv", "app", "ctv", None, "feed"], "day": [day] * 5 + [None]}
    found = simulate(given_table, log_of(tmp_path / "log.parquet", given_table, rows, **more))
    assert found.outcomes == Outcomes(personalised=1, fallback=3, default=2)
    assert (found.outcomes.wasted, found.outcomes.wasted_share, found.outcomes.personalised_share) == (3, 0.5, 1 / 6)
    assert {one.name: one.outcomes.total for one in found.placements} == {"": 1, "app": 1, "ctv": 2, "feed": 2}
    assert {one.name: one.outcomes for one in found.partners} == {
        "Fern": Outcomes(fallback=3),
        "Quarry Media": Outcomes(personalised=1, default=1),
    }
    assert {one.name: one.outcomes.total for one in found.days} == {"": 1, "2026-08-03": 5}
    assert {one.signals: one.outcomes.fallback for one in found.causes} == {
        ("weather",): 1, ("temp",): 1, ("weather", "temp"): 1,
    }  # fmt: skip
    ctv = next(one for one in found.placements if one.name == "ctv")
    assert [one.signals for one in ctv.causes] == [("weather",), ("weather", "temp")]
    assert (found.interval, found.uncertainty) == (None, "None: every impression of the log was decided.")


def test_digests_tell_tables_logs_and_options_apart(tmp_path):
    one, two = one_column("binary", "true"), one_column("binary", "false")
    log, longer = (log_of(tmp_path / f"{n}.csv", one, [("true",)] * n) for n in (2, 3))
    runs = [simulate(one, log), simulate(two, log), simulate(one, longer), simulate(one, log, is_sample=True)]
    assert len({found.digest for found in runs}) == 4
    assert [found.table for found in runs] == [one.digest, two.digest, one.digest, one.digest]
    assert simulate(one, log).digest == runs[0].digest


def test_names_of_columns(tmp_path):
    given_table = from_dict(WEATHER)
    log = log_of(tmp_path / "l.csv", given_table, [("snow", 1)], site=["a"], seller=["b"], n=[2.5])
    found = simulate(given_table, log, columns=LogColumns("site", "seller", "when", "n"))
    assert (found.placements[0].name, found.partners[0].name, found.impressions) == ("a", "b", 2.5)


def test_through_negation_is_counted(tmp_path):
    given_table = from_dict(WEATHER)
    log = log_of(tmp_path / "l.parquet", given_table, [(None, 20), ("sun", 20), (None, None), ("snow", None)])
    rule = simulate(given_table, log).rules[1]
    assert (rule.served, rule.through_negation, rule.degraded, rule.lost) == (4, 2, 2, 0)
    strict = replace(given_table, missing_policy=MissingPolicy.NO_MATCH)
    rule = simulate(strict, log).rules[1]
    assert (rule.served, rule.through_negation, rule.lost) == (2, 0, 1)


def test_a_sample_has_an_interval(tmp_path):
    given_table = one_column("binary", "true")
    rows = [("true",)] * 60 + [(None,)] * 40
    found = simulate(given_table, log_of(tmp_path / "l.parquet", given_table, rows), is_sample=True)
    assert found.interval == pytest.approx((0.3094, 0.4980), abs=1e-4)
    assert (
        found.uncertainty
        == "Wilson's intervals at 95 % for shares, by 100 effective rows of a random sample and those of each part."
    )
    weighted = log_of(tmp_path / "w.parquet", given_table, rows, weight=[1.0] * 50 + [3.0] * 50)
    low, high = simulate(given_table, weighted, is_sample=True).interval
    assert (low < 0.6 < high, high - low > 0.498 - 0.3094) == (True, True)


def test_every_part_of_a_sample_has_an_interval(tmp_path):
    placed = (Placement("p", partner="Fern"), Placement("q", partner="Fern"), Placement("r"))
    given_table = replace(one_column("binary", "true"), placements=placed)
    rows, where = [("true",)] * 60 + [(None,)] * 40, ["p"] * 50 + ["q"] * 30 + ["r"] * 20
    weights = [1.0] * 50 + [3.0] * 15 + [1.0] * 35
    day = ["1"] * 70 + ["2"] * 30
    log = log_of(tmp_path / "l.parquet", given_table, rows, placement=where, weight=weights, day=day)
    found = simulate(given_table, log, is_sample=True)

    def of(chosen, lost):
        picked = [weights[n] for n in chosen]
        effective = sum(picked) ** 2 / sum(one * one for one in picked)
        return pytest.approx(wilson(sum(weights[n] for n in lost) / sum(picked) * effective, effective))

    assert found.interval == of(range(100), range(60, 100))
    assert {one.name: one.interval for one in found.placements} == {
        "p": of(range(50), ()), "q": of(range(50, 80), range(60, 80)), "r": of(range(80, 100), range(80, 100)),
    }  # fmt: skip
    assert [one.interval for one in found.partners] == [of(range(80), range(60, 80))]
    assert [one.interval for one in found.days] == [of(range(70), range(60, 70)), of(range(70, 100), range(70, 100))]
    assert [one.interval for one in found.causes] == [of(range(100), range(60, 100))]
    assert [one.interval for one in found.placements[1].causes] == [of(range(50, 80), range(60, 80))]
    said = simulation_json(found)
    assert (said["placements"][0]["interval"], said["causes"][0]["interval"]) == (
        found.placements[0].interval, found.causes[0].interval,
    )  # fmt: skip
    whole = simulate(given_table, log)
    assert {one.interval for one in (*whole.placements, *whole.partners, *whole.days, *whole.causes)} == {None}


@pytest.mark.parametrize(
    ("kind", "test", "values", "served"),
    [
        ("text", '"4"', pa.array([4, 5, None], pa.int32()), 1),
        ("text", '"true"', pa.array([True, False, None]), 1),
        ("binary", "true", pa.array([True, False, None]), 1),
        ("binary", "true", pa.array(["TRUE", "1", "False", "maybe", None]), 2),
        ("binary", "false", pa.array([0, 1, None]), 1),
        ("text", '"a"', pa.array(["a", "b", None], pa.large_string()), 1),
        ("text", '"a"', pa.array(["a", "b", "a"]).dictionary_encode(), 2),
        ("text", "null", pa.array(["a", None], pa.string()), 1),
        ("integer", "> 3", pa.array([2.5, 3.5, float("nan")]), 1),
        ("integer", "(3..5]", pa.array([3, 5, 6], pa.int8()), 1),
        ("integer", "(3..5]", pa.array([3, 5, 2**40, None]), 1),
        ("integer", "> 3", pa.array([None, None], pa.int64()), 0),
        ("integer", "> 1", pa.array([2, 3], pa.uint64()), 2),
        ("numeric", "< 2.5", pa.array([2, 3, -(2**62)]), 2),
        ("numeric", "2.5", pa.array([Decimal("2.5"), Decimal("2.6")]), 1),
        ("numeric", "[0.1..0.3)", pa.array([0.1, 0.3, 0.2, 0.09999]), 2),
        ("numeric", "[-1e30..1e30]", pa.array([1, 2]), 2),
        ("date", '> date("2026-01-01")', pa.array([datetime.date(2026, 1, 1), datetime.date(2026, 1, 2), None]), 1),
        ("date", '> date("2026-01-01")', pa.array([*map(datetime.datetime.fromisoformat, ("2026-01-01T23:00", "2026-01-02T01:00"))]), 1),
        ("integer", "> 3", pa.nulls(2), 0),
    ],
)  # fmt: skip
def test_types_of_columns(tmp_path, kind, test, values, served):
    given_table = one_column(kind, test)
    found = simulate(given_table, written(tmp_path / "l.parquet", pa.table({"x": values})))
    assert found.rules[0].served == served


def test_the_window_of_whole_numbers_grows_with_the_batches(tmp_path):
    given_table = one_column("integer", "[-5..40000]")
    values = np.concatenate([np.full(1 << 16, 7), np.full(1 << 16, -9), np.full(1 << 16, 70_000), np.full(9, 39_999)])
    found = simulate(given_table, written(tmp_path / "l.parquet", pa.table({"x": values})))
    assert found.rules[0].served == (1 << 16) + 9


def test_warnings(tmp_path):
    given_table = from_dict(WEATHER | {"rules": [*WEATHER["rules"], {"when": {}, "then": "any"}]})
    content = pa.table({"temp": [99.0, float("nan"), -7.0], **{f"extra{n}": [1, 2, 3] for n in range(22)}})
    found = simulate(given_table, written(tmp_path / "l.parquet", content))
    assert found.warnings == (
        "The log has no column for weather: taken as missing on every impression.",
        f"Columns that are no signals were not read: {', '.join(f'extra{n}' for n in range(20))} and 2 more.",
        "Rows in which “temp” is none of the values that were agreed: 2.",
        "Rows in which “temp” is NaN, taken as missing: 1.",
        "Rule 3 asks for nothing: what it serves counts as personalised or degraded, not as default.",
    )
    hail = written(tmp_path / "h.parquet", pa.table({"weather": ["hail", "sun", None], "temp": [31, 3, None]}))
    assert simulate(from_dict(WEATHER), hail).warnings == (
        "Rows in which “weather” is none of the values that were agreed: 1.",
        "Rows in which “temp” is none of the values that were agreed: 1.",
    )


def test_why_a_blank_is_blank(tmp_path):
    given_table = table("funnel-unique")
    rows = [("considering", 11, "true"), ("buyer", 1, "true"), (None, 1, None)]
    found = simulate(given_table, log_of(tmp_path / "l.parquet", given_table, rows))
    assert found.outcomes == Outcomes(blank=3)
    assert found.causes == (
        Cause((), "conflict", Outcomes(blank=1)),
        Cause(("stage",), "missing", Outcomes(blank=1)),
        Cause((), "no rule", Outcomes(blank=1)),
    )


def test_a_rule_that_shows_nothing_serves_nobody(tmp_path):
    rules = [{"when": {"weather": '"snow"'}, "then": None}, {"when": {"temp": "> 5"}, "then": "salad"}]
    given_table = from_dict(WEATHER | {"rules": rules})
    rows = [("snow", 9), ("sun", 9), (None, 9), ("snow", None), (None, 1)]
    found = simulate(given_table, log_of(tmp_path / "l.parquet", given_table, rows))
    assert found.outcomes == Outcomes(personalised=2, default=1, blank=2)
    assert found.causes == (Cause((), "empty", Outcomes(blank=2)),)
    assert [(one.served, one.lost) for one in found.rules] == [(2, 0), (2, 0)]


def test_nothing_is_lost_where_the_same_would_have_been_shown(tmp_path):
    rules = [{"when": {"weather": f'"{one}"'}, "then": then} for one, then in (("snow", "a"), ("sun", "b"))]
    given_table = from_dict(WEATHER | {"rules": [*rules, {"when": {"temp": "> 5"}, "then": "a"}], "default": "b"})
    rows = [(None, 9), (None, 1), ("rain", 1)]
    found = simulate(given_table, log_of(tmp_path / "l.parquet", given_table, rows))
    assert found.outcomes == Outcomes(degraded=1, fallback=1, default=1)
    assert [one.lost for one in found.rules] == [1, 1, 0]
    same = replace(given_table, rules=(given_table.rules[0], *given_table.rules[2:]), default=("a",))
    assert simulate(same, log_of(tmp_path / "l.parquet", same, rows)).outcomes == Outcomes(personalised=1, default=2)


def test_what_a_placement_does_not_target_was_not_possible(tmp_path):
    rules = [{"when": {"weather": '"snow"'}, "then": "soup"}, {"when": {"temp": "> 3"}, "then": "a"}]
    given_table = from_dict(WEATHER | {"rules": rules, "placements": {"sunny": {"weather": ["sun"]}, "app": {}}})
    rows = [(None, 9), (None, 1), (None, 9)]
    log = log_of(tmp_path / "l.parquet", given_table, rows, placement=["sunny", "sunny", "app"])
    found = simulate(given_table, log)
    assert {one.name: one.outcomes for one in found.placements} == {
        "app": Outcomes(degraded=1), "sunny": Outcomes(personalised=1, default=1),
    }  # fmt: skip
    measured = {one.name: one for one in value_measured(profile(given_table, log)).placements}
    assert (measured["sunny"].personalised, measured["app"].personalised) == (0.5, 0.0)


def test_progress_and_cancel(tmp_path):
    given_table = one_column("binary", "true")
    log = log_of(tmp_path / "l.parquet", given_table, [("true",)] * 150_000)
    seen = []
    simulate(given_table, log, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(65_536, 150_000), (131_072, 150_000), (150_000, 150_000)]
    with pytest.raises(Cancelled, match="The simulation was cancelled after 65,536 rows"):
        simulate(given_table, log, cancelled=lambda: True)


def test_a_table_without_signals_or_rules(tmp_path):
    log = written(tmp_path / "l.csv", pa.table({"a": [1, 2]}))
    with pytest.raises(Unreadable, match="The table asks for no signal"):
        simulate(from_dict({"inputs": [], "rules": []}), log)
    given_table = from_dict({"inputs": [{"key": "a", "type": "integer"}], "rules": [], "default": "d"})
    assert simulate(given_table, log).outcomes == Outcomes(default=2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pa.table({"y": [1]}), "The log has none of the signals x: its columns are y."),
        (pa.table({"x": ["warm"]}), "The column “x” holds dictionary<values=string, indices=int32, ordered=0>, and the signal is integer."),
        (pa.table({"x": [True]}), "The column “x” holds bool, and the signal is integer."),
        (pa.table({"x": [[1]]}), "The column “x” holds list<element: int64>, and the signal is integer."),
        (pa.table({"x": [1, 1], "weight": [1.0, -2.0]}), "The weight in row 2 is -2.0: a weight is a number"),
        (pa.table({"x": [1, 1], "weight": [None, 2.0]}), "The weight in row 1 is nothing: a weight is a number"),
        (pa.table({"x": [1], "weight": [float("nan")]}), "The weight in row 1 is nan: a weight is a number"),
        (pa.table({"x": [1], "weight": ["many"]}), "The weights in “weight” are dictionary"),
        (pa.table({"x": pa.array([], pa.int64())}), "The log has no rows."),
    ],
)  # fmt: skip
def test_parquet_logs_that_cannot_be_used(tmp_path, content, reason):
    with pytest.raises(Unreadable) as caught:
        simulate(one_column("integer", "> 3"), written(tmp_path / "l.parquet", content))
    assert str(caught.value)[: len(reason)] == reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The log is empty."),
        (b"x\n1\nwarm\n", "The column “x”, row 3 has “warm”, which is no number or day."),
        (b"x,weight\n1,lots\n", "The column “weight”, row 2 has “lots”, which is no number or day."),
        (b"x,y\n1\n", "The CSV breaks off or its rows differ in length"),
        (b"x\n", "The log has no rows."),
        (b"a\0b", "The log is neither Parquet nor CSV"),
        (b"x\n\xff\xfe\xfa", "The log is no text in UTF-8: byte 2 is none."),
    ],
)
def test_csv_logs_that_cannot_be_used(tmp_path, data, reason):
    path = tmp_path / "l.csv"
    path.write_bytes(data)
    with pytest.raises(EngineError) as caught:
        simulate(one_column("integer", "> 3"), open_log(path))
    assert str(caught.value)[: len(reason)] == reason


def test_a_truncated_parquet_file(tmp_path):
    written(tmp_path / "whole.parquet", pa.table({"x": np.arange(100_000)}))
    data = (tmp_path / "whole.parquet").read_bytes()
    (tmp_path / "cut.parquet").write_bytes(data[: len(data) // 2])
    with pytest.raises(Unreadable, match="The Parquet file is cut off or damaged"):
        open_log(tmp_path / "cut.parquet")
    (tmp_path / "text.parquet").write_bytes(b"x\n1\n")
    with pytest.raises(Unreadable, match="The log is neither Parquet nor CSV"):
        open_log(tmp_path / "text.parquet")


def test_two_columns_of_one_name(tmp_path):
    (tmp_path / "l.csv").write_text("x,x\n1,2\n")
    with pytest.raises(Contradiction, match="The log has two columns that are called “x”"):
        open_log(tmp_path / "l.csv")


def test_other_separators_and_dates_in_csv(tmp_path):
    (tmp_path / "l.csv").write_text("\ufeffx;weight\n2026-01-02;3\n;1\n", encoding="utf-8")
    found = simulate(one_column("date", '> date("2026-01-01")'), open_log(tmp_path / "l.csv"))
    assert found.outcomes == Outcomes(personalised=3, fallback=1)


def test_ten_million_different_values_stay_bounded(tmp_path):
    given_table = one_column("text", '"v17"')
    log = written(tmp_path / "l.parquet", pa.table({"x": [f"v{n}" for n in range(300_000)]}))
    assert simulate(given_table, log).outcomes == Outcomes(personalised=1, default=299_999)
    named = written(
        tmp_path / "n.parquet", pa.table({"x": ["a"] * 20_000, "placement": [f"p{n}" for n in range(20_000)]})
    )
    with pytest.raises(TooLarge, match="The column “placement” has more than 10,000 different values"):
        simulate(given_table, named)


def test_too_many_signals(tmp_path):
    wide = from_dict({"inputs": [{"key": f"s{n}", "type": "binary"} for n in range(61)], "rules": []})
    log = written(tmp_path / "l.csv", pa.table({"s1": [True]}))
    with pytest.raises(TooLarge, match="asks for 61 signals; at most 60"):
        simulate(wide, log)


def test_the_partner_column_counts_before_the_tables_placements(tmp_path):
    given_table = replace(one_column("binary", "true"), placements=(Placement("p", partner="Fern"), Placement("q")))
    log = log_of(
        tmp_path / "l.parquet", given_table, [("true",)] * 2, placement=["p", "q"], partner=["Quarry", "Quarry"]
    )
    assert [one.name for one in simulate(given_table, log).partners] == ["Quarry"]
