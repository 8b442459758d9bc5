"""Dates as people read them: Fri 16 Oct 2026."""

DATE_FORMAT = "D j M Y"
DATETIME_FORMAT = "D j M Y, H:i"
SHORT_DATE_FORMAT = "j M"
TIME_FORMAT = "H:i"
