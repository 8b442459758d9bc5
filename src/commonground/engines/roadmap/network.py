"""What waits for what as numbers: an order in which to count, and the circles that have none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commonground.engines.errors import CircularDependency
from commonground.engines.roadmap.plan import Roadmap


@dataclass(frozen=True, slots=True)
class Circle:
    """Deliverables that all wait for each other.

    members  keys of every deliverable that waits for itself through the others, in the order of the roadmap
    cycle    keys of one way round: each depends on the next, the last on the first
    """

    members: tuple[str, ...]
    cycle: tuple[str, ...]


def circles(roadmap: Roadmap) -> tuple[Circle, ...]:
    """All circles, in the order of the roadmap. Time is linear in deliverables and dependencies."""
    arrows = _arrows(roadmap)
    if len(_order(arrows)) == len(arrows):
        return ()
    keys = [one.key for one in roadmap.deliverables]
    found = []
    for knot in sorted(map(sorted, _knots(arrows))):
        if len(knot) > 1 or knot[0] in arrows[knot[0]]:
            cycle = _way_round(arrows, set(knot), knot[0])
            found.append(Circle(tuple(keys[one] for one in knot), tuple(keys[one] for one in cycle)))
    return tuple(found)


def in_order(roadmap: Roadmap) -> list[int]:
    """Places of the deliverables, each after all that it depends on. Raises CircularDependency naming a cycle."""
    order = _order(_arrows(roadmap))
    if len(order) < len(roadmap.deliverables):
        cycle = circles(roadmap)[0].cycle
        raise CircularDependency(f"These wait for each other: {chain_in_words(roadmap.titles(cycle))}.", cycle)
    return order


def chain_in_words(titles: Sequence[str]) -> str:
    """“A”, “B” and back to “A”; a long one is cut."""
    shown = [f"“{title}”" for title in titles[:6]]
    more = [f"{len(titles) - 6} more"] if len(titles) > 6 else []
    return f"{', '.join([*shown, *more])} and back to {shown[0]}"


def _arrows(roadmap: Roadmap) -> list[list[int]]:
    """For each deliverable the places of those that it depends on."""
    place = {one.key: number for number, one in enumerate(roadmap.deliverables)}
    return [[place[each.key] for each in one.depends_on] for one in roadmap.deliverables]


def _order(arrows: list[list[int]]) -> list[int]:
    """Kahn's order; what is in a circle or behind one is missing."""
    waiting = [len(heads) for heads in arrows]
    behind: list[list[int]] = [[] for _ in arrows]
    for tail, heads in enumerate(arrows):
        for head in heads:
            behind[head].append(tail)
    order = [place for place, count in enumerate(waiting) if not count]
    for place in order:
        for tail in behind[place]:
            waiting[tail] -= 1
            if not waiting[tail]:
                order.append(tail)
    return order


def _knots(arrows: list[list[int]]) -> Iterator[list[int]]:
    """Strongly connected components (Tarjan 1972), without recursion so that a long chain does not end it."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    for root in range(len(arrows)):
        path = [(root, iter(arrows[root]))] if root not in index else []
        while path:
            node, heads = path[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                stack.append(node)
                on_stack.add(node)
            for head in heads:
                if head not in index:
                    path.append((head, iter(arrows[head])))
                    break
                if head in on_stack:
                    low[node] = min(low[node], index[head])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == index[node]:
                    at = _place(stack, node)
                    knot, stack[at:] = stack[at:], []
                    on_stack.difference_update(knot)
                    yield knot


def _place(stack: list[int], node: int) -> int:
    """Where `node` is, sought from the end, where it is near."""
    at = len(stack) - 1
    while stack[at] != node:
        at -= 1
    return at


def _way_round(arrows: list[list[int]], knot: set[int], start: int) -> list[int]:
    """A shortest way from `start` back to itself."""
    came_from: dict[int, int] = {}
    front = [start]
    # The list grows while it is walked: a search in breadth, which always comes home since all are in one knot.
    for node in front:
        for head in arrows[node]:
            if head in knot and head not in came_from:
                came_from[head] = node
                front.append(head)
        if start in came_from:
            break
    way = [came_from[start]]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]
