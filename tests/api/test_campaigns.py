"""Campaigns by program."""

from datetime import timedelta

from commonground.kit import clock
from tests.api.program import Program
from tests.factories import campaigns


def test_start_read_and_change(hope: campaigns.Hope) -> None:
    ines, marcus = Program(hope.tondella.ines), Program(hope.halyard.marcus)
    body = {"partnership": str(hope.partnership.pk), "name": "Harvest", "launch_on": "2027-03-01"}
    made = ines.ok("post", "/campaigns", {**body, "participants": [str(hope.halyard.organisation.pk)]})
    assert [one["name"] for one in made["participants"]] == ["Tondella", "Halyard & Finch"]
    assert [one["name"] for one in marcus.ok("get", "/campaigns")["items"]] == ["Harvest", "Slice of Hope"]
    one = f"/campaigns/{made['id']}"
    changed = marcus.ok("patch", one, {"revision": 1, "goal": "Meals", "launch_on": None})
    assert (changed["goal"], changed["launch_on"], changed["revision"]) == ("Meals", None, 2)
    assert ines.refused("patch", one, {"revision": 1, "goal": "Mine"}) == (409, "conflict")
    bad = ines("patch", one, {"revision": 2, "flight_start": "2027-03-01", "flight_end": "2027-02-01"})
    assert (bad.status, bad.body["fields"]) == (
        422,
        [{"field": "flight_end", "message": "The flight ends before it starts."}],
    )


def test_the_list_is_narrowed(hope: campaigns.Hope) -> None:
    ines = Program(hope.tondella.ines)
    yesterday = str(clock.today() - timedelta(days=1))
    body = {"partnership": str(hope.partnership.pk), "name": "Live one", "launch_on": yesterday}
    ines.ok("post", "/campaigns", body)
    names = lambda query: [one["name"] for one in ines.ok("get", f"/campaigns?{query}")["items"]]  # noqa: E731
    assert names("state=running") == ["Live one"]
    assert names("state=planned") == ["Slice of Hope"]
    assert names("q=hope") == ["Slice of Hope"]
    assert names(f"partnership={hope.partnership.pk}") == ["Live one", "Slice of Hope"]
    assert ines.refused("get", "/campaigns?state=lost") == (422, "invalid")


def test_participants_and_point_person(hope: campaigns.Hope) -> None:
    ines, marcus = Program(hope.tondella.ines), Program(hope.halyard.marcus)
    one = f"/campaigns/{hope.campaign.pk}"
    told = ines.ok("post", "/organisations", {"name": "Quarry"})["id"]
    ines.ok("post", f"/partnerships/{hope.partnership.pk}/parties", {"organisation": told})
    quarry = ines.ok("post", f"{one}/participants", {"organisation": told, "does": "Prints"})
    assert (quarry["name"], quarry["does"]) == ("Quarry", "Prints")
    assert marcus.ok("put", f"{one}/participants/{quarry['id']}", {"does": "Mails"})["does"] == "Mails"
    assert ines("delete", f"{one}/participants/{quarry['id']}").status == 204
    own = ines.ok("get", one)["participants"]
    assert [each["name"] for each in own] == ["Tondella", "Halyard & Finch"]
    assert marcus.refused("put", f"{one}/participants/{own[0]['id']}", {"does": "x"}) == (403, "not-allowed")
    people = {"point_person": str(hope.tondella.ines.pk), "deputy": str(hope.halyard.marcus.pk)}
    named = ines.ok("put", f"{one}/point-person", people)
    assert (named["point_person"], named["deputy"]) == (people["point_person"], people["deputy"])
    late = {"point_person": None, "revision": named["revision"] - 1}
    assert ines.refused("put", f"{one}/point-person", late) == (409, "conflict")
    assert ines("put", f"{one}/pin", {"pinned": True}).status == 204
    assert marcus("delete", f"{one}/participants/{own[1]['id']}").status == 204
    assert marcus.refused("get", one) == (404, "not-found")
