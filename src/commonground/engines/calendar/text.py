"""What may be written into a calendar file. The library escapes; what no escape can make safe is refused here."""

import datetime
import re
import unicodedata

from commonground.engines.errors import Contradiction, Unreadable

PRODUCT = "-//Commonground//Commonground//EN"
REFUSED = frozenset({"Cc", "Cs", "Zl", "Zp"})
ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\]+")
LINK = re.compile(r"https?://[^\s\"<>\\^`{|}]+")


def block(text: str, what: str) -> str:
    """Text of several lines: line ends made equal, any other control character refused."""
    text = text.replace("\r\n", "\n")
    for sign in text:
        if sign != "\n" and unicodedata.category(sign) in REFUSED:
            raise Unreadable(f"The {what} holds the control character U+{ord(sign):04X}.")
    return text


def line(text: str, what: str) -> str:
    """Text of one line: a line end is refused as well."""
    if "\n" in block(text, what):
        raise Unreadable(f"The {what} is more than one line.")
    return text


def address(email: str) -> str:
    """An e-mail address as a calendar user's address."""
    if not ADDRESS.fullmatch(line(email, "address")):
        raise Unreadable(f"“{email}” is no e-mail address.")
    return f"mailto:{email}"


def link(url: str) -> str:
    """An address of the web."""
    if not LINK.fullmatch(line(url, "link")):
        raise Unreadable(f"“{url}” is no http or https address.")
    return url


def moment(when: datetime.datetime, what: str) -> datetime.datetime:
    """A moment in UTC, in whole seconds; one without a time zone is refused."""
    if when.tzinfo is None:
        raise Contradiction(f"The {what} has no time zone.")
    return when.astimezone(datetime.UTC).replace(microsecond=0)
