"""Words of kick-offs and calls."""

from django.db.models import TextChoices


class MeetingKind(TextChoices):
    """The kick-off opens a campaign; calls keep it on course."""

    KICK_OFF = "kick-off", "Kick-off"
    CALL = "call", "Call"


class MeetingState(TextChoices):
    """Planned, held, or called off."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class Answer(TextChoices):
    """What an invited person has answered; the values are those of calendar programs, in lower case."""

    OPEN = "needs-action", "Not answered"
    ACCEPTED = "accepted", "Comes"
    TENTATIVE = "tentative", "Perhaps"
    DECLINED = "declined", "Does not come"


class PreparationKind(TextChoices):
    """What has to be there before the call."""

    CONCEPT = "concept", "Creative concept shared"
    SPECIFICATIONS = "specifications", "Specifications of every placement collected"
    NAMING = "naming", "Naming convention fixed"
    TRACKING = "tracking", "Tracking requirements fixed"
    TRAFFICKER = "trafficker", "Trafficker contact named"


class UnderstandingState(TextChoices):
    """What an organisation says of the recap."""

    WAITING = "waiting", "Not confirmed"
    CONFIRMED = "confirmed", "This is what we understood"
    OBJECTS = "objects", "Objects"
    ANSWERED = "answered", "Objection answered"
