"""Reading which organisation navigates by which version."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_campaigns, taking_part
from commonground.campaigns.roadmap.enums import RoadmapState
from commonground.campaigns.roadmap.models import Acknowledgement, RoadmapVersion
from commonground.campaigns.roadmap.queries import PUBLISHED
from commonground.campaigns.roadmap.rules import days_behind
from commonground.people.models import Organisation
from commonground.people.viewer.models import Viewer
from commonground.web.needs import MOST


@dataclass(frozen=True, slots=True)
class Heading:
    """One cell of the strip: an organisation, the version it navigates by (0 for none), and for how long it is behind.

    word  its place for a word on the current version, None while it has none
    """

    organisation: Organisation
    version: int
    current: int
    days: int
    word: Acknowledgement | None

    @property
    def state(self) -> str:
        """same, behind, opened, or not-joined."""
        if not self.organisation.has_joined:
            return "not-joined"
        if self.version >= self.current:
            return "same"
        return "opened" if self.word and self.word.opened_at else "behind"

    @property
    def spoken(self) -> str:
        """The state in words."""
        if self.state == "not-joined":
            return "Not joined yet"
        if self.state == "same":
            return f"On v{self.version}"
        by = f"On v{self.version}" if self.version else "On no version"
        said = "opened, no answer" if self.state == "opened" else "not opened"
        return f"{by}, {said}" + (f", {self.days} day{'' if self.days == 1 else 's'}" if self.days else "")


def headings_in(
    viewer: Viewer, campaigns: Sequence[Campaign], current: dict[UUID, int], *, today: date
) -> dict[UUID, tuple[Heading, ...]]:
    """The strip of each campaign that has a current version (`current` is its number), in one query."""
    words: dict[tuple[UUID, UUID], list[Acknowledgement]] = defaultdict(list)
    asked = Acknowledgement.objects.filter(version__campaign__in=list(current), version__state__in=PUBLISHED)
    for one in asked.select_related("version", "acknowledged_by__person") if current else ():
        words[one.version.campaign_id, one.organisation_id].append(one)
    return {
        campaign.pk: tuple(
            _heading(viewer, one.organisation, words[campaign.pk, one.organisation_id], current[campaign.pk], today)
            for one in campaign.participants.all()
        )
        for campaign in campaigns
        if campaign.pk in current
    }


def _heading(
    viewer: Viewer, organisation: Organisation, words: Sequence[Acknowledgement], current: int, today: date
) -> Heading:
    version = max((one.version.number for one in words if one.acknowledged_at), default=0)
    later = [one for one in words if one.version.number > version and not one.acknowledged_at]
    unread = [one.created_at.astimezone(ZoneInfo(viewer.time_zone)).date() for one in later]
    word = next((one for one in words if one.version.number == current), None)
    return Heading(organisation, version, current, days_behind(unread, today), word)


def same_map(viewer: Viewer, campaign: Campaign, version: RoadmapVersion | None, *, today: date) -> tuple[Heading, ...]:
    """The strip of one campaign; empty while nothing is published."""
    if version is None:
        return ()
    return headings_in(viewer, [campaign], {campaign.pk: version.number}, today=today).get(campaign.pk, ())


def list_open(viewer: Viewer) -> list[Acknowledgement]:
    """Words that are missing on current versions: of the viewer's organisation, and of others on what it has published."""
    if viewer.membership is None:
        return []
    if "acknowledgements" not in viewer.memo:
        viewer.memo["acknowledgements"] = list(_open(viewer)[: 4 * MOST])
    found: list[Acknowledgement] = viewer.memo["acknowledgements"]
    return found


def _open(viewer: Viewer) -> QuerySet[Acknowledgement]:
    there = taking_part().filter(campaign=OuterRef("version__campaign"), organisation=OuterRef("organisation"))
    people = (
        "organisation", "version__campaign", "version__published_by__person", "version__published_by__organisation",
    )  # fmt: skip
    ours = viewer.organisation_or_nobody
    return Acknowledgement.objects.filter(
        Q(organisation=ours) | Q(version__published_by__organisation=ours), Exists(there),
        version__state=RoadmapState.CURRENT, acknowledged_at__isnull=True,
        version__campaign__in=list_campaigns(viewer).order_by().values("pk"),
    ).select_related(*people).order_by("created_at", "id")  # fmt: skip


def own_word(viewer: Viewer, version: RoadmapVersion) -> Acknowledgement | None:
    """What the viewer's organisation has said of a version."""
    said = version.acknowledgements.filter(organisation=viewer.organisation_id)
    return said.select_related("acknowledged_by__person").first()
