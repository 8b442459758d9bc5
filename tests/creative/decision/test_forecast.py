"""What a table may be expected to do before launch, from what partners pass."""

from decimal import Decimal

import pytest
from django.urls import reverse

from commonground.creative.decision.actions import add_rule
from commonground.creative.decision.forecast import Forecast, forecast_of
from commonground.creative.decision.queries import load_table, working_version
from commonground.creative.signal.actions import answer_provision
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer


def forecast(hope: Hope) -> Forecast:
    ines, seen = viewer(hope.tondella.ines), hope.seen()
    found = forecast_of(load_table(ines, working_version(ines, seen), seen))  # type: ignore[arg-type]
    assert found is not None
    return found


def test_shares_by_placement(hope: Hope) -> None:
    """Weather is known on 90 %, two of three values match: 60 % personalised, 30 % by design, 10 % wasted."""
    creative.plan(hope)
    (daily,) = forecast(hope).placements
    assert (daily.personalised, daily.degraded, daily.by_design, daily.wasted) == pytest.approx((60, 0, 30, 10))
    assert sum(share for _, share in daily.segments) == pytest.approx(100)
    assert (
        daily.label == "Harbour Daily, half page: 60 % personalised, 0 % degraded, 30 % fallback by design, 10 % wasted"
    )


def test_the_signal_that_would_help_most_and_what_its_answer_changes(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    add_rule(by=ines, campaign=hope.seen(), when={"hour": "[17..22]"}, then="V-02")
    best = forecast(hope).helpful[0]
    assert ([one.signal.key for one in best.wanted], best.placement) == (["weather", "hour"], plan.half_page)
    before = forecast(hope).placements[0]
    answer_provision(
        by=viewer(hope.halyard.priya), campaign=hope.seen(), provision=plan.asked, state="live", share=Decimal(1)
    )
    after = forecast(hope).placements[0]
    assert after.wasted < before.wasted
    assert best.before < after.personalised < best.after


def test_nothing_is_expected_of_a_table_without_rules_or_that_cannot_be_read(hope: Hope) -> None:
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    version = working_version(ines, seen)
    plan.rule.when = {"hour": "[5..)"}
    plan.rule.save()
    assert forecast_of(load_table(ines, version, seen)) is None  # type: ignore[arg-type]
    version.rules.all().delete()  # type: ignore[union-attr]
    assert forecast_of(load_table(ines, version, seen)) is None  # type: ignore[arg-type]


def test_what_is_asked_and_what_was_refused_is_said_and_the_refused_comes_last(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    add_rule(by=ines, campaign=hope.seen(), when={"hour": "[17..22]"}, then="V-02")

    def said() -> list[tuple[list[str], list[bool]]]:
        return [
            ([each.signal.key for each in one.wanted], [each.is_asked for each in one.wanted])
            for one in forecast(hope).helpful
        ]

    assert said() == [(["weather", "hour"], [False, True]), (["hour"], [True]), (["weather"], [False])]
    answer_provision(
        by=viewer(hope.halyard.priya), campaign=hope.seen(), provision=plan.asked, state="refused", words="No clock."
    )
    assert [keys for keys, _ in said()] == [["weather"], ["weather", "hour"], ["hour"]]
    page = client(hope.tondella.ines).get(reverse("creative:plan", args=[hope.campaign.pk])).content.decode()
    for words in ("If they were always known", "Halyard &amp; Finch refused: “No clock.”", "90 % by", "Ask for more"):
        assert words in page
