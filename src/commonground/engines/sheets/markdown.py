"""Every table of a Markdown document, with the heading it stands under."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from commonground.engines.sheets.sheet import Sheet

# Inline tags are recognised (for <br>) but blocks of HTML are not: they would swallow a table that follows a tag.
PARSER = MarkdownIt("commonmark", {"html": True}).enable("table").disable("html_block")
LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read_markdown(text: str) -> tuple[Sheet, ...]:
    """One sheet a table. A paragraph that is wholly bold counts as a heading for the table right after it."""
    return tuple(_tables(PARSER.parse(text)))


def _tables(tokens: list[Token]) -> Iterator[Sheet]:
    heading, count = "", 0
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = plain(tokens[index + 1])
        elif token.type == "paragraph_open" and _is_bold(tokens[index + 1]):
            heading = plain(tokens[index + 1]).rstrip(":")
        elif token.type == "table_open":
            count += 1
            first = (token.map[0] if token.map else 0) + 1
            yield Sheet(heading or f"Table {count}", _rows(tokens, index), heading=heading, first=first, gap=1)


def _rows(tokens: list[Token], start: int) -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = []
    for token in tokens[start + 1 :]:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(plain(token))
    return tuple(map(tuple, rows))


def _is_bold(token: Token) -> bool:
    children = [child for child in token.children or [] if child.content or child.nesting]
    return len(children) > 2 and children[0].type == "strong_open" and children[-1].type == "strong_close"


def plain(token: Token) -> str:
    """The words of an inline token, without its marks; a line break stays a line break."""
    words = []
    for child in token.children or []:
        if child.type == "html_inline":
            words.append("\n" if LINE_BREAK.fullmatch(child.content) else "")
        elif child.type in ("softbreak", "hardbreak"):
            words.append("\n")
        else:
            words.append(child.content)
    return "".join(words).strip()
