"""Plans as people keep them: other headers, other words, and all that was not understood."""

import datetime
import io

import pytest
from openpyxl import Workbook

from commonground.engines.errors import Unreadable
from commonground.engines.roadmap import Dependency, Phase, State, understand, understand_file
from commonground.engines.roadmap.values import DateReader, dependencies_in, duration_of, state_of
from commonground.engines.sheets import read_pasted


def day(text):
    return datetime.date.fromisoformat(text)


def pasted(text):
    return understand(read_pasted(text))


def misses(found):
    return [(one.where, one.value, one.why) for one in found.not_understood]


def test_a_plan_as_people_keep_it():
    found = understand_file(
        b"Harvest campaign\nLaunch date,16.10.2026\nStart of work: 3 August 2026\nPhase,Production,1 week\n\n"
        b"No,Stage,Task name,Company,Assigned to,Approver,Definition of done,Deadline,Working days,Predecessors,Status\n"
        b"1,Concept,Concept,Fern,Jun,Ines,Signed,21/08/2026,10,,50%\n"
        b"2,production,Master film,Fern,Jun,Ines,Runs,18/09/2026,2 weeks,1FS+2 days,\n"
        b'3,,Cutdowns,,,,,Sept 25 2026,5 days,"Concept; master film (+1 day)",Rework\n'
        b"4,,Go live,,,,,2026-10-16,0,3,\n",
        "plan.csv",
    )
    roadmap = found.roadmap
    assert found.not_understood == ()
    assert found.warnings == ("Days such as 3/4/2026 were read day first: 3 April.",) * 2
    assert (roadmap.launch, roadmap.start) == (day("2026-10-16"), day("2026-08-03"))
    assert roadmap.phases == (Phase("production", "Production", 5), Phase("concept", "Concept"))
    concept, film, cut, live = roadmap.deliverables
    assert (concept.state, concept.due, concept.acceptance) == (State.IN_PROGRESS, day("2026-08-21"), "Signed")
    assert (film.phase, film.duration, film.depends_on) == ("production", 10, (Dependency("concept", 2),))
    assert (film.organisation, film.owner, film.reviewer) == ("Fern", "Jun", "Ines")
    assert cut.depends_on == (Dependency("concept"), Dependency("master-film", 1))
    assert (cut.due, cut.state) == (day("2026-09-25"), State.RETURNED)
    assert (live.milestone, live.duration) == (True, 0)


def test_milestones():
    by_kind = pasted(
        "Deliverable\tType\tDue\nFilm\tTask\t2026-10-01\nLive\tMilestone\t2026-10-16\nX\tEpic\t2026-10-17\n"
    )
    assert [one.milestone for one in by_kind.roadmap.deliverables] == [False, True, False]
    assert misses(by_kind) == [("Row 4, column B", "Epic", "A row is a deliverable or a milestone.")]
    by_flag = pasted("Deliverable\tMilestone\tDue\nFilm\tno\t2026-10-01\nLive\tyes\t2026-10-16\nX\tperhaps\t\n")
    assert [one.milestone for one in by_flag.roadmap.deliverables] == [False, True, False]
    assert misses(by_flag) == [("Row 4, column B", "perhaps", "This is neither yes nor no.")]
    by_header = pasted("Milestone\tDate\nFilm\t2026-10-01\n")
    assert by_header.roadmap.deliverables[0].title == "Film"


def test_states_and_days_of_handing_over():
    found = pasted(
        "Task\tStatus\tDone\tAccepted\n"
        "A\tdone\t\t\nB\t\t2026-10-01\t\nC\t\tyes\t\nD\t\t\tyes\nE\t\t\t2026-10-02\nF\tlost\tno\tsoon\nG\t–\t-\t\n"
    )
    assert [(one.state.value, one.handed_over) for one in found.roadmap.deliverables] == [
        ("delivered", None),
        ("delivered", day("2026-10-01")),
        ("delivered", None),
        ("accepted", None),
        ("accepted", day("2026-10-02")),
        ("planned", None),
        ("planned", None),
    ]
    assert misses(found) == [
        ("Row 7, column D", "soon", "This is no day: write it as 2026-10-16."),
        ("Row 7, column B", "lost", "This is none of the known states."),
    ]


def test_duration_from_start_and_due():
    found = pasted(
        "Task\tStart\tDue\nA\t2026-10-05\t2026-10-16\nB\t2026-10-10\t2026-10-11\nC\t2026-10-16\t2026-10-05\n"
    )
    assert [one.duration for one in found.roadmap.deliverables] == [10, 1, 1]
    assert found.warnings == (
        "Where no duration is given, the days from Monday to Friday between start and due count.",
        "Where neither a duration nor start and due are given, one working day counts.",
    )
    far = pasted("Task\tStart\tDue\nA\t1900-01-01\t2199-12-31\n")
    assert far.roadmap.deliverables[0].duration == 5_000


def test_what_is_not_understood_is_said():
    found = pasted(
        "ID\tDeliverable\tBudget\tDue\tDays\tDepends on\tKey\n"
        "1\tFilm\t9000\tsoon\t2.5\t7, Poster\tfilm\n"
        "2\tCutdowns\t\t\t9999\t1, Film\tfilm\n"
        "3\t\t500\t2026-10-16\t\t\t\n"
    )
    assert [one.key for one in found.roadmap.deliverables] == ["film", "cutdowns"]
    assert found.roadmap.deliverables[1].depends_on == (Dependency("film"),)
    assert misses(found) == [
        ("Row 2, column D", "soon", "This is no day: write it as 2026-10-16."),
        ("Row 2, column E", "2.5", "This is no whole number of working days from 0 to 5,000."),
        ("Row 3, column G", "film", "Another deliverable has this key."),
        ("Row 3, column E", "9999", "This is no whole number of working days from 0 to 5,000."),
        ("Row 4, column D", "2026-10-16", "The row names no deliverable."),
        ("Row 2, column F", "7", "No deliverable of this table is called so."),
        ("Row 2, column F", "Poster", "No deliverable of this table is called so."),
        ("Row 3, column F", "1, Film", "The same deliverable is named twice."),
    ]
    assert found.warnings[0] == "The column “Budget” was left out."
    assert [(one.row, one.column) for one in found.not_understood][:1] == [("Film", "Due")]


def test_without_numbers_rows_are_counted():
    found = pasted("Task\tDays\tAfter\nFilm\t1\t\nCutdowns\t1\t1\nFilm, 30 s\t1\t\nMix\t1\tFilm, 30 s, Film\n")
    assert [one.depends_on for one in found.roadmap.deliverables] == [
        (),
        (Dependency("film"),),
        (),
        (Dependency("film-30-s"), Dependency("film")),
    ]


def test_lines_above_the_table():
    found = understand_file(
        b"Budget,9000\nLaunch,soon\nLaunch,2026-10-16\nLaunch,2026-10-17\nPhase,Make,long,m\nPhase,Run,,m\nPhase\n"
        b"Task,Due\nA,2026-10-01\n",
        "plan.csv",
    )
    assert found.roadmap.launch == day("2026-10-16")
    assert found.roadmap.phases == (Phase("m", "Make"), Phase("run", "Run"))
    assert misses(found) == [
        ("Row 2, column B", "soon", "This is no day: write it as 2026-10-16."),
        ("Row 5, column C", "long", "This is no number of working days."),
        ("Row 6, column C", "m", "This is no number of working days."),
    ]
    assert found.warnings[:2] == (
        "Above the table, left out: row 1 (“Budget”).",
        "Above the table, left out: row 7 (“Phase”).",
    )


def test_two_phases_with_one_key():
    found = understand_file(b"Phase,Make,1,m\nPhase,Run,2,m\nTask,Due\nA,2026-10-01\n", "plan.csv")
    assert found.roadmap.phases == (Phase("m", "Make", 1), Phase("run", "Run", 2))
    assert misses(found) == [("Row 2, column D", "m", "Another phase has this key.")]


def test_markdown_with_the_launch_in_a_table_of_its_own():
    found = understand_file(
        b"# Plan\n\n| Facts | |\n|--|--|\n| Launch | 2026-10-16 |\n| Budget | 9 |\n\n"
        b"## Roadmap\n\n| Deliverable | Due |\n|--|--|\n| Film | 2026-10-01 |\n| Cut | 2026-10-02 |\n\n"
        b"## Later\n\n| Deliverable | Due |\n|--|--|\n| Report | 2026-12-01 |\n",
        "plan.md",
    )
    assert found.tables == ("Roadmap", "Later")
    assert found.roadmap.launch == day("2026-10-16")
    assert [one.title for one in found.roadmap.deliverables] == ["Film", "Cut"]


def test_the_launch_beside_the_table():
    found = understand_file(
        b"| Launch | 2026-10-16 |\n|--|--|\n| Start | 2026-08-03 |\n\n| Deliverable | Due |\n|--|--|\n| Film | 2026-10-01 |\n",
        "plan.md",
    )
    assert (found.roadmap.launch, found.roadmap.start) == (day("2026-10-16"), day("2026-08-03"))


def workbook(rows, merges=()):
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_phases_merged_and_dates_of_a_spreadsheet():
    data = workbook(
        [
            ["Phase", "Task", "Due", "Days"],
            ["Make", "Film", datetime.date(2026, 10, 1), 5],
            [None, "Cut", datetime.datetime.fromisoformat("2026-10-02"), 2.0],
            [None, "Mix", 46311, 1],
        ],
        ["A2:A3"],
    )
    found = understand_file(data, "plan.xlsx")
    assert [(one.phase, one.due, one.duration) for one in found.roadmap.deliverables] == [
        ("make", day("2026-10-01"), 5),
        ("make", day("2026-10-02"), 2),
        ("", day("2026-10-16"), 1),
    ]
    assert found.warnings == ("Numbers such as 46311 were read as days of a spreadsheet, counted from 1900.",)


def test_phases_as_rows():
    rows = [["Task", "Due", "Days"], ["Make"], ["Film", "2026-10-01", 5], ["Run"], ["Live", "2026-10-02", 1], ["Alone"]]
    found = understand_file(workbook(rows, ["A2:C2", "A4:C4"]), "plan.xlsx")
    assert [(one.title, one.phase) for one in found.roadmap.deliverables] == [
        ("Film", "make"),
        ("Live", "run"),
        ("Alone", "run"),
    ]


def test_a_header_that_is_repeated():
    head = "Task,Due,Days\n"
    found = understand_file(
        f"Harvest\n{head}Film,2026-10-01,5\n\nRun\n\n{head}Live,2026-10-02,1\n{head}Report,,1\n".encode(), "plan.csv"
    )
    assert [(one.title, one.phase) for one in found.roadmap.deliverables] == [
        ("Film", ""),
        ("Live", "run"),
        ("Report", "run"),
    ]
    assert (found.tables, found.warnings, found.not_understood) == (("The table",), (), ())


def test_a_cell_full_of_commas_takes_no_time():
    assert dependencies_in("," * 30_000, {}, str) == ([], [])
    assert len(dependencies_in("a," * 15_000, {}, lambda _: "")[1]) == 15_000
    assert dependencies_in("a" + " " * 30_000 + "b", {}, lambda _: "")[0] == []


def test_tables_to_choose_from():
    text = "# A\n\n| Task | Due |\n|--|--|\n| Film | 2026-10-01 |\n\n# B\n\n| Task | Due |\n|--|--|\n| Cut | 2026-10-01 |\n"
    found = understand_file(text.encode(), "p.md", 2)
    assert (found.roadmap.deliverables[0].title, found.table) == ("Cut", 2)
    assert found.warnings[-1] == "The file holds 2 tables that could be meant; only number 2 was read."
    with pytest.raises(Unreadable, match="There is no table 3: the file holds 2 that could be meant"):
        understand_file(text.encode(), "p.md", 3)


@pytest.mark.parametrize("text", ["hello", "Task\nFilm\n", "Due,Owner\n2026-10-01,Ines\n"])
def test_no_roadmap(text):
    with pytest.raises(Unreadable, match="No roadmap was found"):
        understand_file(text.encode(), "plan.csv")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-16", "2026-10-16"),
        ("2026-10-16T00:00:00", "2026-10-16"),
        ("2026-1-2", "2026-01-02"),
        ("16.10.2026", "2026-10-16"),
        ("3/4/26", "2026-04-03"),
        ("3-4-2026", "2026-04-03"),
        ("16 Oct 2026", "2026-10-16"),
        ("Fri, 16th October 2026", "2026-10-16"),
        ("16. Oktober 2026", "2026-10-16"),
        ("October 16, 2026", "2026-10-16"),
        ("46311", "2026-10-16"),
        ("3/4-2026", None),
        ("31/02/2026", None),
        ("16 Foo 2026", None),
        ("2026-13-01", None),
        ("soon", None),
        ("0", None),
    ],
)
def test_days(text, expected):
    assert DateReader([text])(text) == (day(expected) if expected else None)


def test_month_first_where_it_must_be():
    reader = DateReader(["3/4/2026", "3/16/2026"])
    assert (reader("3/4/2026"), reader("3/16/2026")) == (day("2026-03-04"), day("2026-03-16"))
    assert list(reader.assumptions) == ["Days such as 3/4/2026 were read month first: 4 March."]
    mixed = DateReader(["16/3/2026", "3/16/2026"])
    assert (mixed("16/3/2026"), mixed("3/16/2026")) == (day("2026-03-16"), None)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("5", 5),
        ("5.0", 5),
        ("5 days", 5),
        ("5d", 5),
        ("5 wd", 5),
        ("5 working days", 5),
        ("2w", 10),
        ("2 weeks", 10),
        ("2 Wochen", 10),
        ("3 Tage", 3),
        ("0", 0),
        ("5001", None),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
    ],
)
def test_durations(text, days):
    assert duration_of(text) == days


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("0%", State.PLANNED),
        ("30 %", State.IN_PROGRESS),
        ("12,5%", State.IN_PROGRESS),
        ("100%", State.DELIVERED),
        ("much%", None),
        ("Signed off", State.ACCEPTED),
        ("NOT STARTED", State.PLANNED),
        ("lost", None),
    ],
)
def test_states(text, state):
    assert state_of(text) is state


def test_what_is_waited_for():
    numbers, names = {"1": "a", "1.2": "b"}, {"Film": "c", "A, B": "d", "2 + 3": "e"}

    def read(text):
        return dependencies_in(text, numbers, lambda name: names.get(name, ""))

    assert read("1, 1.2FS + 3d;Film") == ([Dependency("a"), Dependency("b", 3), Dependency("c")], [])
    assert read("A, B\n2 + 3, Film (2 days)") == ([Dependency("d"), Dependency("e"), Dependency("c", 2)], [])
    assert read(" , ;Nothing, 1SS, Film+99999") == ([], ["Nothing", "1SS", "Film+99999"])
