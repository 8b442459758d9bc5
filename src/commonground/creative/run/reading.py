"""The part of a run that reads what somebody sent: it runs in a child process. One function for each kind of run."""

import json
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from commonground.engines.decisions import Cancelled, Table
from commonground.engines.decisions.log import Log, open_log
from commonground.engines.decisions.logged import PolicyColumns
from commonground.engines.decisions.offpolicy import NotRotated, evaluate_policy
from commonground.engines.decisions.profile import profile
from commonground.engines.decisions.report_json import evaluation_json, refusal_json, simulation_json, value_json
from commonground.engines.decisions.simulate import simulate
from commonground.engines.decisions.value import Prices, value_measured
from commonground.engines.errors import TooLarge, Unreadable

# Headings that mean something else than a signal, unless an option says otherwise.
FIXED = frozenset({"placement", "partner", "day", "weight"})
Progress = Callable[[tuple[int, int | None]], None]
# The value of signals is worth this much waiting; the simulation is there without it.
VALUE_SECONDS = 20.0


def simulation(
    path: Path, table: Table, options: dict[str, Any], prices: Prices, names: dict[str, str], places: dict[str, str],
    progress: Progress,
) -> dict[str, Any]:  # fmt: skip
    """What would be served and what is lost, and under "value" what knowing more signals would bring.

    options  is_sample
    names    of signals by their keys: a column may be called by either
    places   names of placements by their keys: a row may name either
    """
    log = _by_keys(open_log(path), names | {one: one for one in FIXED}, FIXED, places)
    found = simulate(table, log, is_sample=options["is_sample"], progress=lambda rows, total: progress((rows, total)))
    end = time.monotonic() + VALUE_SECONDS

    def is_late() -> bool:
        progress((found.rows, found.rows))
        return time.monotonic() > end

    try:
        value = value_json(value_measured(profile(table, log, cancelled=is_late), prices, cancelled=is_late))
    except (TooLarge, Cancelled):
        value = {"refused": "There are too many signals and placements to reckon here what each would bring."}
    return _written(simulation_json(found) | {"value": value} | _renamed(log))


def evaluation(
    path: Path, table: Table, options: dict[str, Any], prices: Prices, names: dict[str, str], places: dict[str, str],
    progress: Progress,
) -> dict[str, Any]:  # fmt: skip
    """What the policy would have brought, or why the log does not say.

    options  action, reward, propensity, day: names of columns; seed of the bootstrap
    names    of signals by their keys: a column may be called by either
    """
    columns = PolicyColumns(*(options[name] for name in ("action", "reward", "propensity", "day")))
    rng = np.random.default_rng(options["seed"])
    log = _by_keys(
        open_log(path), names, frozenset(options[name] for name in ("action", "reward", "propensity", "day"))
    )
    try:
        found = evaluate_policy(table, log, rng, columns=columns, progress=lambda rows, total: progress((rows, total)))
    except NotRotated as error:
        return _written(refusal_json(error) | _renamed(log))
    return _written(evaluation_json(found) | _renamed(log))


@dataclass(frozen=True, slots=True)
class _Named(Log):
    """A log of which some columns are called by the names of signals; `headings` are those by the keys.

    places  keys of placements by what a row may call them, as `_spelt` has it
    """

    headings: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    def batches(
        self, wanted: Sequence[str], numbers: Sequence[str] = (), days: Sequence[str] = ()
    ) -> Iterator[pa.RecordBatch]:
        """The same, with the keys for names."""
        keys = {heading: key for key, heading in self.headings.items()}
        asked = ([self.headings.get(one, one) for one in names] for names in (wanted, numbers, days))
        for batch in Log.batches(self, *asked):
            called = [keys.get(one, one) for one in batch.schema.names]
            columns = [
                self._placed(column) if name == "placement" else column
                for name, column in zip(called, batch.columns, strict=True)
            ]
            yield pa.RecordBatch.from_arrays(columns, names=called)

    def _placed(self, column: pa.Array) -> pa.Array:
        """Keys of placements for their names; what is neither stays."""
        kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        if not self.places or not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
            return column
        encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        words = [word and self.places.get(_spelt(word), word) for word in encoded.dictionary.to_pylist()]
        return pa.array(words, pa.string()).take(encoded.indices)


def _by_keys(
    log: Log, names: Mapping[str, str], taken: Collection[str], places: Mapping[str, str] | None = None
) -> Log:  # fmt: skip
    """The log with the key of a signal for a column that has its name, however that is spelt; a column with the key wins."""
    here = set(log.columns)
    spelt = Counter(_spelt(name) for name in names.values())
    keys = {_spelt(name): key for key, name in names.items() if key not in here and spelt[_spelt(name)] == 1}
    headings: dict[str, str] = {}
    for heading in log.columns:
        if heading not in names and heading not in taken and _spelt(heading) in keys:
            headings.setdefault(keys[_spelt(heading)], heading)
    called_places = Counter(_spelt(name) for name in (places or {}).values())
    by_name = {_spelt(name): key for key, name in (places or {}).items() if called_places[_spelt(name)] == 1}
    by_name |= {_spelt(key): key for key in places or ()}
    if not headings and not by_name:
        return log
    called = {heading: key for key, heading in headings.items()}
    columns = tuple(called.get(one, one) for one in log.columns)
    return _Named(log.path, columns, log.rows, log.fingerprint, headings, by_name)


def _spelt(name: str) -> str:
    return " ".join(name.split()).casefold()


def _renamed(log: Log) -> dict[str, Any]:
    """Which columns were called by the name of a signal, so that the numbers can be recomputed."""
    return {"headings": dict(log.headings)} if isinstance(log, _Named) else {}


def _written(result: dict[str, Any]) -> dict[str, Any]:
    """As it can be stored: a log may hold what no database takes."""
    try:
        text = json.dumps(result, allow_nan=False)
    except ValueError as error:
        raise Unreadable("The log's numbers are too large to be added up.") from error
    kept: dict[str, Any] = json.loads(text.replace("\\u0000", "\\ufffd"))
    return kept
