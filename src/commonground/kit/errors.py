"""The five kinds of refusal. Pages and the API each turn them into HTTP in one place.

CommongroundError
├── Invalid      what was given does not hold (422); `fields` names which and why
├── NotAllowed   the viewer may see this but not do that (403)
├── NotFound     does not exist, or may not be known to exist (404)
├── Conflict     somebody else was first (409)
└── NotReady     the state does not permit it yet (409)
"""

from collections.abc import Mapping


class CommongroundError(Exception):
    """A refusal with a stable `code` and a message in the reader's words."""

    code = "error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code


class Invalid(CommongroundError):
    """What was given does not hold; `fields` maps a field's name to its messages."""

    code = "invalid"

    def __init__(self, message: str, *, fields: Mapping[str, str] | None = None, code: str | None = None) -> None:
        super().__init__(message, code=code)
        self.fields = dict(fields or {})


class NotAllowed(CommongroundError):
    """The viewer may see this but not do that."""

    code = "not-allowed"


class NotFound(CommongroundError):
    """It does not exist, or the viewer may not know that it does: the answer is the same."""

    code = "not-found"

    def __init__(self, message: str = "There is nothing here.", *, code: str | None = None) -> None:
        super().__init__(message, code=code)


class Conflict(CommongroundError):
    """Somebody else was first; nothing was overwritten."""

    code = "conflict"


class NotReady(CommongroundError):
    """The state of the thing does not permit this yet."""

    code = "not-ready"
