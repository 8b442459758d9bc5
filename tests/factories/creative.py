"""A creative plan: two signals on one placement, two variants, and a table that chooses between them."""

from dataclasses import dataclass
from decimal import Decimal

from commonground.creative.decision.actions import add_rule, set_columns, set_policy
from commonground.creative.models import Placement, Provision, Signal, TableRule, Variant
from commonground.creative.signal.actions import answer_provision, ask_provision, name_placement, name_signal
from commonground.creative.variant.actions import ask_approval, decide_variant, name_variant
from tests.factories.campaigns import Hope
from tests.factories.people import viewer


@dataclass
class Plan:
    """Weather is passed on the half page; the hour is only asked for. V-01 is approved, V-02 waits."""

    weather: Signal
    hour: Signal
    half_page: Placement
    passed: Provision
    asked: Provision
    fallback: Variant
    rainy: Variant
    rule: TableRule


def plan(hope: Hope) -> Plan:
    """The plan as a draft: Tondella makes the variants, the placement is Halyard's."""
    ines, priya, marcus = (viewer(one) for one in (hope.tondella.ines, hope.halyard.priya, hope.halyard.marcus))
    seen, media = hope.seen(), hope.halyard.organisation.pk
    weather = name_signal(
        by=ines, campaign=seen, key="weather", name="Weather", type="categorical", categories=["sun", "rain", "cold"]
    )
    hour = name_signal(by=ines, campaign=seen, key="hour", name="Time of day", type="integer", low="0", high="23")
    half_page = name_placement(
        by=ines, campaign=seen, key="daily", name="Harbour Daily, half page", organisation=media, format="display",
        sizes=["300x600"], planned=540_000,
    )  # fmt: skip
    passed = ask_provision(by=ines, campaign=seen, signal=weather, placement=half_page, asked=media)
    answer_provision(by=priya, campaign=seen, provision=passed, state="promised", share=Decimal("0.9"))
    asked = ask_provision(by=ines, campaign=seen, signal=hour, placement=half_page, asked=media, words="Local time.")
    made = [
        name_variant(
            by=ines, campaign=seen, key=key, name=name, organisation=hope.tondella.organisation.pk, sizes=["300x600"]
        )
        for key, name in (("V-01", "One slice, one meal"), ("V-02", "Rain check"))
    ]
    for variant in made:
        ask_approval(by=ines, campaign=seen, variant=variant)
    decide_variant(by=marcus, campaign=seen, variant=made[0], approve=True)
    set_columns(by=ines, campaign=seen, signals=["weather", "hour"])
    set_policy(by=ines, campaign=seen, hit_policy="FIRST", missing_policy="feel", default="V-01")
    rule = add_rule(by=ines, campaign=seen, when={"weather": '"rain","cold"'}, then="V-02")
    return Plan(weather, hour, half_page, passed, asked, *made, rule)
