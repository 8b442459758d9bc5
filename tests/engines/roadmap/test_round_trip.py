"""Whatever is written is read back as the identical roadmap, in every form."""

import datetime
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from commonground.engines.roadmap import (
    Deliverable,
    Dependency,
    Phase,
    Roadmap,
    State,
    from_dict,
    to_csv,
    to_json,
    to_xlsx,
    understand_file,
)

TRICKY = ["=1+1", "-", "– left", "@SUM(A1)", "'=x", "''", "a|b", "*R*", "<br>", "&amp;", "_x0041_", "#", "Deliverable"]
TRICKY += ["Launch", "Phase", "Start", "Launch: 2026-01-01", "2026-01-01", "3/4/2026", "1", "1.0", "TRUE", "milestone"]
TRICKY += ["two\nlines", "タスク", "المهمة", "a,b;c", '"q"', "#N/A", "\\", "done", "2 + 3", "film", "Film", "FILM"]

words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=12)
names = (st.sampled_from(TRICKY) | words).map(str.strip).filter(bool)
optional = st.just("") | names
dates = st.none() | st.dates(datetime.date(1900, 3, 1), datetime.date(2199, 12, 31))


@st.composite
def roadmaps(draw: st.DrawFn) -> Roadmap:
    keys = draw(st.lists(names, max_size=5, unique=True))
    phases = draw(
        st.lists(st.builds(Phase, names, names, st.integers(0, 30)), max_size=4, unique_by=lambda one: one.key)
    )
    homes = st.sampled_from(["", *(phase.key for phase in phases)])
    plan = []
    for key in keys:
        milestone = draw(st.booleans())
        heads = draw(st.lists(st.sampled_from(keys), max_size=3, unique=True))
        one = Deliverable(
            key=key,
            title=draw(names),
            phase=draw(homes),
            organisation=draw(optional),
            owner=draw(optional),
            reviewer=draw(optional),
            acceptance=draw(optional),
            due=draw(dates),
            duration=0 if milestone else draw(st.integers(1, 99)),
            depends_on=tuple(Dependency(head, draw(st.integers(0, 9))) for head in heads),
            state=draw(st.sampled_from(State)),
            delivered_on=draw(dates),
            accepted_on=draw(dates),
            raci_row=draw(optional),
            milestone=milestone,
            start=draw(dates),
        )
        plan.append(one)
    return Roadmap(tuple(plan), tuple(phases), draw(dates), draw(dates))


@pytest.mark.parametrize(("write", "name"), [(to_csv, "m.csv"), (to_xlsx, "m.xlsx")])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(roadmap=roadmaps())
def test_a_file_gives_back_the_roadmap(write, name, roadmap):
    found = understand_file(write(roadmap), name)
    assert found.roadmap == roadmap
    assert (found.not_understood, found.warnings, found.table) == ((), (), 1)


@given(roadmap=roadmaps())
def test_json_gives_back_the_roadmap(roadmap):
    assert from_dict(json.loads(to_json(roadmap))) == roadmap


def test_no_cell_is_a_formula():
    plan = tuple(Deliverable(f"k{n}", text + "x") for n, text in enumerate(("=", "+", "-", "@", "–")))
    written = to_csv(Roadmap(plan)).decode("utf-8-sig")
    assert [line.split(",")[2] for line in written.splitlines()[1:]] == ["'=x", "'+x", "'-x", "'@x", "'–x"]


def test_a_spreadsheet_holds_days_as_days_and_prints_its_head_on_every_page():
    day = datetime.date(2026, 10, 16)
    sheet = load_workbook(io.BytesIO(to_xlsx(Roadmap((Deliverable("film", "=Film", due=day),), launch=day)))).active
    assert (sheet["A1"].value, sheet["B2"].value.date(), sheet["B2"].number_format) == ("Roadmap", day, "yyyy-mm-dd")
    assert (sheet["C5"].value, sheet["C5"].data_type) == ("'=Film", "s")
    assert (sheet["J5"].value.date(), sheet["J5"].number_format) == (day, "yyyy-mm-dd")
    assert (sheet.print_title_rows, sheet.page_setup.orientation, sheet.freeze_panes) == ("$4:$4", "landscape", "D5")
