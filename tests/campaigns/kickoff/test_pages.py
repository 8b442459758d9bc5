"""The pages of meetings: they open, they refuse in words, what is sent is carried out, and they cost what a page may cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from commonground.campaigns.kickoff.actions import hold_meeting
from commonground.campaigns.kickoff.models import Decision, Invitee, Meeting, Preparation, Series, Term, Understanding
from commonground.campaigns.kickoff.noting import note_decision, propose_term
from commonground.campaigns.kickoff.recap import object_to_recap, write_recap
from commonground.kit import clock
from tests.factories.campaigns import Hope
from tests.factories.meetings import AFTER, DAY, NOW, planned, recapped
from tests.factories.people import Cohort, client, viewer

pytestmark = pytest.mark.django_db
BUDGET = 25
WHEN = {
    "title": "Kick-off",
    "day": "2026-09-21",
    "at": "10:00",
    "time_zone": "Europe/Rome",
    "minutes": "90",
    "place": "",
}


def at(name: str, hope: Hope, *more: object) -> str:
    return reverse(f"campaigns:{name}", args=[hope.campaign.pk, *more])


def test_every_page_opens_for_who_takes_part_and_is_nothing_to_others(hope: Hope, cohort: Cohort) -> None:
    ines, nadia = client(hope.tondella.ines), client(cohort.nadia)
    assert "No kick-off yet" in ines.get(at("kickoff", hope)).content.decode()
    meeting, held = planned(hope), recapped(hope, kind="call", title="Call")
    pages = [
        at(name, hope)
        for name in ("kickoff", "kickoff-plan", "kickoff-series-start", "kickoff-decision-add", "kickoff-term-add")
    ]
    pages += [at(f"kickoff-{name}", hope, meeting.pk) for name in (
        "meeting", "print", "calendar", "change", "cancel", "invite", "functions", "hold", "item-add", "action-add")]  # fmt: skip
    pages += [at(f"kickoff-{name}", hope, held.pk) for name in ("meeting", "print", "recap", "object", "hold")]
    pages += [at("kickoff-prepare", hope, "naming"), at("kickoff-waive", hope, meeting.pk, "media")]
    pages += [at("kickoff-item", hope, meeting.pk, meeting.agenda.all()[0].pk)]
    with clock.at(NOW):
        assert {url: ines.get(url).status_code for url in pages} == dict.fromkeys(pages, 200)
        assert {url: nadia.get(url).status_code for url in pages} == dict.fromkeys(pages, 404)


def test_a_kick_off_from_plan_to_understood(hope: Hope) -> None:
    ines, marcus, priya = map(client, (hope.tondella.ines, hope.halyard.marcus, hope.halyard.priya))
    with clock.at(NOW):
        made = ines.post(at("kickoff-plan", hope), {**WHEN, "functions": ["media"], "people": [hope.halyard.priya.pk]})
        meeting = Meeting.objects.get()
        assert made.headers["Location"] == at("kickoff-meeting", hope, meeting.pk)
        assert priya.post(at("kickoff-answer", hope, meeting.pk), {"answer": "accepted"}).status_code == 302
        assert marcus.post(at("kickoff-answer", hope, meeting.pk), {"answer": "accepted"}).status_code == 404
        assert (
            ines.post(at("kickoff-invite", hope, meeting.pk), {"people": [hope.halyard.marcus.pk]}).status_code == 302
        )
        changed = {**WHEN, "place": "Room 4", "seen_revision": 1}
        assert ines.post(at("kickoff-change", hope, meeting.pk), changed).status_code == 302
        assert ines.post(at("kickoff-change", hope, meeting.pk), {**changed, "place": "Room 5"}).status_code == 422
    with clock.at(AFTER):
        attendance = {"attended": [hope.halyard.priya.pk], "seen_revision": Meeting.objects.get().revision}
        assert ines.post(at("kickoff-hold", hope, meeting.pk), attendance).status_code == 302
        revision = Meeting.objects.get().revision
        recap = {"recap": "Meridian counts", "seen_revision": revision}
        assert ines.post(at("kickoff-recap", hope, meeting.pk), {**recap, "recap": ""}).status_code == 422
        assert ines.post(at("kickoff-recap", hope, meeting.pk), recap).status_code == 302
        seen = {"seen_revision": revision + 1}
        assert marcus.post(at("kickoff-object", hope, meeting.pk), {**seen, "words": "We count"}).status_code == 302
        objection = Understanding.objects.get(organisation=hope.halyard.organisation)
        page = ines.get(at("kickoff-meeting", hope, meeting.pk)).content.decode()
        assert "“We count”" in page
        answer = at("kickoff-objection-answer", hope, meeting.pk, objection.pk)
        assert (ines.post(answer, {"answer": ""}).status_code, ines.post(answer, {"answer": "Yes"}).status_code) == (
            422,
            302,
        )
        assert priya.post(at("kickoff-confirm", hope, meeting.pk), {"seen_revision": revision}).status_code == 409
        assert priya.post(at("kickoff-confirm", hope, meeting.pk), seen).status_code == 302
    assert Understanding.objects.get(pk=objection.pk).state == "confirmed"


SENT: list[tuple[str, tuple[str, ...], dict[str, Any], Any]] = [
    ("kickoff-series-start", (), {"title": "W", "first_on": "2026-09-22", "at": "10:00", "time_zone": "UTC", "every_weeks": 1,
                                  "minutes": 30}, lambda h: Series.objects.exists()),
    ("kickoff-prepare", ("naming",), {"result": "Wiki", "done": "on"}, lambda h: Preparation.objects.exclude(done_at=None).exists()),
    ("kickoff-decision-add", (), {"text": "Go", "decided_by": "INES"}, lambda h: Decision.objects.exists()),
    ("kickoff-term-add", (), {"term": "Order", "meaning": "Paid", "aliases": "Sale, Buy"}, lambda h: Term.objects.filter(aliases=["Sale", "Buy"]).exists()),
    ("kickoff-cancel", ("M",), {}, lambda h: Meeting.objects.get().state == "cancelled"),
    ("kickoff-functions", ("M",), {"media": "any"}, lambda h: [f.function for f in Meeting.objects.get().required_functions.all()] == ["media"]),
    ("kickoff-waive", ("M", "creative"), {"reason": "Later"}, lambda h: Meeting.objects.get().required_functions.exclude(waived_by=None).exists()),
    ("kickoff-item-add", ("M",), {"title": "Weather", "minutes": 5}, lambda h: Meeting.objects.get().agenda.filter(title="Weather").exists()),
    ("kickoff-item", ("M", "ITEM"), {"title": "Aims", "minutes": 5}, lambda h: Meeting.objects.get().agenda.all()[0].title == "Aims"),
    ("kickoff-item-move", ("M", "ITEM"), {"to": "down"}, lambda h: Meeting.objects.get().agenda.all()[1].minutes == 5),
    ("kickoff-item-remove", ("M", "ITEM"), {}, lambda h: Meeting.objects.get().agenda.count() == 10),
    ("kickoff-action-add", ("M",), {"title": "Send"}, lambda h: h.campaign.actions.count() == 1),
    ("kickoff-uninvite", ("M", "INVITEE"), {}, lambda h: Invitee.objects.exclude(uninvited_at=None).exists()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "args", "sent", "holds"), SENT, ids=[name for name, *_ in SENT])
def test_what_is_sent_is_carried_out_and_a_viewer_is_refused(
    name: str, args: tuple[str, ...], sent: dict[str, Any], holds: Any, hope: Hope
) -> None:
    meeting = planned(hope)
    known = {"M": meeting.pk, "ITEM": meeting.agenda.all()[0].pk, "INES": str(hope.tondella.ines.pk),
             "INVITEE": meeting.invitees.get(member=hope.halyard.priya).pk}  # fmt: skip
    url = at(name, hope, *(known.get(one, one) for one in args))
    given = {key: known.get(value, value) if isinstance(value, str) else value for key, value in sent.items()}
    with clock.at(NOW):
        assert client(hope.tondella.carla).post(url, given).status_code == 403
        assert client(hope.tondella.ines).post(url, given).status_code == 302
    assert holds(hope)


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("kickoff-plan", {**WHEN, "day": "2027-03-28", "at": "02:30"}, "02:30 does not exist on Sun 28 Mar 2027"),
    ("kickoff-plan", {**WHEN, "day": "2026-10-25", "at": "02:30"}, "02:30 comes twice"),
    ("kickoff-plan", {**WHEN, "title": "", "place": "Kept words"}, "Kept words"),
    ("kickoff-plan", {**WHEN, "time_zone": "Mars/Base"}, "Time zone"),
    ("kickoff-decision-add", {"text": "Kept words"}, "Kept words"),
    ("kickoff-term-add", {"term": "", "meaning": "Kept words"}, "Kept words"),
    ("kickoff-series-start", {"title": "Kept words", "first_on": "2001-01-01", "at": "10:00", "time_zone": "UTC",
                              "every_weeks": 1, "minutes": 30}, "Kept words"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "sent", "said"), WRONG, ids=[f"{name}-{i}" for i, (name, *_) in enumerate(WRONG)])
def test_a_wrong_form_comes_back_filled_and_says_why(name: str, sent: dict[str, Any], said: str, hope: Hope) -> None:
    with clock.at(NOW):
        answer = client(hope.tondella.ines).post(at(name, hope), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_of_a_time_that_comes_twice_the_chosen_one_is_planned(hope: Hope) -> None:
    sent = {**WHEN, "day": "2026-10-25", "at": "02:30", "which": "second"}
    with clock.at(NOW):
        assert client(hope.tondella.ines).post(at("kickoff-plan", hope), sent).status_code == 302
    assert Meeting.objects.get().starts_at.isoformat() == "2026-10-25T01:30:00+00:00"


def test_everybody_reads_their_own_time(hope: Hope) -> None:
    meeting = planned(hope)
    with clock.at(NOW):
        ines, priya = (client(m).get(at("kickoff-meeting", hope, meeting.pk)).content.decode() for m in (
            hope.tondella.ines, hope.halyard.priya))  # fmt: skip
    assert "10:00 CEST, 08:00 for you" in priya
    assert "10:00 CEST</span>" in ines
    assert "08:00 at <bdi>" in ines or "08:00 at Halyard &amp; Finch" in ines


def test_the_calendar_file(hope: Hope) -> None:
    meeting = planned(hope)
    with clock.at(NOW):
        answer = client(hope.tondella.daniel).get(at("kickoff-calendar", hope, meeting.pk))
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(event["attendee"]), str(event["organizer"])) == (
        "mailto:daniel@tondella.example",
        "mailto:ines@tondella.example",
    )
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kick-off.ics"'


def test_a_term_and_a_decision_have_pages(hope: Hope, cohort: Cohort) -> None:
    ines = viewer(hope.tondella.ines)
    decided = note_decision(by=ines, campaign=hope.seen(), text="Go", decided_by=[hope.halyard.priya.pk])
    term = propose_term(by=ines, campaign=hope.seen(), term="Order", meaning="Paid")
    decision_page, page = (
        reverse("campaigns:kickoff-decision", args=[decided.pk]),
        reverse("campaigns:kickoff-term", args=[term.pk]),
    )
    marcus, nadia = client(hope.halyard.marcus), client(cohort.nadia)
    assert [marcus.get(url).status_code for url in (decision_page, page)] == [200, 200]
    assert [nadia.get(url).status_code for url in (decision_page, page)] == [404, 404]
    assert marcus.post(reverse("campaigns:kickoff-term-agree", args=[term.pk])).status_code == 302
    assert marcus.post(page, {"meaning": ""}).status_code == 422
    assert marcus.post(page, {"meaning": "Paid and eaten"}).status_code == 302
    assert [o.name for o in Term.objects.get().agreed_by.all()] == ["Halyard & Finch"]


def more(hope: Hope, size: int) -> None:
    """Calls with recaps, an objection each, decisions, terms."""
    ines, marcus = viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    for number in range(size):
        call = planned(hope, kind="call", title=f"Call {number}", day=DAY - timedelta(days=number + 1))
        hold_meeting(by=ines, meeting=call, attended=[hope.halyard.priya.pk, hope.tondella.ines.pk])
        write_recap(by=ines, meeting=call, recap="Said")
        object_to_recap(by=marcus, meeting=call, words="Not so")
        note_decision(
            by=ines, campaign=hope.seen(), text=f"Go {number}", decided_by=[hope.halyard.priya.pk], meeting=call
        )
        propose_term(by=ines, campaign=hope.seen(), term=f"Term {len(Term.objects.all())}", meaning="Paid")


@pytest.mark.parametrize("name", ["kickoff", "kickoff-meeting", "home"])
def test_a_page_costs_the_same_however_much_there_is(name: str, hope: Hope) -> None:
    meeting, browser, costs = planned(hope), client(hope.tondella.ines), []
    url = {"kickoff": at("kickoff", hope), "kickoff-meeting": at("kickoff-meeting", hope, meeting.pk), "home": "/"}[
        name
    ]
    for size in (2, 8):
        more(hope, size)
        with clock.at(NOW):
            browser.get(url)
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(url).status_code == 200
        costs.append(len(captured))
    assert costs[0] == costs[1]
    assert costs[0] <= BUDGET + (8 if name == "home" else 0)
