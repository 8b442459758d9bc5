"""Intervals that several engines state."""

from commonground.engines.statistics.proportion import Z95, wilson

__all__ = ["Z95", "wilson"]
