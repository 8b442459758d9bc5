"""Telling an organisation's own tools what needs its people: messages that are signed, retried, logged."""
