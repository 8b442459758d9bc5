"""Publishing, acknowledging and reminding: who is asked, and what is out of order."""

from datetime import timedelta

import pytest

from commonground.campaigns.acknowledgement import actions
from commonground.campaigns.campaign.actions import add_participant
from commonground.campaigns.roadmap.actions import draft_of
from commonground.campaigns.roadmap.models import Acknowledgement
from commonground.kit import clock
from commonground.kit.errors import NotAllowed, NotFound, NotReady
from commonground.partnerships.partnership.actions import add_party
from commonground.people.organisation.actions import tell_organisation
from tests.factories import roadmaps
from tests.factories.campaigns import Hope
from tests.factories.people import viewer


def asked(story: Hope) -> dict[str, bool]:
    """By organisation, whether it has said its word on the current version."""
    words = Acknowledgement.objects.filter(version=roadmaps.working(story)).select_related("organisation")
    return {word.organisation.name: word.acknowledged_at is not None for word in words}


def test_without_a_draft_or_with_an_empty_one_nothing_is_published(hope: Hope) -> None:
    ines = viewer(hope.tondella.ines)
    with pytest.raises(NotReady, match="There is no draft to publish"):
        actions.publish_roadmap(by=ines, campaign=hope.seen())
    draft_of(by=ines, campaign=hope.seen())
    with pytest.raises(NotReady, match="no deliverables yet"):
        actions.publish_roadmap(by=ines, campaign=hope.seen())


def test_one_word_for_each_organisation_and_once(hope: Hope) -> None:
    roadmaps.published(hope)
    assert asked(hope) == {"Tondella": True, "Halyard & Finch": False}
    with pytest.raises(NotAllowed):
        actions.acknowledge_roadmap(by=viewer(hope.tondella.carla), campaign=hope.seen(), number=1)
    actions.acknowledge_roadmap(by=viewer(hope.halyard.priya), campaign=hope.seen(), number=1)
    with pytest.raises(NotReady):
        actions.acknowledge_roadmap(by=viewer(hope.halyard.marcus), campaign=hope.seen(), number=1)
    assert asked(hope) == {"Tondella": True, "Halyard & Finch": True}


def test_who_joins_later_is_asked_too(hope: Hope) -> None:
    roadmaps.published(hope)
    ines = viewer(hope.tondella.ines)
    quarry = tell_organisation(by=ines, name="Quarry", kind="dsp")
    add_party(by=ines, partnership=hope.partnership, organisation=quarry.pk)
    add_participant(by=ines, campaign=hope.seen(), organisation=quarry.pk)
    assert asked(hope) == {"Tondella": True, "Halyard & Finch": False, "Quarry": False}


def test_only_who_has_to_answer_is_reminded_and_again_the_next_day(hope: Hope) -> None:
    ines, own, theirs = viewer(hope.tondella.ines), hope.tondella.organisation.pk, hope.halyard.organisation.pk
    with pytest.raises(NotFound):
        actions.remind(by=ines, campaign=hope.seen(), organisation=theirs)
    with clock.at(roadmaps.MONDAY):
        roadmaps.published(hope)
        with pytest.raises(NotFound):
            actions.remind(by=ines, campaign=hope.seen(), organisation=own)
        actions.remind(by=ines, campaign=hope.seen(), organisation=theirs)
    for hours, refused in ((23, True), (24, False)):
        with clock.at(roadmaps.MONDAY + timedelta(hours=hours)):
            if refused:
                with pytest.raises(NotReady):
                    actions.remind(by=ines, campaign=hope.seen(), organisation=theirs)
            else:
                assert actions.remind(by=ines, campaign=hope.seen(), organisation=theirs).reminded_at == clock.now()
