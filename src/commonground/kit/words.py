"""Text that people type: what is refused, and what is tidied."""

import unicodedata

from commonground.kit.errors import Invalid

# Tab and line feed are the only control characters that a person types on purpose.
ALLOWED_CONTROLS = {"\n", "\t"}


def control_in(text: str) -> str | None:
    """The first control character that may not be stored, or None."""
    return next((c for c in text if unicodedata.category(c) in {"Cc", "Cs"} and c not in ALLOWED_CONTROLS), None)


def clean_words(text: str, *, limit: int, lines: bool = False) -> str:
    """Tidy `text` and return it: NFC, CRLF to LF, no outer space; one line unless `lines`.

    Raises Invalid for a control character (NUL, escape ...), and for more than `limit` characters.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if (bad := control_in(text)) is not None:
        raise Invalid(f"This holds a character that cannot be stored (code {ord(bad):04X}). Remove it.")
    if not lines:
        text = " ".join(text.split())
    if len(text) > limit:
        raise Invalid(f"At most {limit:,} characters; this has {len(text):,}.")
    return text


def shortened(text: str, limit: int = 120) -> str:
    """The beginning of a text in one line, for where it is only named."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def folded(text: str) -> str:
    """`text` for comparing and finding: case folded, accents taken off, the same on every database."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in bare if not unicodedata.combining(c))
