"""The inbox in the API."""

from datetime import date

from ninja import Schema


class NeedOut(Schema):
    """One thing that needs you; `url` is where it is done."""

    key: str
    kind: str
    title: str
    why: str
    subject: str
    subject_url: str
    button: str
    url: str
    asked_by: str
    organisation: str
    due: date | None
    urgent: bool


class WaitingOut(Schema):
    """One thing that you wait for from others."""

    what: str
    about: str
    url: str
    organisation: str
    asked: date
    state: str
    state_words: str
