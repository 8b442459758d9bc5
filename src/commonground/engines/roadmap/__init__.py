"""Roadmaps: understand a file, schedule it back from the launch, check it, say what a slip does, compare versions."""

from commonground.engines.roadmap.diff import Change, Diff, diff, with_keys_of
from commonground.engines.roadmap.files import Understanding, understand, understand_file
from commonground.engines.roadmap.network import Circle, circles
from commonground.engines.roadmap.plan import (
    Deliverable,
    Dependency,
    Phase,
    Roadmap,
    State,
    check_references,
    from_dict,
    to_dict,
)
from commonground.engines.roadmap.rules import (
    BY_ID,
    RULES,
    Acknowledgement,
    Context,
    Rule,
    Survey,
    Thresholds,
    check,
    survey,
)
from commonground.engines.roadmap.schedule import Entry, Schedule, schedule
from commonground.engines.roadmap.slip import Missed, Move, Slip, slip
from commonground.engines.roadmap.writers import to_csv, to_json, to_xlsx

__all__ = [
    "BY_ID",
    "RULES",
    "Acknowledgement",
    "Change",
    "Circle",
    "Context",
    "Deliverable",
    "Dependency",
    "Diff",
    "Entry",
    "Missed",
    "Move",
    "Phase",
    "Roadmap",
    "Rule",
    "Schedule",
    "Slip",
    "State",
    "Survey",
    "Thresholds",
    "Understanding",
    "check",
    "check_references",
    "circles",
    "diff",
    "from_dict",
    "schedule",
    "slip",
    "survey",
    "to_csv",
    "to_dict",
    "to_json",
    "to_xlsx",
    "understand",
    "understand_file",
    "with_keys_of",
]
