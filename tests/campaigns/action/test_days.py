"""The column of a board in which an action stands on a day."""

from datetime import date, timedelta

import pytest

from commonground.campaigns.action.rules import column

TODAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("days", "expected"), [(None, "undated"), (-1, "over"), (0, "week"), (7, "week"), (8, "later")]
)
def test_column(days: int | None, expected: str) -> None:
    assert column(None if days is None else TODAY + timedelta(days=days), TODAY) == expected
