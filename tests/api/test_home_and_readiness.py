"""The verdict, the inbox and search by program."""

from datetime import timedelta

from commonground.kit import clock
from tests.api.program import Program
from tests.factories import campaigns, people


def test_the_verdict_and_a_waiver(hope: campaigns.Hope) -> None:
    ines, marcus = Program(hope.tondella.ines), Program(hope.halyard.marcus)
    campaigns.draft(hope)
    one = f"/campaigns/{hope.campaign.pk}/readiness"
    found = ines.ok("get", one)
    assert found["verdict"] == "not ready"
    assert len(found["inputs"]) == 64
    finding = found["findings"][0]
    body = {
        "fingerprint": finding["fingerprint"],
        "reason": "By Friday",
        "expires_on": str(clock.today() + timedelta(days=3)),
    }
    waiver = ines.ok("post", f"{one}/waivers", body)
    waived = marcus.ok("get", one)["waived"]
    assert [each["waiver"]["id"] for each in waived] == [waiver["id"]]
    assert ines.refused("post", f"{one}/waivers", {**body, "fingerprint": "NONE-001@x"}) == (404, "not-found")
    assert marcus("delete", f"{one}/waivers/{waiver['id']}").status == 204
    assert marcus.refused("delete", f"{one}/waivers/{waiver['id']}") == (404, "not-found")


def test_checks(tondella: people.Tondella) -> None:
    ines = Program(tondella.ines)
    checks = ines.ok("get", "/checks")
    assert checks == [ines.ok("get", f"/checks/{check['id']}") for check in checks]
    assert ines.refused("get", "/checks/NONE-001") == (404, "not-found")


def test_what_needs_and_what_waits(hope: campaigns.Hope) -> None:
    campaigns.proposed(hope)
    ines, marcus = Program(hope.tondella.ines), Program(hope.halyard.marcus)
    assert [need["kind"] for need in marcus.ok("get", "/needs")["items"]] == ["sign"]
    waits = ines.ok("get", "/waiting")["items"]
    assert [one["organisation"] for one in waits] == ["Halyard & Finch"]
    assert marcus.ok("get", "/waiting") == {"items": [], "next_cursor": None}


def test_search(hope: campaigns.Hope, cohort: people.Cohort) -> None:
    """ABUSE 3."""
    ines, nadia = Program(hope.tondella.ines), Program(cohort.nadia)
    groups = {group["kind"]: group["count"] for group in ines.ok("get", "/search?q=hope")["groups"]}
    assert groups == {"partnership": 1, "campaign": 1}
    assert [hit["title"] for hit in ines.ok("get", "/search/campaign?q=hope")["items"]] == ["Slice of Hope"]
    assert nadia.ok("get", "/search?q=hope") == {"groups": []}
    assert nadia.ok("get", "/search/campaign?q=hope")["items"] == []
    assert ines.refused("get", "/search/secret?q=hope") == (404, "not-found")
