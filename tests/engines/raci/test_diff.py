"""What changed between two versions, with keys and without."""

from dataclasses import replace

import pytest

from commonground.engines.raci import Diff, Kind, Letters, diff, understand
from commonground.engines.raci.diff import PAIRS, with_keys_of
from commonground.engines.sheets import read_pasted

BEFORE = (
    "Phase\tTask\tLead\tPlanner\nStart\tGoals\tA\tR\nStart\tMedia budget\tA\tR\nBuild\tFilm\tA\tR\nBuild\tCut\tA\tR\n"
)


def matrix(text):
    return understand(read_pasted(text)).matrix


def rekeyed(given):
    """The same content as a database would key it."""
    rows = tuple(
        replace(row, key=f"row{n}", cells={f"k-{k}": v for k, v in row.cells.items()})
        for n, row in enumerate(given.rows)
    )
    return replace(given, rows=rows, roles=tuple(replace(role, key=f"k-{role.key}") for role in given.roles))


def tasks(rows):
    return [row.task for row in rows]


def test_nothing_changed():
    assert diff(matrix(BEFORE), matrix(BEFORE)).is_empty
    assert diff(rekeyed(matrix(BEFORE)), matrix(BEFORE)) == Diff()


@pytest.mark.parametrize("keyed", [lambda one: one, rekeyed])
def test_rows_and_cells(keyed):
    after = matrix(
        "Phase\tTask\tLead\tPlanner\tNote\nStart\tGoals\tA\tC\t\nStart\tFilm\tA\tR\t\n"
        "Start\tMedia budgets\tA\t\t\nBuild\tReport\tA\tR\t\nBuild\tGoals again\tA\tR\tsoon\n"
    )
    found = diff(keyed(matrix(BEFORE)), after)
    assert tasks(found.rows_added) == ["Report", "Goals again"]
    assert tasks(found.rows_removed) == ["Cut"]
    assert [(old.task, new.task) for old, new in found.rows_renamed] == [("Media budget", "Media budgets")]
    assert [new.task for _, new in found.rows_moved] == ["Film"]
    assert [(one.task, one.title, one.before, one.after) for one in found.cells] == [
        ("Goals", "Planner", Letters.R, Letters.C),
        ("Media budgets", "Planner", Letters.R, None),
    ]


def test_a_key_outlives_any_name():
    before = matrix(BEFORE)
    after = replace(before, rows=(replace(before.rows[0], task="Something else", note="x"), *before.rows[1:]))
    found = diff(before, after)
    assert [(old.task, new.task) for old, new in found.rows_renamed] == [("Goals", "Something else")]
    assert [new.note for _, new in found.rows_edited] == ["x"]
    assert found.rows_added == found.rows_removed == ()


def test_roles():
    before = matrix(
        "Organisation\tBramble\tBramble\tQuarry\nTask\tBrand lead\tLegal\tPlanner\nGoals\tA\tC\tR\nFilm\tA\tI\tR\n"
    )
    after = matrix(
        "Organisation\tBramble\tQuarry\tQuarry\nTask\tBrand leads\tPlanner\tAnalyst\nPerson\tAda\tvacant\t\n"
        "Goals\tA\tR\tC\nFilm\tA\tR\tI\n"
    )
    found = diff(before, after)
    assert [role.title for role in found.roles_added] == ["Analyst"]
    assert [role.title for role in found.roles_removed] == ["Legal"]
    assert [(old.title, new.title) for old, new in found.roles_renamed] == [("Brand lead", "Brand leads")]
    assert [new.title for _, new in found.roles_edited] == ["Brand leads", "Planner"]
    assert found.cells == ()


def test_kind_and_order():
    before = matrix(BEFORE)
    after = replace(before, kind=Kind.RASCI, rows=(*before.rows[1:], before.rows[0]))
    found = diff(before, after)
    assert found.kind_changed
    assert [new.task for _, new in found.rows_moved] == ["Goals"]


def test_likeness_is_left_out_when_it_would_take_long():
    side = int(PAIRS**0.5) + 1
    before = matrix("Task\tLead\tPlanner\n" + "".join(f"Old task {n} alpha\tA\tR\n" for n in range(side)))
    after = matrix("Task\tLead\tPlanner\n" + "".join(f"Old task {n} alphas\tA\tR\n" for n in range(side)))
    assert len(diff(before, after).rows_added) == side


def test_a_new_file_takes_the_keys_of_what_stands():
    before = rekeyed(matrix(BEFORE))
    after = matrix(BEFORE.replace("Media budget", "Media budgets") + "Build\tReport\tA\tR\n")
    found = with_keys_of(before, after)
    assert [row.key for row in found.rows] == ["row0", "row1", "row2", "row3", after.rows[4].key]
    assert [role.key for role in found.roles] == [role.key for role in before.roles]
    assert [row.cells for row in found.rows[:4]] == [row.cells for row in before.rows]
    assert tasks(diff(before, found).rows_added) == ["Report"]


def test_a_row_that_has_the_key_keeps_it_and_no_key_is_given_twice():
    before = rekeyed(matrix(BEFORE))
    after = matrix(BEFORE + "Build\tReport\tA\tR\n")
    after = replace(after, rows=(*after.rows[:4], replace(after.rows[4], key="row0")))
    found = with_keys_of(before, after)
    assert found.rows[4].key == "row0"
    assert len({row.key for row in found.rows}) == 5
