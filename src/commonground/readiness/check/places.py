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
    "kickoff": ("Kick-off", "campaigns:kickoff"),
    "deputy": ("Deputy", "campaigns:campaign-point-person"),
}


# What of a meeting's page a place leads to; its key begins with the meeting's.
PARTS = {
    "function": ("Kick-off, who must be there", "functions"),
    "meeting": ("Recap", "recap"),
    "word": ("Recap", "recap"),
}


@dataclass(frozen=True, slots=True)
class MendingPlace:
    """Words for a link, and its address."""

    words: str
    url: str


def _escalation(campaign: Campaign, key: str) -> MendingPlace:
    return MendingPlace(f"E-{key}", reverse("campaigns:escalation", args=[campaign.pk, key]))


def _rung(campaign: Campaign, key: str) -> MendingPlace:
    organisation, _, rung = key.partition(":")
    return MendingPlace("Ladder", reverse("campaigns:escalation-contact", args=[campaign.pk, organisation, rung]))


def _action(campaign: Campaign, key: str) -> MendingPlace:
    return MendingPlace("Actions", reverse("campaigns:action", args=[key]))


ELSEWHERE = {"escalation": _escalation, "rung": _rung, "action": _action}


def place_of(campaign: Campaign, finding: Finding, numbers: Mapping[str, int]) -> MendingPlace:
    """The page on which a finding is mended; `numbers` gives the rows' numbers in the grid by their keys."""
    place = finding.places[0] if finding.places else Place("campaign", "")
    grid = reverse("campaigns:raci", args=[campaign.pk])
    if place.kind == "field" and place.key in FIELDS:
        words, name = FIELDS[place.key]
        return MendingPlace(words, reverse(name, args=[campaign.pk]))
    if place.kind in PARTS:
        return _of_a_meeting(campaign, place)
    if place.kind == "preparation":
        return MendingPlace("Before the kick-off", reverse("campaigns:kickoff-prepare", args=[campaign.pk, place.key]))
    if place.kind in ELSEWHERE:
        return ELSEWHERE[place.kind](campaign, place.key)
    if place.kind in {"row", "cell"}:
        row = place.key.partition(":")[0]
        return MendingPlace(f"RACI, row {numbers.get(row, '?')}", f"{grid}#row-{row}")
    if place.kind == "role":
        return MendingPlace("RACI, a role", reverse("campaigns:raci-role", args=[campaign.pk, place.key]))
    if place.kind == "organisation" and not finding.id.startswith("RACI"):
        return MendingPlace("Participants", reverse("campaigns:campaign-detail", args=[campaign.pk]) + "#participants")
    return MendingPlace("RACI", grid)


def _of_a_meeting(campaign: Campaign, place: Place) -> MendingPlace:
    words, part = PARTS[place.kind]
    url = reverse("campaigns:kickoff-meeting", args=[campaign.pk, place.key.partition(":")[0]])
    return MendingPlace(words, f"{url}#{part}")
