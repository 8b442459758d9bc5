"""All rows of this app, where Django looks for them."""

from commonground.campaigns.campaign.models import Campaign, Participant, Pin
from commonground.campaigns.raci.models import Comment, MatrixRole, MatrixRow, MatrixVersion, Signature

__all__ = ["Campaign", "Comment", "MatrixRole", "MatrixRow", "MatrixVersion", "Participant", "Pin", "Signature"]
