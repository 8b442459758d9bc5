"""Agree: who works together, and how a named partner comes in."""
