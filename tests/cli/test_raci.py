"""`commonground raci` as a person types it, in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data" / "raci"
COMPARED = ("RACI-001", "RACI-002", "RACI-003", "RACI-009")
CLEAN = "Task\tLead\tPlanner\nGoals\tA\tR\nFilm\tR\tA\n"


def run(*words):
    done = subprocess.run(
        [sys.executable, "-m", "commonground", "raci", *map(str, words)], capture_output=True, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def clean(tmp_path):
    path = tmp_path / "clean.tsv"
    path.write_text(CLEAN)
    return path


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.expected.json")))
def test_check_finds_what_is_expected(name):
    expected = json.loads((DATA / name).read_text())
    file = DATA / name.removesuffix(".expected.json")
    code, out, _ = run("check", file, "--format", "json")
    said = json.loads(out)
    assert list(said) == ["kind", "tasks", "roles", "organisations", "phases", "findings", "not_understood"]
    found = [
        [one["id"], one["task"]]
        for one in said["findings"]
        if one["id"] in ("RACI-001", "RACI-002", "RACI-003", "RACI-009")
    ]
    assert sorted(found) == sorted(expected.pop("findings"))
    missed = [{key: one[key] for key in ("row", "column", "value")} for one in said["not_understood"]]
    assert missed == expected.pop("not_understood")
    assert {key: said[key] for key in expected} == expected
    assert code == (1 if any(one["level"] == "error" for one in said["findings"]) else 0)


def test_a_clean_matrix_ends_with_0(clean):
    assert run("check", clean) == (0, "clean.tsv: RACI, 2 tasks, 2 roles\n\n0 errors, 0 warnings\n", "")


def test_text(tmp_path):
    code, out, _ = run("check", DATA / "rollout.md")
    assert code == 0
    assert out.splitlines() == [
        "rollout.md: RACI, 6 tasks, 4 roles",
        "",
        "Not understood: “?” (Sheet “Who does what”, row 14, column D). This is none of the letters R, A, S, C and I.",
        "",
        "0 errors, 0 warnings",
    ]
    code, out, _ = run("check", DATA / "cause-campaign.csv")
    assert code == 1
    assert out.splitlines()[:6] == [
        "cause-campaign.csv: RACI, 4 tasks, 8 roles",
        "Organisations: Pizza Nóva, Meals for All, Fern Games",
        "",
        "error   RACI-001  Nobody is accountable for “Count donations”.",
        "        Give one role an A in this row.",
        "",
    ]


def test_one_of_several_tables(tmp_path):
    path = tmp_path / "plan.md"
    table = "| Task | Lead | Planner |\n|--|--|--|\n| {} | A | R |\n"
    path.write_text("# Start\n\n" + table.format("Goals") + "\n# End\n\n" + table.format("Film"))
    together, alone = run("check", path)[1], run("check", path, "--table", "2")[1]
    assert together.splitlines()[1:6] == [
        "Phases: Start, End",
        "Tables found (choose with --table):",
        "  1. Start + End (several tables together)",
        "  2. Start (wide)",
        "  3. End (wide)",
    ]
    assert alone.splitlines()[0] == "plan.md: RACI, 1 task, 2 roles"
    code, _, err = run("check", path, "--table", "9")
    assert (code, err) == (2, "plan.md: There is no table 9: the file holds 3 that could be meant.\n")


def test_letters_of_another_scheme(tmp_path):
    path = tmp_path / "daci.tsv"
    path.write_text("Task\tLead\tPlanner\nGoals\tA\tD\nFilm\tA\tD\n")
    code, _, err = run("check", path)
    assert (code, err) == (1, "This is DACI: say what D means here with --map D=R.\n")
    assert run("check", path, "--map", "D=R")[0] == 0
    code, out, _ = run("check", path, "--map", "d=", "--format", "json")
    assert (code, json.loads(out)["not_understood"]) == (1, [])
    code, _, err = run("check", path, "--map", "Q=R")
    assert (code, err) == (2, "There is no letter Q to map: use one of R, A, S, C, I, D, O.\n")
    for wrong in ("D", "D=Q", "=R"):
        code, _, err = run("check", path, "--map", wrong)
        assert (code, err.startswith(f"“{wrong}” does not say")) == (2, True)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("words.csv", b"hello", "words.csv: No responsibility matrix was found"),
        ("empty.csv", b"", "empty.csv: The file is empty."),
        ("plan.xlsx", b"PK\x03\x04", "plan.xlsx: The spreadsheet is damaged"),
        ("plan.json", b"{", "plan.json: This is no JSON"),
        ("plan.json", b"[]", "plan.json: This JSON is not a stored"),
        ("plan.json", b"{}", "plan.json: This is not a stored"),
    ],
)
def test_what_cannot_be_read_ends_with_2(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    code, out, err = run("check", tmp_path / name)
    assert (code, out) == (2, "")
    assert err.startswith(reason)


def test_no_such_file_or_format(tmp_path, clean):
    assert run("check", tmp_path / "nothing.csv")[0] == 2
    assert run("check", tmp_path)[0] == 2
    assert run("check", clean, "--format", "xml") == (2, "", "There is no format “xml”: use text, json or sarif.\n")


def test_sarif():
    code, out, _ = run("check", DATA / "harvest-launch.xlsx", "--format", "sarif")
    said = json.loads(out)
    (analysis,) = said["runs"]
    assert (code, said["version"]) == (1, "2.1.0")
    rules = [rule["id"] for rule in analysis["tool"]["driver"]["rules"]]
    assert rules == [f"RACI-{number:03}" for number in range(1, 15)]
    first = analysis["results"][0]
    assert first["ruleId"] == "RACI-001"
    assert first["level"] == "error"
    assert first["message"]["text"].startswith("Nobody is accountable for “Supply fallback variant”.")
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "harvest-launch.xlsx"
    assert all(result["ruleId"] in rules for result in analysis["results"])


def test_convert_there_and_back(tmp_path):
    source = DATA / "harvest-launch.xlsx"
    for name in ("a.csv", "b.md", "c.json", "d.xlsx"):
        assert run("convert", source, tmp_path / name) == (0, "", "")
        source = tmp_path / name
    before, after = (run("check", path, "--format", "json")[1] for path in (DATA / "harvest-launch.xlsx", source))
    assert json.loads(after) == json.loads(before)


def test_convert_says_what_it_leaves_out(tmp_path, clean):
    code, _, err = run("convert", DATA / "rollout.md", tmp_path / "rollout.csv")
    assert (code, err.startswith("Not taken over: “?” (Sheet “Who does what”, row 14")) == (0, True)
    assert run("convert", clean, tmp_path / "plan.pdf")[0] == 2
    assert run("convert", clean, tmp_path / "no" / "plan.csv")[0] == 2


def test_convert_never_writes_over_its_source(tmp_path):
    plan = tmp_path / "plan.csv"
    plan.write_text("Title\nTask,Brand,Agency\nGoals,A,R\nFilm,A,?\n")
    before = plan.read_bytes()
    for target in (plan, tmp_path / "." / "plan.csv"):
        code, out, err = run("convert", plan, target)
        assert (code, out) == (2, "")
        assert err == f"{target} is the file to convert: give another name, so that nothing of it is lost.\n"
    assert plan.read_bytes() == before


def test_no_django_is_loaded():
    code = "import sys, commonground.cli, commonground.cli.raci; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
