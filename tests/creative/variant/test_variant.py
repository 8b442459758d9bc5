"""Variants: named, approved by others, changed."""

from datetime import date

import pytest

from commonground.creative.variant.actions import (
    ask_approval,
    change_variant,
    decide_variant,
    name_variant,
    remove_variant,
)
from commonground.creative.variant.queries import list_awaiting_approval, list_to_approve
from commonground.creative.variant.rules import is_active
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotAllowed, NotReady
from commonground.people.models import Organisation
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import viewer


def test_nobody_approves_their_own_work(hope: Hope) -> None:
    plan, marcus = creative.plan(hope), viewer(hope.halyard.marcus)
    with pytest.raises(NotAllowed, match="Nobody approves their own work"):
        decide_variant(by=viewer(hope.tondella.ines), campaign=hope.seen(), variant=plan.rainy, approve=True)
    assert list(list_to_approve(marcus)) == [plan.rainy]
    assert decide_variant(by=marcus, campaign=hope.seen(), variant=plan.rainy, approve=True).state == "approved"
    assert list(list_to_approve(marcus)) == []


def test_what_is_returned_says_why_and_is_asked_again(hope: Hope) -> None:
    plan, marcus, ines = creative.plan(hope), viewer(hope.halyard.marcus), viewer(hope.tondella.ines)
    with pytest.raises(Invalid) as silent:
        decide_variant(by=marcus, campaign=hope.seen(), variant=plan.rainy, approve=False)
    assert silent.value.fields == {"words": "Say what has to change."}
    back = decide_variant(by=marcus, campaign=hope.seen(), variant=plan.rainy, approve=False, words="Too dark.")
    assert (back.state, back.words) == ("returned", "Too dark.")
    with pytest.raises(NotReady):
        decide_variant(by=marcus, campaign=hope.seen(), variant=plan.rainy, approve=True)
    with pytest.raises(NotAllowed, match="Tondella makes it"):
        ask_approval(by=marcus, campaign=hope.seen(), variant=plan.rainy)
    assert ask_approval(by=ines, campaign=hope.seen(), variant=plan.rainy).words == ""


def test_what_was_approved_waits_again_once_it_looks_different(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    home = {
        "by": ines,
        "campaign": hope.seen(),
        "variant": plan.fallback,
        "organisation": hope.tondella.organisation.pk,
    }
    assert change_variant(**home, name="One slice").state == "approved"
    assert change_variant(**home, sizes=["300x250"]).state == "asked"


def test_only_who_makes_a_variant_changes_it_and_handing_it_over_approves_nothing(hope: Hope) -> None:
    plan, ines, marcus = creative.plan(hope), viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    one = {"campaign": hope.seen(), "variant": plan.fallback}
    with pytest.raises(NotAllowed, match="Tondella makes it"):
        change_variant(by=marcus, **one, organisation=hope.halyard.organisation.pk, name="Mine")
    with pytest.raises(NotAllowed, match="Tondella makes it"):
        remove_variant(by=marcus, **one)
    handed = change_variant(by=ines, **one, organisation=hope.halyard.organisation.pk)
    assert (handed.state, handed.decided_by, handed.asked_at) == ("draft", None, None)
    with pytest.raises(NotReady):
        decide_variant(by=ines, **one, approve=True)


def test_who_speaks_for_a_maker_that_has_not_joined_does_not_approve(hope: Hope) -> None:
    plan, ines, marcus = creative.plan(hope), viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    Organisation.objects.filter(pk=hope.halyard.organisation.pk).update(claimed_at=None)
    theirs = name_variant(
        by=ines, campaign=hope.seen(), key="V-09", name="Told", organisation=hope.halyard.organisation.pk
    )  # fmt: skip
    asked = ask_approval(by=ines, campaign=hope.seen(), variant=theirs)
    assert (asked.state, theirs in list_to_approve(ines)) == ("asked", False)
    Organisation.objects.filter(pk=hope.halyard.organisation.pk).update(claimed_at=clock.now())
    with pytest.raises(NotAllowed, match="Nobody approves their own work"):
        decide_variant(by=marcus, campaign=hope.seen(), variant=theirs, approve=True)
    assert plan.rainy in list_to_approve(marcus)


def test_other_days_are_approved_again(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    home = {"organisation": hope.tondella.organisation.pk, "active_until": date(2027, 1, 1)}
    assert change_variant(by=ines, campaign=hope.seen(), variant=plan.fallback, **home).state == "asked"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"key": "V-01"}, "key"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"active_from": date(2026, 9, 2), "active_until": date(2026, 9, 1)}, "active_until"),
    ],
)
def test_a_variant_that_cannot_be(hope: Hope, facts: dict, field: str) -> None:
    creative.plan(hope)
    given = {"key": "V-09", "name": "Odd", "organisation": hope.tondella.organisation.pk, **facts}
    with pytest.raises(Invalid) as refused:
        name_variant(by=viewer(hope.tondella.ines), campaign=hope.seen(), **given)
    assert list(refused.value.fields) == [field]


def test_days_on_which_a_variant_is_active() -> None:
    first, last = date(2026, 9, 1), date(2026, 9, 30)
    assert is_active(None, None, first, last) is True
    assert is_active(first, last, first, last) is True
    assert is_active(date(2026, 9, 2), None, first, last) is False
    assert is_active(None, date(2026, 9, 29), first, last) is False
    assert is_active(date(2026, 9, 2), None, None, None) is True


def test_who_had_asked_for_a_maker_does_not_approve_once_they_have_joined(hope: Hope) -> None:
    creative.plan(hope)
    ines, marcus = viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    theirs = Organisation.objects.filter(pk=hope.halyard.organisation.pk)
    theirs.update(claimed_at=None)
    one = name_variant(
        by=ines, campaign=hope.seen(), key="V-09", name="Told", organisation=hope.halyard.organisation.pk
    )  # fmt: skip
    ask_approval(by=ines, campaign=hope.seen(), variant=one)
    theirs.update(claimed_at=clock.now())
    assert (one in list_to_approve(ines), one in list_awaiting_approval(ines)) == (False, True)
    with pytest.raises(NotAllowed, match="Nobody approves their own work"):
        decide_variant(by=ines, campaign=hope.seen(), variant=one, approve=True)
    ask_approval(by=marcus, campaign=hope.seen(), variant=one)
    assert decide_variant(by=ines, campaign=hope.seen(), variant=one, approve=True).state == "approved"
