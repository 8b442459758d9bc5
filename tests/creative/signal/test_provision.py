"""A partner is asked for a signal and answers."""

from datetime import date
from decimal import Decimal

import pytest

from commonground.campaigns.models import Participant
from commonground.creative.decision.stored import share_of
from commonground.creative.models import Provision
from commonground.creative.signal.actions import answer_provision, ask_provision, change_signal
from commonground.creative.signal.forms import AnswerForm
from commonground.creative.signal.queries import is_answerable, list_asked_and_told, list_waited_for
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed
from commonground.partnerships.models import Party
from commonground.people.models import Organisation
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import Cohort, viewer


def test_who_is_asked_answers(hope: Hope) -> None:
    plan, priya = creative.plan(hope), viewer(hope.halyard.priya)
    assert list(list_asked_and_told(priya, clock.now())) == [plan.asked]
    assert is_answerable(viewer(hope.tondella.ines), plan.asked) is False
    with pytest.raises(NotAllowed, match="Halyard & Finch answers this"):
        answer_provision(
            by=viewer(hope.tondella.ines), campaign=hope.seen(), provision=plan.asked, state="live", share=Decimal(1)
        )
    said = answer_provision(
        by=priya, campaign=hope.seen(), provision=plan.asked, state="tested", share=Decimal("0.5"), share_source="measured",
        share_on=date(2026, 9, 1), price=Decimal("0.125"), currency="EUR",
    )  # fmt: skip
    assert (said.state, said.percent, said.answered_by, said.currency) == ("tested", 50, hope.halyard.priya, "EUR")
    assert list(list_asked_and_told(priya, clock.now())) == []


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({"state": "refused"}, "words"),
        ({"state": "promised"}, "share"),
        ({"state": "asked"}, "state"),
        ({"state": "live", "share": Decimal(1), "price": Decimal(2)}, "currency"),
        ({"state": "live", "share": Decimal(1), "values": ["noon"]}, "values"),
        ({"state": "live", "share": Decimal(2)}, "share"),
    ],
)
def test_an_answer_that_lacks_something(hope: Hope, answer: dict, field: str) -> None:
    plan = creative.plan(hope)
    with pytest.raises(Invalid) as refused:
        answer_provision(by=viewer(hope.halyard.priya), campaign=hope.seen(), provision=plan.asked, **answer)
    assert list(refused.value.fields) == [field]


def test_what_was_refused_can_be_asked_again(hope: Hope) -> None:
    plan, ines, priya = creative.plan(hope), viewer(hope.tondella.ines), viewer(hope.halyard.priya)
    again = {"by": ines, "campaign": hope.seen(), "signal": plan.hour, "placement": plan.half_page}
    answer_provision(
        by=priya, campaign=hope.seen(), provision=plan.asked, state="refused", words="Our server has no clock."
    )
    assert ask_provision(**again, asked=hope.halyard.organisation.pk).state == "asked"
    answer_provision(by=priya, campaign=hope.seen(), provision=plan.asked, state="live", share=Decimal(1))
    with pytest.raises(Conflict, match="Halyard & Finch has answered: live"):
        ask_provision(**again, asked=hope.tondella.organisation.pk)


def test_who_passes_a_signal_is_asked_for_more_of_it(hope: Hope) -> None:
    """What was promised counts until they answer."""
    plan, ines, priya = creative.plan(hope), viewer(hope.tondella.ines), viewer(hope.halyard.priya)
    assert plan.passed not in list_asked_and_told(priya, clock.now())
    more = ask_provision(
        by=ines, campaign=hope.seen(), signal=plan.weather, placement=plan.half_page,
        asked=hope.halyard.organisation.pk, words="On the last tenth, too.",
    )  # fmt: skip
    assert (more.state, more.share, more.is_open) == ("promised", Decimal("0.9"), True)
    assert (plan.passed in list_asked_and_told(priya, clock.now()), plan.passed in list_waited_for(ines)) == (
        True,
        True,
    )
    said = answer_provision(by=priya, campaign=hope.seen(), provision=more, state="live", share=Decimal(1))
    assert (said.is_open, plan.passed in list_asked_and_told(priya, clock.now())) == (False, False)


def test_an_open_question_is_not_turned_to_another_partner_by_who_has_nothing_to_do_with_it(
    hope: Hope, cohort: Cohort
) -> None:
    plan, third = creative.plan(hope), viewer(cohort.nadia)
    joins = {"organisation": cohort.organisation, "added_by": hope.tondella.organisation}
    Party.objects.create(partnership=hope.partnership, state="accepted", **joins)
    Participant.objects.create(campaign=hope.campaign, **joins)
    turned = {"campaign": hope.seen(), "signal": plan.hour, "placement": plan.half_page}
    with pytest.raises(NotAllowed, match="Who asked, who is asked"):
        ask_provision(by=third, **turned, asked=cohort.organisation.pk)
    ines = viewer(hope.tondella.ines)
    assert ask_provision(by=ines, **turned, asked=cohort.organisation.pk).asked == cohort.organisation


ANSWER = ("share", "share_source", "share_on", "fresh_minutes", "price", "currency", "values", "consent_markets")


@pytest.mark.parametrize("another", [True, False])
def test_who_is_asked_inherits_no_answer(hope: Hope, another: bool) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    fresh = {name: getattr(plan.asked, name) for name in ANSWER}
    held = Provision.objects.get(pk=plan.passed.pk)
    answer_provision(
        by=viewer(hope.halyard.priya), campaign=hope.seen(), provision=held, state="refused", words="No longer.",
        share_source="measured", share_on=date(2026, 9, 1), price=Decimal(2), currency="EUR", fresh_minutes=5,
        values=["rain"], consent_markets=["IT"],
    )  # fmt: skip
    asked = (hope.tondella if another else hope.halyard).organisation.pk
    again = ask_provision(by=ines, campaign=hope.seen(), signal=plan.weather, placement=plan.half_page, asked=asked)
    assert {name: getattr(again, name) for name in ANSWER} == fresh


def test_the_second_of_two_who_answer_is_told(hope: Hope) -> None:
    plan, priya = creative.plan(hope), viewer(hope.halyard.priya)
    seen = plan.asked.revision
    answer = {"by": priya, "campaign": hope.seen(), "provision": plan.asked, "state": "live", "seen_revision": seen}
    answer_provision(**answer, share=Decimal(1))
    with pytest.raises(Conflict):
        answer_provision(**answer, share=Decimal("0.2"))


def test_the_form_comes_filled_as_it_can_be_sent(hope: Hope) -> None:
    plan = creative.plan(hope)
    filled = AnswerForm.initial_of(Provision.objects.get(pk=plan.passed.pk))
    form = AnswerForm(
        plan.weather, plan.half_page, {name: value for name, value in filled.items() if value is not None}
    )
    assert (form.is_valid(), form.errors, form.cleaned_data["share"]) == (True, {}, Decimal("0.9"))


def test_whoever_asks_again_does_not_speak_for_a_partner_that_has_not_joined(hope: Hope, cohort: Cohort) -> None:
    plan, ines, third = creative.plan(hope), viewer(hope.tondella.ines), viewer(cohort.nadia)
    joins = {"organisation": cohort.organisation, "added_by": hope.tondella.organisation}
    Party.objects.create(partnership=hope.partnership, state="accepted", **joins)
    Participant.objects.create(campaign=hope.campaign, **joins)
    again = {"campaign": hope.seen(), "signal": plan.hour, "placement": plan.half_page}
    for joined in (True, False):
        if not joined:
            Organisation.objects.filter(pk=hope.halyard.organisation.pk).update(claimed_at=None)
        with pytest.raises(NotAllowed):
            ask_provision(by=third, **again, asked=hope.halyard.organisation.pk)
        assert ask_provision(by=ines, **again, asked=hope.halyard.organisation.pk).asked_by == hope.tondella.ines


def test_values_that_the_signal_no_longer_has_are_not_passed(hope: Hope) -> None:
    plan, ines, priya = creative.plan(hope), viewer(hope.tondella.ines), viewer(hope.halyard.priya)
    given = {"state": "live", "share": Decimal(1), "values": ["sun"]}
    answer_provision(by=priya, campaign=hope.seen(), provision=plan.passed, **given)
    held = Provision.objects.select_related("signal").get(pk=plan.passed.pk)
    assert share_of(held) == 1
    change_signal(by=ines, campaign=hope.seen(), signal=plan.weather, categories=["sunny", "rain", "cold"])
    assert share_of(Provision.objects.select_related("signal").get(pk=plan.passed.pk)) == 0
