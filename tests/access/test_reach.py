"""Lists, counts, search, selects, exports, mail, tasks and commands. ABUSE 3, 4, 5."""

import subprocess
import sys

import pytest

from tests.access import reach
from tests.access.world import Outsider, World

# Whoever imports Django or opens a database on the way fails.
ENGINE_ONLY = """
import sys
from commonground.cli import app
try:
    app(sys.argv[1:])
except SystemExit as end:
    assert end.code in (0, 1), end.code
assert "django" not in sys.modules, "an engine's command loaded Django"
"""


def test_nothing_of_others_reaches_an_outsider(outside: Outsider) -> None:
    """ABUSE 3."""
    reach.nothing_reaches(outside)


def test_what_is_private_does_not_reach_a_partner(everything: World) -> None:
    """ABUSE 3."""
    reach.private_stays(everything)


def test_what_is_no_longer_shared_ends_at_once(everything: World) -> None:
    """ABUSE 5."""
    reach.ends_at_once(everything)


def test_calendar_addresses_end_at_once(everything: World) -> None:
    """ABUSE 3, 5."""
    reach.feeds_end(everything)


@pytest.mark.django_db
def test_every_task_names_its_organisation() -> None:
    """ABUSE 4."""
    tasks = reach.all_tasks()
    assert {"send_notice", "send_invitation"} <= set(tasks)
    assert set(tasks) >= reach.SWEEPS
    reach.ownerless_tasks(tasks)


def test_every_command_has_a_class() -> None:
    """ABUSE 4."""
    reach.unclassified_commands(reach.ENGINE | reach.OPERATOR)
    assert set(reach.commands()) == reach.ENGINE | reach.OPERATOR


@pytest.mark.parametrize("command", [["raci", "check", "tests/data/raci/rollout.md"],
                                     ["raci", "convert", "tests/data/raci/rollout.md", "{out}"],
                                     ["roadmap", "check", "tests/data/roadmap/slice-of-hope.csv"],
                                     ["roadmap", "convert", "tests/data/roadmap/slice-of-hope.csv", "{out}"],
                                     ["calendar", "tests/data/roadmap/slice-of-hope.csv", "--out", "{out}"]])  # fmt: skip
def test_commands_of_engines_have_no_database_to_leak_from(command: list[str], tmp_path: object) -> None:
    """ABUSE 4."""
    words = [word.format(out=f"{tmp_path}/out.csv") for word in command]
    done = subprocess.run([sys.executable, "-c", ENGINE_ONLY, *words], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
