"""All rows of this app, where Django looks for them."""

from commonground.campaigns.action.models import Action
from commonground.campaigns.campaign.models import Absence, Campaign, Participant, Pin
from commonground.campaigns.escalation.models import Contact, Entry, Escalation
from commonground.campaigns.kickoff.models import (
    AgendaItem,
    Decision,
    Invitee,
    Meeting,
    Preparation,
    RequiredFunction,
    Series,
    Term,
    Understanding,
)
from commonground.campaigns.raci.models import Comment, MatrixRole, MatrixRow, MatrixVersion
from commonground.campaigns.roadmap.models import (
    Acknowledgement,
    Deliverable,
    FeedLink,
    Progress,
    RoadmapPhase,
    RoadmapVersion,
)
from commonground.campaigns.signature.models import Signature
from commonground.campaigns.upload.models import Upload

__all__ = [
    "Absence", "Acknowledgement", "Action", "AgendaItem", "Campaign", "Comment", "Contact", "Decision", "Deliverable",
    "Entry", "Escalation", "FeedLink", "Invitee", "MatrixRole", "MatrixRow", "MatrixVersion", "Meeting", "Participant",
    "Pin", "Preparation", "Progress", "RequiredFunction", "RoadmapPhase", "RoadmapVersion", "Series", "Signature", "Term",
    "Understanding", "Upload",
]  # fmt: skip
