"""Whatever is written is read back as the identical matrix, in every form."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonground.engines.raci import (
    Kind,
    Letters,
    Matrix,
    Organisation,
    Role,
    Row,
    from_dict,
    to_csv,
    to_dict,
    to_markdown,
    to_xlsx,
    understand,
)
from commonground.engines.sheets import read_sheets

TRICKY = ["=1+1", "-", "– left", "@SUM(A1)", "'=x", "''", "a|b", "*R*", "<br>", "&amp;", "_x0041_", "#", "Task", "Note"]
TRICKY += [
    "Organisation",
    "Person",
    "vacant",
    "Ada (left)",
    "R",
    "A/R",
    "n/a",
    "Phase",
    "two\nlines",
    "タスク",
    "المهمة",
    "1",
]
TRICKY += [
    "a\\|b",
    "`code`",
    "[x](y)",
    "https://example.org",
    "#N/A",
    "1.0",
    "TRUE",
    "'vacant",
    "~~x~~",
    '"q"',
    "a,b;c",
    "\\",
]


def clean(text: str) -> str:
    return text.strip()


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=12)
names = (st.sampled_from(TRICKY) | words).map(clean).filter(bool)
optional = st.just("") | names


@st.composite
def roles(draw: st.DrawFn, organisations: list[str]) -> list[tuple[str, str, str, bool, bool]]:
    found = []
    for _ in range(draw(st.integers(1, 5))):
        state = draw(st.sampled_from(["named", "vacant", "left", "nobody"]))
        person = draw(names) if state in ("named", "left") else ""
        home = draw(st.sampled_from(["", *organisations]))
        found.append((draw(names), home, person, state == "vacant", state == "left"))
    return found


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    kind = draw(st.sampled_from(Kind))
    letters = [letter for letter in Letters if kind is Kind.RASCI or letter is not Letters.S]
    columns = draw(roles(draw(st.lists(names, max_size=3, unique=True))))
    used = list(dict.fromkeys(home for _, home, *_ in columns if home))
    keys = [f"r{index}" for index in range(len(columns))]
    rows = []
    for index in range(draw(st.integers(0, 6))):
        cells = draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(letters)))
        kind_of_row = draw(st.sampled_from(["task", "decision"]))
        rows.append(Row(f"t{index}", draw(names), draw(optional), kind_of_row, draw(optional), cells))
    return Matrix(
        kind,
        tuple(Role(key, *column) for key, column in zip(keys, columns, strict=True)),
        tuple(rows),
        tuple(Organisation(name, name) for name in used),
    )


def content(matrix: Matrix) -> object:
    """Everything but the keys."""
    home = {organisation.key: organisation.name for organisation in matrix.organisations}
    place = {role.key: index for index, role in enumerate(matrix.roles)}
    return (
        matrix.kind,
        [one.name for one in matrix.organisations],
        [(r.title, home.get(r.organisation, ""), r.person, r.vacant, r.has_left) for r in matrix.roles],
        [(r.task, r.phase, r.kind, r.note, {place[k]: v for k, v in r.cells.items()}) for r in matrix.rows],
    )


@pytest.mark.parametrize(("write", "name"), [(to_csv, "m.csv"), (to_markdown, "m.md"), (to_xlsx, "m.xlsx")])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(matrix=matrices())
def test_a_file_gives_back_the_matrix(write, name, matrix):
    found = understand(read_sheets(write(matrix), name))
    assert content(found.matrix) == content(matrix)
    assert found.chosen.not_understood == ()
    assert found.chosen.warnings == ()


@given(matrix=matrices())
def test_json_gives_back_an_equal_matrix(matrix):
    assert from_dict(to_dict(matrix)) == matrix
