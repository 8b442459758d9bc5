"""CSV, TSV and their cousins: encoding and separator are found, not asked for."""

import codecs
import csv
import io
from collections import Counter
from itertools import islice

from commonground.engines.errors import TooLarge, Unreadable
from commonground.engines.sheets.limits import Limits
from commonground.engines.sheets.sheet import Sheet

SEPARATORS = ("\t", ";", ",", "|")
SNIFFED_CHARACTERS = 64_000
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes) -> str:
    """Text of a file in UTF-8, UTF-16 (with or without mark) or, failing these, Windows-1252.

    A byte that Windows-1252 does not define is shown as U+FFFD.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strict(data, encoding)
    sample = data[:1000]
    if len(sample) > 3 and sample.count(0) * 3 > len(sample):
        # Latin text in UTF-16 has a zero in every second byte; which half tells the order.
        return _strict(data, "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(f"The text breaks off or is damaged near byte {error.start:,}.") from error


def separator_of(text: str) -> str:
    """The separator under which most records have the same number (more than one) of fields; a comma if none does."""
    sample = text[:SNIFFED_CHARACTERS]
    found = max(SEPARATORS, key=lambda separator: _evenness(sample, separator))
    return found if any(_evenness(sample, found)) else ","


def _evenness(sample: str, separator: str) -> tuple[float, int]:
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    widths = Counter(len(row) for row in islice(rows, 200) if any(cell.strip() for cell in row))
    split = {width: rows for width, rows in widths.items() if width > 1}
    if not split:
        return (0.0, 0)
    width = max(split, key=lambda width: (split[width], width))
    return (split[width] / widths.total(), width)


def read_separated(text: str, name: str, limits: Limits, separator: str = "") -> Sheet:
    """One sheet from separated text; `name` is what messages call it."""
    separator = separator or separator_of(text)
    try:
        rows = _records(text, separator, limits, strict=True)
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise Unreadable("A quotation mark is opened and never closed, so rows run into each other.") from error
        rows = _loosely(text, separator, limits)
    return Sheet(name, tuple(rows))


def _loosely(text: str, separator: str, limits: Limits) -> list[tuple[str, ...]]:
    """For files that write a quotation mark inside a field without doubling it."""
    try:
        return _records(text, separator, limits, strict=False)
    except csv.Error as error:
        raise TooLarge(f"A cell holds more than {limits.characters:,} characters.") from error


def _records(text: str, separator: str, limits: Limits, *, strict: bool) -> list[tuple[str, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    rows: list[tuple[str, ...]] = []
    for record in reader:
        if len(record) > limits.columns and any(record[limits.columns :]):
            raise TooLarge(f"Row {len(rows) + 1:,} has {len(record):,} columns: at most {limits.columns} can be read.")
        rows.append(tuple(_without_tail(record)))
        if len(rows) > limits.rows:
            raise TooLarge(f"The table has more than {limits.rows:,} rows.")
    return rows


def _without_tail(record: list[str]) -> list[str]:
    while record and not record[-1].strip():
        record.pop()
    return record
