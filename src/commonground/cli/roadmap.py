"""`commonground roadmap`: check and convert roadmaps, without a database."""

import datetime
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from commonground.cli.sarif import to_sarif
from commonground.engines.errors import EngineError, Unreadable
from commonground.engines.findings import Finding, Level
from commonground.engines.roadmap import (
    RULES,
    Context,
    Roadmap,
    Schedule,
    Understanding,
    check,
    from_dict,
    survey,
    to_csv,
    to_dict,
    to_json,
    to_xlsx,
    understand_file,
)
from commonground.engines.worktime import WorkCalendar
from commonground.kit import clock
from commonground.kit.child import run_in_child

app = typer.Typer(help="Check and convert roadmaps.", no_args_is_help=True)

YEARS_AROUND = 2
File = Annotated[Path, typer.Argument(help="XLSX, CSV, TSV, Markdown, pasted text, or JSON written by convert.")]
Table = Annotated[int | None, typer.Option("--table", help="Which table, from 1. Default: the longest.")]
Country = Annotated[
    str, typer.Option("--country", help="Whose public holidays hold, as DE or DE-BY. Default: Monday to Friday.")
]
Today = Annotated[str, typer.Option("--today", help="The day from which to count, as 2026-08-03. Default: today.")]


@app.callback()
def main() -> None:
    """Check and convert roadmaps."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What check has to say about a file."""

    file: Path
    found: Understanding
    schedule: Schedule | None
    findings: tuple[Finding, ...]


@app.command("check")
def check_file(
    file: File,
    format_: Annotated[str, typer.Option("--format", help="text, json or sarif.")] = "text",
    table: Table = None,
    country: Country = "",
    today: Today = "",
) -> None:
    """Schedule a roadmap back from its launch and say what is wrong. Ends with 1 when there is an error, 2 when FILE
    cannot be read as a roadmap."""
    if format_ not in FORMATS:
        refuse(f"There is no format “{format_}”: use text, json or sarif.")
    day = _day(today)
    found = read(file, table)
    context = Context(today=day, calendars=calendars_for(country, found.roadmap, day))
    answer = Answer(file, found, survey(found.roadmap, context).schedule, check(found.roadmap, context))
    typer.echo(FORMATS[format_](answer))
    if any(finding.level is Level.ERROR for finding in answer.findings):
        raise typer.Exit(1)


@app.command()
def convert(source: File, target: Path, table: Table = None) -> None:
    """Write a roadmap in the form that TARGET's ending names: .xlsx, .csv or .json."""
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        refuse(f"Cannot write “{target.suffix}”: use .xlsx, .csv or .json.")
    found = read(source, table)
    for miss in found.not_understood:
        typer.echo(f"Not taken over: “{miss.value}” ({miss.where}). {miss.why}", err=True)
    write(target, writer(found.roadmap))


def read(file: Path, table: int | None) -> Understanding:
    """The roadmap in a file, or the end of the program with 2 and the reason."""
    try:
        return run_in_child(load_roadmap, file.read_bytes(), file.name, table)
    except OSError as error:
        refuse(f"Cannot open {file}: {error.strerror}.")
    except EngineError as error:
        refuse(f"{file.name}: {error}")


def load_roadmap(data: bytes, name: str, table: int | None) -> Understanding:
    """The understanding of a file's bytes: what runs in the child process."""
    if not name.lower().endswith(".json"):
        return understand_file(data, name, table)
    try:
        stored = json.loads(data)
    except ValueError as error:
        raise Unreadable(f"This is no JSON: {error}.") from error
    if not isinstance(stored, dict):
        raise Unreadable("This JSON is not a stored roadmap.")
    return Understanding(from_dict(stored))


def write(target: Path, data: bytes) -> None:
    """Write a file, or end the program with 2 and the reason."""
    try:
        target.write_bytes(data)
    except OSError as error:
        refuse(f"Cannot write {target}: {error.strerror}.")


def calendars_for(country: str, roadmap: Roadmap, today: datetime.date) -> dict[str, WorkCalendar]:
    """One country's calendar for everybody, over the years that the roadmap touches and some around them."""
    if not country:
        return {}
    from commonground.engines.worktime.holidays import country_calendar

    code, _, subdivision = country.upper().partition("-")
    days = [day for day in (roadmap.launch, roadmap.start, today, *(one.due for one in roadmap.deliverables)) if day]
    years = range(min(days).year - YEARS_AROUND, min(max(days).year + YEARS_AROUND, 9999) + 1)
    try:
        return {"": country_calendar(code, subdivision, years)}
    except EngineError as error:
        refuse(str(error))


def refuse(message: str) -> NoReturn:
    """End the program with 2."""
    typer.echo(message, err=True)
    raise typer.Exit(2)


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text) if text else clock.today()
    except ValueError:
        refuse(f"“{text}” is no day: write it as 2026-08-03.")


def _text(answer: Answer) -> str:
    roadmap, found = answer.found.roadmap, answer.found
    lines = [f"{answer.file.name}: {_count(len(roadmap.deliverables), 'deliverable')}, {_launch(roadmap)}"]
    if len(found.tables) > 1:
        lines += ["Tables found (choose with --table):"]
        lines += [f"  {number}. {label}" for number, label in enumerate(found.tables, start=1)]
    if answer.schedule and roadmap.deliverables:
        lines += ["", *_days(roadmap, answer.schedule)]
    for finding in answer.findings:
        lines += ["", f"{finding.level:<8}{finding.id}  {finding.message}", f"        {finding.hint}"]
    for miss in found.not_understood:
        lines += ["", f"Not understood: “{miss.value}” ({miss.where}). {miss.why}"]
    lines += ["", *found.warnings] if found.warnings else []
    counts = [sum(1 for one in answer.findings if one.level is level) for level in Level]
    said = ", ".join(_count(count, level.value) for count, level in zip(counts, Level, strict=True))
    return "\n".join([*lines, "", said])


def _launch(roadmap: Roadmap) -> str:
    return f"launch {roadmap.launch.isoformat()}" if roadmap.launch else "no launch date"


def _days(roadmap: Roadmap, schedule: Schedule) -> list[str]:
    """Latest days and slack of everything that is still to come, and the critical path."""
    width = min(max(len(one.title) for one in roadmap.deliverables), 40)
    lines = [f"{'':<{width}}  {'start by':<10}  {'finish by':<10}  {'due':<10}  slack"]
    for one, entry in zip(roadmap.deliverables, schedule.entries, strict=True):
        title = " ".join(one.title.split())
        title = title if len(title) <= width else title[: width - 1] + "…"
        latest = [day.isoformat() if day else "-" for day in (entry.latest_start, entry.latest_finish, one.due)]
        slack = one.state.value if entry.slack is None else f"{entry.slack:>5}{'  critical' if entry.critical else ''}"
        lines.append(f"{title:<{width}}  {latest[0]:<10}  {latest[1]:<10}  {latest[2]:<10}  {slack}")
    path = " > ".join(" ".join(title.split()) for title in roadmap.titles(schedule.critical_path))
    lines += ["", f"Critical path: {path} > launch"] if path else []
    return [*lines, f"Earliest launch: {schedule.earliest_launch.isoformat()}"]


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _json(answer: Answer) -> str:
    schedule = answer.schedule
    said = {
        "roadmap": to_dict(answer.found.roadmap),
        "schedule": _schedule_json(schedule) if schedule else None,
        "findings": [
            {"id": one.id, "level": one.level.value, "about": one.subject, "message": one.message, "hint": one.hint}
            for one in answer.findings
        ],
        "not_understood": [
            {"row": one.row, "column": one.column, "value": one.value, "why": one.why, "where": one.where}
            for one in answer.found.not_understood
        ],
        "warnings": list(answer.found.warnings),
    }
    return json.dumps(said, ensure_ascii=False, indent=1, default=str)


def _schedule_json(schedule: Schedule) -> dict[str, Any]:
    return {
        "method": schedule.method,
        "version": schedule.version,
        "launch": schedule.launch,
        "earliest_launch": schedule.earliest_launch,
        "expected_launch": schedule.expected_launch,
        "critical_path": schedule.critical_path,
        "deliverables": [{name: getattr(one, name) for name in type(one).__slots__} for one in schedule.entries],
    }


def _sarif(answer: Answer) -> str:
    return to_sarif(answer.file, RULES, answer.findings)


FORMATS = {"text": _text, "json": _json, "sarif": _sarif}
WRITERS = {".xlsx": to_xlsx, ".csv": to_csv, ".json": to_json}
