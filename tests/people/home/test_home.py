"""The first page."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from commonground.kit import clock
from commonground.people.home import waiting
from commonground.people.home.rules import grouped, summary, when
from commonground.people.home.waiting import Waiting
from commonground.people.invitation.actions import issue_invitation
from commonground.people.merge.actions import propose_merge
from commonground.people.organisation.actions import tell_organisation
from commonground.web import needs
from commonground.web.needs import Need
from tests.factories import people

MONDAY = date(2026, 9, 14)


def need(title: str, due: date | None = None, urgent: bool = False, kind: str = "do") -> Need:
    return Need(
        key=title, title=title, why="Because.", icon="flag", kind=kind, subject="Slice of Hope", subject_url="/",  # type: ignore[arg-type]
        button="Open", button_url="/", due=due, urgent=urgent,
    )  # fmt: skip


def test_today_this_week_later() -> None:
    asked = [
        need("over", MONDAY - timedelta(1)), need("now", urgent=True), need("today", MONDAY),
        need("sunday", MONDAY + timedelta(6)), need("next monday", MONDAY + timedelta(7)),
        need("tuesday after", MONDAY + timedelta(8)), need("some day"),
    ]  # fmt: skip
    found = {group.title: [one.title for one in group.needs] for group in grouped(asked, MONDAY)}
    assert found == {
        "Today": ["over", "now", "today"],
        "This week": ["sunday", "next monday"],
        "Later": ["tuesday after", "some day"],
    }
    assert summary(asked, MONDAY) == "7 things, 3 of them run out today"
    assert summary(asked[-1:], MONDAY) == "1 thing"
    assert summary(asked[:1], MONDAY) == "1 thing, 1 of them runs out today"
    assert when(need("some day"), MONDAY) == "Later"


@pytest.mark.django_db
def test_more_than_is_listed_is_said(tondella: people.Tondella) -> None:
    def signs(viewer: object) -> list[Need]:
        return [need(f"Countersign {number}", MONDAY, kind="sign") for number in range(51)]

    def deeds(viewer: object) -> list[Need]:
        return [need(f"Check {number}", kind="do") for number in range(50)]

    for provider in (signs, deeds):
        needs.register(provider)
    try:
        page = people.client(tondella.ines).get("/")
    finally:
        for provider in (signs, deeds):
            needs.unregister(provider)
    counts = {choice["label"]: choice["count"] for choice in page.context["choices"]}
    assert counts == {"All": "100+", "Sign": "50+", "Do": "50"}
    assert page.context["shell"].places[0].count == "100+"
    assert [(group.title, group.count) for group in page.context["groups"]] == [("Today", "50+"), ("Later", "50")]
    assert page.context["summary"] == "100+ things, 50+ of them run out today"


@pytest.mark.django_db
def test_what_is_asked_can_be_filtered(tondella: people.Tondella) -> None:
    def provider(viewer: object) -> list[Need]:
        return [need("Countersign RACI v4", MONDAY, kind="sign"), need("Check the milestone", MONDAY, kind="do")]

    needs.register(provider)
    try:
        ines = people.client(tondella.ines)
        with clock.at(datetime(2026, 9, 14, 7, 42, tzinfo=UTC)):
            page, signs, answers = (ines.get(url) for url in ("/", "/?asked=sign", "/?asked=answer"))
    finally:
        needs.unregister(provider)
    assert b"Monday 14 September, 09:42" in page.content
    assert [one.title for one in page.context["groups"][0].needs] == ["Check the milestone", "Countersign RACI v4"]
    assert [one.title for one in signs.context["groups"][0].needs] == ["Countersign RACI v4"]
    assert b"Nothing needs you." in answers.content
    assert [place.count for place in page.context["shell"].places if place.label == "Home"] == ["2"]


@pytest.mark.django_db
def test_nothing_needs_you(tondella: people.Tondella) -> None:
    assert b"Nothing needs you." in people.client(tondella.carla).get("/").content
    assert Client().get("/").headers["Location"] == "/account/login/?next=/"


@pytest.mark.django_db
def test_waiting_on_others(tondella: people.Tondella, halyard: people.Halyard) -> None:
    by = people.viewer(tondella.ines)
    for number in range(4):
        issue_invitation(by=by, email=f"p{number}@tondella.example")
    told = tell_organisation(by=by, name="Halyard and Finch")
    propose_merge(by=by, organisation=halyard.organisation, same_as=told.pk)
    ines = people.client(tondella.ines)
    first = lambda: ines.get("/waiting/", headers={"HX-Request": "true"})  # noqa: E731
    assert (len(first().context["waiting"]), len(ines.get("/waiting/").context["waiting"])) == (3, 5)
    assert ("<html" in first().content.decode(), "See all 5" in first().content.decode()) == (False, True)
    assert b'hx-get="/waiting/"' in ines.get("/").content
    assert b"You wait for nothing." in people.client(tondella.carla).get("/waiting/").content
    extra = Waiting("Sign RACI v4", "/", "Slice of Hope", date(2020, 1, 1), "wait", "Not opened")
    provider = lambda viewer: [extra]  # noqa: E731
    waiting.register(provider)
    try:
        assert first().context["waiting"][0] == extra
    finally:
        waiting._providers.pop(provider)


@pytest.mark.django_db
def test_the_frame_shows_the_last_count_and_counts_again(tondella: people.Tondella, halyard: people.Halyard) -> None:
    def provider(viewer: object) -> list[Need]:
        return [need("Countersign RACI v4"), need("Check the milestone")]

    def shown(page: object) -> list[str]:
        return [place.count for place in page.context["shell"].places if place.label == "Home"]  # type: ignore[attr-defined]

    people.member(halyard.organisation, tondella.ines.person)  # type: ignore[arg-type]
    ines = people.client(tondella.ines)
    assert shown(ines.get("/directory/")) == [""]
    needs.register(provider)
    try:
        assert ines.get("/needs/count/").content.count(b">2</span>") == 2
    finally:
        needs.unregister(provider)
    assert shown(ines.get("/directory/")) == ["2"]
    assert ines.get("/needs/count/").content.count(b"hidden></span>") == 2
    assert shown(ines.get("/directory/")) == [""]
    ines.cookies["needs"] = f"{halyard.organisation.pk}:7"
    assert shown(ines.get("/directory/")) == [""]
    ines.cookies["needs"] = f"{tondella.organisation.pk}:x"
    assert shown(ines.get("/directory/")) == [""]
