"""Reports: a simulation as one HTML page without script or anything to load, an evaluation and the value of signals as text."""

from collections.abc import Iterable, Sequence
from html import escape

from commonground.engines.decisions.offpolicy import Evaluation
from commonground.engines.decisions.plan import Plan
from commonground.engines.decisions.report import OUTCOMES, Cause, Outcomes, Segment, Simulation
from commonground.engines.decisions.table import Table
from commonground.engines.decisions.value import Value

WORDS = {
    "personalised": "Personalised",
    "degraded": "Degraded",
    "fallback": "Fallback for a missing signal",
    "default": "Default by design",
    "blank": "Blank",
}
COLOURS = {
    "personalised": "#2f7d4f",
    "degraded": "#c98a1b",
    "fallback": "#c2452d",
    "default": "#8a93a6",
    "blank": "#2b2f38",
}
CAUSES_SHOWN = 10
STYLE = """body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1d2330}
table{border-collapse:collapse;margin:.5rem 0 1.5rem;width:100%}th,td{text-align:right;padding:.3rem .6rem;
border-bottom:1px solid #d9dce3}th:first-child,td:first-child{text-align:left}svg{width:100%;height:14px;display:block}
.key span{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 1em}small{color:#555d6e}"""


def cause_words(cause: Cause) -> str:
    if cause.why == "missing":
        return f"{' and '.join(cause.signals)} missing"
    return {"conflict": "rules conflict", "empty": "the rule shows nothing"}.get(cause.why, "no rule and no default")


def simulation_html(found: Simulation, table: Table, title: str) -> str:
    """One page."""
    outcomes = found.outcomes
    interval = f" ({found.interval[0]:.1%} to {found.interval[1]:.1%})" if found.interval else ""
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p><strong>{outcomes.wasted_share:.1%}</strong> of {outcomes.total:,.0f} impressions are wasted{interval}.</p>",
        _key(),
        _bar(outcomes),
        _table(
            ("Outcome", "Impressions", "Share"),
            [(WORDS[name], *_amount(getattr(outcomes, name), outcomes.total)) for name in OUTCOMES],
        ),
        "<h2>Causes</h2>",
        _table(
            ("Cause", "Wasted", "Degraded", "Share of impressions"),
            [
                (
                    cause_words(one),
                    f"{one.outcomes.wasted:,.0f}",
                    f"{one.outcomes.degraded:,.0f}",
                    _amount(one.outcomes.total, outcomes.total)[1],
                )
                for one in found.causes
            ],
        ),
    ]
    for name, segments in (("Placements", found.placements), ("Partners", found.partners), ("Days", found.days)):
        parts += [f"<h2>{name}</h2>", _segments(name[:-1], segments)] if segments else []
    parts += ["<h2>Rules</h2>", _rules(found, table)]
    parts += [f"<p>{escape(one)}</p>" for one in found.warnings]
    parts.append(
        f"<p><small>{escape(found.uncertainty)} Method {found.method} {found.version}; table {found.table[:12]}, inputs {found.digest[:12]}.</small></p>"
    )
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>\n'


def _amount(part: float, total: float) -> tuple[str, str]:
    return f"{part:,.0f}", f"{part / total:.1%}" if total else "-"


def _key() -> str:
    words = (f'<span style="background:{COLOURS[name]}"></span>{WORDS[name]}' for name in OUTCOMES)
    return f'<p class="key">{"".join(words)}</p>'


def _bar(outcomes: Outcomes) -> str:
    left, parts = 0.0, []
    for name in OUTCOMES:
        width = getattr(outcomes, name) / outcomes.total * 100 if outcomes.total else 0
        parts.append(f'<rect x="{left:.3f}" width="{width:.3f}" height="10" fill="{COLOURS[name]}"/>')
        left += width
    said = ", ".join(f"{WORDS[name]} {getattr(outcomes, name):,.0f}" for name in OUTCOMES)
    return f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{escape(said)}">{"".join(parts)}</svg>'


def _segments(name: str, segments: Sequence[Segment]) -> str:
    head = (name, "", "Impressions", "Wasted", "Share", "First cause")
    rows = []
    for one in segments:
        wasted, share = _amount(one.outcomes.wasted, one.outcomes.total)
        first = escape(cause_words(one.causes[0])) if one.causes else "-"
        rows.append(
            (escape(one.name or "(none)"), _bar(one.outcomes), f"{one.outcomes.total:,.0f}", wasted, share, first)
        )
    return _raw(head, rows)


def _rules(found: Simulation, table: Table) -> str:
    rows = [
        (
            f"{one.rule}: {', '.join(map(str, table.rules[one.rule - 1].then))}",
            *(f"{amount:,.0f}" for amount in (one.served, one.degraded, one.through_negation, one.lost)),
        )
        for one in found.rules
    ]
    return _table(("Rule", "Served", "Degraded", "Through negation", "Lost"), rows)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    return _raw(head, ([escape(cell) for cell in row] for row in rows))


def _raw(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    top = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def evaluation_text(found: Evaluation) -> str:
    lines = [f"{found.rows:,} impressions brought {found.logged:.6f} each. The policy would have brought:"]
    for one in found.estimates:
        low, high = one.interval
        ratio = f", {one.relative:.6f} times the log" if one.relative is not None else ""
        lines.append(f"  {one.method:<6}{one.value:.6f}  ({low:.6f} to {high:.6f}){ratio}")
    lines += [
        f"  weights: mean {found.mean_weight:.3f}, greatest {found.max_weight:.1f};"
        f" {found.effective_rows:,.0f} effective rows; {found.off_support:.1%} off support"
    ]
    for need in found.needed:
        days = f", {need.days:,.1f} days at this pace" if need.days is not None else ""
        lines.append(f"  for ±10 %: {need.rows:,} impressions{days}")
    return "\n".join([*lines, *(f"warning: {one}" for one in found.warnings)])


def plan_text(found: Plan) -> str:
    """What is expected on each placement, what would be lost for which signals, and what that rests on."""
    lines = []
    for one in found.placements:
        planned = f", {one.planned:,} impressions planned" if one.planned is not None else ""
        lines += [f"{one.name}{planned}", *_shares(one.outcomes)]
        lines += [f"  {cause.outcomes.total:7.1%}  {cause_words(cause)}" for cause in one.causes[:CAUSES_SHOWN]]
    if found.together is not None and len(found.placements) > 1:
        lines += ["All placements", *_shares(found.together)]
    return "\n".join([*lines, "Assumed:", *(f"  {said}" for said in found.assumptions), found.uncertainty])


def _shares(outcomes: Outcomes) -> list[str]:
    lines = [f"  {getattr(outcomes, name):7.1%}  {WORDS[name].lower()}" for name in OUTCOMES]
    return [*lines, f"  {outcomes.wasted_share:7.1%}  wasted"]


def value_text(found: Value) -> str:
    """The best next signals of each placement."""
    lines = []
    for one in found.placements:
        lines.append(f"{one.name or '(no placement)'}: {one.personalised:.1%} personalised")
        if one.best is None:
            lines.append("  no signal would bring more")
            continue
        price = f", {one.best.price:.2f} for an extra personalised thousand" if one.best.price is not None else ""
        lines.append(
            f"  with {' and '.join(one.best.signals)}: {one.best.personalised:.1%} (+{one.best.gain:.1%}){price}"
        )
        if len(one.best.signals) > 1:
            lines.append(f"  best next signal: {one.next_signal}")
    return "\n".join([*lines, *found.assumptions, *(f"warning: {said}" for said in found.warnings), found.uncertainty])
