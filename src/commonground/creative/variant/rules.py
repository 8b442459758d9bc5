"""When a variant may be shown, and who may say so."""

from collections.abc import Collection
from datetime import date
from uuid import UUID


def is_active(active_from: date | None, active_until: date | None, first: date | None, last: date | None) -> bool:
    """Active on every day from `first` to `last`; days that are not known do not count against it."""
    late = active_from is not None and first is not None and active_from > first
    early = active_until is not None and (last or first) is not None and active_until < (last or first)  # type: ignore[operator]
    return not late and not early


def may_decide(organisation: UUID | None, makers: Collection[UUID], others: int) -> bool:
    """Nobody approves their own work or what they have asked for on another's behalf, unless they are alone."""
    return organisation is not None and (organisation not in makers or others == 0)
