"""What variants ask of people, and what one waits for."""

from collections.abc import Iterator

from django.urls import reverse

from commonground.creative.variant.models import Variant
from commonground.creative.variant.queries import list_awaiting_approval, list_every_variant, list_to_approve
from commonground.kit.search.queries import find
from commonground.people.home import waiting
from commonground.people.home.waiting import Waiting
from commonground.people.models import Organisation
from commonground.people.search import sources
from commonground.people.search.sources import Source
from commonground.people.viewer.context import mark_of
from commonground.people.viewer.models import Viewer
from commonground.web import needs
from commonground.web.dates import local_day
from commonground.web.needs import MOST, Need


def _url(one: Variant) -> str:
    return reverse("creative:variant", args=[one.campaign_id, one.pk])


def approve_needs(viewer: Viewer) -> Iterator[Need]:
    """Variants of others that wait for approval, for those who may give it. Asked again is a new need."""
    for one in list_to_approve(viewer)[: MOST + 1]:
        yield Need(
            key=f"variant-approve:{one.pk}:{one.asked_at or one.created_at:%Y%m%d%H%M%S}",
            title=f"Decide: may {one.name} be shown?",
            why="Rules choose it, and until it is approved nothing may be shown for them.",
            icon="image", kind="decide", subject=one.campaign.name,
            subject_url=reverse("creative:variants", args=[one.campaign_id]), button="Look and decide",
            button_url=_url(one), organisation=mark_of(one.organisation), due=one.active_from,
        )  # fmt: skip


def approvals_waited_for(viewer: Viewer) -> Iterator[Waiting]:
    """Variants of the viewer's organisation that nobody has decided on."""
    for one in list_awaiting_approval(viewer)[: MOST + 1]:
        others = [
            two.organisation for two in one.campaign.participants.all() if two.organisation_id != one.organisation_id
        ]
        yield Waiting(
            what=f"Approval of {one.name}", url=_url(one), about=one.campaign.name,
            asked=local_day(one.asked_at or one.created_at, viewer.time_zone), state="wait", state_words="Not decided",
            organisation=mark_of(others[0]) if len(others) == 1 else None, who=_any_of(others),
        )  # fmt: skip


def _any_of(others: list[Organisation]) -> str:
    """Who may decide, where it is not one alone; "" for that one, who is shown with its mark."""
    if len(others) > 3:
        return f"any of {len(others)} others"
    return " or ".join(one.name for one in others) if len(others) > 1 else ""


VARIANTS = Source(
    "variant", "Variants", "image",
    lambda viewer, query: find(kind="variant", query=query, among=list_every_variant(viewer).order_by().values("pk")),
    lambda hit: reverse("creative:variant-found", args=[hit.object_id]),
)  # fmt: skip


def register() -> None:
    """Give the site what this slice asks for."""
    needs.register(approve_needs)
    waiting.register(approvals_waited_for)
    sources.register(VARIANTS)
