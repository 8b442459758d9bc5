"""The content security policy, in the shape of django-csp 4's CONTENT_SECURITY_POLICY."""

SELF = "'self'"
NONE = "'none'"

# img-src data: is the QR code of an authenticator app, which allauth draws as a data address.
CONTENT_SECURITY_POLICY: dict[str, object] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
