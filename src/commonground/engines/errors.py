"""What an engine may raise.

EngineError
├── Unreadable   the input cannot be read as what it claims to be (message says why, and where)
└── TooLarge     the input is beyond a stated limit (message names the limit)
"""


class EngineError(Exception):
    """Base of everything that an engine raises on purpose; the message is fit for the person who gave the input."""


class Unreadable(EngineError):
    """The input cannot be read as what it claims to be."""


class TooLarge(EngineError):
    """The input is beyond a stated limit."""
