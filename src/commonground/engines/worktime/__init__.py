"""When organisations work: working days, public holidays, hours in their time zones."""

from commonground.engines.worktime.hours import WorkingHours, due, worked
from commonground.engines.worktime.workdays import MONDAY_TO_FRIDAY, Calendars, WorkCalendar, calendar_of

__all__ = ["MONDAY_TO_FRIDAY", "Calendars", "WorkCalendar", "WorkingHours", "calendar_of", "due", "worked"]
