"""The kick-off of the story: planned, partly prepared, and nobody of creative has been asked."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.kickoff.actions import answer_invitation, plan_meeting
from commonground.campaigns.kickoff.agenda import edit_item, prepare
from commonground.campaigns.kickoff.enums import Answer
from commonground.campaigns.kickoff.noting import agree_term, note_decision, propose_term
from commonground.campaigns.kickoff.queries import list_agenda

if TYPE_CHECKING:
    from commonground.cli.demo.story import Told

ASKED = ("Marcus Oyelaran", "Priya Raman", "Nadia Petrov", "Daniel Mensah", "Giulia Conti", "Amina Yusuf", "Ken Ito")
COMES = ("Marcus Oyelaran", "Priya Raman", "Amina Yusuf")
OWNERS = ("Ines Albrecht", "Daniel Mensah", "Ines Albrecht", "Priya Raman")
READING = "The goal in one page: one meal for each order, counted by Meridian."


def plan_the_kick_off(told: Told, campaign: Campaign) -> None:
    """A week ahead, by Ines; Variant Loom makes the dynamic creative, and nobody of it is on the list."""
    ines = told.viewer("Ines Albrecht")
    day = told.now.date() + timedelta(days=6)
    with told.days_ago(2):
        seen = get_campaign(ines, campaign.pk)
        meeting = plan_meeting(
            by=ines, campaign=seen, title="Kick-off of Slice of Hope", day=day, at=time(10), time_zone="Europe/Rome",
            place="https://meet.tondella.example/slice", people=[told.members[name].pk for name in ASKED],
        )  # fmt: skip
        for item, owner in zip(list_agenda(ines, meeting), OWNERS, strict=False):
            reading = READING if item.position == 0 else item.reading
            edit_item(by=ines, meeting=meeting, item=item.pk, owner=told.members[owner].pk, reading=reading)
        _prepare(told, seen)
        term = propose_term(
            by=ines, campaign=seen, term="Order", meaning="A paid pizza, delivered or collected. A voucher alone is none.",
            aliases=["Sale", "Conversion"],
        )  # fmt: skip
    with told.days_ago(1):
        for name in COMES:
            answer_invitation(by=told.viewer(name), meeting=meeting, answer=Answer.ACCEPTED)
        answer_invitation(by=told.viewer("Ken Ito"), meeting=meeting, answer=Answer.DECLINED)
        agree_term(by=told.viewer("Amina Yusuf"), term=term)
        note_decision(
            by=ines, campaign=seen, text="Meridian counts the meals; Tondella publishes the count each Monday.",
            decided_by=[ines.acting().pk, told.members["Amina Yusuf"].pk], consulted=[told.members["Petra Novak"].pk],
        )  # fmt: skip


def _prepare(told: Told, campaign: Campaign) -> None:
    due = told.now.date() + timedelta(days=3)
    for kind, who, result in (
        ("naming", "Nadia Petrov", "Campaign_market_placement_variant; the list is in the shared folder."),
        ("specifications", "Priya Raman", ""),
        ("concept", "Giulia Conti", ""),
    ):
        prepare(
            by=told.viewer(who), campaign=campaign, kind=kind, owner=told.members[who].pk, due_on=due, result=result,
            done=bool(result),
        )  # fmt: skip
