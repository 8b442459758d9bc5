"""What changed between two versions of a roadmap."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from commonground.engines.raci.matrix import normalised, unique_key
from commonground.engines.roadmap.plan import Deliverable, Dependency, Phase, Roadmap

FIELDS = tuple(name for name in Deliverable.__slots__ if name != "key")


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, as `Deliverable`, `Phase` or `Roadmap` holds it; the key is the later one.

    For a phase the field is "phase title" or "phase lead"; for the roadmap itself the key is "".
    """

    key: str
    title: str
    field: str
    was: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Diff:
    """Deliverables and phases that came or went, and fields that changed in the others, in the later order.

    `reordered` says that what stayed stands in another order.
    """

    added: tuple[Deliverable, ...] = ()
    removed: tuple[Deliverable, ...] = ()
    changed: tuple[Change, ...] = ()
    phases_added: tuple[Phase, ...] = ()
    phases_removed: tuple[Phase, ...] = ()
    reordered: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing changed."""
        return self == Diff()


def diff(before: Roadmap, after: Roadmap) -> Diff:
    """Compare two versions. Deliverables match by key, else by title; phases likewise."""
    pairs, phases = _pairs(before, after), _phase_pairs(before, after)
    stayed, phases_stayed = dict(pairs), dict(phases)
    came, phases_came = set(stayed.values()), set(phases_stayed.values())
    places = {one.key: place for place, one in enumerate(before.deliverables)}
    order = [places[old] for old, _ in pairs]
    return Diff(
        added=tuple(one for one in after.deliverables if one.key not in came),
        removed=tuple(one for one in before.deliverables if one.key not in stayed),
        changed=(
            *_fields(Change("", "", "launch", before.launch, after.launch)),
            *_fields(Change("", "", "start", before.start, after.start)),
            *_phase_changes(before, after, phases),
            *_changes(before, after, pairs, phases_stayed),
        ),
        phases_added=tuple(phase for phase in after.phases if phase.key not in phases_came),
        phases_removed=tuple(phase for phase in before.phases if phase.key not in phases_stayed),
        reordered=order != sorted(order),
    )


def with_keys_of(before: Roadmap, after: Roadmap) -> Roadmap:
    """`after` with the keys that its deliverables and phases have in `before`; the others get keys not used there."""
    keys = _keys(
        [one.key for one in before.deliverables], [one.key for one in after.deliverables], _pairs(before, after)
    )
    phases = _keys([one.key for one in before.phases], [one.key for one in after.phases], _phase_pairs(before, after))
    return replace(
        after,
        phases=tuple(replace(phase, key=phases[phase.key]) for phase in after.phases),
        deliverables=tuple(
            replace(
                one,
                key=keys[one.key],
                phase=phases.get(one.phase, ""),
                depends_on=tuple(replace(each, key=keys[each.key]) for each in one.depends_on),
            )
            for one in after.deliverables
        ),
    )


def _keys(old: list[str], new: list[str], pairs: list[tuple[str, str]]) -> dict[str, str]:
    kept = {later: earlier for earlier, later in pairs}
    taken = set(old)
    for key in new:
        if key not in kept:
            kept[key] = unique_key(key, taken)
            taken.add(kept[key])
    return kept


def _pairs(before: Roadmap, after: Roadmap) -> list[tuple[str, str]]:
    return _matched(_titles(before.deliverables), _titles(after.deliverables))


def _phase_pairs(before: Roadmap, after: Roadmap) -> list[tuple[str, str]]:
    return _matched(_titles(before.phases), _titles(after.phases))


def _titles(things: tuple[Deliverable, ...] | tuple[Phase, ...]) -> dict[str, str]:
    return {one.key: normalised(one.title) for one in things}


def _matched(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str]]:
    """(earlier key, later key) in the later order, from key -> title."""
    waiting: dict[str, list[str]] = {}
    for key, title in before.items():
        if key not in after:
            waiting.setdefault(title, []).append(key)
    pairs = []
    for key, title in after.items():
        if key in before:
            pairs.append((key, key))
        elif waiting.get(title):
            pairs.append((waiting[title].pop(0), key))
    return pairs


def _fields(*changes: Change) -> Iterator[Change]:
    return (change for change in changes if change.was != change.now)


def _phase_changes(before: Roadmap, after: Roadmap, pairs: list[tuple[str, str]]) -> Iterator[Change]:
    for earlier, later in pairs:
        old, new = before.phase_by_key[earlier], after.phase_by_key[later]
        yield from _fields(
            Change(later, new.title, "phase title", old.title, new.title),
            Change(later, new.title, "phase lead", old.lead, new.lead),
        )


def _changes(
    before: Roadmap, after: Roadmap, pairs: list[tuple[str, str]], phases: Mapping[str, str]
) -> Iterator[Change]:
    keys = dict(pairs)
    for earlier, later in pairs:
        old, new = before.by_key[earlier], after.by_key[later]
        # The earlier references by their later keys, so that a new key alone is no change.
        waits_for = tuple(Dependency(keys.get(each.key, each.key), each.lag) for each in old.depends_on)
        old = replace(old, depends_on=waits_for, phase=phases.get(old.phase, old.phase))
        yield from _fields(*(Change(later, new.title, name, getattr(old, name), getattr(new, name)) for name in FIELDS))
