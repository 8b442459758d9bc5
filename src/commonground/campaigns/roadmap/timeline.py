"""The timeline as SVG: geometry in percent, so that it is as wide as its place and text keeps its size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from commonground.campaigns.roadmap.sheet import Lane, Line
from commonground.engines.roadmap import Roadmap
from commonground.web.dates import short_day
from commonground.web.marks import STATES, icon

# Tags are packed as if the chart were this wide, as it is beside the campaign's side column: where it is wider there is
# only more air between them.
PIXELS = 560
LANE, HEAD, TAG = 36, 28, 24
CHARACTER = 6.5
# Percent of the width that the words of a tick take: 28 Dec
TICK = 100 * CHARACTER * 6 / PIXELS
TICKS = 8
# More than these would be a wall; the table below has them all.
MOST_TAGS = 60
LONGEST = 26


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to percent of the width."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day begins."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(100 * min(1.0, max(0.0, share)), 2)


@dataclass(frozen=True, slots=True)
class Tag:
    """A deliverable at its day: `row` within the lane, `x` in percent of its left edge plus `shift` pixels."""

    line: Line
    day: date
    x: float
    shift: float
    row: int
    width: float
    dated: bool


def timeline(lanes: Sequence[Lane], roadmap: Roadmap, today: date, label: str) -> SafeString:
    """Lanes by phase with the done part of each bar, tags, today and the launch; empty where nothing has a day."""
    days = list(_days(lanes, roadmap))
    if not days:
        return SafeString("")
    scale = _scale(days, roadmap, today)
    room, y = MOST_TAGS, HEAD
    names, bars, tags = [], [], []
    for lane in lanes:
        placed = _tags(lane, scale, room)
        room -= len(placed)
        height = max(1, 1 + max((tag.row for tag in placed), default=0)) * (TAG + 4) + (LANE - TAG - 4)
        names.append((y + 22, _cut(lane.title)))
        bars.append((_bar(lane, scale, y, height),))
        tags += [(_tag(tag, y),) for tag in placed]
        y += height
    titles = format_html_join("", '<text class="tl-phase" x="0" y="{}">{}</text>', names)
    # Bars behind the lines, tags before them.
    field = (_axis(scale, roadmap, today, y), format_html_join("", "{}", bars), _lines(scale, roadmap, today, y))
    return format_html(
        '<div class="timeline"><svg class="tl-names" aria-hidden="true" height="{}">{}</svg>'
        '<svg class="tl-field" height="{}" role="group" aria-label="{}">{}{}{}{}</svg></div>',
        y + 4, titles, y + 4, label, *field, format_html_join("", "{}", tags),
    )  # fmt: skip


def _day_of(line: Line) -> date | None:
    return line.row.due_on or (line.entry.expected_finish if line.entry else None)


def _days(lanes: Iterable[Lane], roadmap: Roadmap) -> Iterable[date]:
    for lane in lanes:
        for line in lane.lines:
            yield from filter(None, (_day_of(line), line.entry.expected_start if line.entry else None))
    yield from filter(None, (roadmap.launch, roadmap.start))


def _scale(days: Sequence[date], roadmap: Roadmap, today: date) -> Scale:
    first, last = min(days), max(days)
    span = max(14, (last - first).days)
    if first - timedelta(days=span) <= today <= last + timedelta(days=span):
        first, last = min(first, today), max(last, today)
    return Scale(first, last + timedelta(days=max(3, span // 14)))


def _tags(lane: Lane, scale: Scale, room: int) -> list[Tag]:
    """Tags that never cover each other: the date goes first, then a tag goes a row down."""
    dated = [(day, line) for line in lane.lines if (day := _day_of(line))]
    # Milestones, what is critical and what is late are told first where not everything fits.
    weight = {id(line): (line.row.milestone, line.critical, line.state in {"late", "warn"}) for _, line in dated}
    kept = sorted(dated, key=lambda pair: weight[id(pair[1])], reverse=True)[: max(0, room)]
    ends: list[float] = []
    tags = []
    for day, line in sorted(kept, key=lambda pair: (pair[0], pair[1].number)):
        tags.append(_placed(line, day, scale, ends))
    return tags


def _placed(line: Line, day: date, scale: Scale, ends: list[float]) -> Tag:
    x = scale.at(day)
    for dated in (True, False):
        width = _width(line, day, dated=dated)
        left = min(x * PIXELS / 100, PIXELS - width)
        for row, end in enumerate(ends):
            if end + 4 <= left:
                ends[row] = left + width
                return Tag(line, day, x, left - x * PIXELS / 100, row, width, dated)
        if not ends:
            break
    width = _width(line, day, dated=True)
    left = min(x * PIXELS / 100, PIXELS - width)
    ends.append(left + width)
    return Tag(line, day, x, left - x * PIXELS / 100, len(ends) - 1, width, True)


def _short(line: Line) -> str:
    title = line.row.title
    return title if len(title) <= LONGEST else title[: LONGEST - 1].rstrip() + "…"


def _width(line: Line, day: date, *, dated: bool) -> float:
    words = len(_short(line)) + (len(short_day(day)) - 3 if dated else 0)
    return words * CHARACTER + (48 if line.organisation else 28)


def _cut(title: str) -> str:
    return title if len(title) <= 22 else title[:21].rstrip() + "…"


def _bar(lane: Lane, scale: Scale, y: int, height: int) -> SafeString:
    starts = [line.entry.expected_start for line in lane.lines if line.entry]
    ends = [day for line in lane.lines if (day := _day_of(line))]
    if not starts or not ends:
        return SafeString("")
    left, right = scale.at(min(starts)), scale.at(max(ends) + timedelta(days=1))
    total = sum(max(1, line.row.duration) for line in lane.lines)
    done = sum(max(1, line.row.duration) for line in lane.lines if line.state in {"ok", "info"})
    width = max(0.5, right - left)
    return format_html(
        '<rect class="tl-bar" x="{}%" y="{}" width="{}%" height="{}" rx="4"/>'
        '<rect class="tl-done" x="{}%" y="{}" width="{}%" height="{}" rx="4"/>',
        left, y + 3, f"{width:.2f}", height - 8, left, y + 3, f"{width * done / total:.2f}", height - 8,
    )  # fmt: skip


def _tag(tag: Tag, y: int) -> SafeString:
    """A link with icon, tile, words and day. The words for readers say all of it."""
    line, home = tag.line, tag.line.organisation
    symbol, colour = STATES[line.state] if line.state != "draft" else ("diamond", "")
    whole = f"{line.row.title}, {home.name if home else 'nobody’s yet'}, {short_day(tag.day)}: {line.words}"
    if line.critical:
        whole += ", on the critical path"
    tile = (
        format_html(
            '<svg class="org-{}" x="25" y="4" width="16" height="16"><rect class="tl-tile" width="16" height="16" rx="3.5"/>'
            '<text class="tl-letters" x="8" y="11">{}</text></svg>',
            home.colour, home.letters,
        )
        if home
        else SafeString("")
    )  # fmt: skip
    day = format_html(' <tspan class="tl-day">{}</tspan>', short_day(tag.day)[4:]) if tag.dated else SafeString("")
    inner = format_html(
        '<rect class="tl-tag-box" x=".5" y=".5" width="{}" height="23" rx="5"/><svg x="6" y="4" width="15" height="15">{}</svg>{}'
        '<text class="tl-words" x="{}" y="16">{}{}</text>',
        f"{tag.width:.0f}", icon(symbol, colour), tile, 46 if home else 25, _short(line), day,
    )  # fmt: skip
    classes = f"tl-tag{' tl-critical' if line.critical else ''}{' tl-warn' if line.state in {'late', 'warn'} else ''}"
    placed = format_html('<g transform="translate({} 0)">{}</g>', f"{tag.shift:.0f}", inner)
    if line.url:
        placed = format_html('<a href="{}" class="{}" aria-label="{}">{}</a>', line.url, classes, whole, placed)
    else:
        placed = format_html('<g class="{}"><title>{}</title>{}</g>', classes, whole, placed)
    return format_html('<svg class="tl-at" x="{}%" y="{}">{}</svg>', tag.x, y + 3 + tag.row * (TAG + 4), placed)


def _axis(scale: Scale, roadmap: Roadmap, today: date, bottom: int) -> SafeString:
    # Nor may a tick's words end beyond the chart.
    taken = [*(mark.room for mark in _marks(scale, roadmap, today)), (100 - TICK, 101)]
    ticks = [(at, words) for at, words in _ticks(scale) if not any(left < at < right for left, right in taken)]
    return format_html_join(
        "",
        '<line class="tl-grid" x1="{}%" x2="{}%" y1="22" y2="{}"/><text class="tl-tick" x="{}%" y="12">{}</text>',
        ((at, at, bottom, at, words) for at, words in ticks),
    )


def _ticks(scale: Scale) -> Iterable[tuple[float, str]]:
    weeks = max(1, -(-(scale.last - scale.first).days // (7 * TICKS)))
    day = scale.first + timedelta(days=-scale.first.weekday() % 7)
    while day < scale.last:
        yield scale.at(day), f"{day.day} {day:%b}"
        day += timedelta(weeks=weeks)


@dataclass(frozen=True, slots=True)
class Mark:
    """Today or the launch: its line, and its words to the right ("start") or left ("end") of it."""

    kind: str
    at: float
    anchor: str
    words: str

    @property
    def room(self) -> tuple[float, float]:
        """Between which percent no other words may begin."""
        width = 100 * CHARACTER * len(self.words) / PIXELS
        if self.anchor == "end":
            return self.at - width - TICK, self.at + 1
        return self.at - TICK, self.at + width


def _marks(scale: Scale, roadmap: Roadmap, today: date) -> list[Mark]:
    found = []
    for kind, day, words in (("today", today, f"Today, {today.day} {today:%b}"), ("launch", roadmap.launch, "Launch")):
        if day and scale.first <= day <= scale.last:
            at = scale.at(day)
            # Near the end of the chart, or of the other line, the words stand on the other side.
            close = kind == "today" and roadmap.launch and 0 < scale.at(roadmap.launch) - at < 14
            found.append(Mark(kind, at, "end" if at > 92 or close else "start", words))
    return found


def _lines(scale: Scale, roadmap: Roadmap, today: date, bottom: int) -> SafeString:
    parts = [
        (mark.kind, mark.at, mark.at, bottom, mark.kind, mark.at, mark.anchor, mark.words)
        for mark in _marks(scale, roadmap, today)
    ]
    return format_html_join(
        "",
        '<line class="tl-{}" x1="{}%" x2="{}%" y1="18" y2="{}"/>'
        '<text class="tl-tick tl-{}-words" x="{}%" y="12" text-anchor="{}">{}</text>',
        parts,
    )
