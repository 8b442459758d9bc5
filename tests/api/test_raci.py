"""A matrix by program: read, edited, agreed, imported, exported."""

import json
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from commonground.campaigns.raci.queries import get_version, load_matrix
from commonground.engines.raci import from_dict
from tests.api.program import Program
from tests.factories import campaigns, people

DATA = Path(__file__).parent.parent / "data" / "raci"


def raci(hope: campaigns.Hope) -> str:
    return f"/campaigns/{hope.campaign.pk}/raci"


def file(data: bytes) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("harvest-launch.xlsx", data)}


def test_versions_and_their_matrix(hope: campaigns.Hope) -> None:
    ines = Program(hope.tondella.ines)
    assert ines.refused("get", raci(hope)) == (404, "not-found")
    assert ines.ok("post", f"{raci(hope)}/draft")["state"] == "draft"
    campaigns.in_force(hope)
    listed = ines.ok("get", f"{raci(hope)}/versions")["items"]
    assert [(one["number"], one["state"]) for one in listed] == [(2, "in-force"), (1, "replaced")]
    whole = ines.ok("get", f"{raci(hope)}/versions/2")
    viewer = people.viewer(hope.tondella.ines)
    stored = load_matrix(viewer, get_version(viewer, hope.campaign, 2)).matrix
    assert from_dict(whole["matrix"]) == stored
    assert ines.ok("get", raci(hope)) == whole
    assert ines.ok("get", f"{raci(hope)}/versions/2/findings") == {"version": 2, "findings": []}
    assert ines.ok("get", f"{raci(hope)}/versions/1/changes")["before"] is None
    words = ines.ok("get", f"{raci(hope)}/versions/2/signatures")["words"]
    assert [(one["name"], one["state"]) for one in words] == [("Tondella", "signed"), ("Halyard & Finch", "signed")]
    for number in ("3", "9" * 40):
        assert ines.refused("get", f"{raci(hope)}/versions/{number}") == (404, "not-found")


def test_exports(hope: campaigns.Hope) -> None:
    campaigns.draft(hope)
    ines = Program(hope.tondella.ines)
    one = f"{raci(hope)}/versions/1"
    answer = ines("get", f"{one}/export/json")
    assert json.loads(answer.content) == ines.ok("get", one)["matrix"]
    kinds = {form: ines("get", f"{one}/export/{form}").headers["Content-Type"] for form in ("xlsx", "csv", "md")}
    assert kinds["csv"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="slice-of-hope-raci-v1.json"'
    assert ines.refused("get", f"{one}/export/exe") == (404, "not-found")


def test_cells_and_who_was_first(hope: campaigns.Hope) -> None:
    campaigns.draft(hope)
    ines, marcus = Program(hope.tondella.ines), Program(hope.halyard.marcus)
    cell = f"{raci(hope)}/rows/goal/cells/giulia"
    assert ines.ok("put", cell, {"letters": "C", "seen": ""})["cells"]["giulia"] == "C"
    late = marcus("put", cell, {"letters": "I", "seen": ""})
    assert (late.status, late.body["code"], late.body["theirs"]) == (409, "cell-taken", "C")
    assert marcus.ok("put", cell, {"letters": "I", "seen": "C"})["cells"]["giulia"] == "I"
    assert ines.refused("put", cell, {"letters": "X"}) == (422, "invalid")
    assert ines.refused("put", f"{raci(hope)}/rows/none/cells/giulia", {"letters": "C"}) == (404, "not-found")


def test_rows(hope: campaigns.Hope) -> None:
    campaigns.draft(hope)
    ines = Program(hope.tondella.ines)
    rows = f"{raci(hope)}/rows"
    row = ines.ok("post", rows, {"task": "Approve the count", "phase": "Strategy"})
    one = f"{rows}/{row['key']}"
    assert row["position"] == 1
    assert ines.ok("patch", one, {"note": "Weekly"})["task"] == "Approve the count"
    assert ines.ok("post", f"{one}/move", {"by_rows": -1})["position"] == 0
    assert ines.refused("patch", one, {"task": ""}) == (422, "invalid")
    said = ines.ok("post", f"{one}/comments", {"body": "By whom?"})
    listed = ines.ok("get", f"{one}/comments")["items"]
    assert [(each["body"], each["author_name"]) for each in listed] == [("By whom?", "Ines Albrecht")]
    assert Program(hope.halyard.marcus).refused("delete", f"{raci(hope)}/comments/{said['id']}") == (404, "not-found")
    assert ines("delete", f"{raci(hope)}/comments/{said['id']}").status == 204
    kept = ines.ok("delete", one)
    assert len(ines.ok("get", raci(hope))["matrix"]["rows"]) == 3
    assert ines.refused("post", f"{rows}/goal/restore", kept) == (422, "invalid")
    assert ines.refused("post", f"{one}/restore", {"kept": kept["kept"] + "x"}) == (422, "invalid")
    back = ines.ok("post", f"{one}/restore", kept)
    assert {**back, "seen": ""} == {**row, "position": 0, "note": "Weekly", "seen": ""}
    assert ines.refused("post", f"{one}/restore", kept) == (409, "conflict")


def test_a_row_of_one_campaign_is_not_put_into_another(hope: campaigns.Hope) -> None:
    campaigns.draft(hope)
    ines = Program(hope.tondella.ines)
    other = ines.ok("post", "/campaigns", {"partnership": str(hope.partnership.pk), "name": "Harvest"})
    kept = ines.ok("delete", f"{raci(hope)}/rows/goal")
    assert ines.refused("post", f"/campaigns/{other['id']}/raci/rows/goal/restore", kept) == (422, "invalid")


def test_roles_thresholds_and_kind(hope: campaigns.Hope) -> None:
    campaigns.draft(hope)
    ines = Program(hope.tondella.ines)
    body = {"title": "Planner", "organisation": str(hope.halyard.organisation.pk), "holder": str(hope.halyard.priya.pk)}
    role = ines.ok("post", f"{raci(hope)}/roles", body)
    one = f"{raci(hope)}/roles/{role['key']}"
    assert role["holder"] == body["holder"]
    changed = ines.ok("put", one, {"title": "Head planner", "organisation": body["organisation"], "vacant": True})
    assert (changed["title"], changed["holder"], changed["vacant"]) == ("Head planner", None, True)
    other = {**body, "organisation": str(hope.tondella.organisation.pk)}
    assert ines.refused("put", one, other) == (422, "invalid")
    assert ines("delete", one).status == 204
    assert ines.ok("put", f"{raci(hope)}/thresholds", {"consulted_share": 0.8})["consulted_share"] == 0.8
    assert ines.ok("get", f"{raci(hope)}/thresholds")["responsible_per_row"] == 3
    assert ines.refused("put", f"{raci(hope)}/thresholds", {"consulted_share": 7}) == (422, "invalid")


def test_the_second_of_two_is_told(hope: campaigns.Hope) -> None:
    campaigns.draft(hope)
    ines, here = Program(hope.tondella.ines), raci(hope)
    marks = ines.ok("get", here)["seen"]
    changed = ines.ok("patch", f"{here}/rows/goal", {"note": "By May", "seen": marks["rows"]["goal"]})
    assert ines.refused("patch", f"{here}/rows/goal", {"note": "", "seen": marks["rows"]["goal"]}) == (409, "conflict")
    assert ines.ok("get", here)["seen"]["rows"]["goal"] == changed["seen"]
    ines.ok("put", f"{here}/roles/giulia", {"title": "Brand", "seen": marks["roles"]["giulia"]})
    late = {"title": "Brand lead", "seen": marks["roles"]["giulia"]}
    assert ines.refused("put", f"{here}/roles/giulia", late) == (409, "conflict")
    bounds = f"{here}/thresholds"
    seen = ines.ok("get", bounds)["seen"]
    again = ines.ok("put", bounds, {"responsible_per_row": 2, "seen": seen})["seen"]
    assert ines.refused("put", bounds, {"responsible_per_row": 4, "seen": seen}) == (409, "conflict")
    assert ines.ok("put", bounds, {"responsible_per_row": 4, "seen": again})["responsible_per_row"] == 4
    assert ines.ok("put", f"{raci(hope)}/kind", {"kind": "RASCI"})["kind"] == "RASCI"
    assert ines("delete", f"{raci(hope)}/draft").status == 204


def test_agreement(hope: campaigns.Hope) -> None:
    campaigns.draft(hope)
    ines, marcus = Program(hope.tondella.ines), Program(hope.halyard.marcus)
    seen = ines.ok("get", raci(hope))["seen"]["content"]
    ines.ok("patch", f"{raci(hope)}/rows/goal", {"note": "By May"})
    assert ines.refused("post", f"{raci(hope)}/propose", {"seen": seen}) == (409, "conflict")
    seen = ines.ok("get", raci(hope))["seen"]["content"]
    proposed = ines.ok("post", f"{raci(hope)}/propose", {"seen": seen})
    assert (proposed["state"], proposed["number"]) == ("proposed", 1)
    one = f"{raci(hope)}/versions/1"
    asked = marcus.ok("post", f"{one}/ask-for-change", {"reason": "Row 2 is ours"})
    assert asked["state"] == "proposed"
    assert Program(hope.halyard.priya).refused("post", f"{one}/countersign") == (403, "not-allowed")
    assert ines.refused("post", f"{raci(hope)}/remind", {"organisation": str(hope.halyard.organisation.pk)}) == (
        404,
        "not-found",
    )
    ines.ok("post", f"{one}/countersign")
    assert marcus.ok("post", f"{one}/countersign")["state"] == "in-force"
    assert marcus.refused("post", f"{one}/countersign") == (409, "not-ready")
    assert ines.ok("post", f"{raci(hope)}/confirm")["next_review_on"] is not None
    ines.ok("post", f"{raci(hope)}/draft")
    ines.ok("put", f"{raci(hope)}/rows/goal/cells/giulia", {"letters": "I"})
    changes = ines.ok("get", f"{raci(hope)}/versions/2/changes")
    assert [(one["row"], one["before"], one["after"]) for one in changes["cells"]] == [("goal", None, "I")]
    ines.ok("post", f"{raci(hope)}/propose", {})
    reminder = {"organisation": str(hope.halyard.organisation.pk)}
    assert ines("post", f"{raci(hope)}/remind", reminder).status == 204
    assert ines.refused("post", f"{raci(hope)}/remind", reminder) == (409, "not-ready")


def test_import(hope: campaigns.Hope) -> None:
    """ABUSE 18."""
    ines = Program(hope.tondella.ines)
    imports = f"{raci(hope)}/imports"
    data = (DATA / "harvest-launch.xlsx").read_bytes()
    sent = ines("post", imports, data=file(data))
    assert sent.status == 201
    preview = sent.body
    assert len(preview["matrix"]["rows"]) > 5
    assert [one["key"] for one in preview["roles"]] == [one["key"] for one in preview["matrix"]["roles"]]
    assert ines.ok("get", f"{imports}/{preview['id']}?table={preview['table']}") == preview
    assert Program(hope.tondella.giulia).refused("get", f"{imports}/{preview['id']}") == (404, "not-found")
    taken = ines.ok("post", f"{imports}/{preview['id']}/take", {})
    assert (taken["number"], taken["state"], taken["source"]) == (1, "draft", "harvest-launch.xlsx")
    assert ines.refused("get", f"{imports}/{preview['id']}") == (404, "not-found")
    assert ines("post", imports, data=file(b"no matrix here")).status == 422
    again = ines("post", imports, data=file(data)).body
    assert (again["changes"]["before"], again["changes"]["rows_added"]) == (1, [])
    assert ines("post", imports, data={}).status == 422
