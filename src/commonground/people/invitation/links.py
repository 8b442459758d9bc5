"""Where the link in an invitation leads. An app above may have a page of its own for a purpose:

    links.register(Purpose.CLAIM, "partnerships:claim")

Its URL takes the token as `token`.
"""

from django.conf import settings
from django.urls import reverse

from commonground.people.invitation.enums import Purpose

_pages: dict[str, str] = {}


def register(purpose: Purpose, url_name: str) -> None:
    """Lead invitations of a purpose to another page than people:invitation-open."""
    _pages[purpose] = url_name


def link_to(purpose: str, token: str) -> str:
    """The address in the mail."""
    return f"{settings.BASE_URL}{reverse(_pages.get(purpose, 'people:invitation-open'), kwargs={'token': token})}"
