"""The rest of a measured campaign's common plan: kick-off, roadmap, actions, escalations; written in bulk."""

import random
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from commonground.campaigns.action.models import Action
from commonground.campaigns.escalation.models import Escalation
from commonground.campaigns.kickoff.enums import MeetingKind, MeetingState, UnderstandingState
from commonground.campaigns.kickoff.models import Invitee, Meeting, RequiredFunction, Understanding
from commonground.campaigns.models import Campaign
from commonground.campaigns.roadmap.enums import ProgressState, RoadmapState
from commonground.campaigns.roadmap.models import Acknowledgement, Deliverable, Progress, RoadmapPhase, RoadmapVersion
from commonground.kit import clock
from commonground.people.membership.enums import Function
from commonground.people.models import Membership

DELIVERABLES = 12
PHASES = (("brief", "Brief", 40), ("make", "Make", 15), ("ship", "Ship", 3))


def add_plans(rng: random.Random, campaigns: Sequence[Campaign], homes: Sequence[UUID], people: Sequence[Membership]) -> None:  # fmt: skip
    """Give each of these campaigns a plan of some age: most of it holds, some of it is late, open or unanswered."""
    _roadmaps(rng, campaigns, homes, people)
    _meetings(rng, campaigns, homes, people)
    _to_do(rng, campaigns, people)


def _roadmaps(rng: random.Random, campaigns: Sequence[Campaign], homes: Sequence[UUID], people: Sequence[Membership]) -> None:  # fmt: skip
    now, by = clock.now(), people[0]
    versions = [
        RoadmapVersion(campaign=campaign, number=1, state=RoadmapState.CURRENT, started_by=by, published_by=by,
                       published_at=now - timedelta(days=9), launch_on=campaign.launch_on)
        for campaign in campaigns
    ]  # fmt: skip
    RoadmapVersion.objects.bulk_create(versions)
    RoadmapPhase.objects.bulk_create(
        RoadmapPhase(version=version, key=key, position=place, title=title, lead=lead)
        for version in versions for place, (key, title, lead) in enumerate(PHASES)
    )  # fmt: skip
    Deliverable.objects.bulk_create(_deliverable(rng, v, n, people) for v in versions for n in range(DELIVERABLES))
    Progress.objects.bulk_create(
        Progress(campaign=version.campaign, key=f"d{number}", state=ProgressState.ACCEPTED, changed_by=by, changed_at=now,
                 delivered_on=now.date(), first_delivered_on=now.date(), accepted_on=now.date())
        for version in versions for number in range(DELIVERABLES // 2)
    )  # fmt: skip
    Acknowledgement.objects.bulk_create(
        Acknowledgement(version=version, organisation_id=home, opened_at=now,
                        acknowledged_at=now if rng.random() < 0.95 else None)
        for version in versions for home in homes
    )  # fmt: skip


def _deliverable(rng: random.Random, version: RoadmapVersion, number: int, people: Sequence[Membership]) -> Deliverable:
    owner, reviewer = rng.sample(people, 2)
    due = (version.launch_on or clock.today()) - timedelta(days=5 + 4 * (DELIVERABLES - number))
    return Deliverable(
        version=version, key=f"d{number}", position=number, phase=PHASES[number * len(PHASES) // DELIVERABLES][0],
        title=f"Hand over part {number + 1}", organisation_id=owner.organisation_id, owner=owner, reviewer=reviewer,
        acceptance="The reviewer has seen it.", due_on=due, duration=3, raci_row=f"t{number}",
        depends_on=[[f"d{number - 1}", 0]] if number else [],
    )  # fmt: skip


def _meetings(rng: random.Random, campaigns: Sequence[Campaign], homes: Sequence[UUID], people: Sequence[Membership]) -> None:  # fmt: skip
    now, by = clock.now(), people[0]
    then = now - timedelta(days=20)
    meetings = [
        Meeting(campaign=campaign, kind=MeetingKind.KICK_OFF, title="Kick-off", starts_at=then, time_zone="Europe/Berlin",
                state=MeetingState.HELD, organiser=by, held_at=then, recap="Who does what, and by when.", recapped_at=then,
                recapped_by=by)
        for campaign in campaigns
    ]  # fmt: skip
    Meeting.objects.bulk_create(meetings)
    RequiredFunction.objects.bulk_create(
        RequiredFunction(meeting=meeting, function=function)
        for meeting in meetings for function in (Function.CREATIVE, Function.MEDIA)
    )  # fmt: skip
    Invitee.objects.bulk_create(
        Invitee(meeting=meeting, member=member, attended=True, told_sequence=0, recap_told_at=then)
        for meeting in meetings for member in people
    )  # fmt: skip
    Understanding.objects.bulk_create(
        Understanding(
            meeting=meeting, organisation_id=home,
            state=UnderstandingState.CONFIRMED if rng.random() < 0.95 else UnderstandingState.WAITING,
        )
        for meeting in meetings for home in homes
    )  # fmt: skip


def _to_do(rng: random.Random, campaigns: Sequence[Campaign], people: Sequence[Membership]) -> None:
    now, raised = clock.now(), list[Escalation]()
    Action.objects.bulk_create(
        Action(home=owner.organisation, campaign=campaign, title=f"Answer question {number + 1}", owner=owner,
               due_on=now.date() + timedelta(days=rng.randint(-2, 40)), noted_by=people[0])
        for campaign in campaigns for number in range(3) for owner in [rng.choice(people)]
    )  # fmt: skip
    for campaign in (one for one in campaigns if rng.random() < 0.1):
        by, asked = rng.sample(people, 2)
        raised.append(
            Escalation(campaign=campaign, number=1, title="The feed does not arrive", words="Since Monday.", raised_by=by,
                       asked=asked.organisation, impact="medium", urgency="low", severity=3,
                       answer_due_at=now + timedelta(days=rng.randint(1, 5)))
        )  # fmt: skip
    Escalation.objects.bulk_create(raised)
