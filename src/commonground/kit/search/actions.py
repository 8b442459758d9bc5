"""Keeping the index."""

import re
from typing import Protocol
from uuid import UUID

from commonground.kit.search.models import SearchDocument
from commonground.kit.words import folded

BODY_LIMIT = 200_000


def index(*, kind: str, object_id: UUID, title: str, body: str = "") -> None:
    """Put what can be found of an object into the index, in place of what was there."""
    SearchDocument.objects.update_or_create(
        kind=kind, object_id=object_id, defaults={"title": title[:300], "body": folded(f"{title}\n{body}")[:BODY_LIMIT]}
    )


class Named(Protocol):
    """A thing with a name for people and a key for machines."""

    pk: UUID
    name: str
    key: str


def index_named(kind: str, thing: Named) -> None:
    """Let a thing be found by its name and its key; the parts of a key count each, on either database."""
    parts = " ".join(re.findall(r"[^\W_]+", thing.key))
    index(kind=kind, object_id=thing.pk, title=thing.name, body=f"{thing.key} {parts}")


def forget(*, kind: str, object_id: UUID) -> None:
    """Take an object out of the index."""
    SearchDocument.objects.filter(kind=kind, object_id=object_id).delete()
