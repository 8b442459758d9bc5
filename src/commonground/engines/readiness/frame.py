"""What a check and a waiver are."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from commonground.engines.findings import Finding, Level, Place
from commonground.engines.readiness.facts import Facts


@dataclass(frozen=True, slots=True)
class Check:
    """One question to the facts, with the words for its page.

    `find` answers with nothing when all is well. The id is stable for ever: waivers and links carry it.
    `waivable` is False where a waiver would put words into somebody's mouth.
    """

    id: str
    level: Level
    title: str
    why: str
    how_to_fix: str
    find: Callable[["Check", Facts], Iterable[Finding]]
    waivable: bool = True

    def finding(self, message: str, subject: str, place: Place, *, hint: str = "", organisation: str = "") -> Finding:
        """A finding of this check; its hint is `how_to_fix` unless a closer one is given."""
        return Finding(self.id, self.level, message, hint or self.how_to_fix, subject, (place,), organisation)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that is accepted until the day `expires`, that day included: by whom, for which organisation, why.

    `message` is what the finding said; once it says something else (seven rows instead of six), nobody has accepted it.
    """

    fingerprint: str
    message: str
    by: str
    organisation: str
    reason: str
    expires: datetime.date

    def holds(self, today: datetime.date) -> bool:
        """Still accepted on this day."""
        return today <= self.expires

    def covers(self, finding: Finding) -> bool:
        """It was given for this finding, as it is now."""
        return (finding.fingerprint, finding.message) == (self.fingerprint, self.message)
