"""Where each finding is mended, and in which words that place is named."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from commonground.campaigns.models import Campaign
from commonground.engines.findings import Finding, Place
from commonground.people.viewer.models import Viewer

FIELDS = {
    "matrix": ("RACI", "campaigns:raci"),
    "launch": ("Launch date", "campaigns:campaign-edit"),
    "goal": ("Goal", "campaigns:campaign-edit"),
    "point_person": ("Point person", "campaigns:campaign-point-person"),
    "kickoff": ("Kick-off", "campaigns:kickoff"),
    "deputy": ("Deputy", "campaigns:campaign-point-person"),
}

# Pages that everybody may read; the others change something.
SEEN = {"RACI", "Kick-off"}

# What of a meeting's page a place leads to; its key begins with the meeting's.
PARTS = {
    "function": ("Kick-off, who must be there", "functions"),
    "meeting": ("Recap", "recap"),
    "word": ("Recap", "recap"),
}


@dataclass(frozen=True, slots=True)
class MendingPlace:
    """Words for a link, and its address; "" for who may not go there."""

    words: str
    url: str


def _escalation(viewer: Viewer, campaign: Campaign, key: str) -> MendingPlace:
    return MendingPlace(f"E-{key}", reverse("campaigns:escalation", args=[campaign.pk, key]))


def _rung(viewer: Viewer, campaign: Campaign, key: str) -> MendingPlace:
    organisation, _, rung = key.partition(":")
    if viewer.may_write and organisation == str(viewer.organisation_id):
        return MendingPlace("Ladder", reverse("campaigns:escalation-contact", args=[campaign.pk, organisation, rung]))
    return MendingPlace("Ladder", reverse("campaigns:escalation-list", args=[campaign.pk]) + "#ladder")


def _action(viewer: Viewer, campaign: Campaign, key: str) -> MendingPlace:
    return MendingPlace("Actions", reverse("campaigns:action", args=[key]))


def _creative(viewer: Viewer, campaign: Campaign, key: str) -> MendingPlace:
    return MendingPlace("Creative plan", reverse("creative:plan", args=[campaign.pk]))


def _variant(viewer: Viewer, campaign: Campaign, key: str) -> MendingPlace:
    return MendingPlace(f"Variants, {key}", reverse("creative:variants", args=[campaign.pk]))


def _signal(viewer: Viewer, campaign: Campaign, key: str) -> MendingPlace:
    return MendingPlace("Signals", reverse("creative:coverage", args=[campaign.pk]))


def _provision(viewer: Viewer, campaign: Campaign, key: str) -> MendingPlace:
    signal, _, placement = key.partition(":")
    return MendingPlace("Signals", reverse("creative:provision", args=[campaign.pk, signal, placement]))


ELSEWHERE = {
    "creative": _creative,
    "table-rule": _creative,
    "variant": _variant,
    "signal": _signal,
    "provision": _provision,
    "escalation": _escalation,
    "rung": _rung,
    "action": _action,
}


def place_of(viewer: Viewer, campaign: Campaign, finding: Finding, numbers: Mapping[str, int]) -> MendingPlace:
    """The page on which a finding is mended, if the viewer may mend it; `numbers` gives the rows' numbers in the grid by their keys."""
    place = finding.places[0] if finding.places else Place("campaign", "")
    grid = reverse("campaigns:raci", args=[campaign.pk])
    if place.kind == "field" and place.key in FIELDS:
        words, name = FIELDS[place.key]
        seen = words in SEEN or viewer.may_write
        return MendingPlace(words, reverse(name, args=[campaign.pk]) if seen else "")
    if place.kind in PARTS:
        return _of_a_meeting(campaign, place)
    if place.kind == "preparation":
        prepare = reverse("campaigns:kickoff-prepare", args=[campaign.pk, place.key])
        return MendingPlace("Before the kick-off", prepare if viewer.may_write else "")
    if place.kind in ELSEWHERE:
        return ELSEWHERE[place.kind](viewer, campaign, place.key)
    if place.kind in {"row", "cell"}:
        row = place.key.partition(":")[0]
        return MendingPlace(f"RACI, row {numbers.get(row, '?')}", f"{grid}#row-{row}")
    if finding.id.startswith("MAP"):
        return _on_the_map(campaign, finding, place)
    if place.kind == "role":
        role = reverse("campaigns:raci-role", args=[campaign.pk, place.key])
        return MendingPlace("RACI, a role", role if viewer.may_write else grid)
    if place.kind == "organisation" and not finding.id.startswith("RACI"):
        return MendingPlace("Participants", reverse("campaigns:campaign-detail", args=[campaign.pk]) + "#participants")
    return MendingPlace("RACI", grid)


def _of_a_meeting(campaign: Campaign, place: Place) -> MendingPlace:
    words, part = PARTS[place.kind]
    url = reverse("campaigns:kickoff-meeting", args=[campaign.pk, place.key.partition(":")[0]])
    return MendingPlace(words, f"{url}#{part}")


def _on_the_map(campaign: Campaign, finding: Finding, place: Place) -> MendingPlace:
    if place.kind == "deliverable":
        page = reverse("campaigns:roadmap-deliverable", args=[campaign.pk, place.key])
        return MendingPlace(f"Roadmap, {finding.subject}", page)
    if place.kind == "organisation":
        return MendingPlace("Roadmap, same map", reverse("campaigns:roadmap", args=[campaign.pk]) + "#same-map")
    return MendingPlace("Roadmap", reverse("campaigns:roadmap", args=[campaign.pk]))
