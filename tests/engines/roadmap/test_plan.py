"""The values, their references, circles, and their stored form."""

import datetime

import pytest
from hypothesis import given

from commonground.engines.errors import CircularDependency, Contradiction, Unreadable
from commonground.engines.roadmap import (
    Circle,
    Deliverable,
    Dependency,
    Phase,
    Roadmap,
    State,
    check_references,
    circles,
    from_dict,
    schedule,
    to_dict,
)
from tests.engines.roadmap.graphs import planned

DAY = datetime.date(2026, 10, 16)


def plan(**waits_for):
    """plan(film="concept plan") is a film that waits for a concept and a plan."""
    return Roadmap(
        tuple(
            Deliverable(key, key.title(), depends_on=tuple(map(Dependency, heads.split())))
            for key, heads in waits_for.items()
        ),
        launch=DAY,
    )


def test_lookups():
    roadmap = plan(concept="", film="concept", cut="film concept")
    assert roadmap.by_key["film"].title == "Film"
    assert roadmap.dependents == {"concept": ("film", "cut"), "film": ("cut",), "cut": ()}
    assert roadmap.titles(["cut", "film"]) == ("Cut", "Film")
    with_phase = Roadmap((Deliverable("film", "Film", "make"),), (Phase("make", "Make", 4),))
    assert with_phase.lead_of(with_phase.deliverables[0]) == 4
    assert roadmap.lead_of(roadmap.deliverables[0]) == 0
    assert with_phase.phase_by_key["make"].title == "Make"


def test_handed_over():
    assert Deliverable("f", "Film", state=State.DELIVERED, delivered_on=DAY).handed_over == DAY
    assert Deliverable("f", "Film", state=State.ACCEPTED, accepted_on=DAY).handed_over == DAY
    assert Deliverable("f", "Film", state=State.RETURNED, delivered_on=DAY).handed_over is None


@pytest.mark.parametrize(
    ("roadmap", "message"),
    [
        (Roadmap((), (Phase("a", "A"), Phase("a", "B"))), "Two phases have the same key."),
        (Roadmap((Deliverable("a", "A"), Deliverable("a", "B"))), "Two deliverables have the same key."),
        (Roadmap((), (Phase("a", "A", -1),)), "The lead of “A” is -1 days; it can be 0 to 5,000."),
        (Roadmap((Deliverable("a", "A", duration=0),)), "The duration of “A” is 0 days; it can be 1 to 5,000."),
        (Roadmap((Deliverable("a", "A", duration=5001),)), "The duration of “A” is 5001 days; it can be 1 to 5,000."),
        (
            Roadmap((Deliverable("a", "A", milestone=True),)),
            "The milestone “A” has a duration: a milestone takes no days.",
        ),
        (Roadmap((Deliverable("a", "A", "make"),)), "“A” is in a phase that is not there."),
        (plan(a="b"), "“A” depends on something that is not there."),
        (plan(a="", b="a a"), "“B” depends on “A” twice."),
        (
            Roadmap((Deliverable("a", "A"), Deliverable("b", "B", depends_on=(Dependency("a", -1),)))),
            "A lag of “B” is -1 days; it can be 0 to 5,000.",
        ),
    ],
)
def test_what_cannot_be(roadmap, message):
    with pytest.raises(Contradiction) as raised:
        check_references(roadmap)
    assert str(raised.value) == message


@given(planned(most=12))
def test_stored_and_read_again(case):
    assert from_dict(to_dict(case[0])) == case[0]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"deliverables": [{}]},
        {"deliverables": [{"key": "a", "title": "A", "colour": "red"}]},
        {"deliverables": [{"key": "a", "title": "A", "state": "lost"}]},
        {"deliverables": [{"key": "a", "title": "A", "due": "soon"}]},
        {"deliverables": [{"key": "a", "title": "A", "due": 7}]},
        {"deliverables": [{"key": "a", "title": "A", "duration": "7"}]},
        {"deliverables": [{"key": "a", "title": "A", "depends_on": [{"key": "b"}]}]},
        {"deliverables": [3]},
        {"deliverables": [], "phases": [1]},
    ],
)
def test_what_is_no_stored_roadmap(data):
    with pytest.raises(Unreadable, match="This is not a stored roadmap: "):
        from_dict(data)


def test_circles():
    roadmap = plan(a="c", b="a", c="b", d="c", e="f", f="e d", g="", h="h")
    assert circles(roadmap) == (
        Circle(("a", "b", "c"), ("a", "c", "b")),
        Circle(("e", "f"), ("e", "f")),
        Circle(("h",), ("h",)),
    )
    with pytest.raises(CircularDependency) as raised:
        schedule(roadmap)
    assert str(raised.value) == "These wait for each other: “A”, “C”, “B” and back to “A”."
    assert raised.value.cycle == ("a", "c", "b")


def test_a_long_chain_ends_nothing():
    chain = {f"k{number}": f"k{number - 1}" if number else "" for number in range(5_000)}
    assert circles(plan(**chain)) == ()
    chain["k0"] = "k4999"
    (found,) = circles(plan(**chain))
    assert len(found.members) == len(found.cycle) == 5_000


@given(planned(most=14))
def test_members_are_those_that_reach_themselves(case):
    roadmap = case[0]
    keys = [one.key for one in roadmap.deliverables]
    # Arrows turned by a rule, so that circles arise.
    turned = {
        one.key: {keys[(keys.index(each.key) * 7 + 3) % len(keys)] for each in one.depends_on}
        for one in roadmap.deliverables
    }
    reach = {key: set(heads) for key, heads in turned.items()}
    for _ in keys:
        for heads in reach.values():
            heads |= {further for head in heads for further in reach[head]}
    given_ = Roadmap(
        tuple(Deliverable(key, key, depends_on=tuple(map(Dependency, sorted(heads)))) for key, heads in turned.items())
    )
    found = circles(given_)
    expected = {frozenset(other for other in reach[key] if key in reach[other]) for key in keys if key in reach[key]}
    assert {frozenset(circle.members) for circle in found} == expected
    for circle in found:
        following = [*circle.cycle[1:], circle.cycle[0]]
        assert all(head in turned[tail] for tail, head in zip(circle.cycle, following, strict=True))
