"""The API of people, in the order of its documentation; the app `api` mounts each router at its path."""

from ninja import Router

from commonground.people.activity.api import router as activity
from commonground.people.home.api import needs, waiting
from commonground.people.invitation.api import router as invitations
from commonground.people.membership.api import router as people
from commonground.people.merge.api import router as merges
from commonground.people.note.api import router as notes
from commonground.people.organisation.api import router as organisations
from commonground.people.person.api import router as account
from commonground.people.search.api import router as search
from commonground.people.token.api import router as tokens
from commonground.people.webhook.api import router as webhooks

ROUTERS: tuple[tuple[str, Router], ...] = (
    ("/account", account),
    ("/organisations", organisations),
    ("/merges", merges),
    ("/people", people),
    ("/invitations", invitations),
    ("/notes", notes),
    ("/activity", activity),
    ("/tokens", tokens),
    ("/webhooks", webhooks),
    ("/needs", needs),
    ("/waiting", waiting),
    ("/search", search),
)
