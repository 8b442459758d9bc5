"""Noting, changing, handing over and ending actions; who sees them; nudges."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from commonground.campaigns.action.actions import (
    answer_offer,
    change_action,
    end_action,
    note_action,
    offer_action,
    reopen_action,
)
from commonground.campaigns.action.models import Action
from commonground.campaigns.action.providers import action_needs, find_actions
from commonground.campaigns.action.queries import list_actions, list_open
from commonground.campaigns.escalation.actions import raise_escalation
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotReady
from commonground.people.membership.actions import remove_member
from commonground.people.models import Membership
from commonground.readiness.check.queries import assess_campaigns
from tests.api.program import Program
from tests.factories.campaigns import Hope
from tests.factories.meetings import planned
from tests.factories.people import client, cohort, viewer

MONDAY = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
DAY = MONDAY.date()


def noted(story: Hope, **more: object) -> Action:
    """Ines notes something for Priya."""
    facts = {"campaign": story.seen(), "owner": story.halyard.priya.pk, "due_on": DAY + timedelta(days=10)} | more
    return note_action(by=viewer(story.tondella.ines), title="Send the size list", **facts)  # type: ignore[arg-type]


def asked(member: Membership) -> list[tuple[str, str]]:
    return [(need.key.split(":")[-1], need.title) for need in action_needs(viewer(member))]


def test_participants_see_it_and_nobody_else(hope: Hope) -> None:
    nadia = cohort().nadia
    noted(hope)
    note_action(by=viewer(hope.tondella.ines), title="Ask legal")
    assert [list_actions(viewer(m)).count() for m in (hope.tondella.carla, hope.halyard.marcus, nadia)] == [2, 1, 0]
    assert [find_actions(viewer(m), "size list").count() for m in (hope.halyard.marcus, nadia)] == [1, 0]
    assert find_actions(viewer(hope.halyard.marcus), "legal").count() == 0


def test_an_owner_takes_part(hope: Hope) -> None:
    with pytest.raises(Invalid) as refused:
        noted(hope, owner=cohort().nadia.pk)
    assert refused.value.fields == {"owner": "Choose somebody who takes part."}


def test_nudges_before_on_and_after_the_day(hope: Hope) -> None:
    with clock.at(MONDAY):
        noted(hope)
        assert asked(hope.halyard.priya) == [("noted", "Do: Send the size list")]
        assert asked(hope.tondella.ines) == []
    for days, mark in ((8, "soon"), (10, "today"), (11, "over-0"), (19, "over-1")):
        with clock.at(MONDAY + timedelta(days=days)):
            assert asked(hope.halyard.priya) == [(mark, "Do: Send the size list")]


def test_handing_over_needs_a_yes(hope: Hope) -> None:
    action, priya, marcus = noted(hope), viewer(hope.halyard.priya), viewer(hope.halyard.marcus)
    offer_action(by=priya, action=action, to=hope.halyard.marcus.pk)
    with pytest.raises(NotReady):
        answer_offer(by=priya, action=action, accept=True)
    left = answer_offer(by=marcus, action=action, accept=False)
    assert (left.owner, left.offered_to) == (hope.halyard.priya, None)
    offer_action(by=priya, action=action, to=hope.halyard.marcus.pk)
    assert [title for _, title in asked(hope.halyard.marcus)] == ["Answer: take over “Send the size list”?"]
    assert answer_offer(by=marcus, action=action, accept=True).owner == hope.halyard.marcus
    with pytest.raises(Invalid):
        offer_action(by=marcus, action=action, to=hope.halyard.marcus.pk)


def test_an_owner_is_not_replaced_over_their_head(hope: Hope) -> None:
    action, ines = noted(hope), viewer(hope.tondella.ines)
    with pytest.raises(NotAllowed):
        change_action(by=ines, action=action, owner=hope.halyard.marcus.pk)
    free = noted(hope, owner=None)
    assert change_action(by=ines, action=free, owner=hope.halyard.marcus.pk).owner == hope.halyard.marcus


def test_an_offer_ends_when_somebody_else_becomes_the_owner(hope: Hope) -> None:
    action, ines = noted(hope, owner=None), viewer(hope.tondella.ines)
    offer_action(by=ines, action=action, to=hope.halyard.marcus.pk)
    given = change_action(by=ines, action=action, owner=hope.halyard.priya.pk)
    assert (given.owner, given.offered_to, given.offered_at) == (hope.halyard.priya, None, None)
    with pytest.raises(NotReady):
        answer_offer(by=viewer(hope.halyard.marcus), action=action, accept=True)


def test_what_somebody_leaves_behind_is_given_to_another(hope: Hope) -> None:
    action, ines = noted(hope), viewer(hope.tondella.ines)
    remove_member(by=viewer(hope.halyard.marcus), member=hope.halyard.priya)
    page = client(hope.tondella.ines).get(reverse("campaigns:action", args=[action.pk])).content.decode()
    assert "Has left" in page
    found = assess_campaigns(ines, [hope.seen()])[hope.campaign.pk].findings
    assert [one.message for one in found if one.id == "ACT-002"] == ["Nobody owns: Send the size list"]
    form = {"title": action.title, "owner": str(hope.halyard.marcus.pk), "seen_revision": "1"}
    assert client(hope.tondella.ines).post(reverse("campaigns:action-edit", args=[action.pk]), form).status_code == 302
    assert Action.objects.get().owner == hope.halyard.marcus


def test_the_second_of_two_is_told(hope: Hope) -> None:
    action, ines = noted(hope), viewer(hope.tondella.ines)
    change_action(by=ines, action=action, seen_revision=1, title="Send the final size list")
    with pytest.raises(Conflict):
        change_action(by=viewer(hope.halyard.priya), action=action, seen_revision=1, title="Send sizes")


def test_done_let_go_and_open_again(hope: Hope) -> None:
    action, priya = noted(hope), viewer(hope.halyard.priya)
    assert end_action(by=priya, action=action, state="done").state == "done"
    with pytest.raises(NotReady):
        end_action(by=priya, action=action, state="dropped")
    assert asked(hope.halyard.priya) == []
    assert reopen_action(by=priya, action=action).state == "open"
    with pytest.raises(NotReady):
        reopen_action(by=priya, action=action)
    with pytest.raises(Invalid):
        end_action(by=priya, action=action, state="lost")


def test_talk_without_an_owner_or_a_date_is_shown_as_such(hope: Hope) -> None:
    noted(hope, owner=None, due_on=None)
    noted(hope, due_on=None)
    with clock.at(MONDAY):
        noted(hope, due_on=DAY - timedelta(days=1))
        found = assess_campaigns(viewer(hope.tondella.ines), [hope.seen()])[hope.campaign.pk].findings
    assert [one.id for one in found if one.id.startswith("ACT")] == ["ACT-001", "ACT-002", "ACT-003"]
    page = client(hope.tondella.ines).get(reverse("campaigns:campaign-actions", args=[hope.campaign.pk])).content
    assert (page.count(b"Nobody yet"), page.count(b"No date")) == (1, 4)


def test_the_board(hope: Hope) -> None:
    priya = client(hope.halyard.priya)
    assert b"Nothing to do" in priya.get(reverse("campaigns:actions")).content
    action = noted(hope)
    for whose, expected in (("mine", 1), ("ours", 1), ("", 1), ("ended", 0)):
        page = priya.get(reverse("campaigns:actions"), {"whose": whose})
        assert page.content.count(action.title.encode()) == expected
    assert list_open(viewer(hope.tondella.carla), whose="ours").count() == 0


def test_everything_on_the_pages(hope: Hope) -> None:
    ines, priya = client(hope.tondella.ines), client(hope.halyard.priya)
    note = reverse("campaigns:action-note") + f"?campaign={hope.campaign.pk}"
    assert ines.post(note, {"title": ""}).status_code == 422
    facts = {"title": "Send sizes", "owner": str(hope.halyard.priya.pk), "due_on": "2026-10-01"}
    assert ines.post(note, facts).status_code == 302
    action = Action.objects.get()
    of = lambda name: reverse(f"campaigns:{name}", args=[action.pk])  # noqa: E731
    assert ines.get(of("action")).status_code == 200
    changed = {"title": "Send all sizes", "due_on": "2026-10-02", "seen_revision": "1"}
    assert ines.post(of("action-edit"), changed).status_code == 302
    stale = ines.post(of("action-edit"), changed | {"title": "Send few"})
    assert (stale.status_code, b"Send few" in stale.content) == (422, True)
    assert priya.post(of("action-offer"), {"to": ""}).status_code == 422
    assert priya.post(of("action-offer"), {"to": str(hope.halyard.marcus.pk)}).status_code == 302
    marcus = client(hope.halyard.marcus)
    assert b"Take it over?" in marcus.get(of("action")).content
    assert marcus.post(of("action-answer"), {"answer": "accept"}).status_code == 302
    assert marcus.post(of("action-end"), {"state": "done"}).status_code == 302
    assert marcus.post(of("action-end"), {"state": "open"}).status_code == 302
    assert client(hope.tondella.carla).post(of("action-end"), {"state": "done"}).status_code == 403
    noted = ines.post(reverse("campaigns:action-note"), {"title": "Ask legal"}, follow=True)
    told = "“Ask legal” is noted. Nobody has said who does it and by when yet, so it stands among the loose ends."
    assert [str(message) for message in noted.context["messages"]] == [told]
    assert ines.get(reverse("campaigns:action-note") + "?campaign=nothing").status_code == 404


def test_talk_that_ends_open_is_asked_of_whoever_noted_it(hope: Hope) -> None:
    with clock.at(MONDAY):
        loose = noted(hope, owner=None, due_on=None)
        assert asked(hope.tondella.ines) == [
            ("who does it and by when", "Say who does it and by when: Send the size list")
        ]
        assert asked(hope.halyard.priya) == []
        ines = viewer(hope.tondella.ines)
        change_action(by=ines, action=loose, owner=hope.halyard.priya.pk)
        assert asked(hope.tondella.ines) == [("by when", "Say by when: Send the size list")]
        change_action(by=ines, action=loose, due_on=DAY + timedelta(days=10))
        assert (asked(hope.tondella.ines), len(asked(hope.halyard.priya))) == ([], 1)


def test_an_action_of_somebody_who_has_left_is_free_and_shown_as_such(hope: Hope) -> None:
    action, ines = noted(hope), viewer(hope.tondella.ines)
    Membership.objects.filter(pk=hope.halyard.priya.pk).update(left_at=MONDAY)
    page = client(hope.tondella.ines).get(reverse("campaigns:actions"), {"whose": "loose"}).content.decode()
    assert ["Send the size list" in page, "Has left" in page] == [True, True]
    assert [title for _, title in asked(hope.tondella.ines)] == ["Say who does it: Send the size list"]
    form = client(hope.tondella.ines).get(reverse("campaigns:action-edit", args=[action.pk])).content.decode()
    assert 'name="owner"' in form
    changed = change_action(by=ines, action=list_actions(ines).get(), owner=hope.halyard.marcus.pk)
    assert changed.owner == hope.halyard.marcus


def test_an_action_comes_from_an_escalation_and_leads_back_there(hope: Hope) -> None:
    ines, here = viewer(hope.tondella.ines), hope.halyard.organisation.pk
    asking = {"by": ines, "campaign": hope.seen(), "asked": here, "words": "3 or 5?", "impact": "low", "urgency": "low"}
    raise_escalation(title="Decide the cap", **asking)
    raise_escalation(title="Secret", confidential=True, named=[hope.halyard.priya.pk], **asking)
    page = reverse("campaigns:escalation", args=[hope.campaign.pk, 1])
    note = reverse("campaigns:action-note") + f"?campaign={hope.campaign.pk}&from=escalation&key="
    browser = client(hope.tondella.ines)
    assert [browser.get(note + key).status_code for key in ("1", "2", "3", "x")] == [200, 404, 404, 404]
    assert browser.get(note.replace("escalation", "roundtable")).status_code == 404
    made = browser.post(f"{note}1", {"title": "Ask the DSP"})
    assert (made.status_code, made["Location"]) == (302, page)
    action = Action.objects.get()
    assert (action.source, action.source_key, action.source_label) == ("escalation", "1", "E-1 Decide the cap")
    assert f'<a href="{page}">E-1 Decide the cap</a>' in browser.get(
        reverse("campaigns:action", args=[action.pk])
    ).content.decode()  # fmt: skip


def test_an_action_comes_from_a_finding(hope: Hope) -> None:
    browser, viewing = client(hope.tondella.ines), viewer(hope.tondella.ines)
    finding = assess_campaigns(viewing, [hope.seen()])[hope.campaign.pk].findings[0]
    waive = reverse("readiness:waive", args=[hope.campaign.pk]) + f"?{urlencode({'finding': finding.fingerprint})}"
    note = re.search(r'href="([^"]+from=finding[^"]+)"', browser.get(waive).content.decode())[1]  # type: ignore[index]
    assert browser.post(unescape(note), {"title": "Name somebody"}).status_code == 302
    assert Action.objects.get().source_label == f"{finding.id} {finding.message}"
    lost = {"title": "x", "campaign": str(hope.campaign.pk), "source": "finding", "source_key": "PLAN-999"}
    assert Program(hope.tondella.ines).refused("post", "/actions", lost) == (404, "not-found")


def test_a_program_says_what_an_action_comes_from(hope: Hope) -> None:
    meeting = planned(hope)
    body = {
        "title": "Send sizes",
        "campaign": str(hope.campaign.pk),
        "source": "meeting",
        "source_key": str(meeting.pk),
    }
    made = Program(hope.halyard.priya).ok("post", "/actions", body)
    assert (made["source"], made["source_label"]) == ("meeting", "Kick-off")
    assert Program(hope.halyard.priya).refused("post", "/actions", {**body, "source_key": "x"}) == (404, "not-found")
