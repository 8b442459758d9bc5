"""What somebody has taken out of a draft and may still put back: a short list in their session, the newest first."""

from typing import Any

from django.http import HttpRequest

from commonground.campaigns.campaign.models import Campaign

REMOVED, MOST = "removed", 10


def remember(request: HttpRequest, campaign: Campaign, what: str, kind: str, kept: str) -> None:
    """Keep a row or role that was taken out; the oldest beyond ten goes."""
    entry = {"campaign": str(campaign.pk), "what": what, "kind": kind, "kept": kept}
    request.session[REMOVED] = [entry, *request.session.get(REMOVED, [])][:MOST]


def removed_from(request: HttpRequest, campaign: Campaign) -> list[dict[str, Any]]:
    """What was taken out of this campaign's draft and not put back."""
    return [entry for entry in request.session.get(REMOVED, []) if entry["campaign"] == str(campaign.pk)]


def put_back(request: HttpRequest, kept: str) -> None:
    """Forget what is there again."""
    request.session[REMOVED] = [entry for entry in request.session.get(REMOVED, []) if entry["kept"] != kept]


def forget(request: HttpRequest, campaign: Campaign) -> None:
    """The draft has been proposed or put aside: nothing goes back into it."""
    request.session[REMOVED] = [e for e in request.session.get(REMOVED, []) if e["campaign"] != str(campaign.pk)]
