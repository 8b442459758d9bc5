"""What is understood of a partner's `get_signals` response, and what taking it would give."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from commonground.campaigns.models import Campaign
from commonground.creative.signal.actions import MOST
from commonground.creative.signal.enums import Becomes, ProvisionState, ShareSource, SignalType
from commonground.creative.signal.models import Placement, Provision, Signal
from commonground.creative.signal.queries import Coverage, coverage_of, is_answerable
from commonground.creative.signal.rules import GIVEN, market_names, may_answer, read_markets
from commonground.creative.signal.stored import as_engine
from commonground.engines.decisions import Signal as EngineSignal
from commonground.engines.decisions import adcp
from commonground.engines.decisions.files import read_offers
from commonground.engines.errors import EngineError
from commonground.kit.child import run_in_child
from commonground.kit.errors import Invalid, NotFound
from commonground.kit.seen import fingerprint
from commonground.kit.words import clean_words
from commonground.people.models import Organisation
from commonground.people.viewer.models import Viewer

MOST_CHANGES, MOST_CATEGORIES = 500, 2000
LONGEST = {"key": 80, "name": 120, "path": 200, "category": 200}
WORDS, REFUSALS_SHOWN = 1800, 20
WRITTEN = (Becomes.ADDED, Becomes.CHANGED, Becomes.ASKED)
NUMBERS = {SignalType.NUMERIC, SignalType.INTEGER}


@dataclass(frozen=True, slots=True)
class Change:
    """What the file says of one signal on one placement, and what becomes of it.

    says     in words; why, for what is only asked or left as it is
    partner  who passes it
    here     what is known of it now, None while nobody was asked
    answer   what `answer_provision` would be told, None where nothing can be answered
    """

    key: str
    name: str
    placement: Placement
    partner: Organisation
    becomes: Becomes
    says: str
    why: str
    here: Provision | None
    answer: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be taken.

    new       signals that the campaign does not have yet, with their names
    differing signals that it has and of which the file says something else, which is not taken
    changes   what becomes of each signal on the chosen placements
    refused   what stands in the way; notes, what is passed over
    targets   the deployments that the file names, in words
    mark      of what the preview was made against
    """

    coverage: Coverage
    chosen: tuple[Placement, ...]
    new: tuple[tuple[EngineSignal, str], ...]
    differing: tuple[tuple[Signal, tuple[str, ...]], ...]
    known: int
    changes: tuple[Change, ...]
    refused: tuple[str, ...]
    notes: tuple[str, ...]
    targets: tuple[str, ...]
    mark: str

    @property
    def written(self) -> tuple[Change, ...]:
        """What would be added, changed or asked."""
        return tuple(one for one in self.changes if one.becomes in WRITTEN)

    @property
    def takeable(self) -> bool:
        """Something would be taken, and nothing stands in the way."""
        return not self.refused and bool(self.new or self.written)


def understood(data: bytes, field: str = "file") -> tuple[adcp.Offer, ...]:
    """Read the bytes in a child process; Invalid names by its path what cannot be read."""
    try:
        return run_in_child(read_offers, data)
    except EngineError as error:
        raise Invalid(str(error), fields={field: str(error)}) from error


def named_placements(coverage: Coverage, offers: Sequence[adcp.Offer]) -> list[UUID]:
    """Placements whose keys the file's deployments name."""
    named = {word for offer in offers for one in offer.deployments for word in (one.account, one.target)}
    return [place.pk for place in coverage.placements if place.key in named]


def mark_of(coverage: Coverage, chosen: Collection[UUID]) -> str:
    """A mark of everything that a preview is made against."""
    rows: list[Signal | Placement | Provision] = [
        *coverage.signals, *coverage.placements, *coverage.provisions.values(),
    ]  # fmt: skip
    revisions = {str(one.pk): one.revision for one in rows}
    return fingerprint({"rows": revisions, "chosen": sorted(map(str, chosen))})


def preview_of(
    viewer: Viewer, campaign: Campaign, offers: Sequence[adcp.Offer], placements: Collection[UUID]
) -> Preview:
    """What taking these offers for these placements would give; NotFound for a placement that the campaign has not."""
    coverage = coverage_of(viewer, campaign)
    chosen = tuple(place for place in coverage.placements if place.pk in set(placements))
    if len(chosen) < len(set(placements)):
        raise NotFound
    refused = list[str]()
    try:
        signals = {one.key: one for one in adcp.merged(offers)}
    except EngineError as error:
        signals, offers = {}, ()
        refused.append(str(error))
    here = {one.key: one for one in coverage.signals}
    first = {offer.signal.key: offer for offer in reversed(offers)}
    new = tuple((one, first[key].name) for key, one in signals.items() if key not in here)
    described = {offer.signal.key for offer in offers if offer.described}
    free = {offer.signal.key for offer in offers if offer.described and not offer.signal.consent}
    unlike = [
        (here[key], tuple(_unlike(one, here[key], free=key in free)))
        for key, one in signals.items()
        if key in here and key in described
    ]
    refused += [why for one, _ in new for why in _refused(one, first[one.key])]
    if len(coverage.signals) + len(new) > MOST:
        refused.append(
            f"A campaign has at most {MOST} signals; with these it would have {len(coverage.signals) + len(new)}."
        )
    changes = tuple(_Reader(viewer, coverage, signals, chosen, refused).changes(offers))
    if (count := sum(one.becomes in WRITTEN for one in changes)) > MOST_CHANGES:
        refused.append(
            f"At most {MOST_CHANGES} answers and questions are taken at once; these are {count:,}. Choose fewer placements."
        )
    return Preview(
        coverage, chosen, new, tuple((row, words) for row, words in unlike if words), len(signals) - len(new), changes,
        tuple(dict.fromkeys(refused))[:REFUSALS_SHOWN], tuple(_notes(offers, {one.key for one, _ in new}))[:REFUSALS_SHOWN], tuple(_targets(offers)),
        mark_of(coverage, [place.pk for place in chosen]),
    )  # fmt: skip


def _targets(offers: Sequence[adcp.Offer]) -> dict[str, None]:
    listed = (one for offer in offers for one in offer.deployments)
    return dict.fromkeys(f"{one.target}, {one.account}" if one.account else one.target for one in listed)


def _notes(offers: Sequence[adcp.Offer], new: Collection[str]) -> Iterator[str]:
    for offer in offers:
        if offer.otherwise and offer.price is None:
            models = ", ".join(offer.otherwise)
            yield f"{offer.at}: the price of {offer.name} is not by the thousand ({models}) and is not taken."
        if offer.signal.key in new and not offer.described:
            yield f"{offer.at}: the file does not say which values {offer.name} takes, so it is taken for yes or no."


def _refused(signal: EngineSignal, offer: adcp.Offer) -> Iterator[str]:
    for name, words in (("key", signal.key), ("name", offer.name), ("path", signal.path)):
        try:
            clean_words(words, limit=LONGEST[name])
        except Invalid as error:
            yield f"{offer.at}, its {name}: {error.message}"
    if len(signal.categories) > MOST_CATEGORIES:
        yield f"{offer.at}.categories: at most {MOST_CATEGORIES:,} can be taken; these are {len(signal.categories):,}."
    for one in signal.categories:
        if not one.strip() or not one.isprintable() or len(one) > LONGEST["category"]:
            yield f"{offer.at}.categories: “{one[:20]}” is no value on one line of at most {LONGEST['category']} characters."


def _unlike(signal: EngineSignal, row: Signal, *, free: bool) -> Iterator[str]:
    """What the file says of a signal that the campaign says otherwise; `free` where an entry claims no need of consent."""
    yield from _unlike_values(signal, row)
    if signal.consent and not row.consent:
        yield "needs consent by the file, and not here"
    if free and row.consent:
        yield "needs consent here, and not by the file"


def _unlike_values(signal: EngineSignal, row: Signal) -> Iterator[str]:
    """What the protocol cannot say does not count."""
    kind, here = SignalType(signal.type.value), SignalType(row.type)
    if kind == SignalType.TEXT and here in {SignalType.CATEGORICAL, SignalType.DATE}:
        return
    if kind != here and {kind, here} != NUMBERS:
        yield f"{kind.label.lower()} in the file, {here.label.lower()} here"
        return
    known = set(row.categories)
    unknown = [one for one in signal.categories if one not in known] if kind == SignalType.CATEGORICAL else []
    if unknown:
        yield f"values that are not among those here: {', '.join(unknown[:10])}{' and more' if len(unknown) > 10 else ''}"
    held = as_engine(row)
    if kind in NUMBERS and signal.low is not None and (signal.low, signal.high) != (held.low, held.high):
        yield f"{signal.low} to {signal.high} in the file, {row.low or 'any'} to {row.high or 'any'} here"


@dataclass(frozen=True, slots=True)
class _Reader:
    viewer: Viewer
    coverage: Coverage
    signals: dict[str, EngineSignal]
    chosen: tuple[Placement, ...]
    refused: list[str]

    def changes(self, offers: Sequence[adcp.Offer]) -> Iterator[Change]:
        """What becomes of each signal on each placement; what two entries say differently is refused."""
        here, keys = {one.key: one for one in self.coverage.signals}, {one.key for one in self.coverage.placements}
        seen: dict[tuple[str, UUID], tuple[str, dict[str, Any] | None]] = {}
        for offer in offers:
            self._check_markets(offer)
            row, states = here.get(offer.signal.key), _states(offer, keys)
            places = [place for place in self.chosen if place.key in states or None in states]
            passed = self._passed(offer, row) if places else None
            for place in places:
                live = states.get(place.key, False) or states.get(None, False)
                held = self.coverage.provisions.get((row.pk, place.pk)) if row else None
                answer = _answer(offer, held, live, passed)
                at, before = seen.setdefault((offer.signal.key, place.pk), (offer.at, answer))
                if at == offer.at:
                    yield self._change(offer, row, place, held, answer, live)
                elif before != answer:
                    self.refused.append(f"{offer.at} says something else of {offer.name} on {place.name} than {at}.")

    def _check_markets(self, offer: adcp.Offer) -> None:
        try:
            read_markets(",".join(offer.markets))
        except ValueError as error:
            self.refused.append(f"{offer.at}.countries: {error}")

    def _passed(self, offer: adcp.Offer, row: Signal | None) -> list[str] | None:
        """Those of the campaign's categories that are passed, none for all; None where the file says nothing of them."""
        every = row.categories if row else self.signals[offer.signal.key].categories
        if not every or not (offer.values or offer.signal.type.value == SignalType.CATEGORICAL):
            return None
        passed = set(offer.values or offer.signal.categories)
        both = [one for one in every if one in passed]
        if not both:
            self.refused.append(f"{offer.at}.categories: none of them is a value of {offer.name} here.")
        return [] if len(both) == len(every) else both

    def _change(
        self, offer: adcp.Offer, row: Signal | None, place: Placement, held: Provision | None, answer: dict[str, Any] | None,
        live: bool,
    ) -> Change:  # fmt: skip
        partner = held.asked if held else place.organisation
        becomes, why = self._becomes(place, held, answer)
        return Change(
            offer.signal.key,
            row.name if row else offer.name,
            place,
            partner,
            becomes,
            _says(offer, live),
            why,
            held,
            answer,
        )

    def _becomes(self, place: Placement, held: Provision | None, answer: dict[str, Any] | None) -> tuple[Becomes, str]:
        partner = held.asked if held else place.organisation
        if not self._may_answer(place, held):
            if held is None:
                return Becomes.ASKED, f"{partner.name} answers for itself, so it is asked whether this holds."
            same = answer is not None and not _differs(held, answer)
            return (Becomes.SAME, "") if same else (Becomes.KEPT, _whose(held))
        if answer is None:
            why = "The file does not say on which share of impressions it is known."
            return (Becomes.ASKED if held is None else Becomes.KEPT), why
        if held is None:
            return Becomes.ADDED, ""
        return (Becomes.CHANGED if _differs(held, answer) else Becomes.SAME), ""

    def _may_answer(self, place: Placement, held: Provision | None) -> bool:
        if held is not None:
            return is_answerable(self.viewer, held)
        own, home = self.viewer.organisation_id, place.organisation
        return (
            self.viewer.may_write
            and own is not None
            and may_answer(own, home.pk, asked_has_joined=home.has_joined, asked_by=own)
        )


def _answer(
    offer: adcp.Offer, held: Provision | None, live: bool, passed: list[str] | None
) -> dict[str, Any] | None:  # fmt: skip
    """What the file answers; what it says nothing of stays. None where the share is known from nowhere.

    Its countries are those with consent only where it says itself that consent is needed; else it is only offered there.
    """
    given = held if held is not None and held.state in GIVEN else None
    share = offer.share if offer.share is not None else given.share if given else None
    if share is None:
        return None
    tested = given is not None and given.state == ProvisionState.TESTED
    state = ProvisionState.LIVE if live else ProvisionState.TESTED if tested else ProvisionState.PROMISED
    same = given if given is not None and given.share == share else None
    price, currency = offer.price, offer.currency
    if price is None:
        price, currency = (given.price, given.currency) if given else (None, "")
    agreed = list(offer.markets) if offer.signal.consent else []
    return {
        "state": state.value, "share": share,
        "share_source": same.share_source if same else ShareSource.PROMISED.value,
        "share_on": same.share_on if same else None, "fresh_minutes": given.fresh_minutes if given else None,
        "price": price, "currency": currency, "words": given.words if given else "",
        "values": passed if passed is not None else given.values if given else [],
        "consent_markets": agreed or (given.consent_markets if given else []),
    }  # fmt: skip


def _states(offer: adcp.Offer, keys: Collection[str]) -> dict[str | None, bool]:
    """Whether it is live, by the placements' keys that its deployments name.

    A deployment that names a placement of the campaign by its key is that one's alone; any other belongs to all that were
    chosen, and stands under None.
    """
    found: dict[str | None, bool] = {}
    for one in offer.deployments:
        named = next((word for word in (one.account, one.target) if word in keys), None)
        found[named] = found.get(named, False) or one.is_live
    return found


def _whose(held: Provision) -> str:
    """Who may say what this partner passes."""
    if held.asked.has_joined:
        return f"Only {held.asked.name} may change what it says."
    return (
        f"{held.asked.name} has not joined: only {held.asked_by.organisation.name}, who asked, may change what it says."
    )


def _differs(held: Provision, answer: dict[str, Any]) -> bool:
    return any(getattr(held, name) != value for name, value in answer.items() if name != "words")


def _says(offer: adcp.Offer, live: bool) -> str:
    share = "share not said" if offer.share is None else f"{offer.share * 100:.2f}".rstrip("0").rstrip(".") + " %"
    parts = [share, "live" if live else "not live"]
    if offer.price is not None:
        parts.append(f"{offer.price.normalize():f} {offer.currency} per thousand")
    if offer.markets and offer.signal.consent:
        parts.append(f"consent in {', '.join(market_names(offer.markets))}")
    return ", ".join(parts)


def question_of(change: Change) -> str:
    """What a partner is asked who answers for itself."""
    return f"A get_signals response says: {change.says}."[:WORDS]
