"""All rows of this app, where Django looks for them."""

from commonground.campaigns.campaign.models import Campaign, Participant, Pin
from commonground.campaigns.raci.models import Comment, MatrixRole, MatrixRow, MatrixVersion
from commonground.campaigns.signature.models import Signature
from commonground.campaigns.upload.models import Upload

__all__ = [
    "Campaign",
    "Comment",
    "MatrixRole",
    "MatrixRow",
    "MatrixVersion",
    "Participant",
    "Pin",
    "Signature",
    "Upload",
]
