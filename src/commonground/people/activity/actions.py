"""Writing the log, and proving that it is whole."""

from typing import Any
from uuid import UUID

from django.db import connection, transaction

from commonground.kit import clock
from commonground.people.activity.models import Activity
from commonground.people.activity.rules import GENESIS, entry_hash
from commonground.people.viewer.models import Viewer

CHAIN_LOCK = 7_203_551
FIELDS = [
    "at", "person_id", "person_name", "organisation_id", "organisation_name", "verb", "subject_kind", "subject_id",
    "scope_kind", "scope_id", "private", "detail",
]  # fmt: skip


@transaction.atomic
def record(
    *,
    by: Viewer,
    verb: str,
    subject: tuple[str, UUID],
    scope: tuple[str, UUID] | None = None,
    private: bool = False,
    **detail: Any,
) -> None:
    """Add an entry. `subject` and `scope` are (kind, id); the scope is the page that shows it, the subject by default."""
    if connection.vendor == "postgresql":
        # Two writers must not both build on the same last entry; SQLite has one writer at a time anyhow.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = Activity.objects.order_by("-id").values_list("hash", flat=True).first() or GENESIS
    kind, identity = scope or subject
    values: dict[str, Any] = {
        "at": clock.now(),
        "person_id": by.person_id,
        "person_name": by.person_name,
        "organisation_id": by.organisation_id,
        "organisation_name": by.organisation_name,
        "verb": verb,
        "subject_kind": subject[0],
        "subject_id": subject[1],
        "scope_kind": kind,
        "scope_id": identity,
        "private": private,
        "detail": detail,
    }
    Activity.objects.create(**values, previous_hash=last, hash=entry_hash(last, values))


def first_broken_entry() -> int | None:
    """The id of the first entry that does not follow from the one before, or None when the whole log holds."""
    last = GENESIS
    for entry in Activity.objects.order_by("id").iterator(chunk_size=2000):
        values = {name: getattr(entry, name) for name in FIELDS}
        if entry.previous_hash != last or entry.hash != entry_hash(last, values):
            return entry.pk
        last = entry.hash
    return None
