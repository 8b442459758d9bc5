"""Starting a campaign and changing its facts."""

from datetime import date

import pytest
from django.urls import reverse

from commonground.campaigns.campaign.actions import (
    add_participant,
    describe_participant,
    edit_campaign,
    name_point_person,
    pin_campaign,
    remove_participant,
    start_campaign,
)
from commonground.campaigns.campaign.models import Participant
from commonground.campaigns.campaign.queries import get_campaign, list_campaigns, list_pins
from commonground.campaigns.campaign.rules import stage, when
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from commonground.partnerships.partnership.actions import add_party, leave_partnership
from commonground.people.organisation.actions import tell_organisation
from tests.factories.campaigns import Hope, partnership
from tests.factories.people import Cohort, Halyard, Tondella, client, viewer


def test_only_who_takes_part_in_the_partnership_starts_one(
    tondella: Tondella, halyard: Halyard, cohort: Cohort
) -> None:
    together = partnership(tondella, halyard)
    with pytest.raises(NotAllowed):
        start_campaign(by=viewer(cohort.nadia), partnership=together, name="Mine")


def test_participants_stand_in_the_order_of_joining(hope: Hope) -> None:
    assert [p.organisation.name for p in hope.seen().participants.all()] == ["Tondella", "Halyard & Finch"]


def test_abuse_1_another_organisation_gets_nothing(hope: Hope, cohort: Cohort) -> None:
    assert list(list_campaigns(viewer(cohort.nadia))) == []
    with pytest.raises(NotFound):
        get_campaign(viewer(cohort.nadia), hope.campaign.pk)


def test_a_party_that_does_not_take_part_sees_nothing(hope: Hope, cohort: Cohort) -> None:
    from commonground.partnerships.partnership.actions import accept_partnership

    add_party(by=viewer(hope.tondella.ines), partnership=hope.partnership, organisation=cohort.organisation.pk)
    accept_partnership(by=viewer(cohort.nadia), partnership=hope.partnership)
    assert list(list_campaigns(viewer(cohort.nadia))) == []


def test_abuse_5_leaving_the_partnership_hides_its_campaigns_at_once(hope: Hope) -> None:
    leave_partnership(by=viewer(hope.halyard.marcus), partnership=hope.partnership)
    with pytest.raises(NotFound):
        get_campaign(viewer(hope.halyard.priya), hope.campaign.pk)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"flight_start": date(2026, 5, 2), "flight_end": date(2026, 5, 1)}, "flight_end"),
        ({"launch_on": date(2026, 6, 2), "flight_end": date(2026, 6, 1)}, "launch_on"),
        ({"launch_on": date(1899, 1, 1)}, "launch_on"),
        ({"name": ""}, "name"),
        ({"name": "Hope\0"}, "name"),
        ({"review_weeks": 53}, "review_weeks"),
    ],
)
def test_what_does_not_hold_is_said_at_its_field(hope: Hope, facts: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        edit_campaign(by=viewer(hope.tondella.ines), campaign=hope.campaign, **facts)
    assert list(refused.value.fields) == [field]


def test_two_who_edit_at_once_the_second_is_told(hope: Hope) -> None:
    seen = hope.campaign.revision
    edit_campaign(by=viewer(hope.tondella.ines), campaign=hope.campaign, seen_revision=seen, goal="900,000 meals")
    with pytest.raises(Conflict):
        edit_campaign(by=viewer(hope.halyard.marcus), campaign=hope.campaign, seen_revision=seen, goal="Nothing")
    assert hope.seen().goal == "900,000 meals"


def test_an_organisation_says_for_itself_what_it_does(hope: Hope) -> None:
    own = next(p for p in hope.seen().participants.all() if p.organisation == hope.halyard.organisation)
    with pytest.raises(NotAllowed):
        describe_participant(by=viewer(hope.tondella.ines), campaign=hope.seen(), participant=own, does="Pays")
    describe_participant(by=viewer(hope.halyard.priya), campaign=hope.seen(), participant=own, does="Buys media")
    assert [p.does for p in hope.seen().participants.all()] == ["", "Buys media"]


def test_who_describes_does_not_bring_back_what_has_left_meanwhile(hope: Hope) -> None:
    own = next(p for p in hope.seen().participants.all() if p.organisation == hope.halyard.organisation)
    seen_before = Participant.objects.get(pk=own.pk)
    remove_participant(by=viewer(hope.halyard.marcus), campaign=hope.seen(), participant=own)
    describe_participant(by=viewer(hope.halyard.priya), campaign=hope.campaign, participant=seen_before, does="Buys")
    with pytest.raises(NotFound):
        get_campaign(viewer(hope.halyard.marcus), hope.campaign.pk)


def test_who_has_not_joined_is_described_and_taken_out_by_others(hope: Hope) -> None:
    ines = viewer(hope.tondella.ines)
    told = tell_organisation(by=ines, name="Tidemark")
    add_party(by=ines, partnership=hope.partnership, organisation=told.pk)
    participant = add_participant(by=ines, campaign=hope.seen(), organisation=told.pk, does="DSP")
    remove_participant(by=viewer(hope.halyard.priya), campaign=hope.seen(), participant=participant)
    assert len(hope.seen().participants.all()) == 2


def test_nobody_takes_out_another_that_has_joined(hope: Hope) -> None:
    own = next(p for p in hope.seen().participants.all() if p.organisation == hope.halyard.organisation)
    with pytest.raises(NotAllowed):
        remove_participant(by=viewer(hope.tondella.ines), campaign=hope.seen(), participant=own)
    remove_participant(by=viewer(hope.halyard.marcus), campaign=hope.seen(), participant=own)
    with pytest.raises(NotFound):
        get_campaign(viewer(hope.halyard.marcus), hope.campaign.pk)


def test_the_point_person_is_somebody_of_a_participant(hope: Hope, cohort: Cohort) -> None:
    ines = viewer(hope.tondella.ines)
    with pytest.raises(Invalid):
        name_point_person(by=ines, campaign=hope.seen(), point_person=cohort.nadia.pk, deputy=None)
    with pytest.raises(Invalid):
        name_point_person(
            by=ines, campaign=hope.seen(), point_person=hope.tondella.ines.pk, deputy=hope.tondella.ines.pk
        )
    name_point_person(by=ines, campaign=hope.seen(), point_person=hope.tondella.ines.pk, deputy=hope.halyard.marcus.pk)
    assert (hope.seen().point_person.name, hope.seen().deputy.name) == ("Ines Albrecht", "Marcus Oyelaran")


def test_two_who_name_a_point_person_the_second_is_told(hope: Hope) -> None:
    ines, giulia, marcus = hope.tondella.ines, hope.tondella.giulia, hope.halyard.marcus
    seen = hope.campaign.revision
    name_point_person(by=viewer(ines), campaign=hope.seen(), point_person=ines.pk, deputy=None, seen_revision=seen)
    with pytest.raises(Conflict) as told:
        name_point_person(
            by=viewer(marcus), campaign=hope.seen(), point_person=marcus.pk, deputy=None, seen_revision=seen
        )
    assert told.value.message == (
        "Your changes are not saved: somebody else has changed this campaign since you opened it. The point person is now"
        " Ines Albrecht, the deputy nobody. Save again to put yours in their place."
    )
    address = reverse("campaigns:campaign-point-person", args=[hope.campaign.pk])
    typed = {"point_person": str(giulia.pk), "deputy": str(marcus.pk), "seen_revision": seen}
    again = client(marcus).post(address, typed)
    assert (again.status_code, hope.seen().point_person) == (422, ines)
    form = again.context["form"]
    assert [form[name].value() for name in ("point_person", "deputy")] == [str(giulia.pk), str(marcus.pk)]
    saved = client(marcus).post(address, {**typed, "seen_revision": form["seen_revision"].value()})
    assert (saved.status_code, hope.seen().point_person, hope.seen().deputy) == (302, giulia, marcus)


def test_a_pin_is_one_s_own(hope: Hope) -> None:
    pin_campaign(by=viewer(hope.tondella.carla), campaign=hope.seen(), pinned=True)
    assert list_pins(viewer(hope.tondella.carla)) == [hope.campaign]
    assert list_pins(viewer(hope.tondella.ines)) == []
    pin_campaign(by=viewer(hope.tondella.carla), campaign=hope.seen(), pinned=False)
    assert list_pins(viewer(hope.tondella.carla)) == []


def test_viewers_change_nothing(hope: Hope) -> None:
    with pytest.raises(NotAllowed):
        edit_campaign(by=viewer(hope.tondella.carla), campaign=hope.campaign, goal="None")


TODAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("launch", "end", "words", "word"),
    [
        (None, None, "no launch date", "Planning"),
        (date(2026, 10, 16), None, "launch in 32 days", "Planning"),
        (date(2026, 9, 14), None, "live, day 1", "Live"),
        (date(2026, 9, 3), date(2026, 10, 14), "live, day 12 of 42", "Live"),
        (date(2026, 8, 1), date(2026, 9, 13), "ended 1 day ago", "Ended"),
        (date(2026, 8, 1), date(2026, 9, 4), "ended 10 days ago", "Ended"),
    ],
)
def test_where_a_campaign_is_on_its_way(launch: date | None, end: date | None, words: str, word: str) -> None:
    assert when(launch, end, TODAY) == words
    assert stage(launch, end, TODAY) == word
