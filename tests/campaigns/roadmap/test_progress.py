"""How far a deliverable is: whose word it is, and when."""

import pytest

from commonground.campaigns.acknowledgement.actions import publish_roadmap
from commonground.campaigns.progress import actions
from commonground.campaigns.roadmap.actions import add_deliverable
from commonground.kit.errors import NotAllowed, NotFound, NotReady
from tests.factories import roadmaps
from tests.factories.campaigns import Hope
from tests.factories.people import viewer


def test_a_draft_has_no_progress_yet(hope: Hope) -> None:
    keys, giulia = roadmaps.draft(hope), viewer(hope.tondella.giulia)
    with pytest.raises(NotReady, match="not published yet"):
        actions.start_deliverable(by=giulia, campaign=hope.seen(), key=keys["claims"])
    with pytest.raises(NotFound):
        actions.start_deliverable(by=giulia, campaign=hope.seen(), key="nothing")


def test_what_is_nobodys_is_not_started_and_without_a_reviewer_not_accepted(hope: Hope) -> None:
    roadmaps.draft(hope)
    ines, marcus = viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    poster = add_deliverable(by=ines, campaign=hope.seen(), title="Poster").key
    leaflet = add_deliverable(by=ines, campaign=hope.seen(), title="Leaflet", owner=hope.tondella.giulia.pk).key
    publish_roadmap(by=ines, campaign=hope.seen())
    with pytest.raises(NotReady, match="Say first whose this deliverable is"):
        actions.start_deliverable(by=ines, campaign=hope.seen(), key=poster)
    actions.deliver_deliverable(by=ines, campaign=hope.seen(), key=leaflet)
    with pytest.raises(NotReady, match="Nobody reviews this deliverable yet"):
        actions.accept_deliverable(by=marcus, campaign=hope.seen(), key=leaflet)


def test_the_reviewer_decides_and_only_on_what_was_handed_over(hope: Hope) -> None:
    keys = roadmaps.acknowledged(hope)
    marcus, giulia = viewer(hope.halyard.marcus), viewer(hope.tondella.giulia)
    with pytest.raises(NotReady, match="It is planned, and cannot be accepted now"):
        actions.accept_deliverable(by=marcus, campaign=hope.seen(), key=keys["claims"])
    actions.deliver_deliverable(by=giulia, campaign=hope.seen(), key=keys["claims"])
    with pytest.raises(NotAllowed, match="Marcus Oyelaran of Halyard & Finch accepts this"):
        actions.accept_deliverable(by=viewer(hope.tondella.ines), campaign=hope.seen(), key=keys["claims"])
    accepted = actions.accept_deliverable(by=marcus, campaign=hope.seen(), key=keys["claims"])
    assert (accepted.state, accepted.accepted_first_time) == ("accepted", True)
