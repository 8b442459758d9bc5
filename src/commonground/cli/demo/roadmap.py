"""The roadmap of Slice of Hope: version 1 that everybody has acknowledged, and version 2 that two are behind."""

from datetime import date, timedelta
from typing import Any

from commonground.campaigns.acknowledgement.actions import acknowledge_roadmap, publish_roadmap
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.progress.actions import accept_deliverable, deliver_deliverable, start_deliverable
from commonground.campaigns.roadmap.actions import add_deliverable, edit_deliverable
from commonground.campaigns.roadmap.frame import add_phase, set_dates
from commonground.people.models import Membership
from commonground.people.viewer.models import Viewer

PHASES = (("Strategy", 0), ("Data and signals", 3), ("Creative", 2), ("Activation", 0), ("Measurement", 0))
# phase, title, owner, reviewer, days from now until it is due, working days (0 for a milestone), waits for, row of the
# matrix, accepted when
PLAN: tuple[tuple[str, str, str, str, int, int, tuple[str, ...], str, str], ...] = (
    ("Strategy", "Roadmap agreed", "Ines Albrecht", "", -16, 0, (), "row-1", ""),
    ("Strategy", "Goals and meal target", "Ines Albrecht", "Amina Yusuf", -12, 4, (), "row-1", "One number that both boards have seen"),
    ("Data and signals", "Distance data", "Daniel Mensah", "Priya Raman", -2, 6, ("Goals and meal target",), "row-5", "Every order within 50 m"),
    ("Data and signals", "Signals live", "Priya Raman", "Sofie Lindqvist", 9, 5, ("Distance data",), "row-4", "Known for 90 % of impressions"),
    ("Creative", "Claims checked", "Tomasz Wilk", "Giulia Conti", 5, 3, ("Goals and meal target",), "row-8", "Each number has a source"),
    ("Creative", "Variants final", "Sofie Lindqvist", "Giulia Conti", 16, 6, ("Claims checked", "Signals live"), "row-7", "Every rule has a variant and a fallback"),
    ("Creative", "In-game event", "Jun Takeda", "", 18, 9, ("Claims checked",), "row-10", "Runs on both platforms"),
    ("Activation", "Test flight", "Priya Raman", "Marcus Oyelaran", 23, 4, ("Variants final",), "row-11", "1,000 impressions without a blank"),
    ("Activation", "Go or no-go", "Ines Albrecht", "", 28, 0, ("Test flight", "In-game event"), "", ""),
    ("Measurement", "Holdout agreed", "Marcus Oyelaran", "Ines Albrecht", 8, 2, (), "row-15", "Size and regions in writing"),
    ("Measurement", "Baseline measured", "Nadia Petrov", "Ines Albrecht", 20, 8, ("Holdout agreed",), "row-15", "Four weeks of orders"),
)  # fmt: skip
PUBLISHED = ("Ines Albrecht", "Marcus Oyelaran", "Amina Yusuf", "Jun Takeda", "Sofie Lindqvist")


def tell_roadmap(told: Any, campaign: Campaign) -> None:
    """Both versions, and how far things are."""
    by, ines = told.viewer, told.viewer("Ines Albrecht")
    with told.days_ago(20):
        keys = _draft(told, campaign)
        publish_roadmap(by=ines, campaign=_seen(ines, campaign), summary="The first map of all five.")
    with told.days_ago(19):
        for name in PUBLISHED[1:]:
            acknowledge_roadmap(by=by(name), campaign=_seen(by(name), campaign), number=1)
    for days, act, who, title in (
        (16, deliver_deliverable, "Ines Albrecht", "Roadmap agreed"),
        (15, start_deliverable, "Ines Albrecht", "Goals and meal target"),
        (12, deliver_deliverable, "Ines Albrecht", "Goals and meal target"),
        (11, accept_deliverable, "Amina Yusuf", "Goals and meal target"),
        (9, start_deliverable, "Daniel Mensah", "Distance data"),
        (3, start_deliverable, "Tomasz Wilk", "Claims checked"),
    ):
        with told.days_ago(days):
            act(by=by(who), campaign=_seen(by(who), campaign), key=keys[title])
    with told.days_ago(6):
        _second_version(told, campaign, keys)


def _seen(viewer: Viewer, campaign: Campaign) -> Campaign:
    return get_campaign(viewer, campaign.pk)


def _draft(told: Any, campaign: Campaign) -> dict[str, str]:
    ines, today = told.viewer("Ines Albrecht"), told.now.date()
    starts = _working(today - timedelta(days=21))
    set_dates(by=ines, campaign=_seen(ines, campaign), starts_on=starts, launch_on=campaign.launch_on)
    phases = {
        title: add_phase(by=ines, campaign=_seen(ines, campaign), title=title, lead=lead).key for title, lead in PHASES
    }
    keys: dict[str, str] = {}
    for phase, title, owner, reviewer, due, days, waits_for, row, acceptance in PLAN:
        member: Membership = told.members[owner]
        keys[title] = add_deliverable(
            by=ines, campaign=_seen(ines, campaign), title=title, phase=phases[phase], milestone=days == 0, duration=days,
            organisation=member.organisation_id, owner=member.pk, acceptance=acceptance, raci_row=row,
            reviewer=told.members[reviewer].pk if reviewer else None, due_on=_working(today + timedelta(days=due)),
            depends_on=[[keys[one], 0] for one in waits_for],
        ).key  # fmt: skip
    return keys


def _working(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _second_version(told: Any, campaign: Campaign, keys: dict[str, str]) -> None:
    marcus, today = told.viewer("Marcus Oyelaran"), told.now.date()
    edit_deliverable(
        by=marcus, campaign=_seen(marcus, campaign), key=keys["Holdout agreed"],
        due_on=_working(today + timedelta(days=11)),
    )  # fmt: skip
    edit_deliverable(by=marcus, campaign=_seen(marcus, campaign), key=keys["Baseline measured"], duration=6)
    publish_roadmap(
        by=marcus, campaign=_seen(marcus, campaign),
        summary="The holdout needs three days longer; the baseline is measured in fewer.",
    )  # fmt: skip
    for name in ("Ines Albrecht", "Sofie Lindqvist"):
        acknowledge_roadmap(by=told.viewer(name), campaign=_seen(told.viewer(name), campaign), number=2)
