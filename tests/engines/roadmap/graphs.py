"""Roadmaps made by chance: any shape of graph, several calendars, all states."""

import datetime
import random

from hypothesis import strategies as st

from commonground.engines.roadmap import Deliverable, Dependency, Phase, Roadmap, State
from commonground.engines.worktime import WorkCalendar

BASE = datetime.date(2026, 3, 2)
PHASES = (Phase("concept", "Concept"), Phase("production", "Production", 5), Phase("trafficking", "Trafficking", 2))


def days_from(dice: random.Random, low: int, high: int) -> datetime.date:
    return BASE + datetime.timedelta(days=dice.randint(low, high))


def calendars(dice: random.Random) -> dict[str, WorkCalendar]:
    weekends = [frozenset({5, 6}), frozenset({4, 5}), frozenset({6}), frozenset(), frozenset({0, 2, 4, 5, 6})]
    found = {}
    for name in ("", "tondella", "quarry", "fern"):
        off = frozenset(days_from(dice, -200, 900) for _ in range(dice.choice([0, 5, 60, 300])))
        if dice.random() < 0.8:
            found[name] = WorkCalendar(dice.choice(weekends), off)
    return found


def deliverable(dice: random.Random, place: int, count: int, states: bool) -> Deliverable:
    milestone = dice.random() < 0.15
    heads = dice.sample(range(place), min(place, dice.choice([0, 1, 1, 2, 3])))
    state = dice.choice([State.PLANNED] * 6 + list(State)) if states else State.PLANNED
    handed_over = days_from(dice, -60, 30) if state.done and dice.random() < 0.7 else None
    return Deliverable(
        key=f"d{place}",
        title=f"Deliverable {place}",
        phase=dice.choice(["", "", "concept", "production", "trafficking"]),
        organisation=dice.choice(["", "tondella", "quarry", "fern", "unknown"]),
        due=days_from(dice, -30, 10 * count + 60) if dice.random() < 0.4 else None,
        duration=0 if milestone else dice.randint(1, 15),
        depends_on=tuple(Dependency(f"d{head}", dice.choice([0, 0, 0, 1, 4])) for head in heads),
        state=state,
        delivered_on=handed_over,
        accepted_on=days_from(dice, -30, 30) if state is State.ACCEPTED and dice.random() < 0.5 else None,
        milestone=milestone,
        start=days_from(dice, -40, 60) if states and dice.random() < 0.2 else None,
    )


@st.composite
def planned(draw: st.DrawFn, most: int = 200, states: bool = True):
    """(roadmap, calendars, today); the order of deliverables is by chance, too."""
    count = draw(st.integers(1, most))
    dice = random.Random(draw(st.integers(0, 2**32)))
    plan = [deliverable(dice, place, count, states) for place in range(count)]
    dice.shuffle(plan)
    launch = days_from(dice, 0, 10 * count + 100) if draw(st.booleans()) else None
    start = days_from(dice, -20, 40) if draw(st.booleans()) else None
    today = days_from(dice, -10, 50) if draw(st.booleans()) or not (launch or start) else None
    return Roadmap(tuple(plan), PHASES, launch, start), calendars(dice), today
