"""What the creative plan asks of people, and what they wait for."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.urls import reverse

from commonground.creative.decision.actions import change_rule
from commonground.creative.decision.signoff import ask_table_change, propose_table, sign_table
from commonground.creative.signal.actions import answer_provision, ask_provision
from commonground.creative.variant.actions import ask_approval, decide_variant
from commonground.kit import clock
from commonground.people.home.waiting import waiting_of
from commonground.people.models import Membership
from commonground.web.needs import Need, needs_of
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import Cohort, viewer

DAY = date(2026, 10, 1)


def asked_of(who: Membership) -> list[Need]:
    kinds = ("provision:", "variant-approve:", "table-sign:", "table-change:")
    return [need for need in needs_of(viewer(who)) if need.key.startswith(kinds)]


def titles(who: Membership) -> list[str]:
    return sorted(need.title for need in asked_of(who))


def waited_for(who: Membership) -> list[tuple[str, str]]:
    found = ((one.what, one.organisation.name if one.organisation else "") for one in waiting_of(viewer(who)))
    return sorted(one for one in found if one[0] != "Confirm the goal")


def test_a_signal_is_asked_for_until_it_is_answered(hope: Hope, cohort: Cohort) -> None:
    plan, media = creative.plan(hope), hope.halyard.organisation
    ines, priya = viewer(hope.tondella.ines), viewer(hope.halyard.priya)
    ask = {"campaign": hope.seen(), "signal": plan.hour, "placement": plan.half_page}
    again = ask_provision(by=ines, **ask, asked=media.pk, due_on=DAY)
    need = next(one for one in asked_of(hope.halyard.priya) if one.kind == "answer")
    assert (need.title, need.due) == ("Answer: can you pass Time of day on Harbour Daily, half page?", DAY)
    assert need.key == f"provision:{again.pk}:{again.revision}"
    assert asked_of(cohort.nadia) == asked_of(hope.tondella.ines) == []
    waited = ("Time of day on Harbour Daily, half page", "Halyard & Finch")
    assert waited in waited_for(hope.tondella.ines)
    assert waited not in waited_for(hope.halyard.priya)
    answer_provision(by=priya, campaign=hope.seen(), provision=again, state="promised", share=Decimal("0.5"))
    assert "answer" not in {one.kind for one in asked_of(hope.halyard.priya)}
    assert waited not in waited_for(hope.tondella.ines)


def told(who: Membership) -> list[str]:
    found = [need for need in needs_of(viewer(who)) if need.key.startswith("provision-answered:")]
    return sorted(f"{need.title}. {need.why}" for need in found)


def test_whoever_asked_is_told_what_was_answered_for_some_days(hope: Hope, cohort: Cohort) -> None:
    with clock.at(datetime(2026, 9, 1, 12, tzinfo=UTC)):
        plan, ines = creative.plan(hope), hope.tondella.ines
        wanted = "Read: Halyard & Finch answers for Weather on Harbour Daily, half page."
        passed = f"{wanted} Promised, on 90 % of impressions. What may be expected counts it. Shown until Sun 6 Sep."
        assert told(ines) == [passed]
        answer_provision(
            by=viewer(hope.halyard.priya),
            campaign=hope.seen(),
            provision=plan.asked,
            state="refused",
            words="No clock.",
        )
        refused = "Decide: Halyard & Finch does not pass Time of day on Harbour Daily, half page."
        assert told(ines)[0].startswith(f"{refused} “No clock.” Ask somebody else")
        # A refusal is for all of them to do without; a promise is told to whoever asked.
        assert [len(told(one)) for one in (hope.tondella.giulia, hope.tondella.carla, cohort.nadia)] == [1, 0, 0]
        assert told(hope.halyard.priya) == told(hope.halyard.marcus) == []
        ask_provision(
            by=viewer(ines), campaign=hope.seen(), signal=plan.hour, placement=plan.half_page,
            asked=hope.tondella.organisation.pk,
        )  # fmt: skip
        assert told(ines) == [passed]
    with clock.at(datetime(2026, 9, 7, 12, tzinfo=UTC)):
        assert told(ines) == []


def test_a_variant_waits_for_those_who_may_approve_it(hope: Hope, cohort: Cohort) -> None:
    plan = creative.plan(hope)
    wanted = "Decide: may Rain check be shown?"
    assert wanted in titles(hope.halyard.marcus)
    assert [wanted in titles(who) for who in (hope.halyard.priya, hope.tondella.ines, cohort.nadia)] == [False] * 3
    assert ("Approval of Rain check", "Halyard & Finch") in waited_for(hope.tondella.ines)
    first = next(one.key for one in asked_of(hope.halyard.marcus) if one.title == wanted)
    returned = decide_variant(
        by=viewer(hope.halyard.marcus), campaign=hope.seen(), variant=plan.rainy, approve=False, words="Too dark"
    )
    assert wanted not in titles(hope.halyard.marcus)
    assert ("Approval of Rain check", "Halyard & Finch") not in waited_for(hope.tondella.ines)
    with clock.at(clock.now() + timedelta(days=1)):
        ask_approval(by=viewer(hope.tondella.ines), campaign=hope.seen(), variant=returned)
    assert first not in {one.key for one in asked_of(hope.halyard.marcus) if one.title == wanted}
    assert wanted in titles(hope.halyard.marcus)


def test_a_table_waits_for_each_side(hope: Hope, cohort: Cohort) -> None:
    creative.plan(hope)
    ines, marcus = viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    sign, waited = "Sign off creative plan v1 for", ("Sign-off of creative plan v1", "Halyard & Finch")
    assert not any(title.startswith(sign) for title in titles(hope.halyard.marcus))
    propose_table(by=ines, campaign=hope.seen())
    assert f"{sign} Halyard & Finch" in titles(hope.halyard.marcus)
    assert f"{sign} Tondella" in titles(hope.tondella.ines)
    assert [any(t.startswith(sign) for t in titles(who)) for who in (hope.halyard.priya, cohort.nadia)] == [False] * 2
    assert waited in waited_for(hope.tondella.ines)
    assert waited not in waited_for(hope.halyard.marcus)
    sign_table(by=ines, campaign=hope.seen(), number=1)
    assert f"{sign} Tondella" not in titles(hope.tondella.ines)
    ask_table_change(by=marcus, campaign=hope.seen(), number=1, reason="No clock")
    assert f"{sign} Halyard & Finch" not in titles(hope.halyard.marcus)
    assert waited not in waited_for(hope.tondella.ines)


def test_a_change_that_is_asked_for_waits_for_the_proposer(hope: Hope, cohort: Cohort) -> None:
    creative.plan(hope)
    ines, marcus = viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    propose_table(by=ines, campaign=hope.seen())
    ask_table_change(by=marcus, campaign=hope.seen(), number=1, reason="No clock")
    asked = "Answer the change that Halyard & Finch asks for in creative plan v1"
    need = next(one for one in asked_of(hope.tondella.ines) if one.title == asked)
    assert (need.kind, need.asked_by, "“No clock”" in need.why) == ("answer", "Marcus Oyelaran", True)
    assert need.button_url == reverse("creative:plan", args=[hope.campaign.pk])
    others = (hope.tondella.carla, hope.halyard.marcus, hope.halyard.priya, cohort.nadia)
    assert [asked in titles(who) for who in others] == [False] * 4
    waited = ("Your change of creative plan v1", "Tondella")
    assert [waited in waited_for(who) for who in (hope.halyard.priya, hope.tondella.ines)] == [True, False]
    with clock.at(clock.now() + timedelta(days=1)):
        ask_table_change(by=marcus, campaign=hope.seen(), number=1, reason="No clock, and no weather")
    assert [one.key == need.key for one in asked_of(hope.tondella.ines) if one.title == asked] == [False]
    sign_table(by=marcus, campaign=hope.seen(), number=1)
    assert asked not in titles(hope.tondella.ines)
    assert waited not in waited_for(hope.halyard.priya)


def test_a_new_version_answers_the_change(hope: Hope) -> None:
    plan, ines, marcus = creative.plan(hope), viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    propose_table(by=ines, campaign=hope.seen())
    ask_table_change(by=marcus, campaign=hope.seen(), number=1, reason="No clock")
    change_rule(by=ines, campaign=hope.seen(), key=plan.rule.key, when={"hour": "< 5"})
    propose_table(by=ines, campaign=hope.seen())
    assert not any(title.startswith("Answer the change") for title in titles(hope.tondella.ines))
    assert ("Your change of creative plan v1", "Tondella") not in waited_for(hope.halyard.priya)
