"""What the guide tells people to set and to type exists."""

import re
from pathlib import Path

from commonground.cli import NOUNS

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "guide" / "run.md").read_text()
SOURCES = [ROOT / "src" / "commonground" / place for place in ("project/settings.py", "cli/serve.py")]
READ = re.compile(r'"((?:COMMONGROUND_[A-Z_]+)|DATABASE_URL|EMAIL_URL|HOST|PORT)"')


def test_every_setting_is_in_the_table_and_no_other() -> None:
    rows = [line.split("|")[1] for line in GUIDE.splitlines() if line.startswith("| `")]
    told = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    assert told == {name for path in SOURCES for name in READ.findall(path.read_text())}


def test_every_command_in_the_documents_exists() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    text = "\n".join(path.read_text() for path in pages)
    named = set(re.findall(r"(?:^|`|bin/)commonground ([a-z][a-z-]+)", text, re.MULTILINE))
    assert named - set(NOUNS) == set()
    assert {"serve", "worker", "check-deploy", "backup", "restore", "manage"} <= named


def test_every_make_target_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    named = {name for path in pages for name in re.findall(r"(?:^|`)make ([a-z-]+)", path.read_text(), re.MULTILINE)}
    assert named - targets == set()


def test_every_link_between_the_documents_leads_somewhere() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    broken = {
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text())
        if not (page.parent / target).exists()
    }
    assert broken == set()
