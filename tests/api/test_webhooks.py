"""Webhooks by program."""

from commonground.kit.outbound import Reply
from commonground.people.webhook.actions import deliver
from commonground.people.webhook.models import Delivery
from tests.api.program import Program
from tests.factories.people import Halyard, Tondella


def test_made_changed_tested_sent_again_and_ended(tondella: Tondella, halyard: Halyard) -> None:
    ines, facts = Program(tondella.ines), {"name": "Tools", "url": "https://tools.example/in", "shape": "json"}
    made = ines.ok("post", "/webhooks", facts)
    assert made["secret"].startswith("whsec_")
    one = f"/webhooks/{made['webhook']['id']}"
    assert ines.ok("put", one, {**facts, "shape": "slack"})["shape"] == "slack"
    assert ines.refused("put", one, {**facts, "url": "file:///etc/passwd"}) == (422, "invalid")
    assert Program(tondella.daniel).refused("post", "/webhooks", facts) == (403, "not-allowed")
    assert Program(halyard.marcus).refused("put", one, facts) == (404, "not-found")
    assert ines.ok("post", f"{one}/secret")["secret"] != made["secret"]
    assert [ines.ok("put", f"{one}/paused", {"paused": paused})["paused_why"] for paused in (True, False)] == [
        "Paused by Ines Albrecht.", "",
    ]  # fmt: skip
    sent = ines.ok("post", f"{one}/test")
    again = f"{one}/deliveries/{sent['id']}/again"
    assert ines.refused("post", again) == (409, "not-ready")
    assert deliver(Delivery.objects.get().pk, lambda *_: Reply(500, "")) == "waiting"
    (listed,) = ines.ok("get", f"{one}/deliveries")["items"]
    assert (listed["id"], listed["attempts"], listed["last_answer"]) == (sent["id"], 1, "The target answered 500.")
    assert ines.ok("post", again)["attempts"] == 0
    assert ines("delete", one).status == 204
    assert ines.ok("get", "/webhooks")["items"] == []
