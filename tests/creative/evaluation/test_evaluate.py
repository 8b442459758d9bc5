"""A table is evaluated on a log of rotated variants."""

import json
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from typer.testing import CliRunner

from commonground.cli.decide import app
from commonground.creative.evaluation.actions import evaluate_on_log
from commonground.creative.evaluation.shown import report_of
from commonground.creative.models import Run
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, run_tasks, viewer

COLUMNS = {"action": "variant", "reward": "clicked", "propensity": "propensity", "day": "day"}
# By chance, evenly: with rain V-02 gains in 3 of 4 impressions and V-01 in 1 of 4; with sun nothing gains.
RAIN = [("V-01", 1), ("V-01", 0), ("V-01", 0), ("V-01", 0), ("V-02", 1), ("V-02", 1), ("V-02", 1), ("V-02", 0)]
SUN = [("V-01", 0), ("V-02", 0)] * 4
ROWS = [("rain", *one) for one in RAIN] + [("sun", *one) for one in SUN]
LOG = b"weather,variant,clicked,propensity,day\n" + b"".join(
    f"{weather},{key},{clicked},0.5,2026-09-0{1 + turn % 4}\n".encode()
    for turn in range(40) for weather, key, clicked in ROWS
)  # fmt: skip


def evaluate(hope: Hope, data: bytes = LOG) -> Run:
    ines = viewer(hope.tondella.ines)
    run = evaluate_on_log(by=ines, campaign=hope.seen(), name="turns.csv", data=data, **COLUMNS)
    run_tasks()
    return Run.objects.get(pk=run.pk)


def test_what_the_table_would_have_brought(hope: Hope) -> None:
    """With rain it shows V-02, else V-01: half of the impressions at 3/4, half at nothing."""
    creative.plan(hope)
    report = report_of(viewer(hope.tondella.ines), hope.seen(), evaluate(hope))
    assert (report.refused, report.rows, report.logged) == ("", 640, 0.25)
    assert [(one.value, one.relative) for one in report.estimates][:2] == [(0.375, 1.5), (0.375, 1.5)]
    assert [one.low < 0.375 < one.high for one in report.estimates] == [True, True, True]
    assert (report.mean_weight, report.max_weight, report.off_support) == (1, 2, 0)


def test_which_is_better_is_said_in_a_sentence(hope: Hope) -> None:
    creative.plan(hope)
    ines, seen = viewer(hope.tondella.ines), hope.seen()
    best = report_of(ines, seen, evaluate(hope)).best
    assert best is not None
    low, high = best.times or (0, 0)
    assert (
        best.words
        == f"By SNIPS the table would have brought {low:.2f} to {high:.2f} times what the log brought: better."
    )
    # What gained with V-02 gains with V-01 now: the table chooses badly.
    other = LOG.replace(b"V-01", b"V-9").replace(b"V-02", b"V-01").replace(b"V-9", b"V-02")
    worse = report_of(ines, seen, evaluate(hope, other)).best
    assert (worse and worse.verdict) == "worse"
    nothing = report_of(ines, seen, evaluate(hope, LOG.replace(b",1,0.5", b",0,0.5"))).best
    said = "By SNIPS the table would have brought 0 an impression, where the log brought 0: cannot tell."
    assert (nothing and nothing.words) == said


def test_of_what_the_log_never_tried_it_says_nothing(hope: Hope) -> None:
    creative.plan(hope)
    # With rain V-02 is never shown there, where the table would show it.
    done = evaluate(hope, LOG.replace(b"rain,V-02", b"rain,V-03"))
    page = client(hope.tondella.ines).get(reverse("creative:evaluation", args=[hope.campaign.pk, done.pk]))
    assert "for the 50 % of impressions on which the log has tried what the table would show" in page.content.decode()


def test_a_log_that_is_too_small_says_so_first(hope: Hope) -> None:
    creative.plan(hope)
    done = evaluate(hope, b"\n".join(LOG.splitlines()[:9]) + b"\n")
    report = report_of(viewer(hope.tondella.ines), hope.seen(), done)
    assert (report.rows, report.is_enough, report.best and report.best.verdict) == (8, False, "")
    page = client(hope.tondella.ines).get(reverse("creative:evaluation", args=[hope.campaign.pk, done.pk]))
    text = page.content.decode()
    assert "Only 4 effective impressions of 8 carry the estimates; it takes at least 30" in text
    assert text.index("too small to say anything") < text.index("What the few impressions give all the same")
    listed = client(hope.tondella.ines).get(reverse("creative:evaluations", args=[hope.campaign.pk])).content.decode()
    assert "Too small to say anything" in listed


def test_a_log_without_chance_is_refused_and_says_what_would_be_needed(hope: Hope) -> None:
    creative.plan(hope)
    done = evaluate(hope, LOG.replace(b"V-02", b"V-01"))
    report = report_of(viewer(hope.tondella.ines), hope.seen(), done)
    assert report.refused.startswith("The log is deterministic")
    assert [one.percent for one in report.needed] == [5, 10, 20]
    assert [one.days is not None for one in report.needed] == [True, True, True]
    page = client(hope.tondella.ines).get(reverse("creative:evaluation", args=[hope.campaign.pk, done.pk])).content
    assert done.result is not None
    for words in (done.result["digest"][:12], "640 impressions", "chosen evenly at random"):
        assert words.encode() in page


def test_where_nothing_was_gained_nobody_can_say_how_much_is_needed(hope: Hope) -> None:
    creative.plan(hope)
    done = evaluate(hope, LOG.replace(b"V-02", b"V-01").replace(b",1,0.5", b",0,0.5"))
    page = client(hope.tondella.ines).get(reverse("creative:evaluation", args=[hope.campaign.pk, done.pk])).content
    assert b"cannot be said yet, as nothing was gained in this log" in page


def test_a_log_that_cannot_be_used(hope: Hope) -> None:
    creative.plan(hope)
    failed = evaluate(hope, LOG.replace(b"clicked", b"sold"))
    assert (failed.state, "clicked" in failed.failure) == ("failed", True)


def test_on_its_page(hope: Hope) -> None:
    creative.plan(hope)
    browser, url = client(hope.tondella.ines), reverse("creative:evaluations", args=[hope.campaign.pk])
    assert "No evaluations yet" in browser.get(url).content.decode()
    missing = browser.post(url, {"file": SimpleUploadedFile("turns.csv", LOG), **COLUMNS, "reward": ""})
    assert missing.status_code == 422
    sent = browser.post(url, {"file": SimpleUploadedFile("turns.csv", LOG), **COLUMNS}).headers["Location"]
    assert "Cancel the evaluation" in browser.get(sent).content.decode()
    run_tasks()
    page = browser.get(sent).content.decode()
    assert ("Doubly robust" in page, "0.375000" in page, "What would be needed" in page) == (True, True, True)
    listed = client(hope.halyard.priya).get(url).content.decode()
    assert ("Better" in listed, "times what the log brought: better." in listed) == (True, True)
    browser.post(url, {"pasted": LOG.replace(b"V-02", b"V-01").decode(), **COLUMNS})
    run_tasks()
    assert "The log does not say" in browser.get(url).content.decode()
    silent = Run.objects.order_by("-created_at")[0]
    page = browser.get(reverse("creative:evaluation", args=[hope.campaign.pk, silent.pk])).content.decode()
    assert ("The log is deterministic" in page, "20 % of impressions, evenly" in page) == (True, True)


def test_a_simulation_is_no_evaluation(hope: Hope) -> None:
    creative.plan(hope)
    done = evaluate(hope)
    url = reverse("creative:simulation", args=[hope.campaign.pk, done.pk])
    assert client(hope.tondella.ines).get(url).status_code == 404


def test_the_command_line_recomputes_it_from_the_export(hope: Hope, tmp_path: Path) -> None:
    creative.plan(hope)
    for data in (LOG, LOG.replace(b"V-02", b"V-01")):
        done = evaluate(hope, data)
        url = reverse("creative:evaluation-export", args=[hope.campaign.pk, done.pk])
        said = json.loads(client(hope.tondella.ines).get(url).content)
        inputs = said.pop("inputs")
        assert (done.rows, said["rows"], said["version"]) == (640, 640, "2")
        (tmp_path / "table.json").write_text(json.dumps(inputs["table"]))
        (tmp_path / "turns.csv").write_bytes(data)
        asked = ["evaluate", str(tmp_path / "turns.csv"), "--policy", str(tmp_path / "table.json"), "--format", "json"]
        ran = CliRunner().invoke(
            app, [*asked, "--reward", inputs["options"]["reward"], "--seed", str(inputs["options"]["seed"])]
        )
        assert said == json.loads(ran.stdout)
