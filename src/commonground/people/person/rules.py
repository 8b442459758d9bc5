"""Pure facts about people."""

from typing import Protocol


class Named(Protocol):
    name: str
    email: str


def display_name(person: Named) -> str:
    """How somebody is called on pages: the name, or what stands before the @."""
    return person.name or person.email.partition("@")[0]
