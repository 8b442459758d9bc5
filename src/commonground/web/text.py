"""Shows what people typed as it is, so that no invisible character can disguise it."""

import re

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

# Bidirectional controls, zero-width characters, other format characters and C0/C1 controls except tab and newline.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_JOINERS = "\u200c\u200d"


def visible(text: object) -> SafeString:
    """Escapes, isolates the direction, and writes every hidden character as its code point."""
    value = str(text)
    if value.isascii() and value.isprintable():
        return escape(value)
    pieces: list[str] = []
    last = 0
    for match in _HIDDEN.finditer(value):
        if _joins_letters(value, match.start()):
            continue
        pieces += [escape(value[last : match.start()]), _shown(match.group())]
        last = match.end()
    pieces.append(escape(value[last:]))
    return mark_safe(f"<bdi>{''.join(pieces)}</bdi>")  # noqa: S308 - every piece above is escaped


def _joins_letters(value: str, at: int) -> bool:
    """Persian, Indic scripts and emoji need their joiners: between two non-ASCII characters they stay."""
    around = value[at - 1 : at] + value[at + 1 : at + 2]
    return value[at] in _JOINERS and len(around) == 2 and not any(map(str.isascii, around))


def _shown(character: str) -> SafeString:
    return format_html('<span class="codepoint" title="hidden character">U+{}</span>', f"{ord(character):04X}")
