"""The house rules that no linter knows."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "commonground"
APPS = ("people", "partnerships", "campaigns", "creative", "readiness")
DOORS = {"views.py", "api.py", "tasks.py"}
LAYERED = {"models.py", "queries.py", "actions.py", "views.py", "api.py"}
DRAWERS = {"utils", "helpers", "manager", "managers", "common", "misc"}


def modules(*apps: str) -> list[Path]:
    folders = [SOURCE / app for app in apps] if apps else [SOURCE]
    return [path for folder in folders for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """(module, name) of everything that a file imports at run time."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


def rows_touched(path: Path) -> list[str]:
    """Calls of a model's manager in a file."""
    text = path.read_text(encoding="utf-8")
    return re.findall(r"\b[A-Z]\w+\.(?:objects|_base_manager)\b", text)


@pytest.mark.parametrize(
    "path", [p for p in modules(*APPS) if p.name in DOORS], ids=lambda p: str(p.relative_to(SOURCE))
)
def test_views_api_and_tasks_never_touch_rows(path: Path) -> None:
    assert rows_touched(path) == []


def test_every_slice_stands_under_the_layer_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    listed = set(next(c["containers"] for c in contracts if c["name"].startswith("Inside a slice")))
    slices = {
        f"commonground.{app}.{folder.name}"
        for app in (*APPS, "kit")
        for folder in (SOURCE / app).iterdir()
        if folder.is_dir() and LAYERED & {path.name for path in folder.iterdir()}
    }
    assert slices - listed == set()
    assert listed - slices == set()


def test_every_query_takes_the_viewer_first() -> None:
    """Reads of what belongs to organisations begin with who is looking; what they need instead is named here."""
    without = {
        # An open link or a token is its own right to look.
        "by_token", "still_granted", "has_account", "get_received", "list_received", "confirmed_addresses",
        # The viewer is made from these.
        "memberships_of", "viewer_for",
        # Values of rows that a query with a viewer has read.
        "organisations_of", "taking_part", "with_parts", "with_participants", "with_absences", "filter_campaigns", "count_stages", "as_matrix", "as_role", "as_row",
        "organisation_of", "context_of", "contexts_of", "hash_of", "findings_of", "get_row", "get_role", "choice_of",
        "day_of", "get_participant", "choose_participant", "shown", "understood", "shared_through", "may_change", "owners_left", "speaker_of",
        "here_in", "content_of", "is_as_proposed", "campaigns_with_a_version_due", "campaign_facts", "last_entries", "refused_of", "escalations_running_out", "deliveries_due",
        "organisations_told_by_webhook", "members_to_tell_of", "secrets_of",
        "as_room", "dynamic_partners", "series_without_a_call",
        "answering_in", "owner_of", "as_roadmap", "as_deliverable", "calendars_of", "calendars_for", "get_deliverable",
        "get_phase", "home_of",
        # Background work, which names its organisation by the membership.
        "memberships_that_want_mail", "membership_to_mail",
    }  # fmt: skip
    wrong = []
    for path in modules(*APPS):
        if path.name != "queries.py":
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.name not in without:
                first = node.args.args[0].arg if node.args.args else ""
                if first != "viewer":
                    wrong.append(f"{path.relative_to(SOURCE)}: {node.name}")
    assert wrong == []


def test_no_drawers() -> None:
    assert [p for p in modules() if p.stem in DRAWERS or p.parent.name in DRAWERS] == []


def test_functions_and_files_stay_readable() -> None:
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in modules()}
    assert {str(p): n for p, n in lengths.items() if n > 600} == {}
    functions = [
        (node.end_lineno - node.lineno + 1, f"{path.relative_to(SOURCE)}:{node.name}")
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]
    assert [name for length, name in functions if length > 60] == []


def test_every_package_says_what_its_room_is_for() -> None:
    without = [
        str(path.relative_to(SOURCE))
        for path in modules()
        if path.name == "__init__.py" and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert without == []


def test_templates_hold_no_inline_script_style_or_handler() -> None:
    wrong = []
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        if "mail" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if re.search(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=|hx-on", text):
            wrong.append(str(path.relative_to(SOURCE)))
    assert wrong == []
