"""What a simulation says: how many impressions got what, and why not better."""

from dataclasses import dataclass, fields

METHOD, VERSION = "decisions.simulate", "2"
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Impressions by outcome. Whole numbers unless the log is weighted by others.

    personalised  a rule is served, and none that is better and shows another thing was possible
    degraded      a rule is served, and such a one was possible had a missing signal been known
    fallback      the default is served because a signal was missing
    default       the default is served by design: with every signal known nothing else would have been shown
    blank         nothing is shown: no rule holds and there is no default, rules conflict, or the rule shows nothing
    """

    personalised: float = 0
    degraded: float = 0
    fallback: float = 0
    default: float = 0
    blank: float = 0

    @property
    def total(self) -> float:
        return self.personalised + self.degraded + self.fallback + self.default + self.blank

    @property
    def wasted(self) -> float:
        """Meant to be personalised, and got the fallback or nothing."""
        return self.fallback + self.blank

    @property
    def wasted_share(self) -> float:
        return self.wasted / self.total if self.total else 0.0

    @property
    def personalised_share(self) -> float:
        return self.personalised / self.total if self.total else 0.0


OUTCOMES = tuple(one.name for one in fields(Outcomes))


@dataclass(frozen=True, slots=True)
class Cause:
    """What lost impressions: the signals that were missing and that the best possible rule asks about.

    signals   keys, more than one when all of them were needed; () where no missing signal is to blame
    why       "missing"; "conflict"; "no rule" where none was possible; "empty" where the rule that holds shows nothing
    outcomes  the impressions by what they got instead
    interval  Wilson's interval at 95 % for their share of all impressions (within a placement: of its own) where the log is
              a sample, else None
    """

    signals: tuple[str, ...]
    why: str
    outcomes: Outcomes
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A placement, partner or day, by its name; "" stands for rows that name none.

    interval  Wilson's interval at 95 % for the wasted share where the log is a sample, else None
    """

    name: str
    outcomes: Outcomes
    causes: tuple[Cause, ...] = ()
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class RuleCount:
    """One rule, numbered from 1.

    served            impressions on which it is served (for collecting policies: on which it holds)
    degraded          of these, a better rule was possible
    through_negation  of these, it holds only because a negated test met a missing signal
    lost              impressions on which it was the best possible rule and something else was shown
    """

    rule: int
    served: float
    degraded: float
    through_negation: float
    lost: float


@dataclass(frozen=True, slots=True)
class Simulation:
    """A table over a log.

    rows        rows read; `impressions` is the sum of their weights
    interval    Wilson's interval at 95 % for the wasted share where the log is a sample, else None
    table       digest of the table alone; `digest` is of the table, the log's fingerprint and the options
    """

    rows: int
    impressions: float
    outcomes: Outcomes
    interval: Interval | None
    rules: tuple[RuleCount, ...]
    placements: tuple[Segment, ...]
    partners: tuple[Segment, ...]
    days: tuple[Segment, ...]
    causes: tuple[Cause, ...]
    warnings: tuple[str, ...]
    table: str
    digest: str
    uncertainty: str
    method: str = METHOD
    version: str = VERSION
