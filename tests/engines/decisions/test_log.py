"""Logs that cannot be read: what is said of them."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonground.engines.decisions import from_dict
from commonground.engines.decisions.log import open_log
from commonground.engines.decisions.simulate import simulate
from commonground.engines.errors import EngineError, Unreadable

TABLE = from_dict({"inputs": [{"key": "x", "type": "integer"}], "rules": [{"when": {"x": "> 1"}, "then": "a"}]})


def test_whole_numbers_beyond_64_bits(tmp_path):
    path = tmp_path / "log.parquet"
    pq.write_table(pa.table({"x": pa.array([1, None, 2**63], pa.uint64())}), path)
    with pytest.raises(Unreadable, match="The column “x” holds 9223372036854775808: whole numbers are read up to"):
        simulate(TABLE, open_log(path))
    pq.write_table(pa.table({"x": pa.array([1, None, 2**63 - 1], pa.uint64())}), path)
    assert simulate(TABLE, open_log(path)).impressions == 3
    pq.write_table(pa.table({"x": pa.array([None], pa.uint64())}), path)
    assert simulate(TABLE, open_log(path)).impressions == 1


@pytest.mark.parametrize("place", range(0, 100, 4))
def test_damaged_parquet(tmp_path, place):
    path = tmp_path / "log.parquet"
    pq.write_table(pa.table({"x": pa.array(range(5_000)), "y": ["a"] * 5_000}), path)
    data = bytearray(path.read_bytes())
    at = 4 + place * (len(data) - 12) // 100
    data[at : at + 40] = b"\xff" * len(data[at : at + 40])
    path.write_bytes(bytes(data[: place * 60 + 40] + b"PAR1" if place % 8 else data))
    try:
        said = str(simulate(TABLE, open_log(path)).impressions)
    except EngineError as error:
        said = str(error)
    assert said not in ("", "None", "None.")


def test_a_file_that_cannot_be_opened_stays_what_it_is(tmp_path):
    with pytest.raises(FileNotFoundError):
        open_log(tmp_path / "none.parquet")
