"""The icons that the interface may use, cut out of the lucide package into one sprite."""

import hashlib
from functools import cache
from xml.etree import ElementTree

from lucide import _load_icon as load_icon

# One meaning, one icon. What is not here cannot be shown, so that the list stays readable.
ICONS = (
    # places and things
    "inbox",
    "file-spreadsheet",
    "grid-3x3",
    "pencil",
    "flag",
    "handshake",
    "library",
    "compass",
    "building-2",
    "user",
    "users",
    "user-plus",
    "settings",
    "circle-question-mark",
    "keyboard",
    # states
    "octagon-x",
    "circle-x",
    "triangle-alert",
    "info",
    "circle-check",
    "clock",
    "circle-dot",
    "circle-dashed",
    "shield-off",
    "eye-off",
    "eye",
    "calendar-clock",
    "check-check",
    "undo-2",
    "siren",
    "badge-check",
    "lock",
    "ban",
    # acts
    "pen-line",
    "check",
    "x",
    "plus",
    "minus",
    "search",
    "ellipsis",
    "download",
    "upload",
    "printer",
    "history",
    "send",
    "copy",
    "trash-2",
    "archive",
    "refresh-cw",
    "rotate-ccw",
    "sliders-horizontal",
    "external-link",
    "link",
    "pin",
    "pin-off",
    "bookmark",
    "log-out",
    "key-round",
    "mail",
    "phone",
    "message-square",
    # work
    "milestone",
    "diamond",
    "square",
    "calendar",
    "calendar-check",
    "clipboard-list",
    "file-text",
    "table",
    "flask-conical",
    "radio-tower",
    "panel-top",
    "shapes",
    "coins",
    "target",
    "scale",
    "zap",
    "lightbulb",
    "git-compare",
    "git-pull-request-arrow",
    "radio",
    "image",
    # direction and appearance
    "chevron-up",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "chevrons-up-down",
    "arrow-right",
    "arrow-up",
    "arrow-down",
    "arrow-up-right",
    "arrow-down-right",
    "grip-vertical",
    "sun",
    "moon",
    "monitor",
    "rows-3",
)


def symbol(name: str) -> str:
    """One icon as an SVG symbol."""
    shapes = "".join(ElementTree.tostring(shape, encoding="unicode") for shape in load_icon(name))
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes.strip()}</symbol>'


@cache
def sprite() -> str:
    """Every icon in one SVG document."""
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(map(symbol, ICONS))}</svg>'


@cache
def digest() -> str:
    """Changes when the sprite does, so that browsers may keep it for ever."""
    return hashlib.sha256(sprite().encode()).hexdigest()[:12]
