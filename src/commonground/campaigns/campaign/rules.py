"""What holds for the facts of a campaign."""

from datetime import date

from commonground.kit.errors import Invalid
from commonground.web.dates import in_words

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def check_dates(flight_start: date | None, flight_end: date | None, launch_on: date | None) -> None:
    """Refuse dates in the wrong order or out of reach; each may be missing."""
    fields = {}
    for name, day in (("flight_start", flight_start), ("flight_end", flight_end), ("launch_on", launch_on)):
        if day is not None and not EARLIEST <= day <= LATEST:
            fields[name] = "Between 2000 and 2100."
    if flight_start and flight_end and flight_end < flight_start:
        fields["flight_end"] = "The flight ends before it starts."
    if launch_on and flight_end and flight_end < launch_on:
        fields["launch_on"] = "The launch is after the end of the flight."
    if fields:
        raise Invalid("Some of these dates do not fit together.", fields=fields)


def stage(launch_on: date | None, flight_end: date | None, today: date) -> str:
    """The campaign's stage in a word: Planning, Live or Ended."""
    if flight_end and flight_end < today:
        return "Ended"
    if launch_on and launch_on <= today:
        return "Live"
    return "Planning"


def when(launch_on: date | None, flight_end: date | None, today: date) -> str:
    """Where a campaign is on its way: "launch in 32 days", "live, day 12 of 42", "ended 3 days ago"."""
    if launch_on is None:
        return "no launch date"
    if launch_on > today:
        return f"launch {in_words(launch_on, today)}"
    if flight_end is not None and flight_end < today:
        return f"ended {_days((today - flight_end).days)} ago"
    day = (today - launch_on).days + 1
    return f"live, day {day:,}" + (f" of {(flight_end - launch_on).days + 1:,}" if flight_end else "")


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"
