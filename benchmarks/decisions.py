"""How much it costs to decide an impression log, against only scanning its columns and against three other ways.

The log is Parquet with eight signals of which some are missing. In one run, for 60, 240 and 1,000 rules:

    scan      reading the eight columns in the same batches and looking at nothing: the floor
    decide    decisions.simulate: outcomes, causes and counts by rule, everything that the report says
    case      DuckDB, one CASE WHEN for the first rule that holds, grouped by it: no causes
    zen       zen-engine, a decision table of first hits, on a sample
    loop      rule by rule in plain Python, on a sample

Each runs in a process of its own with one thread. CPU is user and system seconds of that process less what it took to
start, for a sample scaled to the whole log; peak is its greatest resident memory. At the end decide is run over ten times
the rows as well. At 60 rules 6 % of the impressions get a rule and 26 % the fallback for a missing signal; at 1,000 rules
62 % and 31 %. `--quick` uses 100,000 rows and no longer log.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROWS, QUICK = 5_000_000, 100_000
RULES = (60, 240, 1_000)
SAMPLE = {"zen": 20_000, "loop": 20_000}
ROW_GROUP = 1 << 18
TEXTS = {"country": 20, "device": 6, "daypart": 5, "weather": 6, "segment": 14, "stage": 4}
NUMBERS = {"temp": (-10, 40), "visits": (0, 60)}
MISSING = {
    "country": 0.01,
    "device": 0.0,
    "daypart": 0.0,
    "weather": 0.2,
    "segment": 0.35,
    "stage": 0.15,
    "temp": 0.2,
    "visits": 0.1,
}


def write_log(path: Path, rows: int) -> None:
    """A log in row groups, drawn with a fixed seed."""
    rng = np.random.default_rng(20261125)
    writer = None
    for start in range(0, rows, ROW_GROUP):
        count = min(ROW_GROUP, rows - start)
        columns: dict[str, pa.Array] = {}
        for key, size in TEXTS.items():
            codes = pa.array(rng.integers(0, size, count, np.int32), mask=rng.random(count) < MISSING[key])
            words = pa.array([f"{key}-{number}" for number in range(size)])
            columns[key] = pa.DictionaryArray.from_arrays(codes, words).cast(pa.string())
        for key, (low, high) in NUMBERS.items():
            columns[key] = pa.array(rng.integers(low, high + 1, count, np.int32), mask=rng.random(count) < MISSING[key])
        content = pa.table(columns)
        writer = writer or pq.ParquetWriter(path, content.schema)
        writer.write_table(content, row_group_size=ROW_GROUP)
    if writer:
        writer.close()


def rules_of(count: int) -> list[dict[str, Any]]:
    """Rules of three to five tests: lists of texts and ranges of numbers."""
    rng = random.Random(7)
    rules = []
    for number in range(count):
        when: dict[str, Any] = {}
        for key in rng.sample([*TEXTS, *NUMBERS], rng.randint(3, 5)):
            if key in TEXTS:
                chosen = rng.sample(range(TEXTS[key]), rng.randint(1, max(TEXTS[key] // 5, 1)))
                when[key] = [f"{key}-{one}" for one in chosen]
            else:
                low, high = NUMBERS[key]
                start = rng.randint(low, high - 8)
                when[key] = (start, start + 8)
        rules.append({"when": when, "then": f"variant-{number}"})
    return rules


def feel(test: Any) -> str:
    return ",".join(f'"{one}"' for one in test) if isinstance(test, list) else f"[{test[0]}..{test[1]}]"


def scan(log: Path, _count: int, _rows: int) -> int:
    keys, seen = [*TEXTS, *NUMBERS], 0
    with pq.ParquetFile(log, read_dictionary=list(TEXTS), buffer_size=1 << 18, pre_buffer=False) as file:
        for batch in file.iter_batches(1 << 16, columns=keys, use_threads=False):
            seen += batch.num_rows
    return seen


def decide(log: Path, count: int, _rows: int) -> int:
    from commonground.engines.decisions import from_dict
    from commonground.engines.decisions.log import open_log
    from commonground.engines.decisions.simulate import simulate

    inputs: list[dict[str, Any]] = [
        {"key": key, "type": "categorical", "categories": [f"{key}-{number}" for number in range(size)]}
        for key, size in TEXTS.items()
    ]
    inputs += [{"key": key, "type": "integer", "range": list(ends)} for key, ends in NUMBERS.items()]
    rules = [
        {"when": {key: feel(test) for key, test in rule["when"].items()}, "then": rule["then"]}
        for rule in rules_of(count)
    ]
    table = from_dict({"hit_policy": "FIRST", "inputs": inputs, "rules": rules, "default": "brand"})
    found = simulate(table, open_log(log))
    return found.rows


def case(log: Path, count: int, rows: int) -> int:
    import duckdb

    branches = []
    for rule in rules_of(count):
        tests = [
            f"{key} IN ({', '.join(repr(one) for one in test)})"
            if isinstance(test, list)
            else f"{key} BETWEEN {test[0]} AND {test[1]}"
            for key, test in rule["when"].items()
        ]
        branches.append(f"WHEN {' AND '.join(tests)} THEN '{rule['then']}'")
    base = duckdb.connect(config={"threads": 1})
    source = f"(SELECT * FROM read_parquet('{log}') LIMIT {rows})"
    query = (
        f"SELECT CASE {' '.join(branches)} ELSE 'brand' END AS variant, count(*) AS n FROM {source} GROUP BY variant"
    )
    return sum(n for _, n in base.execute(query).fetchall())


def zen(log: Path, count: int, rows: int) -> int:
    import zen as library

    names = [*TEXTS, *NUMBERS]
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": key, "name": key, "type": "expression", "field": key} for key in names],
        "outputs": [{"id": "variant", "name": "variant", "type": "expression", "field": "variant"}],
        "rules": [
            {
                "_id": str(number),
                "variant": f'"{rule["then"]}"',
                **{key: feel(rule["when"][key]) if key in rule["when"] else "" for key in names},
            }
            for number, rule in enumerate(rules_of(count))
        ],
    }
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "table", "type": "decisionTableNode", "name": "table", "content": table},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "b", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    decision = library.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    return sum(1 for one in head(log, rows) if decision.evaluate(one))


def loop(log: Path, count: int, rows: int) -> int:
    rules = [(rule["then"], list(rule["when"].items())) for rule in rules_of(count)]
    seen: dict[str, int] = {}
    for one in head(log, rows):
        for variant, tests in rules:
            if all(holds(test, one[key]) for key, test in tests):
                seen[variant] = seen.get(variant, 0) + 1
                break
        else:
            seen["brand"] = seen.get("brand", 0) + 1
    return sum(seen.values())


def holds(test: Any, value: Any) -> bool:
    if value is None:
        return False
    return value in test if isinstance(test, list) else test[0] <= value <= test[1]


def head(log: Path, rows: int) -> list[dict[str, Any]]:
    with pq.ParquetFile(log) as file:
        return next(file.iter_batches(rows)).to_pylist()


WAYS: dict[str, Callable[[Path, int, int], int]] = {
    "scan": scan,
    "decide": decide,
    "case": case,
    "zen": zen,
    "loop": loop,
}


def measure(way: str, log: Path, rules: int, rows: int) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak MB of one way in a process of its own."""
    words = [sys.executable, __file__, "--one", way, str(log), str(rules), str(rows)]
    said = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)
    return said["cpu"], said["wall"], said["peak"]


def one(way: str, log: str, rules: str, rows: str) -> None:
    """What the child process does and prints."""
    pa.set_cpu_count(1)
    # Once over a small log, so that imports and the like are not counted.
    WAYS[way](Path(f"{log}.small"), int(rules), 1)
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    done = WAYS[way](Path(log), int(rules), int(rows))
    after = resource.getrusage(resource.RUSAGE_SELF)
    # The greatest of ru_maxrss is inherited from the parent; this is the process's own.
    peak = next(
        int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")
    )
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"cpu": cpu, "wall": time.perf_counter() - start, "peak": peak / 1e3, "rows": done}))


def main(rows: int, *, grow: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.parquet"
        print(f"writing {rows:,} impressions", file=sys.stderr)
        write_log(log, rows)
        write_log(Path(f"{log}.small"), 1_000)
        print(
            f"{'rules':>6} {'way':<7} {'CPU s':>9} {'wall s':>9} {'peak MB':>8} {'rows/CPU s':>12} {'to scan':>8} {'decide is':>10}"
        )
        for count in RULES:
            line(log, count, rows)
        if grow:
            more = Path(folder) / "more.parquet"
            write_log(more, rows * 10)
            write_log(Path(f"{more}.small"), 1_000)
            for name, path in (("1x", log), ("10x", more)):
                cpu, wall, peak = measure("decide", path, 60, rows * 10)
                print(f"{'60':>6} {'decide':<7} {cpu:>9.2f} {wall:>9.2f} {peak:>8.0f}  over {name} the rows")


def line(log: Path, count: int, rows: int) -> None:
    floor = ours = 0.0
    for way in WAYS:
        print(f"measuring {way} with {count:,} rules", file=sys.stderr)
        part = min(rows, SAMPLE.get(way, rows))
        cpu, wall, peak = measure(way, log, count, part)
        cpu, wall = (cpu * rows / part, wall * rows / part) if way not in ("scan", "decide") else (cpu, wall)
        floor, ours = (cpu if way == "scan" else floor), (cpu if way == "decide" else ours)
        faster = f"{cpu / ours:>9.1f}x" if ours and way != "decide" else ""
        print(
            f"{count:>6,} {way:<7} {cpu:>9.2f} {wall:>9.2f} {peak:>8.0f} {rows / cpu:>12,.0f} {cpu / floor:>7.1f}x {faster}"
        )


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(*sys.argv[2:])
    else:
        main(QUICK if "--quick" in sys.argv else ROWS, grow="--quick" not in sys.argv)
