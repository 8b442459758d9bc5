"""Files as people send them: each is read and checked exactly as the expectation beside it says."""

import json
from pathlib import Path

import pytest

from commonground.engines.raci import check, understand
from commonground.engines.raci.files import understand_file
from commonground.engines.sheets import read_sheets

FOLDER = Path(__file__).parents[2] / "data" / "raci"
FILES = sorted(path.name.removesuffix(".expected.json") for path in FOLDER.glob("*.expected.json"))
COMPARED = {"RACI-001", "RACI-002", "RACI-003", "RACI-009"}


@pytest.mark.parametrize("name", FILES)
def test_file(name):
    found = understand(read_sheets((FOLDER / name).read_bytes(), name), file=name)
    matrix = found.matrix
    findings = [[one.id, one.subject] for one in check(matrix) if one.id in COMPARED]
    said = {
        "kind": matrix.kind.value,
        "tasks": len(matrix.rows),
        "roles": len(matrix.roles),
        "organisations": [one.name for one in matrix.organisations],
        "phases": list(matrix.phases),
        "findings": sorted(findings),
        "not_understood": [
            {"row": one.row, "column": one.column, "value": one.value} for one in found.chosen.not_understood
        ],
    }
    expected = json.loads((FOLDER / f"{name}.expected.json").read_text())
    expected["findings"].sort()
    assert {key: said[key] for key in expected} == expected


@pytest.mark.parametrize("name", FILES)
def test_one_step_gives_the_same(name):
    data = (FOLDER / name).read_bytes()
    assert understand_file(data, name) == understand(read_sheets(data, name), file=name)


def test_there_are_six_files():
    assert len(FILES) == 6
