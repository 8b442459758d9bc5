"""Every page of a roadmap: it opens, tells what a change does first, and costs the same however much there is."""

import re
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonground.campaigns.roadmap.actions import add_deliverable
from commonground.campaigns.roadmap.frame import edit_phase
from commonground.kit import clock
from tests.api.program import Program
from tests.factories import roadmaps
from tests.factories.campaigns import Hope
from tests.factories.people import Cohort, client, viewer

DRAFT = ("roadmap", "roadmap-publish", "roadmap-versions", "roadmap-dates", "roadmap-phase-add", "roadmap-discard",
         "roadmap-import", "roadmap-deliverable-add", "campaign-detail")  # fmt: skip


def at(name: str, hope: Hope, *more: object) -> str:
    return reverse(f"campaigns:{name}", args=[hope.campaign.pk, *more])


def filled(hope: Hope, title: str, **more: str) -> dict[str, str]:
    """The form of the film, with other days."""
    keys = {"organisation": str(hope.halyard.organisation.pk), "owner": str(hope.halyard.priya.pk)}
    return {"title": title, "duration": "10", "due_on": "2026-10-09", "depends_on": "1", **keys, **more}


def test_every_page_opens_for_who_takes_part_and_is_nothing_to_others(hope: Hope, cohort: Cohort) -> None:
    ines, nadia = client(hope.tondella.ines), client(cohort.nadia)
    assert ines.get(at("roadmap", hope)).status_code == 200
    keys = roadmaps.draft(hope)
    pages = {name: at(name, hope) for name in DRAFT}
    pages |= {"one": at("roadmap-deliverable", hope, keys["film"]), "phase": at("roadmap-phase", hope, keys["phase"])}
    pages |= {form: at("roadmap-export", hope, 1, form) for form in ("csv", "xlsx", "json")}
    assert {name: ines.get(url).status_code for name, url in pages.items()} == dict.fromkeys(pages, 200)
    assert {name: nadia.get(url).status_code for name, url in pages.items()} == dict.fromkeys(pages, 404)


def test_a_changed_day_is_told_before_it_is_saved(hope: Hope) -> None:
    with clock.at(roadmaps.MONDAY):
        keys = roadmaps.published(hope)
        ines, url = client(hope.tondella.ines), at("roadmap-deliverable", hope, keys["film"])
        page = ines.post(url, filled(hope, "Film cut", due_on="2026-10-20")).content.decode()
        assert "Launch moves by 4 days to Tue 20 Oct 2026; 1 other deliverable moves; 1 due day is missed" in page
        assert roadmaps.working(hope).number == 1
        told = re.search(r'name="told" value="(\w+)"', page)[1]  # type: ignore[index]
        fragment = ines.get(at("roadmap-what-if", hope, keys["film"]), {"due_on": "2026-10-20", "duration": "10",
                            "depends_on": "1", "organisation": str(hope.halyard.organisation.pk)})  # fmt: skip
        assert "Launch moves by 4 days" in fragment.content.decode()
        back = ines.post(url, filled(hope, "Film cut", due_on="2026-10-20", told=told, back="1"))
        assert (back.status_code, roadmaps.working(hope).number) == (200, 1)
        assert ines.post(url, filled(hope, "Film cut", due_on="2026-10-20", told=told)).status_code == 302
        assert roadmaps.loaded(hope).row(keys["film"]).due_on == date(2026, 10, 20)


def test_another_lead_of_a_phase_is_told_before_it_is_saved(hope: Hope) -> None:
    with clock.at(roadmaps.MONDAY):
        keys = roadmaps.published(hope)
        ines, url = client(hope.tondella.ines), at("roadmap-phase", hope, keys["phase"])
        form = ines.get(url).content.decode()
        typed = {"title": "Creative", "lead": "8", "seen": re.search(r'name="seen" value="(\w+)"', form)[1]}  # type: ignore[index]
        page = ines.post(url, typed).content.decode()
        assert "Launch moves by 5 days to Wed 21 Oct 2026; no other deliverables move" in page
        assert "Film cut" in page
        assert roadmaps.working(hope).number == 1
        told = re.search(r'name="told" value="(\w+)"', page)[1]  # type: ignore[index]
        back = ines.post(url, {**typed, "told": told, "back": "1"})
        assert (back.status_code, 'value="8"' in back.content.decode(), roadmaps.working(hope).number) == (200, True, 1)
        assert ines.post(url, {**typed, "told": told}).status_code == 302
        assert [phase.lead for phase in roadmaps.loaded(hope).phases] == [8]


def test_a_phase_that_others_changed_meanwhile_is_told(hope: Hope) -> None:
    with clock.at(roadmaps.MONDAY):
        keys = roadmaps.draft(hope)
        ines, url = client(hope.tondella.ines), at("roadmap-phase", hope, keys["phase"])
        seen = re.search(r'name="seen" value="(\w+)"', ines.get(url).content.decode())[1]  # type: ignore[index]
        edit_phase(by=viewer(hope.halyard.marcus), campaign=hope.seen(), phase=keys["phase"], title="Craft", lead=1)
        typed = {"title": "Creative work", "lead": "1", "seen": seen}
        answer = ines.post(url, typed)
        assert answer.status_code == 422
        assert "now called “Craft” and keeps 1 working day free" in answer.content.decode()
        again = re.search(r'name="seen" value="(\w+)"', answer.content.decode())[1]  # type: ignore[index]
        assert ines.post(url, {**typed, "seen": again}).status_code == 302
        assert [phase.title for phase in roadmaps.loaded(hope).phases] == ["Creative work"]


def test_a_program_asks_what_another_lead_does_and_is_told_of_others(hope: Hope) -> None:
    with clock.at(roadmaps.MONDAY):
        keys = roadmaps.draft(hope)
        ines, one = Program(hope.tondella.ines), f"/campaigns/{hope.campaign.pk}/roadmap/phases/{keys['phase']}"
        asked = ines.ok("post", f"{one}/what-if", {"title": "Creative", "lead": 8})
        assert (asked["launch_after"], asked["late"]) == ("2026-10-21", ["Claims checked", "Film cut"])
        seen = ines.ok("put", one, {"title": "Craft", "lead": 1})["seen"]
        assert ines.ok("put", one, {"title": "Make", "lead": 1, "seen": seen})["title"] == "Make"
        assert ines.refused("put", one, {"title": "Cut", "lead": 1, "seen": seen}) == (409, "conflict")


def test_a_delivery_is_taken_back_on_its_page_and_offered_no_longer(hope: Hope) -> None:
    keys = roadmaps.published(hope)
    priya, url = client(hope.halyard.priya), at("roadmap-deliverable", hope, keys["film"])
    button, said = 'value="take-back"', at("roadmap-progress", hope, keys["film"])
    assert button not in priya.get(url).content.decode()
    priya.post(said, {"do": "deliver"})
    assert button in priya.get(url).content.decode()
    assert button not in client(hope.tondella.ines).get(url).content.decode()
    priya.post(said, {"do": "take-back"})
    assert button not in priya.get(url).content.decode()


def test_a_wrong_form_comes_back_filled(hope: Hope) -> None:
    keys = roadmaps.draft(hope)
    ines = client(hope.tondella.ines)
    for sent, kept in (
        ({"depends_on": "99"}, "“99” is no number"),
        ({"title": "", "depends_on": "3"}, "This field is required"),
    ):
        answer = ines.post(at("roadmap-deliverable", hope, keys["film"]), filled(hope, "Film") | sent)
        assert answer.status_code == 422
        assert kept in answer.content.decode()
    assert ines.post(at("roadmap-dates", hope), {"launch_on": "x"}).status_code == 422
    assert ines.post(at("roadmap-progress", hope, keys["film"]), {"do": "dance"}).status_code == 422
    assert ines.post(at("roadmap-import", hope), {"pasted": "nothing"}).status_code == 422


def test_a_spreadsheet_becomes_a_draft(hope: Hope) -> None:
    keys = roadmaps.published(hope)
    ines = client(hope.tondella.ines)
    table = (
        "Deliverable,Organisation,Owner,Due,Duration,Depends on\nClaims checked,Tondella,Giulia Conti,2026-09-24,3,\n"
        "Poster,Nobody Ltd,,2026-10-01,2,1\n"
    )
    sent = ines.post(at("roadmap-import", hope), {"file": SimpleUploadedFile("plan.csv", table.encode())})
    preview = sent.headers["Location"]
    page = ines.get(preview).content.decode()
    assert "Nobody Ltd" in page
    assert "New: Poster" in page
    assert ines.post(preview, {"seen": "old"}).status_code == 422
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]  # type: ignore[index]
    assert ines.post(preview, {"seen": seen}).status_code == 302
    assert [(row.title, row.key == keys["claims"]) for row in roadmaps.loaded(hope).rows] == [
        ("Claims checked", True), ("Poster", False),
    ]  # fmt: skip


def test_a_calendar_reads_what_its_member_may_see(hope: Hope) -> None:
    keys = roadmaps.published(hope)
    priya = client(hope.halyard.priya)
    found = {}
    for scope in ("person", "organisation", "campaign"):
        page = priya.post(
            reverse("campaigns:feed-list"), {"scope": scope, "campaign": hope.campaign.pk}
        ).content.decode()
        address = re.search(r"/calendar/[\w-]+\.ics", page)[0]  # type: ignore[index]
        text = priya.get(address).content.decode().replace("\r\n ", "")
        found[scope] = sorted(re.findall(r"UID:(?:deliverable-)?(\w+)@", text))
    assert found == {
        "person": sorted([keys["film"], "launch"]), "organisation": sorted([keys["film"], "launch"]),
        "campaign": sorted([keys["claims"], keys["film"], keys["go"], "launch"]),
    }  # fmt: skip


def test_a_page_costs_the_same_however_much_there_is(hope: Hope) -> None:
    roadmaps.published(hope)
    ines, urls = client(hope.tondella.ines), [at("roadmap", hope), at("campaign-detail", hope)]

    def cost(url: str) -> int:
        ines.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert ines.get(url).status_code == 200
        return len(queries)

    small = [cost(url) for url in urls]
    for number in range(30):
        add_deliverable(by=viewer(hope.tondella.ines), campaign=hope.seen(), title=f"Poster {number}")
    # The draft is a further version, with the one that it is compared with.
    assert [cost(url) <= one + 5 for url, one in zip(urls, small, strict=True)] == [True, True]
    assert max(small) <= 25
