"""Abuse case 20: a lost server and an edited log. What was backed up comes back whole, or is refused."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.processes import environment

ENTRY = """
from uuid import uuid4
from commonground.people.activity.actions import record
from commonground.people.viewer.models import Viewer
record(by=Viewer(), verb="began", subject=("campaign", uuid4()))
"""
DROP_TRIGGERS = (
    "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'people_activity'"
)


class Site:
    """A site with its data in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder, self.database = folder, folder / "commonground.sqlite3"

    def run(self, *command: str | Path) -> "subprocess.CompletedProcess[str]":
        line = [sys.executable, "-m", "commonground", *map(str, command)]
        return subprocess.run(line, env=environment(self.folder), cwd=self.folder, capture_output=True, text=True)

    def write_entry(self) -> None:
        done = self.run("manage", "shell", "-v0", "-c", ENTRY)
        assert done.returncode == 0, done.stderr

    def entries(self) -> int:
        with closing(sqlite3.connect(self.database)) as database:
            return int(database.execute("SELECT count(*) FROM people_activity").fetchone()[0])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = Site(tmp_path_factory.mktemp("site") / "data")
    assert made.run("manage", "migrate", "-v0").returncode == 0
    made.write_entry()
    made.write_entry()
    return made


@pytest.fixture(scope="module")
def copy(site: Site) -> Path:
    file = site.folder.parent / "copy.sqlite3"
    done = site.run("backup", file)
    assert (done.returncode, done.stderr) == (0, "")
    return file


def test_abuse_20_a_lost_server_is_restored_from_its_copy(site: Site, copy: Path, tmp_path: Path) -> None:
    other = Site(tmp_path / "other")
    done = other.run("restore", copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert other.entries() == 2
    assert sorted(path.name for path in other.folder.iterdir()) == ["commonground.sqlite3", "secret-key", "static"]


def test_a_copy_is_for_its_owner_only_and_not_overwritten_by_accident(site: Site, copy: Path) -> None:
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in copy.parent.iterdir() if path.name.startswith(".")] == []
    before = copy.read_bytes()
    done = site.run("backup", copy)
    assert done.returncode == 1
    assert "exists" in done.stderr
    assert copy.read_bytes() == before
    assert site.run("backup", copy, "--force").returncode == 0


def test_a_restore_replaces_only_when_told_and_keeps_what_was_there(site: Site, copy: Path, tmp_path: Path) -> None:
    other = Site(tmp_path / "other")
    assert other.run("restore", copy).returncode == 0
    other.write_entry()
    assert other.run("restore", copy).returncode == 1
    assert other.entries() == 3
    assert other.run("restore", copy, "--force").returncode == 0
    assert other.entries() == 2
    kept = [path for path in other.folder.iterdir() if ".before-" in path.name]
    assert len(kept) == 1
    assert other.run("restore", kept[0], "--force").returncode == 0
    assert other.entries() == 3


def test_where_there_is_nothing_to_copy_or_to_restore_it_says_so(tmp_path: Path) -> None:
    empty = Site(tmp_path / "empty")
    done = empty.run("backup", tmp_path / "copy.sqlite3")
    assert (done.returncode, done.stderr) == (1, f"There is no database at {empty.database}.\n")
    done = empty.run("restore", tmp_path / "copy.sqlite3")
    assert (done.returncode, done.stderr) == (1, f"There is no file {tmp_path / 'copy.sqlite3'}.\n")


def test_a_site_on_postgresql_is_told_what_to_use(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "commonground", "backup", str(tmp_path / "copy.sqlite3")]
    env = environment(tmp_path, DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    done = subprocess.run(line, env=env, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, "pg_dump" in done.stderr) == (1, True)


def test_abuse_20_an_edited_log_is_refused(copy: Path, tmp_path: Path) -> None:
    edited = tmp_path / "edited.sqlite3"
    edited.write_bytes(copy.read_bytes())
    with closing(sqlite3.connect(edited)) as database:
        for (statement,) in database.execute(DROP_TRIGGERS).fetchall():
            database.execute(statement)
        database.execute("UPDATE people_activity SET verb = 'ended' WHERE id = 2")
        database.commit()
    other = Site(tmp_path / "other")
    done = other.run("restore", edited)
    assert done.returncode == 1
    assert "entry 2 does not follow from the one before" in done.stderr
    assert not other.database.exists()


@pytest.mark.parametrize("kind", ["text", "foreign", "damaged"])
def test_what_is_not_a_whole_copy_is_refused(copy: Path, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "bad.sqlite3"
    if kind == "text":
        file.write_text("not a database, but long enough to look at" * 100)
    elif kind == "damaged":
        content = bytearray(copy.read_bytes())
        content[4096 * 3 : 4096 * 40] = b"\xff" * (4096 * 37)
        file.write_bytes(content)
    else:
        with closing(sqlite3.connect(file)) as database:
            database.execute("CREATE TABLE notes (body)")
    other = Site(tmp_path / "other")
    done = other.run("restore", file)
    assert done.returncode == 1
    assert done.stderr.startswith("Nothing was restored.")
    assert not other.database.exists()
