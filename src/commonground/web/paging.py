"""Paging by cursor: an opaque mark of the last row seen, so that rows added meanwhile neither repeat nor hide others."""

import base64
import binascii
import json
from collections.abc import Callable, Iterable
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
    _check_limit(limit)
    if cursor:
        queryset = queryset.filter(_beyond(_read(queryset.model, cursor, by), newest_first))
    rows = list(queryset.order_by(*(f"-{name}" if newest_first else name for name in by))[: limit + 1])
    more = len(rows) > limit
    return Page(rows[:limit], _mark(rows[limit - 1], by) if more else None)


@dataclass(frozen=True, slots=True)
class Listed(Generic[Item]):
    """Some of a reckoned list, and the cursor of those after them."""

    items: list[Item]
    next_cursor: str | None


def paged_list(
    things: Iterable[Item], cursor: str | None = None, limit: int = LIMIT, *, mark: Callable[[Item], str]
) -> Listed[Item]:
    """One page of a list that is reckoned, not read, in the order of `mark`, which tells things apart."""
    _check_limit(limit)
    after = _unmark(cursor)[0] if cursor else None
    left = [(key, thing) for key, thing in sorted(((mark(t), t) for t in things), key=lambda p: p[0])]
    left = [(key, thing) for key, thing in left if after is None or key > after]
    more = len(left) > limit
    return Listed([thing for _, thing in left[:limit]], _encoded([left[limit - 1][0]]) if more else None)


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= MOST:
        raise Invalid(f"A page holds 1 to {MOST} rows.", fields={"limit": f"Between 1 and {MOST}."})


def _beyond(last: dict[str, Any], newest_first: bool) -> Q:
    sign = "lt" if newest_first else "gt"
    condition, same = Q(pk__in=[]), Q()
    for name, value in last.items():
        condition |= same & Q(**{f"{name}__{sign}": value})
        same &= Q(**{name: value})
    return condition


def _mark(row: Model, by: tuple[str, ...]) -> str:
    return _encoded([_field(type(row), name).value_to_string(row) for name in by])


def _encoded(values: list[str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _unmark(cursor: str) -> list[str]:
    try:
        values = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise _not_ours() from error
    if not isinstance(values, list) or not values or not all(isinstance(value, str) and value for value in values):
        raise _not_ours()
    return values


def _not_ours() -> Invalid:
    return Invalid("This cursor is not one of ours.", fields={"cursor": "Leave it out to begin again."})


def _read(model: type[Model], cursor: str, by: tuple[str, ...]) -> dict[str, Any]:
    try:
        return {n: _field(model, n).clean(value, None) for n, value in zip(by, _unmark(cursor), strict=True)}
    except (ValueError, TypeError, ValidationError) as error:
        raise _not_ours() from error


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    field = model._meta.get_field(name)
    assert isinstance(field, Field)
    return field
