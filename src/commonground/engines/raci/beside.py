"""Tables that stand side by side in one sheet."""

from collections.abc import Sequence
from dataclasses import replace

from commonground.engines.raci import vocabulary
from commonground.engines.raci.matrix import normalised
from commonground.engines.sheets.sheet import Merge, Sheet, column_letter

SEARCHED = 50


def side_by_side(sheet: Sheet) -> list[Sheet]:
    """Parts of the sheet, where one row names a column of tasks more than once in the same word; else none."""
    starts = next(filter(None, map(_starts, sheet.rows[:SEARCHED])), [])
    if not starts:
        return []
    lefts = [0, *(_left_edge(sheet, start) for start in starts[1:])]
    rights = [*lefts[1:], sheet.width]
    return [_part(sheet, left, right) for left, right in zip(lefts, rights, strict=True)]


def _starts(row: Sequence[str]) -> list[int]:
    """Columns of one header that hold the same word for tasks, each with columns of its own behind it."""
    named = [column for column, text in enumerate(row) if normalised(text) in vocabulary.TASK]
    same = [column for column in named if normalised(row[column]) == normalised(row[named[0]])]
    if len(same) < 2:
        return []
    stops = [*same[1:], len(row)]
    roomy = all(
        sum(1 for text in row[start + 1 : stop] if text.strip()) > 1 for start, stop in zip(same, stops, strict=True)
    )
    return same if roomy else []


def _left_edge(sheet: Sheet, start: int) -> int:
    """Behind the last column without any text before `start`, where a number or a phase may stand; else `start`."""
    edge = start
    while edge > 0 and any(len(row) >= edge and row[edge - 1].strip() for row in sheet.rows):
        edge -= 1
    return edge if start - edge <= 2 else start


def _part(sheet: Sheet, left: int, right: int) -> Sheet:
    rows = tuple(row[left:right] for row in sheet.rows)
    merges = (merge for merge in sheet.merges if left <= merge.left < right)
    moved = tuple(Merge(m.top, m.left - left, m.bottom, min(m.right, right - 1) - left) for m in merges)
    width = max(len(row) - next((i for i, text in enumerate(reversed(row)) if text.strip()), len(row)) for row in rows)
    part = f"columns {column_letter(left)} to {column_letter(left + width - 1)}"
    return replace(sheet, rows=rows, merges=moved, left=sheet.left + left, part=part)
