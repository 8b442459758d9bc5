"""Whatever stands in a cell of a table is used or reported."""

from hypothesis import example, given
from hypothesis import strategies as st

from commonground.engines.raci import understand
from commonground.engines.sheets import Sheet

CELLS = ["", "", "A", "R", "A/R", "C", "I", "S", "C/I", "?", "X", "D", "O", "maybe Ada", "n/a", "-"]


@example([["", "", "", ""], ["A", "", "", "R"], ["?", "", "", "maybe Ada"]])
@given(st.lists(st.lists(st.sampled_from(CELLS), min_size=4, max_size=4), min_size=1, max_size=8))
def test_every_cell_is_accounted_for(grid):
    head = ("#", "Task", "Brand lead", "Legal team", "Planner", "Analyst")
    sure = ("0", "Task 0", "A", "R", "C", "I")
    rows = [(str(n), f"Task {n}", *cells) for n, cells in enumerate(grid, start=1)]
    found = understand([Sheet("", (head, sure, *rows))])
    said = sum(1 for row in rows for cell in row[2:] if cell not in ("", "n/a", "-"))
    used = sum(len(row.cells) for row in found.matrix.rows) - len(found.matrix.rows[0].cells)
    # A column of words is no role: what it says, letters included, is kept in the note.
    noted = sum(row.note.count(": ") - row.note.count(": n/a") for row in found.matrix.rows[1:])
    assert used + noted + len(found.chosen.not_understood) == said
    assert len(found.matrix.rows) == len(rows) + 1
