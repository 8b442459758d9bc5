"""A campaign of a partnership: goal, dates, participants, point person."""
