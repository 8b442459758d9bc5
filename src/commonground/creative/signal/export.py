"""The campaign's signals, and what partners promise or pass of them, as a response of AdCP `get_signals`."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse

from commonground.campaigns.models import Campaign
from commonground.campaigns.roadmap.export import stem_of
from commonground.creative.signal.enums import ProvisionState
from commonground.creative.signal.models import Placement, Provision, Signal
from commonground.creative.signal.queries import Coverage
from commonground.creative.signal.rules import GIVEN
from commonground.creative.signal.stored import as_engine
from commonground.engines.decisions import adcp

MEDIA_TYPE = "application/json"


def response_of(campaign: Campaign, coverage: Coverage) -> dict[str, Any]:
    """The document: an entry for each signal and partner with the same terms; a signal that nobody passes has no deployment."""
    offers = [offer for signal, cells in coverage.rows for offer in _offers(signal, cells)]
    return adcp.write(offers, f"{settings.BASE_URL}{reverse('creative:coverage', args=[campaign.pk])}")


def file_of(campaign: Campaign, coverage: Coverage) -> tuple[str, bytes]:
    """(file name, content) of the document."""
    content = json.dumps(response_of(campaign, coverage), ensure_ascii=False, indent=1).encode()
    return f"{stem_of(campaign.name)}-signals.json", content


def _offers(signal: Signal, cells: list[tuple[Placement, Provision | None]]) -> list[adcp.Offer]:
    engine = as_engine(signal)
    words = f"{signal.name}, {signal.path} of a bid request" if signal.path else signal.name
    grouped: dict[Any, list[tuple[Placement, Provision]]] = {}
    for place, held in cells:
        if held is not None and held.state in GIVEN:
            terms = (held.asked_id, held.share, held.price, held.currency, *held.values, None, *held.consent_markets)
            grouped.setdefault(terms, []).append((place, held))
    if not grouped:
        return [adcp.Offer(engine, signal.name, words)]
    return [_offer(engine, signal.name, words, rows) for rows in grouped.values()]


def _offer(engine: Any, name: str, words: str, rows: list[tuple[Placement, Provision]]) -> adcp.Offer:
    _, held = rows[0]
    return adcp.Offer(
        engine, name, words, held.asked.name, values=tuple(held.values), share=held.share,
        deployments=tuple(
            adcp.Deployment(place.organisation.name, place.key, one.state == ProvisionState.LIVE) for place, one in rows
        ),
        price=held.price, currency=held.currency, markets=tuple(held.consent_markets) if engine.consent else (),
    )  # fmt: skip
