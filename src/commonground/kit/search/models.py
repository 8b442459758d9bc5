"""The index: one document an object."""

from django.db import models


class SearchDocument(models.Model):
    """What can be found of one object. The text itself is indexed by FTS5 on SQLite and by tsvector on PostgreSQL."""

    kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_one_document_an_object")]
