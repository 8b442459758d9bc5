"""`commonground raci`: check and convert responsibility matrices, without a database."""

import json
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from commonground.cli.sarif import to_sarif
from commonground.engines.errors import EngineError, Unreadable
from commonground.engines.findings import Finding, Level
from commonground.engines.raci import (
    RULES,
    Choice,
    Letters,
    Matrix,
    Understanding,
    check,
    from_dict,
    to_csv,
    to_dict,
    to_markdown,
    to_xlsx,
    understand,
)
from commonground.engines.raci.vocabulary import LETTER_WORDS
from commonground.engines.sheets import read_sheets
from commonground.kit.child import run_in_child

app = typer.Typer(help="Check and convert responsibility matrices.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="XLSX, CSV, TSV, Markdown, pasted text, or JSON written by convert.")]
Table = Annotated[int | None, typer.Option("--table", help="Which table, from 1. Default: the likeliest.")]
Mapping = Annotated[
    list[str] | None, typer.Option("--map", help="What a letter of another scheme means here, as D=R; D= for nothing.")
]


@app.callback()
def main() -> None:
    """Check and convert responsibility matrices."""


@app.command("check")
def check_file(
    file: File,
    format_: Annotated[str, typer.Option("--format", help="text, json or sarif.")] = "text",
    table: Table = None,
    mapping: Mapping = None,
) -> None:
    """Say what is wrong in a matrix. Ends with 1 when there is an error, 2 when FILE cannot be read as a matrix."""
    if format_ not in FORMATS:
        _refuse(f"There is no format “{format_}”: use text, json or sarif.")
    found = _read(file, table, mapping)
    findings = check(found.matrix)
    typer.echo(FORMATS[format_](file, found, findings))
    if any(finding.level is Level.ERROR for finding in findings):
        raise typer.Exit(1)


@app.command()
def convert(source: File, target: Path, table: Table = None, mapping: Mapping = None) -> None:
    """Write a matrix in the form that TARGET's ending names: .xlsx, .csv, .md or .json."""
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        _refuse(f"Cannot write “{target.suffix}”: use .xlsx, .csv, .md or .json.")
    if target.exists() and source.exists() and target.samefile(source):
        _refuse(f"{target} is the file to convert: give another name, so that nothing of it is lost.")
    found = _read(source, table, mapping)
    for miss in found.chosen.not_understood:
        typer.echo(f"Not taken over: “{miss.value}” ({miss.where}). {miss.why}", err=True)
    try:
        target.write_bytes(writer(found.matrix))
    except OSError as error:
        _refuse(f"Cannot write {target}: {error.strerror}.")


def load_matrix(data: bytes, name: str, choice: Choice) -> Understanding:
    """The understanding of a file's bytes: what runs in the child process."""
    if name.lower().endswith(".json"):
        return _stored(data)
    return understand(read_sheets(data, name), choice, name)


def _stored(data: bytes) -> Understanding:
    try:
        stored = json.loads(data)
    except ValueError as error:
        raise Unreadable(f"This is no JSON: {error}.") from error
    if not isinstance(stored, dict):
        raise Unreadable("This JSON is not a stored responsibility matrix.")
    return Understanding.of(from_dict(stored))


def _read(file: Path, table: int | None, mapping: list[str] | None) -> Understanding:
    try:
        found = run_in_child(load_matrix, file.read_bytes(), file.name, Choice(table, _mapping(mapping or [])))
    except OSError as error:
        _refuse(f"Cannot open {file}: {error.strerror}.")
    except EngineError as error:
        _refuse(f"{file.name}: {error}")
    for letter in found.chosen.needs_mapping:
        typer.echo(f"This is {found.chosen.scheme}: say what {letter} means here with --map {letter}=R.", err=True)
    return found


def _mapping(pairs: list[str]) -> dict[str, Letters | None]:
    mapping: dict[str, Letters | None] = {}
    for pair in pairs:
        letter, equals, meaning = pair.partition("=")
        try:
            mapping[letter.strip().upper()] = Letters(meaning.strip().upper()) if meaning.strip() else None
        except ValueError:
            equals = ""
        if not equals or not letter.strip():
            _refuse(f"“{pair}” does not say what a letter means: write D=R, with one of R, A, A/R, S, C, I.")
        if letter.strip().upper() not in LETTER_WORDS:
            _refuse(f"There is no letter {letter.strip()} to map: use one of {', '.join(LETTER_WORDS)}.")
    return mapping


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)


def _text(file: Path, found: Understanding, findings: tuple[Finding, ...]) -> str:
    matrix, chosen = found.matrix, found.chosen
    names = ", ".join(organisation.name for organisation in matrix.organisations)
    lines = [f"{file.name}: {matrix.kind}, {_count(len(matrix.rows), 'task')}, {_count(len(matrix.roles), 'role')}"]
    lines += [f"Organisations: {names}"] if names else []
    lines += [f"Phases: {', '.join(matrix.phases)}"] if matrix.phases else []
    if len(found.candidates) > 1:
        lines += ["Tables found (choose with --table):"]
        lines += [f"  {number}. {one.label} ({one.layout})" for number, one in enumerate(found.candidates, start=1)]
    for finding in findings:
        lines += ["", f"{finding.level:<8}{finding.id}  {finding.message}", f"        {finding.hint}"]
    for miss in chosen.not_understood:
        lines += ["", f"Not understood: “{miss.value}” ({miss.where}). {miss.why}"]
    lines += ["", *chosen.warnings] if chosen.warnings else []
    errors = sum(1 for finding in findings if finding.level is Level.ERROR)
    return "\n".join([*lines, "", f"{_count(errors, 'error')}, {_count(len(findings) - errors, 'warning')}"])


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _json(_file: Path, found: Understanding, findings: tuple[Finding, ...]) -> str:
    matrix = found.matrix
    answer = {
        "kind": matrix.kind.value,
        "tasks": len(matrix.rows),
        "roles": len(matrix.roles),
        "organisations": [organisation.name for organisation in matrix.organisations],
        "phases": list(matrix.phases),
        "findings": [
            {"id": one.id, "level": one.level.value, "task": one.subject, "message": one.message, "hint": one.hint}
            for one in findings
        ],
        "not_understood": [
            {"row": one.row, "column": one.column, "value": one.value, "where": one.where}
            for one in found.chosen.not_understood
        ],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _sarif(file: Path, _found: Understanding, findings: tuple[Finding, ...]) -> str:
    return to_sarif(file, RULES, findings)


def _stored_json(matrix: Matrix) -> bytes:
    return json.dumps(to_dict(matrix), ensure_ascii=False, indent=1).encode()


FORMATS = {"text": _text, "json": _json, "sarif": _sarif}
WRITERS = {".xlsx": to_xlsx, ".csv": to_csv, ".md": to_markdown, ".json": _stored_json}
