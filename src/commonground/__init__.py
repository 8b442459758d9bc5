"""Commonground: the workspace in which brands and their marketing partners run partnerships together, as peers."""

__version__ = "0.1.0"
