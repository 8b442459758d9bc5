"""Simulations and evaluations by program: asked for, looked after, stopped."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.program import Program
from tests.factories import campaigns, creative
from tests.factories.people import run_tasks

LOG = b"weather,placement\nrain,daily\nsun,daily\n,daily\n"
TURNS = b"weather,variant,clicked,propensity\n" + b"rain,V-01,0,0.5\nrain,V-02,1,0.5\n" * 10


def at(hope: campaigns.Hope, name: str) -> str:
    return f"/campaigns/{hope.campaign.pk}/{name}"


def sent(program: Program, address: str, data: bytes, **fields: str) -> dict[str, object]:
    """The run that a log has begun."""
    answer = program("post", address, data={"file": SimpleUploadedFile("log.csv", data), **fields})
    assert answer.status == 202, answer.content
    return dict(answer.body)


def test_a_simulation(hope: campaigns.Hope) -> None:
    creative.plan(hope)
    ines, priya = Program(hope.tondella.ines), Program(hope.halyard.priya)
    run = sent(ines, at(hope, "simulations"), LOG, is_sample="true")
    assert (run["kind"], run["state"], run["options"], run["result"]) == (
        "simulation",
        "queued",
        {"is_sample": True},
        None,
    )
    run_tasks()
    done = priya.ok("get", at(hope, f"runs/{run['id']}"))
    assert (done["state"], done["rows"], done["rows_in_all"], done["version"]) == ("done", 3, 3, 1)
    result = done["result"]
    assert (result["impressions"], result["personalised"], result["wasted"]) == (3, 1, 1)
    assert (result["interval"] is not None, result["placements"][0]["name"]) == (True, "daily")
    assert ines.refused("post", at(hope, f"runs/{run['id']}/cancel")) == (409, "conflict")
    assert priya.refused("delete", at(hope, f"runs/{run['id']}")) == (403, "not-allowed")
    assert ines("delete", at(hope, f"runs/{run['id']}")).status == 204
    assert ines.refused("get", at(hope, f"runs/{run['id']}")) == (404, "not-found")


def test_an_evaluation(hope: campaigns.Hope) -> None:
    creative.plan(hope)
    ines = Program(hope.tondella.ines)
    run = sent(ines, at(hope, "evaluations"), TURNS, reward="clicked")
    run_tasks()
    result = ines.ok("get", at(hope, f"runs/{run['id']}"))["result"]
    assert [(one["method"], one["value"]) for one in result["estimates"]][:2] == [("ips", 1), ("snips", 1)]
    silent = sent(ines, at(hope, "evaluations"), TURNS.replace(b"V-02", b"V-01"), reward="clicked")
    run_tasks()
    assert ines.ok("get", at(hope, f"runs/{silent['id']}"))["result"]["why"].startswith("The log is deterministic")
    assert (
        ines("post", at(hope, "evaluations"), data={"file": SimpleUploadedFile("x.csv", TURNS), "reward": ""}).status
        == 422
    )


def test_listing_and_stopping(hope: campaigns.Hope) -> None:
    creative.plan(hope)
    ines, priya = Program(hope.tondella.ines), Program(hope.halyard.priya)
    first = sent(ines, at(hope, "simulations"), LOG)
    second = sent(ines, at(hope, "evaluations"), TURNS, reward="clicked")
    listed = ines.ok("get", at(hope, "runs?limit=1"))
    assert [one["id"] for one in listed["items"]] == [second["id"]]
    rest = ines.ok("get", at(hope, f"runs?limit=1&cursor={listed['next_cursor']}"))
    assert [one["id"] for one in rest["items"]] == [first["id"]]
    assert [one["id"] for one in ines.ok("get", at(hope, "runs?kind=simulation"))["items"]] == [first["id"]]
    assert priya.refused("post", at(hope, f"runs/{first['id']}/cancel")) == (403, "not-allowed")
    assert ines.ok("post", at(hope, f"runs/{first['id']}/cancel"))["state"] == "cancelled"
    run_tasks()
    states = [one["state"] for one in ines.ok("get", at(hope, "runs"))["items"]]
    assert states == ["done", "cancelled"]


def test_what_is_not_taken(hope: campaigns.Hope) -> None:
    ines = Program(hope.tondella.ines)
    nothing = ines("post", at(hope, "simulations"), data={"file": SimpleUploadedFile("log.csv", LOG)})
    assert (nothing.status, nothing.body["code"]) == (409, "not-ready")
    creative.plan(hope)
    empty = ines("post", at(hope, "simulations"), data={"file": SimpleUploadedFile("log.csv", b"")})
    assert (empty.status, [one["field"] for one in empty.body["fields"]]) == (422, ["file"])
