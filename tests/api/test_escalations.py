"""Escalations and the ladder by program."""

from datetime import timedelta

from commonground.kit import clock
from tests.api.program import Program
from tests.factories.campaigns import Hope


def test_from_raised_to_confirmed(hope: Hope) -> None:
    ines, marcus = Program(hope.tondella.ines), Program(hope.halyard.marcus)
    at = f"/campaigns/{hope.campaign.pk}/escalations"
    stuck = {"title": "Decide the cap", "words": "3 or 5?", "impact": "high", "urgency": "medium"}
    assert ines.refused("post", at, {**stuck, "asked": str(hope.tondella.organisation.pk)}) == (422, "invalid")
    made = ines.ok("post", at, {**stuck, "asked": str(hope.halyard.organisation.pk)})
    assert (made["number"], made["severity"], made["state"], made["rung"]) == (1, 2, "raised", 1)
    one = f"{at}/1"
    assert marcus.ok("post", f"{one}/act", {"event": "start"})["state"] == "in work"
    assert ines.refused("post", f"{one}/act", {"event": "resolve", "words": "Done"}) == (403, "not-allowed")
    assert marcus.refused("post", f"{one}/act", {"event": "resolve"}) == (422, "invalid")
    assert marcus.refused("post", f"{one}/act", {"event": "acknowledge"}) == (409, "not-ready")
    assert marcus.ok("post", f"{one}/pause", {"reason": "DSP closed"})["pause_reason"] == "DSP closed"
    assert marcus.refused("post", f"{one}/pause/consent") == (403, "not-allowed")
    assert ines.ok("post", f"{one}/pause/consent")["paused_at"] is not None
    assert ines.refused("post", f"{one}/pause/consent") == (409, "not-ready")
    assert marcus.ok("post", f"{one}/resume")["paused_at"] is None
    marcus.ok("post", f"{one}/act", {"event": "resolve", "words": "5 a week", "root_cause": "Two briefs"})
    assert ines.ok("post", f"{one}/act", {"event": "confirm"})["settled_rung"] == 1
    kinds = [entry["kind"] for entry in ines.ok("get", f"{one}/entries")["items"]]
    assert kinds == ["confirmed", "resolved", "resumed", "paused", "pause asked", "started", "raised"]
    assert [len(ines.ok("get", f"{at}?state={state}")["items"]) for state in ("confirmed", "raised")] == [1, 0]


def test_the_ladder_and_days_away(hope: Hope) -> None:
    ines, marcus = Program(hope.tondella.ines), Program(hope.halyard.marcus)
    at, own = f"/campaigns/{hope.campaign.pk}/ladder", str(hope.tondella.organisation.pk)
    assert ines("put", f"{at}/{own}/2", {"member": str(hope.tondella.carla.pk)}).status == 204
    assert marcus.refused("put", f"{at}/{own}/2", {"member": None}) == (403, "not-allowed")
    held = {one["rung"]: one["member"] for one in marcus.ok("get", at) if one["organisation"] == own}
    assert held == {1: None, 2: str(hope.tondella.carla.pk), 3: None}
    day = (clock.today() + timedelta(days=3)).isoformat()
    away = ines.ok("post", "/absences", {"first_on": day, "last_on": day})
    late = {"first_on": day, "last_on": clock.today().isoformat()}
    assert ines.refused("post", "/absences", late) == (422, "invalid")
    assert marcus.refused("delete", f"/absences/{away['id']}") == (404, "not-found")
    assert ines("delete", f"/absences/{away['id']}").status == 204
