"""The base of every row that has an address of its own."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from commonground.kit import clock
from commonground.kit.errors import Invalid


class Record(models.Model):
    """A row with a random id and a time of making, whose fields are checked whenever it is saved.

    Checking on save means that forms, the API, imports and the demo all pass the same door.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        check_fields(self)
        super().save(*args, **kwargs)


def check_fields(row: models.Model) -> None:
    """Run the fields' own rules, without a query; raises Invalid that names each field."""
    relations = {field.name for field in row._meta.fields if field.is_relation}
    try:
        row.clean_fields(exclude=relations)
    except ValidationError as error:
        fields = {name: " ".join(messages) for name, messages in error.message_dict.items()}
        raise Invalid("Some of this cannot be saved as it is.", fields=fields) from error
