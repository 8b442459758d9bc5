"""An impression log as a stream of Arrow batches: Parquet or CSV, checked by name and type before the first row counts."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from commonground.engines.decisions.signal import FARTHEST
from commonground.engines.errors import Contradiction, Unreadable
from commonground.engines.sheets.separated import separator_of

BATCH = 1 << 16
BLOCK = 1 << 21
BUFFER = 1 << 18
HEAD = 1 << 16
ENDS = 1 << 20
CONVERSION = re.compile(
    r"In CSV column #(\d+): (?:Row #(\d+): )?CSV conversion error to [^:]+: invalid value '(.*)'", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class LogColumns:
    """Names of the columns that are no signals; one that the log does not have is left out."""

    placement: str = "placement"
    partner: str = "partner"
    day: str = "day"
    weight: str = "weight"


@dataclass(frozen=True, slots=True)
class Log:
    """A log that can be read once more each time `batches` is called.

    columns      names of all columns
    rows         how many there are, None when that is not known beforehand (CSV)
    fingerprint  SHA-256 of its length, beginning and end: a log may be too long to be read twice
    """

    path: Path
    columns: tuple[str, ...]
    rows: int | None
    fingerprint: str = ""

    @property
    def is_parquet(self) -> bool:
        return self.rows is not None

    def batches(
        self, wanted: Sequence[str], numbers: Sequence[str] = (), days: Sequence[str] = ()
    ) -> Iterator[pa.RecordBatch]:
        """Batches of at most some ten thousand rows with the `wanted` columns; memory does not grow with the log.

        numbers, days  columns to read as such from CSV, where nothing else says what they are; all others are texts
        """
        with _in_words(self):
            yield from self._parquet(wanted, numbers) if self.is_parquet else self._csv(wanted, numbers, days)

    def _parquet(self, wanted: Sequence[str], numbers: Sequence[str]) -> Iterator[pa.RecordBatch]:
        with pq.ParquetFile(self.path) as plain:
            schema = plain.schema_arrow
        unsigned = [name for name in numbers if pa.types.is_uint64(schema.field(name).type)]
        texts = [name for name in wanted if _is_text(schema.field(name).type)]
        # Texts arrive as codes into a dictionary, which is how Parquet keeps them.
        with pq.ParquetFile(self.path, read_dictionary=texts, buffer_size=BUFFER, pre_buffer=False) as file:
            for batch in file.iter_batches(BATCH, columns=list(wanted), use_threads=False):
                for name in unsigned:
                    _check_size(name, pc.max(batch.column(name)).as_py())
                yield batch

    def _csv(self, wanted: Sequence[str], numbers: Sequence[str], days: Sequence[str]) -> Iterator[pa.RecordBatch]:
        types: dict[str, pa.DataType] = dict.fromkeys(wanted, pa.dictionary(pa.int32(), pa.string()))
        types |= dict.fromkeys(numbers, pa.float64()) | dict.fromkeys(days, pa.date32())
        with pacsv.open_csv(
            self.path,
            read_options=pacsv.ReadOptions(use_threads=False, block_size=BLOCK),
            parse_options=pacsv.ParseOptions(delimiter=_separator(self.path), newlines_in_values=True),
            convert_options=pacsv.ConvertOptions(
                column_types=types,
                include_columns=list(wanted),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        ) as reader:
            yield from reader


def open_log(path: Path) -> Log:
    """The log at `path`; raises Unreadable for what is neither Parquet nor CSV, or is cut off; OSError as open does."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise Unreadable("The log is empty.")
    if head.startswith(b"PAR1"):
        with _in_words(Log(path, (), 0)), pq.ParquetFile(path) as found:
            return _named(Log(path, tuple(found.schema_arrow.names), found.metadata.num_rows, _fingerprint(path)))
    if b"\0" in head or path.suffix.lower() in (".parquet", ".pq"):
        raise Unreadable("The log is neither Parquet nor CSV: a Parquet file begins with PAR1.")
    try:
        text = head.decode("utf-8-sig", errors="strict" if len(head) < HEAD else "ignore")
    except UnicodeDecodeError as error:
        raise Unreadable(f"The log is no text in UTF-8: byte {error.start:,} is none.") from error
    header = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text)))
    return _named(Log(path, tuple(header), None, _fingerprint(path)))


def _named(log: Log) -> Log:
    twice = next((name for place, name in enumerate(log.columns) if name in log.columns[:place]), None)
    if twice is not None:
        raise Contradiction(f"The log has two columns that are called “{twice}”.")
    return log


def _fingerprint(path: Path) -> str:
    size = path.stat().st_size
    found = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        found.update(file.read(ENDS))
        file.seek(max(size - ENDS, 0))
        found.update(file.read(ENDS))
    return found.hexdigest()


def _separator(path: Path) -> str:
    with path.open("rb") as file:
        return separator_of(file.read(HEAD).decode("utf-8-sig", errors="ignore"))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_binary(kind))


@contextmanager
def _in_words(log: Log) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        if found := CONVERSION.search(str(error)):
            name = log.columns[int(found[1])]
            where = f", row {found[2]}" if found[2] else ""
            raise Unreadable(f"The column “{name}”{where} has “{found[3]}”, which is no number or day.") from error
        if log.is_parquet:
            raise Unreadable("The Parquet file is cut off or damaged: write it again.") from error
        raise Unreadable(f"The CSV breaks off or its rows differ in length: {_first_line(error)}.") from error


def _check_size(column: str, most: int | None) -> None:
    if most is not None and most >= FARTHEST:
        raise Unreadable(f"The column “{column}” holds {most}: whole numbers are read up to {FARTHEST - 1}.")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")
