"""From the bytes of a file to a table, and back: JSON, CSV and its cousins, XLSX, DMN."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

from commonground.engines.decisions import adcp
from commonground.engines.decisions.grid import rows_of, sent_of
from commonground.engines.decisions.guarded import parsed
from commonground.engines.decisions.headings import NOBODY, Called
from commonground.engines.decisions.sent import ASIDE, Sent, said_by
from commonground.engines.decisions.signal import Signal, signal_from, signal_to
from commonground.engines.decisions.stored import from_dict, to_dict
from commonground.engines.decisions.table import Table
from commonground.engines.decisions.unread import Misread
from commonground.engines.errors import Unreadable
from commonground.engines.sheets import DEFAULT_LIMITS, Sheet, read_cells, read_sheets
from commonground.engines.sheets.limits import check_size
from commonground.engines.sheets.separated import decode

XML = (".dmn", ".xml")


def read_table(
    data: bytes,
    name: str,
    known: Sequence[Signal] = (),
    decision: str = "",
    unread: list[Misread] | None = None,
    called: Called = NOBODY,
) -> Table:
    """The table of a file; `name` is the file's name, `known` signals count before what the file says of them.

    What the file does not say is UNIQUE, `feel`, and no default. `decision` chooses among several of a DMN model. Where
    `unread` is given, each cell of a rule that cannot be read is put there and counts as any or nothing. In a spreadsheet,
    signals and variants are known by what they are `called`, too.

    Raises Unreadable (Unparsable for a cell), Contradiction or TooLarge.
    """
    return read_file(data, name, known, decision, unread, called).table


def read_file(
    data: bytes,
    name: str,
    known: Sequence[Signal] = (),
    decision: str = "",
    unread: list[Misread] | None = None,
    called: Called = NOBODY,
) -> Sent:
    """The same, with what of it the file says. A DMN model says everything: what it leaves out has a meaning there."""
    suffix = name.lower().rpartition(".")[2]
    if f".{suffix}" in XML or suffix == "json":
        check_size(data, DEFAULT_LIMITS)
    if f".{suffix}" in XML:
        # Only DMN needs the XML guard, and a table in JSON is read without it.
        from commonground.engines.decisions.dmn_read import read_dmn

        return Sent(read_dmn(data, known, decision, unread))
    if suffix == "json":
        given = _object(data, "decision table")
        return Sent(from_dict(_with_known(given, known), unread), said_by((*given, *ASIDE)))
    return sent_of(_sheets(data, name), known, unread, called)


def _sheets(data: bytes, name: str) -> Sequence[Sheet]:
    # Only copied cells have a test such as "rain","cold" stand in them as it is.
    if name.lower().endswith(".txt") and "\t" in (text := decode(data)):
        return [read_cells(text)]
    return read_sheets(data, name)


def _with_known(given: dict[str, Any], known: Sequence[Signal]) -> dict[str, Any]:
    described = {one.key: signal_to(one) for one in known}
    inputs = given.get("inputs")
    if not isinstance(inputs, list):
        return given
    keys = [one.get("key") if isinstance(one, dict) else one for one in inputs]
    return given | {
        "inputs": [
            described.get(key, one) if isinstance(key, str) else one for key, one in zip(keys, inputs, strict=True)
        ]
    }


def read_signals(data: bytes) -> tuple[Signal, ...]:
    """Signals of a JSON file: a list of them, or an object with the list under “signals” or “inputs”; or AdCP `get_signals`."""
    check_size(data, DEFAULT_LIMITS)
    given = parsed(data)
    if adcp.is_response(given):
        return adcp.merged(adcp.read(given))
    if isinstance(given, dict):
        given = given.get("signals", given.get("inputs"))
    if not isinstance(given, list):
        raise Unreadable("A file of signals is a JSON list of signals, or an object with one under “signals”.")
    return tuple(map(signal_from, given))


def read_offers(data: bytes) -> tuple[adcp.Offer, ...]:
    """The offers of a JSON file with a response of AdCP `get_signals`."""
    check_size(data, DEFAULT_LIMITS)
    return adcp.read(parsed(data))


def read_assumed(data: bytes) -> dict[str, dict[str, float]]:
    """Assumed values of a JSON file: an object from a signal's key to one from S-FEEL tests to shares from 0 to 1."""
    check_size(data, DEFAULT_LIMITS)
    given = _object(data, "list of assumed values")
    for key, shares in given.items():
        if not isinstance(shares, dict) or not shares:
            raise Unreadable(
                f'The values assumed of “{key}” are an object from a test to its share, as {{"< 5": 0.3}}.'
            )
        for test, share in shares.items():
            if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
                raise Unreadable(f"The share assumed of “{key}”, {test}, is a number from 0 to 1.")
    return given


def read_cases(data: bytes, name: str) -> tuple[dict[str, Any], ...]:
    """Cases of a JSON file (a list of objects, or one) or of a table whose header names the signals."""
    if name.lower().endswith(".json"):
        check_size(data, DEFAULT_LIMITS)
        given = parsed(data)
        given = [given] if isinstance(given, dict) else given
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            raise Unreadable("Cases are a JSON list of objects from a signal's key to its value.")
        return tuple(given)
    rows = [row for row in read_sheets(data, name)[0].rows if any(text.strip() for text in row)]
    header = [text.strip() for text in rows[0]]
    return tuple(
        {key: text for key, text in zip(header, (*row, *[""] * len(header)), strict=False) if key and text}
        for row in rows[1:]
    )


def _object(data: bytes, what: str) -> dict[str, Any]:
    given = parsed(data)
    if not isinstance(given, dict):
        raise Unreadable(f"This JSON is no {what}.")
    return given


def to_json(table: Table) -> bytes:
    """What `read_table` reads from a .json file."""
    whole = to_dict(table) | {"missing_policy": table.missing_policy.value}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode(errors="surrogatepass")


def to_csv(table: Table) -> bytes:
    """UTF-8 with a mark (so that spreadsheets show every script), commas, CRLF."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows_of(table))
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(table: Table) -> bytes:
    """One sheet that is pleasant to read."""
    # Importing openpyxl takes longer than all the rest, and only this needs it.
    from commonground.engines.decisions.workbook import write_workbook

    return write_workbook(table)


def _dmn(table: Table) -> bytes:
    from commonground.engines.decisions.dmn_write import to_dmn

    return to_dmn(table)


WRITERS: dict[str, Callable[[Table], bytes]] = {
    ".json": to_json,
    ".csv": to_csv,
    ".xlsx": to_xlsx,
    ".dmn": _dmn,
    ".xml": _dmn,
}
