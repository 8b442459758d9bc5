"""The story's creative plan: a rule that is never served, an overlap, a test that a missing signal passes, a signal
that one partner has not answered for, and one that is passed without consent in a market."""

from __future__ import annotations

import csv
import io
import random
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.models import Campaign
from commonground.creative.decision.actions import add_rule, set_columns, set_policy
from commonground.creative.evaluation.actions import evaluate_on_log
from commonground.creative.run.carrying import carry_out
from commonground.creative.signal.actions import answer_provision, ask_provision, name_placement, name_signal
from commonground.creative.simulation.actions import simulate_log
from commonground.creative.variant.actions import ask_approval, decide_variant, name_variant

if TYPE_CHECKING:
    from commonground.cli.demo.story import Told

SIGNALS: tuple[dict[str, Any], ...] = (
    {"key": "weather", "name": "Weather", "type": "categorical", "categories": ["sun", "rain", "cold", "hot"]},
    {"key": "hour", "name": "Time of day", "type": "integer", "low": "0", "high": "23", "unit": "h"},
    {"key": "distance", "name": "Store distance", "type": "numeric", "low": "0", "high": "10", "unit": "km",
     "consent": True},
    {"key": "last_order", "name": "Last order", "type": "categorical", "categories": ["last 30 days", "earlier", "none"],
     "path": "user.data[].segment[].id", "consent": True},
    {"key": "level", "name": "Game level", "type": "integer", "low": "0", "high": "60"},
)  # fmt: skip
PLACEMENTS: tuple[tuple[str, str, str, str, list[str], int], ...] = (
    ("tycoon-video", "Orchard Tycoon, rewarded video", "Pocket Orchard", "in-app", ["15s"], 420_000),
    ("tycoon-home", "Orchard Tycoon, home banner", "Pocket Orchard", "in-app", ["320x50"], 360_000),
    ("order-page", "Order page tracker", "Tondella", "owned", ["600x200"], 80_000),
    ("daily-half", "Harbour Daily, half page", "Halyard & Finch", "display", ["300x600"], 540_000),
    ("open-web", "Open web, 300 × 250", "Halyard & Finch", "display", ["300x250"], 620_000),
)
MARKETS = ["DE", "IT"]
# A signal and a placement: where people have agreed, when that is not in every market.
AGREED = {("distance", "daily-half"): ["IT"]}
ALL = ["15s", "320x50", "600x200", "300x600", "300x250"]
VARIANTS: tuple[tuple[str, str, list[str]], ...] = (
    ("V-01", "One slice, one meal", ALL),
    ("V-02", "Lunch that feeds two", ALL),
    ("V-03", "Warm slice, 15 minutes away", ALL),
    ("V-04", "Rain check: we deliver", ALL),
    ("V-05", "Your usual gives a meal", ALL),
    ("V-06", "Order again, give again", ALL),
    ("V-07", "Town hero", ALL),
    ("V-08", "Cool evening, hot slice", ["15s", "320x50", "600x200", "300x250"]),
)
# Signal: who passes it on which placements, on what share of impressions.
PASSED: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("weather", "Variant Loom", ("tycoon-video", "tycoon-home", "order-page", "daily-half", "open-web"), "0.97"),
    ("hour", "Variant Loom", ("tycoon-video", "tycoon-home", "order-page", "daily-half", "open-web"), "1"),
    ("distance", "Tondella", ("order-page",), "0.92"),
    ("distance", "Halyard & Finch", ("daily-half",), "0.58"),
    ("last_order", "Tondella", ("order-page",), "0.88"),
    ("last_order", "Halyard & Finch", ("daily-half", "open-web"), "0.34"),
    ("level", "Pocket Orchard", ("tycoon-video", "tycoon-home"), "0.81"),
)
RULES: tuple[tuple[dict[str, str], str], ...] = (
    ({"level": ">= 10"}, "V-07"),
    ({"weather": '"rain","cold"', "hour": "[17..22)", "distance": "< 3"}, "V-03"),
    ({"hour": "[17..22)", "distance": "< 3", "last_order": '"last 30 days"'}, "V-05"),
    ({"hour": "[11..14)", "distance": "< 3"}, "V-02"),
    ({"hour": "[17..22)", "last_order": 'not("none")'}, "V-06"),
    ({"weather": '"hot"'}, "V-08"),
    ({"weather": '"rain"', "hour": "[17..22)", "distance": "< 1"}, "V-04"),
)


def plan_the_creative(told: Told, campaign: Campaign) -> None:
    """Signals, placements and variants are there; the table is a draft that its makers are still mending."""
    sofie, marcus = told.viewer("Sofie Lindqvist"), told.viewer("Marcus Oyelaran")
    seen = get_campaign(sofie, campaign.pk)
    with told.days_ago(20):
        signals = {facts["key"]: name_signal(by=sofie, campaign=seen, **facts) for facts in SIGNALS}
        places = {
            key: name_placement(
                by=marcus, campaign=seen, key=key, name=name, organisation=told.organisation(home).pk, format=kind,
                sizes=sizes, planned=planned, markets=MARKETS,
            )
            for key, name, home, kind, sizes, planned in PLACEMENTS
        }  # fmt: skip
    with told.days_ago(15):
        _variants(told, seen)
        for key, home, where, share in PASSED:
            for place in where:
                _pass(told, seen, signals[key], places[place], home, Decimal(share))
        ask_provision(
            by=sofie, campaign=seen, signal=signals["distance"], placement=places["open-web"],
            asked=told.organisation("Halyard & Finch").pk, due_on=told.now.date() + timedelta(days=3),
            words="In kilometres, not older than an hour. Rules 2, 3 and 4 wait for it.",
        )  # fmt: skip
    with told.days_ago(2):
        set_columns(by=sofie, campaign=seen, signals=[facts["key"] for facts in SIGNALS])
        set_policy(by=sofie, campaign=seen, hit_policy="FIRST", missing_policy="feel", default="V-01")
        for when, then in RULES:
            add_rule(by=sofie, campaign=seen, when=when, then=then)
    with told.days_ago(1):
        _try_it_on_logs(told, seen)


def _try_it_on_logs(told: Told, campaign: Campaign) -> None:
    """A week of the test flight is simulated, and a rotation of two variants evaluated; both are done at once."""
    sofie = told.viewer("Sofie Lindqvist")
    rng, keys = random.Random(7), ("placement", *(facts["key"] for facts in SIGNALS), "day")  # noqa: S311 - repeatable
    days = [f"{told.now.date() - timedelta(days=8 - number):%Y-%m-%d}" for number in range(7)]
    week = [_impression(rng, days) for _ in range(3000)]
    turns = [one | _turn(rng, one) for one in (_impression(rng, days) for _ in range(1500))]
    columns = {"action": "variant", "reward": "ordered", "propensity": "propensity", "day": "day"}
    for run in (
        simulate_log(by=sofie, campaign=campaign, name="test-week.csv", data=_csv((*keys, "weight"), week)),
        evaluate_on_log(
            by=sofie, campaign=campaign, name="rotation.csv", data=_csv((*keys, *columns.values()), turns), **columns
        ),
    ):
        carry_out.call(str(run.pk))


def _impression(rng: random.Random, days: list[str]) -> dict[str, object]:
    """One line of a log; what a partner does not pass is empty."""
    place = rng.choices([one[0] for one in PLACEMENTS], [one[5] for one in PLACEMENTS])[0]
    values = {
        "weather": rng.choices(["sun", "rain", "cold", "hot"], [5, 3, 2, 1])[0], "hour": rng.randrange(24),
        "distance": round(rng.triangular(0, 10, 1), 1), "last_order": rng.choice(["last 30 days", "earlier", "none"]),
        "level": rng.randrange(61),
    }  # fmt: skip
    shares = {key: float(share) for key, _, where, share in PASSED if place in where}
    known = {key: value for key, value in values.items() if rng.random() < shares.get(key, 0)}
    return {"placement": place, "day": rng.choice(days), "weight": 50, **known}


def _turn(rng: random.Random, one: dict[str, object]) -> dict[str, object]:
    """Two variants by chance; what is warm is ordered more often when it rains or is cold."""
    variant = rng.choice(("V-01", "V-03"))
    better = variant == "V-03" and one.get("weather") in ("rain", "cold")
    return {"variant": variant, "propensity": 0.5, "ordered": int(rng.random() < (0.12 if better else 0.06))}


def _csv(columns: tuple[str, ...], rows: list[dict[str, object]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, dict.fromkeys(columns), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _variants(told: Told, campaign: Campaign) -> None:
    sofie, giulia = told.viewer("Sofie Lindqvist"), told.viewer("Giulia Conti")
    for key, name, sizes in VARIANTS:
        variant = name_variant(
            by=sofie, campaign=campaign, key=key, name=name, organisation=sofie.acting().organisation_id,
            owner=told.members["Arvid Berg"].pk, sizes=sizes,
        )  # fmt: skip
        ask_approval(by=sofie, campaign=campaign, variant=variant)
        if key != "V-08":
            decide_variant(by=giulia, campaign=campaign, variant=variant, approve=True)


def _pass(told: Told, campaign: Campaign, signal: Any, placement: Any, home: str, share: Decimal) -> None:
    asked = ask_provision(
        by=told.viewer("Sofie Lindqvist"), campaign=campaign, signal=signal, placement=placement,
        asked=told.organisation(home).pk,
    )  # fmt: skip
    state = "live" if share > Decimal("0.9") else "promised"
    source = "measured" if state == "live" else "promised"
    agreed = AGREED.get((signal.key, placement.key), MARKETS) if signal.consent else []
    answer_provision(
        by=told.viewer(ANSWER[home]), campaign=campaign, provision=asked, state=state, share=share, share_source=source,
        consent_markets=agreed,
    )  # fmt: skip


ANSWER = {
    "Variant Loom": "Sofie Lindqvist", "Tondella": "Daniel Mensah", "Halyard & Finch": "Priya Raman",
    "Pocket Orchard": "Jun Takeda",
}  # fmt: skip
