"""Who calls: a program by its token, or a person on the documentation page by their session."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from commonground.kit.errors import NotAllowed
from commonground.people.token.actions import authenticate
from commonground.people.viewer.models import Viewer

SAFE = {"GET", "HEAD", "OPTIONS"}


class Token(HttpBearer):
    """`Authorization: Bearer cg_...`, made on the page of one's API tokens."""

    openapi_name = "token"

    def authenticate(self, request: HttpRequest, token: str) -> Viewer:
        viewer = authenticate(token)
        if viewer is None:
            # Never on to the session: who sends a token means that token.
            raise AuthenticationError
        # Before anything is looked up, so that no action has to think of it.
        if viewer.read_only and request.method not in SAFE:
            raise NotAllowed("This token can only read.", code="read-only-token")
        request.viewer = viewer  # type: ignore[attr-defined]
        return viewer


class Session(APIKeyCookie):
    """The browser's session, with the CSRF token on every write."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Viewer | None:
        if "Authorization" in request.headers or not request.user.is_authenticated:
            return None
        if check_csrf(request) is not None:
            raise NotAllowed("The CSRF token is missing or wrong.", code="csrf")
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Viewer:
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        if viewer.membership is None:
            raise NotAllowed("You act for no organisation yet.", code="no-organisation")
        return viewer


AUTH: tuple[Any, ...] = (Token(), Session())


def identify(request: HttpRequest) -> Viewer | None:
    """The viewer whom a request acts for; raises when it names one and may not."""
    return next((viewer for scheme in AUTH if (viewer := scheme(request))), None)
