"""What the checks may know. The caller gathers it; nothing here reads a database or a clock."""

import datetime
from dataclasses import dataclass, field
from functools import cached_property

from commonground.engines.raci.matrix import Context, Matrix, Thresholds
from commonground.engines.raci.tally import Tally, tally
from commonground.engines.roadmap.plan import Roadmap
from commonground.engines.roadmap.rules import Context as MapContext
from commonground.engines.roadmap.rules import Survey
from commonground.engines.roadmap.rules import Thresholds as MapThresholds
from commonground.engines.roadmap.rules import survey as survey_of


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation on the campaign; `joined` once it speaks for itself."""

    key: str
    name: str
    joined: bool = True


@dataclass(frozen=True, slots=True)
class Campaign:
    """The plan as far as it is written down; "" and None mean that it is not."""

    name: str
    goal: str = ""
    launch: datetime.date | None = None
    point_person: str = ""
    deputy: str = ""
    participants: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """A function that must be in the room: who stands for it, or that somebody has signed that nobody need.

    `home` is the name of the organisation that it must be of, "" for any.
    """

    function: str
    words: str
    people: tuple[str, ...] = ()
    waived: bool = False
    home: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that was held. `late` when a day has passed without a recap."""

    key: str
    title: str
    late: bool = False
    unconfirmed: tuple[Participant, ...] = ()
    objecting: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True)
class KickOff:
    """What is known of the kick-off and the calls after it.

    key               the kick-off that is planned, else the last that was held; "" for neither
    held, over        it was held; its time has passed without anybody saying so
    dynamic_creative  names of the partners that make dynamic creative
    missing           kinds of what has to be there before the kick-off and is not
    launched          the launch has come, so that it is too late to plan or prepare one
    """

    key: str = ""
    held: bool = False
    over: bool = False
    seats: tuple[Seat, ...] = ()
    dynamic_creative: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    meetings: tuple[Held, ...] = ()
    launched: bool = False


@dataclass(frozen=True, slots=True)
class EmptyRung:
    """A level of the escalation ladder on which an organisation has nobody, though another side has."""

    organisation: str
    name: str
    rung: int


@dataclass(frozen=True, slots=True)
class OpenEscalation:
    """Something unsettled; `asked` is the key of the organisation that has to act, `late` that its time has run out."""

    number: int
    title: str
    severity: int
    asked: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class OpenAction:
    """Something to be done; "" is nobody and no organisation."""

    key: str
    title: str
    owner: str = ""
    organisation: str = ""
    dated: bool = True
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class ShownVariant:
    """A variant that decision logic can show. `lacking` has (placement, size) pairs in which it does not come."""

    key: str
    name: str
    organisation: str
    approved: bool = True
    active: bool = True
    lacking: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NeededSignal:
    """A signal that a rule asks about, on one placement.

    key    of the place where it is asked for
    asked  key of the organisation that passes it, "" while nobody was asked
    state  "", asked, promised, tested, live or refused
    share  of impressions on which it is known, None while nobody has said
    without_consent  names of the placement's markets in which it needs people's consent and nobody has said that it is there
    """

    key: str
    signal: str
    placement: str
    asked: str = ""
    state: str = ""
    share: float | None = None
    without_consent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Altered:
    """A signal or variant that the campaign has otherwise today than it was put before both sides.

    kind   signal or variant
    parts  what of it differs (name, categories), () where the campaign does not have it any more
    """

    kind: str
    key: str
    name: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CreativePlan:
    """The decision table that is judged, and what the engine says of it. Rules are numbered from 1.

    in_force     both sides have signed it off and it holds today
    as_proposed  what is stored is what was put before both sides
    since        since when its signals and variants are kept, in words: "v2 was agreed"
    altered      those that the campaign has otherwise today
    unsigned     who has joined and not signed what is proposed
    unreadable   cells that cannot be read
    gaps         cases that get nothing at all, in words
    unreachable  rules that are never served
    conflicts    rules that may not hold together
    traps        (rule, signal) that hold on a missing signal only through negation
    wasted       expected share of impressions that get the fallback or nothing for a missing signal
    """

    in_force: bool = False
    as_proposed: bool = True
    since: str = ""
    altered: tuple[Altered, ...] = ()
    unsigned: tuple[Participant, ...] = ()
    unreadable: int = 0
    variants: tuple[ShownVariant, ...] = ()
    needed: tuple[NeededSignal, ...] = ()
    gaps: tuple[str, ...] = ()
    unreachable: tuple[int, ...] = ()
    conflicts: tuple[tuple[int, int], ...] = ()
    traps: tuple[tuple[int, str], ...] = ()
    wasted: float | None = None


@dataclass(frozen=True)
class Facts:
    """One campaign. Each area adds its own field, with a default that means "nothing known".

    matrix           the responsibility matrix to be checked: the one in force, else the latest
    matrix_in_force  it has been countersigned by all and holds today
    raci, bounds     what the rules of the matrix need to know, and where their warnings begin
    roadmap          the current version; None when nothing is known of one, an empty one when there is none
    map_context, map_bounds  the same for the rules of the roadmap
    kickoff          the kick-off and the calls; None when nothing is known of them
    point_person_away        the point person is absent on the day of the launch
    empty_rungs      levels of the ladder that somebody holds on another side
    escalations, actions     what is open; an escalation that is confidential is not among them
    creative         the decision table; None where there is none
    today            the day on which the campaign is judged
    """

    campaign: Campaign
    matrix: Matrix | None = None
    matrix_in_force: bool = False
    raci: Context = field(default_factory=Context)
    bounds: Thresholds = field(default_factory=Thresholds)
    roadmap: Roadmap | None = None
    map_context: MapContext = field(default_factory=MapContext)
    map_bounds: MapThresholds = field(default_factory=MapThresholds)
    kickoff: KickOff | None = None
    point_person_away: bool = False
    empty_rungs: tuple[EmptyRung, ...] = ()
    escalations: tuple[OpenEscalation, ...] = ()
    actions: tuple[OpenAction, ...] = ()
    creative: CreativePlan | None = None
    today: datetime.date | None = None

    @cached_property
    def tally(self) -> Tally | None:
        """The matrix counted once for all of its rules."""
        return tally(self.matrix) if self.matrix else None

    @cached_property
    def survey(self) -> Survey | None:
        """The roadmap scheduled once for all of its rules."""
        return survey_of(self.roadmap, self.map_context) if self.roadmap is not None else None
