"""Where each finding is mended, and in which words that place is named."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from commonground.campaigns.models import Campaign
from commonground.engines.findings import Finding, Place

FIELDS = {
    "matrix": ("RACI", "campaigns:raci"),
    "launch": ("Launch date", "campaigns:campaign-edit"),
    "goal": ("Goal", "campaigns:campaign-edit"),
    "point_person": ("Point person", "campaigns:campaign-point-person"),
    "deputy": ("Deputy", "campaigns:campaign-point-person"),
}


@dataclass(frozen=True, slots=True)
class MendingPlace:
    """Words for a link, and its address."""

    words: str
    url: str


def place_of(campaign: Campaign, finding: Finding, numbers: Mapping[str, int]) -> MendingPlace:
    """The page on which a finding is mended; `numbers` gives the rows' numbers in the grid by their keys."""
    place = finding.places[0] if finding.places else Place("campaign", "")
    grid = reverse("campaigns:raci", args=[campaign.pk])
    if place.kind == "field" and place.key in FIELDS:
        words, name = FIELDS[place.key]
        return MendingPlace(words, reverse(name, args=[campaign.pk]))
    if place.kind in {"row", "cell"}:
        row = place.key.partition(":")[0]
        return MendingPlace(f"RACI, row {numbers.get(row, '?')}", f"{grid}#row-{row}")
    if finding.id.startswith("MAP"):
        return _on_the_map(campaign, finding, place)
    if place.kind == "role":
        return MendingPlace("RACI, a role", reverse("campaigns:raci-role", args=[campaign.pk, place.key]))
    if place.kind == "organisation" and not finding.id.startswith("RACI"):
        return MendingPlace("Participants", reverse("campaigns:campaign-detail", args=[campaign.pk]) + "#participants")
    return MendingPlace("RACI", grid)


def _on_the_map(campaign: Campaign, finding: Finding, place: Place) -> MendingPlace:
    if place.kind == "deliverable":
        page = reverse("campaigns:roadmap-deliverable", args=[campaign.pk, place.key])
        return MendingPlace(f"Roadmap, {finding.subject}", page)
    if place.kind == "organisation":
        return MendingPlace("Roadmap, same map", reverse("campaigns:roadmap", args=[campaign.pk]) + "#same-map")
    return MendingPlace("Roadmap", reverse("campaigns:roadmap", args=[campaign.pk]))
