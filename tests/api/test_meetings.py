"""Kick-offs and calls by program."""

from datetime import timedelta

from commonground.kit import clock
from tests.api.program import Program
from tests.factories.campaigns import Hope
from tests.factories.meetings import AFTER, DAY, NOW

WHEN = {"title": "Kick-off", "day": DAY.isoformat(), "at": "10:00:00", "time_zone": "Europe/Rome"}


def test_planned_changed_held_recapped_and_understood(hope: Hope) -> None:
    at = f"/campaigns/{hope.campaign.pk}/meetings"
    marcus_, priya_ = str(hope.halyard.marcus.pk), str(hope.halyard.priya.pk)
    with clock.at(NOW):
        ines, marcus = Program(hope.tondella.ines), Program(hope.halyard.marcus)
        gap = {**WHEN, "day": "2027-03-28", "at": "02:30:00"}
        assert ines.refused("post", at, gap) == (422, "invalid")
        planned = ines.ok("post", at, {**WHEN, "functions": ["media", "creative"], "people": [marcus_]})
        assert [(one["function"], one["missing"]) for one in planned["places"]] == [("media", True), ("creative", True)]
        one = f"{at}/{planned['meeting']['id']}"
        assert ines.refused("post", at, WHEN) == (409, "not-ready")
        later = {**WHEN, "at": "11:00:00", "revision": planned["meeting"]["revision"]}
        assert ines.ok("put", one, later)["meeting"]["sequence"] == 1
        assert ines.refused("put", one, later) == (409, "conflict")
        asked = ines.ok("post", f"{one}/invitees", {"people": [priya_]})
        assert [place["missing"] for place in asked["places"]] == [False, True]
        assert marcus.ok("put", f"{one}/answer", {"answer": "accepted"})["answer"] == "accepted"
        assert Program(hope.tondella.daniel).refused("put", f"{one}/answer", {"answer": "accepted"}) == (
            404,
            "not-found",
        )
        assert marcus.refused("put", f"{one}/attendance", {"people": [marcus_]}) == (409, "not-ready")
        assert b"SEQUENCE:1" in ines("get", f"{one}/calendar").content
        ines.ok("put", f"{one}/functions", {"functions": {"media": str(hope.halyard.organisation.pk)}})
    with clock.at(AFTER):
        held = marcus.ok("put", f"{one}/attendance", {"people": [priya_]})
        assert [(who["name"], who["attended"]) for who in held["invitees"] if who["person"] == priya_] == [
            ("Priya Raman", True)
        ]
        recap = ines.ok("put", f"{one}/recap", {"recap": "Meridian counts."})
        seen = {"revision": recap["revision"]}
        ines.ok("put", f"{one}/recap", {"recap": "Meridian counts the meals.", **seen})
        assert marcus.refused("post", f"{one}/confirm", seen) == (409, "conflict")
        objection = marcus.ok("post", f"{one}/object", {"words": "We count."})
        assert objection["state"] == "objects"
        answer = f"{one}/objections/{objection['id']}/answer"
        assert marcus.refused("post", answer, {"answer": "Fine"}) == (403, "not-allowed")
        assert ines.ok("post", answer, {"answer": "You check."})["state"] == "answered"
        assert marcus.ok("post", f"{one}/confirm", {})["state"] == "confirmed"
        assert marcus.refused("post", f"{one}/confirm", {}) == (409, "not-ready")


def test_the_agenda_decisions_terms_and_what_to_prepare(hope: Hope) -> None:
    campaign = f"/campaigns/{hope.campaign.pk}"
    with clock.at(NOW):
        ines, marcus = Program(hope.tondella.ines), Program(hope.halyard.marcus)
        one = f"{campaign}/meetings/{ines.ok('post', f'{campaign}/meetings', WHEN)['meeting']['id']}"
        item = ines.ok("post", f"{one}/agenda", {"title": "Risks", "minutes": 5})
        at = f"{one}/agenda/{item['id']}"
        marcus.ok("put", at, {"title": "Risks and fallbacks", "seen": item["seen"]})
        assert ines.refused("put", at, {"title": "Risks", "seen": item["seen"]}) == (409, "conflict")
        ines.ok("post", f"{at}/move", {"by_places": -100})
        assert ines.ok("get", one)["agenda"][0]["title"] == "Risks and fallbacks"
        assert ines("delete", at).status == 204
        assert ines.refused("delete", at) == (404, "not-found")
        action = ines.ok("post", f"{one}/actions", {"title": "Send sizes", "owner": str(hope.halyard.priya.pk)})
        assert (action["title"], action["state"]) == ("Send sizes", "open")
        decided = {"text": "Meridian counts.", "decided_by": [str(hope.tondella.ines.pk)]}
        first = ines.ok("post", f"{campaign}/decisions", decided)
        assert ines.refused("post", f"{campaign}/decisions", {**decided, "decided_by": []}) == (422, "invalid")
        again = {**decided, "text": "We all count.", "supersedes": first["id"]}
        assert marcus.ok("post", f"{campaign}/decisions", again)["number"] == 2
        assert marcus.refused("post", f"{campaign}/decisions", again) == (422, "invalid")
        assert [one["number"] for one in ines.ok("get", f"{campaign}/decisions?before=2")] == [1]
        term = ines.ok("post", f"{campaign}/terms", {"term": "Order", "meaning": "A paid pizza."})
        word = f"{campaign}/terms/{term['id']}"
        better = marcus.ok("put", word, {"meaning": "A paid pizza, not returned.", "seen": term["seen"]})
        assert ines.refused("post", f"{word}/agree", {"seen": term["seen"]}) == (409, "conflict")
        agreed = ines.ok("post", f"{word}/agree", {"seen": better["seen"]})["agreed_by"]
        assert len(agreed) == 2
        ready = {"owner": str(hope.halyard.priya.pk), "result": "In the folder.", "done": True}
        assert marcus.ok("put", f"{campaign}/preparations/naming", ready)["done_at"] is not None
        assert marcus.refused("put", f"{campaign}/preparations/lunch", ready) == (404, "not-found")
        assert {one["kind"]: one["done_at"] is not None for one in ines.ok("get", f"{campaign}/preparations")}["naming"]


def test_waived_called_off_and_calls_at_a_cadence(hope: Hope) -> None:
    campaign = f"/campaigns/{hope.campaign.pk}"
    with clock.at(NOW):
        ines, priya = Program(hope.tondella.ines), Program(hope.halyard.priya)
        made = ines.ok("post", f"{campaign}/meetings", {**WHEN, "people": [str(hope.halyard.priya.pk)]})
        one = f"{campaign}/meetings/{made['meeting']['id']}"
        reason = {"reason": "Comes to the second call."}
        assert priya.refused("post", f"{one}/functions/creative/waive", reason) == (403, "not-allowed")
        waived = ines.ok("post", f"{one}/functions/creative/waive", reason)["places"]
        assert {place["function"]: place["waived"] for place in waived}["creative"] is True
        assert ines.refused("post", f"{one}/functions/cooking/waive", reason) == (404, "not-found")
        invitee = next(who["id"] for who in made["invitees"] if who["name"] == "Priya Raman")
        assert ines("delete", f"{one}/invitees/{invitee}").status == 204
        assert ines.refused("delete", f"{one}/invitees/{invitee}") == (404, "not-found")
        assert ines.ok("post", f"{one}/cancel")["meeting"]["state"] == "cancelled"
        assert ines.refused("post", f"{one}/cancel") == (409, "not-ready")
        weekly = {**WHEN, "title": "Call", "first_on": (DAY + timedelta(days=1)).isoformat()}
        del weekly["day"]
        series = ines.ok("post", f"{campaign}/call-series", weekly)
        assert ines.refused("post", f"{campaign}/call-series", {**weekly, "time_zone": "Mars/Base"}) == (422, "invalid")
        assert [one["title"] for one in priya.ok("get", f"{campaign}/call-series")] == ["Call"]
        assert [one["title"] for one in ines.ok("get", f"{campaign}/meetings")["items"]] == ["Call", "Kick-off"]
        assert ines("delete", f"{campaign}/call-series/{series['id']}").status == 204
        assert ines.ok("get", f"{campaign}/call-series") == []
