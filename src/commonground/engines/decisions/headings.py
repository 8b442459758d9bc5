"""What people write over columns and in cells: the names of signals and variants in any case, and "Shows"."""

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
    """What a campaign's signals and variants are called, by their keys."""

    signals: Mapping[str, str] = field(default_factory=dict)
    variants: Mapping[str, str] = field(default_factory=dict)

    def signal(self, heading: str) -> str | None:
        """The key of the signal that a heading names; raises Unreadable where it is the name of several."""
        return _found(heading, self.signals, self._signals, "signals")

    def variant(self, text: str) -> str | None:
        """The key of the variant that a text names; raises Unreadable where it is the name of several."""
        return _found(text, self.variants, self._variants, "variants")

    def output(self, text: str) -> Output:
        """The output that a cell writes, by the keys of variants or by their names; raises as `output_of`."""
        key = self.variant(text)
        if key is not None:
            return key
        output = output_of(text)
        if isinstance(output, Rotation):
            return replace(output, variants=tuple(self.variant(one) or one for one in output.variants))
        return (self.variant(output) or output) if isinstance(output, str) else output

    @cached_property
    def _signals(self) -> Mapping[str, tuple[str, ...]]:
        return _by_name(self.signals)

    @cached_property
    def _variants(self) -> Mapping[str, tuple[str, ...]]:
        return _by_name(self.variants)


NOBODY = Called()


def _by_name(names: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Keys by what they are called; one that is the key of something is never another one's name.

    A page shows a variant by its name with the key behind it, and that is what is copied from there.
    """
    keys: dict[str, tuple[str, ...]] = {}
    for key in names:
        keys[plain(key)] = (*keys.get(plain(key), ()), key)
    called: dict[str, tuple[str, ...]] = {}
    for key, name in names.items():
        called[plain(name)] = (*called.get(plain(name), ()), key)
    both = {plain(f"{name} {key}"): (key,) for key, name in names.items()}
    return both | called | keys


def _found(text: str, names: Mapping[str, str], by_name: Mapping[str, tuple[str, ...]], what: str) -> str | None:
    if text in names:
        return text
    keys = by_name.get(plain(text), ())
    if len(keys) > 1:
        raise Unreadable(f"Several {what} are called “{text.strip()}”: write the key, {' or '.join(keys)}.")
    return keys[0] if keys else None
