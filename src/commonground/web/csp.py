"""The content security policy, in the shape of django-csp 4's CONTENT_SECURITY_POLICY."""

from collections.abc import Sequence

SELF = "'self'"
NONE = "'none'"


def content_security_policy(*, form_targets: Sequence[str] = ()) -> dict[str, object]:
    """Only what this site serves itself; forms may also end at `form_targets` (origins)."""
    return {
        "DIRECTIVES": {
            "default-src": [SELF],
            "script-src": [SELF],
            "style-src": [SELF],
            "font-src": [SELF],
            # The QR code of an authenticator app is drawn as a data address.
            "img-src": [SELF, "data:"],
            "connect-src": [SELF],
            "object-src": [NONE],
            "base-uri": [NONE],
            "form-action": [SELF, *form_targets],
            "frame-ancestors": [NONE],
        },
    }
