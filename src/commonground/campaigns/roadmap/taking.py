"""Making a whole roadmap the draft, as an import does."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from commonground.campaigns.campaign.actions import log
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.roadmap.actions import discard_draft, lock, next_number, reindex
from commonground.campaigns.roadmap.enums import RoadmapState
from commonground.campaigns.roadmap.models import Deliverable, RoadmapPhase, RoadmapVersion
from commonground.campaigns.roadmap.queries import working_version
from commonground.campaigns.roadmap.rules import DELIVERABLES_LIMIT, PHASES_LIMIT, check_day, refuse_circle
from commonground.campaigns.upload.actions import lock_upload, spend_upload
from commonground.campaigns.upload.models import Upload
from commonground.engines.roadmap import Roadmap
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid
from commonground.kit.record import check_fields
from commonground.people.models import Membership, Organisation
from commonground.people.viewer.models import Viewer


@dataclass(frozen=True, slots=True)
class Place:
    """Whose an imported deliverable is here, and who reviews it."""

    organisation: Organisation | None = None
    owner: Membership | None = None
    reviewer: Membership | None = None


@transaction.atomic
def take_roadmap(
    *, by: Viewer, campaign: Campaign, roadmap: Roadmap, places: Mapping[str, Place], source: str
) -> RoadmapVersion:
    """Make a whole roadmap the draft. A draft before it is put aside, not lost.

    `roadmap` has the keys that deliverables and phases are to keep; `places` says for each deliverable's key whose it is.
    """
    member = by.writing()
    lock(campaign)
    if len(roadmap.deliverables) > DELIVERABLES_LIMIT or len(roadmap.phases) > PHASES_LIMIT:
        raise Invalid(f"At most {DELIVERABLES_LIMIT:,} deliverables and {PHASES_LIMIT} phases.")
    titles = {one.key: one.title for one in roadmap.deliverables}
    refuse_circle(titles, {o.key: [[each.key, each.lag] for each in o.depends_on] for o in roadmap.deliverables})
    for day in (roadmap.launch, roadmap.start, *(one.due for one in roadmap.deliverables)):
        check_day("file", day)
    working = working_version(by, campaign)
    if working is not None and working.state == RoadmapState.DRAFT:
        discard_draft(by=by, campaign=campaign)
        working = working_version(by, campaign)
    draft = RoadmapVersion(
        campaign=campaign, number=next_number(campaign), started_by=member, source=source, based_on=working,
        starts_on=roadmap.start, launch_on=roadmap.launch or (working.launch_on if working else campaign.launch_on),
    )  # fmt: skip
    draft.save()
    _store(by, draft, roadmap, places)
    reindex(draft, campaign)
    log(by, f"imported roadmap v{draft.number}", campaign, deliverables=len(roadmap.deliverables), source=source)
    return draft


def _store(by: Viewer, draft: RoadmapVersion, roadmap: Roadmap, places: Mapping[str, Place]) -> None:
    phases = [
        RoadmapPhase(version=draft, key=phase.key, position=position, title=phase.title, lead=phase.lead)
        for position, phase in enumerate(roadmap.phases)
    ]
    rows = []
    for position, one in enumerate(roadmap.deliverables):
        place = places.get(one.key, Place())
        rows.append(Deliverable(
            version=draft, key=one.key, position=position, phase=one.phase, title=one.title, milestone=one.milestone,
            organisation=place.organisation, owner=place.owner,
            reviewer=place.reviewer if place.reviewer != place.owner else None, acceptance=one.acceptance,
            start_on=one.start, due_on=one.due, duration=one.duration,
            depends_on=[[each.key, each.lag] for each in one.depends_on], raci_row=one.raci_row,
            changed_by=by.membership, changed_at=clock.now(),
        ))  # fmt: skip
    for thing in (*phases, *rows):
        check_fields(thing)
    RoadmapPhase.objects.bulk_create(phases, batch_size=500)
    Deliverable.objects.bulk_create(rows, batch_size=500)


@transaction.atomic
def take_upload(
    *, by: Viewer, campaign: Campaign, upload: Upload, roadmap: Roadmap, places: Mapping[str, Place], mark: str,
    seen: str | None = None,
) -> RoadmapVersion:  # fmt: skip
    """Make the previewed roadmap the draft, all of it or nothing. `mark` is that of what it was compared with just now,
    `seen` the one that was looked at; Conflict when somebody has changed the roadmap since."""
    locked = lock_upload(upload)
    if seen is not None and seen != mark:
        raise Conflict(
            "Nothing was imported: somebody has changed the roadmap while you were looking. What would change now is below."
        )
    draft = take_roadmap(by=by, campaign=campaign, roadmap=roadmap, places=places, source=upload.name)
    spend_upload(locked)
    return draft
