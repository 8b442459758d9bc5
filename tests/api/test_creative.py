"""A creative plan by program: signals, placements, who passes what, variants, and the table that chooses."""

from django.core.files.uploadedfile import SimpleUploadedFile

from commonground.engines.decisions.files import read_table
from tests.api.program import Program
from tests.factories import campaigns, creative


def at(hope: campaigns.Hope, name: str) -> str:
    return f"/campaigns/{hope.campaign.pk}/{name}"


WEATHER = {"key": "weather", "name": "Weather", "type": "categorical", "categories": ["sun", "rain"]}


def test_signals(hope: campaigns.Hope) -> None:
    ines, marcus = Program(hope.tondella.ines), Program(hope.halyard.marcus)
    signals = at(hope, "signals")
    made = ines.ok("post", signals, WEATHER)
    one = f"{signals}/{made['id']}"
    assert (made["categories"], made["revision"]) == (["sun", "rain"], 1)
    twice = ines("post", signals, WEATHER)
    assert (twice.status, [field["field"] for field in twice.body["fields"]]) == (422, ["key"])
    assert ines.refused("post", signals, {**WEATHER, "key": "x", "categories": []}) == (422, "invalid")
    changed = marcus.ok("patch", one, {"revision": 1, "categories": ["sun", "rain", "snow"], "consent": True})
    assert (changed["name"], changed["consent"], changed["revision"]) == ("Weather", True, 2)
    assert ines.refused("patch", one, {"revision": 1, "name": "Sky"}) == (409, "conflict")
    hour = {"key": "hour", "name": "Hour", "type": "integer", "low": "0", "high": "23", "unit": "h"}
    assert ines.ok("post", signals, hour)["unit"] == "h"
    assert ines.refused("post", signals, {**hour, "key": "x", "unit": "kilometres per hour and day"}) == (
        422,
        "invalid",
    )
    first = ines.ok("get", f"{signals}?limit=1")
    rest = ines.ok("get", f"{signals}?limit=1&cursor={first['next_cursor']}")
    assert [each["key"] for each in (*first["items"], *rest["items"])] == ["weather", "hour"]
    assert rest["next_cursor"] is None
    assert marcus("delete", one).status == 204
    assert ines.refused("get", one) == (404, "not-found")


def test_placements(hope: campaigns.Hope) -> None:
    ines = Program(hope.tondella.ines)
    ines.ok("post", at(hope, "signals"), WEATHER)
    placements, media = at(hope, "placements"), str(hope.halyard.organisation.pk)
    body = {"key": "daily", "name": "Daily", "organisation": media, "format": "display", "sizes": ["300 X 600"]}
    made = ines.ok("post", placements, {**body, "planned": 1000, "targeting": {"weather": '"rain"'}})
    one = f"{placements}/{made['id']}"
    assert (made["sizes"], made["organisation"], made["planned"]) == (["300x600"], media, 1000)
    wrong = ines("patch", one, {"revision": 1, "targeting": {"weather": "[3"}})
    assert (wrong.status, wrong.body["fields"][0]["field"]) == (422, "targeting")
    assert ines.refused("post", placements, {**body, "key": "x", "sizes": ["big"]}) == (422, "invalid")
    assert ines.refused("post", placements, {**body, "key": "x", "markets": ["XX"]}) == (422, "invalid")
    assert ines.ok("post", placements, {**body, "key": "daily-mt", "markets": ["MT", "IT"]})["markets"] == ["IT", "MT"]
    changed = ines.ok("patch", one, {"revision": 1, "planned": None})
    assert (changed["planned"], changed["targeting"], changed["revision"]) == (None, {"weather": '"rain"'}, 2)
    assert ines.refused("patch", one, {"revision": 1, "name": "Mine"}) == (409, "conflict")
    assert [each["key"] for each in ines.ok("get", placements)["items"]] == ["daily", "daily-mt"]
    assert ines("delete", one).status == 204


def test_provisions(hope: campaigns.Hope) -> None:
    plan = creative.plan(hope)
    ines, priya = Program(hope.tondella.ines), Program(hope.halyard.priya)
    provisions = at(hope, "provisions")
    body = {"signal": str(plan.hour.pk), "placement": str(plan.half_page.pk)}
    asked = ines.ok("post", provisions, {**body, "asked": str(hope.halyard.organisation.pk), "words": "By hour"})
    answer = f"{provisions}/{asked['id']}/answer"
    given = {"revision": asked["revision"], "state": "live", "share": 0.625, "price": "1.20", "currency": "EUR"}
    assert ines.refused("post", answer, given) == (403, "not-allowed")
    assert priya.refused("post", answer, {**given, "share": 1.5}) == (422, "invalid")
    assert priya.refused("post", answer, {**given, "revision": 1}) == (409, "conflict")
    assert priya.refused("post", answer, {**given, "consent_markets": ["italy"]}) == (422, "invalid")
    said = priya.ok("post", answer, {**given, "consent_markets": ["it"]})
    assert said["consent_markets"] == ["IT"]
    assert (said["state"], said["share"], said["currency"]) == ("live", 0.625, "EUR")
    assert ines.ok("get", f"{provisions}/{asked['id']}") == said | {"price": "1.2000"}
    more = {**body, "asked": str(hope.halyard.organisation.pk), "words": "More"}
    assert ines.ok("post", provisions, more)["state"] == "live"
    late = {**body, "asked": str(hope.tondella.organisation.pk)}
    assert ines.refused("post", provisions, late) == (409, "conflict")
    assert {each["state"] for each in ines.ok("get", provisions)["items"]} == {"live", "promised"}


def test_variants(hope: campaigns.Hope) -> None:
    ines, marcus = Program(hope.tondella.ines), Program(hope.halyard.marcus)
    variants = at(hope, "variants")
    body = {"key": "V-01", "name": "One slice", "organisation": str(hope.tondella.organisation.pk), "sizes": ["15s"]}
    made = ines.ok("post", variants, body)
    one = f"{variants}/{made['id']}"
    assert (made["state"], made["sizes"]) == ("draft", ["15s"])
    assert ines.refused("post", variants, {**body, "key": "V-02", "link": "javascript:alert(1)"}) == (422, "invalid")
    owned = ines.ok("patch", one, {"revision": 1, "owner": str(hope.tondella.giulia.pk)})
    assert ines.refused("patch", one, {"revision": 1, "name": "Mine"}) == (409, "conflict")
    assert marcus.refused("post", f"{one}/ask-for-approval") == (403, "not-allowed")
    asked = ines.ok("post", f"{one}/ask-for-approval")
    assert ines.refused("post", f"{one}/decide", {"revision": asked["revision"], "approve": True}) == (
        403,
        "not-allowed",
    )
    late = {"revision": owned["revision"], "approve": True}
    assert marcus.refused("post", f"{one}/decide", late) == (409, "conflict")
    assert marcus.refused("post", f"{one}/decide", {"revision": asked["revision"], "approve": False}) == (
        422,
        "invalid",
    )
    assert marcus.ok("post", f"{one}/decide", {"revision": asked["revision"], "approve": True})["state"] == "approved"
    assert ines.ok("get", one)["owner"] == str(hope.tondella.giulia.pk)
    assert [each["key"] for each in ines.ok("get", variants)["items"]] == ["V-01"]
    assert ines("delete", one).status == 204


def test_a_table_from_nothing(hope: campaigns.Hope) -> None:
    ines, table = Program(hope.tondella.ines), at(hope, "decision-table")
    assert ines.refused("get", table) == (404, "not-found")
    ines.ok("post", at(hope, "signals"), WEATHER)
    home = str(hope.tondella.organisation.pk)
    for key in ("V-01", "V-02"):
        ines.ok("post", at(hope, "variants"), {"key": key, "name": key, "organisation": home})
    assert ines.ok("post", f"{table}/draft")["state"] == "draft"
    assert ines.ok("get", f"{table}/versions/1/findings")["findings"] != []
    mark = ines.ok("get", table)["version"]["mark"]
    assert ines.ok("put", f"{table}/columns", {"signals": ["weather"], "seen": mark})["signals"] == ["weather"]
    assert ines.refused("put", f"{table}/columns", {"signals": [], "seen": mark}) == (409, "conflict")
    assert ines.refused("put", f"{table}/columns", {"signals": ["moon"]}) == (422, "invalid")
    policy = {"hit_policy": "FIRST", "missing_policy": "no_match", "default": "V-01"}
    assert ines.ok("put", f"{table}/policy", policy)["default"] == "V-01"
    assert ines.refused("put", f"{table}/policy", {**policy, "seen": mark}) == (409, "conflict")
    assert ines.refused("put", f"{table}/policy", {**policy, "hit_policy": "COLLECT"}) == (422, "invalid")
    assert ines.refused("put", f"{table}/policy", {**policy, "default": "V-09"}) == (422, "invalid")


def test_rules(hope: campaigns.Hope) -> None:
    plan, ines, marcus = creative.plan(hope), Program(hope.tondella.ines), Program(hope.halyard.marcus)
    table = at(hope, "decision-table")
    rules = f"{table}/rules"
    made = ines.ok("post", rules, {"when": {"weather": '"sun"'}, "then": "even(V-01, V-02)", "before": plan.rule.key})
    one = f"{rules}/{made['key']}"
    listed = ines.ok("get", table)["rules"]
    assert [(each["number"], each["key"]) for each in listed] == [(1, made["key"]), (2, plan.rule.key)]
    wrong = ines("post", rules, {"when": {"weather": '"sun", 3 4'}})
    assert (wrong.status, wrong.body["fields"][0]["field"]) == (422, "when-weather")
    assert ines.refused("post", rules, {"before": "nobody"}) == (422, "invalid")
    changed = marcus.ok("patch", one, {"note": "By day", "seen": made["seen"]})
    assert (changed["note"], changed["when"]) == ("By day", {"weather": '"sun"'})
    assert ines.refused("patch", one, {"note": "", "seen": made["seen"]}) == (409, "conflict")
    assert ines("post", f"{one}/move", {"to": 9}).status == 204
    assert ines("post", f"{one}/accept", {"others": [plan.rule.key]}).status == 204
    assert ines.refused("post", f"{one}/accept", {"others": ["nobody"]}) == (404, "not-found")
    whole = ines.ok("get", table)
    assert [each["key"] for each in whole["rules"]] == [plan.rule.key, made["key"]]
    assert whole["version"]["accepted"] == [sorted((plan.rule.key, made["key"]))]
    assert ines.refused("delete", f"{one}?seen=old") == (409, "conflict")
    assert ines("delete", one).status == 204
    assert ines.refused("patch", one, {"note": "x"}) == (404, "not-found")
    assert ines.refused("post", f"{table}/undo", {"seen": "1.1"}) == (409, "conflict")
    assert ines.ok("post", f"{table}/undo", {})["state"] == "draft"
    assert ines.ok("patch", one, {"note": "x"})["number"] == 2


def test_what_the_engine_finds(hope: campaigns.Hope) -> None:
    creative.plan(hope)
    ines, one = Program(hope.tondella.ines), at(hope, "decision-table/versions/1")
    found = ines.ok("get", f"{one}/findings")
    assert (found["exact"], found["whole"]["uncovered_share"], list(found["placements"])) == (True, 1 / 3, ["daily"])
    assert found["whole"]["gaps"][0]["where"] == {"weather": "is sun"}
    case = ines.ok("post", f"{one}/case", {"values": {"weather": "rain"}})
    assert (case["served"], case["shown"], case["by_default"]) == ([1], "V-02", False)
    missing = ines.ok("post", f"{one}/case", {"values": {"hour": 9, "weather": None}})
    assert (missing["shown"], missing["by_default"]) == ("V-01", True)
    assert missing["trace"][0]["failed"] == [{"signal": "weather", "test": '"rain","cold"', "value": None}]
    assert ines.refused("post", f"{one}/case", {"values": {"hour": "nine"}}) == (422, "invalid")
    assert ines.refused("post", f"{one}/case", {"values": {"moon": "full"}}) == (422, "invalid")
    assert ines.refused("get", at(hope, "decision-table/versions/2/findings")) == (404, "not-found")


def test_what_a_version_may_be_expected_to_do(hope: campaigns.Hope) -> None:
    creative.plan(hope)
    found = Program(hope.tondella.ines).ok("get", at(hope, "decision-table/versions/1/forecast"))
    (daily,) = found["placements"]
    assert (daily["placement"], found["together"]["placement"]) == ("daily", None)
    assert [round(daily[name]) for name in ("personalised", "degraded", "by_design", "wasted")] == [60, 0, 30, 10]
    assert [(one["signals"], one["placement"], round(one["points"])) for one in found["helpful"]] == [
        (["weather"], "daily", 7)
    ]


def test_what_two_versions_have_otherwise(hope: campaigns.Hope) -> None:
    plan, ines, table = creative.plan(hope), Program(hope.tondella.ines), at(hope, "decision-table")
    gone = ines.ok("post", f"{table}/rules", {"when": {"hour": "< 5"}, "then": "V-01"})
    ines.ok("post", f"{table}/propose", {})
    ines.ok("patch", f"{table}/rules/{plan.rule.key}", {"then": "V-01"})
    ines("delete", f"{table}/rules/{gone['key']}")
    changed, taken_out = ines.ok("get", f"{table}/versions/2/changes?since=1")
    assert (changed["key"], changed["before"]["then"], changed["after"]["then"]) == (plan.rule.key, "V-02", "V-01")
    assert (taken_out["key"], taken_out["before"]["position"], taken_out["after"]) == (gone["key"], 2, None)
    assert ines.ok("get", f"{table}/versions/2/changes") == [changed, taken_out]
    assert len(ines.ok("get", f"{table}/versions/1/changes")) == 2
    assert ines.refused("get", f"{table}/versions/2/changes?since=9") == (404, "not-found")


def test_agreement(hope: campaigns.Hope) -> None:
    plan, ines, marcus = creative.plan(hope), Program(hope.tondella.ines), Program(hope.halyard.marcus)
    table = at(hope, "decision-table")
    draft = ines.ok("get", table)["version"]
    assert ines.refused("post", f"{table}/propose", {"revision": draft["revision"] - 1}) == (409, "conflict")
    assert ines.ok("post", f"{table}/propose", {"revision": draft["revision"]})["state"] == "proposed"
    asked = marcus.ok("post", f"{table}/versions/1/ask-for-change", {"reason": "No clock"})
    assert (asked["side"], asked["state"], asked["reason"]) == ("media", "change", "No clock")
    ines.ok("post", f"{table}/versions/1/sign-off")
    assert Program(hope.halyard.priya).refused("post", f"{table}/versions/1/sign-off") == (403, "not-allowed")
    assert marcus.ok("post", f"{table}/versions/1/sign-off")["state"] == "in-force"
    assert {each["state"] for each in ines.ok("get", f"{table}/versions/1/sign-offs")} == {"signed"}
    assert marcus.refused("post", f"{table}/versions/1/sign-off") == (409, "conflict")
    ines.ok("patch", f"{table}/rules/{plan.rule.key}", {"when": {"hour": "< 5"}})
    listed = ines.ok("get", f"{table}/versions")["items"]
    assert [(each["number"], each["state"]) for each in listed] == [(2, "draft"), (1, "in-force")]
    assert ines.refused("post", f"{table}/versions/2/take-back", {"seen": "2.1"}) == (409, "conflict")
    assert ines.ok("post", f"{table}/versions/2/take-back", {})["state"] == "withdrawn"
    again = ines.ok("post", f"{table}/draft?number=2")
    assert (again["number"], again["state"], ines.ok("get", table)["rules"][0]["when"]["hour"]) == (3, "draft", "< 5")
    assert ines.ok("get", f"{table}/versions/1")["rules"][0]["when"] == {"weather": '"rain","cold"'}


def file(text: str) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("logic.csv", text.encode())}


def test_a_file_becomes_the_draft(hope: campaigns.Hope) -> None:
    """ABUSE 18."""
    plan, ines = creative.plan(hope), Program(hope.tondella.ines)
    table = at(hope, "decision-table")
    imports = f"{table}/imports"
    wrong = ines("post", imports, data=file("weather,then: variant\n[3,V-01\n")).body
    assert (wrong["takeable"], wrong["misread"][0]["where"]) == (False, "Row 2, column A")
    assert ines.refused("post", f"{imports}/{wrong['id']}/take", {}) == (422, "invalid")
    assert ines("post", imports, data=file("nothing")).status == 422
    sent = ines("post", imports, data=file('weather,then: variant\n"""rain"",""cold""",V-09\n'))
    assert (sent.status, sent.body["new_variants"], sent.body["before"]) == (201, ["V-09"], 1)
    assert (sent.body["added"], sent.body["changed"], sent.body["removed"]) == (0, 1, 0)
    take = f"{imports}/{sent.body['id']}/take"
    assert Program(hope.halyard.marcus).refused("post", take, {}) == (404, "not-found")
    ines.ok("patch", f"{table}/rules/{plan.rule.key}", {"note": "Wet"})
    assert ines.refused("post", take, {"seen": sent.body["mark"]}) == (409, "conflict")
    assert ines.ok("post", take, {})["number"] == 2
    assert ines.refused("post", take, {}) == (404, "not-found")
    answer = ines("get", f"{table}/versions/2/export/dmn")
    assert read_table(answer.content, "x.dmn").rules[0].then == ("V-09",)
    assert ines.refused("get", f"{table}/versions/2/export/exe") == (404, "not-found")


def test_signals_as_adcp_lists_them(hope: campaigns.Hope) -> None:
    plan, priya, ines = creative.plan(hope), Program(hope.halyard.priya), Program(hope.tondella.ines)
    address = at(hope, "signals/adcp")
    response = priya.ok("get", address)
    assert [(one["name"], one.get("coverage_percentage")) for one in response["signals"]] == [
        ("Weather", 90), ("Time of day", None),
    ]  # fmt: skip
    response["signals"][0] |= {"coverage_percentage": 97.5}
    response["signals"].append({
        "signal_agent_segment_id": "income", "name": "Income", "value_type": "binary", "coverage_percentage": 40,
        "deployments": [{"type": "platform", "platform": "daily", "is_live": False}],
    })  # fmt: skip
    body = {"response": response, "placements": [str(plan.half_page.pk)]}
    asked = ines.ok("post", address, body)
    assert [(one["signal"], one["becomes"], one["says"]) for one in asked["told"]] == [
        ("weather", "kept", "97.5 %, not live"), ("income", "asked", "40 %, not live"),
    ]  # fmt: skip
    taken = priya.ok("post", address, body)
    again = {**body, "placements": body["placements"] * 2}
    assert [one["becomes"] for one in priya.ok("post", address, again)["told"]] == ["same", "same"]
    assert (taken["named"], taken["differing"], taken["notes"]) == ([], [], [])
    assert [(one["signal"], one["becomes"], one["partner"]) for one in taken["told"]] == [
        ("weather", "changed", str(hope.halyard.organisation.pk)), ("income", "changed", str(hope.halyard.organisation.pk)),
    ]  # fmt: skip
    shares = {one["signal"]: (one["state"], one["share"]) for one in priya.ok("get", at(hope, "provisions"))["items"]}
    assert shares[str(plan.weather.pk)] == ("promised", 0.975)
    wrong = priya("post", address, {"response": {"signals": [{"name": 3}]}})
    assert (wrong.status, wrong.body["fields"]) == (
        422,
        [{"field": "response", "message": "signals[0].signal_agent_segment_id: a text is expected."}],
    )
    twice = {"signals": [response["signals"][2], {**response["signals"][2], "coverage_percentage": 1}]}
    refused = priya("post", address, {**body, "response": twice})
    assert (refused.status, refused.body["fields"][0]["message"]) == (
        422,
        "signals[1] says something else of Income on Harbour Daily, half page than signals[0].",
    )
    assert priya.refused("post", address, {**body, "placements": [str(plan.weather.pk)]}) == (404, "not-found")
