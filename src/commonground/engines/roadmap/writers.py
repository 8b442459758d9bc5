"""A roadmap as a table. Whatever is written here, `understand` reads back as the identical roadmap."""

import csv
import datetime
import io
import json

from commonground.engines.raci.matrix import normalised
from commonground.engines.raci.vocabulary import escaped
from commonground.engines.roadmap.head import HEADER
from commonground.engines.roadmap.plan import Deliverable, Phase, Roadmap, to_dict

Value = str | int | datetime.date | None


def preamble_of(roadmap: Roadmap) -> list[list[Value]]:
    """Lines above the table, with a blank one after them."""
    lines: list[list[Value]] = []
    if roadmap.launch:
        lines.append(["Launch", roadmap.launch])
    if roadmap.start:
        lines.append(["Start", roadmap.start])
    for phase in roadmap.phases:
        lead = f"{phase.lead} working days before the launch"
        lines.append(["Phase", escaped(phase.title), lead, escaped(phase.key)])
    return [*lines, []] if lines else []


def body_of(roadmap: Roadmap) -> list[list[Value]]:
    """One row a deliverable, numbered from 1; it depends on numbers, with the lag after a plus."""
    number = {one.key: count for count, one in enumerate(roadmap.deliverables, start=1)}
    phases = {phase.key: _phase_cell(phase, roadmap) for phase in roadmap.phases}
    return [_row(one, number, phases.get(one.phase, "")) for one in roadmap.deliverables]


def _row(one: Deliverable, number: dict[str, int], phase: str) -> list[Value]:
    waits_for = [f"{number[each.key]}+{each.lag}" if each.lag else str(number[each.key]) for each in one.depends_on]
    return [
        number[one.key],
        escaped(phase),
        escaped(one.title),
        "milestone" if one.milestone else "deliverable",
        escaped(one.organisation),
        escaped(one.owner),
        escaped(one.reviewer),
        escaped(one.acceptance),
        one.start,
        one.due,
        one.duration,
        ", ".join(waits_for),
        one.state.value,
        one.delivered_on,
        one.accepted_on,
        escaped(one.raci_row),
        escaped(one.key),
    ]


def _phase_cell(phase: Phase, roadmap: Roadmap) -> str:
    """The title where it names this phase alone, else the key."""
    alike = {normalised(phase.title), phase.title}
    others = (each for each in roadmap.phases if each.key != phase.key)
    names = {name for each in others for name in (each.key, each.title, normalised(each.title))}
    return phase.key if alike & names else phase.title


def to_csv(roadmap: Roadmap) -> bytes:
    """UTF-8 with a mark (so that spreadsheets show every script), commas, CRLF."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([*preamble_of(roadmap), HEADER, *body_of(roadmap)])
    return text.getvalue().encode("utf-8-sig")


def to_json(roadmap: Roadmap) -> bytes:
    """What `from_dict` reads."""
    return json.dumps(to_dict(roadmap), ensure_ascii=False, indent=1).encode()


def to_xlsx(roadmap: Roadmap, title: str = "Roadmap") -> bytes:
    """A formatted sheet, A4 landscape with its head on every page."""
    # Importing openpyxl takes longer than all the rest, and only this needs it.
    from commonground.engines.roadmap.workbook import write_workbook

    return write_workbook(roadmap, title)
