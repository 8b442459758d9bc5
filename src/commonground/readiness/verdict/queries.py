"""How campaigns stand: what was reckoned before holds until the log says that something has changed.

Every act is on the log of its campaign or of its organisation, so the last entry of each, the day, and the facts that a
list has read anyhow say together whether a verdict is still right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from uuid import UUID

from commonground import __version__
from commonground.campaigns.campaign.verdicts import Verdict, last_verdict
from commonground.campaigns.models import Campaign
from commonground.engines.findings import Finding
from commonground.engines.readiness import CHECKS, Assessment
from commonground.engines.readiness.stored import from_dict, to_dict
from commonground.kit import clock
from commonground.kit.errors import NotFound
from commonground.kit.seen import fingerprint
from commonground.people.activity.queries import last_entries
from commonground.people.viewer.models import Viewer
from commonground.readiness.check.queries import Judged, campaign_facts, day_of, judge_campaigns, shown
from commonground.readiness.verdict.models import KeptVerdict

COLUMNS = tuple(field.name for field in fields(Verdict) if field.name != "holds")
WRITTEN = ("mark", *COLUMNS, "assessment", "numbers", "reckoned_at")


@dataclass(frozen=True, slots=True)
class Kept:
    """The last assessment of a campaign. `numbers` gives the grid's numbers of the rows of which it speaks, by key."""

    verdict: Verdict
    assessment: Assessment
    numbers: Mapping[str, int]
    at: datetime


def verdicts_of(viewer: Viewer, campaigns: Sequence[Campaign], reckon: bool = True) -> Mapping[UUID, Verdict]:
    """The verdict on each campaign; without `reckon` the last one, where there is one.

    The campaigns came from viewer-first queries with their participants.
    """
    marks = _marks(campaigns)
    kept = KeptVerdict.objects.filter(campaign__in=marks).only("mark", *COLUMNS)
    found = {one.campaign_id: _verdict(one, holds=one.mark == marks[one.campaign_id]) for one in kept}
    stale = [one for one in campaigns if one.pk not in found or not found[one.pk].holds] if reckon else []
    fresh = judge_campaigns(viewer, stale) if stale else {}
    _keep(fresh, marks)
    return found | {pk: shown(judged.assessment) for pk, judged in fresh.items()}


def last_assessment(viewer: Viewer, campaign: Campaign, *, reckon: bool = False) -> Kept | None:
    """The last assessment of a campaign; with `reckon` one that holds."""
    verdict = last_verdict(viewer, campaign, reckon=reckon)
    one = KeptVerdict.objects.filter(campaign=campaign).only("assessment", "numbers", "reckoned_at").first()
    if verdict is None or one is None:
        return None
    return Kept(verdict, from_dict(one.assessment), one.numbers, one.reckoned_at)


def finding_of(viewer: Viewer, campaign: Campaign, fingerprint: str) -> Finding:
    """A finding that the campaign has now and that is not waived, or NotFound."""
    kept = last_assessment(viewer, campaign, reckon=True)
    found = next((one for one in kept.assessment.findings if one.fingerprint == fingerprint), None) if kept else None
    if found is None:
        raise NotFound
    return found


def _verdict(one: KeptVerdict, *, holds: bool) -> Verdict:
    return Verdict(**{name: getattr(one, name) for name in COLUMNS}, holds=holds)


def _marks(campaigns: Sequence[Campaign]) -> dict[UUID, str]:
    organisations = {one.organisation_id for campaign in campaigns for one in campaign.participants.all()}
    last = last_entries(campaign=[campaign.pk for campaign in campaigns], organisation=organisations)
    marks = {}
    for campaign in campaigns:
        there = [last.get(one.organisation_id, 0) for one in campaign.participants.all()]
        facts = {"log": [last.get(campaign.pk, 0), *there], "campaign": asdict(campaign_facts(campaign))}
        marks[campaign.pk] = fingerprint({**facts, "today": day_of(campaign), "checks": [__version__, len(CHECKS)]})
    return marks


def _keep(fresh: Mapping[UUID, Judged], marks: Mapping[UUID, str]) -> None:
    if fresh:
        # In one order, so that two who keep the same campaigns at once do not wait for each other.
        rows = [_row(pk, judged, marks[pk]) for pk, judged in sorted(fresh.items())]
        KeptVerdict.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["campaign"], update_fields=list(WRITTEN)
        )


def _row(pk: UUID, judged: Judged, mark: str) -> KeptVerdict:
    verdict = shown(judged.assessment)
    return KeptVerdict(
        campaign_id=pk,
        mark=mark,
        assessment=to_dict(judged.assessment),
        numbers=judged.numbers,
        reckoned_at=clock.now(),
        **{name: getattr(verdict, name) for name in COLUMNS},
    )
