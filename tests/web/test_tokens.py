"""The contrast that the design language promises, reckoned from the stylesheet itself."""

import re
from pathlib import Path

import pytest

from commonground import web

CSS = (Path(web.__file__).parent / "static/web/css/tokens.css").read_text()
TOKENS = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", CSS.split("/* Identity")[0]))
FILLS = re.findall(
    r"\.org-(\d+) \{ --fill: light-dark\((#\w{6}), (#\w{6})\); --series: light-dark\((#\w{6}), (#\w{6})\)", CSS
)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def both(token: str) -> list[str]:
    return TOKENS[token].split(", ")


@pytest.mark.parametrize(
    ("text", "ground", "light", "dark"),
    [
        ("ink", "surface", 16.8, 14.6),
        ("ink-2", "surface", 9.0, 9.5),
        ("ink-3", "surface", 5.7, 6.4),
        ("ink-3", "hover", 5.0, 5.7),
        ("ink-3", "canvas", 4.5, 4.5),
        ("control", "surface", 3.0, 3.0),
        ("accent", "surface", 6.5, 8.7),
        ("on-accent", "accent", 6.5, 8.2),
        ("accent-strong", "accent-tint", 6.9, 8.4),
        ("ok", "surface", 7.3, 9.5),
        ("ok", "ok-tint", 6.5, 7.8),
        ("warn", "surface", 7.0, 9.6),
        ("warn", "warn-tint", 6.2, 7.9),
        ("err", "surface", 6.9, 8.8),
        ("err", "err-tint", 6.0, 7.4),
        ("err", "row-flagged", 4.5, 4.5),
        ("ink-3", "row-flagged", 4.5, 4.5),
        ("info", "surface", 6.7, 9.0),
        ("info", "info-tint", 5.9, 7.5),
        ("on-role-r", "role-r", 4.5, 4.5),
        ("focus", "surface", 3.0, 3.0),
    ],
)
def test_contrast_is_at_least_what_the_table_says(text: str, ground: str, light: float, dark: float) -> None:
    ratios = [contrast(t, g) for t, g in zip(both(text), both(ground), strict=True)]
    assert ratios[0] >= light
    assert ratios[1] >= dark


def test_twelve_organisation_colours_carry_white_letters() -> None:
    assert [int(number) for number, *_ in FILLS] == list(range(1, 13))
    for _, light, dark, line_light, line_dark in FILLS:
        assert min(contrast("#FFFFFF", light), contrast("#FFFFFF", dark)) >= 5.0
        assert contrast(line_light, "#FFFFFF") >= 5.0
        assert contrast(line_dark, "#1B1B19") >= 7.0
