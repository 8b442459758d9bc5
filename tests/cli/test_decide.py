"""`commonground decide` as a person types it, in a process of its own."""

import json
import random
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "decisions"
CLEAN = 'Hit policy,FIRST\nDefault,brand\nweather,then: variant\n"""snow""",soup\n'


def run(*words):
    done = subprocess.run(
        [sys.executable, "-m", "commonground", "decide", *map(str, words)], capture_output=True, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("name", ["weather", "geo", "funnel-unique"])
def test_check_finds_what_is_expected(name):
    expected = json.loads((DATA / f"{name}.expected.json").read_text())
    code, out, err = run("check", DATA / f"{name}.json", "--format", "json")
    said = json.loads(out)
    assert (code, err) == (1, "")
    for key, wanted in {"": expected, **expected.get("placements", {})}.items():
        found = said["placements"][key] if key else said
        assert found["uncovered_share"] == wanted["uncovered_cases"] / wanted["cases"]
        assert found["unreachable"] == wanted["unreachable_under_first_hit"]
        assert found["overlaps"] == wanted["overlaps_with_different_output"]
        assert found["exact"] is True
    assert said["negation_traps"] == expected.get("fires_on_missing_through_negation", {"feel": []})["feel"]
    assert list(said["placements"]) == list(expected.get("placements", {}))


def test_text():
    code, out, _ = run("check", DATA / "funnel-unique.json")
    assert code == 1
    assert out.splitlines() == [
        "funnel-unique.json: UNIQUE, 5 rules, 3 signals",
        "",
        "All cases: 25.4% not covered (32 of 126 cases)",
        "  not covered: stage is buyer and member is true",
        "  not covered: stage is considering and visits is 0 to 10 and member is false",
        "",
        "error   DEC-001  Rules 3 and 4 both hold on some cases.",
        "        Tell the two rules apart by one more test, or choose FIRST.",
        "",
        "error   DEC-003  25.4% of cases get nothing: stage is buyer and member is true;"
        " stage is considering and visits is 0 to 10 and member is false.",
        "        Give the table a default, or add a rule for these cases.",
        "",
        "warning DEC-011  Nothing is shown where stage is missing; stage is buyer and member is missing;"
        " stage is new and visits is missing;"
        " stage is considering and visits is 0 to 10 or missing and member is missing;"
        " stage is considering and visits is missing and member is false.",
        "        Give the table a default, or add a rule for missing signals.",
        "",
        "2 errors, 1 warning, 0 notes",
    ]


def test_a_clean_table_ends_with_0(tmp_path):
    (tmp_path / "clean.csv").write_text(CLEAN)
    code, out, err = run("check", tmp_path / "clean.csv")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "clean.csv: FIRST, 1 rule, 1 signal"


def test_many_notes_are_cut_off_in_text_and_sampled_shares_say_so(tmp_path):
    rules = [{"when": {"x": f"> {number}"}, "then": f"v{number}"} for number in range(9, 0, -1)]
    table = {"hit_policy": "FIRST", "inputs": [{"key": "x", "type": "integer"}], "rules": rules, "default": "d"}
    (tmp_path / "notes.json").write_text(json.dumps(table))
    out = run("check", tmp_path / "notes.json")[1]
    assert out.count("DEC-004  Rules") == 10
    assert "        DEC-004  and 26 more; --format json lists all." in out.splitlines()
    signals = [{"key": f"s{n}", "type": "categorical", "categories": [*"abcdefghijkl"]} for n in range(12)]
    rng = random.Random(4)
    rules = [
        {
            "when": {f"s{column}": f'"{rng.choice("abcdefghijkl")}"' for column in rng.sample(range(12), 3)},
            "then": f"v{n}",
        }
        for n in range(400)
    ]
    (tmp_path / "big.json").write_text(json.dumps({"hit_policy": "PRIORITY", "inputs": signals, "rules": rules}))
    out = run("check", tmp_path / "big.json")[1].splitlines()
    assert (out[2].startswith("All cases: about "), out[2].endswith("sampled)")) == (True, True)
    assert any(line.startswith("PRIORITY goes by the order of output values") for line in out)


def test_signals_of_a_file(tmp_path):
    (tmp_path / "clean.csv").write_text(CLEAN)
    (tmp_path / "signals.json").write_text('[{"key": "weather", "type": "categorical", "categories": ["snow"]}]')
    code, out, _ = run("check", tmp_path / "clean.csv", "--signals", tmp_path / "signals.json", "--format", "json")
    assert (code, json.loads(out)["default_reached"]) == (0, "never")
    offered = {
        "signal_agent_segment_id": "weather",
        "name": "Weather",
        "value_type": "categorical",
        "categories": ["snow"],
    }
    (tmp_path / "signals.json").write_text(json.dumps({"cache_scope": "public", "signals": [offered]}))
    assert run("check", tmp_path / "clean.csv", "--signals", tmp_path / "signals.json", "--format", "json")[:2] == (
        code,
        out,
    )
    (tmp_path / "signals.json").write_text(json.dumps({"signals": [{**offered, "name": 5}]}))
    refused = run("check", tmp_path / "clean.csv", "--signals", tmp_path / "signals.json")
    assert (refused[0], refused[2]) == (2, "signals.json: signals[0].name: a text is expected, not 5.\n")
    assert run("check", tmp_path / "clean.csv", "--signals", tmp_path / "none.json")[0] == 2


def test_run_says_what_is_served_and_why_not(tmp_path):
    (tmp_path / "cases.csv").write_text("device,weather,temp_c\nphone,snow,3\n,rain,9\n")
    code, out, _ = run("run", DATA / "weather.json", tmp_path / "cases.csv")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "Case 1: hot-soup (rule 1)"
    assert lines[1] == '  rule 2: weather is snow, not "sun"; temp_c is 3, not > 24'
    assert "Case 2: pizza (rule 5)" in lines
    assert '  rule 3: device is missing, not "phone","tablet"' in lines
    assert "  rule 5 holds though device is missing" in lines
    code, out, _ = run("run", DATA / "weather.json", tmp_path / "cases.csv", "--format", "json")
    assert [one["outputs"] for one in json.loads(out)] == [[["hot-soup"]], [["pizza"]]]
    lost = [(one["outcome"], one["better"], one["blamed"]) for one in json.loads(out)]
    assert lost == [("personalised", None, []), ("degraded", 3, ["device"])]


def test_run_ends_with_1_on_a_conflict(tmp_path):
    (tmp_path / "cases.json").write_text(
        '[{"stage": "considering", "visits": 11, "member": true}, {"stage": "buyer", "member": true}]'
    )
    code, out, _ = run("run", DATA / "funnel-unique.json", tmp_path / "cases.json")
    assert code == 1
    assert out.splitlines()[0] == "Case 1: nothing (rules 3, 4 conflict)"
    assert "Case 2: nothing (no rule)" in out.splitlines()
    (tmp_path / "cases.json").write_text('[{"weather": "snow"}]')
    code, out, err = run("run", DATA / "funnel-unique.json", tmp_path / "cases.json")
    assert (code, out) == (2, "")
    assert err == "cases.json: The case has “weather”, which is no input: use one of stage, visits, member.\n"


def test_convert_there_and_back(tmp_path):
    source = DATA / "geo.json"
    for name in ("a.dmn", "b.csv", "c.xlsx", "d.json"):
        assert run("convert", source, tmp_path / name) == (0, "", "")
        source = tmp_path / name
    before, after = (run("check", path, "--format", "json")[1] for path in (DATA / "geo.json", source))
    assert after == before


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("t.json", b"{", "t.json: This is no JSON"),
        ("t.json", b'{"inputs": [{"key": "x", "type": "integer"}], "rules": [{"when": {"x": "<"}, "then": "a"}]}',
         "t.json: Rule 1, column “x”, at the end of “<”: expected a number."),
        ("t.csv", b"a,b\n1,2\n", "t.csv: No decision table was found"),
        ("t.dmn", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "t.dmn: The XML holds a document type"),
        ("t.xlsx", b"PK\x03\x04", "t.xlsx: The spreadsheet is damaged"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_ends_with_2(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    code, out, err = run("check", tmp_path / name)
    assert (code, out) == (2, "")
    assert err[: len(reason)] == reason


def test_no_such_file_format_or_ending(tmp_path):
    assert run("check", tmp_path / "none.json")[0] == 2
    assert run("check", DATA / "geo.json", "--format", "xml") == (
        2,
        "",
        "There is no format “xml”: use text or json.\n",
    )
    assert run("convert", DATA / "geo.json", tmp_path / "x.pdf")[0] == 2
    assert run("convert", DATA / "geo.json", tmp_path / "no" / "x.csv")[0] == 2


def test_convert_never_writes_over_its_source(tmp_path):
    (tmp_path / "clean.csv").write_text(CLEAN)
    code, _, err = run("convert", tmp_path / "clean.csv", tmp_path / "clean.csv")
    assert (code, err[-50:]) == (2, "give another name, so that nothing of it is lost.\n")
    assert (tmp_path / "clean.csv").read_text() == CLEAN


LOG = """placement,weather,temp_c,device,weight,day
feed,snow,1,phone,10,2026-08-03
feed,,1,phone,5,2026-08-03
<ctv>,,,ctv,3,2026-08-04
"""


def test_simulate(tmp_path):
    (tmp_path / "log.csv").write_text(LOG)
    code, out, err = run("simulate", DATA / "weather.json", tmp_path / "log.csv", "--out", tmp_path / "r.json")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "18 impressions: 27.8% wasted",
        "  personalised              10",
        "  degraded                   3",
        "  fallback                   5",
        "  default                    0",
        "  blank                      0",
        "  5: weather missing",
        "  3: weather and temp_c missing",
    ]
    said = json.loads((tmp_path / "r.json").read_text())
    assert [said[key] for key in ("impressions", "personalised", "degraded", "fallback", "default", "blank")] == [
        18, 10, 3, 5, 0, 0,
    ]  # fmt: skip
    assert said["rules"][5] == {"rule": 6, "served": 3, "degraded": 3, "through_negation": 0, "lost": 0}
    assert [(one["name"], one["impressions"], one["wasted"]) for one in said["placements"]] == [
        ("<ctv>", 3, 0),
        ("feed", 15, 5),
    ]
    assert [one["name"] for one in said["days"]] == ["2026-08-03", "2026-08-04"]
    assert [(one["signals"], one["impressions"]) for one in said["causes"]] == [
        (["weather"], 5),
        (["weather", "temp_c"], 3),
    ]


def test_simulate_writes_a_page(tmp_path):
    (tmp_path / "log.csv").write_text(LOG + '<ctv>,sun,30,"<b>",1,\n')
    code, _, err = run(
        "simulate", DATA / "weather.json", tmp_path / "log.csv", "--sample", "--out", tmp_path / "r.html"
    )
    assert (code, err) == (0, "Rows in which “device” is none of the values that were agreed: 1.\n")
    page = (tmp_path / "r.html").read_text()
    assert "<strong>26.3%</strong> of 19 impressions are wasted (" in page
    assert "&lt;ctv&gt;" in page
    assert "<ctv>" not in page
    assert "<script" not in page


def test_simulate_says_what_it_cannot_use(tmp_path):
    (tmp_path / "log.csv").write_text("a,b\n1,2\n")
    code, _, err = run("simulate", DATA / "weather.json", tmp_path / "log.csv")
    assert (code, err) == (
        2,
        "log.csv: The log has none of the signals device, weather, temp_c: its columns are a, b.\n",
    )
    assert run("simulate", DATA / "weather.json", tmp_path / "none.csv")[0] == 2
    code, _, err = run("simulate", DATA / "weather.json", tmp_path / "log.csv", "--out", "r.pdf")
    assert (code, err) == (2, "Cannot write “.pdf”: use .json or .html.\n")


def test_no_django_is_loaded():
    code = "import sys, commonground.cli, commonground.cli.decide; sys.exit('django' in sys.modules or 'pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_tck(tmp_path):
    code, out, err = run("tck", DATA / "tck")
    assert (code, out, err) == (0, "66 passed, 0 failed, 0 unsupported\n", "")
    folder = tmp_path / "kit" / "0001-unique"
    folder.mkdir(parents=True)
    for path in (DATA / "tck" / "0001-unique").iterdir():
        (folder / path.name).write_text(path.read_text().replace(">hello<", ">good-bye<"))
    code, out, _ = run("tck", tmp_path / "kit")
    assert code == 1
    assert out.splitlines() == [
        "failed      0001-unique/0001-unique-test-01.xml 001 Creative: expected 'good-bye', found 'hello'",
        "5 passed, 1 failed, 0 unsupported",
    ]
    assert run("tck", tmp_path / "none")[0] == 2


def rotated(path, propensity):
    rows = [f"sun,{'ab'[n % 2]},{int(n % 4 == 0)},{propensity},2026-08-0{n % 2 + 1}" for n in range(2_000)]
    path.write_text("\n".join(["weather,variant,reward,propensity,day", *rows]))
    return path


def test_evaluate(tmp_path):
    (tmp_path / "policy.csv").write_text('weather,then: variant\n"""sun""",a\n')
    log = rotated(tmp_path / "log.csv", 0.5)
    code, out, err = run("evaluate", log, "--policy", tmp_path / "policy.csv")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0] == "2,000 impressions brought 0.250000 each. The policy would have brought:"
    assert lines[1].startswith("  ips   0.500000  (0.")
    assert lines[1].endswith("), 2.000000 times the log")
    assert lines[4] == "  weights: mean 1.000, greatest 2.0; 1,000 effective rows; 0.0% off support"
    assert lines[5].startswith("  for ±10 %: ")
    assert run("evaluate", log, "--policy", tmp_path / "policy.csv")[1] == out
    said = json.loads(run("evaluate", log, "--policy", tmp_path / "policy.csv", "--format", "json")[1])
    assert [one["method"] for one in said["estimates"]] == ["ips", "snips", "dr"]
    assert (said["estimates"][0]["value"], said["off_support"]) == (0.5, 0.0)


def test_evaluate_refuses_a_deterministic_log(tmp_path):
    (tmp_path / "policy.csv").write_text('weather,then: variant\n"""sun""",a\n')
    log = rotated(tmp_path / "log.csv", 1)
    code, out, err = run("evaluate", log, "--policy", tmp_path / "policy.csv")
    assert (code, out) == (1, "")
    assert err.startswith("log.csv: The log is deterministic: every variant was shown with probability 1")
    code, out, _ = run("evaluate", log, "--policy", tmp_path / "policy.csv", "--format", "json")
    assert (code, [one["rotation"] for one in json.loads(out)["needed"]]) == (1, [0.05, 0.1, 0.2])
    log.write_text("weather,variant\nsun,a\n")
    code, _, err = run("evaluate", log, "--policy", tmp_path / "policy.csv")
    assert (code, err) == (2, "log.csv: The log has no column “reward” with the reward.\n")


def test_value(tmp_path):
    (tmp_path / "table.csv").write_text('weather,hour,then: variant\n"""sun""",< 12,a\n')
    (tmp_path / "log.csv").write_text("placement,weather,hour\nweb,sun,9\nweb,,9\nweb,rain,9\nweb,rain,13\n")
    code, out, err = run("value", tmp_path / "table.csv", tmp_path / "log.csv", "--price", "web:weather=0.25")
    assert (code, err) == (0, "")
    # A third of the known impressions have sun: of the four, 1/3 more is personalised, at 1/4 of them passed anew.
    assert out.splitlines()[:2] == [
        "web: 25.0% personalised", "  with weather: 33.3% (+8.3%), 0.75 for an extra personalised thousand",
    ]  # fmt: skip
    said = json.loads(run("value", tmp_path / "table.csv", tmp_path / "log.csv", "--format", "json")[1])
    assert [(one["name"], one["next_signal"], one["best"]["price"]) for one in said["placements"]] == [
        ("web", "weather", None)
    ]
    planned = run("value", tmp_path / "table.csv")[1]
    assert planned.splitlines()[0].startswith("everywhere: ")
    assert "no signal would bring more" in planned
    for wrong in ("much", "web:weather=NaN", "web:weather=-1", "web:weather=1e400", "wep:weather=1", "web:wheather=1"):
        assert run("value", tmp_path / "table.csv", tmp_path / "log.csv", "--price", wrong)[0] == 2


PLANNED = {
    "inputs": [{"key": "weather", "type": "categorical", "categories": ["sun", "rain"]}, {"key": "n", "type": "integer", "range": [0, 9]}],
    "rules": [{"when": {"weather": '"rain"'}, "then": "a"}], "default": "b",
    "placements": {
        "web": {"targeting": {}, "coverage": {"weather": 0.5}, "planned": 300},
        "app": {"targeting": {}, "coverage": {"weather": 1}, "planned": 100},
    },
}  # fmt: skip


def test_plan(tmp_path):
    table, assumed = tmp_path / "table.json", tmp_path / "assumed.json"
    table.write_text(json.dumps(PLANNED))
    assumed.write_text(json.dumps({"weather": {'"rain"': 0.2, 'not("rain")': 0.8}, "n": {"< 5": 1, ">= 5": 0}}))
    code, out, err = run("plan", table, "--assumed", assumed, "--format", "json")
    said = json.loads(out)
    assert (code, err) == (0, "")
    web, app = said["placements"]
    assert (web["name"], web["planned"], app["personalised"]) == ("web", 300, pytest.approx(0.2))
    assert (web["personalised"], web["fallback"], web["default"]) == pytest.approx((0.1, 0.5, 0.4))
    assert [(one["signals"], one["share"]) for one in web["causes"]] == [(["weather"], pytest.approx(0.5))]
    assert said["together"]["personalised"] == pytest.approx(0.125)
    assert 'weather: "rain" 20.0%; not("rain") 80.0%.' in said["assumptions"]
    lines = run("plan", table, "--assumed", assumed)[1].splitlines()
    assert lines[:2] == ["web, 300 impressions planned", "    10.0%  personalised"]
    assert ("All placements" in lines, "    12.5%  personalised" in lines) == (True, True)
    assert "  Known on web: weather 50%; n always, for want of a promise." in lines
    even = run("plan", table)[1]
    assert "  weather: every value that is targeted and passed is as likely as another." in even.splitlines()
    assert "    25.0%  personalised" in even.splitlines()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("{", "assumed.json: This is no JSON"),
        ("[]", "assumed.json: This JSON is no list of assumed values."),
        ('{"weather": 3}', "assumed.json: The values assumed of “weather” are an object from a test to its share"),
        ('{"weather": {}}', "assumed.json: The values assumed of “weather” are an object"),
        ('{"weather": {"-": true}}', "assumed.json: The share assumed of “weather”, -, is a number from 0 to 1."),
        ('{"weather": {"-": NaN}}', "assumed.json: This is no JSON"),
        ('{"weather": {"-": -1}}', "assumed.json: The share assumed of “weather”, -, is a number"),
        ('{"weather": {"-": 0.5}}', "assumed.json: The shares assumed of “weather” do not add up to 1."),
        ('{"weather": {"rain": 1}}', "assumed.json: Column “weather”, position 1 of “rain”"),
        ('{"moon": {"-": 1}}', "assumed.json: Values are assumed of “moon”, which is no input."),
        (None, "Cannot open "),
    ],
)
def test_what_cannot_be_assumed_ends_with_2(tmp_path, said, why):
    table, assumed = tmp_path / "table.json", tmp_path / "assumed.json"
    table.write_text(json.dumps(PLANNED))
    if said is not None:
        assumed.write_text(said)
    code, out, err = run("plan", table, "--assumed", assumed)
    assert (code, out, err[: len(why)]) == (2, "", why)


def typed(document):
    text = (ROOT / document).read_text()
    return re.findall(r"^(?:\.venv/bin/)?commonground decide (.*)$", text, re.MULTILINE)


def test_what_the_documents_say_to_type(tmp_path, monkeypatch):
    (tmp_path / "cases.csv").write_text("device,weather,temp_c\nphone,snow,3\n")
    (tmp_path / "policy.csv").write_text('weather,then: variant\n"""sun""",a\n')
    (tmp_path / "values.json").write_text('{"temp_c": {"< 5": 0.3, ">= 5": 0.7}}')
    rotated(tmp_path / "log.parquet", 0.5)
    pq.write_table(pacsv.read_csv(tmp_path / "log.parquet"), tmp_path / "log.parquet")
    monkeypatch.chdir(tmp_path)
    lines = [*typed("README.md"), *typed("docs/methods/decisions.md")]
    lines = [line.replace("/tmp/", "").replace("tests/data", str(ROOT / "tests" / "data")) for line in lines]
    codes = [(line.split()[0], run(*shlex.split(line))[0]) for line in lines]
    assert codes == [
        ("check", 1), ("convert", 0),
        ("check", 1), ("run", 0), ("convert", 0), ("simulate", 0), ("plan", 0), ("value", 0),
        ("evaluate", 0), ("tck", 0),
    ]  # fmt: skip
    assert (tmp_path / "report.html").read_text().startswith("<!doctype html>")
