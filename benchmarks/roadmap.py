"""How long it takes to schedule a roadmap, against only walking its graph in order.

The floor is the walk: Kahn's order over the same deliverables and dependencies, adding up one number at each, without
calendars. Beside it stand the schedule (check of references, two passes forward, one back, slack and critical path), the
check of all twelve rules, which schedules too, and a slip. Every organisation has a calendar with ten years of holidays.
Each time is the best of three in one run. Memory is the peak of what Python allocated while scheduling (tracemalloc, in
a separate run).
"""

import datetime
import random
import sys
import time
import tracemalloc
from collections.abc import Callable

from commonground.engines.roadmap import Context, Deliverable, Dependency, Phase, Roadmap, check, schedule, slip
from commonground.engines.worktime import WorkCalendar

SIZES = (2_500, 5_000, 10_000)
ROUNDS = 3
TODAY = datetime.date(2026, 3, 2)
ORGANISATIONS = ("tondella", "quarry", "fern", "meals")


def roadmap(count: int) -> Roadmap:
    """`count` deliverables with twice as many dependencies, each on one of the fifty before it."""
    dice = random.Random(20261125)
    phases = (Phase("concept", "Concept"), Phase("production", "Production", 5))
    plan = []
    for place in range(count):
        heads = dice.sample(range(max(place - 50, 0), place), min(place, 2))
        due = TODAY + datetime.timedelta(days=dice.randint(0, 3_000))
        plan.append(
            Deliverable(
                f"d{place}",
                f"Deliverable number {place}",
                dice.choice(("concept", "production")),
                dice.choice(ORGANISATIONS),
                "Ines Albrecht",
                "Marcus Lind",
                "Runs on every format",
                due if dice.random() < 0.5 else None,
                dice.randint(1, 5),
                tuple(Dependency(f"d{head}", dice.choice((0, 0, 1))) for head in heads),
            )
        )
    return Roadmap(tuple(plan), phases, launch=datetime.date(2036, 3, 3), start=TODAY)


def calendars() -> dict[str, WorkCalendar]:
    """Twelve holidays a year, other ones for each organisation."""
    dice = random.Random(7)
    days = range(365 * 10)
    return {
        name: WorkCalendar(holidays=frozenset(TODAY + datetime.timedelta(days=day) for day in dice.sample(days, 120)))
        for name in ORGANISATIONS
    }


def only_walk(given: Roadmap) -> int:
    """Longest chain of dependencies, in Kahn's order: what any schedule has to do at least."""
    place = {one.key: number for number, one in enumerate(given.deliverables)}
    heads = [[place[each.key] for each in one.depends_on] for one in given.deliverables]
    tails: list[list[int]] = [[] for _ in heads]
    for number, each in enumerate(heads):
        for head in each:
            tails[head].append(number)
    waiting = [len(each) for each in heads]
    depth = [0] * len(heads)
    order = [number for number, count in enumerate(waiting) if not count]
    for number in order:
        for tail in tails[number]:
            depth[tail] = max(depth[tail], depth[number] + 1)
            waiting[tail] -= 1
            if not waiting[tail]:
                order.append(tail)
    return max(depth)


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of a few rounds."""
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent)


def peak(work: Callable[[], object]) -> float:
    """Peak of memory allocated while working, in MB."""
    tracemalloc.start()
    work()
    size = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return size / 1e6


def main(sizes: tuple[int, ...] = SIZES) -> None:
    head = ("deliverables", "dependencies", "floor s", "schedule s", "check s", "slip s", "schedule/floor", "peak MB")
    print("{:>12} {:>12} {:>8} {:>10} {:>8} {:>7} {:>14} {:>8}".format(*head))
    homes = calendars()
    context = Context(today=TODAY, calendars=homes, accountable_rows=frozenset())
    for size in sizes:
        print(f"measuring {size:,} deliverables", file=sys.stderr)
        given = roadmap(size)
        arrows = sum(len(one.depends_on) for one in given.deliverables)
        low = best(lambda g=given: only_walk(g))
        # A fresh value each time, or what a roadmap remembers of itself would not be counted.
        scheduled = best(lambda n=size: schedule(_fresh(n), homes, TODAY)) - best(lambda n=size: _fresh(n))
        checked, slipped = best(lambda g=given: check(g, context)), best(lambda g=given: slip(g, homes, "d5", 5, TODAY))
        memory = peak(lambda g=given: schedule(g, homes, TODAY))
        print(
            f"{size:>12,} {arrows:>12,} {low:>8.3f} {scheduled:>10.3f} {checked:>8.3f} {slipped:>7.3f}"
            f" {scheduled / low:>14.1f} {memory:>8.1f}"
        )


def _fresh(size: int) -> Roadmap:
    known = GIVEN.setdefault(size, roadmap(size))
    return Roadmap(known.deliverables, known.phases, known.launch, known.start)


GIVEN: dict[int, Roadmap] = {}

if __name__ == "__main__":
    main((250,) if "--quick" in sys.argv else SIZES)
