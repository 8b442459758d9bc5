"""From draft to the one map: publish, acknowledge, remind."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from commonground.campaigns.campaign.actions import edit_campaign, log
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import organisations_of, taking_part
from commonground.campaigns.roadmap.actions import lock
from commonground.campaigns.roadmap.enums import RoadmapState
from commonground.campaigns.roadmap.models import Acknowledgement, RoadmapVersion
from commonground.campaigns.roadmap.queries import changes_since, current_version, load_roadmap, version_in
from commonground.campaigns.roadmap.rules import content_mark
from commonground.kit import clock
from commonground.kit.errors import Conflict, NotFound, NotReady
from commonground.partnerships.models import Partnership
from commonground.people.viewer.models import Viewer


@transaction.atomic
def publish_roadmap(*, by: Viewer, campaign: Campaign, summary: str = "", seen: str | None = None) -> RoadmapVersion:
    """Make the draft the one version that everybody navigates by, and ask every participant to acknowledge it.

    The publisher's organisation acknowledges it by publishing; the campaign's launch follows the roadmap's. `seen` is the
    mark of the draft that was looked at; Conflict when somebody has typed in it since.
    """
    member = by.writing()
    lock(campaign)
    draft = version_in(by, campaign, RoadmapState.DRAFT)
    if draft is None:
        raise NotReady("There is no draft to publish.")
    loaded = load_roadmap(by, draft, campaign)
    if seen and seen != content_mark(loaded.roadmap):
        raise Conflict("Somebody has changed the draft since you looked at it. Look again, then publish it.")
    if not loaded.rows:
        raise NotReady("The roadmap has no deliverables yet.")
    since = changes_since(by, loaded, campaign)
    if since and since[1].is_empty:
        raise NotReady(f"The draft says the same as v{since[0].number}, which is current already.")
    _supersede(by, campaign)
    draft.state, draft.published_by, draft.published_at = RoadmapState.CURRENT, member, clock.now()
    draft.summary = summary
    draft.save()
    for organisation in organisations_of(campaign):
        Acknowledgement.objects.create(version=draft, organisation=organisation)
    log(by, f"published roadmap v{draft.number}", campaign, version=draft.number, summary=summary)
    _move_launch(by, campaign, draft)
    _say(by, draft)
    return draft


def _supersede(by: Viewer, campaign: Campaign) -> None:
    earlier = current_version(by, campaign)
    if earlier is not None:
        earlier.state, earlier.ended_at = RoadmapState.SUPERSEDED, clock.now()
        earlier.save()


def _move_launch(by: Viewer, campaign: Campaign, version: RoadmapVersion) -> None:
    if version.launch_on is not None and version.launch_on != campaign.launch_on:
        edit_campaign(by=by, campaign=campaign, launch_on=version.launch_on)


def _say(by: Viewer, version: RoadmapVersion) -> Acknowledgement:
    word, _ = Acknowledgement.objects.get_or_create(version=version, organisation=by.acting().organisation)
    word.acknowledged_at, word.acknowledged_by = clock.now(), by.acting()
    word.opened_at = word.opened_at or word.acknowledged_at
    word.save()
    return word


@transaction.atomic
def acknowledge_roadmap(*, by: Viewer, campaign: Campaign, number: int) -> Acknowledgement:
    """Say for one's organisation that it navigates by the current version, whose number is `number`."""
    by.writing()
    lock(campaign)
    current = current_version(by, campaign)
    if current is None or current.number != number:
        raise Conflict(f"Roadmap v{number} is not the current version any more. Look at the newest one.")
    if current.acknowledgements.filter(organisation=by.organisation_id, acknowledged_at__isnull=False).exists():
        raise NotReady(f"{by.organisation_name} has acknowledged roadmap v{number} already.")
    word = _say(by, current)
    log(by, f"acknowledged roadmap v{number}", campaign, version=number)
    return word


def mark_opened(*, by: Viewer, version: RoadmapVersion | None) -> None:
    """Remember that the viewer's organisation has looked at the current version for the first time."""
    if version is not None and version.state == RoadmapState.CURRENT and by.membership is not None:
        waiting = Acknowledgement.objects.filter(version=version, organisation=by.organisation_id, opened_at=None)
        # Asked first: on SQLite whoever updates, if only nothing, waits for every other writer.
        if waiting.exists():
            waiting.update(opened_at=clock.now())


@transaction.atomic
def remind(*, by: Viewer, campaign: Campaign, organisation: UUID) -> Acknowledgement:
    """Ask an organisation again to acknowledge the current version; once a day at most."""
    by.writing()
    current = current_version(by, campaign)
    if current is None:
        raise NotFound
    waiting = current.acknowledgements.filter(organisation=organisation, acknowledged_at=None).first()
    if waiting is None:
        raise NotFound
    now = clock.now()
    if waiting.reminded_at and now - waiting.reminded_at < timedelta(days=1):
        raise NotReady(f"{waiting.organisation.name} was reminded less than a day ago.")
    waiting.reminded_at = now
    waiting.save()
    log(by, f"reminded {waiting.organisation.name} of roadmap v{current.number}", campaign)
    return waiting


def on_participants_changed(sender: object, *, by: Viewer, campaign: Campaign, **_: object) -> None:
    """Ask who has joined for its word on the current version too."""
    current = current_version(by, campaign)
    if current is not None:
        for participant in taking_part().filter(campaign=campaign):
            Acknowledgement.objects.get_or_create(version=current, organisation_id=participant.organisation_id)


def on_parties_changed(sender: object, *, by: Viewer, partnership: Partnership, **_: object) -> None:
    """Who accepts a partnership takes part in its campaigns."""
    for campaign in Campaign.objects.filter(partnership=partnership):
        on_participants_changed(sender, by=by, campaign=campaign)
