"""Impression logs for tests."""

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from commonground.engines.decisions.log import open_log

TYPES = {"integer": pa.int64(), "numeric": pa.float64(), "date": pa.date32()}


def log_of(path, table, rows, **more):
    """A log of `rows` (tuples of values in the table's order) with further columns by name; the ending tells the form."""
    columns = {
        signal.key: pa.array([row[place] for row in rows], TYPES.get(signal.type.value, pa.string()))
        for place, signal in enumerate(table.signals)
    }
    return written(path, pa.table(columns | {name: pa.array(values) for name, values in more.items()}))


def written(path, content):
    if path.suffix == ".csv":
        pacsv.write_csv(content, path)
    else:
        pq.write_table(content, path, row_group_size=1 << 16)
    return open_log(path)
