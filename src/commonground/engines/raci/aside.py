"""Rows beside the tasks: legends, totals, notes and footers, told by what they say."""

import re
from collections.abc import Iterable, Sequence

from commonground.engines.raci import vocabulary
from commonground.engines.raci.alphabet import Alphabet, Says
from commonground.engines.raci.vocabulary import literal, means

COUNT = re.compile(r"[\d.,]+\s*%?")
# R = does the work
EXPLAINED = re.compile(r"(?P<letter>\S{1,3})\s*[=:–—-]\s*\w\w")
# Note: ..., or the word alone; *, as a footnote begins.
NOTE_WORD = re.compile(r"([^\W\d_]+)\s*(?:[:：.]|$)")
FOOTNOTE = ("*", "†", "‡")
NUMBERED = re.compile(r"(?:version|page|seite|pagina|página)\s*\d", re.IGNORECASE)


def is_legend(texts: Sequence[str], alphabet: Alphabet) -> bool:
    """A letter, then in words what it means: in two cells or in one."""
    if len(texts) == 2:
        return len(texts[0]) < 4 and alphabet(texts[0]).is_letter and len(texts[1]) > 3
    found = EXPLAINED.match(texts[0]) if len(texts) == 1 else None
    return bool(found and alphabet(found["letter"]).is_letter)


def is_count(label: str, cells: Sequence[str]) -> bool:
    """Numbers where letters belong: how often each letter occurs, or how much something takes."""
    counts = sum(1 for text in cells if COUNT.fullmatch(text))
    return counts == len(cells) and (counts > 1 or (counts == 1 and means(label, vocabulary.TOTAL)))


def is_remark(text: str) -> bool:
    """Begins as notes and footers do: Note: ..., Prepared by ..., * ..."""
    text = text.strip()
    word = NOTE_WORD.match(text)
    if text.startswith(FOOTNOTE) or NUMBERED.match(text) or (word and word[1].casefold() in vocabulary.REMARK):
        return True
    return text.casefold().startswith(vocabulary.FOOTER)


def is_letter_or_mark(text: str, alphabet: Alphabet) -> bool:
    """A letter, or a single sign where one belongs."""
    cell = alphabet(text)
    return cell.is_letter or (cell.says is Says.MARK and len(text.strip()) == 1 and not text.strip().isdigit())


def quoted(texts: Iterable[str]) -> str:
    """What a row says, for a warning."""
    return f"“{' | '.join(map(literal, dict.fromkeys(texts)))}”"
