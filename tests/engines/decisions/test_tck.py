"""The harness for the public kit's format, over own cases: each hit policy and each form of S-FEEL."""

from pathlib import Path

import pytest

from commonground.engines.decisions.tck import Tried, Verdict, try_cases
from tests.engines.decisions.tables import DATA

FOLDER = DATA / "tck"
UNIQUE = "0001-unique/0001-unique"


def files(pattern):
    return {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob(pattern)}


@pytest.mark.parametrize("name", sorted(path.name for path in Path(FOLDER).iterdir()))
def test_own_cases_pass(name):
    tests = {file: data for file, data in files("*-test-*.xml").items() if file.startswith(name)}
    found = try_cases(files("*.dmn"), tests)
    assert [one for one in found if one.verdict is not Verdict.PASSED] == []
    assert len(found) >= 2


def changed(old, new, *, model=False):
    tests, models = files("0001-*-test-*.xml"), files("0001*.dmn")
    target = models if model else tests
    for name, data in target.items():
        assert old.encode() in data
        target[name] = data.replace(old.encode(), new.encode())
    return try_cases(models, tests)


def test_a_wrong_expectation_fails():
    found = changed(">hello<", ">good-bye<")
    assert found[0] == Tried(
        f"{UNIQUE}-test-01.xml", "001", "Creative", Verdict.FAILED, "expected 'good-bye', found 'hello'"
    )
    assert {one.verdict for one in found[1:]} == {Verdict.PASSED}


@pytest.mark.parametrize(
    ("old", "new", "model", "verdict", "why"),
    [
        ("<testCases", "<tests", False, Verdict.FAILED, "This is no XML"),
        ("xsd:decimal", "xsd:duration", False, Verdict.UNSUPPORTED, "A value has the type “duration”."),
        (">1<", ">0.1234567890123456789<", False, Verdict.UNSUPPORTED, "A number has more digits than are kept"),
        ("xsd:string", "xsd:date", False, Verdict.FAILED, "Invalid isoformat string: 'new'"),
        (">1<", "> many<", False, Verdict.FAILED, "could not convert string to float"),
        (
            "decisionTable",
            "literalExpression",
            True,
            Verdict.UNSUPPORTED,
            "The decision “Creative” is a literal expression",
        ),
        ("expected>", "other>", False, Verdict.FAILED, "expected None, found 'hello'"),
        ('name="Creative"', 'name="Other"', True, Verdict.UNSUPPORTED, "The model has no decision “Creative”"),
    ],
)
def test_what_cannot_be_tried(old, new, model, verdict, why):
    first = changed(old, new, model=model)[0]
    assert (first.verdict, first.why[: len(why)]) == (verdict, why)


def test_a_model_named_by_its_title_is_the_one_that_the_file_is_called_after():
    assert {one.verdict for one in changed("<modelName>0001-unique.dmn", "<modelName>Which greeting")} == {
        Verdict.PASSED
    }


def test_a_test_file_of_another_kind():
    found = try_cases({}, {"a-test-01.xml": b"<a/>", "b-test-01.xml": b"<testCases/>"})
    assert [one.why for one in found] == [
        "This XML holds no test cases: its root is “a”.",
        "The model “” is not there.",
    ]


def test_a_value_of_another_type_than_the_signal():
    assert changed('<value xsi:type="xsd:decimal">1</value>', '<value xsi:type="xsd:string">x</value>')[0].why == (
        "The signal “visits” cannot take 'x': a number is expected."
    )


def collected(body, *, policy="RULE ORDER"):
    """The result of one case in which no rule holds, or two do."""
    rule = "<rule><inputEntry><text>{}</text></inputEntry><outputEntry><text>{}</text></outputEntry></rule>"
    rules = rule.format("&gt; 5", '"a"') + rule.format("&gt; 8", '"b"')
    table = (
        f'<decisionTable hitPolicy="{policy}"><input><inputExpression typeRef="number"><text>x</text></inputExpression></input>'
        f'<output name="v"/>{rules}</decisionTable>'
    )
    dmn = f'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision name="D">{table}</decision></definitions>'
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="x"'
    cases = f'<testCases {xsi}><modelName>m.dmn</modelName><testCase id="1">{body}</testCase></testCases>'
    (found,) = try_cases({"m.dmn": dmn.encode()}, {"m-test-01.xml": cases.encode()})
    return found.verdict, found.why


def given_x(value):
    kind = "xsd:string" if value == "many" else "xsd:decimal"
    return f'<inputNode name="x"><value xsi:type="{kind}">{value}</value></inputNode>'


def test_no_hits_are_an_empty_list_or_nothing():
    expected = '<resultNode name="D"><expected>{}</expected></resultNode>'
    for wanted in ("<list/>", '<value xsi:nil="true"/>'):
        assert collected(given_x(1) + expected.format(wanted)) == (Verdict.PASSED, "")
    assert collected(given_x(9) + expected.format("<list/>")) == (Verdict.FAILED, "expected [], found ['a', 'b']")
    assert collected(given_x(1) + expected.format("<list/>"), policy="FIRST")[0] is Verdict.FAILED


def test_an_error_that_is_expected():
    result = '<resultNode name="D" errorResult="true"><expected><value xsi:nil="true"/></expected></resultNode>'
    assert collected(given_x("many") + result) == (Verdict.PASSED, "")
    assert collected(given_x(9) + result, policy="UNIQUE") == (Verdict.PASSED, "")
    assert collected(given_x(9) + result, policy="FIRST") == (Verdict.FAILED, "expected None, found 'a'")
    assert collected(given_x("many") + result.replace(' errorResult="true"', ""))[0] is Verdict.FAILED
