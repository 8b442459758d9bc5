"""Reading a decision table out of an untrusted file. It runs in a child process and imports no Django."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonground.engines.decisions import Signal
from commonground.engines.decisions.files import read_file
from commonground.engines.decisions.headings import NOBODY, Called
from commonground.engines.decisions.sent import Sent
from commonground.engines.decisions.unread import Misread

MOST_MISREAD = 30


@dataclass(frozen=True, slots=True)
class Understood:
    """What was sent, and the first MOST_MISREAD cells that could not be read (there any or nothing); `more` are not listed."""

    sent: Sent
    misread: tuple[Misread, ...] = ()
    more: int = 0


def understand_table(data: bytes, name: str, known: Sequence[Signal] = (), called: Called = NOBODY) -> Understood:
    """The table of a file by its name: DMN, JSON, CSV, TSV, XLSX, Markdown. `known` signals count before the file's.

    Every cell that cannot be read is told, so that a person sees all of them at once. Raises Unreadable, Contradiction or
    TooLarge where it is no table at all.
    """
    unread = list[Misread]()
    sent = read_file(data, name, known, unread=unread, called=called)
    misread = tuple(unread[:MOST_MISREAD])
    return Understood(sent, misread, len(unread) - len(misread))
