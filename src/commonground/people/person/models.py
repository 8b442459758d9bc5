"""The account model."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from commonground.kit import clock
from commonground.kit.fields import WordsField
from commonground.kit.record import check_fields
from commonground.people.person.enums import MailRhythm


class PersonManager(BaseUserManager["Person"]):
    """Makes people; e-mail addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """Somebody who can sign in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = WordsField(max_length=120)
    time_zone = models.CharField(max_length=50, blank=True, help_text="Empty: that of the organisation.")
    mail_rhythm = models.CharField(max_length=12, choices=MailRhythm, default=MailRhythm.DAILY)
    quiet_from = models.TimeField(null=True, blank=True, help_text="No mail from then on, local time.")
    quiet_until = models.TimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        check_fields(self)
        super().save(*args, **kwargs)
