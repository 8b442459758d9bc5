"""Whom to ask, and what happens when that does not help: point person, ladder, and escalations that step up by themselves."""
