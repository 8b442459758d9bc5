"""All rows of this app, where Django looks for them."""

from commonground.people.activity.models import Activity
from commonground.people.invitation.models import Invitation
from commonground.people.membership.models import Membership
from commonground.people.note.models import Note
from commonground.people.notice.models import NeedNotice
from commonground.people.organisation.models import Merge, Organisation
from commonground.people.person.models import Person
from commonground.people.token.models import ApiToken
from commonground.people.webhook.models import Delivery, Webhook

__all__ = [
    "Activity", "ApiToken", "Delivery", "Invitation", "Membership", "Merge", "NeedNotice", "Note", "Organisation",
    "Person", "Webhook",
]  # fmt: skip
