"""Calendar files read back by two libraries: icalendar, and ical.js, which has no part in writing them."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

HERE = Path(__file__).parent / "ical"
FILES = ("package.json", "package-lock.json", "read.mjs")
# Within the virtual environment: made anew with it, deleted with it, and no part of the checkout.
INSTALLED = Path(sys.prefix) / "ical"
Reader = Callable[[bytes], dict[str, Any]]


def by_icalendar(data: bytes) -> dict[str, Any]:
    """The method and the events of a calendar file, times as ISO 8601 in UTC or as a day."""
    calendar = Calendar.from_ical(data)
    return {"method": str(calendar["method"]), "events": [_event(one) for one in calendar.walk("VEVENT")]}


def _event(event: Any) -> dict[str, Any]:
    attendees = event.get("attendee", [])
    return {
        "uid": str(event["uid"]),
        "sequence": event.decoded("sequence"),
        "status": str(event.get("status", "")),
        "summary": str(event["summary"]),
        "location": str(event.get("location", "")),
        "start": _moment(event.decoded("dtstart")),
        "end": _moment(event.decoded("dtend")),
        "organizer": str(event.get("organizer", "")),
        "attendees": [str(one) for one in (attendees if isinstance(attendees, list) else [attendees])],
    }


def _moment(when: Any) -> str:
    return str(when.isoformat(timespec="seconds") if isinstance(when, datetime) else when.isoformat())


def by_ical_js(data: bytes) -> dict[str, Any]:
    """The same by ical.js, in a process of its own."""
    done = subprocess.run(["node", INSTALLED / "read.mjs"], input=data, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def install() -> str:
    """Install ical.js as its lock file has it; returns why that cannot be done, or nothing."""
    wanted = {name: (HERE / name).read_bytes() for name in FILES}
    if all((INSTALLED / name).is_file() and (INSTALLED / name).read_bytes() == wanted[name] for name in wanted):
        return ""
    if not (shutil.which("node") and (npm := shutil.which("npm"))):
        return "node and npm are not installed: apt-get install nodejs npm"
    with tempfile.TemporaryDirectory(dir=INSTALLED.parent) as made:
        for name, content in wanted.items():
            (Path(made) / name).write_bytes(content)
        asked = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        try:
            done = subprocess.run(asked, cwd=made, capture_output=True, timeout=180, check=False)
        except subprocess.TimeoutExpired:
            return "npm ci got no ical.js within three minutes."
        if done.returncode:
            return f"npm ci did not get ical.js: {done.stderr.decode().strip()[-500:]}"
        shutil.rmtree(INSTALLED, ignore_errors=True)
        shutil.copytree(made, INSTALLED)
    return ""


def needed() -> None:
    """Skip where ical.js cannot be had; fail where all is checked before a change is taken."""
    why = install()
    if why and os.environ.get("CI"):
        pytest.fail(f"Calendars are read back by ical.js. {why}")
    if why:
        pytest.skip(f"no ical.js here, so calendars are not read back by it. {why}")
