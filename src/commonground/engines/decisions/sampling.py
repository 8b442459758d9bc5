"""What is said of a table whose diagram is too large: shares by random cells, single rules by search."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commonground.engines.decisions.columns import Column
from commonground.engines.statistics import wilson

SAMPLES = 20_000


@dataclass(frozen=True, slots=True)
class Sampled:
    """What random cells showed: shares with their interval at 95 %, rules seen to be served, cells without a rule."""

    uncovered: float
    interval: tuple[float, float]
    served: int
    empty: tuple[tuple[int, ...], ...]


def sample(columns: Sequence[Column], rules: int, rng: random.Random, samples: int = SAMPLES) -> Sampled:
    """Draw cells in proportion to their weight."""
    drawn = [rng.choices(range(len(one.classes)), [each.weight for each in one.classes], k=samples) for one in columns]
    masks = [[one.mask for one in column.classes] for column in columns]
    served = missed = 0
    empty: dict[tuple[int, ...], None] = {}
    whole = (1 << rules) - 1
    for cell in zip(*drawn, strict=True):
        alive = whole
        for column, chosen in zip(masks, cell, strict=True):
            alive &= column[chosen]
        served |= alive & -alive
        if not alive:
            missed += 1
            empty[cell] = None
    return Sampled(missed / samples, wilson(missed, samples), served, tuple(empty))


def boxes_of(cells: Sequence[tuple[int, ...]]) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Each cell as a box of its own."""
    return (tuple((number,) for number in cell) for cell in cells)
