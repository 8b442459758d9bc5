"""What an engine may raise.

EngineError
├── Unreadable           the input cannot be read as what it claims to be (message says why, and where)
├── TooLarge             the input is beyond a stated limit (message names the limit)
├── Contradiction        values that cannot hold together: a key used twice, a reference to nothing, a negative duration
├── CircularDependency   things that wait for each other; `cycle` names them
└── Undated              there is no day from which to count
"""


class EngineError(Exception):
    """Base of everything that an engine raises on purpose; the message is fit for the person who gave the input."""


class Unreadable(EngineError):
    """The input cannot be read as what it claims to be."""


class TooLarge(EngineError):
    """The input is beyond a stated limit."""


class Contradiction(EngineError):
    """Values that cannot hold together."""


class CircularDependency(EngineError):
    """Things that wait for each other: each key in `cycle` depends on the next, the last on the first."""

    def __init__(self, message: str, cycle: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.cycle = cycle


class Undated(EngineError):
    """There is no day from which to count."""
