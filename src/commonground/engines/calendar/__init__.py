"""Calendar files as RFC 5545 and 5546 have them: invitations to meetings, and feeds of days."""

from commonground.engines.calendar.feed import DayEntry, feed
from commonground.engines.calendar.invitation import Attendee, Meeting, Participation, Person, invitation

__all__ = ["Attendee", "DayEntry", "Meeting", "Participation", "Person", "feed", "invitation"]
