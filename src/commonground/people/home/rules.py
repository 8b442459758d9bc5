"""When is a thing for today, for this week, for later."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commonground.web.needs import Need, counted

ASKED = (("decide", "Decide"), ("sign", "Sign"), ("answer", "Answer"), ("do", "Do"))
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Group:
    """Needs under one heading."""

    title: str
    needs: Sequence[Need]

    @property
    def count(self) -> str:
        """How many."""
        return counted(self.needs)


def grouped(needs: Iterable[Need], today: date) -> list[Group]:
    """Today (also what is over), the seven days after it, and the rest with what has no date; empty ones are left out."""
    groups: dict[str, list[Need]] = {"Today": [], "This week": [], "Later": []}
    for need in needs:
        groups[when(need, today)].append(need)
    return [Group(title, found) for title, found in groups.items() if found]


def when(need: Need, today: date) -> str:
    """The heading that a need stands under."""
    if need.urgent or (need.due is not None and need.due <= today):
        return "Today"
    return "This week" if need.due is not None and need.due <= today + WEEK else "Later"


def summary(needs: Sequence[Need], today: date) -> str:
    """6 things, 1 of them runs out today"""
    ending = [need for need in needs if when(need, today) == "Today"]
    count = "1 thing" if len(needs) == 1 else f"{counted(needs)} things"
    if not ending:
        return count
    return f"{count}, {counted(ending)} of them {'runs' if len(ending) == 1 else 'run'} out today"
