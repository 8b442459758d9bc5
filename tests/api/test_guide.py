"""What docs/guide/api.md says to type, typed; and it answers what the guide shows."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.api.program import Answer, Program
from tests.factories import campaigns

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/guide/api.md").read_text()
EXAMPLES = re.findall(r"```sh\n(.*?)```\n```json\n(.*?)```", GUIDE, flags=re.DOTALL)


def typed(command: str, known: dict[str, str]) -> Answer:
    """The answer to a curl command."""
    for name, value in known.items():
        command = command.replace(f"${name}", value)
    words = iter(shlex.split(command.replace("\\\n", " "))[1:])
    method, address, headers, given = "get", "", {}, {}
    for word in words:
        if word == "-X":
            method = next(words).lower()
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            given = {"data": next(words)}
        elif word == "-F":
            name, _, file = next(words).partition("=@")
            given = {"data": {name: SimpleUploadedFile(Path(file).name, (ROOT / file).read_bytes())}}  # type: ignore[dict-item]
        else:
            address = word
    kind = {"content_type": headers.pop("Content-Type")} if "Content-Type" in headers else {}
    return Answer(getattr(Client(headers=headers), method)(address, **given, **kind))


def shows(shown: Any, answered: Any) -> bool:
    """Whether all that the guide shows is in the answer."""
    if isinstance(shown, dict):
        return all(name in answered and shows(value, answered[name]) for name, value in shown.items())
    if isinstance(shown, list):
        return len(shown) == len(answered) and all(map(shows, shown, answered))
    return bool(shown == answered)


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command.split()[1] for command, _ in EXAMPLES])
def test_the_guide(hope: campaigns.Hope, command: str, shown: str) -> None:
    campaigns.draft(hope)
    token = Program(hope.tondella.ines).secret
    answer = typed(command, {"SITE": "", "TOKEN": token, "CAMPAIGN": str(hope.campaign.pk)})
    assert shows(json.loads(shown), answer.body), answer.content


def test_every_example_has_its_answer() -> None:
    assert len(EXAMPLES) == GUIDE.count("```sh") == 8
