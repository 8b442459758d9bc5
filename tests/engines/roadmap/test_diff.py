"""What changed between two versions."""

import datetime
from dataclasses import replace

from hypothesis import given

from commonground.engines.roadmap import (
    Change,
    Deliverable,
    Dependency,
    Diff,
    Phase,
    Roadmap,
    State,
    diff,
    with_keys_of,
)
from tests.engines.roadmap.graphs import planned

DAY = datetime.date(2026, 10, 16)
CONCEPT = Deliverable("concept", "Concept", "make")
FILM = Deliverable("film", "Film", "make", due=DAY, depends_on=(Dependency("concept"),))
BEFORE = Roadmap((CONCEPT, FILM), (Phase("make", "Make", 3), Phase("old", "Old")), launch=DAY)


def test_nothing():
    assert diff(BEFORE, BEFORE).is_empty


def test_everything():
    later = datetime.date(2026, 10, 20)
    film = replace(FILM, due=later, state=State.IN_PROGRESS, depends_on=(Dependency("concept", 2),))
    cut = Deliverable("cut", "Cutdowns")
    after = Roadmap(
        (film, cut), (Phase("make", "Making", 4), Phase("run", "Run")), launch=later, start=datetime.date(2026, 9, 1)
    )
    found = diff(BEFORE, after)
    assert (found.added, found.removed) == ((cut,), (CONCEPT,))
    assert (found.phases_added, found.phases_removed) == ((Phase("run", "Run"),), (Phase("old", "Old"),))
    assert [(one.key, one.field, one.was, one.now) for one in found.changed] == [
        ("", "launch", DAY, later),
        ("", "start", None, datetime.date(2026, 9, 1)),
        ("make", "phase title", "Make", "Making"),
        ("make", "phase lead", 3, 4),
        ("film", "due", DAY, later),
        ("film", "depends_on", (Dependency("concept"),), (Dependency("concept", 2),)),
        ("film", "state", State.PLANNED, State.IN_PROGRESS),
    ]
    assert not found.reordered
    assert found != Diff()


def test_a_new_order():
    found = diff(BEFORE, replace(BEFORE, deliverables=(FILM, CONCEPT)))
    assert found == Diff(reordered=True)


def test_by_title_where_keys_differ():
    """An imported file has keys of its own; the same titles are the same deliverables."""
    film = replace(FILM, key="x", title="FILM ", phase="y", depends_on=(Dependency("z"),))
    after = Roadmap(
        (replace(CONCEPT, key="z", phase="y"), film), (Phase("y", "make", 3), Phase("old", "Old")), launch=DAY
    )
    found = diff(BEFORE, after)
    assert found.changed == (
        Change("y", "make", "phase title", "Make", "make"),
        Change("x", "FILM ", "title", "Film", "FILM "),
    )
    assert with_keys_of(BEFORE, after) == replace(
        BEFORE,
        deliverables=(CONCEPT, replace(FILM, title="FILM ")),
        phases=(Phase("make", "make", 3), BEFORE.phases[1]),
    )


def test_a_new_deliverable_takes_no_old_key():
    after = Roadmap((replace(FILM, key="concept", phase="", depends_on=()), Deliverable("film-2", "Plan")))
    found = with_keys_of(Roadmap((Deliverable("film-2", "Film"),)), after)
    assert [(one.key, one.title) for one in found.deliverables] == [("concept", "Film"), ("film-2", "Plan")]
    found = with_keys_of(
        Roadmap((Deliverable("cut", "Film"),)), Roadmap((Deliverable("film", "Film"), Deliverable("cut-1", "x")))
    )
    assert [one.key for one in found.deliverables] == ["cut", "cut-1"]


@given(planned(most=10))
def test_two_versions_and_their_difference(case):
    roadmap = case[0]
    shuffled = replace(roadmap, deliverables=roadmap.deliverables[::-1])
    assert diff(roadmap, roadmap) == Diff()
    assert diff(roadmap, shuffled) == Diff(reordered=len(roadmap.deliverables) > 1)
    assert diff(roadmap, Roadmap()).removed == roadmap.deliverables
    assert diff(Roadmap(), roadmap).added == roadmap.deliverables
    assert with_keys_of(roadmap, roadmap) == roadmap
