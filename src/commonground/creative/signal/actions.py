"""What people do with signals, placements and provisions."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models, transaction

from commonground.campaigns.campaign.actions import lock_campaign, log
from commonground.campaigns.campaign.queries import choose_participant
from commonground.campaigns.models import Campaign
from commonground.creative.signal.enums import COUNTED, ProvisionState, ShareSource
from commonground.creative.signal.models import Placement, Provision, Signal
from commonground.creative.signal.queries import (
    find_provision,
    is_answerable,
    list_placements,
    list_signals,
    may_ask_for,
    may_change_placement,
    may_hand_placement_over,
    passed_by_others,
)
from commonground.creative.signal.rules import ANSWERS, GIVEN
from commonground.creative.signal.stored import as_engine
from commonground.engines.decisions import Unparsable, parse_cell
from commonground.engines.errors import EngineError
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed
from commonground.kit.search.actions import forget, index_named
from commonground.kit.seen import check_revision
from commonground.people.viewer.models import Viewer

MOST = 200


@transaction.atomic
def name_signal(*, by: Viewer, campaign: Campaign, **facts: Any) -> Signal:
    """Add a signal to the campaign's vocabulary."""
    member = by.writing()
    lock_campaign(campaign)
    if list_signals(by, campaign).count() >= MOST:
        raise Invalid(f"A campaign has at most {MOST} signals.")
    signal = Signal(campaign=campaign, named_by=member, position=_next(list_signals(by, campaign)), **facts)
    _check_signal(by, signal)
    signal.save()
    index_named("signal", signal)
    log(by, f"named the signal {signal.name}", campaign)
    return signal


@transaction.atomic
def change_signal(
    *, by: Viewer, campaign: Campaign, signal: Signal, seen_revision: int | None = None, **facts: Any
) -> Signal:
    """Change what a signal is; its key stays, because tables and logs carry it."""
    by.writing()
    held = Signal.objects.select_for_update().get(pk=signal.pk)
    check_revision(held.revision, seen_revision)
    facts.pop("key", None)
    for name, value in facts.items():
        setattr(held, name, value)
    held.revision += 1
    _check_signal(by, held)
    held.save()
    index_named("signal", held)
    log(by, f"changed the signal {held.name}", campaign)
    return held


@transaction.atomic
def remove_signal(*, by: Viewer, campaign: Campaign, signal: Signal) -> None:
    """Take a signal out of the vocabulary, and what was asked of it; Conflict while another organisation passes it."""
    by.writing()
    lock_campaign(campaign)
    _check_unused(by, signal=signal)
    log(by, f"took out the signal {signal.name}", campaign)
    forget(kind="signal", object_id=signal.pk)
    signal.delete()


def _check_unused(by: Viewer, **of: Signal | Placement) -> None:
    """What a partner has promised is not lost by somebody else's click."""
    found = passed_by_others(by, **of)
    if found is not None:
        raise Conflict(
            f"Nothing is taken out: {found.asked.name} passes {found.signal.name} on {found.placement.name}. Ask them to"
            " refuse it first, or leave it out of the table."
        )


def _check_signal(by: Viewer, signal: Signal) -> None:
    twin = list_signals(by, signal.campaign).filter(key=signal.key).exclude(pk=signal.pk)
    if twin.exists():
        raise Invalid("Choose another key.", fields={"key": f"The campaign has a signal “{signal.key}” already."})
    if signal.type == "categorical" and not signal.categories:
        raise Invalid("Which values can it take?", fields={"categories": "Name every category, one on a line."})
    if signal.unit and signal.type not in COUNTED:
        raise Invalid("What does it count?", fields={"unit": "Only a number has a unit."})
    try:
        as_engine(signal)
    except EngineError as error:
        raise Invalid(str(error)) from error


@transaction.atomic
def name_placement(*, by: Viewer, campaign: Campaign, organisation: UUID, **facts: Any) -> Placement:
    """Add a placement of one of the participants."""
    member = by.writing()
    lock_campaign(campaign)
    if list_placements(by, campaign).count() >= MOST:
        raise Invalid(f"A campaign has at most {MOST} placements.")
    position = _next(list_placements(by, campaign))
    placement = Placement(
        campaign=campaign, organisation=choose_participant(campaign, organisation, "organisation"), named_by=member,
        position=position, **facts,
    )  # fmt: skip
    _check_placement(by, placement)
    placement.save()
    index_named("placement", placement)
    log(by, f"named the placement {placement.name}", campaign)
    return placement


@transaction.atomic
def change_placement(
    *, by: Viewer, campaign: Campaign, placement: Placement, organisation: UUID, seen_revision: int | None = None,
    **facts: Any,
) -> Placement:  # fmt: skip
    """Change what a placement is; its key stays, because logs carry it.

    Whose it is may, and whoever named it; only whose it is hands it over, or until they have joined whoever named it.
    """
    by.writing()
    held = list_placements(by, campaign).select_for_update(of=("self",)).get(pk=placement.pk)
    check_placement_is_own(by, held)
    check_revision(held.revision, seen_revision)
    facts.pop("key", None)
    if organisation != held.organisation_id and not may_hand_placement_over(by, held):
        said = f"Only {held.organisation.name} may hand its placement over."
        raise NotAllowed(said)
    held.organisation = choose_participant(campaign, organisation, "organisation")
    for name, value in facts.items():
        setattr(held, name, value)
    held.revision += 1
    _check_placement(by, held)
    held.save()
    index_named("placement", held)
    log(by, f"changed the placement {held.name}", campaign)
    return held


@transaction.atomic
def remove_placement(*, by: Viewer, campaign: Campaign, placement: Placement) -> None:
    """Take a placement out, and what was said of signals there.

    Whose it is may, and whoever named it as long as no other organisation passes anything there.
    """
    by.writing()
    lock_campaign(campaign)
    check_placement_is_own(by, placement)
    if placement.organisation_id != by.organisation_id:
        _check_unused(by, placement=placement)
    log(by, f"took out the placement {placement.name}", campaign)
    forget(kind="placement", object_id=placement.pk)
    placement.delete()


def check_placement_is_own(by: Viewer, placement: Placement) -> None:
    """Raise NotAllowed unless the placement is the viewer's organisation's, or was named by it."""
    by.writing()
    if not may_change_placement(by, placement):
        raise NotAllowed(
            f"Only {placement.organisation.name}, and whoever named it, may change or take out this placement."
        )


def _check_placement(by: Viewer, placement: Placement) -> None:
    twin = list_placements(by, placement.campaign).filter(key=placement.key).exclude(pk=placement.pk)
    if twin.exists():
        raise Invalid("Choose another key.", fields={"key": f"The campaign has a placement “{placement.key}” already."})
    if placement.starts_on and placement.ends_on and placement.starts_on > placement.ends_on:
        raise Invalid("Check the days.", fields={"ends_on": "It ends before it starts."})
    signals = {one.key: one for one in list_signals(by, placement.campaign)}
    for key, test in placement.targeting.items():
        if key not in signals:
            raise Invalid("Check the targeting.", fields={"targeting": f"The campaign has no signal “{key}”."})
        try:
            parse_cell(test, as_engine(signals[key]))
        except Unparsable as error:
            raise Invalid("Check the targeting.", fields={"targeting": f"{key}: {error}"}) from error


@transaction.atomic
def ask_provision(
    *, by: Viewer, campaign: Campaign, signal: Signal, placement: Placement, asked: UUID, due_on: date | None = None,
    words: str = "",
) -> Provision:  # fmt: skip
    """Ask a participant to pass a signal on a placement, by a day; again where it was asked or refused before.

    Who passes it already is asked for more of it, and what was promised counts until they answer. Conflict when it is
    another partner who passes it; NotAllowed when an open question to somebody else is not the asker's concern.
    """
    member = by.writing()
    lock_campaign(campaign)
    partner = choose_participant(campaign, asked, "asked")
    found = find_provision(by, campaign, signal, placement)
    if not may_ask_for(by, campaign, found, partner.pk):
        raise NotAllowed(
            "Who asked, who is asked, whose placement it is and who runs the campaign may ask another one."
        )
    given = found is not None and found.state in GIVEN
    if found is not None and given and found.asked_id != partner.pk:
        raise Conflict(f"{found.asked.name} has answered: {found.get_state_display().lower()}. Ask them for more.")
    provision = found or Provision(signal=signal, placement=placement)
    if found is not None and (found.asked_id != partner.pk or found.state == ProvisionState.REFUSED):
        _forget_answer(found)
    provision.asked, provision.asked_by, provision.due_on, provision.words = partner, member, due_on, words
    provision.asked_at, provision.revision = clock.now(), provision.revision + 1
    if not given:
        provision.state, provision.answered_by, provision.answered_at = ProvisionState.ASKED, None, None
    provision.save()
    log(by, f"asked {partner.name} for {'more of ' if given else ''}{signal.name} on {placement.name}", campaign)
    return provision


def _forget_answer(held: Provision) -> None:
    """What one partner promised is no word of another's, nor what was refused a promise."""
    held.share, held.share_source, held.share_on, held.fresh_minutes = None, ShareSource.PROMISED, None, None
    held.price, held.currency, held.values, held.consent_markets = None, "", [], []


@transaction.atomic
def answer_provision(
    *, by: Viewer, campaign: Campaign, provision: Provision, state: str, share: Decimal | None = None,
    share_source: str = ShareSource.PROMISED, share_on: date | None = None, fresh_minutes: int | None = None,
    price: Decimal | None = None, currency: str = "", words: str = "", values: list[str] | None = None,
    consent_markets: list[str] | None = None, seen_revision: int | None = None,
) -> Provision:  # fmt: skip
    """Say how far one is with passing the signal: promised, tested or live with a share, or refused with words.

    `consent_markets` stay as they are where they are not given: they are asked only of signals that need consent.
    """
    member = by.writing()
    held = Provision.objects.select_for_update().select_related("asked", "asked_by", "signal", "placement").get(
        pk=provision.pk
    )  # fmt: skip
    if not is_answerable(by, held):
        raise NotAllowed(f"{held.asked.name} answers this.")
    check_revision(held.revision, seen_revision)
    if state not in ANSWERS:
        raise Invalid("Choose an answer.", fields={"state": "Promise it, say that it is tested or live, or refuse it."})
    if state == ProvisionState.REFUSED and not words.strip():
        raise Invalid("Say why.", fields={"words": "Say why, so that the rules can do without it."})
    if state != ProvisionState.REFUSED and share is None:
        raise Invalid("On which share?", fields={"share": "On which share of impressions is it known?"})
    if price is not None and not currency:
        raise Invalid("In which currency?", fields={"currency": "A price needs its currency."})
    unknown = [one for one in values or () if one not in held.signal.categories]
    if unknown:
        raise Invalid("Check the values.", fields={"values": f"“{unknown[0]}” is none of the signal’s categories."})
    held.state, held.words, held.fresh_minutes = state, words, fresh_minutes
    held.share = share if state != ProvisionState.REFUSED else None
    held.share_source, held.share_on = share_source, share_on or clock.today(by.time_zone)
    held.price, held.currency, held.values = price, currency if price is not None else "", values or []
    if consent_markets is not None:
        held.consent_markets = consent_markets
    held.answered_by, held.answered_at, held.revision = member, clock.now(), held.revision + 1
    held.save()
    log(by, f"answered for {held.signal.name} on {held.placement.name}: {held.get_state_display().lower()}", campaign)
    return held


def _next(rows: "models.QuerySet[Any]") -> int:
    last = rows.aggregate(last=models.Max("position"))["last"]
    return 0 if last is None else last + 1
