"""How long it takes to check a matrix, against only reading the file that it came in.

The floor is the reader: `csv.reader` over the decoded text, and python-calamine over the XLSX, making lists of cells
and nothing else. Beside it stand this project's own guarded reading, the understanding, and the check of all
fourteen rules, each the best of three in one run. Memory is the peak of what Python
allocated while checking (tracemalloc, in a separate run).
"""

import csv
import io
import random
import sys
import time
import tracemalloc
from collections.abc import Callable

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from commonground.engines.raci import Kind, Letters, Matrix, Role, Row, check, to_csv, understand
from commonground.engines.sheets import read_sheets

SIZES = ((1_000, 100), (3_000, 100), (10_000, 100))
ROUNDS = 3


def matrix(rows: int, roles: int) -> Matrix:
    """A full matrix: every cell holds a letter, one A and two R in a row, as many faults as chance makes."""
    dice = random.Random(20261121)
    letters = [Letters.C] * 30 + [Letters.I] * 68 + [Letters.R] * 2 + [Letters.A]
    columns = tuple(Role(f"r{n}", f"Role {n}") for n in range(roles))
    keys = [role.key for role in columns]
    tasks = tuple(
        Row(f"t{n}", f"Task number {n}", cells=dict(zip(keys, dice.choices(letters, k=roles), strict=True)))
        for n in range(rows)
    )
    return Matrix(Kind.RACI, columns, tasks)


def plain_xlsx(table: bytes) -> bytes:
    """The same table as a spreadsheet without formats, for writing a million formatted cells takes minutes."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("RACI")
    for row in only_csv(table):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of a few rounds."""
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent)


def peak(work: Callable[[], object]) -> float:
    """Peak of memory allocated while working, in MB."""
    tracemalloc.start()
    work()
    size = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return size / 1e6


def only_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def only_xlsx(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def main(sizes: tuple[tuple[int, int], ...] = SIZES) -> None:
    head = ("rows x roles", "file", "MB", "floor s", "read s", "understand s", "check s", "check/floor", "check/read")
    print(("{:>13} {:>5} {:>6} {:>8} {:>7} {:>13} {:>8} {:>12} {:>11} {:>9}").format(*head, "peak MB"))
    for rows, roles in sizes:
        given = matrix(rows, roles)
        for name, data, floor in (("csv", to_csv(given), only_csv), ("xlsx", plain_xlsx(to_csv(given)), only_xlsx)):
            sheets = read_sheets(data, f"m.{name}")
            found = understand(sheets).matrix
            print(f"measuring {rows:,} x {roles} as {name}", file=sys.stderr)
            low, read = best(lambda d=data, f=floor: f(d)), best(lambda d=data, n=name: read_sheets(d, f"m.{n}"))
            understood, checked = best(lambda s=sheets: understand(s)), best(lambda m=found: check(m))
            memory = peak(lambda m=found: check(m))
            print(
                f"{rows:>6,} x {roles:<4} {name:>5} {len(data) / 1e6:>6.1f} {low:>8.3f} {read:>7.3f}"
                f" {understood:>13.3f} {checked:>8.3f} {checked / low:>12.2f} {checked / read:>11.2f} {memory:>9.1f}"
            )


if __name__ == "__main__":
    main(((200, 20),) if "--quick" in sys.argv else SIZES)
