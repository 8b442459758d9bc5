"""Small marks: icons, organisation tiles, people, states. Plain functions, so that Python may use them as well."""

from functools import cache, lru_cache

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from commonground.web.icons import ICONS, digest
from commonground.web.text import visible

# state: (icon, class of its colour). Those without a colour are grey and live from their icon and words.
STATES: dict[str, tuple[str, str]] = {
    "ok": ("circle-check", "ok"),
    "wait": ("clock", ""),
    "warn": ("triangle-alert", "warn"),
    "err": ("octagon-x", "err"),
    "info": ("info", "info"),
    "late": ("calendar-clock", "warn"),
    "progress": ("circle-dot", "info"),
    "draft": ("circle-dashed", ""),
    "waived": ("shield-off", ""),
    "hidden": ("eye-off", ""),
    "paid": ("check-check", "ok"),
    "adopted": ("check-check", "ok"),
    "approved": ("badge-check", "info"),
    "back": ("undo-2", "err"),
    "escalated": ("siren", "err"),
}
# The levels of a finding speak the same language.
STATES |= {"error": STATES["err"], "warning": STATES["warn"], "note": STATES["info"], "pass": STATES["ok"]}
VACANT = SafeString(
    '<span class="person"><span class="face face-vacant" aria-hidden="true"></span>'
    '<span class="ink-3">nobody yet</span></span>'
)
QUIET = frozenset({"draft", "waived", "hidden"})
TILE_SIZES = (18, 22, 30, 40)


@cache
def icon(name: str, extra: str = "") -> SafeString:
    """An icon beside words; readers skip it."""
    if name not in ICONS:
        raise LookupError(f"{name} is not in ICONS")
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        extra,
        reverse("web:icons", args=[digest()]),
        name,
    )


@lru_cache(4096)
def org_tile(letters: str, colour: int, name: str = "", size: int = 22, shown: bool = True) -> SafeString:
    """A square tile. With the name beside it the tile is decoration; alone it carries the name."""
    if size not in TILE_SIZES:
        raise ValueError(f"a tile is {TILE_SIZES} px, not {size}")
    if shown and name:
        return format_html(
            '<span class="org"><span class="tile tile-{} org-{}" aria-hidden="true">{}</span> {}</span>',
            size,
            colour,
            letters,
            visible(name),
        )
    if not name:
        return format_html('<span class="tile tile-{} org-{}" aria-hidden="true">{}</span>', size, colour, letters)
    return format_html(
        '<span class="tile tile-{} org-{}" role="img" aria-label="{}" title="{}">{}</span>',
        size,
        colour,
        name,
        name,
        letters,
    )


@lru_cache(4096)
def person(
    name: str = "", title: str = "", *, initials: str = "", colour: int = 0, size: str = "", shown: bool = True
) -> SafeString:
    """A circle with initials and a small square of the organisation's colour. No name: nobody yet."""
    if not name:
        return VACANT
    square = format_html('<span class="face-org org-{}"></span>', colour) if colour else ""
    letters = initials or initials_of(name)
    face_class = f"face face-{size}" if size else "face"
    if not shown:
        return format_html(
            '<span class="{}" role="img" aria-label="{}" title="{}">{}{}</span>',
            face_class,
            name,
            name,
            letters,
            square,
        )
    meta = format_html('<span class="person-title">{}</span>', visible(title)) if title else ""
    return format_html(
        '<span class="person"><span class="{}" aria-hidden="true">{}{}</span>'
        '<span class="person-words"><span class="person-name">{}</span>{}</span></span>',
        face_class,
        letters,
        square,
        visible(name),
        meta,
    )


def initials_of(name: str) -> str:
    """Ines Albrecht is IA."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def status(state: str, words: str, *, chip: bool = False, strong: bool = False) -> SafeString:
    """Icon and words; the colour comes last. A chip has a tint and stands only in heads."""
    symbol, colour = STATES[state]
    classes = ["chip" if chip else "status"]
    classes += [f"chip-{colour or 'quiet'}"] if chip else (["status-quiet"] if state in QUIET else [])
    classes += ["strong"] if strong else []
    return format_html(
        '<span class="{}">{}<span>{}</span></span>',
        " ".join(classes),
        icon(symbol, "" if chip else colour),
        visible(words),
    )


def tlp(label: str) -> SafeString:
    """A TLP 2.0 handling label: CLEAR, GREEN, AMBER, AMBER+STRICT or RED."""
    return format_html('<span class="tlp tlp-{}">TLP:{}</span>', label.lower().replace("+", "-"), label)


def hidden(words: str = "Hidden") -> SafeString:
    """A value that may not be shown."""
    return format_html('<span class="hidden-value">{}{}</span>', icon("eye-off"), words)
