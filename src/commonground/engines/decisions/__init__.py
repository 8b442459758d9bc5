"""Decision tables: from signals to creative variants; evaluated, analysed, simulated over logs, and judged."""

from commonground.engines.decisions.evaluate import Decision, Failed, Step, evaluate
from commonground.engines.decisions.feel import ANY, Cell, Equals, Interval, Unparsable, cell_text, parse_cell
from commonground.engines.decisions.match import MissingPolicy
from commonground.engines.decisions.output import Output, Rotation, Turn
from commonground.engines.decisions.signal import Signal, SignalType, Value
from commonground.engines.decisions.stored import from_dict, to_dict
from commonground.engines.decisions.table import Aggregation, HitPolicy, OutputColumn, Placement, Rule, Table

__all__ = [
    "ANY",
    "Aggregation",
    "Cell",
    "Decision",
    "Equals",
    "Failed",
    "HitPolicy",
    "Interval",
    "MissingPolicy",
    "Output",
    "OutputColumn",
    "Placement",
    "Rotation",
    "Rule",
    "Signal",
    "SignalType",
    "Step",
    "Table",
    "Turn",
    "Unparsable",
    "Value",
    "cell_text",
    "evaluate",
    "from_dict",
    "parse_cell",
    "to_dict",
]
