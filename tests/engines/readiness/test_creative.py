"""Checks of the creative plan and of the signals that it needs."""

import datetime
from dataclasses import replace

import pytest

from commonground.engines.readiness import (
    BY_ID,
    Altered,
    Campaign,
    CreativePlan,
    Facts,
    NeededSignal,
    Participant,
    ShownVariant,
)

TODAY = datetime.date(2026, 9, 20)
PROMISED = NeededSignal("w:d", "Weather", "Half page", "quarry", "promised", 0.4)


def found(identity, plan, launch=TODAY + datetime.timedelta(days=10)):
    facts = Facts(Campaign("Harvest", launch=launch), creative=plan, today=TODAY)
    check = BY_ID[identity]
    return [one.message for one in check.find(check, facts)]


@pytest.mark.parametrize(
    ("identity", "plan", "message"),
    [
        ("CRE-001", CreativePlan(), "The decision table is a draft."),
        ("CRE-001", CreativePlan(in_force=True, as_proposed=False), "The decision table is not what was proposed."),
        ("CRE-002", CreativePlan(unsigned=(Participant("q", "Quarry"),)), "Quarry has not signed the decision table off."),
        (
            "CRE-003",
            CreativePlan(variants=(ShownVariant("V-1", "Rain", "q", lacking=(("Half page", "300x600"), ("App", "320x50"))),)),
            "V-1 does not come in 300x600, 320x50: nothing is shown on Half page; App.",
        ),
        ("CRE-004", CreativePlan(variants=(ShownVariant("V-1", "Rain", "q", approved=False),)), "V-1 Rain is not approved."),
        (
            "CRE-005",
            CreativePlan(variants=(ShownVariant("V-1", "Rain", "q", active=False),)),
            "V-1 Rain is not active on every day of the flight.",
        ),
        ("CRE-006", CreativePlan(gaps=("hour is 14",)), "Nothing is shown where hour is 14."),
        ("CRE-006", CreativePlan(gaps=("hour is 14", "b", "c")), "Nothing is shown where hour is 14, and 2 more."),
        ("CRE-007", CreativePlan(unreachable=(7,)), "Rule 7 is never served."),
        ("CRE-008", CreativePlan(conflicts=((1, 2),)), "Rules 1 and 2 may not hold together."),
        ("CRE-009", CreativePlan(unreadable=1), "1 cell of the decision table cannot be read."),
        ("CRE-009", CreativePlan(unreadable=3), "3 cells of the decision table cannot be read."),
        (
            "CRE-010",
            CreativePlan(since="v2 was agreed", altered=(Altered("signal", "weather", "Weather", ("name", "categories")),)),
            "Signal Weather has changed since v2 was agreed: name, categories.",
        ),
        (
            "CRE-012",
            CreativePlan(since="v2 was proposed", altered=(Altered("variant", "V-1", "Rain"),)),
            "Variant Rain was taken out since v2 was proposed.",
        ),
        (
            "CRE-010",
            CreativePlan(since="v2 was agreed", altered=(Altered("variant", "V-1", "Rain", ("name",)),)),
            "Variant Rain has changed since v2 was agreed: name.",
        ),
        (
            "CRE-011",
            CreativePlan(since="v2 was agreed", altered=(Altered("signal", "weather", "Weather", ("name",)),)),
            "Signal Weather has another name since v2 was agreed.",
        ),
        ("SIG-001", CreativePlan(needed=(NeededSignal("w:d", "Weather", "Half page"),)), "Weather is not promised on Half page: nobody was asked."),
        ("SIG-002", CreativePlan(needed=(PROMISED,)), "Weather is promised on Half page and not tested."),
        ("SIG-003", CreativePlan(needed=(PROMISED,)), "Weather is known on 40% of impressions of Half page."),
        ("SIG-004", CreativePlan(traps=((5, "Last order"),)), "Rule 5 holds when Last order is missing."),
        (
            "SIG-006",
            CreativePlan(needed=(replace(PROMISED, without_consent=("France", "Malta")),)),
            "Weather is passed on Half page without word of consent in France, Malta.",
        ),
        (
            "SIG-006",
            CreativePlan(needed=(replace(PROMISED, without_consent=tuple("ABCDEFGH")),)),
            "Weather is passed on Half page without word of consent in A, B, C, D, E, F and 2 more.",
        ),
        ("SIG-005", CreativePlan(wasted=0.43), "43% of impressions are expected to be wasted."),
    ],
)  # fmt: skip
def test_what_each_check_finds(identity, plan, message):
    assert found(identity, plan) == [message]


@pytest.mark.parametrize("identity", [one for one in BY_ID if one.startswith(("CRE", "SIG"))])
def test_nothing_is_found_where_there_is_no_table_or_all_is_well(identity):
    assert found(identity, None) == []
    well = CreativePlan(
        in_force=True, variants=(ShownVariant("V-1", "Rain", "q"),),
        needed=(NeededSignal("w:d", "Weather", "Half page", "q", "live", 0.9),), wasted=0.1,
    )  # fmt: skip
    assert found(identity, well) == []


def test_consent_is_a_question_once_the_signal_is_promised():
    asked = replace(PROMISED, state="asked", without_consent=("France",))
    assert found("SIG-006", CreativePlan(needed=(asked,))) == []


def test_a_promise_has_time_until_two_weeks_before_launch():
    plan = CreativePlan(needed=(PROMISED,))
    assert found("SIG-002", plan, launch=TODAY + datetime.timedelta(days=15)) == []
    assert found("SIG-002", plan, launch=None) == []


def test_another_name_of_a_signal_is_a_note_and_anything_else_a_warning():
    renamed = CreativePlan(altered=(Altered("signal", "weather", "Weather", ("name",)),), in_force=True)
    taken_out = CreativePlan(altered=(Altered("signal", "weather", "Weather"),), in_force=True)
    assert (found("CRE-010", renamed), len(found("CRE-011", renamed)), BY_ID["CRE-011"].level) == ([], 1, "note")
    assert (len(found("CRE-010", taken_out)), found("CRE-011", taken_out), BY_ID["CRE-010"].level) == (1, [], "warning")
