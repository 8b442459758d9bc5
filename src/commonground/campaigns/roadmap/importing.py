"""What is understood of a file that somebody sent, and what taking it would give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_people, organisations_of
from commonground.campaigns.raci.queries import load_judged
from commonground.campaigns.roadmap.differences import Words, differences_in_words
from commonground.campaigns.roadmap.models import RoadmapVersion
from commonground.campaigns.roadmap.queries import Answering, Loaded, answering_in, load_roadmap, working_version
from commonground.campaigns.roadmap.rules import content_mark
from commonground.campaigns.roadmap.taking import Place
from commonground.campaigns.upload.models import Upload
from commonground.engines.errors import EngineError
from commonground.engines.findings import Finding
from commonground.engines.raci.matrix import normalised
from commonground.engines.roadmap import (
    Context,
    Diff,
    Roadmap,
    Understanding,
    check,
    diff,
    understand_file,
    with_keys_of,
)
from commonground.kit.child import run_in_child
from commonground.kit.errors import Invalid
from commonground.people.models import Membership, Organisation
from commonground.people.viewer.models import Viewer


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be taken: the roadmap with the keys of the version before it, whose each thing is, and what changes.

    unmatched  organisations and people of the file that nobody here is called; they are left out
    mark       of what the preview was made against; taking asks whether it still holds
    """

    understanding: Understanding
    roadmap: Roadmap
    places: Mapping[str, Place]
    unmatched: tuple[str, ...]
    findings: tuple[Finding, ...]
    earlier: RoadmapVersion | None
    difference: Diff | None
    changes: tuple[Words, ...]
    mark: str


def understood(upload: Upload, table: int | None = None) -> Understanding:
    """Read the upload in a child process; Invalid says why it cannot be read as a roadmap."""
    try:
        return run_in_child(understand_file, bytes(upload.data), upload.name, table)
    except EngineError as error:
        raise Invalid(str(error), fields={"file": str(error)}) from error


def preview_of(viewer: Viewer, campaign: Campaign, upload: Upload, table: int | None = None) -> Preview:
    """What taking the upload would give."""
    understanding = understood(upload, table)
    earlier = working_version(viewer, campaign)
    before = load_roadmap(viewer, earlier, campaign) if earlier else None
    read = with_keys_of(before.roadmap, understanding.roadmap) if before else understanding.roadmap
    tasks = {normalised(one.task): key for key, one in _answering(viewer, campaign, before).items()}
    read = replace(read, deliverables=tuple(
        replace(one, raci_row=tasks.get(normalised(one.raci_row), one.raci_row)) for one in read.deliverables
    ))  # fmt: skip
    if before and read.launch is None:
        read = replace(read, launch=before.roadmap.launch)
    places, unmatched = match(read, organisations_of(campaign), list(list_people(viewer, campaign)))
    plan = _with_names(read, places)
    found = diff(before.roadmap, _as_far_as(before.roadmap, plan)) if before else None
    changes = differences_in_words(found, replace(before, roadmap=plan)) if found and before else ()
    return Preview(
        understanding, read, places, unmatched, check(plan, Context()), earlier, found, changes,
        mark_of(viewer, campaign, before),
    )  # fmt: skip


def _answering(viewer: Viewer, campaign: Campaign, before: Loaded | None) -> Mapping[str, Answering]:
    return before.answering if before else answering_in(load_judged(viewer, [campaign]).get(campaign.pk))


def mark_of(viewer: Viewer, campaign: Campaign, working: Loaded | None = None) -> str:
    """The mark of the version that people work on now, "" when there is none."""
    if working is None:
        version = working_version(viewer, campaign)
        working = load_roadmap(viewer, version, campaign) if version else None
    return f"{working.version.number}:{content_mark(working.roadmap)}" if working else ""


def _as_far_as(before: Roadmap, plan: Roadmap) -> Roadmap:
    """How far things are is said on their pages and not by a file."""

    def kept(key: str) -> dict[str, Any]:
        held = before.by_key.get(key)
        return {name: getattr(held, name) for name in ("state", "delivered_on", "accepted_on")} if held else {}

    return replace(plan, deliverables=tuple(replace(one, **kept(one.key)) for one in plan.deliverables))


def _with_names(read: Roadmap, places: Mapping[str, Place]) -> Roadmap:
    def placed(key: str) -> dict[str, Any]:
        place = places[key]
        return {
            "organisation": str(place.organisation.pk) if place.organisation else "",
            "owner": place.owner.name if place.owner else "", "reviewer": place.reviewer.name if place.reviewer else "",
        }  # fmt: skip

    return replace(read, deliverables=tuple(replace(one, **placed(one.key)) for one in read.deliverables))


def match(
    read: Roadmap, participants: Sequence[Organisation], people: Sequence[Membership]
) -> tuple[dict[str, Place], tuple[str, ...]]:
    """Whose each deliverable is here, by the names in the file; and the names that nobody here has."""
    homes = {normalised(one.name): one for one in participants}
    called: dict[str, list[Membership]] = {}
    for person in people:
        called.setdefault(normalised(person.name), []).append(person)
    unmatched: dict[str, None] = {}

    def somebody(name: str, home: Organisation | None) -> Membership | None:
        if not name.strip():
            return None
        of = [one for one in called.get(normalised(name), []) if home is None or one.organisation_id == home.pk]
        if len(of) != 1:
            unmatched[name.strip()] = None
        return of[0] if len(of) == 1 else None

    places = {}
    for one in read.deliverables:
        home = homes.get(normalised(one.organisation)) if one.organisation.strip() else None
        if one.organisation.strip() and home is None:
            unmatched[one.organisation.strip()] = None
        owner, reviewer = somebody(one.owner, home), somebody(one.reviewer, None)
        places[one.key] = Place(home or (owner.organisation if owner else None), owner, reviewer)
    return places, tuple(unmatched)
