"""What a person is at an organisation."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What somebody may do for the organisation, most first."""

    OWNER = "owner", "Owner"
    ADMIN = "admin", "Admin"
    MEMBER = "member", "Member"
    VIEWER = "viewer", "Viewer"


class Level(TextChoices):
    """Where somebody stands; managers and executives sign."""

    EXECUTIVE = "executive", "Executive"
    MANAGER = "manager", "Manager"
    PRACTITIONER = "practitioner", "Practitioner"


class Function(TextChoices):
    """What somebody works on."""

    STRATEGY = "strategy", "Strategy"
    MEDIA = "media", "Media"
    CREATIVE = "creative", "Creative"
    PERSONALISATION = "personalisation", "Personalisation"
    ANALYTICS = "analytics", "Analytics"
    AD_OPERATIONS = "ad-operations", "Ad operations"
    LEGAL = "legal", "Legal"
    FINANCE = "finance", "Finance"
    BRAND = "brand", "Brand"
    DATA = "data", "Data"
