"""Moving all that points at one row to another, whatever app it belongs to.

Where the two would clash on a unique key (both take part in the same campaign), the one that stays absorbs the other
in turn, so that nothing that pointed at either is lost. An app may first say what to keep of the two:

    absorb.register(Party, keep_the_joined_one)
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Field, ForeignObjectRel, Model, Q, UniqueConstraint

Keep = Callable[[Any, Any], None]

_keep: dict[type[Model], Keep] = {}


def register(model: type[Model], keep: Keep) -> None:
    """`keep(goes, stays)` may change and save `stays` before `goes` is absorbed by it."""
    _keep[model] = keep


def move_relations(goes: Model, stays: Model, *, leave_out: tuple[type[Model], ...] = ()) -> None:
    """Point at `stays` what points at `goes`."""
    for relation in relations_to(type(goes)):
        if relation.related_model not in leave_out:
            _move_relation(relation, goes, stays)


def relations_to(model: type[Model]) -> list[ForeignObjectRel]:
    """Every foreign key to a model, also those that have no name on its side."""
    fields = model._meta.get_fields(include_hidden=True)
    return [field for field in fields if isinstance(field, ForeignObjectRel) and not field.many_to_many]


def _move_relation(relation: ForeignObjectRel, goes: Model, stays: Model) -> None:
    model: Any = relation.related_model
    name = relation.field.name
    for row in model._base_manager.filter(**{name: goes}):
        _move_row(row, name, goes, stays)


def _move_row(row: Model, name: str, goes: Model, stays: Model) -> None:
    if row == stays:
        # What stays must not point at itself: an organisation was not told of by itself.
        _set(row, name, None)
    elif (other := clashing(row, name, stays)) is not None:
        _absorb(row, other)
    else:
        _set(row, name, stays.pk)


def _set(row: Model, name: str, value: object) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**{name: value})


def _absorb(row: Model, other: Model) -> None:
    if type(row) in _keep:
        _keep[type(row)](row, other)
    move_relations(row, other)
    row.delete()


def clashing(row: Model, name: str, stays: Model) -> Model | None:
    """The row that is in the way when `row` points at `stays` by its field `name`."""
    others = type(row)._base_manager.exclude(pk=row.pk)
    for fields, condition in _unique_keys(type(row)):
        values = {field: stays.pk if field == name else _value(row, field) for field in fields}
        if name not in fields or None in values.values():
            continue
        if condition is not None and not type(row)._base_manager.filter(condition, pk=row.pk).exists():
            continue
        if (found := others.filter(condition or Q(), **values).first()) is not None:
            return found
    return None


def _value(row: Model, name: str) -> object:
    field = row._meta.get_field(name)
    return getattr(row, field.attname if isinstance(field, Field) else name)


def _unique_keys(model: type[Model]) -> list[tuple[tuple[str, ...], Q | None]]:
    constraints = [c for c in model._meta.constraints if isinstance(c, UniqueConstraint)]
    keys: list[tuple[tuple[str, ...], Q | None]] = [(tuple(c.fields), c.condition) for c in constraints]
    keys += [(tuple(names), None) for names in model._meta.unique_together]
    keys += [((field.name,), None) for field in model._meta.local_fields if field.unique and field.is_relation]
    return keys
