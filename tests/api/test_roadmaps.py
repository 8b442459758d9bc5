"""The roadmap by program: build, ask what a change does, publish, acknowledge, hand over, import."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from commonground.kit import clock
from tests.api.program import Program
from tests.factories import roadmaps
from tests.factories.campaigns import Hope


def here(hope: Hope) -> str:
    return f"/campaigns/{hope.campaign.pk}/roadmap"


def test_built_from_nothing_and_published(hope: Hope) -> None:
    ines, marcus, at = Program(hope.tondella.ines), Program(hope.halyard.marcus), here(hope)
    assert ines.refused("get", at) == (404, "not-found")
    assert ines.ok("post", f"{at}/draft")["number"] == 1
    assert ines.ok("put", f"{at}/dates", {"starts_on": None, "launch_on": "2026-10-16"})["launch_on"] == "2026-10-16"
    phase = ines.ok("post", f"{at}/phases", {"title": "Creative", "lead": 2})["key"]
    claims = ines.ok("post", f"{at}/deliverables", {"title": "Claims", "phase": phase, "due_on": "2026-09-23"})
    film = {"title": "Film", "due_on": "2026-10-01", "duration": 4, "depends_on": [{"key": claims["key"], "lag": 1}]}
    made = ines.ok("post", f"{at}/deliverables", film)
    assert (made["depends_on"], made["state"]) == ([{"key": claims["key"], "lag": 1}], "planned")
    circle = {"depends_on": [{"key": made["key"]}]}
    assert ines.refused("patch", f"{at}/deliverables/{claims['key']}", circle) == (422, "circular-dependency")
    assert ines.ok("post", f"{at}/publish", {"summary": "The first map."})["state"] == "current"
    assert ines.refused("post", f"{at}/publish", {}) == (409, "not-ready")
    organisation = {"organisation": str(hope.halyard.organisation.pk)}
    assert ines("post", f"{at}/remind", organisation).status == 204
    assert marcus("post", f"{at}/versions/1/acknowledge").status == 204
    assert marcus.refused("post", f"{at}/versions/1/acknowledge") == (409, "not-ready")
    assert marcus.refused("post", f"{at}/versions/7/acknowledge") == (409, "conflict")
    whole = marcus.ok("get", f"{at}/versions/1")
    assert [one["title"] for one in whole["deliverables"]] == ["Claims", "Film"]
    assert [one["number"] for one in marcus.ok("get", f"{at}/versions")["items"]] == [1]


def test_the_second_of_two_is_told(hope: Hope) -> None:
    keys, ines, at = roadmaps.draft(hope), Program(hope.tondella.ines), here(hope)
    film, whole = f"{at}/deliverables/{keys['film']}", Program(hope.halyard.marcus).ok("get", at)
    seen = ines.ok("get", film)["seen"]
    assert ines.ok("patch", film, {"duration": 8, "seen": seen})["duration"] == 8
    assert ines.refused("patch", film, {"duration": 9, "seen": seen}) == (409, "conflict")
    days = {"starts_on": None, "launch_on": "2026-10-20", "seen": whole["seen_dates"]}
    ines.ok("put", f"{at}/dates", days)
    assert ines.refused("put", f"{at}/dates", days) == (409, "conflict")
    late = {"summary": "As read.", "seen": whole["seen_content"]}
    assert ines.refused("post", f"{at}/publish", late) == (409, "conflict")
    read = {**late, "seen": ines.ok("get", at)["seen_content"]}
    carla = Program(hope.tondella.carla, "read")
    assert carla.refused("patch", film, {"duration": 7}) == (403, "read-only-token")
    assert ines.refused("patch", f"{at}/deliverables/nothing", {"duration": 7}) == (404, "not-found")
    assert ines.ok("post", f"{at}/publish", read)["state"] == "current"


def test_what_a_change_does_is_told_and_nothing_is_saved(hope: Hope) -> None:
    with clock.at(roadmaps.MONDAY):
        keys, ines, at = roadmaps.published(hope), Program(hope.tondella.ines), here(hope)
        film = f"{at}/deliverables/{keys['film']}"
        told = ines.ok("post", f"{film}/what-if", {"due_on": "2026-10-20"})
        assert told["summary"].startswith("Launch moves by 4 days to Tue 20 Oct 2026")
        slip = ines.ok("post", f"{film}/slip", {"days": 7})
        assert (slip["launch_after"] > slip["launch_before"], [one["title"] for one in slip["moves"]]) == (
            True, ["Film cut", "Go or no-go"],
        )  # fmt: skip
        assert ines.refused("post", f"{film}/slip", {"days": 0}) == (422, "invalid")
        assert ines.ok("get", film)["due_on"] == "2026-10-09"
        plan = ines.ok("get", f"{at}/versions/1/schedule")
        assert (plan["launch"], len(plan["entries"]), plan["critical_path"][-1]) == ("2026-10-16", 3, keys["go"])


def test_taken_out_put_back_moved_and_what_changed(hope: Hope) -> None:
    keys, ines, at = roadmaps.published(hope), Program(hope.tondella.ines), here(hope)
    film = f"{at}/deliverables/{keys['film']}"
    kept = ines.ok("delete", film)
    assert ines.refused("get", film) == (404, "not-found")
    assert ines.ok("post", f"{film}/restore", kept)["title"] == "Film cut"
    assert ines.refused("post", f"{film}/restore", kept) == (409, "conflict")
    assert ines.refused("post", f"{film}/restore", {"kept": "x"}) == (422, "invalid")
    ines.ok("post", f"{film}/move", {"by_places": -1})
    assert [one["title"] for one in ines.ok("get", at)["deliverables"]] == ["Film cut", "Claims checked", "Go or no-go"]
    ines.ok("patch", film, {"due_on": "2026-10-12"})
    ines.ok("put", f"{at}/phases/{keys['phase']}", {"title": "Craft", "lead": 1})
    changes = ines.ok("get", f"{at}/versions/2/changes")
    assert changes["before"] == 1
    assert {"about": "Film cut", "part": "due", "was": "Fri 9 Oct", "now": "Mon 12 Oct"} in changes["changes"]
    assert ines("delete", f"{at}/phases/{keys['phase']}").status == 204
    assert ines("delete", f"{at}/draft").status == 204
    assert ines.refused("delete", f"{at}/draft") == (404, "not-found")
    for form in ("csv", "json", "xlsx"):
        assert ines("get", f"{at}/versions/1/export/{form}").status == 200
    assert ines.refused("get", f"{at}/versions/1/export/pdf") == (404, "not-found")


def test_handed_over_returned_and_accepted(hope: Hope) -> None:
    keys, giulia, marcus = roadmaps.acknowledged(hope), Program(hope.tondella.giulia), Program(hope.halyard.marcus)
    claims = f"{here(hope)}/deliverables/{keys['claims']}"
    assert marcus.refused("post", f"{claims}/start") == (403, "not-allowed")
    assert marcus.refused("post", f"{claims}/accept") == (409, "not-ready")
    assert giulia.ok("post", f"{claims}/start")["state"] == "in progress"
    assert giulia.ok("post", f"{claims}/deliver")["state"] == "delivered"
    assert marcus.refused("post", f"{claims}/return", {"reason": ""}) == (422, "invalid")
    assert marcus.ok("post", f"{claims}/return", {"reason": "No source"})["state"] == "returned"
    giulia.ok("post", f"{claims}/deliver")
    assert marcus.ok("post", f"{claims}/accept")["state"] == "accepted"


def test_a_file_is_previewed_then_taken_whole(hope: Hope) -> None:
    ines, at = Program(hope.tondella.ines), f"{here(hope)}/imports"
    table = b"Deliverable,Organisation,Due,Duration\nPoster,Tondella,2026-10-01,2\n"
    sent = ines("post", at, data={"file": SimpleUploadedFile("plan.csv", table)})
    assert (sent.status, sent.body["deliverables"], sent.body["before"]) == (201, 1, None)
    one = f"{at}/{sent.body['id']}"
    assert ines.ok("get", one) == sent.body
    assert Program(hope.tondella.giulia).refused("get", one) == (404, "not-found")
    assert ines.ok("post", f"{one}/take", {})["source"] == "plan.csv"
    assert ines.refused("post", f"{one}/take", {}) == (404, "not-found")
    (poster,) = ines.ok("get", here(hope))["deliverables"]
    assert (poster["title"], poster["due_on"]) == ("Poster", date(2026, 10, 1).isoformat())


def test_a_calendar_link_is_ones_own(hope: Hope) -> None:
    roadmaps.published(hope)
    priya, ines = Program(hope.halyard.priya), Program(hope.tondella.ines)
    made = priya.ok("post", "/calendar-links", {"scope": "campaign", "campaign": str(hope.campaign.pk)})
    assert priya.refused("post", "/calendar-links", {"scope": "campaign"}) == (422, "invalid")
    path = made["address"].removeprefix("http://testserver")
    assert b"BEGIN:VEVENT" in priya.client.get(path).content
    one = f"/calendar-links/{made['link']['id']}"
    assert ines.refused("delete", one) == (404, "not-found")
    assert priya("delete", one).status == 204
    assert priya.client.get(path).status_code == 404
