"""Names that share a cell."""

import pytest

from commonground.engines.raci import Choice, understand
from commonground.engines.raci.names import Names
from commonground.engines.sheets import read_pasted


@pytest.mark.parametrize(
    ("cell", "beside", "names"),
    [
        ("Ana, Ben", ["Ana, Ben", "Ana, Ben"], ["Ana", "Ben"]),
        ("Halyard & Finch, Tondella", ["Halyard & Finch"], ["Halyard & Finch", "Tondella"]),
        ("Halyard & Finch, Tondella", [], ["Halyard", "Finch", "Tondella"]),
        ("halyard  & finch", ["Halyard & Finch", "Halyard & Finch"], ["halyard & finch"]),
        ("Brand and Smith & Sons", ["Smith & Sons", "Smith & Sons", "Brand"], ["Brand", "Smith & Sons"]),
        ("Acme, Inc., Quarry", [], ["Acme, Inc.", "Quarry"]),
        ("Ana / Ben und Cy", [], ["Ana", "Ben", "Cy"]),
    ],
)
def test_parted(cell, beside, names):
    assert Names([cell, *beside]).split(cell) == names


def test_names_that_are_known_anyway_stay_whole():
    text = "Task\tResponsible\tAccountable\nGoals\tHalyard & Finch, Tondella\tRow, Sons & Daughters\n"
    known = frozenset({"Halyard & Finch", "Row, Sons & Daughters"})
    found = understand(read_pasted(text), Choice(names=known))
    assert [role.title for role in found.matrix.roles] == ["Halyard & Finch", "Tondella", "Row, Sons & Daughters"]
    assert found.chosen.warnings == ()


def test_a_cell_of_a_thousand_names_is_quick():
    cell = " & ".join(f"Name {number}" for number in range(5000))
    assert len(Names([cell]).split(cell)) == 5000
