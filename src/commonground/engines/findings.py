"""The words that every check shares: a level and a finding."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding weighs. An error blocks; a warning wants an answer; a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the heaviest, so that sorting by it puts errors first."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Place:
    """Where to mend: a kind of place and its key, for example ("row", "9f2c") or ("cell", "9f2c:ines")."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found.

    id            stable, for example "RACI-001"
    message       what is wrong, in at most about 60 characters where names allow
    hint          one concrete step that mends it
    subject       the words for the thing it is about (a task, a role, an organisation)
    places        where to mend it, the most telling first
    organisation  key of the organisation concerned, "" when it is nobody's in particular
    """

    id: str
    level: Level
    message: str
    hint: str
    subject: str
    places: tuple[Place, ...] = ()
    organisation: str = ""

    @property
    def fingerprint(self) -> str:
        """Names this finding across runs (id and where), so that a waiver stays on the thing it was given for."""
        where = f"{self.places[0].kind}:{self.places[0].key}" if self.places else self.subject
        return f"{self.id}@{where}"
