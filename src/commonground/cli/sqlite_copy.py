"""Copying an SQLite database that is in use. A plain `cp` of one corrupts it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

KNOWN_TABLE = "people_activity"


class Unusable(Exception):
    """A file that cannot be trusted as a copy, and why."""


def copy_database(source: Path, target: Path) -> None:
    """Copy `source` into `target` as of one moment, readers and writers going on meanwhile.

    A `target` that exists is replaced in one transaction, so that whoever has it open sees the old or the new whole.
    """
    with closing(sqlite3.connect(source, timeout=60)) as origin, closing(sqlite3.connect(target, timeout=60)) as copy:
        # All pages in one step: with fewer at a time the copy starts over at every write in between.
        origin.backup(copy, pages=-1)


def copy_to_file(source: Path, target: Path) -> None:
    """Copy to a new file which appears under its name only when it is whole, checked and on the disk."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    try:
        copy_database(source, draft)
        make_single_file(draft)
        check_database(draft)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(target)
    finally:
        for leftover in (draft, *siblings(draft)):
            leftover.unlink(missing_ok=True)


def make_single_file(path: Path) -> None:
    """Leave write-ahead mode, so that the file alone is the whole database."""
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")


def check_database(path: Path) -> None:
    """Raise Unusable when the file is damaged or is not a database of ours."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            answers = [row[0] for row in copy.execute("PRAGMA integrity_check(5)")]
            ours = copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [KNOWN_TABLE]).fetchone()
    except sqlite3.DatabaseError as error:
        raise Unusable(f"{path} is not a whole SQLite database: {error}.") from error
    if answers != ["ok"]:
        raise Unusable(f"{path} is damaged: {'; '.join(answers)}.")
    if not ours:
        raise Unusable(f"{path} is a database, but not one of Commonground.")


def siblings(path: Path) -> list[Path]:
    """The files that SQLite keeps beside a database."""
    return [path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")]
