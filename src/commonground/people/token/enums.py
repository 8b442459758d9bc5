"""What a token may do."""

from django.db.models import TextChoices


class Scope(TextChoices):
    """Read only, or read and write; never more than the person may."""

    READ = "read", "Read"
    WRITE = "write", "Read and write"
