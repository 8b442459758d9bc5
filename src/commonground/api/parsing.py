"""What is refused before anything is looked up: sizes, numbers and characters that no database takes."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, cast

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from ninja.parser import Parser

from commonground.kit.errors import Invalid

MOST_BYTES = 26 * 1024 * 1024


class StrictParser(Parser):
    """JSON without NaN and infinity, which Python reads and JSON does not know."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        return cast(dict[str, Any], json.loads(request.body, parse_constant=_no_number))


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def check_request(request: HttpRequest, places: Mapping[str, Any]) -> None:
    """Refuse a request that is too large, or whose address or JSON holds what cannot be stored."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise RequestDataTooBig
    given = {name: value for name, values in request.GET.lists() for value in values}
    bad = [name for name, value in {**given, **places}.items() if _cannot_be_stored(value)]
    if not bad and request.content_type == "application/json" and b"\\u" in request.body:
        bad = ["body"] if _cannot_be_stored(_read(request.body)) else []
    if bad:
        message = "This holds a character that cannot be stored."
        raise Invalid(message, fields=dict.fromkeys(bad, message))


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _cannot_be_stored(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value)
    if isinstance(value, Mapping):
        return any(map(_cannot_be_stored, (*value.keys(), *value.values())))
    return isinstance(value, Iterable) and any(map(_cannot_be_stored, value))
