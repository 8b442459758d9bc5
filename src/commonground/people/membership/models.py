"""Rows for memberships."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from commonground.kit.fields import WordsField
from commonground.kit.record import Record
from commonground.people.membership.enums import Function, Level, Role
from commonground.people.organisation.models import Organisation
from commonground.people.person.models import Person


class Membership(Record):
    """A person at an organisation.

    `person` is empty while somebody was only named, by their own organisation or by a partner (`told_by`); `told_name`
    and `told_email` are then what is known. One who has left keeps the row, so that what they signed stays theirs.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    told_name = WordsField(max_length=120, blank=True)
    told_email = models.EmailField(blank=True)
    told_by = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = WordsField(max_length=120, blank=True, help_text="What it says on the card: Partnerships lead.")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    level = models.CharField(max_length=12, choices=Level, default=Level.PRACTITIONER)
    functions = models.JSONField(default=list, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(left_at__isnull=True, person__isnull=False),
                name="membership_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """How the person is called, whether or not they have an account."""
        return self.person.name if isinstance(self.person, Person) else self.told_name

    @property
    def function_words(self) -> list[str]:
        """The functions as they are called."""
        return [str(Function(function).label) for function in self.functions]

    @property
    def has_left(self) -> bool:
        """Whether this person no longer speaks for the organisation."""
        return self.left_at is not None

    @property
    def time_zone(self) -> str:
        """Where this person's days begin: their own zone, else the organisation's."""
        own = self.person.time_zone if isinstance(self.person, Person) else ""
        return own or self.organisation.time_zone

    @property
    def has_joined(self) -> bool:
        """Whether this person has an account and acts for the organisation."""
        return self.person_id is not None and self.left_at is None
