"""Horizontal bars as SVG whose geometry is in percent attributes, so that no inline style is needed."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SEGMENTS = ("error", "warning", "waived", "pass")
ROOM = 9  # percent: a narrower part has no room for its number
LEAST = 2.5  # percent: one finding among two hundred is still seen


def readiness_bar(error: int = 0, warning: int = 0, waived: int = 0, passed: int = 0) -> SafeString:
    """Segments in proportion. Decoration: the counts belong in words beside it."""
    counts = [(kind, count) for kind, count in zip(SEGMENTS, (error, warning, waived, passed), strict=True) if count]
    return format_html('<svg class="readiness" aria-hidden="true">{}{}</svg>', *_segments(counts or [("waived", 1)]))


def _segments(counts: list[tuple[str, int]]) -> tuple[SafeString, SafeString]:
    total = sum(count for _, count in counts)
    raw = [max(LEAST, 100 * count / total) for _, count in counts]
    widths = [100 * width / sum(raw) for width in raw]
    starts = [sum(widths[:at]) for at in range(len(widths))]
    parts = [(kind, f"{x:.2f}", f"{w:.2f}") for (kind, _), x, w in zip(counts, starts, widths, strict=True)]
    bars = format_html_join("", '<rect class="seg-{}" x="{}%" width="{}%" height="100%"/>', parts)
    gaps = format_html_join(
        "", '<rect class="seg-gap" x="{}%" width="4" height="100%"/>', [(x,) for _, x, _ in parts[1:]]
    )
    return bars, gaps


def meter(share: float, label: str, kind: str = "accent") -> SafeString:
    """A thin bar with a part filled, from 0 to 1, named by its label."""
    width = f"{100 * min(1.0, max(0.0, share)):g}"
    return format_html(
        '<svg class="meter meter-{}" role="img" aria-label="{}">'
        '<rect class="meter-track" width="100%" height="100%" rx="2"/>'
        '<rect class="meter-fill" width="{}%" height="100%" rx="2"/></svg>',
        kind,
        label,
        width,
    )


def share_bar(segments: Sequence[tuple[str, float]], label: str) -> SafeString:
    """Shares in percent that add up to 100, by kind, with their numbers where there is room; named by its label."""
    parts, start = [], 0.0
    for kind, share in segments:
        words = f"{share:.0f}" if share >= ROOM else ""
        parts.append((kind, f"{start:.2f}", f"{share:.2f}", kind, f"{start + share / 2:.2f}", words))
        start += share
    bars = format_html_join(
        "",
        '<rect class="part-{}" x="{}%" width="{}%" height="100%"/><text class="part-words-{}" x="{}%" y="72%">{}</text>',
        parts,
    )
    return format_html('<svg class="shares" role="img" aria-label="{}">{}</svg>', label, bars)
