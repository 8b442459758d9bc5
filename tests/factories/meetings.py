"""Meetings of Slice of Hope, on days that stand still."""

from datetime import UTC, date, datetime, time
from typing import Any

from commonground.campaigns.kickoff.actions import hold_meeting, plan_meeting
from commonground.campaigns.kickoff.models import Meeting
from commonground.campaigns.kickoff.recap import write_recap
from commonground.kit import clock
from tests.factories.campaigns import Hope
from tests.factories.people import viewer

NOW = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
DAY = date(2026, 9, 21)
AFTER = datetime(2026, 9, 21, 12, 0, tzinfo=UTC)


def planned(hope: Hope, **facts: Any) -> Meeting:
    """The kick-off by Ines at ten in Rome, to which Marcus and Priya are asked."""
    given = {"title": "Kick-off", "day": DAY, "at": time(10), "time_zone": "Europe/Rome",
             "people": [hope.halyard.marcus.pk, hope.halyard.priya.pk]}  # fmt: skip
    with clock.at(NOW):
        return plan_meeting(by=viewer(hope.tondella.ines), campaign=hope.seen(), **{**given, **facts})


def held(hope: Hope, **facts: Any) -> Meeting:
    """The same, held with Ines and Priya; Marcus was absent."""
    meeting = planned(hope, **facts)
    with clock.at(AFTER):
        return hold_meeting(
            by=viewer(hope.tondella.ines), meeting=meeting, attended=[hope.tondella.ines.pk, hope.halyard.priya.pk]
        )


def recapped(hope: Hope, **facts: Any) -> Meeting:
    """The same, with the recap that Ines wrote."""
    meeting = held(hope, **facts)
    with clock.at(AFTER):
        return write_recap(by=viewer(hope.tondella.ines), meeting=meeting, recap="Meals are counted by Meridian.")
