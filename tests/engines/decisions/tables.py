"""Small tables for tests."""

import json
from itertools import product
from pathlib import Path

from commonground.engines.decisions import from_dict

DATA = Path(__file__).parents[2] / "data" / "decisions"
WEATHER = {
    "hit_policy": "FIRST",
    "inputs": [
        {"key": "weather", "type": "categorical", "categories": ["sun", "rain", "snow"]},
        {"key": "temp", "type": "integer", "range": [-5, 30]},
    ],
    "rules": [
        {"when": {"weather": '"snow"', "temp": "< 5"}, "then": "soup"},
        {"when": {"weather": 'not("rain")'}, "then": "salad"},
    ],
    "default": "brand",
}


def table(name):
    return from_dict(json.loads((DATA / f"{name}.json").read_text()))


def one_column(kind, *tests, policy="FIRST", default="other", missing="feel", **more):
    """A table over one signal `x` whose rules serve a, b, c, ..."""
    rules = [{"when": {"x": test}, "then": chr(97 + place)} for place, test in enumerate(tests)]
    signal = {"key": "x", "type": kind} | more
    return from_dict(
        {"hit_policy": policy, "inputs": [signal], "rules": rules, "default": default, "missing_policy": missing}
    )


def values_in(signal):
    """Every value of a signal with a finite domain."""
    return signal.categories or tuple(range(signal.low, signal.high + 1))


def cases_of(given):
    """Every case of a table whose signals are all finite."""
    for values in product(*map(values_in, given.signals)):
        yield dict(zip(given.keys, values, strict=True))
