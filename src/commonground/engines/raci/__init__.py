"""Responsibility matrices: understand a file, check it, compare versions, count load, write it again."""

from commonground.engines.raci.diff import Diff, diff
from commonground.engines.raci.effects import effects, with_cell
from commonground.engines.raci.matrix import (
    MEANING,
    Context,
    Kind,
    Letters,
    Matrix,
    Organisation,
    Role,
    Row,
    Thresholds,
    from_dict,
    normalised,
    to_dict,
    unique_key,
)
from commonground.engines.raci.reading import NotUnderstood
from commonground.engines.raci.rules import BY_ID, RULES, Rule, check
from commonground.engines.raci.tally import Load, load
from commonground.engines.raci.understand import Candidate, Choice, Understanding, understand
from commonground.engines.raci.writers import to_csv, to_markdown, to_xlsx

__all__ = [
    "BY_ID",
    "MEANING",
    "RULES",
    "Candidate",
    "Choice",
    "Context",
    "Diff",
    "Kind",
    "Letters",
    "Load",
    "Matrix",
    "NotUnderstood",
    "Organisation",
    "Role",
    "Row",
    "Rule",
    "Thresholds",
    "Understanding",
    "check",
    "diff",
    "effects",
    "from_dict",
    "load",
    "normalised",
    "to_csv",
    "to_dict",
    "to_markdown",
    "to_xlsx",
    "understand",
    "unique_key",
    "with_cell",
]
