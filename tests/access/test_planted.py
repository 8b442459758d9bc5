"""Leaks that are planted, each of which the sweep has to catch; what it would miss, it would miss in our code too."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, get_resolver, path

from commonground.api import auth
from commonground.campaigns.campaign import api as campaign_api
from commonground.campaigns.campaign import queries as campaign_queries
from commonground.campaigns.feed import actions as feed_actions
from commonground.campaigns.feed import queries as feed_queries
from commonground.campaigns.models import Campaign, MatrixVersion, Participant
from commonground.campaigns.raci import views as raci_views
from commonground.campaigns.raci.export import export_of
from commonground.campaigns.raci.queries import load_matrix
from commonground.kit.errors import NotAllowed, NotFound
from commonground.kit.search.queries import find
from commonground.kit.tasks import sweep as swept
from commonground.partnerships.models import Partnership
from commonground.partnerships.partnership import forms as partnership_forms
from commonground.partnerships.partnership import queries as partnership_queries
from commonground.people.activity import queries as activity_queries
from commonground.people.activity.models import Activity
from commonground.people.membership import rules as membership_rules
from commonground.people.membership.models import Membership
from commonground.people.models import Organisation
from commonground.people.note import queries as note_queries
from commonground.people.note.models import Note
from commonground.people.search import sources
from commonground.people.search.sources import Source
from commonground.people.token import actions as token_actions
from commonground.people.viewer import nav
from commonground.people.viewer.access import Request
from commonground.people.viewer.models import Viewer
from commonground.web import needs
from tests.access import calls, reach, sweep
from tests.access.pages import classified
from tests.access.world import Outsider, World

Patch = pytest.MonkeyPatch


@swept(why="planted")
def mail_everybody() -> None:
    """Mail all."""


def caught(check: Callable[..., object], *given: Any) -> str:
    """What the check says of the planted leak."""
    with pytest.raises(sweep.Leak) as found:
        check(*given)
    return str(found.value)


def every_campaign(viewer: Viewer) -> Any:
    return Campaign.objects.order_by("launch_on", "id")


def test_a_query_that_ignores_the_viewer(everything: World, monkeypatch: Patch) -> None:
    """ABUSE 1."""
    monkeypatch.setattr(campaign_queries, "list_campaigns", every_campaign)
    assert "tells outsider" in caught(sweep.hidden_pages, everything, ["campaigns:campaign-detail"])
    assert "tells partner" in caught(calls.hidden_calls, everything, ["GET /campaigns/{campaign}"])


def test_an_export_that_asks_nobody(everything: World, monkeypatch: Patch) -> None:
    """ABUSE 3."""

    def export(request: Request, pk: UUID, number: int, form: str) -> HttpResponse:
        version = MatrixVersion.objects.filter(campaign=pk, number=number).first()
        if version is None:
            raise NotFound
        return HttpResponse(export_of("x", load_matrix(request.viewer, version), form)[2])

    monkeypatch.setattr(pattern_of("raci-export"), "callback", export)
    said = caught(sweep.hidden_pages, everything, ["campaigns:raci-export"])
    assert all(f"tells {actor}" in said for actor in ("anonymous", "outsider", "removed", "partner"))


def pattern_of(name: str) -> URLPattern:
    pending = list(get_resolver().url_patterns)
    while pending:
        pattern = pending.pop()
        if isinstance(pattern, URLPattern) and pattern.name == name:
            return pattern
        pending += getattr(pattern, "url_patterns", [])
    raise LookupError(name)


def test_tokens_that_outlive_their_revocation(everything: World, monkeypatch: Patch) -> None:
    """ABUSE 5."""

    def lasting(raw: str) -> Viewer | None:
        token = token_actions.ApiToken.objects.filter(token_hash=token_actions.hash_of(raw)).first()
        return Viewer(token.membership.person, token.membership) if token else None

    monkeypatch.setattr(auth, "authenticate", lasting)
    said = caught(calls.revoked_tokens, everything)
    assert all(word in said for word in ("revoked_at", "expires_at", "removed member"))


def test_tokens_that_outlive_a_membership(everything: World, monkeypatch: Patch) -> None:
    """ABUSE 5."""
    monkeypatch.setattr(token_actions, "_stands", lambda token: True)
    assert "removed member" in caught(calls.revoked_tokens, everything)
    assert "answers removed" in caught(calls.refused_calls, everything, ["GET /campaigns"])


def test_calendar_addresses_that_outlive_a_membership(everything: World, monkeypatch: Patch) -> None:
    """ABUSE 5."""
    monkeypatch.setattr(feed_actions, "_stands", lambda link: True)
    assert "the feed of removed answers 200" in caught(reach.feeds_end, everything)


def test_calendar_addresses_that_ask_nobody(everything: World, monkeypatch: Patch) -> None:
    """ABUSE 3."""
    monkeypatch.setattr(feed_queries, "list_campaigns", every_campaign)
    assert "the feed of partner answers 200" in caught(reach.feeds_end, everything)


def test_sessions_that_outlive_a_membership(everything: World) -> None:
    """ABUSE 5."""
    Membership.objects.filter(pk=everything.removed.pk).update(left_at=None)
    assert "removed" in caught(sweep.hidden_pages, everything, ["campaigns:campaign-detail"])


def test_a_403_where_404_belongs(everything: World, monkeypatch: Patch) -> None:
    """ABUSE 2."""
    real = partnership_queries.get_partnership

    def telling(viewer: Viewer, identity: UUID) -> Partnership:
        if not Partnership.objects.filter(pk=identity).exists():
            raise NotFound
        try:
            return real(viewer, identity)
        except NotFound as error:
            raise NotAllowed("This is not yours.") from error

    monkeypatch.setattr(partnership_queries, "get_partnership", telling)
    assert "(403" in caught(sweep.hidden_pages, everything, ["partnerships:partnership-detail"])


def test_a_list_that_counts_all(outside: Outsider, monkeypatch: Patch) -> None:
    """ABUSE 3."""
    place = nav.Entry(
        "Campaigns", "flag", "campaigns:campaign-list", order=20, count=lambda *_: str(Campaign.objects.count())
    )
    monkeypatch.setitem(nav._places, "campaigns:campaign-list", place)
    assert "/campaigns/" in caught(reach.nothing_reaches, outside, ["campaigns:campaign-list"])


def test_a_search_without_among(outside: Outsider, monkeypatch: Patch) -> None:
    """ABUSE 3."""

    def hits(viewer: Viewer, query: str) -> Any:
        return find(kind="campaign", query=query, among=Campaign.objects.order_by().values("pk"))

    leaky = Source("campaign", "Campaigns", "flag", hits, lambda hit: f"/campaigns/{hit.object_id}/")
    monkeypatch.setitem(sources._sources, "campaign", leaky)
    said = caught(reach.nothing_reaches, outside, ["people:search"])
    assert "/search/?q=hope" in said
    assert "GET /search ?q=hope" in said


def test_a_select_with_all_organisations(outside: Outsider, monkeypatch: Patch) -> None:
    """ABUSE 3."""
    monkeypatch.setattr(partnership_forms, "list_offered", lambda *_: Organisation.objects.all())
    assert "/partnerships/new/" in caught(reach.nothing_reaches, outside, ["partnerships:partnership-new"])


def test_mail_and_home_of_everybodys_needs(outside: Outsider) -> None:
    """ABUSE 3."""

    def all_needs(viewer: Viewer) -> list[needs.Need]:
        return [
            needs.Need(str(one.pk), f"Look at {one.name}", "Because", "flag", "do", one.name, "/", "Look", "/")
            for one in Campaign.objects.all()
        ]

    needs.register(all_needs)
    try:
        said = caught(reach.nothing_reaches, outside, ["home"])
    finally:
        needs.unregister(all_needs)
    assert "GET /needs" in said
    assert "daily" in said


def test_notes_without_their_organisation(everything: World, monkeypatch: Patch) -> None:
    """ABUSE 1, 3."""
    monkeypatch.setattr(note_queries, "list_own_notes", lambda viewer: Note.objects.all())
    assert "PUT /notes/{identity} tells outsider" in caught(calls.hidden_calls, everything, ["PUT /notes/{identity}"])
    assert f"/campaigns/{everything.ids['campaign']}/" in caught(
        reach.private_stays, everything, ["campaigns:campaign-detail"]
    )


def test_a_log_that_shows_what_is_private(everything: World, monkeypatch: Patch) -> None:
    """ABUSE 3."""

    def all_of_it(viewer: Viewer, *, kind: str, identity: UUID) -> Any:
        return Activity.objects.filter(scope_kind=kind, scope_id=identity).order_by("-id")

    from commonground.campaigns.campaign import views

    monkeypatch.setattr(views, "activity_for", all_of_it)
    monkeypatch.setattr(activity_queries, "activity_for", all_of_it)
    assert "/log/" in caught(reach.private_stays, everything, ["campaigns:campaign-log"])


def test_a_part_looked_up_without_its_whole(everything: World, monkeypatch: Patch) -> None:
    """ABUSE 1."""

    def anywhere(campaign: Campaign, identity: UUID) -> Participant:
        found = Participant.objects.filter(pk=identity).first()
        if found is None:
            raise NotFound
        return found

    monkeypatch.setattr(campaign_queries, "get_participant", anywhere)
    label = "DELETE /campaigns/{campaign}/participants/{participant}"
    assert "another's participant" in caught(calls.nested_calls, everything, [label])
    assert "participant" in caught(sweep.nested_pages, everything, ["campaigns:participant-remove"])


def test_an_id_in_a_body_that_nobody_checks(everything: World, monkeypatch: Patch) -> None:
    """ABUSE 1, 2."""

    def anybodys(viewer: Viewer, identity: UUID) -> Partnership:
        found = Partnership.objects.filter(pk=identity).first()
        if found is None:
            raise NotFound
        return found

    monkeypatch.setattr(campaign_api, "get_partnership", anybodys)
    assert "another's partnership" in caught(calls.referenced_calls, everything)


def test_a_page_kept_for_later(everything: World, monkeypatch: Patch) -> None:
    """ABUSE 5."""
    real, kept = raci_views.get_campaign, {}

    def remembered(viewer: Viewer, identity: UUID) -> Campaign:
        if identity not in kept:
            kept[identity] = real(viewer, identity)
        return kept[identity]

    monkeypatch.setattr(raci_views, "get_campaign", remembered)
    assert "campaigns:raci still answers 200" in caught(reach.ends_at_once, everything, ["campaigns:raci"])


def test_roles_that_mean_nothing(everything: World, monkeypatch: Patch) -> None:
    """ABUSE 7."""
    monkeypatch.setattr(membership_rules, "may_write", lambda role: True)
    assert "answers a viewer" in caught(sweep.lower_pages, everything, ["campaigns:campaign-edit"])
    assert "answers lower" in caught(calls.refused_calls, everything, ["PATCH /campaigns/{campaign}"])


def test_a_reading_token_that_writes(everything: World, monkeypatch: Patch) -> None:
    """ABUSE 7."""
    monkeypatch.setattr(auth, "SAFE", {*auth.SAFE, "PUT", "PATCH", "POST", "DELETE"})
    assert "lets a reading token write" in caught(calls.refused_calls, everything, ["PUT /campaigns/{campaign}/pin"])


def test_work_for_nobody_in_particular() -> None:
    """ABUSE 4."""
    assert "nobody in particular" in caught(reach.ownerless_tasks, {"mail_everybody": mail_everybody})


def test_new_addresses_operations_and_commands_without_a_class(monkeypatch: Patch) -> None:
    monkeypatch.setattr(get_resolver(), "url_patterns", [path("new/", lambda request: None, name="new-page")])  # type: ignore[arg-type, misc]
    assert caught(sweep.unclassified_pages, classified()) == "new-page is not classified"
    known = calls.labels() - {"GET /campaigns"}
    assert caught(calls.unclassified_operations, known) == "GET /campaigns is not classified"
    assert caught(reach.unclassified_commands, reach.ENGINE | reach.OPERATOR - {"backup"}) == "backup is not classified"
