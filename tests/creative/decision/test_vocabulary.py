"""What both sides agreed stays as it was, whatever becomes of the campaign's signals and variants."""

import re
from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse

from commonground.creative import migrations
from commonground.creative.decision.actions import add_rule, change_rule, set_columns, start_table
from commonground.creative.decision.export import export_of
from commonground.creative.decision.forecast import forecast_of
from commonground.creative.decision.grid import grid_of
from commonground.creative.decision.queries import get_version, load_table
from commonground.creative.decision.signoff import propose_table, sign_table
from commonground.creative.decision.stored import Loaded, content_hash, revised_since
from commonground.creative.models import Run, TableVersion
from commonground.creative.signal.actions import (
    answer_provision,
    ask_provision,
    change_signal,
    name_signal,
    remove_signal,
)
from commonground.creative.simulation.actions import simulate_log
from commonground.creative.variant.actions import change_variant, remove_variant
from commonground.engines.decisions import evaluate
from commonground.kit.errors import Conflict, NotReady
from tests.api.program import Program
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, run_tasks, viewer

Change = Callable[[Hope, creative.Plan], object]


def loaded(hope: Hope, number: int = 1) -> Loaded:
    ines, seen = viewer(hope.tondella.ines), hope.seen()
    return load_table(ines, get_version(ines, seen, number), seen)


def proposed(hope: Hope) -> creative.Plan:
    plan = creative.plan(hope)
    add_rule(by=viewer(hope.tondella.ines), campaign=hope.seen(), when={"hour": "[17..22]"}, then="V-02")
    propose_table(by=viewer(hope.tondella.ines), campaign=hope.seen())
    return plan


def agreed(hope: Hope) -> creative.Plan:
    plan = proposed(hope)
    for one in (hope.tondella.ines, hope.halyard.marcus):
        sign_table(by=viewer(one), campaign=hope.seen(), number=1)
    return plan


def other_weather(hope: Hope, plan: creative.Plan) -> None:
    change_signal(
        by=viewer(hope.tondella.ines), campaign=hope.seen(), signal=plan.weather, name="Sky",
        categories=["snow", "sun", "wet"], path="device.ext.weather", consent=True,
    )  # fmt: skip


def no_hour(hope: Hope, plan: creative.Plan) -> None:
    if plan.hour.provisions.exclude(state="asked").exists():
        answer_provision(
            by=viewer(hope.halyard.priya), campaign=hope.seen(), provision=plan.asked, state="refused", words="No longer."
        )  # fmt: skip
    remove_signal(by=viewer(hope.tondella.ines), campaign=hope.seen(), signal=plan.hour)


def other_name(hope: Hope, plan: creative.Plan) -> None:
    ines, home = viewer(hope.tondella.ines), hope.tondella.organisation.pk
    change_variant(by=ines, campaign=hope.seen(), variant=plan.rainy, organisation=home, name="Sunny offer")


def no_variant(hope: Hope, plan: creative.Plan) -> None:
    remove_variant(by=viewer(hope.tondella.ines), campaign=hope.seen(), variant=plan.rainy)


CHANGES: tuple[Change, ...] = (other_weather, no_hour, other_name, no_variant)


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_agreed_says_the_same_whatever_is_changed(hope: Hope, change: Change) -> None:
    plan = agreed(hope)
    before = loaded(hope)
    files = [export_of("Hope", before, form)[2] for form in ("json", "dmn", "csv")]
    change(hope, plan)
    after = loaded(hope)
    assert (after.wrong, after.lost) == ({}, ())
    assert (after.table.signals, after.table.rules) == (before.table.signals, before.table.rules)
    assert [(one.key, one.name) for one in after.shown_variants] == [
        ("V-01", "One slice, one meal"), ("V-02", "Rain check"),
    ]  # fmt: skip
    assert content_hash(after) == after.version.content_hash == content_hash(before)
    assert [export_of("Hope", after, form)[2] for form in ("json", "dmn", "csv")] == files
    assert [evaluate(loaded.table, {"weather": "cold"}).served for loaded in (before, after)] == [(1,), (1,)]


def test_placements_and_what_partners_pass_are_those_of_today(hope: Hope) -> None:
    plan, ines, priya = agreed(hope), viewer(hope.tondella.ines), viewer(hope.halyard.priya)
    assert dict(loaded(hope).table.placements[0].coverage) == {"weather": 0.9, "hour": 0}
    answer_provision(by=priya, campaign=hope.seen(), provision=plan.asked, state="live", share=Decimal("0.5"))
    assert dict(loaded(hope).table.placements[0].coverage) == {"weather": 0.9, "hour": 0.5}
    no_hour(hope, plan)
    assert dict(loaded(hope).table.placements[0].coverage) == {"weather": 0.9, "hour": 0}
    again = name_signal(
        by=ines, campaign=hope.seen(), key="hour", name="Time of day", type="integer", low="0", high="23"
    )
    asked = ask_provision(
        by=ines, campaign=hope.seen(), signal=again, placement=plan.half_page, asked=hope.halyard.organisation.pk
    )
    answer_provision(by=priya, campaign=hope.seen(), provision=asked, state="live", share=Decimal("0.7"))
    assert dict(loaded(hope).table.placements[0].coverage) == {"weather": 0.9, "hour": 0.7}
    assert loaded(hope).differences == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (other_weather, ["signal Weather changed: name, categories, path, consent"]),
        (no_hour, ["signal Time of day taken out"]),
        (other_name, ["variant Rain check changed: name"]),
        (no_variant, ["variant Rain check taken out"]),
    ],
)
def test_what_differs_is_named(hope: Hope, change: Change, words: list[str]) -> None:
    plan = agreed(hope)
    assert loaded(hope).differences == ()
    change(hope, plan)
    assert [f"{one.kind} {one.name} {one.words}" for one in loaded(hope).differences] == words


def test_the_order_of_categories_and_the_writing_of_a_number_make_no_difference(hope: Hope) -> None:
    plan, ines = agreed(hope), viewer(hope.tondella.ines)
    change_signal(by=ines, campaign=hope.seen(), signal=plan.weather, categories=["cold", "rain", "sun"])
    change_signal(by=ines, campaign=hope.seen(), signal=plan.hour, low="00")
    assert loaded(hope).differences == ()
    change_signal(by=ines, campaign=hope.seen(), signal=plan.hour, high="24")
    assert [one.parts for one in loaded(hope).differences] == [("range",)]


def test_what_is_proposed_is_signed_as_it_was(hope: Hope) -> None:
    plan, ines, marcus = proposed(hope), viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    other_weather(hope, plan)
    no_variant(hope, plan)
    for by in (ines, marcus):
        sign_table(by=by, campaign=hope.seen(), number=1)
    version = loaded(hope).version
    assert (version.state, version.vocabulary["signals"][0]["categories"]) == ("in-force", ["sun", "rain", "cold"])
    assert {one.content_hash for one in version.sign_offs.all()} == {version.content_hash}


def test_nobody_signs_what_was_changed_behind_their_backs(hope: Hope) -> None:
    plan = proposed(hope)
    plan.rule.when = {"weather": '"sun"'}
    plan.rule.save()
    with pytest.raises(Conflict, match="not what was proposed"):
        sign_table(by=viewer(hope.tondella.ines), campaign=hope.seen(), number=1)


def test_a_draft_reads_what_the_campaign_has_today(hope: Hope) -> None:
    plan, ines = agreed(hope), viewer(hope.tondella.ines)
    other_name(hope, plan)
    no_hour(hope, plan)
    change_signal(by=ines, campaign=hope.seen(), signal=plan.weather, type="integer", categories=[])
    assert start_table(by=ines, campaign=hope.seen()).vocabulary == {}
    draft = loaded(hope, 2)
    assert [(one.key, one.type) for one in draft.signals] == [("weather", "integer")]
    assert list(draft.wrong) == [(plan.rule.key, "weather")]
    assert (draft.lost, draft.since, draft.differences) == (("hour",), "", ())
    assert draft.variants["V-02"].name == "Sunny offer"
    assert [(one.name, one.parts) for one in revised_since(draft.version.based_on, draft)] == [
        ("Weather", ("kind of value", "categories")), ("Rain check", ("name",)),
    ]  # fmt: skip


def test_a_table_that_lost_a_signal_is_still_reckoned_and_simulated(hope: Hope) -> None:
    plan, ines = agreed(hope), viewer(hope.tondella.ines)
    log = b"weather,hour\nsun,18\nrain,3\n"
    before = simulate_log(by=ines, campaign=hope.seen(), name="day.csv", data=log)
    run_tasks()
    no_hour(hope, plan)
    no_variant(hope, plan)
    after = simulate_log(by=ines, campaign=hope.seen(), name="day.csv", data=log)
    run_tasks()
    results = [Run.objects.get(pk=run.pk).result or {} for run in (before, after)]
    assert [one["rules"] == results[0]["rules"] != [] for one in results] == [True, True]
    found = forecast_of(loaded(hope))
    assert found is not None
    assert (round(found.placements[0].personalised), [one.key for one in grid_of(loaded(hope)).rules[1].cells]) == (
        60,
        ["weather", "hour"],
    )


def page(hope: Hope, *, name: str = "version", query: str = "") -> str:
    number = [1] if name == "version" else []
    url = reverse(f"creative:{name}", args=[hope.campaign.pk, *number]) + query
    answer = client(hope.tondella.ines).get(url)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_page_says_with_what_it_was_agreed_and_what_has_changed(hope: Hope) -> None:
    plan = agreed(hope)
    text = page(hope)
    marks = len(re.findall("The same(?! as a table)", text))
    assert ("Signals and variants as agreed with v1" in text, marks, "Since v1" in text) == (True, 4, False)
    for change in CHANGES:
        change(hope, plan)
    assert "sun, rain, cold Changed: name, categories, path, consent Sky snow, sun, wet" in page(hope)
    said = (
        "Since v1 was agreed, the campaign has changed: signal Weather (changed: name, categories, path, consent),"
        " signal Time of day (taken out), variant Rain check (taken out). v1 holds as it was agreed."
    )
    shown = [page(hope), page(hope, name="plan", query="?edit=yes"), page(hope, name="case", query="?try=yes&s0=cold")]
    assert [said in text for text in shown] == [True, True, False]
    assert "Rule 1, Rain check (V-02)" in shown[2]
    assert ("Time of day taken out" in shown[0], "Time of day was taken out of the campaign" in shown[0]) == (
        True,
        True,
    )


def test_the_page_of_what_is_proposed_says_that_it_is_signed_as_it_was(hope: Hope) -> None:
    plan = proposed(hope)
    other_name(hope, plan)
    assert "variant Rain check (changed: name). Who signs agrees to v1 as it was proposed." in page(hope)


def test_the_page_of_a_draft_says_what_it_reads_otherwise(hope: Hope) -> None:
    plan = agreed(hope)
    other_weather(hope, plan)
    no_hour(hope, plan)
    add_rule(by=viewer(hope.tondella.ines), campaign=hope.seen(), when={"weather": '"snow"'}, then="V-01")
    text = page(hope, name="plan")
    assert "Read otherwise than in v1: signal Weather (changed: name, categories, path, consent)." in text
    assert "The campaign has no signal hour any more: rules do not ask about it." in text
    assert "as agreed with" not in text


def test_a_program_reads_what_was_agreed(hope: Hope) -> None:
    plan = agreed(hope)
    for change in CHANGES:
        change(hope, plan)
    ines, one = Program(hope.tondella.ines), f"/campaigns/{hope.campaign.pk}/decision-table/versions/1"
    whole = ines.ok("get", one)
    assert [(each["key"], each["name"], each["categories"]) for each in whole["signals"]] == [
        ("weather", "Weather", ["sun", "rain", "cold"]), ("hour", "Time of day", []),
    ]  # fmt: skip
    home = str(hope.tondella.organisation.pk)
    assert whole["variants"] == [
        {"key": "V-01", "name": "One slice, one meal", "organisation": home},
        {"key": "V-02", "name": "Rain check", "organisation": home},
    ]
    assert whole["differences"][1:] == [
        {"kind": "signal", "key": "hour", "name": "Time of day", "parts": []},
        {"kind": "variant", "key": "V-02", "name": "Rain check", "parts": []},
    ]
    assert ines.ok("post", f"{one}/case", {"values": {"weather": "sun", "hour": 18}})["served"] == [2]
    assert ines.ok("get", f"{one}/findings")["version"] == 1


def test_versions_from_before_keep_what_the_campaign_had_then(hope: Hope) -> None:
    plan, ines = agreed(hope), viewer(hope.tondella.ines)
    change_rule(by=ines, campaign=hope.seen(), key=plan.rule.key, then="even(V-01, V-02)")
    kept, signed = loaded(hope).version.vocabulary, loaded(hope).version.content_hash
    TableVersion.objects.update(vocabulary={})
    (name,) = (one.stem for one in Path(migrations.__path__[0]).glob("*_table_vocabulary.py"))
    import_module(f"{migrations.__name__}.{name}").keep_vocabulary(apps, None)
    for one in kept["signals"]:
        assert one.pop("unit") == ""  # which signals did not have then
    assert loaded(hope).version.vocabulary == kept
    assert loaded(hope, 2).version.vocabulary == {}
    no_hour(hope, plan)
    assert loaded(hope).version.content_hash == content_hash(loaded(hope)) == signed


def test_what_the_campaign_does_not_have_is_not_proposed(hope: Hope) -> None:
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    add_rule(by=ines, campaign=seen, when={"hour": "[17..22]"}, then="V-01")
    remove_signal(by=ines, campaign=seen, signal=plan.hour)
    with pytest.raises(NotReady, match="Rules ask about hour"):
        propose_table(by=ines, campaign=seen)
    set_columns(by=ines, campaign=seen, signals=["weather"])
    remove_variant(by=ines, campaign=seen, variant=plan.rainy)
    assert loaded(hope).wrong == {(plan.rule.key, "then"): "The campaign has no variant V-02."}
    with pytest.raises(NotReady, match="cannot be read"):
        propose_table(by=ines, campaign=seen)
    page = client(hope.tondella.ines).get(reverse("creative:plan", args=[seen.pk]) + "?edit=yes").content.decode()
    assert "The campaign has no variant V-02." in page


def test_what_was_agreed_before_signals_had_a_unit_still_reads(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    change_signal(by=ines, campaign=hope.seen(), signal=plan.hour, unit="h")
    propose_table(by=ines, campaign=hope.seen())
    for one in (hope.tondella.ines, hope.halyard.marcus):
        sign_table(by=viewer(one), campaign=hope.seen(), number=1)
    version = TableVersion.objects.get()
    assert {one["key"]: one["unit"] for one in version.vocabulary["signals"]} == {"weather": "", "hour": "h"}
    change_signal(by=ines, campaign=hope.seen(), signal=plan.hour, unit="min")
    kept = load_table(ines, version, hope.seen())
    assert [one.words for one in kept.differences] == ["changed: unit"]
    for one in version.vocabulary["signals"]:
        del one["unit"]
    version.save()
    old = load_table(ines, TableVersion.objects.get(pk=version.pk), hope.seen())
    assert ([one.unit for one in old.signals], old.differences) == (["", ""], ())
