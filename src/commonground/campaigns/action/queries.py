"""Reading actions: a campaign's are its participants', the others their home organisation's alone."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from commonground.campaigns.action.enums import ActionState
from commonground.campaigns.action.models import Action
from commonground.campaigns.action.rules import may_change
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_campaigns, list_people
from commonground.kit.errors import NotFound
from commonground.people.models import Membership
from commonground.people.viewer.models import NOBODY, Viewer

PEOPLE = (
    "home", "campaign", "owner__person", "owner__organisation", "noted_by__person", "noted_by__organisation",
    "offered_to__person", "offered_to__organisation",
)  # fmt: skip

LOOSE = Q(owner__isnull=True) | Q(owner__left_at__isnull=False) | Q(due_on__isnull=True)


def list_actions(viewer: Viewer) -> QuerySet[Action]:
    """Every action that the viewer may see, by day, the undated last."""
    campaigns = list_campaigns(viewer).order_by().filter(pk=OuterRef("campaign"))
    own = Q(campaign__isnull=True, home=viewer.organisation_or_nobody)
    found = Action.objects.filter(own | Q(Exists(campaigns))).select_related(*PEOPLE)
    return found.order_by(F("due_on").asc(nulls_last=True), "created_at", "id")


def get_action(viewer: Viewer, identity: UUID) -> Action:
    """One of them, or NotFound."""
    found = list_actions(viewer).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def list_open(viewer: Viewer, *, whose: str = "", campaign: Campaign | None = None) -> QuerySet[Action]:
    """Open ones. `whose` is "mine", "ours" (owned by or offered to our people, or noted by us without owner), "loose" (without
    an owner who is still there, or without a day) or "" for all.
    """
    found = list_actions(viewer).filter(state=ActionState.OPEN)
    if campaign is not None:
        found = found.filter(campaign=campaign)
    me = viewer.membership.pk if viewer.membership else NOBODY
    own = viewer.organisation_or_nobody
    narrowed = {
        "mine": Q(owner=me) | Q(offered_to=me),
        "ours": Q(owner__organisation=own) | Q(offered_to__organisation=own) | Q(owner__isnull=True, home=own),
        "loose": LOOSE,
        "asking": Q(owner=me) | Q(offered_to=me) | LOOSE & Q(noted_by=me),
    }
    return found.filter(narrowed.get(whose, Q()))


def list_ended(viewer: Viewer, *, campaign: Campaign | None = None) -> QuerySet[Action]:
    """Done or let go, the latest first."""
    found = list_actions(viewer).exclude(state=ActionState.OPEN).order_by("-ended_at", "id")
    return found.filter(campaign=campaign) if campaign is not None else found


def list_possible_owners(viewer: Viewer, campaign: Campaign | None) -> QuerySet[Membership]:
    """Who may own an action: people of the campaign's participants, or of the viewer's own organisation."""
    if campaign is not None:
        return list_people(viewer, campaign)
    own = Membership.objects.filter(organisation=viewer.organisation_or_nobody, left_at__isnull=True)
    return own.select_related("organisation", "person").order_by("person__name", "told_name")


def is_changeable(viewer: Viewer, action: Action) -> bool:
    """Whether the viewer may change it."""
    owner = action.owner.organisation_id if action.owner else None
    return viewer.may_write and may_change(viewer.organisation_id, action.home_id, owner)


def open_in(viewer: Viewer, campaigns: Sequence[Campaign]) -> dict[UUID, list[Action]]:
    """Open actions by campaign, for readiness."""
    ids = [campaign.pk for campaign in campaigns]
    found: dict[UUID, list[Action]] = {pk: [] for pk in ids}
    for action in Action.objects.filter(campaign__in=ids, state=ActionState.OPEN).select_related("owner__person"):
        if action.campaign_id is not None:
            found[action.campaign_id].append(action)
    return found
