"""What people write over columns and in cells: the names of signals and variants in any case, and "Shows"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from commonground.engines.decisions.output import Output, Rotation, output_of
from commonground.engines.errors import Unreadable

# Over what a rule shows: as the site heads it, as files do, and as people do.
SHOWS: tuple[str, ...] = ("shows", "show", "then", "variant", "output", "then: variant")
NUMBER, GROUP, NOTE = ("rule", "#", "no", "no.", "share"), ("group",), ("note",)


def plain(text: str) -> str:
    """A heading or name without what spreadsheets and people put around it."""
    return " ".join(text.strip().strip("'\"").casefold().split())


@dataclass(frozen=True)
class Called:
    """What a campaign's signals and variants are called, by their keys, and in which units signals are counted."""

    signals: Mapping[str, str] = field(default_factory=dict)
    variants: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def bare(self, text: str, key: str) -> str:
        """A test of a signal without its unit behind the numbers, as a page shows it: "under 3 km" is "under 3"."""
        unit = self.units.get(key, "")
        return re.sub(rf"(?<=[0-9])\s*{re.escape(unit)}(?!\w)", "", text, flags=re.IGNORECASE) if unit else text

    def signal(self, heading: str) -> str | None:
        """The key of the signal that a heading names; raises Unreadable where it is the name of several."""
        return _found(heading, self.signals, self._signals, "signals")

    def variant(self, text: str) -> str | None:
        """The key of the variant that a text names; raises Unreadable where it is the name of several."""
        return _found(text, self.variants, self._variants, "variants")

    def output(self, text: str) -> Output:
        """The output that a cell writes, by the keys of variants or by their names; raises as `output_of`."""
        if text.strip() in self.variants:
            return text.strip()
        try:
            output = output_of(text)
        except Unreadable:
            # A name may hold what a key may not.
            key = self.variant(text)
            if key is None:
                raise
            return key
        if isinstance(output, Rotation):
            return replace(output, variants=tuple(self.variant(one) or one for one in output.variants))
        return self.variant(text) or output

    @cached_property
    def _signals(self) -> Mapping[str, tuple[str, ...]]:
        return _by_name(self.signals)

    @cached_property
    def _variants(self) -> Mapping[str, tuple[str, ...]]:
        return _by_name(self.variants)


NOBODY = Called()


def _by_name(names: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Keys by all that they are called: the key and the name in any case, and the name with the key behind it, as a page
    shows a variant and as it is copied from there."""
    found: dict[str, tuple[str, ...]] = {}
    for key, name in names.items():
        for text in {plain(key), plain(name), plain(f"{name} {key}")}:
            found[text] = (*found.get(text, ()), key)
    return found


def _found(text: str, names: Mapping[str, str], by_name: Mapping[str, tuple[str, ...]], what: str) -> str | None:
    if text in names:
        return text
    keys = by_name.get(plain(text), ())
    if len(keys) > 1:
        raise Unreadable(f"Several {what} are called “{text.strip()}”: write the key, {' or '.join(keys)}.")
    return keys[0] if keys else None
