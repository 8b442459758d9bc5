"""One's own account in the API."""

from datetime import time

from ninja import Field, Schema

from commonground.people.person.enums import MailRhythm
from commonground.web.schemas import Given


class AccountOut(Schema):
    """Your account. `time_zone` is empty for that of the organisation; quiet hours are local times, null for none."""

    name: str
    email: str
    time_zone: str
    mail_rhythm: MailRhythm
    quiet_from: time | None
    quiet_until: time | None


class AccountChange(Given):
    """What to change; what is left out stays. Both quiet hours together, null for none."""

    name: str | None = Field(None, min_length=1, max_length=120)
    time_zone: str | None = Field(None, max_length=50)
    mail_rhythm: MailRhythm | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None
