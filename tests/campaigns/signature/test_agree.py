"""From draft to in force, and the review."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from commonground.campaigns.campaign.actions import add_participant
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.models import MatrixRow, Signature
from commonground.campaigns.raci.actions import draft_of, set_letters
from commonground.campaigns.raci.enums import VersionState
from commonground.campaigns.raci.queries import load_matrix, version_in
from commonground.campaigns.signature import actions
from commonground.campaigns.signature.providers import (
    change_needs,
    review_needs,
    signature_needs,
    signatures_waited_for,
)
from commonground.campaigns.signature.queries import words_on
from commonground.campaigns.signature.tasks import enter_due_versions
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotReady
from commonground.partnerships.partnership.actions import accept_partnership, add_party, leave_partnership
from commonground.people.organisation.actions import claim_organisation, tell_organisation
from tests.factories import campaigns
from tests.factories.campaigns import Hope
from tests.factories.people import client, person, pocket_orchard, viewer

MONDAY = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


def said(story: Hope, version) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    words = words_on(viewer(story.tondella.ines), story.seen(), version)
    return [(word.organisation.name, word.state) for word in words]


def test_in_force_once_everybody_has_signed(hope: Hope) -> None:
    with clock.at(MONDAY):
        version = campaigns.proposed(hope)
        assert said(hope, version) == [("Tondella", "waiting"), ("Halyard & Finch", "waiting")]
        actions.countersign(by=viewer(hope.tondella.ines), campaign=hope.seen(), number=1)
        assert said(hope, version) == [("Tondella", "signed"), ("Halyard & Finch", "waiting")]
        signed = actions.countersign(by=viewer(hope.halyard.marcus), campaign=hope.seen(), number=1)
    assert signed.state == VersionState.IN_FORCE
    assert (signed.effective_on, signed.next_review_on) == (date(2026, 9, 14), date(2026, 10, 12))


def test_the_next_one_supersedes_the_last(hope: Hope) -> None:
    first = campaigns.in_force(hope)
    set_letters(by=viewer(hope.tondella.ines), campaign=hope.seen(), row="goal", role="giulia", letters="I")
    actions.propose_version(by=viewer(hope.halyard.marcus), campaign=hope.seen())
    for who in (hope.tondella.ines, hope.halyard.marcus):
        actions.countersign(by=viewer(who), campaign=hope.seen(), number=2)
    first.refresh_from_db()
    assert first.state == VersionState.SUPERSEDED
    assert version_in(viewer(hope.tondella.ines), hope.seen(), VersionState.IN_FORCE).number == 2  # type: ignore[union-attr]


def test_only_a_manager_or_executive_signs(hope: Hope) -> None:
    campaigns.proposed(hope)
    for who in (hope.halyard.priya, hope.tondella.carla):
        with pytest.raises(NotAllowed):
            actions.countersign(by=viewer(who), campaign=hope.seen(), number=1)


def test_nobody_signs_twice_or_an_old_number(hope: Hope) -> None:
    campaigns.proposed(hope)
    actions.countersign(by=viewer(hope.tondella.ines), campaign=hope.seen(), number=1)
    with pytest.raises(NotReady):
        actions.countersign(by=viewer(hope.tondella.giulia), campaign=hope.seen(), number=1)
    with pytest.raises(Conflict):
        actions.countersign(by=viewer(hope.halyard.marcus), campaign=hope.seen(), number=2)


def test_abuse_15_what_was_proposed_cannot_be_swapped_under_the_pen(hope: Hope) -> None:
    version = campaigns.proposed(hope)
    MatrixRow.objects.filter(version=version, key="goal").update(task="Agree to pay everything")
    with pytest.raises(Conflict):
        actions.countersign(by=viewer(hope.halyard.marcus), campaign=hope.seen(), number=1)


def test_a_change_is_asked_for_with_a_reason_and_answered_by_a_new_version(hope: Hope) -> None:
    campaigns.proposed(hope)
    marcus = viewer(hope.halyard.marcus)
    with pytest.raises(Invalid):
        actions.ask_for_change(by=marcus, campaign=hope.seen(), number=1, reason="  ")
    actions.ask_for_change(by=marcus, campaign=hope.seen(), number=1, reason="We only buy")
    assert [need.asked_by for need in change_needs(viewer(hope.tondella.ines))] == ["Marcus Oyelaran"]

    set_letters(by=viewer(hope.tondella.ines), campaign=hope.seen(), row="media", role="marcus", letters="R")
    second = actions.propose_version(by=viewer(hope.tondella.ines), campaign=hope.seen())

    assert second.number == 2
    assert said(hope, second) == [("Tondella", "waiting"), ("Halyard & Finch", "waiting")]
    assert list(change_needs(viewer(hope.tondella.ines))) == []


def test_an_effective_date_may_lie_ahead_but_not_behind(hope: Hope) -> None:
    with clock.at(MONDAY):
        first = campaigns.in_force(hope)
        set_letters(by=viewer(hope.tondella.ines), campaign=hope.seen(), row="goal", role="giulia", letters="I")
        ines = viewer(hope.tondella.ines)
        with pytest.raises(Invalid):
            actions.propose_version(by=ines, campaign=hope.seen(), effective_on=date(2026, 9, 13))
        actions.propose_version(by=ines, campaign=hope.seen(), effective_on=date(2026, 10, 1))
        actions.countersign(by=ines, campaign=hope.seen(), number=2)
        signed = actions.countersign(by=viewer(hope.halyard.marcus), campaign=hope.seen(), number=2)
        assert signed.state == VersionState.PROPOSED
        assert enter_due_versions.func() == 0
    # The day begins at midnight in Rome, where the campaign was started: two hours before UTC.
    with clock.at(datetime(2026, 9, 30, 21, 59, tzinfo=UTC)):
        assert enter_due_versions.func() == 0
    with clock.at(datetime(2026, 9, 30, 22, 0, tzinfo=UTC)):
        assert enter_due_versions.func() == 1
    first.refresh_from_db()
    signed.refresh_from_db()
    assert (first.state, signed.state) == (VersionState.SUPERSEDED, VersionState.IN_FORCE)
    assert (signed.effective_on, signed.next_review_on) == (date(2026, 10, 1), date(2026, 10, 29))


def test_who_has_not_joined_is_never_counted_as_signed_and_asked_on_joining(hope: Hope) -> None:
    ines = viewer(hope.tondella.ines)
    told = tell_organisation(by=ines, name="Tidemark")
    add_party(by=ines, partnership=hope.partnership, organisation=told.pk)
    add_participant(by=ines, campaign=hope.seen(), organisation=told.pk)
    version = campaigns.in_force(hope)
    assert version.state == VersionState.IN_FORCE
    assert said(hope, version)[-1] == ("Tidemark", "not-joined")

    rafael = claim_organisation(told, by=person("Rafael Costa", "rafael@tidemark.example"))
    assert [need.subject for need in signature_needs(viewer(rafael))] == ["Slice of Hope"]
    assert said(hope, version)[-1] == ("Tidemark", "waiting")
    seen = get_campaign(viewer(rafael), hope.campaign.pk)
    actions.countersign(by=viewer(rafael), campaign=seen, number=version.number)
    assert said(hope, version)[-1] == ("Tidemark", "signed")
    assert list(signature_needs(viewer(rafael))) == []


def test_an_organisation_that_left_stays_among_those_who_signed(hope: Hope) -> None:
    version = campaigns.in_force(hope)
    leave_partnership(by=viewer(hope.halyard.marcus), partnership=hope.partnership)
    assert said(hope, version) == [("Tondella", "signed"), ("Halyard & Finch", "signed")]
    role = load_matrix(viewer(hope.tondella.ines), version).matrix.roles[2]
    assert (role.title, role.has_left) == ("Account director", True)


def test_the_draft_that_is_proposed_is_the_one_that_was_looked_at(hope: Hope) -> None:
    campaigns.draft(hope)
    with pytest.raises(Conflict):
        actions.propose_version(by=viewer(hope.tondella.ines), campaign=hope.seen(), seen="another")


def test_opening_is_remembered_once(hope: Hope) -> None:
    version = campaigns.proposed(hope)
    with clock.at(MONDAY):
        actions.mark_opened(by=viewer(hope.halyard.priya), version=version)
    actions.mark_opened(by=viewer(hope.halyard.marcus), version=version)
    assert Signature.objects.get(version=version, organisation=hope.halyard.organisation).opened_at == MONDAY


def test_review_confirms_or_falls_due(hope: Hope) -> None:
    with clock.at(MONDAY):
        campaigns.in_force(hope)
        assert list(review_needs(viewer(hope.tondella.ines))) == []
    with clock.at(MONDAY + timedelta(days=22)):
        ines = viewer(hope.tondella.ines)
        assert [need.due for need in review_needs(ines)] == [date(2026, 10, 12)]
        assert list(review_needs(viewer(hope.halyard.priya))) == []
        version = actions.confirm_unchanged(by=ines, campaign=hope.seen())
        assert version.next_review_on == date(2026, 11, 3)
        assert list(review_needs(ines)) == []


def test_who_is_asked_and_who_waits(hope: Hope) -> None:
    with clock.at(MONDAY):
        campaigns.proposed(hope)
        assert [need.due for need in signature_needs(viewer(hope.halyard.marcus))] == [date(2026, 9, 21)]
        assert list(signature_needs(viewer(hope.halyard.priya))) == []
        assert [w.organisation.name for w in signatures_waited_for(viewer(hope.tondella.daniel))] == ["Halyard & Finch"]  # type: ignore[union-attr]


def test_a_reminder_makes_a_new_need_at_most_once_a_day(hope: Hope) -> None:
    with clock.at(MONDAY):
        campaigns.proposed(hope)
        before = [need.key for need in signature_needs(viewer(hope.halyard.marcus))]
        remind = {
            "by": viewer(hope.tondella.ines),
            "campaign": hope.seen(),
            "organisation": hope.halyard.organisation.pk,
        }
        actions.remind(**remind)
        with pytest.raises(NotReady):
            actions.remind(**remind)
        assert [need.key for need in signature_needs(viewer(hope.halyard.marcus))] != before


def test_an_empty_draft_is_not_proposed(hope: Hope) -> None:
    campaigns.draft(hope, rows=())
    with pytest.raises(NotReady):
        actions.propose_version(by=viewer(hope.tondella.ines), campaign=hope.seen())


def test_the_same_again_is_not_proposed(hope: Hope) -> None:
    ines = viewer(hope.tondella.ines)
    number = campaigns.proposed(hope).number
    actions.countersign(by=viewer(hope.halyard.marcus), campaign=hope.seen(), number=number)
    draft_of(by=ines, campaign=hope.seen())
    page = client(hope.tondella.ines).get(reverse("campaigns:raci-propose", args=[hope.campaign.pk])).content.decode()
    assert "Halyard &amp; Finch has signed. They are asked again." in page
    with pytest.raises(NotReady) as refused:
        actions.propose_version(by=ines, campaign=hope.seen())
    assert refused.value.message == f"The draft says the same as v{number}, which is proposed already."
    set_letters(by=ines, campaign=hope.seen(), row="goal", role="giulia", letters="I")
    assert actions.propose_version(by=ines, campaign=hope.seen()).number == number + 1


def test_a_day_of_effect_is_near_enough_to_come(hope: Hope) -> None:
    campaigns.draft(hope)
    with pytest.raises(Invalid) as refused:
        actions.propose_version(by=viewer(hope.tondella.ines), campaign=hope.seen(), effective_on=date(9999, 12, 31))
    assert refused.value.fields == {"effective_on": "At most two years from now."}


def test_a_newcomer_may_ask_for_a_change_of_what_is_in_force(hope: Hope) -> None:
    campaigns.in_force(hope)
    jun = pocket_orchard()
    add_party(by=viewer(hope.tondella.ines), partnership=hope.partnership, organisation=jun.organisation_id)
    accept_partnership(by=viewer(jun), partnership=hope.partnership)
    add_participant(by=viewer(hope.tondella.ines), campaign=hope.seen(), organisation=jun.organisation_id)
    answer = client(jun).post(
        reverse("campaigns:raci-change", args=[hope.campaign.pk]), {"number": 1, "reason": "We have no row"}
    )
    assert answer.status_code == 302
    assert [one.title for one in change_needs(viewer(hope.tondella.ines))] == [
        "Answer the change that Pocket Orchard asks for in RACI v1"
    ]


def test_a_review_names_the_version_it_was_about(hope: Hope) -> None:
    campaigns.in_force(hope)
    url = reverse("campaigns:raci-review", args=[hope.campaign.pk])
    for wrong in ("9" * 5000, "x", ""):
        assert client(hope.tondella.ines).post(url, {"number": wrong}).status_code == 422
    assert client(hope.tondella.ines).post(url, {"number": "1"}).status_code == 302
