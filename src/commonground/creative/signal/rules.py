"""What may be said of a provision, by whom, and how sizes and categories are read."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from commonground.creative.signal.enums import ProvisionState
from commonground.people.organisation.choices import markets

SIZE = re.compile(r"(?:[1-9]\d{0,4}x[1-9]\d{0,4}|[1-9]\d{0,3}s|fluid)")
ANSWERS = (ProvisionState.PROMISED, ProvisionState.TESTED, ProvisionState.LIVE, ProvisionState.REFUSED)
# What counts as passed once it has got this far.
SURE = {ProvisionState.TESTED, ProvisionState.LIVE}
GIVEN = {ProvisionState.PROMISED, *SURE}


def may_answer(organisation: UUID | None, asked: UUID, *, asked_has_joined: bool, asked_by: UUID) -> bool:
    """Who passes it answers for itself; until it has joined, whoever asked tells what it was told."""
    return organisation is not None and organisation == (asked if asked_has_joined else asked_by)


def may_hand_over(organisation: UUID | None, owner: UUID, *, owner_has_joined: bool, named_by: UUID) -> bool:
    """Whose placement or variant it is says whose it becomes; until they have joined, whoever named it does."""
    return organisation is not None and organisation == (owner if owner_has_joined else named_by)


def needed_by(launch: date | None, today: date) -> date | None:
    """By when a signal is asked for at first: a week before launch, so that it can be tested, but not before today."""
    return None if launch is None or launch < today else max(launch - timedelta(days=7), today)


def read_sizes(text: str) -> list[str]:
    """Sizes as "300x250", "15s" or "fluid" out of a list. ValueError names what is none."""
    found: list[str] = []
    for word in re.split(r"[,;\n]+", text.lower().replace("×", "x").replace(" ", "")):
        if word and SIZE.fullmatch(word) is None:
            raise ValueError(f"“{word}” is no size. Use 300x250, 15s or fluid.")
        if word and word not in found:
            found.append(word)
    return found


def read_markets(text: str) -> list[str]:
    """ISO 3166-1 codes of countries out of a list, each once, in order. ValueError names what is none."""
    found = {word.upper() for word in re.split(r"[,;\s]+", text) if word}
    if unknown := sorted(found - dict(markets()).keys()):
        raise ValueError(f"“{unknown[0]}” is no country. Use two letters as ISO 3166 has them: DE, FR, GB.")
    return sorted(found)


def market_names(codes: Iterable[str]) -> list[str]:
    """The names of countries, in their order."""
    wanted = set(codes)
    return [name for code, name in markets() if code in wanted]


def read_categories(text: str) -> tuple[list[str], dict[str, str]]:
    """(categories, parents) out of lines; "phone < mobile" says that mobile covers phone."""
    names: list[str] = []
    parents: dict[str, str] = {}
    for line in re.split(r"[\n;]+", text):
        child, _, parent = (part.strip() for part in line.partition("<"))
        for name in (child, parent):
            if name and name not in names:
                names.append(name)
        if child and parent:
            parents[child] = parent
    return names, parents


def repeated(text: str) -> list[str]:
    """Categories that lines of `read_categories` name twice, in order; as what covers others one may be named again."""
    names = [line.partition("<")[0].strip() for line in re.split(r"[\n;]+", text)]
    return [one for place, one in enumerate(names) if one and one in names[:place]]


def listed(words: Sequence[str]) -> str:
    """Words in a sentence: "1, 2 and 3"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def write_categories(categories: Iterable[str], parents: dict[str, str]) -> str:
    """What `read_categories` reads."""
    return "\n".join(f"{one} < {parents[one]}" if one in parents else one for one in categories)


def sizes_missing(wanted: Sequence[str], there: Sequence[str]) -> list[str]:
    """Sizes of a placement that a variant does not come in; a fluid variant fits every size but seconds."""
    fits = set(there)
    return [one for one in wanted if one not in fits and not ("fluid" in fits and not one.endswith("s"))]
