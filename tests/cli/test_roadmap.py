"""`commonground roadmap` and `calendar` as a person types them, in a process of their own."""

import json
import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from icalendar import Calendar

DATA = Path(__file__).parents[1] / "data" / "roadmap"
PLAN = DATA / "slice-of-hope.csv"
CLEAN = "Launch\t2026-10-16\nTask\tDue\tDays\tOwner\tReviewer\tDone when\nFilm\t2026-10-14\t2\tJun Park\tInes Albrecht\tIt runs\n"


def run(*words):
    done = subprocess.run([sys.executable, "-m", "commonground", *map(str, words)], capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def clean(tmp_path):
    path = tmp_path / "clean.tsv"
    path.write_text(CLEAN)
    return path


def test_text():
    code, out, err = run("roadmap", "check", PLAN, "--today", "2026-08-10")
    assert (code, err) == (1, "")
    assert out.splitlines()[:14] == [
        "slice-of-hope.csv: 5 deliverables, launch 2026-10-16",
        "",
        "                  start by    finish by   due         slack",
        "Creative concept  2026-08-28  2026-09-10  2026-08-21     14  critical",
        "Master film       2026-09-11  2026-10-01  2026-09-18     14  critical",
        "Cutdowns          2026-10-05  2026-10-09  2026-09-25     14  critical",
        "Tracking plan     2026-10-14  2026-10-16  2026-10-03     37",
        "Go live           2026-10-16  2026-10-16  2026-10-16     19",
        "",
        "Critical path: Creative concept > Master film > Cutdowns > launch",
        "Earliest launch: 2026-09-28",
        "",
        "error   MAP-002  “Cutdowns” has no owner.",
        "        Name one person who answers for it.",
    ]
    assert out.splitlines()[-1] == "1 error, 2 warnings, 1 note"


def test_a_clean_roadmap_ends_with_0(clean):
    code, out, err = run("roadmap", "check", clean, "--today", "2026-10-01")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "0 errors, 0 warnings, 0 notes"
    assert run("roadmap", "check", clean)[0] in (0, 1)


def test_holidays_of_a_country(clean):
    clean.write_text(CLEAN.replace("2026-10-14", "2026-05-25").replace("2026-10-16", "2026-05-29"))
    code, out, _ = run("roadmap", "check", clean, "--today", "2026-05-04", "--country", "de-by")
    assert code == 0
    assert "note    MAP-010  “Film” is due on a day off, a holiday." in out.splitlines()
    for wrong in ("XX", "DE-ZZ"):
        code, out, err = run("roadmap", "check", clean, "--country", wrong)
        assert (code, out, err.startswith("No holidays are known for")) == (2, "", True)


def test_json():
    code, out, _ = run("roadmap", "check", PLAN, "--today", "2026-08-10", "--format", "json")
    said = json.loads(out)
    assert code == 1
    assert list(said) == ["roadmap", "schedule", "findings", "not_understood", "warnings"]
    assert said["schedule"]["critical_path"] == ["creative-concept", "master-film", "cutdowns"]
    assert said["schedule"]["deliverables"][1] == {
        "key": "master-film",
        "earliest_start": "2026-08-24",
        "earliest_finish": "2026-09-11",
        "expected_start": "2026-08-31",
        "expected_finish": "2026-09-18",
        "latest_start": "2026-09-11",
        "latest_finish": "2026-10-01",
        "slack": 14,
        "critical": True,
    }
    assert [one["id"] for one in said["findings"]] == ["MAP-002", "MAP-004", "MAP-004", "MAP-010"]


def test_sarif():
    _, out, _ = run("roadmap", "check", PLAN, "--today", "2026-08-10", "--format", "sarif")
    (found,) = json.loads(out)["runs"]
    assert [one["ruleId"] for one in found["results"]] == ["MAP-002", "MAP-004", "MAP-004", "MAP-010"]
    assert len(found["tool"]["driver"]["rules"]) == 12


def test_a_circle_and_what_was_not_understood(tmp_path):
    path = tmp_path / "plan.md"
    table = "| Task | Due | After |\n|--|--|--|\n| A | soon | B |\n| B | | A |\n"
    path.write_text("# One\n\n" + table + "\n# Two\n\n" + table.replace("| B | | A |\n", ""))
    code, out, _ = run("roadmap", "check", path)
    lines = out.splitlines()
    assert code == 1
    assert lines[:4] == [
        "plan.md: 2 deliverables, no launch date",
        "Tables found (choose with --table):",
        "  1. One",
        "  2. Two",
    ]
    assert "error   MAP-006  2 deliverables wait for each other." in lines
    assert "Not understood: “soon” (Sheet “One”, row 5, column B). This is no day: write it as 2026-10-16." in lines
    code, _, err = run("roadmap", "check", path, "--table", "9")
    assert (code, err) == (2, "plan.md: There is no table 9: the file holds 2 that could be meant.\n")


def test_convert_and_back(tmp_path):
    steps = [PLAN, tmp_path / "a.xlsx", tmp_path / "b.json", tmp_path / "c.csv", tmp_path / "d.json"]
    for source, target in pairwise(steps):
        assert run("roadmap", "convert", source, target) == (0, "", "")
    assert steps[2].read_bytes() == steps[4].read_bytes()


def test_convert_says_what_it_leaves(tmp_path, clean):
    clean.write_text(CLEAN.replace("2026-10-14", "soon"))
    code, _, err = run("roadmap", "convert", clean, tmp_path / "a.csv")
    assert (code, err) == (0, "Not taken over: “soon” (Row 3, column B). This is no day: write it as 2026-10-16.\n")
    code, _, err = run("roadmap", "convert", clean, tmp_path / "a.pdf")
    assert (code, err) == (2, "Cannot write “.pdf”: use .xlsx, .csv or .json.\n")
    code, _, err = run("roadmap", "convert", clean, tmp_path / "nowhere" / "a.csv")
    assert (code, err.splitlines()[-1].startswith("Cannot write")) == (2, True)


def test_calendar(tmp_path):
    out = tmp_path / "roadmap.ics"
    code, said, err = run("calendar", PLAN, "--out", out, "--country", "DE")
    assert (code, said, err) == (0, "", "“Tracking plan” is due on a day off: 2026-10-03.\n")
    events = Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    assert [(str(one["uid"]), one.decoded("dtstart").isoformat()) for one in events][-2:] == [
        ("deliverable-go-live@slice-of-hope.commonground", "2026-10-16"),
        ("launch@slice-of-hope.commonground", "2026-10-16"),
    ]


def test_calendar_refuses_what_no_calendar_may_hold(tmp_path):
    plan = {"deliverables": [{"key": "a", "title": "Film", "due": "2026-10-16", "owner": "Jun\rX:1"}]}
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    code, _, err = run("calendar", tmp_path / "plan.json", "--out", tmp_path / "x.ics")
    assert (code, err) == (2, "plan.json: The description holds the control character U+000D.\n")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("words.csv", b"hello", "words.csv: No roadmap was found"),
        ("plan.xlsx", b"PK\x03\x04", "plan.xlsx: The spreadsheet is damaged"),
        ("plan.json", b"{", "plan.json: This is no JSON"),
        ("plan.json", b"[]", "plan.json: This JSON is not a stored roadmap."),
        ("plan.json", b"{}", "plan.json: This is not a stored roadmap"),
    ],
)
def test_what_cannot_be_read_ends_with_2(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    code, out, err = run("roadmap", "check", tmp_path / name)
    assert (code, out) == (2, "")
    assert err.startswith(reason)


def test_wrong_words(clean, tmp_path):
    assert run("roadmap", "check", clean, "--format", "yaml")[0] == 2
    code, _, err = run("roadmap", "check", clean, "--today", "soon")
    assert (code, err) == (2, "“soon” is no day: write it as 2026-08-03.\n")
    code, _, err = run("roadmap", "check", tmp_path / "nothing.csv")
    assert (code, err.startswith("Cannot open")) == (2, True)


def test_no_django_is_loaded(clean):
    code = "import sys; from commonground.cli import roadmap, calendar; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_the_readme_says_to_type(tmp_path):
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    typed = re.findall(r"^\.venv/bin/commonground ((?:roadmap|calendar) .*)$", readme, re.MULTILINE)
    codes = [run(*shlex.split(line.replace("/tmp/", f"{tmp_path}/")))[0] for line in typed]
    assert codes == [1, 0, 0]
