"""Weekly digests and quiet hours."""

from datetime import UTC, datetime, time

import pytest

from commonground.people.notice.rules import digest_key, is_quiet


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 9, 14, 4, 59, tzinfo=UTC), None),
        (datetime(2026, 9, 14, 5, 0, tzinfo=UTC), "digest:2026-W38"),
        (datetime(2026, 9, 16, 1, 0, tzinfo=UTC), "digest:2026-W38"),
        (datetime(2026, 9, 20, 22, 0, tzinfo=UTC), None),
        (datetime(2027, 1, 1, 12, 0, tzinfo=UTC), "digest:2026-W53"),
    ],
)
def test_once_a_week(moment: datetime, expected: str | None) -> None:
    assert digest_key(moment, "Europe/Rome", weekly=True) == expected


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        (time(22), time(7), [22, 23, *range(7)]),
        (time(12), time(14), [12, 13]),
        (time(9), time(9), []),
        (None, time(9), []),
    ],
)
def test_quiet_hours(since: time | None, until: time | None, hours: list[int]) -> None:
    quiet = [hour for hour in range(24) if is_quiet(datetime(2026, 1, 5, hour, tzinfo=UTC), "UTC", since, until)]
    assert sorted(quiet) == sorted(hours)
