"""Times on the wall: gaps, folds, cadence, and what everybody sees."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from commonground.campaigns.kickoff.rules import (
    Reading,
    beside_words,
    counted_back,
    moment_of,
    next_occurrence,
    occurrence,
    reading_of,
)
from commonground.kit.errors import Invalid
from commonground.web.dates import clock_words

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
KIRITIMATI, PAGO = "Pacific/Kiritimati", "Pacific/Pago_Pago"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(("day", "at", "zone", "reading"), [
    (date(2026, 3, 29), time(2, 30), BERLIN, Reading.GAP),
    (date(2026, 3, 29), time(3, 0), BERLIN, Reading.PLAIN),
    (date(2026, 10, 25), time(2, 30), BERLIN, Reading.FOLD),
    (date(2026, 3, 8), time(2, 30), NEW_YORK, Reading.GAP),
    (date(2026, 11, 1), time(1, 30), NEW_YORK, Reading.FOLD),
    (date(2026, 3, 29), time(2, 30), KIRITIMATI, Reading.PLAIN),
    (date(2026, 10, 25), time(2, 30), PAGO, Reading.PLAIN),
])  # fmt: skip
def test_how_a_time_reads(day: date, at: time, zone: str, reading: Reading) -> None:
    assert reading_of(day, at, zone) is reading


def test_a_time_that_never_comes_is_refused_in_words() -> None:
    with pytest.raises(Invalid) as refused:
        moment_of(date(2026, 3, 29), time(2, 30), BERLIN)
    assert refused.value.fields == {"at": (
        "02:30 does not exist on Sun 29 Mar 2026: the clocks of Europe/Berlin go forward over it."
        " Choose 03:30, or another time."
    )}  # fmt: skip


def test_of_a_time_that_comes_twice_it_is_asked_which() -> None:
    day, at = date(2026, 10, 25), time(2, 30)
    with pytest.raises(Invalid) as refused:
        moment_of(day, at, BERLIN)
    assert refused.value.fields == {"which": (
        "On Sun 25 Oct 2026 the clocks of Europe/Berlin go back, and 02:30 comes twice: first as CEST, then as CET. Say which."
    )}  # fmt: skip
    assert moment_of(day, at, BERLIN, "first") == utc(2026, 10, 25, 0, 30)
    assert moment_of(day, at, BERLIN, "second") == utc(2026, 10, 25, 1, 30)


def test_a_zone_that_is_none_and_a_day_out_of_reach() -> None:
    for day, zone, field in ((date(2026, 1, 1), "Mars/Base", "time_zone"), (date(9999, 12, 31), BERLIN, "day")):
        with pytest.raises(Invalid) as refused:
            moment_of(day, time(10), zone)
        assert list(refused.value.fields) == [field]


def test_a_series_moves_over_a_gap_and_takes_the_first_of_two_and_says_so() -> None:
    gap, fold = occurrence(date(2026, 3, 29), time(2, 30), BERLIN), occurrence(date(2026, 11, 1), time(1, 30), NEW_YORK)
    assert gap.moment == utc(2026, 3, 29, 1, 30)
    assert gap.said == "02:30 does not exist on this day, because the clocks go forward. The call is at 03:30."
    assert fold.moment == utc(2026, 11, 1, 5, 30)
    assert fold.said == "01:30 comes twice on this day, because the clocks go back. The first is meant (EDT)."
    assert occurrence(date(2026, 3, 29), time(10), BERLIN).said == ""


@pytest.mark.parametrize("zone", [BERLIN, NEW_YORK, KIRITIMATI, PAGO])
def test_a_series_is_at_the_same_time_on_the_wall_all_year(zone: str) -> None:
    after, seen = utc(2026, 1, 5), []
    for _ in range(52):
        found = next_occurrence(date(2026, 1, 6), 1, time(10), zone, after)
        seen.append(found.moment.astimezone(ZoneInfo(zone)))
        after = found.moment
    assert {(one.hour, one.minute, one.weekday()) for one in seen} == {(10, 0, 1)}
    assert {b.date() - a.date() for a, b in pairwise(seen)} == {timedelta(days=7)}


def test_turns_that_were_missed_are_left_out() -> None:
    found = next_occurrence(date(2026, 1, 6), 2, time(10), BERLIN, utc(2026, 6, 1))
    assert found.moment == utc(2026, 6, 9, 8)


def test_everybody_sees_their_own_time() -> None:
    moment = utc(2026, 9, 14, 8)
    assert clock_words(moment, BERLIN) == "10:00 CEST"
    assert clock_words(moment, KIRITIMATI) == "22:00 UTC+14"
    assert beside_words(moment, "Europe/London", BERLIN) == "09:00"
    assert beside_words(moment, PAGO, BERLIN) == "Sun 13 Sep, 21:00"
    assert beside_words(utc(2026, 9, 14, 12), KIRITIMATI, BERLIN) == "Tue 15 Sep, 02:00"


def test_counting_back_from_the_launch() -> None:
    assert counted_back(None, date(2026, 9, 14)) == ""
    assert counted_back(date(2026, 10, 16), date(2026, 9, 21)).splitlines() == [
        "Launch: Fri 16 Oct 2026.",
        "6 weeks before: specifications of every placement collected, Fri 4 Sep, over on the day of the kick-off.",
        "4 weeks before: signals arrive in test, Fri 18 Sep, over on the day of the kick-off.",
        "3 weeks before: creative variants final, Fri 25 Sep.",
        "2 weeks before: test flight, Fri 2 Oct.",
        "1 week before: go or no-go, Fri 9 Oct.",
    ]
