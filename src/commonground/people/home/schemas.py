"""The inbox in the API."""

from datetime import date

from ninja import Schema


class NeedOut(Schema):
    """One thing that needs you; `url` is where it is done. `and_more`: others of its kind wait that are not listed."""

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
    and_more: bool


class WaitingOut(Schema):
    """One thing that you wait for from others. `and_more`: there are others of its kind that are not listed."""

    what: str
    about: str
    url: str
    organisation: str
    asked: date
    state: str
    state_words: str
    and_more: bool
