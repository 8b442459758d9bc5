"""The matrix itself: letters, keys, stored form, load and the effects of a change."""

import time

import pytest

from commonground.engines.errors import Unreadable
from commonground.engines.raci import (
    Context,
    Kind,
    Letters,
    Load,
    Matrix,
    Organisation,
    Role,
    Row,
    check,
    effects,
    from_dict,
    load,
    normalised,
    to_dict,
    understand,
    unique_key,
    with_cell,
)
from commonground.engines.sheets import read_pasted

TEXT = (
    "Organisation\tBramble\tBramble\tQuarry\n"
    "Task\tLead\tLegal\tPlanner\nGoals\tA\tA\tR\nFilm\tA/R\tC\tR\nCut\tC\t\tA/R\n"
)


@pytest.fixture
def matrix():
    return understand(read_pasted(TEXT)).matrix


def test_letters():
    assert [letter for letter in Letters if letter.has_a] == [Letters.A, Letters.AR]
    assert [letter for letter in Letters if letter.has_r] == [Letters.R, Letters.AR]


def test_names_and_keys():
    assert normalised("  Weekly   Report. ") == normalised("weekly report") == "weekly report"
    assert normalised("--") == "--"
    assert unique_key("Weekly report", {"weekly-report"}) == "weekly-report-2"
    assert unique_key("a:b", ()) == "a-b"
    assert unique_key("", []) == "x"


def test_load(matrix):
    roles, organisations = load(matrix)
    assert [(one.name, one.accountable, one.responsible) for one in roles] == [
        ("Lead", 2, 1),
        ("Legal", 1, 0),
        ("Planner", 1, 3),
    ]
    assert organisations == (Load("bramble", "Bramble", 2, 1), Load("quarry", "Quarry", 1, 3))


def test_phases_and_names(matrix):
    assert matrix.organisation_name("quarry") == "Quarry"
    assert matrix.organisation_name("nobody") == ""
    rows = tuple(Row(str(n), "x", phase) for n, phase in enumerate(["b", "", "a", "b"]))
    assert Matrix(Kind.RACI, (), rows).phases == ("b", "a")


def test_effects(matrix):
    legal, lead = matrix.roles[1].key, matrix.roles[0].key
    cleared, caused = effects(matrix, None, "goals", legal, Letters.C)
    assert [one.id for one in cleared] == ["RACI-002"]
    assert caused == ()
    cleared, caused = effects(matrix, Context(), "film", lead, None)
    assert cleared == ()
    assert [one.id for one in caused] == ["RACI-001"]


def test_an_unknown_cell_has_no_effects(matrix):
    with pytest.raises(KeyError):
        effects(matrix, None, "goals", "nobody", None)
    with pytest.raises(KeyError):
        with_cell(matrix, "nothing", matrix.roles[0].key, None)


def test_effects_cost_little_more_than_two_checks():
    roles = tuple(Role(f"r{n}", f"Role {n}") for n in range(12))
    cells = {f"r{n}": letters for n, letters in enumerate([Letters.A, Letters.R, Letters.C, Letters.I] * 3)}
    big = Matrix(Kind.RACI, roles, tuple(Row(f"t{n}", f"Task {n}", cells=cells) for n in range(100)))
    assert best(lambda: effects(big, None, "t50", "r0", Letters.C)) < 5 * best(lambda: check(big))


def best(work):
    spent = []
    for _ in range(9):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"kind": "DACI", "roles": [], "rows": []},
        {"kind": "RACI", "roles": [{"key": "a"}], "rows": []},
        {"kind": "RACI", "roles": [], "rows": [{"key": "t", "task": "x", "cells": {"a": "R"}}]},
        {"kind": "RACI", "roles": [], "rows": [{"key": "t", "task": "x", "cells": {"a": "Q"}}]},
        {"kind": "RACI", "roles": [], "rows": [{"key": "t", "task": "x"}, {"key": "t", "task": "y"}]},
        {"kind": "RACI", "roles": [{"key": "a", "title": "A"}, {"key": "a", "title": "B"}], "rows": []},
        {"kind": "RACI", "roles": [{"key": "a", "title": "A", "organisation": "b"}], "rows": []},
        {"kind": "RACI", "roles": [], "rows": ["row"]},
    ],
)
def test_a_broken_store_is_refused(broken):
    with pytest.raises(Unreadable, match="not a stored responsibility matrix"):
        from_dict(broken)


def test_store(matrix):
    assert from_dict(to_dict(matrix)) == matrix
    assert from_dict(to_dict(matrix)).organisations == (
        Organisation("bramble", "Bramble"),
        Organisation("quarry", "Quarry"),
    )
    assert [one.id for one in check(matrix)] == [one.id for one in check(from_dict(to_dict(matrix)))]
