"""The part of a run that reads what somebody sent: it runs in a child process. One function for each kind of run."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from commonground.engines.decisions import Table
from commonground.engines.decisions.log import Log, open_log
from commonground.engines.decisions.logged import PolicyColumns
from commonground.engines.decisions.offpolicy import NotRotated, evaluate_policy
from commonground.engines.decisions.profile import profile
from commonground.engines.decisions.report_json import evaluation_json, refusal_json, simulation_json, value_json
from commonground.engines.decisions.simulate import simulate
from commonground.engines.decisions.value import Prices, value_measured
from commonground.engines.errors import TooLarge

Progress = Callable[[tuple[int, int | None]], None]


@contextmanager
def _log(name: str, data: bytes) -> Iterator[Log]:
    with tempfile.TemporaryDirectory(prefix="log-") as folder:
        path = Path(folder) / f"log{Path(name).suffix.lower()}"
        path.write_bytes(data)
        yield open_log(path)


def simulation(
    name: str, data: bytes, table: Table, options: dict[str, Any], prices: Prices, progress: Progress
) -> dict[str, Any]:
    """What would be served and what is lost, and under "value" what knowing more signals would bring.

    options  is_sample
    """
    with _log(name, data) as log:
        found = simulate(
            table, log, is_sample=options["is_sample"], progress=lambda rows, total: progress((rows, total))
        )
        try:
            value = value_json(value_measured(profile(table, log), prices))
        except TooLarge as error:
            value = {"refused": str(error)}
        return simulation_json(found) | {"value": value}


def evaluation(
    name: str, data: bytes, table: Table, options: dict[str, Any], prices: Prices, progress: Progress
) -> dict[str, Any]:
    """What the policy would have brought, or why the log does not say.

    options  action, reward, propensity, day: names of columns; seed of the bootstrap
    """
    columns = PolicyColumns(*(options[name] for name in ("action", "reward", "propensity", "day")))
    rng = np.random.default_rng(options["seed"])
    with _log(name, data) as log:
        try:
            return evaluation_json(
                evaluate_policy(table, log, rng, columns=columns, progress=lambda rows, total: progress((rows, total)))
            )
        except NotRotated as error:
            return refusal_json(error)
