"""`commonground decide`: check, run, convert and simulate decision tables, without a database."""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer

from commonground.engines.decisions import Coverage, Decision, Signal, Table, analyse, evaluate, findings
from commonground.engines.decisions.files import WRITERS, read_assumed, read_cases, read_signals, read_table
from commonground.engines.decisions.output import output_text, output_to
from commonground.engines.errors import EngineError
from commonground.engines.findings import Finding, Level
from commonground.kit.child import run_in_child

app = typer.Typer(help="Check, run, convert and simulate decision tables.", no_args_is_help=True)

T = TypeVar("T")
SHOWN = 10
PROGRESS_SECONDS = 2.0
TCK_SECONDS = 600.0
MOST_PRICE = 1_000_000
File = Annotated[Path, typer.Argument(help="DMN, CSV, XLSX, or JSON written by convert.")]
Signals = Annotated[
    Path | None,
    typer.Option("--signals", help="JSON that says what the signals are, or a response of AdCP get_signals."),
]
One = Annotated[str, typer.Option("--decision", help="Which decision of a DMN model. Default: its only one.")]
Format = Annotated[str, typer.Option("--format", help="text or json.")]


@app.callback()
def main() -> None:
    """Check, run, convert and simulate decision tables."""


@app.command("check")
def check_file(table: File, signals: Signals = None, format_: Format = "text", decision: One = "") -> None:
    """Say what is wrong in a decision table. Ends with 1 when there is an error, 2 when TABLE cannot be read."""
    _known_format(format_)
    found = read(table, signals, decision)
    analysis = analyse(found)
    mending = findings(found, analysis)
    if format_ == "json":
        whole = {"name": found.name, "hit_policy": found.hit_policy.value, "rules": len(found.rules)}
        whole |= coverage_json(analysis.whole) | {
            "exact": analysis.exact,
            "placements": {key: coverage_json(one) for key, one in analysis.placements},
            "findings": [_finding_json(one) for one in mending],
            "warnings": list(analysis.warnings),
            "method": analysis.method,
            "version": analysis.version,
            "digest": analysis.digest,
        }
        typer.echo(json.dumps(whole, ensure_ascii=False, indent=1))
    else:
        typer.echo(_text(table, found, analysis.whole, dict(analysis.placements), mending, analysis.warnings))
    if any(one.level is Level.ERROR for one in mending):
        raise typer.Exit(1)


@app.command()
def run(
    table: File,
    cases: Annotated[Path, typer.Argument(help="JSON, CSV or XLSX: one case an object or row.")],
    signals: Signals = None,
    format_: Format = "text",
    decision: One = "",
) -> None:
    """Say for each case what is served, and why each other rule is not. Ends with 1 when rules conflict on a case."""
    _known_format(format_)
    found = read(table, signals, decision)
    decisions = _or_refuse(cases, lambda: _decided(found, cases))
    if format_ == "json":
        typer.echo(json.dumps([_decision_json(one) for one in decisions], ensure_ascii=False, indent=1, default=str))
    else:
        typer.echo("\n".join(_decision_text(number, one) for number, one in enumerate(decisions, start=1)))
    if any(one.conflict for one in decisions):
        raise typer.Exit(1)


@app.command()
def convert(source: File, target: Path, signals: Signals = None, decision: One = "") -> None:
    """Write a decision table in the form that TARGET's ending names: .dmn, .csv, .xlsx or .json."""
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        refuse(f"Cannot write “{target.suffix}”: use .dmn, .csv, .xlsx or .json.")
    if target.exists() and source.exists() and target.samefile(source):
        refuse(f"{target} is the file to convert: give another name, so that nothing of it is lost.")
    found = read(source, signals, decision)
    write(target, _or_refuse(source, lambda: writer(found)))


@app.command()
def simulate(
    table: File,
    log: Annotated[Path, typer.Argument(help="Parquet or CSV: one impression a row, or rows with a weight.")],
    out: Annotated[Path | None, typer.Option("--out", help="Write the report to a .json or .html file.")] = None,
    sample: Annotated[bool, typer.Option("--sample", help="The log is a random sample: give intervals.")] = False,
    signals: Signals = None,
    decision: One = "",
    placement: Annotated[str, typer.Option("--placement", help="Column with the placement.")] = "placement",
    partner: Annotated[str, typer.Option("--partner", help="Column with the partner.")] = "partner",
    day: Annotated[str, typer.Option("--day", help="Column with the day.")] = "day",
    weight: Annotated[str, typer.Option("--weight", help="Column with the impressions a row stands for.")] = "weight",
) -> None:
    """Decide every impression of LOG: what would be served, what is wasted, and which signal was missing. Ends with 2
    when TABLE or LOG cannot be read."""
    if out is not None and out.suffix.lower() not in (".json", ".html"):
        refuse(f"Cannot write “{out.suffix}”: use .json or .html.")
    # Arrow and numpy take longer to load than a check takes to run, and only this needs them.
    from commonground.cli.decide_report import cause_words, simulation_html
    from commonground.engines.decisions import simulate as engine
    from commonground.engines.decisions.log import LogColumns, open_log
    from commonground.engines.decisions.report_json import simulation_json

    found = read(table, signals, decision)
    names = LogColumns(placement, partner, day, weight)
    done = _or_refuse(
        log, lambda: engine.simulate(found, open_log(log), columns=names, is_sample=sample, progress=_progress())
    )
    if out is not None and out.suffix.lower() == ".json":
        write(out, json.dumps(simulation_json(done), ensure_ascii=False, indent=1).encode())
    elif out is not None:
        write(out, simulation_html(done, found, f"{table.name} over {log.name}").encode())
    typer.echo(f"{done.impressions:,.0f} impressions: {done.outcomes.wasted_share:.1%} wasted")
    for name, amount in asdict(done.outcomes).items():
        typer.echo(f"  {name:<13}{amount:>15,.0f}")
    for cause in done.causes[:SHOWN]:
        typer.echo(f"  {cause.outcomes.total:,.0f}: {cause_words(cause)}")
    for warning in done.warnings:
        typer.echo(warning, err=True)


@app.command("plan")
def plan_table(
    table: File,
    assumed: Annotated[
        Path | None,
        typer.Option("--assumed", help='JSON with shares of values: {"temp": {"< 5": 0.3, ">= 5": 0.7}}.'),
    ] = None,
    signals: Signals = None,
    format_: Format = "text",
    decision: One = "",
) -> None:
    """Say what may be expected on each placement before there is a log, from promised coverages and assumed values. Ends
    with 2 when TABLE or the assumed values cannot be read."""
    _known_format(format_)
    from commonground.cli.decide_report import plan_text
    from commonground.engines.decisions.plan import plan
    from commonground.engines.decisions.report_json import plan_json

    found, values = read(table, signals, decision), None
    if assumed is not None:
        values = _or_refuse(assumed, lambda: run_in_child(read_assumed, assumed.read_bytes()))
    done = _or_refuse(assumed or table, lambda: plan(found, values))
    typer.echo(json.dumps(plan_json(done), ensure_ascii=False, indent=1) if format_ == "json" else plan_text(done))


@app.command("evaluate")
def evaluate_log(
    log: Annotated[Path, typer.Argument(help="Parquet or CSV: one rotated impression a row.")],
    policy: Annotated[Path, typer.Option("--policy", help="The decision table to evaluate.")],
    signals: Signals = None,
    format_: Format = "text",
    decision: One = "",
    action: Annotated[str, typer.Option("--action", help="Column with the variant that was shown.")] = "variant",
    reward: Annotated[str, typer.Option("--reward", help="Column with what came of it, a number.")] = "reward",
    propensity: Annotated[str, typer.Option("--propensity", help="Column with its probability.")] = "propensity",
    day: Annotated[str, typer.Option("--day", help="Column with the day.")] = "day",
    seed: Annotated[int, typer.Option("--seed", help="Seed of the bootstrap.", min=0)] = 20_260_801,
) -> None:
    """Say what a policy would have brought, from a log of rotated variants. Ends with 1 when the log is deterministic and
    so says nothing of it, 2 when LOG or the policy cannot be read."""
    _known_format(format_)
    import numpy as np

    from commonground.cli.decide_report import evaluation_text
    from commonground.engines.decisions.log import open_log
    from commonground.engines.decisions.logged import PolicyColumns
    from commonground.engines.decisions.offpolicy import NotRotated, evaluate_policy
    from commonground.engines.decisions.report_json import evaluation_json, refusal_json

    table = read(policy, signals, decision)
    columns, rng = PolicyColumns(action, reward, propensity, day), np.random.default_rng(seed)

    def work() -> str:
        try:
            done = evaluate_policy(table, open_log(log), rng, columns=columns, progress=_progress())
        except NotRotated as error:
            said = json.dumps(refusal_json(error), ensure_ascii=False, indent=1)
            typer.echo(said if format_ == "json" else f"{log.name}: {error}", err=format_ != "json")
            raise typer.Exit(1) from error
        return (
            json.dumps(evaluation_json(done), ensure_ascii=False, indent=1)
            if format_ == "json"
            else evaluation_text(done)
        )

    typer.echo(_or_refuse(log, work))


@app.command()
def value(
    table: File,
    log: Annotated[
        Path | None, typer.Argument(help="Parquet or CSV; without, promises and likely values count.")
    ] = None,
    price: Annotated[
        list[str] | None, typer.Option("--price", help="PLACEMENT:SIGNAL=PRICE for a thousand impressions; repeatable.")
    ] = None,
    signals: Signals = None,
    format_: Format = "text",
    decision: One = "",
) -> None:
    """Say what knowing more signals would bring on each placement: measured on LOG, or planned without one. Ends with 2
    when TABLE or LOG cannot be read."""
    _known_format(format_)
    from commonground.cli.decide_report import value_text
    from commonground.engines.decisions.log import open_log
    from commonground.engines.decisions.plan import ANYWHERE
    from commonground.engines.decisions.profile import profile
    from commonground.engines.decisions.report_json import value_json
    from commonground.engines.decisions.value import value_measured, value_planned

    found, prices = read(table, signals, decision), dict(_price(one) for one in price or [])
    if log is None:
        _check_prices(prices, {one.key for one in found.placements} or {ANYWHERE.key}, set(found.keys))
        done = _or_refuse(table, lambda: value_planned(found, prices=prices))
    else:
        seen = _or_refuse(log, lambda: profile(found, open_log(log), progress=_progress()))
        _check_prices(prices, set(seen.placements), set(found.keys))
        done = _or_refuse(table, lambda: value_measured(seen, prices))
    typer.echo(json.dumps(value_json(done), ensure_ascii=False, indent=1) if format_ == "json" else value_text(done))


def _check_prices(prices: dict[tuple[str, str], float], placements: set[str], signals: set[str]) -> None:
    for placement, signal in prices:
        if placement not in placements or signal not in signals:
            refuse(f"There is no {f'signal “{signal}”' if placement in placements else f'placement “{placement}”'}.")


def _price(said: str) -> tuple[tuple[str, str], float]:
    placement, _, rest = said.partition(":")
    signal, _, amount = rest.partition("=")
    try:
        price = Decimal(amount)
    except ArithmeticError:
        price = Decimal("NaN")
    if not (price.is_finite() and 0 <= price <= MOST_PRICE):
        refuse(f"“{said}” is no price: write placement:signal=0.40.")
    return (placement, signal), float(price)


@app.command()
def tck(folder: Annotated[Path, typer.Argument(help="Folder with .dmn models beside -test-NN.xml files.")]) -> None:
    """Run test cases in the format of the public DMN Technology Compatibility Kit. Ends with 1 when one fails."""
    from commonground.engines.decisions.tck import Verdict, try_cases

    models = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.dmn"))}
    tests = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*-test-*.xml"))}
    if not tests:
        refuse(f"{folder} holds no test cases: files whose names end in -test-01.xml beside a .dmn model.")
    tried = _or_refuse(folder, lambda: run_in_child(try_cases, models, tests, seconds=TCK_SECONDS))
    for one in tried:
        if one.verdict is not Verdict.PASSED:
            typer.echo(f"{one.verdict:<12}{one.file} {one.case} {one.decision}: {one.why}")
    counts = {verdict: sum(1 for one in tried if one.verdict is verdict) for verdict in Verdict}
    typer.echo(", ".join(f"{number:,} {verdict}" for verdict, number in counts.items()))
    if counts[Verdict.FAILED]:
        raise typer.Exit(1)


def _progress() -> Callable[[int, int | None], None] | None:
    """Says how far it is every two seconds where somebody is watching."""
    if not sys.stderr.isatty():
        return None
    last = time.monotonic()

    def say(rows: int, total: int | None) -> None:
        nonlocal last
        if time.monotonic() - last > PROGRESS_SECONDS:
            last = time.monotonic()
            typer.echo(f"{rows:,} rows" + (f" of {total:,}" if total else ""), err=True)

    return say


def read(file: Path, signals: Path | None = None, decision: str = "") -> Table:
    """The table in a file, or the end of the program with 2 and the reason."""
    known: tuple[Signal, ...] = ()
    if signals is not None:
        known = _or_refuse(signals, lambda: run_in_child(read_signals, signals.read_bytes()))
    return _or_refuse(file, lambda: run_in_child(read_table, file.read_bytes(), file.name, known, decision))


def write(target: Path, data: bytes) -> None:
    """Write a file, or end the program with 2 and the reason."""
    try:
        target.write_bytes(data)
    except OSError as error:
        refuse(f"Cannot write {target}: {error.strerror}.")


def refuse(message: str) -> NoReturn:
    """End the program with 2."""
    typer.echo(message, err=True)
    raise typer.Exit(2)


def _or_refuse(file: Path, work: Callable[[], T]) -> T:
    try:
        return work()
    except OSError as error:
        refuse(f"Cannot open {file}: {error.strerror or error}.")
    except EngineError as error:
        refuse(f"{file.name}: {error}")


def _decided(table: Table, cases: Path) -> list[Decision]:
    return [evaluate(table, case) for case in run_in_child(read_cases, cases.read_bytes(), cases.name)]


def _known_format(format_: str) -> None:
    if format_ not in ("text", "json"):
        refuse(f"There is no format “{format_}”: use text or json.")


def coverage_json(found: Coverage) -> dict[str, Any]:
    """The keys that the documentation of the command names."""
    return {
        "cases": found.cases,
        "uncovered_cases": found.uncovered_cases,
        "uncovered_share": found.uncovered_share,
        "interval": found.interval,
        "gaps": [gap.plain for gap in found.gaps],
        "more_gaps": found.more_gaps,
        "unreachable": found.unreachable,
        "undecided": found.undecided,
        "redundant": found.redundant,
        **{name: asdict(found)[name] for name in ("only_missing", "hidden", "removable")},
        "missing_gaps": [gap.plain for gap in found.missing_gaps],
        "overlaps": found.overlaps,
        "conflicts": found.conflicts,
        "more_pairs": found.more_pairs,
        "negation_traps": sorted({trap.rule for trap in found.negation_traps}),
        "negation_trap_signals": [asdict(trap) for trap in found.negation_traps],
        "default_reached": found.default,
        "exact": found.exact,
    }


def _finding_json(one: Finding) -> dict[str, Any]:
    return {"id": one.id, "level": one.level.value, "about": one.subject, "message": one.message, "hint": one.hint}


def _text(
    file: Path,
    table: Table,
    whole: Coverage,
    placements: dict[str, Coverage],
    mending: tuple[Finding, ...],
    warnings: tuple[str, ...],
) -> str:
    lines = [
        f"{file.name}: {table.hit_policy}, {count(len(table.rules), 'rule')}, {count(len(table.signals), 'signal')}"
    ]
    lines += ["", _covered("All cases", whole), *(f"  not covered: {gap.words}" for gap in whole.gaps)]
    lines += ["  and more"] if whole.more_gaps else []
    lines += [_covered(key, one) for key, one in placements.items()]
    kinds = Counter(one.id for one in mending)
    shown: Counter[str] = Counter()
    for finding in mending:
        shown[finding.id] += 1
        if shown[finding.id] <= SHOWN:
            lines += ["", f"{finding.level:<8}{finding.id}  {finding.message}", f"        {finding.hint}"]
        elif shown[finding.id] == kinds[finding.id]:
            lines += ["", f"        {finding.id}  and {kinds[finding.id] - SHOWN:,} more; --format json lists all."]
    lines += ["", *warnings] if warnings else []
    counts = [sum(1 for one in mending if one.level is level) for level in Level]
    said = ", ".join(count(number, level.value) for number, level in zip(counts, Level, strict=True))
    return "\n".join([*lines, "", said])


def _covered(name: str, found: Coverage) -> str:
    share = f"{found.uncovered_share:.1%} not covered"
    if found.interval is not None:
        share = f"about {share} ({found.interval[0]:.1%} to {found.interval[1]:.1%}, sampled)"
    elif found.uncovered_cases is not None:
        share += f" ({found.uncovered_cases:,} of {found.cases:,} cases)"
    return f"{name}: {share}"


def count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _decision_json(one: Decision) -> dict[str, Any]:
    return {
        "served": one.served,
        "outputs": [[output_to(value) for value in outputs] for outputs in one.outputs],
        "by_default": one.by_default,
        "conflict": one.conflict,
        "outcome": one.outcome,
        "better": one.better,
        "blamed": one.blamed,
        "trace": [
            {
                "rule": step.rule,
                "holds": step.holds,
                "failed": [asdict(failed) for failed in step.failed],
                "through_negation": step.through_negation,
            }
            for step in one.trace
        ],
    }


def _decision_text(number: int, one: Decision) -> str:
    outputs = "; ".join(", ".join(output_text(value) for value in outputs) for outputs in one.outputs) or "nothing"
    by = "default" if one.by_default else "no rule"
    by = f"rule {', '.join(map(str, one.served))}" if one.served else by
    by = f"rules {', '.join(map(str, one.conflict))} conflict" if one.conflict else by
    lines = [f"Case {number}: {outputs} ({by})"]
    for step in one.trace:
        if not step.holds:
            why = "; ".join(f"{failed.signal} is {_shown(failed.value)}, not {failed.test}" for failed in step.failed)
            lines.append(f"  rule {step.rule}: {why}")
        elif step.through_negation:
            lines.append(f"  rule {step.rule} holds though {', '.join(step.through_negation)} is missing")
    return "\n".join(lines)


def _shown(value: object) -> str:
    return "missing" if value is None else str(value)
