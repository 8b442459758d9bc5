"""A log of impressions is decided by the campaign's table."""

import io
import json
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from typer.testing import CliRunner

from commonground.cli.decide import app
from commonground.creative.decision.actions import add_rule, set_policy
from commonground.creative.models import Run
from commonground.creative.signal.actions import answer_provision
from commonground.creative.signal.queries import coverage_of
from commonground.creative.simulation.actions import simulate_log
from commonground.creative.simulation.shown import Report, Served, report_of
from commonground.kit.errors import Invalid, NotAllowed, NotReady
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, run_tasks, viewer

LOG = b"weather,hour,placement,day,weight\nrain,9,daily,2026-09-01,60\nsun,9,daily,2026-09-01,25\n,9,daily,2026-09-02,15\n"


def simulate(hope: Hope, name: str = "week.csv", data: bytes = LOG, is_sample: bool = False) -> Run:
    """A simulation that a worker has carried out."""
    ines = viewer(hope.tondella.ines)
    run = simulate_log(by=ines, campaign=hope.seen(), name=name, data=data, is_sample=is_sample)
    run_tasks()
    return Run.objects.get(pk=run.pk)


def reported(hope: Hope, run: Run) -> Report:
    return report_of(run, coverage_of(viewer(hope.tondella.ines), hope.seen()))


def test_what_was_served_and_what_was_wasted_and_why(hope: Hope) -> None:
    creative.plan(hope)
    report = reported(hope, simulate(hope))
    shares = report.together
    assert (shares.personalised, shares.degraded, shares.by_design, shares.wasted) == (60, 0, 25, 15)
    assert [(one.name, count) for one, count in report.placements.listed] == [("Harbour Daily, half page", 100)]
    assert [(one.name, count) for one, count in report.days.listed] == [("2026-09-01", 85), ("2026-09-02", 15)]
    assert [(one.words, one.wasted, one.degraded, one.percent) for one in report.lost] == [
        ("Weather was missing", 15, 0, 15)
    ]
    assert report.basis["uncertainty"] == "No uncertainty from sampling: every impression of the log was decided."
    assert report.rules == (Served(1, "", 60, 60),)
    assert report.interval is None


def test_the_greatest_of_many_placements_are_listed(hope: Hope) -> None:
    creative.plan(hope)
    rows = "".join(f"rain,{place:03},{place}\n" for place in range(1, 121))
    run = simulate(hope, data=f"weather,placement,weight\n{rows}".encode())
    parts = reported(hope, run).placements
    assert ([one.name for one, _ in parts.listed][:2], len(parts.listed), parts.more) == (["120", "119"], 100, 20)
    page = client(hope.tondella.ines).get(reverse("creative:simulation", args=[hope.campaign.pk, run.pk])).content
    assert b"the greatest 100; the other 20 stand in the JSON" in page


def test_what_a_log_does_not_name_or_names_otherwise(hope: Hope) -> None:
    creative.plan(hope)
    browser = client(hope.tondella.ines)
    run = simulate(hope, data=b"weather,placement\nrain,daily\nrain,Daily half\n,daily\n")
    assert reported(hope, run).placements.strange == ("Daily half",)
    text = browser.get(reverse("creative:simulation", args=[hope.campaign.pk, run.pk])).content.decode()
    assert "a placement that the campaign does not have: Daily half." in text
    assert ("Rain check (V-02)" in text, "33.3 % of impressions: 1 wasted, 0 degraded" in text) == (True, True)
    bare = simulate(hope, data=b"weather,hour\nrain,9\n,9\n")
    assert [one.name for one in reported(hope, bare).helpful] == ["on every impression of the log"]
    one = simulate(hope, data=b"weather\nrain\n")
    text = browser.get(reverse("creative:simulation", args=[hope.campaign.pk, one.pk])).content.decode()
    assert ("1 impression, " in text, "1 impressions" in text) == (True, False)


def test_a_sample_has_an_interval(hope: Hope) -> None:
    creative.plan(hope)
    low, high = reported(hope, simulate(hope, is_sample=True)).interval or (0, 0)
    assert 0 < low < 15 < high < 100


def test_parquet(hope: Hope) -> None:
    creative.plan(hope)
    sink = io.BytesIO()
    pq.write_table(pa.table({"weather": ["rain", "sun", None], "hour": [9, 9, 9]}), sink)
    done = simulate(hope, "week.parquet", sink.getvalue())
    assert (done.result and done.result["impressions"], done.rows, done.rows_in_all) == (3, 3, 3)
    cut = simulate(hope, "week.parquet", sink.getvalue()[:-20])
    assert (cut.state, cut.failure) == ("failed", "The Parquet file is cut off or damaged: write it again.")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"moon\nfull\n", "none of the signals weather, hour"),
        (b"weather,weight\nrain,-1\n", "weight"),
        (b"weather,weight\nrain,many\n", "many"),
    ],
)
def test_a_log_that_cannot_be_read_fails_and_says_why(hope: Hope, data: bytes, why: str) -> None:
    creative.plan(hope)
    failed = simulate(hope, data=data)
    assert (failed.state, failed.result, bytes(failed.log)) == ("failed", None, b"")
    assert why in failed.failure
    url = reverse("creative:simulation", args=[hope.campaign.pk, failed.pk])
    assert failed.failure in client(hope.tondella.ines).get(url).content.decode().replace("&#x27;", "'")


@pytest.mark.parametrize("data", [b"", b"x" * 25_000_001])
def test_a_log_that_is_not_taken(hope: Hope, data: bytes) -> None:
    creative.plan(hope)
    with pytest.raises(Invalid) as refused:
        simulate(hope, data=data)
    assert list(refused.value.fields) == ["file"]
    assert Run.objects.count() == 0


def test_what_would_have_helped_most(hope: Hope) -> None:
    creative.plan(hope)
    (weather,) = reported(hope, simulate(hope)).helpful
    assert ([one.signal.key for one in weather.wanted], weather.name, weather.before) == (
        ["weather"],
        "Harbour Daily, half page",
        60,
    )
    # Of the 15 impressions without it, 60 of 85 had rain.
    assert weather.after == pytest.approx(60 + 15 * 60 / 85)


def test_without_a_table_or_a_word_in_it(hope: Hope) -> None:
    with pytest.raises(NotReady):
        simulate(hope)
    creative.plan(hope)
    with pytest.raises(NotAllowed):
        simulate_log(by=viewer(hope.tondella.carla), campaign=hope.seen(), name="x.csv", data=LOG)


def test_on_its_page(hope: Hope) -> None:
    creative.plan(hope)
    browser, url = client(hope.tondella.ines), reverse("creative:simulations", args=[hope.campaign.pk])
    assert browser.post(url, {}).status_code == 422
    sent = browser.post(url, {"file": SimpleUploadedFile("week.csv", LOG)}).headers["Location"]
    waits = browser.get(sent).content.decode()
    assert ("Waiting for the background worker" in waits, 'hx-trigger="every 2s"' in waits) == (True, True)
    assert "Waiting" in browser.get(url).content.decode()
    run_tasks()
    page = browser.get(sent).content.decode()
    assert ("Weather was missing" in page, "Harbour Daily, half page" in page, "every 2s" in page) == (
        True,
        True,
        False,
    )
    assert "week.csv" in client(hope.halyard.priya).get(url).content.decode()


def decided(tmp_path: Path, *words: str) -> str:
    """What `commonground decide` says."""
    ran = CliRunner().invoke(app, [word.replace("@", f"{tmp_path}/") for word in words])
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def test_the_command_line_recomputes_it_from_the_export(hope: Hope, tmp_path: Path) -> None:
    plan = creative.plan(hope)
    answer_provision(
        by=viewer(hope.halyard.priya), campaign=hope.seen(), provision=plan.passed, state="live", share=Decimal("0.9"),
        price=Decimal("0.4"), currency="EUR",
    )  # fmt: skip
    done = simulate(hope)
    url = reverse("creative:simulation-export", args=[hope.campaign.pk, done.pk])
    said = json.loads(client(hope.tondella.ines).get(url).content)
    inputs, value = said.pop("inputs"), said.pop("value")
    (tmp_path / "table.json").write_text(json.dumps(inputs["table"]))
    (tmp_path / "week.csv").write_bytes(LOG)
    decided(tmp_path, "simulate", "@table.json", "@week.csv", "--out", "@out.json")
    assert said == json.loads((tmp_path / "out.json").read_text())
    prices = [f"{one['placement']}:{one['signal']}={one['price']}" for one in inputs["prices"]]
    assert (prices, inputs["currency"], inputs["options"]) == (["daily:weather=0.4"], "EUR", {"is_sample": False})
    again = decided(tmp_path, "value", "@table.json", "@week.csv", "--price", prices[0], "--format", "json")
    assert value == json.loads(again)


def test_prices_keep_the_currency_that_they_had(hope: Hope) -> None:
    plan, priya = creative.plan(hope), viewer(hope.halyard.priya)
    facts = {"state": "live", "share": Decimal("0.9"), "price": Decimal("0.4")}
    answer_provision(by=priya, campaign=hope.seen(), provision=plan.passed, currency="EUR", **facts)
    done = simulate(hope)
    answer_provision(by=priya, campaign=hope.seen(), provision=plan.passed, currency="JPY", **facts)
    (weather,) = reported(hope, done).helpful
    assert (weather.currency, weather.price is not None) == ("EUR", True)


def test_what_no_database_takes(hope: Hope) -> None:
    creative.plan(hope)
    sink = io.BytesIO()
    pq.write_table(pa.table({"weather": ["rain"], "placement": ["a\0b"]}), sink)
    done = simulate(hope, "week.parquet", sink.getvalue())
    assert done.result is not None
    assert [one["name"] for one in done.result["placements"]] == ["a\ufffdb"]
    many = simulate(hope, data=b"weather,weight\nrain,1e308\nrain,1e308\n")
    assert (many.state, many.failure) == (
        "failed", "The weight in row 1 is 1e+308: a weight is a number from 0 to 1,000,000,000,000.",
    )  # fmt: skip


def test_a_log_that_is_sent_without_a_table_is_not_lost(hope: Hope) -> None:
    url = reverse("creative:simulations", args=[hope.campaign.pk])
    page = client(hope.tondella.ines).post(url, {"pasted": "weather\nrain\n"})
    assert (page.status_code, "There is no decision table yet." in page.content.decode()) == (422, True)
    assert "weather\nrain\n</textarea>" in page.content.decode()


def test_whoever_waits_is_told_of_the_end(hope: Hope) -> None:
    creative.plan(hope)
    done = simulate(hope)
    url = reverse("creative:simulation", args=[hope.campaign.pk, done.pk])
    told = client(hope.tondella.ines).get(url, headers={"HX-Request": "true"}).headers["HX-Trigger"]
    assert json.loads(told)["toast"]["message"] == "Simulation of week.csv: done."


def test_days_and_placements_as_the_pages_call_them(hope: Hope) -> None:
    creative.plan(hope)
    rows = 'Weather,Placement,Day\nrain,"Harbour Daily,  half page",2026-09-01\nsun,DAILY,2026-09-02\nrain,elsewhere,\n'
    report = reported(hope, simulate(hope, data=rows.encode()))
    assert [one.name for one, _ in report.placements.listed] == ["Harbour Daily, half page", "elsewhere"]
    assert {"2026-09-01", "2026-09-02"} < {one.name for one, _ in report.days.listed}
    assert report.placements.strange == ("elsewhere",)


def test_what_a_rule_and_the_fallback_got_stands_beside_the_table(hope: Hope) -> None:
    """Rules that may not hold together show nothing, which is no fallback."""
    creative.plan(hope)
    ines = viewer(hope.tondella.ines)
    url = reverse("creative:plan", args=[hope.campaign.pk])
    simulate(hope)
    page = client(hope.tondella.ines).get(url)
    assert dict(page.context["beside"].shares) == {1: 60, 0: 40}
    add_rule(by=ines, campaign=hope.seen(), when={"weather": '"rain"'}, then="V-01")
    stale = client(hope.tondella.ines).get(url)
    assert (stale.context["beside"].is_current, dict(stale.context["beside"].shares)) == (False, {})
    assert b"The table has changed since." in stale.content
    set_policy(by=ines, campaign=hope.seen(), hit_policy="UNIQUE", missing_policy="feel", default="V-01")
    simulate(hope)
    assert dict(client(hope.tondella.ines).get(url).context["beside"].shares) == {1: 0, 2: 0, 0: 40}
