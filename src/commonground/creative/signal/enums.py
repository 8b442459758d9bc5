"""Words for signals, placements and what is passed."""

from django.db.models import TextChoices


class SignalType(TextChoices):
    """What kind of values a signal has; the values are those of engines.decisions."""

    BINARY = "binary", "Yes or no"
    CATEGORICAL = "categorical", "One of several categories"
    NUMERIC = "numeric", "A number"
    INTEGER = "integer", "A whole number"
    TEXT = "text", "A text"
    DATE = "date", "A day"


# Kinds whose values count something, and so may have a unit.
COUNTED = (SignalType.NUMERIC, SignalType.INTEGER)


class Format(TextChoices):
    """What a placement shows."""

    DISPLAY = "display", "Display"
    VIDEO = "video", "Video"
    AUDIO = "audio", "Audio"
    NATIVE = "native", "Native"
    IN_APP = "in-app", "In-app or in-game"
    SOCIAL = "social", "Social"
    OUT_OF_HOME = "out-of-home", "Digital out of home"
    OWNED = "owned", "Own channel (page, mail, app)"


class ProvisionState(TextChoices):
    """How far a partner is with passing a signal on a placement."""

    ASKED = "asked", "Asked"
    PROMISED = "promised", "Promised"
    TESTED = "tested", "Tested"
    LIVE = "live", "Live"
    REFUSED = "refused", "Refused"


class Becomes(TextChoices):
    """What becomes of what a file says of a signal on a placement."""

    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    ASKED = "asked", "Asked"
    KEPT = "kept", "Left as it is"
    SAME = "same", "Says the same"


class ShareSource(TextChoices):
    """Where a share of impressions comes from."""

    PROMISED = "promised", "Promised"
    MEASURED = "measured", "Measured"
