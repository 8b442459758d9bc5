"""No template may need what the content security policy forbids."""

import re
from pathlib import Path

import pytest

import commonground

ROOT = Path(commonground.__file__).parent
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
SCRIPTS = sorted(ROOT.glob("*/static/**/*.js"))
FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]+\sstyle\s*=|<style", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*(\ssrc=|type=\"application/json\"))", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]+\son[a-z]+\s*=|hx-on|\shx-vals=['\"]js:", re.IGNORECASE),
    "another host": re.compile(r"(src|href|action)=[\"'](https?:)?//", re.IGNORECASE),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_keeps_to_the_policy(template: Path) -> None:
    text = template.read_text()
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("markup", ['<p style="x">', "<script>x</script>", '<a onclick="x">', '<img src="//cdn.x/y">'])
def test_the_check_itself_finds(markup: str) -> None:
    assert any(pattern.search(markup) for pattern in FORBIDDEN.values())


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_script_evaluates_no_text(script: Path) -> None:
    assert not re.search(r"\beval\(|new Function|innerHTML\s*=|document\.write", script.read_text())
