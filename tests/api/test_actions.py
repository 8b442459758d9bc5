"""Actions by program."""

from tests.api.program import Program
from tests.factories.campaigns import Hope


def test_noted_changed_handed_over_and_done(hope: Hope) -> None:
    ines, priya, marcus = (Program(one) for one in (hope.tondella.ines, hope.halyard.priya, hope.halyard.marcus))
    facts = {"title": "Send sizes", "campaign": str(hope.campaign.pk), "owner": str(hope.halyard.priya.pk)}
    made = ines.ok("post", "/actions", {**facts, "due_on": "2026-10-01"})
    one = f"/actions/{made['id']}"
    changed = priya.ok("patch", one, {"revision": 1, "title": "Send all sizes", "due_on": None})
    assert (changed["title"], changed["due_on"], changed["revision"]) == ("Send all sizes", None, 2)
    assert ines.refused("patch", one, {"revision": 1, "title": "Send few"}) == (409, "conflict")
    over = {"revision": 2, "owner": str(hope.halyard.marcus.pk)}
    assert ines.refused("patch", one, over) == (403, "not-allowed")
    assert priya.refused("post", f"{one}/offer", {"to": str(hope.halyard.priya.pk)}) == (422, "invalid")
    assert priya.ok("post", f"{one}/offer", {"to": str(hope.halyard.marcus.pk)})["owner"] == facts["owner"]
    assert priya.refused("post", f"{one}/answer", {"accept": True}) == (409, "not-ready")
    assert marcus.ok("post", f"{one}/answer", {"accept": True})["owner"] == str(hope.halyard.marcus.pk)
    assert marcus.ok("post", f"{one}/end", {"state": "done"})["state"] == "done"
    assert marcus.refused("post", f"{one}/end", {"state": "dropped"}) == (409, "not-ready")
    assert [len(marcus.ok("get", f"/actions?whose={whose}")["items"]) for whose in ("mine", "ended")] == [0, 1]
    assert marcus.ok("post", f"{one}/end", {"state": "open"})["ended_at"] is None
    assert [one["title"] for one in marcus.ok("get", "/actions?whose=mine")["items"]] == ["Send all sizes"]


def test_without_a_campaign_it_is_ones_own_organisations(hope: Hope) -> None:
    ines, marcus = Program(hope.tondella.ines), Program(hope.halyard.marcus)
    made = ines.ok("post", "/actions", {"title": "Ask legal"})
    assert (made["owner"], made["campaign"]) == (None, None)
    assert marcus.refused("get", f"/actions/{made['id']}") == (404, "not-found")
    stranger = {"title": "Ask them", "owner": str(hope.halyard.marcus.pk)}
    assert ines.refused("post", "/actions", stranger) == (422, "invalid")
