"""Analysis: the data's expected findings, brute force on small domains, words, budgets, cancelling."""

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.engines.decisions import (
    ANY,
    Cell,
    Equals,
    Gap,
    HitPolicy,
    MissingPolicy,
    OutputColumn,
    Placement,
    Rule,
    Signal,
    SignalType,
    Table,
    cell_text,
    from_dict,
    parse_cell,
)
from commonground.engines.decisions.analyse import Trap, analyse
from commonground.engines.decisions.columns import columns_of
from commonground.engines.decisions.diagram import Cancelled
from commonground.engines.decisions.evaluate import conflict_of
from commonground.engines.decisions.findings import KINDS, findings
from commonground.engines.decisions.match import matches
from commonground.engines.decisions.unreal import unreal_tests
from tests.engines.decisions import brute
from tests.engines.decisions.rows import differ, shown_by
from tests.engines.decisions.strategies import SPARE, cells, tables
from tests.engines.decisions.tables import DATA, WEATHER, one_column, table, values_in


def facts(coverage):
    return {
        "cases": coverage.cases,
        "uncovered_cases": coverage.uncovered_cases,
        "unreachable": list(coverage.unreachable),
        "overlaps": list(coverage.overlaps),
        "conflicts": list(coverage.conflicts),
        "redundant": list(coverage.redundant),
    }


@pytest.mark.parametrize("name", ["weather", "geo", "funnel-unique"])
def test_the_datas_expected_findings(name):
    expected = json.loads((DATA / f"{name}.expected.json").read_text())
    found = analyse(table(name))
    wanted = {"": expected, **expected.get("placements", {})}
    for key, coverage in {"": found.whole, **dict(found.placements)}.items():
        assert coverage.exact
        assert (coverage.cases, coverage.uncovered_cases) == (wanted[key]["cases"], wanted[key]["uncovered_cases"])
        assert coverage.uncovered_share == wanted[key]["uncovered_cases"] / wanted[key]["cases"]
        assert list(coverage.unreachable) == wanted[key]["unreachable_under_first_hit"]
        assert list(map(list, coverage.overlaps)) == wanted[key]["overlaps_with_different_output"]
    traps = [trap.rule for trap in found.whole.negation_traps]
    assert traps == expected.get("fires_on_missing_through_negation", {"feel": []})["feel"]


@settings(deadline=None, max_examples=150)
@given(tables() | tables(outputs=SPARE), st.data())
def test_equals_brute_force(given_table, data):
    first = given_table.signals[0]
    target = data.draw(cells(first))
    gone = data.draw(st.sampled_from(((), ((given_table.keys[-1], 0.0),))))
    placement = Placement("feed", ((first.key, target),), gone)
    given_table = replace(given_table, placements=(placement,))
    found = analyse(given_table)
    assert facts(found.whole) == brute.analysed(given_table)
    assert facts(found.placements[0][1]) == brute.analysed(given_table, placement)


def placed(given_table, data):
    """The table with one placement that targets something and has some signals at times."""
    first = given_table.signals[0]
    coverage = tuple((key, data.draw(st.sampled_from((0.0, 0.5, 1.0)))) for key in given_table.keys)
    last = given_table.signals[-1]
    passes = data.draw(st.sampled_from(((), ((last.key, data.draw(cells(last))),))))
    placement = Placement("feed", ((first.key, data.draw(cells(first))),), coverage, passes=passes)
    return replace(given_table, placements=(placement,))


def domains(found, given_table):
    for coverage, placement in ((found.whole, None), (found.placements[0][1], given_table.placements[0])):
        targeted = replace(placement, coverage=()) if placement else None
        # A column that nothing is targeted in has no value to know.
        if all(column.classes for column in columns_of(given_table, targeted)):
            yield coverage, placement, brute.with_missing(given_table, placement)


@settings(deadline=None, max_examples=150)
@given(tables() | tables(outputs=SPARE), st.data())
def test_rules_for_missing_signals_equal_brute_force(given_table, data):
    given_table = placed(given_table, data)
    for coverage, _, cases in domains(analyse(given_table), given_table):
        found = [brute.hits(given_table, case) for case in cases]
        one = given_table.hit_policy.serves_one
        served = [set(hit[:1] if one else hit) for hit in found]
        ever = {place + 1 for hit in served for place in hit}
        assert {one.rule for one in coverage.only_missing} == set(coverage.unreachable) & ever
        for need in coverage.only_missing:
            with_it = [case for case, hit in zip(cases, served, strict=True) if need.rule - 1 in hit]
            for key in need.signals:
                assert all(case[given_table.keys.index(key)] is None for case in with_it)


@settings(deadline=None, max_examples=150)
@given(tables() | tables(outputs=SPARE), st.data())
def test_blanks_for_missing_signals_equal_brute_force(given_table, data):
    given_table = placed(given_table, data)
    for coverage, placement, cases in domains(analyse(given_table), given_table):
        targeted = brute.domain(given_table, replace(placement, coverage=(), passes=()) if placement else None)
        values = [sorted(set(column), key=str) for column in zip(*targeted, strict=True)]
        for case in cases:
            if brute.hits(given_table, case):
                assert not any(inside(gap, given_table, case) for gap in coverage.missing_gaps)
            elif not coverage.more_missing_gaps and any(
                brute.hits(given_table, (*case[:place], value, *case[place + 1 :]))
                for place in range(len(case))
                if case[place] is None
                for value in values[place]
            ):
                assert any(inside(gap, given_table, case) for gap in coverage.missing_gaps)


@settings(deadline=None, max_examples=150)
@given(tables() | tables(outputs=SPARE))
def test_what_can_go_can_go_together(given_table):
    found = analyse(given_table).whole
    cases = brute.with_missing(given_table)
    clash = {place for case in cases for place in conflict_of(given_table, brute.hits(given_table, case))}
    gone = {number - 1 for number in (*found.removable, *(one.rule for one in found.hidden))} - clash
    assert not {place + 1 for place in clash} & set(found.removable)
    for one in found.hidden:
        holding = [brute.hits(given_table, case) for case in cases]
        holding = [hit for hit in holding if one.rule - 1 in hit]
        assert bool(one.by) == bool(holding)
        assert all({place + 1 for place in hit[: hit.index(one.rule - 1)]} & set(one.by) for hit in holding)
    if given_table.hit_policy.serves_one:
        assert all(same_without(given_table, case, gone) for case in cases)
        for more in set(range(len(given_table.rules))) - gone - clash:
            assert not all(same_without(given_table, case, gone | {more}) for case in cases)


def same_without(given_table, case, gone):
    before = brute.hits(given_table, case)
    after = [place for place in before if place not in gone]
    if conflict_of(given_table, before) or conflict_of(given_table, after):
        return conflict_of(given_table, before) == conflict_of(given_table, after)
    nothing = "nothing" if not given_table.has_default else given_table.default
    shown = [shown_by(given_table, hit[0]) or "nothing" if hit else nothing for hit in (before, after)]
    return not differ(shown[0], shown[1])


@settings(deadline=None, max_examples=100)
@given(tables())
def test_gaps_are_what_no_rule_covers(given_table):
    found = analyse(given_table).whole
    empty = [case for case in brute.domain(given_table) if not brute.hits(given_table, case)]
    assert bool(found.gaps) == bool(empty)
    if not found.more_gaps:
        # What the words name is exactly what is empty: each gap says for each column which values it has.
        assert sum(any(inside(gap, given_table, case) for gap in found.gaps) for case in empty) == len(empty)
    covered = [case for case in brute.domain(given_table) if brute.hits(given_table, case)]
    assert not any(inside(gap, given_table, case) for gap in found.gaps for case in covered)


def inside(gap, given_table, case):
    where = dict(gap.where)
    return all(
        says(where[signal.key], value, signal)
        for signal, value in zip(given_table.signals, case, strict=True)
        if signal.key in where
    )


def says(words, value, signal):
    if words == "never arrives":
        return value is None
    runs = words.removeprefix("is ").replace(" or ", ", ").split(", ")
    if signal.categories:
        return ("missing" if value is None else value) in runs
    return "missing" in runs if value is None else says_number(runs, value)


def says_number(runs, value):
    ends = [run.split(" to ") for run in runs if run != "missing"]
    return any(int(end[0]) <= value <= int(end[-1]) for end in ends)


@pytest.mark.parametrize(
    ("kind", "more", "tests", "words"),
    [
        ("integer", {"range": [0, 9]}, ["< 3", "[5..6]"], ["x is 3 to 4 or 7 to 9"]),
        ("integer", {}, ["[0..4]"], ["x is -1 or less or 5 or more"]),
        ("numeric", {}, ["< 0", "(0..5]"], ["x is 0 or above 5"]),
        ("numeric", {"range": [0, 10]}, ["[2..3)", "> 5"], ["x is at least 0 and below 2 or 3 to 5"]),
        ("numeric", {"range": [0, 10]}, ["[0..2]", "[3..10)"], ["x is above 2 and below 3 or 10"]),
        ("numeric", {"range": [1, 1]}, ["< 1"], ["every case"]),
        ("numeric", {}, [">= 5"], ["x is below 5"]),
        ("numeric", {}, ["> 5"], ["x is 5 or less"]),
        ("numeric", {"range": [0, 10]}, ["< 4", "> 8"], ["x is 4 to 8"]),
        ("numeric", {"range": [0, 10]}, ["[0..4]", "5"], ["x is above 4 and below 5 or above 5 and at most 10"]),
        ("date", {}, ['< date("2026-05-01")'], ["x is 2026-05-01 or later"]),
        ("date", {}, ['>= date("2026-05-01")'], ["x is 2026-04-30 or earlier"]),
        ("date", {"range": ["2026-01-01", "2026-01-31"]}, ['date("2026-01-31")'], ["x is 2026-01-01 to 2026-01-30"]),
        ("date", {}, ['> date("9999-12-31")', '< date("0001-01-01")'], ["every case"]),
        ("text", {}, ['"Rome"', '"Bonn"'], ["x is not Bonn or Rome"]),
        ("text", {}, ['not("Rome","Bonn")'], ["x is Bonn or Rome"]),
        ("text", {}, [], ["every case"]),
        ("text", {}, [f'"{n}"' for n in range(10, 40)], [f"x is not {', '.join(map(str, range(10, 22)))} or 18 more"]),
        ("text", {}, ["-"], []),
        ("categorical", {"categories": ["a", "b", "c"]}, ['"b"'], ["x is a or c"]),
        ("categorical", {"categories": []}, ['"b"'], []),
        ("integer", {"range": [0, 3]}, ["2.5", "> 1.5", "<= 0.5"], ["x is 1"]),
    ],
)
def test_gaps_in_words(kind, more, tests, words):
    assert [gap.words for gap in analyse(one_column(kind, *tests, **more)).whole.gaps] == words


def test_shares_of_continuous_and_open_domains():
    assert analyse(one_column("numeric", "< 2.5", range=[0, 10])).whole.uncovered_share == 0.75
    hole = analyse(one_column("numeric", "< 5", "> 5", range=[0, 10])).whole
    assert (hole.uncovered_share, hole.uncovered_cases, hole.cases, hole.exact) == (0.0, None, None, True)
    assert [gap.words for gap in hole.gaps] == ["x is 5"]
    assert analyse(one_column("text", '"a"', '"b"')).whole.uncovered_share == 1 / 3


def test_a_placement_of_single_points():
    given_table = one_column("numeric", "< 2", range=[0, 10])
    cell = parse_cell("1,5", given_table.signals[0])
    found = analyse(replace(given_table, placements=(Placement("p", (("x", cell),)),)))
    assert found.placements[0][1].uncovered_share == 0.5


def test_a_signal_that_never_arrives():
    given_table = from_dict(WEATHER | {"placements": {"ctv": {"coverage": {"weather": 0}}}})
    coverage = analyse(given_table).placements[0][1]
    assert (coverage.unreachable, coverage.uncovered_share) == ((1,), 0.0)
    strict = from_dict(WEATHER | {"placements": {"ctv": {"coverage": {"weather": 0}}}, "missing_policy": "no_match"})
    coverage = analyse(strict).placements[0][1]
    assert (coverage.unreachable, [gap.words for gap in coverage.gaps]) == ((1, 2), ["weather never arrives"])
    assert (coverage.default, coverage.negation_traps) == ("always", ())


def test_default_and_traps():
    assert analyse(one_column("binary", "true", "false")).whole.default == "never"
    assert analyse(one_column("binary", "true")).whole.default == ""
    assert analyse(one_column("integer", "> 5", range=[0, 5])).whole.default == "always"
    assert analyse(from_dict(WEATHER)).whole.negation_traps == (Trap(2, "weather"),)


def sparse(rules, columns, tested, numeric=0):
    rng = random.Random(4)
    signals = tuple(
        Signal(f"s{n}", SignalType.NUMERIC, low=0, high=1000)
        if n < numeric
        else Signal(f"s{n}", SignalType.CATEGORICAL, tuple(f"v{m}" for m in range(12)))
        for n in range(columns)
    )
    rows = []
    for number in range(rules):
        cells_of = [ANY] * columns
        for column in rng.sample(range(columns), tested):
            low = rng.randint(0, 900)
            chosen = [Equals(f"v{one}") for one in rng.sample(range(12), 2)]
            text = parse_cell(f"[{low}..{low + 50}]", signals[column]) if column < numeric else Cell(tuple(chosen))
            cells_of[column] = text
        rows.append(Rule(tuple(cells_of), (f"variant {number % 50}",)))
    return Table(signals, tuple(rows), HitPolicy.FIRST, ("brand",))


@pytest.mark.parametrize(
    ("rules", "columns", "tested", "numeric"), [(500, 10, 2, 0), (500, 10, 3, 5), (3_000, 60, 5, 5)]
)
def test_tables_beyond_the_budget_say_that_they_are_approximate(rules, columns, tested, numeric):
    given_table = sparse(rules, columns, tested, numeric)
    found = analyse(given_table, budget=5_000)
    low, high = found.whole.interval
    assert not found.exact
    assert low <= found.whole.uncovered_share <= high
    assert found.warnings[0].startswith("The table is too large for an exact answer")
    assert found == analyse(given_table, budget=5_000)
    assert [one.id for one in findings(given_table, found) if one.id == "DEC-010"] == ["DEC-010"]


@settings(deadline=None, max_examples=60)
@given(tables(), st.integers(0, 12))
def test_what_is_said_beyond_the_budget_is_true(given_table, budget):
    found, exact = analyse(given_table, budget=budget).whole, brute.analysed(given_table)
    assert set(found.unreachable) <= set(exact["unreachable"]) <= set(found.unreachable) | set(found.undecided)
    assert set(found.redundant) <= set(exact["redundant"])
    covered = [case for case in brute.domain(given_table) if brute.hits(given_table, case)]
    assert not any(inside(gap, given_table, case) for gap in found.gaps for case in covered)


def test_a_gap_that_random_cells_do_not_meet():
    signals = tuple(Signal(f"s{n}", SignalType.INTEGER, low=1, high=1000) for n in range(6))
    rules = []
    for place, signal in enumerate(signals):
        cells_of = [ANY] * 6
        cells_of[place] = parse_cell("> 1", signal)
        rules.append(Rule(tuple(cells_of), (f"v{place}",)))
    found = analyse(Table(signals, tuple(rules)), budget=5).whole
    assert (found.uncovered_share, found.exact) == (0.0, False)
    assert [gap.words for gap in found.gaps] == [" and ".join(f"s{n} is 1" for n in range(6))]
    assert analyse(Table(signals, tuple(rules)), budget=0).whole.gaps == ()


def test_pairs_are_cut_off_at_ten_thousand():
    found = analyse(sparse(400, 6, 1)).whole
    assert (len(found.overlaps), found.more_pairs) == (10_000, True)


def test_progress_and_cancel():
    seen = []
    analyse(table("geo"), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    with pytest.raises(Cancelled, match="The analysis was cancelled"):
        analyse(sparse(500, 10, 2), cancelled=lambda: True)


def test_priority_without_values_is_said():
    given_table = replace(from_dict(WEATHER), hit_policy=HitPolicy.PRIORITY)
    assert analyse(given_table).warnings == (
        "PRIORITY goes by the order of output values, and none are listed: the table's order is taken.",
    )
    listed = replace(given_table, outputs=(OutputColumn("variant", ("soup",)),))
    assert analyse(listed).warnings == ()
    assert analyse(one_column("categorical", '"b"')).warnings == (
        "The signal “x” lists no categories, so no case has a value for it.",
    )


def said(given_table):
    return [(one.id, one.level.value, one.message) for one in findings(given_table, analyse(given_table))]


def test_findings():
    assert said(table("weather"))[:2] == [
        ("DEC-002", "error", "Rule 4 is never served: rule 2 takes all of its cases."),
        ("DEC-005", "warning", "Rule 5 holds when device is missing."),
    ]
    assert said(table("funnel-unique")) == [
        ("DEC-001", "error", "Rules 3 and 4 both hold on some cases."),
        (
            "DEC-003",
            "error",
            "25.4% of cases get nothing: stage is buyer and member is true;"
            " stage is considering and visits is 0 to 10 and member is false.",
        ),
        (
            "DEC-011",
            "warning",
            "Nothing is shown where stage is missing; stage is buyer and member is missing;"
            " stage is new and visits is missing;"
            " stage is considering and visits is 0 to 10 or missing and member is missing;"
            " stage is considering and visits is missing and member is false.",
        ),
    ]
    geo = said(table("geo"))
    assert ("DEC-009", "warning", "Rule 1 is never served on au-video.") in geo
    assert sum(one[0] == "DEC-009" for one in geo) == 2 + 3 + 3
    assert said(one_column("integer", "> 5", range=[0, 5])) == [
        ("DEC-008", "error", "Only the default is served."),
        ("DEC-012", "warning", "Rule 1 asks x for > 5, which it never is."),
    ]
    assert said(one_column("binary", "true", "false")) == [("DEC-007", "note", "A default that is never served.")]
    hole = one_column("numeric", "< 5", "> 5", range=[0, 10], default=None)
    assert said(hole) == [
        ("DEC-003", "error", "Some cases get nothing: x is 5."),
        ("DEC-011", "warning", "Nothing is shown where x is missing."),
    ]
    agreeing = replace(one_column("integer", "> 1", "> 2", policy="ANY", range=[0, 9]))
    assert said(agreeing)[0] == ("DEC-001", "error", "Rules 1 and 2 both hold and serve different things.")


def test_a_rule_that_changes_nothing():
    given_table = one_column("integer", "< 3", "< 6", default="b", range=[0, 9])
    same = replace(given_table, rules=(*given_table.rules, Rule(given_table.rules[0].when, ("b",))))
    assert said(same)[:2] == [
        ("DEC-002", "error", "Rule 3 is never served: rule 1 takes all of its cases."),
        ("DEC-006", "warning", "Rule 2 changes nothing."),
    ]


def test_rules_that_are_written_for_missing_signals():
    catch_all = {"when": {}, "then": "soup"}
    covered = [{"when": {"weather": '"sun","rain","snow"'}, "then": "a"}, {"when": {"weather": "null"}, "then": "b"}]
    given_table = from_dict(WEATHER | {"rules": [*covered, catch_all], "missing_policy": "no_match"})
    assert [one for one in said(given_table) if one[0] not in ("DEC-004", "DEC-007")] == [
        ("DEC-002", "error", "Rule 3 is never served: rules 1 and 2 take all of its cases."),
        ("DEC-014", "note", "Rule 2 is served only where weather is missing."),
    ]
    last = from_dict(WEATHER | {"rules": [covered[0], catch_all], "default": None})
    last = replace(last, placements=(Placement("feed", (), (("weather", 0.5),)), Placement("app")))
    assert [one for one in said(last) if one[0] != "DEC-004"] == [
        ("DEC-014", "note", "Rule 2 is served only where weather is missing.")
    ]
    same = from_dict(WEATHER | {"rules": [covered[0], {"when": {}, "then": "a"}]})
    assert [one for one in said(same) if one[0] == "DEC-006"] == [("DEC-006", "warning", "Rule 1 changes nothing.")]


def test_a_missing_signal_for_which_nothing_is_shown():
    rules = [
        {"when": {"weather": '"sun","rain"', "temp": "> 3"}, "then": "a"},
        {"when": {"weather": '"snow"'}, "then": "b"},
    ]
    given_table = from_dict(WEATHER | {"rules": rules, "default": None})
    blank = [one for one in said(given_table) if one[0] == "DEC-011"]
    assert blank == [
        (
            "DEC-011",
            "warning",
            "Nothing is shown where weather is missing; weather is sun or rain and temp is missing.",
        )
    ]
    feed = Placement("feed", (), (("temp", 0.5),))
    here = replace(given_table, placements=(feed, Placement("app")))
    found = [one for one in findings(here, analyse(here), {"temp": "Temperature"}) if one.id == "DEC-011"]
    assert [(one.level.value, one.message) for one in found] == [
        ("error", "On feed nothing is shown where weather is sun or rain and Temperature is missing.")
    ]
    never = replace(given_table, placements=(Placement("ctv", (), (("weather", 0.0),)),))
    assert ("DEC-011", "error", "On ctv nothing is shown where weather never arrives.") in said(never)
    assert not [one for one in said(replace(given_table, default=("d",))) if one[0] == "DEC-011"]


def test_a_rule_whose_tests_never_hold_together():
    given_table = one_column("integer", "> 7", "< 3", range=[0, 5])
    assert said(given_table)[0] == ("DEC-002", "error", "Rule 1 is never served: its tests can never hold together.")


def test_traps_of_a_placement_that_always_has_the_signal():
    given_table = from_dict(WEATHER | {"placements": {"feed": {"coverage": {"weather": 0.5}}, "app": {}}})
    found = dict(analyse(given_table).placements)
    assert (found["feed"].negation_traps, found["app"].negation_traps) == ((Trap(2, "weather"),), ())


@pytest.mark.parametrize(
    ("kind", "more", "test", "message", "hint"),
    [
        ("categorical", {"categories": ["phone", "tv"]}, '"phne"', 'x for "phne"', 'Did you mean "phone"?'),
        ("categorical", {"categories": ["phone", "tv"]}, 'not("phne","tv")', 'x for "phne"', 'Did you mean "phone"?'),
        ("categorical", {"categories": ["phone", "tv"]}, '"q","tv"', 'x for "q"', KINDS[11].how_to_fix),
        ("integer", {"range": [0, 10]}, "> 50", "x for > 50", "x is 0 to 10."),
        ("integer", {"range": [0, 10]}, "not(> 50)", "x for > 50", "x is 0 to 10."),
        ("integer", {"range": [0, 10]}, "3,2.5", "x for 2.5", "x is 0 to 10."),
        ("numeric", {"range": [0, None]}, "< 0", "x for < 0", "x is at least 0."),
        ("numeric", {}, "(3..3)", "x for (3..3)", KINDS[11].how_to_fix),
        ("date", {"range": [None, "2026-01-31"]}, '> date("2026-01-31")', 'x for > date("2026-01-31")', "x is at most 2026-01-31."),
    ],
)  # fmt: skip
def test_a_value_that_never_is(kind, more, test, message, hint):
    given_table = one_column(kind, test, **more)
    (found,) = (one for one in findings(given_table, analyse(given_table)) if one.id == "DEC-012")
    assert (found.message, found.hint) == (f"Rule 1 asks {message}, which it never is.", hint)
    assert (found.level.value, found.places[0].key) == ("warning", "1:x")


@settings(deadline=None, max_examples=60)
@given(tables())
def test_values_that_never_are_equal_brute_force(given_table):
    wanted = [
        (number, signal.key, cell_text(Cell((part,))))
        for number, rule in enumerate(given_table.rules, start=1)
        for signal, cell in zip(given_table.signals, rule.when, strict=True)
        for part in cell.parts
        if not any(matches(Cell((part,)), one, signal, MissingPolicy.FEEL) for one in (None, *values_in(signal)))
    ]
    assert [(one.rule, one.signal, one.test) for one in unreal_tests(given_table)] == wanted


def test_a_rule_that_shows_nothing():
    given_table = one_column("integer", "< 3", "< 6", "< 9", range=[0, 9])
    blank = replace(given_table, rules=(replace(given_table.rules[0], then=(None,)), *given_table.rules[1:]))
    assert said(blank)[0] == ("DEC-013", "error", "Rule 1 shows nothing.")


def test_every_kind_says_why_and_what_to_do():
    assert [kind.id for kind in KINDS] == [f"DEC-{number:03}" for number in range(1, 15)]
    assert all(kind.why and kind.how_to_fix for kind in KINDS)


def test_of_many_signals_in_a_gap_only_some_are_named():
    where = tuple((f"s{n}", "is 1") for n in range(18))
    gap = Gap(where, (), 0.1)
    assert (
        gap.called({"s0": "First"})
        == "First is 1 and " + " and ".join(f"s{n} is 1" for n in range(1, 6)) + " and 12 more signals"
    )
    assert replace(gap, where=where[:7]).words.endswith("s5 is 1 and 1 more signal")
    assert len(gap.plain["where"]) == 18
