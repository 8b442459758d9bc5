"""Signals, placements and provisions in the API."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator

from commonground.creative.signal.enums import Becomes, Format, ProvisionState, ShareSource, SignalType
from commonground.creative.signal.importing import Preview
from commonground.creative.signal.rules import read_markets, read_sizes
from commonground.web.schemas import Given

Category = Annotated[str, Field(min_length=1, max_length=200)]
Key = Annotated[str, Field(min_length=1, max_length=80)]
Unit = Annotated[str, Field(max_length=20)]
Test = Annotated[str, Field(min_length=1, max_length=2000)]
Revision = Annotated[int, Field(ge=1, le=2**31 - 1)]
Planned = Annotated[int, Field(ge=0, le=10**12)]
Sizes = Annotated[
    list[Annotated[str, Field(max_length=20)]],
    Field(max_length=200, description='As "300x250"; for video and audio "15s"; or "fluid".'),
    AfterValidator(lambda sizes: read_sizes(",".join(sizes))),
]
Markets = Annotated[
    list[Annotated[str, Field(max_length=2)]],
    Field(max_length=300, description="Countries as ISO 3166-1 alpha-2 has them."),
    AfterValidator(lambda codes: read_markets(",".join(codes))),
]
Categories = Annotated[list[Category], Field(max_length=2000)]
Parents = Annotated[dict[Category, Category], Field(max_length=2000)]
Targeting = Annotated[dict[Key, Test], Field(max_length=60)]
# What a change may take away with null.
EMPTIED = {"planned", "starts_on", "ends_on"}


class SignalOut(Schema):
    """A fact known at serving time. `low` and `high` are the ends of a number's or day's range, "" for open."""

    id: UUID
    key: str
    name: str
    type: SignalType
    categories: list[str]
    parents: dict[str, str]
    low: str
    high: str
    unit: str
    path: str
    consent: bool
    revision: int
    created_at: datetime


class SignalIn(Given):
    """`parents` is from a category to the wider one that covers it; `unit` is what a number counts, such as "km"; `path`
    is OpenRTB 2.6 or AdCOM.
    """

    key: Key
    name: str = Field(min_length=1, max_length=120)
    type: SignalType
    categories: Categories = []
    parents: Parents = {}
    low: str = Field("", max_length=40)
    high: str = Field("", max_length=40)
    unit: Unit = ""
    path: str = Field("", max_length=200)
    consent: bool = False


class SignalChange(Given):
    """What to change; what is left out stays. The key stays, because tables and logs carry it."""

    revision: Revision
    name: str | None = Field(None, min_length=1, max_length=120)
    type: SignalType | None = None
    categories: Categories | None = None
    parents: Parents | None = None
    low: str | None = Field(None, max_length=40)
    high: str | None = Field(None, max_length=40)
    unit: Unit | None = None
    path: str | None = Field(None, max_length=200)
    consent: bool | None = None


class PlacementOut(Schema):
    """Where impressions are bought, of whom. `targeting` is from a signal's key to a test."""

    id: UUID
    key: str
    name: str
    organisation: UUID = Field(alias="organisation_id")
    format: Format
    sizes: list[str]
    targeting: dict[str, str]
    markets: list[str]
    planned: int | None
    starts_on: date | None
    ends_on: date | None
    revision: int
    created_at: datetime


class PlacementIn(Given):
    """A placement of one of the participants."""

    key: Key
    name: str = Field(min_length=1, max_length=120)
    organisation: UUID
    format: Format
    sizes: Sizes = []
    targeting: Targeting = {}
    markets: Markets = []
    planned: Planned | None = None
    starts_on: date | None = None
    ends_on: date | None = None


class PlacementChange(Given):
    """What to change; what is left out stays. Impressions and days may be taken away with null."""

    revision: Revision
    name: str | None = Field(None, min_length=1, max_length=120)
    organisation: UUID | None = None
    format: Format | None = None
    sizes: Sizes | None = None
    targeting: Targeting | None = None
    markets: Markets | None = None
    planned: Planned | None = None
    starts_on: date | None = None
    ends_on: date | None = None


class ProvisionOut(Schema):
    """What one organisation says of one signal on one placement. `share` is of impressions, 0 to 1; `price` per thousand.

    `values` are the categories that are passed, all where it is empty; `consent_markets` the countries in which people have
    agreed to a signal that needs consent.
    """

    id: UUID
    signal: UUID = Field(alias="signal_id")
    placement: UUID = Field(alias="placement_id")
    asked: UUID = Field(alias="asked_id")
    state: ProvisionState
    asked_by: UUID = Field(alias="asked_by_id")
    asked_at: datetime | None
    due_on: date | None
    words: str
    share: float | None
    share_source: ShareSource
    share_on: date | None
    values: list[str]
    fresh_minutes: int | None
    price: Decimal | None
    currency: str
    consent_markets: list[str]
    answered_by: UUID | None = Field(None, alias="answered_by_id")
    answered_at: datetime | None
    revision: int
    created_at: datetime


class ProvisionAsk(Given):
    """Who is asked to pass a signal on a placement, and by when it is needed."""

    signal: UUID
    placement: UUID
    asked: UUID
    due_on: date | None = None
    words: str = Field("", max_length=2000)


class ProvisionAnswer(Given):
    """How far one is: promised, tested or live with a share, or refused with words.

    `consent_markets` stay as they are where they are left out.
    """

    revision: Revision
    state: Literal["promised", "tested", "live", "refused"]
    share: Annotated[Decimal, Field(ge=0, le=1, decimal_places=4)] | None = None
    share_source: ShareSource = ShareSource.PROMISED
    share_on: date | None = None
    values: Categories = []
    fresh_minutes: Annotated[int, Field(ge=0, le=525_600)] | None = None
    price: Annotated[Decimal, Field(ge=0, le=1_000_000, decimal_places=4)] | None = None
    currency: str = Field("", pattern=r"^([A-Z]{3})?$")
    consent_markets: Markets | None = None
    words: str = Field("", max_length=2000)


class SignalsGiven(Given):
    """A response of AdCP `get_signals`, and the placements that its deployments are.

    A deployment that names a placement's key as its platform or account belongs to that one alone.
    """

    response: dict[str, Any]
    placements: list[UUID] = Field([], max_length=200)


class SignalTold(Schema):
    """What became of what was said of one signal on one placement, and why it was only asked or left."""

    signal: str
    placement: UUID
    partner: UUID
    becomes: Becomes
    says: str
    why: str


class SignalsTaken(Schema):
    """Keys of the signals that are new, of those that the response describes otherwise, and what became of each."""

    named: list[str]
    differing: list[str]
    told: list[SignalTold]
    notes: list[str]

    @classmethod
    def of(cls, read: Preview) -> "SignalsTaken":
        """The same of a preview that was taken."""
        return cls(
            named=[signal.key for signal, _ in read.new], differing=[row.key for row, _ in read.differing],
            told=[
                SignalTold(
                    signal=one.key, placement=one.placement.pk, partner=one.partner.pk, becomes=one.becomes,
                    says=one.says, why=one.why,
                )
                for one in read.changes
            ],
            notes=list(read.notes),
        )  # fmt: skip


def facts_of(given: dict[str, Any], emptied: set[str]) -> dict[str, Any]:
    """What a change says: null takes away what may be empty, and leaves everything else as it is."""
    return {name: value for name, value in given.items() if value is not None or name in emptied}
