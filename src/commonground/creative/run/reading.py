"""The part of a run that reads what somebody sent: it runs in a child process. One function for each kind of run."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from commonground.engines.decisions import Cancelled, Table
from commonground.engines.decisions.log import open_log
from commonground.engines.decisions.logged import PolicyColumns
from commonground.engines.decisions.offpolicy import NotRotated, evaluate_policy
from commonground.engines.decisions.profile import profile
from commonground.engines.decisions.report_json import evaluation_json, refusal_json, simulation_json, value_json
from commonground.engines.decisions.simulate import simulate
from commonground.engines.decisions.value import Prices, value_measured
from commonground.engines.errors import TooLarge, Unreadable

Progress = Callable[[tuple[int, int | None]], None]
# The value of signals is worth this much waiting; the simulation is there without it.
VALUE_SECONDS = 20.0


def simulation(path: Path, table: Table, options: dict[str, Any], prices: Prices, progress: Progress) -> dict[str, Any]:
    """What would be served and what is lost, and under "value" what knowing more signals would bring.

    options  is_sample
    """
    log = open_log(path)
    found = simulate(table, log, is_sample=options["is_sample"], progress=lambda rows, total: progress((rows, total)))
    end = time.monotonic() + VALUE_SECONDS

    def is_late() -> bool:
        progress((found.rows, found.rows))
        return time.monotonic() > end

    try:
        value = value_json(value_measured(profile(table, log, cancelled=is_late), prices, cancelled=is_late))
    except (TooLarge, Cancelled):
        value = {"refused": "There are too many signals and placements to reckon here what each would bring."}
    return _written(simulation_json(found) | {"value": value})


def evaluation(path: Path, table: Table, options: dict[str, Any], prices: Prices, progress: Progress) -> dict[str, Any]:
    """What the policy would have brought, or why the log does not say.

    options  action, reward, propensity, day: names of columns; seed of the bootstrap
    """
    columns = PolicyColumns(*(options[name] for name in ("action", "reward", "propensity", "day")))
    rng = np.random.default_rng(options["seed"])
    try:
        found = evaluate_policy(
            table, open_log(path), rng, columns=columns, progress=lambda rows, total: progress((rows, total))
        )
    except NotRotated as error:
        return _written(refusal_json(error))
    return _written(evaluation_json(found))


def _written(result: dict[str, Any]) -> dict[str, Any]:
    """As it can be stored: a log may hold what no database takes."""
    try:
        text = json.dumps(result, allow_nan=False)
    except ValueError as error:
        raise Unreadable("The log's numbers are too large to be added up.") from error
    kept: dict[str, Any] = json.loads(text.replace("\\u0000", "\\ufffd"))
    return kept
