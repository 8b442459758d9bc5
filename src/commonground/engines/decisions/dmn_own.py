"""What a DMN model says for this product alone, beside the DMN that others see. Where the two differ, what others see counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn
from xml.etree.ElementTree import Element

from commonground.engines.decisions.dmn import NO_NAME, OWN, child, children
from commonground.engines.decisions.feel import Cell, Equals
from commonground.engines.decisions.guarded import parsed
from commonground.engines.decisions.match import MissingPolicy
from commonground.engines.decisions.signal import Signal, SignalType, signal_from
from commonground.engines.decisions.stored import choice, placement_from
from commonground.engines.decisions.table import HitPolicy, Placement, Rule
from commonground.engines.errors import Unreadable

WHAT = "What the model says for this product"


@dataclass(frozen=True)
class Own:
    """The parsed extension.

    signals  by their keys; groups, by the ids of the rules; order, ids of the rules as they stood in the table
    closed   ids of input entries to which `null` was added, so that they do not hold on a missing signal
    """

    name: str = ""
    output: str = ""
    hit_policy: HitPolicy | None = None
    missing_policy: MissingPolicy = MissingPolicy.FEEL
    signals: Mapping[str, Signal] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    closed: frozenset[str] = frozenset()
    said: Mapping[str, Any] = field(default_factory=dict)

    def named(self, decision: str) -> str:
        """The table's name; the decision's, where somebody has changed it."""
        return self.name if "name" in self.said and decision == (self.name or NO_NAME) else decision

    def cell(self, entry: str, cell: Cell) -> Cell:
        """The cell of an input entry as it stood in the table."""
        ends = cell.negated and len(cell.parts) > 1 and cell.parts[-1] == Equals(None)
        return replace(cell, parts=cell.parts[:-1]) if entry in self.closed and ends else cell

    def signal(self, key: str, seen: Signal, limited: bool) -> Signal:
        """The signal as it was described, as far as that goes with what is `seen` of it, its values being `limited` or not."""
        own = self.signals[key]
        if own.type.is_text == seen.type.is_text and (own.type is SignalType.DATE) == (seen.type is SignalType.DATE):
            values = (own.categories, own.low, own.high) == (seen.categories, seen.low, seen.high)
            if values or not limited:
                return own
        kept = replace(seen, path=own.path, consent=own.consent)
        if kept.categories:
            among = set(kept.categories)
            kept = replace(kept, parents=tuple(pair for pair in own.parents if among.issuperset(pair)))
        whole = all(isinstance(end, int | None) for end in (kept.low, kept.high))
        fits = own.type is SignalType.INTEGER and seen.type is SignalType.NUMERIC and whole
        fits = fits or (own.type is SignalType.BINARY and len(kept.categories) == 2)
        return replace(kept, type=own.type) if fits else kept

    def rules(self, ids: Sequence[str], rules: Sequence[Rule]) -> tuple[Rule, ...]:
        """Rules with their groups, in the order in which they stood where nobody has moved them since.

        A new rule is of the group of the one before it, or of the next where it stands first.
        """
        groups = [self.groups.get(one) for one in ids]
        if self.groups:
            last = next((group for group in groups if group is not None), 0)
            for place, group in enumerate(groups):
                groups[place] = last = last if group is None else group
        found = [replace(rule, group=group or 0) for rule, group in zip(rules, groups, strict=True)]
        places = {one: place for place, one in enumerate(self.order)}
        if len(set(ids)) < len(ids) or not places.keys() >= set(ids):
            return tuple(found)
        stood = sorted(range(len(found)), key=lambda place: places[ids[place]])
        if sorted(stood, key=lambda place: found[place].group) == list(range(len(found))):
            found = [found[place] for place in stood]
        return tuple(found)

    def placements(self, signals: Mapping[str, Signal]) -> tuple[Placement, ...]:
        """Placements, without what they say of signals that are gone or have become others."""
        same = {key for key, one in signals.items() if key in self.signals and self.signals[key].type is one.type}
        return tuple(placement_from(key, _only(one, same), signals) for key, one in self.said["placements"].items())


def own_of(root: Element, decision: Element) -> Own:
    """What stands in the decision; in older files before the only decision of the model. Raises as `signal_from`."""
    found = _element(decision)
    if found is None and len(list(children(root, "decision"))) == 1:
        found = _element(root)
    if found is None:
        return Own(said={"placements": {}})
    said = parsed(found.text or "")
    if not isinstance(said, dict):
        _refuse()
    said = {"placements": {}, **said}
    groups = said.get("groups", {})
    if isinstance(groups, list):
        # Older files name them by the place of the rule.
        ids = [
            rule.get("id", "") for rule in decision.iter() if isinstance(rule.tag, str) and rule.tag.endswith("}rule")
        ]
        groups = dict(zip(ids, groups, strict=True)) if len(ids) == len(groups) else {}
    _check(said, groups)
    policy = said.get("hit_policy")
    return Own(
        said.get("name", ""), said.get("output", ""), choice(HitPolicy, policy, "hit policy") if policy else None,
        choice(MissingPolicy, said.get("missing_policy", MissingPolicy.FEEL), "missing policy"),
        {one.key: one for one in map(signal_from, said.get("inputs", []))}, groups, tuple(said.get("order", ())),
        frozenset(said.get("closed", ())), said,
    )  # fmt: skip


def _element(parent: Element) -> Element | None:
    extensions = child(parent, "extensionElements")
    return extensions.find(f"{{{OWN}}}table") if extensions is not None else None


def _check(said: Mapping[str, Any], groups: Any) -> None:
    texts = all(isinstance(said.get(name, ""), str) for name in ("name", "output"))
    lists = all(_is_texts(said.get(name, [])) for name in ("order", "closed"))
    if not (texts and lists and isinstance(said.get("inputs", []), list) and isinstance(said["placements"], dict)):
        _refuse()
    if not isinstance(groups, dict) or not all(type(one) is int for one in groups.values()):
        _refuse()


def _is_texts(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(one, str) for one in given)


def _only(placement: Any, keys: set[str]) -> Any:
    if not isinstance(placement, dict):
        return placement
    kept = dict(placement)
    for name in ("targeting", "coverage", "passes"):
        if isinstance(kept.get(name), dict):
            kept[name] = {key: one for key, one in kept[name].items() if key in keys}
    return kept


def _refuse() -> NoReturn:
    raise Unreadable(f"{WHAT} is no description of a decision table.")
