"""What other apps show of campaigns: the sidebar, search, notes, a partnership's page, the home page."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from commonground.campaigns.campaign.queries import (
    get_campaign,
    list_at_hand,
    list_campaigns,
    list_pins,
    with_participants,
)
from commonground.campaigns.campaign.rules import when
from commonground.campaigns.campaign.verdicts import verdicts_on
from commonground.kit import clock
from commonground.kit.search.models import SearchDocument
from commonground.kit.search.queries import find
from commonground.partnerships.models import Partnership
from commonground.people.search.sources import Source
from commonground.people.viewer.models import Viewer
from commonground.people.viewer.sight import Subject
from commonground.web.shell import Pinned

SHOWN = 6
OF_PARTNERSHIP = 20


def campaign_url(identity: UUID) -> str:
    """The page of a campaign."""
    return reverse("campaigns:campaign-detail", args=[identity])


def campaign_pins(viewer: Viewer) -> Iterator[Pinned]:
    """Campaigns that the viewer keeps at hand."""
    for campaign in list_pins(viewer):
        letters = "".join(word[0] for word in campaign.name.split()[:2]).upper()
        yield Pinned(campaign.name, campaign_url(campaign.pk), "campaign", letters)


def campaign_subject(viewer: Viewer, identity: UUID) -> Subject:
    """A campaign that the viewer may see."""
    return Subject("campaign", identity, get_campaign(viewer, identity).name, campaign_url(identity))


def _ids(viewer: Viewer) -> QuerySet[Any]:
    return list_campaigns(viewer).order_by().values("pk")


def find_campaigns(viewer: Viewer, query: str) -> QuerySet[SearchDocument]:
    """Campaigns by name and goal."""
    return find(kind="campaign", query=query, among=_ids(viewer))


CAMPAIGNS = Source("campaign", "Campaigns", "flag", find_campaigns, lambda hit: campaign_url(hit.object_id))


def partnership_panel(request: HttpRequest, partnership: Partnership) -> SafeString:
    """The campaigns of a partnership that the viewer's organisation takes part in."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    every = list_campaigns(viewer).filter(partnership=partnership)
    today = clock.today(viewer.time_zone)
    coming = with_participants(every.exclude(flight_end__lt=today))[:OF_PARTNERSHIP]
    rows = [(campaign, when(campaign.launch_on, campaign.flight_end, today)) for campaign in coming]
    context = {"campaigns": rows, "count": every.count(), "partnership": partnership, "viewer": viewer}
    return render_to_string("campaigns/campaign/_of_partnership.html", context, request)


def home_panel(request: HttpRequest, viewer: Viewer, *, reckon: bool = False) -> SafeString:
    """My campaigns: those at hand and the next to launch, with their verdicts.

    Where something has changed, the verdict is reckoned once the page is there, by asking for this panel again.
    """
    today = clock.today(viewer.time_zone)
    shown = list(list_at_hand(viewer, today)[:SHOWN])
    verdicts = verdicts_on(viewer, shown, reckon=reckon)
    context = {
        "rows": [(c, verdicts.get(c.pk), when(c.launch_on, c.flight_end, today)) for c in shown],
        "count": shown[0].coming if shown else 0,  # type: ignore[attr-defined]
        "today": today, "viewer": viewer,
        "unknown": sum(verdict.holds for verdict in verdicts.values()) < len(shown),
    }  # fmt: skip
    return render_to_string("campaigns/campaign/_home.html", context, request)
