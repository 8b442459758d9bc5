"""Phases, the launch, moving, and putting a draft aside: what is refused, and that nothing is changed then."""

from datetime import date

import pytest

from commonground.campaigns.roadmap import actions, frame
from commonground.campaigns.roadmap.enums import RoadmapState
from commonground.campaigns.roadmap.rules import PHASES_LIMIT, work_calendar
from commonground.kit.errors import Invalid, NotFound
from tests.factories import roadmaps
from tests.factories.campaigns import Hope
from tests.factories.people import viewer


def test_a_phase_keeps_days_free_within_reason(hope: Hope) -> None:
    keys, ines = roadmaps.draft(hope), viewer(hope.tondella.ines)
    for lead in (-1, 100_000):
        with pytest.raises(Invalid) as refused:
            frame.edit_phase(by=ines, campaign=hope.seen(), phase=keys["phase"], title="Creative", lead=lead)
        assert list(refused.value.fields) == ["lead"]
    with pytest.raises(NotFound):
        frame.remove_phase(by=ines, campaign=hope.seen(), phase="nothing")


def test_there_is_an_end_of_phases(hope: Hope) -> None:
    roadmaps.draft(hope)
    ines = viewer(hope.tondella.ines)
    for number in range(PHASES_LIMIT - 1):
        frame.add_phase(by=ines, campaign=hope.seen(), title=f"Phase {number}")
    with pytest.raises(Invalid):
        frame.add_phase(by=ines, campaign=hope.seen(), title="One more")


def test_what_is_not_there_does_not_move(hope: Hope) -> None:
    roadmaps.draft(hope)
    with pytest.raises(NotFound):
        actions.move_deliverable(by=viewer(hope.tondella.ines), campaign=hope.seen(), key="nothing", by_places=1)


def test_without_a_draft_there_is_nothing_to_put_aside(hope: Hope) -> None:
    roadmaps.published(hope)
    with pytest.raises(NotFound):
        actions.discard_draft(by=viewer(hope.tondella.ines), campaign=hope.seen())
    assert roadmaps.working(hope).state == RoadmapState.CURRENT


def test_the_working_days_of_an_organisation() -> None:
    epiphany, wednesday = date(2027, 1, 6), date(2027, 1, 13)
    five = (0, 1, 2, 3, 4)
    bavaria = work_calendar("DE", "BY", five, (wednesday.isoformat(),), (2027, 2027))
    assert [bavaria.is_working(day) for day in (epiphany, wednesday, date(2027, 1, 7))] == [False, False, True]
    # A part that the library no longer knows: its people still work on their days.
    unknown = work_calendar("DE", "gone", five, (), (2027, 2027))
    assert [unknown.is_working(day) for day in (epiphany, date(2027, 1, 9))] == [True, False]
