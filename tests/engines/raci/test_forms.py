"""Each form in which a matrix arrives, from a golden file (a tab is written →), and forms that need merged cells."""

import pytest

from commonground.engines.errors import TooLarge, Unreadable
from commonground.engines.raci import Choice, Letters, Understanding, understand
from commonground.engines.sheets import Merge, Sheet, read_pasted
from tests.engines.raci.golden import cases, split


def shown(found: Understanding) -> str:
    chosen, matrix = found.chosen, found.matrix
    titles = {role.key: role.title for role in matrix.roles}
    lines = [f"{chosen.layout}, {chosen.scheme}{''.join(f', map {one}' for one in chosen.needs_mapping)}"]
    if len(found.candidates) > 1:
        lines += [f"candidate: {one.label} ({one.layout})" for one in found.candidates]
    for role in matrix.roles:
        state = "vacant" if role.vacant else f"{role.person}{' (left)' if role.has_left else ''}"
        lines.append(f"role: {role.title} | {matrix.organisation_name(role.organisation)} | {state}".rstrip(" |"))
    for row in matrix.rows:
        cells = ", ".join(f"{titles[key]} {letters}" for key, letters in row.cells.items())
        lines.append(f"{row.kind}: {row.phase} | {row.task} | {cells} | {row.note}".rstrip(" |").replace("\n", "\\n"))
    lines += [f"missed: {one.value} | {one.where} | {one.why}" for one in chosen.not_understood]
    lines += [f"warning: {warning}" for warning in chosen.warnings]
    return "\n".join(lines)


@pytest.mark.parametrize("path", cases("forms"), ids=lambda path: path.stem)
def test_form(path):
    given, expected = split(path)
    choice = Choice(mapping={"D": Letters.R, "O": None}) if "mapped" in path.stem else None
    assert shown(understand(read_pasted(given), choice)) == expected


def merged(*rows, merges=(), name="RACI"):
    return Sheet(name, rows, tuple(Merge(*merge) for merge in merges))


def test_organisations_and_tasks_are_merged():
    sheet = merged(
        ("Launch plan", "", "", "", ""),
        ("", "Bramble", "", "Quarry", ""),
        ("Task", "Brand lead", "Legal", "Planner", "Analyst"),
        ("", "Ada", "TBD", "Ben", ""),
        ("Strategy", "", "", "", ""),
        ("Goals", "A", "C", "R", ""),
        ("Budget", "C", "", "A", "R"),
        ("", "", "", "I", ""),
        ("Report", "A", "R", "I", ""),
        merges=[(0, 0, 0, 4), (1, 1, 1, 2), (1, 3, 1, 4), (4, 0, 4, 4), (6, 0, 7, 0), (8, 3, 8, 4)],
    )
    assert shown(understand([sheet])).splitlines() == [
        "wide, RACI",
        "role: Brand lead | Bramble | Ada",
        "role: Legal | Bramble | vacant",
        "role: Planner | Quarry | Ben",
        "role: Analyst | Quarry",
        "task: Strategy | Goals | Brand lead A, Legal C, Planner R",
        "task: Strategy | Budget | Brand lead C, Planner A, Analyst R",
        "task: Strategy | Report | Brand lead A, Legal R, Planner I, Analyst I",
        "missed: I | Sheet “RACI”, row 8, column D | This role already has A for this task.",
    ]


def test_one_organisation_over_all_roles():
    sheet = merged(("", "Bramble", ""), ("Task", "Lead", "Legal"), ("Goals", "A", "R"), merges=[(0, 1, 0, 2)])
    assert [role.organisation for role in understand([sheet]).matrix.roles] == ["bramble", "bramble"]


def test_an_organisation_without_a_role_row_stands_for_its_role():
    sheet = merged(
        ("", "Bramble", "", "Quarry"),
        ("Task", "Lead", "Legal", ""),
        ("Goals", "A", "C", "R"),
        ("Film", "A", "C", "R"),
        merges=[(0, 1, 0, 2)],
    )
    assert [role.title for role in understand([sheet]).matrix.roles] == ["Lead", "Legal", "Quarry"]


def test_sheets_that_speak_of_the_same_tasks_are_alternatives():
    one = merged(("Task", "Brand", "Agency"), ("Goals", "A", "R"), ("Film", "A", "R"), name="v1")
    two = merged(("Task", "Brand", "Agency"), ("Goals", "A", "R"), ("Film", "A", "C"), ("Cut", "A", "R"), name="v2")
    assert [candidate.label for candidate in understand([one, two]).candidates] == ["v2", "v1", "v1 + v2"]
    assert understand([one, two], Choice(table=2)).chosen.label == "v1"


def test_sheets_with_the_same_roles_and_other_tasks_are_one_plan():
    one = merged(("Task", "Brand", "Agency"), ("Goals", "A", "R"), ("Film", "A", "R"), name="Start")
    two = merged(("Task", "Brand", "Agency"), ("Cut", "A", "R"), name="End")
    three = merged(("Task", "Club", "Fans"), ("Sing", "A", "R"), name="Match")
    assert understand([one, two]).chosen.label == "Start + End"
    assert understand([one, two]).matrix.phases == ("Start", "End")
    assert understand([one, three]).chosen.label == "Start"


def test_nothing_to_understand():
    with pytest.raises(Unreadable, match="No responsibility matrix was found"):
        understand(read_pasted("| Name | Mail |\n|--|--|\n| Ada | a@b |"))
    with pytest.raises(Unreadable, match="No responsibility matrix was found"):
        understand(read_pasted("hello world"))
    for text in ("Brand\tAgency\tClub\nA\tR\tX\nA\tR\tX", "Responsible\tAccountable\nAda\tBen\nCy\tDi"):
        with pytest.raises(Unreadable, match="No responsibility matrix was found"):
            understand(read_pasted(text))
    with pytest.raises(Unreadable, match="There is no table 3: the file holds 1"):
        understand(read_pasted("Task\tBrand\tAgency\nGoals\tA\tR"), Choice(table=3))


def test_merges_beyond_measure():
    rows = [("Task", "A", "R")] + [("x",) * 3] * 999
    with pytest.raises(TooLarge, match="merges more than"):
        understand([merged(*rows, merges=[(0, 0, 999, 2)] * 400)])


def test_line_ends_inside_cells_are_made_equal():
    found = understand(read_pasted('Task,Brand,Agency\n"Goals\r\nand budget",A,R\nFilm,A,R\n'))
    assert found.matrix.rows[0].task == "Goals\nand budget"


def test_what_was_stored_needs_no_understanding():
    matrix = understand(read_pasted("Task\tBrand\tAgency\nGoals\tA\tR")).matrix
    assert Understanding.of(matrix).matrix is matrix
