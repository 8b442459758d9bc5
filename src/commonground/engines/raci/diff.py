"""What changed between two versions of a matrix."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TypeVar

from commonground.engines.raci.matrix import Letters, Matrix, Role, Row, normalised, unique_key

SIMILAR = 0.75
# Comparing every leftover row with every other grows with the square: beyond this many pairs names must be equal.
PAIRS = 40_000

Thing = TypeVar("Thing", Row, Role)


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell's letters before and after, None for blank; keys are those of the later version where it has them."""

    row: str
    role: str
    task: str
    title: str
    before: Letters | None
    after: Letters | None


@dataclass(frozen=True, slots=True)
class Diff:
    """Pairs are (before, after). A moved row changed its phase or its place among the rows that stayed."""

    rows_added: tuple[Row, ...] = ()
    rows_removed: tuple[Row, ...] = ()
    rows_moved: tuple[tuple[Row, Row], ...] = ()
    rows_renamed: tuple[tuple[Row, Row], ...] = ()
    rows_edited: tuple[tuple[Row, Row], ...] = ()
    cells: tuple[CellChange, ...] = ()
    roles_added: tuple[Role, ...] = ()
    roles_removed: tuple[Role, ...] = ()
    roles_renamed: tuple[tuple[Role, Role], ...] = ()
    roles_edited: tuple[tuple[Role, Role], ...] = ()
    kind_changed: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing changed."""
        return self == Diff()


def diff(before: Matrix, after: Matrix) -> Diff:
    """Compare two versions. Rows and roles match by key, then by name, then by likeness of names.

    Cells of a row or role that was added or removed are part of it and not listed again.
    """
    rows, roles = _pairs(before, after)
    homes = _homes(before) | _homes(after)
    kept = {id(pair[1]) for pair in rows}, {id(pair[1]) for pair in roles}
    gone = {id(pair[0]) for pair in rows}, {id(pair[0]) for pair in roles}
    return Diff(
        rows_added=tuple(row for row in after.rows if id(row) not in kept[0]),
        rows_removed=tuple(row for row in before.rows if id(row) not in gone[0]),
        rows_moved=tuple(_moved(rows, before)),
        rows_renamed=tuple((old, new) for old, new in rows if old.task != new.task),
        rows_edited=tuple((old, new) for old, new in rows if (old.kind, old.note) != (new.kind, new.note)),
        cells=tuple(_cells(rows, roles)),
        roles_added=tuple(role for role in after.roles if id(role) not in kept[1]),
        roles_removed=tuple(role for role in before.roles if id(role) not in gone[1]),
        roles_renamed=tuple(
            (old, new) for old, new in roles if old.title != new.title or homes[id(old)] != homes[id(new)]
        ),
        roles_edited=tuple((old, new) for old, new in roles if _filled(old) != _filled(new)),
        kind_changed=before.kind is not after.kind,
    )


def with_keys_of(before: Matrix, after: Matrix) -> Matrix:
    """`after` with the keys that its rows and roles have in `before`, matched as in `diff`; the others keep their own."""
    rows, roles = _pairs(before, after)
    row_keys = _keys(before.rows, after.rows, rows)
    role_keys = _keys(before.roles, after.roles, roles)
    return replace(
        after,
        roles=tuple(replace(role, key=role_keys[role.key]) for role in after.roles),
        rows=tuple(
            replace(row, key=row_keys[row.key], cells={role_keys[key]: held for key, held in row.cells.items()})
            for row in after.rows
        ),
    )


def _keys(before: Sequence[Thing], after: Sequence[Thing], pairs: list[tuple[Thing, Thing]]) -> dict[str, str]:
    kept = {new.key: old.key for old, new in pairs}
    taken = {thing.key for thing in before}
    for thing in after:
        if thing.key not in kept:
            kept[thing.key] = unique_key(thing.key, taken)
            taken.add(kept[thing.key])
    return kept


def _homes(matrix: Matrix) -> dict[int, str]:
    names = {one.key: one.name for one in matrix.organisations}
    return {id(role): names.get(role.organisation, "") for role in matrix.roles}


def _pairs(before: Matrix, after: Matrix) -> tuple[list[tuple[Row, Row]], list[tuple[Role, Role]]]:
    rows = _matched(before.rows, after.rows, lambda row: (normalised(row.task),), lambda row: row.task)
    homes = _homes(before) | _homes(after)
    roles = _matched(
        before.roles,
        after.roles,
        lambda role: (normalised(role.title), normalised(homes[id(role)])),
        lambda role: f"{homes[id(role)]} {role.title}",
    )
    return rows, roles


def _filled(role: Role) -> tuple[str, bool, bool]:
    return role.person, role.vacant, role.has_left


def _matched(
    before: Sequence[Thing],
    after: Sequence[Thing],
    same: Callable[[Thing], object],
    words: Callable[[Thing], str],
) -> list[tuple[Thing, Thing]]:
    """Pairs in the order of `after`."""
    pairs: dict[int, Thing] = {}
    left, right = list(before), list(after)
    for key in (lambda thing: thing.key, same):
        waiting: dict[object, list[Thing]] = {}
        for thing in left:
            waiting.setdefault(key(thing), []).append(thing)
        for thing in right:
            if found := waiting.get(key(thing)):
                pairs[id(thing)] = found.pop(0)
        taken = {id(thing) for thing in pairs.values()}
        left = [thing for thing in left if id(thing) not in taken]
        right = [thing for thing in right if id(thing) not in pairs]
    if len(left) * len(right) <= PAIRS:
        pairs.update(_alike(left, right, words))
    return [(pairs[id(thing)], thing) for thing in after if id(thing) in pairs]


def _alike(left: list[Thing], right: list[Thing], words: Callable[[Thing], str]) -> dict[int, Thing]:
    """The likeliest pairs first, each thing once."""
    scored = []
    for j, new in enumerate(right):
        matcher = SequenceMatcher(b=normalised(words(new)), autojunk=False)
        for i, old in enumerate(left):
            matcher.set_seq1(normalised(words(old)))
            if matcher.quick_ratio() >= SIMILAR and (score := matcher.ratio()) >= SIMILAR:
                scored.append((-score, i, j))
    pairs: dict[int, Thing] = {}
    used: set[int] = set()
    for _, i, j in sorted(scored):
        if i not in used and id(right[j]) not in pairs:
            used.add(i)
            pairs[id(right[j])] = left[i]
    return pairs


def _moved(rows: list[tuple[Row, Row]], before: Matrix) -> Iterator[tuple[Row, Row]]:
    """All but the longest stretch that kept its order, and whatever changed its phase."""
    position = {id(row): index for index, row in enumerate(before.rows)}
    places = [position[id(old)] for old, _ in rows]
    stayed = _longest_rising(places)
    for index, (old, new) in enumerate(rows):
        if index not in stayed or old.phase != new.phase:
            yield old, new


def _longest_rising(numbers: list[int]) -> set[int]:
    """Indices of a longest rising subsequence, in n log n."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, number in enumerate(numbers):
        at = bisect_left(tails, number)
        previous.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [index]
    kept: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.add(index)
        index = previous[index]
    return kept


def _cells(rows: list[tuple[Row, Row]], roles: list[tuple[Role, Role]]) -> Iterator[CellChange]:
    for old_row, new_row in rows:
        for old, new in roles:
            was, now = old_row.cells.get(old.key), new_row.cells.get(new.key)
            if was is not now:
                yield CellChange(new_row.key, new.key, new_row.task, new.title, was, now)
