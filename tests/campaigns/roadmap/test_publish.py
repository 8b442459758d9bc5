"""From draft to the one map, and who is behind."""

from datetime import timedelta

import pytest

from commonground.campaigns.acknowledgement import actions
from commonground.campaigns.acknowledgement.providers import acknowledgement_needs, acknowledgements_waited_for
from commonground.campaigns.acknowledgement.queries import same_map
from commonground.campaigns.progress import actions as progress
from commonground.campaigns.progress.providers import deliverable_needs, review_needs, reviews_waited_for
from commonground.campaigns.roadmap.actions import draft_of, edit_deliverable
from commonground.campaigns.roadmap.queries import current_version
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotReady
from commonground.readiness.check.queries import assess_campaigns
from tests.factories import roadmaps
from tests.factories.campaigns import Hope
from tests.factories.people import viewer


def strip(story: Hope) -> list[tuple[str, int, int]]:
    ines = viewer(story.tondella.ines)
    headings = same_map(ines, story.seen(), current_version(ines, story.seen()), today=clock.today())
    return [(one.state, one.version, one.days) for one in headings]


def test_publishing_asks_everybody_and_moves_the_launch(hope: Hope) -> None:
    with clock.at(roadmaps.MONDAY):
        roadmaps.published(hope)
        assert strip(hope) == [("same", 1, 0), ("behind", 0, 0)]
        assert hope.seen().launch_on == roadmaps.LAUNCH
        assert [need.title for need in acknowledgement_needs(viewer(hope.halyard.priya))] == [
            "Acknowledge roadmap v1 for Halyard & Finch"
        ]
        assert [one.what for one in acknowledgements_waited_for(viewer(hope.tondella.ines))] == [
            "Acknowledge roadmap v1"
        ]
    with clock.at(roadmaps.MONDAY + timedelta(days=3)):
        assert strip(hope)[1] == ("behind", 0, 3)
        assessment = assess_campaigns(viewer(hope.tondella.ines), [hope.seen()])[hope.campaign.pk]
        found = [one.message for one in assessment.findings if one.id == "MAP-001"]
        assert found == ["Halyard & Finch navigates without a version, 3 days behind."]
        actions.acknowledge_roadmap(by=viewer(hope.halyard.priya), campaign=hope.seen(), number=1)
        assert strip(hope)[1] == ("same", 1, 0)


def test_what_is_unchanged_or_changed_meanwhile_is_not_published(hope: Hope) -> None:
    keys = roadmaps.acknowledged(hope)
    ines = viewer(hope.tondella.ines)
    draft_of(by=ines, campaign=hope.seen())
    with pytest.raises(NotReady):
        actions.publish_roadmap(by=ines, campaign=hope.seen())
    edit_deliverable(by=ines, campaign=hope.seen(), key=keys["film"], duration=8)
    with pytest.raises(Conflict):
        actions.publish_roadmap(by=ines, campaign=hope.seen(), seen="another")
    assert actions.publish_roadmap(by=ines, campaign=hope.seen()).number == 2
    with pytest.raises(Conflict):
        actions.acknowledge_roadmap(by=viewer(hope.halyard.marcus), campaign=hope.seen(), number=1)
    with pytest.raises(NotReady):
        actions.acknowledge_roadmap(by=ines, campaign=hope.seen(), number=2)


def test_a_reminder_once_a_day(hope: Hope) -> None:
    roadmaps.published(hope)
    reminder = {"by": viewer(hope.tondella.ines), "campaign": hope.seen(), "organisation": hope.halyard.organisation.pk}
    actions.remind(**reminder)
    with pytest.raises(NotReady):
        actions.remind(**reminder)


def test_delivered_returned_and_accepted(hope: Hope) -> None:
    with clock.at(roadmaps.MONDAY):
        keys = roadmaps.acknowledged(hope)
        giulia, marcus, priya = viewer(hope.tondella.giulia), viewer(hope.halyard.marcus), viewer(hope.halyard.priya)
        with pytest.raises(NotAllowed):
            progress.deliver_deliverable(by=marcus, campaign=hope.seen(), key=keys["claims"])
        progress.start_deliverable(by=giulia, campaign=hope.seen(), key=keys["claims"])
        progress.deliver_deliverable(by=giulia, campaign=hope.seen(), key=keys["claims"])
        with pytest.raises(NotAllowed):
            progress.accept_deliverable(by=giulia, campaign=hope.seen(), key=keys["claims"])
        assert [need.title for need in review_needs(viewer(hope.halyard.marcus))] == [
            "Decide on “Claims checked”: accept or return it"
        ]
        assert [one.who for one in reviews_waited_for(viewer(hope.tondella.ines))] == ["Marcus Oyelaran"]
        with pytest.raises(Invalid):
            progress.return_deliverable(by=priya, campaign=hope.seen(), key=keys["claims"], reason=" ")
        back = progress.return_deliverable(by=priya, campaign=hope.seen(), key=keys["claims"], reason="No source")
        assert (back.state, back.times_returned, back.delivered_on) == ("returned", 1, None)
        progress.deliver_deliverable(by=giulia, campaign=hope.seen(), key=keys["claims"])
        accepted = progress.accept_deliverable(by=marcus, campaign=hope.seen(), key=keys["claims"])
        assert (accepted.state, accepted.accepted_first_time) == ("accepted", False)
        with pytest.raises(NotReady):
            progress.start_deliverable(by=giulia, campaign=hope.seen(), key=keys["claims"])


def test_what_is_due_needs_its_owner(hope: Hope) -> None:
    with clock.at(roadmaps.MONDAY + timedelta(days=3)):
        roadmaps.published(hope)
        assert [need.title for need in deliverable_needs(viewer(hope.tondella.giulia))] == [
            "Hand over “Claims checked”"
        ]
        assert list(deliverable_needs(viewer(hope.tondella.daniel))) == []


def test_a_delivery_is_undone_until_it_has_been_reviewed(hope: Hope) -> None:
    with clock.at(roadmaps.MONDAY):
        keys = roadmaps.acknowledged(hope)
        giulia, marcus = viewer(hope.tondella.giulia), viewer(hope.halyard.marcus)
        given = {"campaign": hope.seen(), "key": keys["claims"]}
        with pytest.raises(NotReady):
            progress.take_back_delivery(by=giulia, **given)  # type: ignore[arg-type]
        progress.deliver_deliverable(by=giulia, **given)  # type: ignore[arg-type]
        with pytest.raises(NotAllowed):
            progress.take_back_delivery(by=marcus, **given)  # type: ignore[arg-type]
        undone = progress.take_back_delivery(by=giulia, **given)  # type: ignore[arg-type]
        assert (undone.state, undone.delivered_on, undone.first_delivered_on) == ("planned", None, None)
        assert list(review_needs(viewer(hope.halyard.marcus))) == []
    with clock.at(roadmaps.MONDAY + timedelta(days=1)):
        progress.start_deliverable(by=giulia, **given)  # type: ignore[arg-type]
        progress.deliver_deliverable(by=giulia, **given)  # type: ignore[arg-type]
        assert progress.take_back_delivery(by=giulia, **given).state == "in progress"  # type: ignore[arg-type]
        progress.deliver_deliverable(by=giulia, **given)  # type: ignore[arg-type]
        progress.return_deliverable(by=marcus, reason="No source", **given)  # type: ignore[arg-type]
        first = progress.deliver_deliverable(by=giulia, **given).first_delivered_on  # type: ignore[arg-type]
        back = progress.take_back_delivery(by=giulia, **given)  # type: ignore[arg-type]
        assert (back.state, back.first_delivered_on, back.reason) == ("returned", first, "No source")
        progress.deliver_deliverable(by=giulia, **given)  # type: ignore[arg-type]
        progress.accept_deliverable(by=marcus, **given)  # type: ignore[arg-type]
        with pytest.raises(NotReady):
            progress.take_back_delivery(by=giulia, **given)  # type: ignore[arg-type]


def test_whoever_reviews_is_asked_anew_after_each_delivery(hope: Hope) -> None:
    with clock.at(roadmaps.MONDAY):
        keys = roadmaps.acknowledged(hope)
        giulia, given = viewer(hope.tondella.giulia), {"campaign": hope.seen(), "key": keys["claims"]}
        progress.deliver_deliverable(by=giulia, **given)  # type: ignore[arg-type]
        first = [need.key for need in review_needs(viewer(hope.halyard.marcus))]
        progress.return_deliverable(by=viewer(hope.halyard.marcus), reason="No source", **given)  # type: ignore[arg-type]
    with clock.at(roadmaps.MONDAY + timedelta(hours=1)):
        progress.deliver_deliverable(by=giulia, **given)  # type: ignore[arg-type]
        again = [need.key for need in review_needs(viewer(hope.halyard.marcus))]
    assert (len(first), len(again), first == again) == (1, 1, False)
