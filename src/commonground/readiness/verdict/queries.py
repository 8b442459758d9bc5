"""How campaigns stand, for lists: what was reckoned before holds until the log says that something has changed.

Every act is on the log of its campaign or of its organisation, so the last entry of each, the day, and the facts that a
list has read anyhow say together whether a verdict is still right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, fields
from datetime import date
from uuid import UUID

from commonground import __version__
from commonground.campaigns.campaign.verdicts import Verdict
from commonground.campaigns.models import Campaign
from commonground.engines.readiness import CHECKS
from commonground.kit import clock
from commonground.kit.seen import fingerprint
from commonground.people.activity.queries import last_entries
from commonground.people.viewer.models import Viewer
from commonground.readiness.check.queries import assess_campaigns, campaign_facts, shown
from commonground.readiness.verdict.models import KeptVerdict

COLUMNS = tuple(field.name for field in fields(Verdict))


def verdicts_of(viewer: Viewer, campaigns: Sequence[Campaign], reckon: bool = True) -> Mapping[UUID, Verdict]:
    """The verdict on each campaign; without `reckon` those alone that were kept and still hold.

    The campaigns came from viewer-first queries with their participants.
    """
    marks = _marks(campaigns, clock.today(viewer.time_zone))
    kept = KeptVerdict.objects.filter(campaign__in=marks)
    found = {one.campaign_id: Verdict(*(getattr(one, name) for name in COLUMNS)) for one in kept if _holds(one, marks)}
    stale = [campaign for campaign in campaigns if campaign.pk not in found] if reckon else []
    fresh = {pk: shown(assessment) for pk, assessment in assess_campaigns(viewer, stale).items()} if stale else {}
    _keep(fresh, marks)
    return found | fresh


def _holds(one: KeptVerdict, marks: Mapping[UUID, str]) -> bool:
    return one.mark == marks[one.campaign_id]


def _marks(campaigns: Sequence[Campaign], today: date) -> dict[UUID, str]:
    organisations = {one.organisation_id for campaign in campaigns for one in campaign.participants.all()}
    last = last_entries(campaign=[campaign.pk for campaign in campaigns], organisation=organisations)
    marks = {}
    for campaign in campaigns:
        there = [last.get(one.organisation_id, 0) for one in campaign.participants.all()]
        facts = {"log": [last.get(campaign.pk, 0), *there], "campaign": asdict(campaign_facts(campaign))}
        marks[campaign.pk] = fingerprint({**facts, "today": today, "checks": [__version__, len(CHECKS)]})
    return marks


def _keep(fresh: Mapping[UUID, Verdict], marks: Mapping[UUID, str]) -> None:
    if fresh:
        rows = [
            KeptVerdict(campaign_id=pk, mark=marks[pk], **dict(zip(COLUMNS, astuple(one), strict=True)))
            for pk, one in fresh.items()
        ]
        KeptVerdict.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["campaign"], update_fields=["mark", *COLUMNS]
        )
