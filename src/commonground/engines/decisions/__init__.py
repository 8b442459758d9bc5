"""Decision tables: from signals to creative variants; evaluated, analysed, simulated over logs, and judged."""

from commonground.engines.decisions.analyse import Analysis, Coverage, Trap, analyse
from commonground.engines.decisions.boxes import Gap
from commonground.engines.decisions.diagram import Cancelled
from commonground.engines.decisions.evaluate import Decision, Failed, Step, evaluate
from commonground.engines.decisions.feel import ANY, Cell, Equals, Interval, Unparsable, cell_text, parse_cell
from commonground.engines.decisions.findings import KINDS, Kind, findings
from commonground.engines.decisions.headings import Called
from commonground.engines.decisions.match import MissingPolicy
from commonground.engines.decisions.output import Output, Rotation, Turn
from commonground.engines.decisions.signal import Signal, SignalType, Value
from commonground.engines.decisions.stored import from_dict, to_dict
from commonground.engines.decisions.table import Aggregation, HitPolicy, OutputColumn, Placement, Rule, Table
from commonground.engines.decisions.words import from_words, parse_words

__all__ = [
    "ANY",
    "KINDS",
    "Aggregation",
    "Analysis",
    "Called",
    "Cancelled",
    "Cell",
    "Coverage",
    "Decision",
    "Equals",
    "Failed",
    "Gap",
    "HitPolicy",
    "Interval",
    "Kind",
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
    "Trap",
    "Turn",
    "Unparsable",
    "Value",
    "analyse",
    "cell_text",
    "evaluate",
    "findings",
    "from_dict",
    "from_words",
    "parse_cell",
    "parse_words",
    "to_dict",
]
