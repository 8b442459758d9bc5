"""What is stuck in the story, who stands on which rung, and what is still to be done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from commonground.campaigns.action.actions import note_action, offer_action
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.escalation.actions import act_on, name_contact, raise_escalation
from commonground.engines.escalation import Event

if TYPE_CHECKING:
    from commonground.cli.demo.story import Told

LADDER = {
    "Tondella": ("Giulia Conti", "Ines Albrecht", "Carla Benedetti"),
    "Halyard & Finch": ("Priya Raman", "Marcus Oyelaran", "Olu Adeyemi"),
    "Meridian Food Relief": ("Tomasz Wilk", "Amina Yusuf", "Elena Duarte"),
    "Pocket Orchard": ("Hana Mori", "Jun Takeda", "Ken Ito"),
    "Variant Loom": ("Arvid Berg", "Sofie Lindqvist", ""),
}


def name_the_ladder(told: Told, campaign: Campaign) -> None:
    """Three rungs on every side; Variant Loom has not named a sponsor yet."""
    for home, people in LADDER.items():
        by = told.viewer(people[1])
        seen = get_campaign(by, campaign.pk)
        for rung, name in enumerate(people, start=1):
            if name:
                name_contact(
                    by=by, campaign=seen, organisation=told.organisation(home).pk, rung=rung, member=told.members[name].pk
                )  # fmt: skip


def escalate(told: Told, campaign: Campaign) -> None:
    """One that was settled at the working level, and one that waits for Tondella."""
    sofie, priya, marcus = (told.viewer(name) for name in ("Sofie Lindqvist", "Priya Raman", "Marcus Oyelaran"))
    with told.days_ago(20):
        sizes = raise_escalation(
            by=sofie, campaign=get_campaign(sofie, campaign.pk), asked=told.organisation("Halyard & Finch").pk,
            title="Send the sizes of every placement", words="Two lists go round. Which one do we build for?",
            impact="medium", urgency="medium",
        )  # fmt: skip
    with told.days_ago(19.9):
        act_on(by=priya, escalation=sizes, event=Event.START)
    with told.days_ago(19):
        act_on(
            by=priya, escalation=sizes, event=Event.RESOLVE, words="The list of 3 May holds; the other one is deleted.",
            root_cause="Two people kept a list each.", prevention="One list in the roadmap, owned by Priya.",
        )  # fmt: skip
    with told.days_ago(18):
        act_on(by=sofie, escalation=sizes, event=Event.CONFIRM)
    with told.days_ago(0.05):
        raise_escalation(
            by=marcus, campaign=get_campaign(marcus, campaign.pk), asked=told.organisation("Tondella").pk,
            title="Decide which frequency cap applies, 3 a day or 5 a week",
            words="The plan says 3 a day, the brief says 5 a week. We book on Friday.", impact="medium", urgency="medium",
        )  # fmt: skip


def note_what_is_to_do(told: Told, campaign: Campaign) -> None:
    """With an owner and a day, overdue, handed over, and one that nobody owns."""
    ines, priya = told.viewer("Ines Albrecht"), told.viewer("Priya Raman")
    seen, day = get_campaign(ines, campaign.pk), told.now.date()
    with told.days_ago(9):
        for title, owner, due in (
            ("Send the list of placements to Variant Loom", "Priya Raman", -1),
            ("Ask legal whether the emblem may stand beside a price", "Ines Albrecht", 2),
            ("Agree who answers players at the weekend", "", 9),
        ):
            note_action(
                by=ines, campaign=seen, title=title, owner=told.members[owner].pk if owner else None,
                due_on=day + timedelta(days=due), source="meeting", source_label="Weekly call",
            )  # fmt: skip
        test = note_action(
            by=priya, campaign=get_campaign(priya, campaign.pk), title="Test the store-distance feed",
            owner=told.members["Priya Raman"].pk, due_on=day + timedelta(days=5),
        )  # fmt: skip
        offer_action(by=priya, action=test, to=told.members["Daniel Mensah"].pk)
