"""Paging by cursor: an opaque mark of the last row seen, so that rows added meanwhile neither repeat nor hide others."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet
from ninja import Schema

from commonground.kit.errors import Invalid

LIMIT, MOST = 50, 200
Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and the cursor of those after them: None at the end."""

    items: list[Row]
    next_cursor: str | None


class Paged(Schema, Generic[Item]):
    """The same in an API's answer."""

    items: list[Item]
    next_cursor: str | None = None


def paged(
    queryset: QuerySet[Row],
    cursor: str | None = None,
    limit: int = LIMIT,
    *,
    by: tuple[str, ...] = ("created_at", "id"),
    newest_first: bool = True,
) -> Page[Row]:
    """One page of `queryset`, in the order of `by`, whose fields together tell rows apart. Invalid for a bad cursor."""
    if not 1 <= limit <= MOST:
        raise Invalid(f"A page holds 1 to {MOST} rows.", fields={"limit": f"Between 1 and {MOST}."})
    if cursor:
        queryset = queryset.filter(_beyond(_read(queryset.model, cursor, by), newest_first))
    rows = list(queryset.order_by(*(f"-{name}" if newest_first else name for name in by))[: limit + 1])
    more = len(rows) > limit
    return Page(rows[:limit], _mark(rows[limit - 1], by) if more else None)


def _beyond(last: dict[str, Any], newest_first: bool) -> Q:
    sign = "lt" if newest_first else "gt"
    condition, same = Q(pk__in=[]), Q()
    for name, value in last.items():
        condition |= same & Q(**{f"{name}__{sign}": value})
        same &= Q(**{name: value})
    return condition


def _mark(row: Model, by: tuple[str, ...]) -> str:
    values = [_field(type(row), name).value_to_string(row) for name in by]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _read(model: type[Model], cursor: str, by: tuple[str, ...]) -> dict[str, Any]:
    try:
        values = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        found = {name: _value(model, name, value) for name, value in zip(by, values, strict=True)}
    except (binascii.Error, ValueError, TypeError, ValidationError, RecursionError) as error:
        raise Invalid("This cursor is not one of ours.", fields={"cursor": "Leave it out to begin again."}) from error
    return found


def _value(model: type[Model], name: str, value: object) -> Any:
    if not isinstance(value, str) or not value:
        raise ValueError(name)
    return _field(model, name).clean(value, None)


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    field = model._meta.get_field(name)
    assert isinstance(field, Field)
    return field
