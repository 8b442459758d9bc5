"""Gathering the facts of campaigns, and what the readiness engine says of them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commonground.campaigns.campaign.point import time_zone_of
from commonground.campaigns.campaign.verdicts import Verdict as Shown
from commonground.campaigns.kickoff.judged import kick_offs_of
from commonground.campaigns.models import Campaign
from commonground.campaigns.raci.queries import contexts_of, load_judged
from commonground.campaigns.raci.rules import thresholds_of
from commonground.engines.findings import Level
from commonground.engines.raci.matrix import Context
from commonground.engines.readiness import Assessment, Facts, Participant, Verdict, assess
from commonground.engines.readiness import Campaign as CampaignFacts
from commonground.engines.readiness import Waiver as GivenWaiver
from commonground.kit import clock
from commonground.people.models import Membership
from commonground.people.viewer.models import Viewer
from commonground.readiness.check import people
from commonground.readiness.check.creative import creative_facts
from commonground.readiness.check.roadmaps import map_facts
from commonground.readiness.waiver.models import Waiver
from commonground.readiness.waiver.queries import list_waivers

STATES = {
    Verdict.READY: ("ok", "Ready"),
    Verdict.READY_WITH_WAIVERS: ("ok", "Ready with waivers"),
    Verdict.NOT_READY: ("err", "Not ready"),
    Verdict.TOO_EARLY: ("draft", "Too early to check"),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A campaign's assessment, and the grid's numbers of the rows of which it speaks, by key."""

    assessment: Assessment
    numbers: Mapping[str, int]


def judge_campaigns(viewer: Viewer, campaigns: Sequence[Campaign]) -> dict[UUID, Judged]:
    """What the engine says of each of these campaigns, which came from viewer-first queries with their participants.

    The number of queries does not grow with the number of campaigns, only with that of the days (at most three) that it
    is where they were started.
    """
    by_day: dict[date, list[Campaign]] = defaultdict(list)
    for campaign in campaigns:
        by_day[day_of(campaign)].append(campaign)
    return {pk: found for today, several in by_day.items() for pk, found in _judged(viewer, several, today).items()}


def day_of(campaign: Campaign) -> date:
    """Today on the campaign's own calendar, so that all participants read one verdict wherever they are."""
    return clock.today(time_zone_of(campaign))


def _judged(viewer: Viewer, campaigns: Sequence[Campaign], today: date) -> dict[UUID, Judged]:
    loaded = load_judged(viewer, campaigns)
    contexts = contexts_of(campaigns, loaded, today=today)
    waivers: dict[UUID, list[Waiver]] = defaultdict(list)
    for waiver in list_waivers(viewer, campaigns):
        waivers[waiver.campaign_id].append(waiver)
    kick_offs = kick_offs_of(viewer, campaigns, today=today)
    rungs, away = people.empty_rungs(viewer, campaigns), people.away_at_launch(viewer, campaigns)
    stuck = people.open_escalations(viewer, campaigns, clock.now())
    to_do = people.open_actions(viewer, campaigns, today)
    creative = creative_facts(viewer, campaigns)
    roadmaps = map_facts(viewer, campaigns, loaded, today=today)
    found = {}
    for campaign in campaigns:
        working = loaded.get(campaign.pk)
        facts = Facts(
            campaign=campaign_facts(campaign),
            matrix=working.matrix if working else None,
            matrix_in_force=bool(working and working.version.any_in_force),  # type: ignore[attr-defined]
            raci=contexts.get(campaign.pk, Context()),
            bounds=thresholds_of(campaign.thresholds),
            kickoff=kick_offs[campaign.pk],
            point_person_away=campaign.pk in away,
            empty_rungs=rungs.get(campaign.pk, ()),
            escalations=stuck.get(campaign.pk, ()),
            actions=to_do.get(campaign.pk, ()),
            roadmap=roadmaps[campaign.pk][0],
            map_context=roadmaps[campaign.pk][1],
            creative=creative.get(campaign.pk),
            today=today,
        )
        assessment = assess(facts, map(_given, waivers[campaign.pk]), today)
        found[campaign.pk] = Judged(assessment, _numbers(assessment, facts))
    return found


def _numbers(assessment: Assessment, facts: Facts) -> dict[str, int]:
    findings = (*assessment.findings, *(one.finding for one in assessment.waived))
    named = {place.key.partition(":")[0] for finding in findings for place in finding.places}
    rows = facts.matrix.rows if facts.matrix else ()
    return {row.key: number for number, row in enumerate(rows, start=1) if row.key in named}


def assess_campaigns(viewer: Viewer, campaigns: Sequence[Campaign]) -> dict[UUID, Assessment]:
    """The assessments alone."""
    return {pk: judged.assessment for pk, judged in judge_campaigns(viewer, campaigns).items()}


def campaign_facts(campaign: Campaign) -> CampaignFacts:
    """What the checks may know of the campaign itself; it came with its participants and point person."""
    return CampaignFacts(
        name=campaign.name,
        goal=campaign.goal,
        launch=campaign.launch_on,
        point_person=_present(campaign, campaign.point_person),
        deputy=_present(campaign, campaign.deputy),
        participants=tuple(
            Participant(str(p.organisation_id), p.organisation.name, p.organisation.has_joined)
            for p in campaign.participants.all()
        ),
    )


def _present(campaign: Campaign, member: Membership | None) -> str:
    """Who is named, unless they or their organisation have left."""
    here = {participant.organisation_id for participant in campaign.participants.all()}
    return member.name if member and not member.has_left and member.organisation_id in here else ""


def _given(waiver: Waiver) -> GivenWaiver:
    return GivenWaiver(
        waiver.fingerprint,
        waiver.message,
        waiver.by.name,
        waiver.by.organisation.name,
        waiver.reason,
        waiver.expires_on,
    )


def shown(assessment: Assessment) -> Shown:
    """An assessment in a line."""
    state, words = STATES[assessment.verdict]
    warnings = assessment.count(Level.WARNING) + assessment.count(Level.NOTE)
    areas = Counter(finding.id.partition("-")[0] for finding in assessment.findings if finding.level is Level.ERROR)
    waived, passed = len(assessment.waived), len(assessment.passed)
    return Shown(state, words, areas.total(), warnings, waived, passed, dict(areas))
