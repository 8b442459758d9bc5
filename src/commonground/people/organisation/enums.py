"""What kinds of organisation there are."""

from django.db.models import TextChoices


class OrganisationKind(TextChoices):
    """The part that an organisation plays in the trade."""

    ADVERTISER = "advertiser", "Advertiser"
    MEDIA_AGENCY = "media-agency", "Media agency"
    CREATIVE_AGENCY = "creative-agency", "Creative agency"
    AD_SERVER = "ad-server", "Ad server"
    DSP = "dsp", "DSP"
    DMP = "dmp", "DMP"
    DYNAMIC_CREATIVE = "dynamic-creative", "Dynamic creative"
    PUBLISHER = "publisher", "Publisher"
    AFFILIATE = "affiliate", "Affiliate"
    NON_PROFIT = "non-profit", "Non-profit"
    TECHNOLOGY = "technology", "Technology"
    OTHER = "other", "Other"
