"""What the text of one cell says: a letter, a blank, a letter of another scheme, or something else."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from commonground.engines.raci.matrix import Letters
from commonground.engines.raci.vocabulary import LETTER_WORDS


class Says(Enum):
    """How a cell's text reads."""

    BLANK = "blank"
    LETTER = "letter"
    UNCLEAR = "unclear"  # letters, but not such as a cell can hold
    MARK = "mark"  # too short to be words: ?, X, 3
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell's reading. `foreign` is the letter that another scheme uses and nobody has mapped yet; `remark` what
    stands in brackets behind the letter."""

    says: Says
    letters: Letters | None = None
    why: str = ""
    foreign: str = ""
    remark: str = ""

    @property
    def is_letter(self) -> bool:
        """Belongs in a column of letters, understood or not."""
        return self.says is Says.LETTER or self.says is Says.UNCLEAR


# Cyrillic and Greek keyboards give letters that look the same and are not.
LOOKALIKES = str.maketrans("АСІасіΑΙα", "ACIaciAIa")
TOKENS = {
    word.translate(LOOKALIKES).casefold(): letter
    for letter, words in LETTER_WORDS.items()
    for word in (letter, *words.split())
}
FOREIGN = {"D": "D (driver, in DACI)", "O": "O (omitted or observer, in RACIO)"}
BLANKS = frozenset({"", "-", "--", "–", "—", "n/a", "na", "n.a.", "./."})
DRESSING = re.compile(r"[*_~`()\[\]{}†‡°\u200b-\u200f\u2060\ufeff]")
FOOTNOTE = re.compile(r"[¹²³⁰⁴-⁹]")
BETWEEN = re.compile(r"\s*[/,;+&|\\.]\s*|\s+and\s+|\s+")
# R - Responsible: the letter and what it is short for.
OWN_WORD = re.compile(r"\b([rasci])\s*[-–—:]\s*(\w+)")
REMARK = re.compile(r"([^()]{1,20}?)\s*\(([^()]+)\)\s*")
BLANK = Cell(Says.BLANK)


class Alphabet:
    """Reads cells, remembering each distinct text. `mapping` gives letters of other schemes their meaning here.

    A mapping from a letter to None says that it means nothing and is left blank.
    """

    def __init__(self, mapping: Mapping[str, Letters | None] | None = None) -> None:
        self.mapping = {letter.upper(): letters for letter, letters in (mapping or {}).items()}
        self.known: dict[str, Cell] = {}

    def __call__(self, text: str) -> Cell:
        """The reading of one cell."""
        try:
            return self.known[text]
        except KeyError:
            return self.known.setdefault(text, self._read(text))

    def _read(self, text: str) -> Cell:
        plain = unicodedata.normalize("NFKC", FOOTNOTE.sub("", text)).translate(LOOKALIKES)
        if plain.strip().casefold() in BLANKS:
            return BLANK
        bare = OWN_WORD.sub(_letter_alone, DRESSING.sub("", plain).strip().casefold())
        tokens = [token for token in BETWEEN.split(bare) if token]
        if len(text) > 60 or not tokens:
            return _other(text)
        if len(tokens) == 1 and tokens[0] in ("ra", "ar"):
            tokens = ["r", "a"]
        if any(token not in TOKENS for token in tokens):
            return self._with_remark(text)
        return self._combined({TOKENS[token] for token in tokens})

    def _with_remark(self, text: str) -> Cell:
        found = REMARK.fullmatch(text.strip())
        cell = self(found[1]) if found else BLANK
        return replace(cell, remark=found[2].strip()) if found and cell.is_letter else _other(text)

    def _combined(self, letters: set[str]) -> Cell:
        foreign = sorted(letter for letter in letters if letter in FOREIGN and letter not in self.mapping)
        if foreign:
            return Cell(Says.UNCLEAR, None, f"{FOREIGN[foreign[0]]} needs a meaning here first.", foreign[0])
        meant = {self.mapping[one] if one in self.mapping else Letters(one) for one in letters}
        meant.discard(None)
        if not meant:
            return BLANK
        if len(meant) == 1:
            return Cell(Says.LETTER, meant.pop())
        if meant <= {Letters.A, Letters.R, Letters.AR}:
            return Cell(Says.LETTER, Letters.AR)
        return Cell(Says.UNCLEAR, None, "Only A and R can stand in one cell together.")


def _letter_alone(found: re.Match[str]) -> str:
    return found[1] if TOKENS.get(found[2]) == found[1].upper() else found[0]


def _other(text: str) -> Cell:
    if len(text.strip()) <= 3:
        return Cell(Says.MARK, None, "This is none of the letters R, A, S, C and I.")
    return Cell(Says.TEXT, None, "This is none of the letters R, A, S, C and I.")
