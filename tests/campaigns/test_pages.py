"""Every page of partnerships, campaigns and readiness: it opens, it refuses in words, and it costs what a page may cost."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonground.campaigns.campaign.actions import pin_campaign, start_campaign
from commonground.campaigns.models import Campaign, MatrixVersion, Participant
from commonground.campaigns.raci.actions import comment_on_row
from commonground.campaigns.upload.actions import send_file
from commonground.engines.raci.matrix import Letters, Row
from commonground.kit import clock
from commonground.readiness.models import KeptVerdict, Waiver
from tests.factories import people
from tests.factories.campaigns import SOUND, Hope, draft, in_force, proposed
from tests.factories.people import Cohort, client, viewer

pytestmark = pytest.mark.django_db
PASTED = b"Task\tInes Albrecht\tMarcus Oyelaran\nAgree the goal\tA\tR\n"
BUDGET = 25

PARTNERSHIP = ("detail", "edit", "ask", "name", "decline", "leave")
CAMPAIGN = ("campaign-detail", "campaign-log", "campaign-edit", "campaign-point-person", "participant-add", "raci",
            "raci-versions", "raci-settings", "raci-row-add", "raci-role-add", "raci-import")  # fmt: skip


def at(name: str, hope: Hope, *more: object) -> str:
    """The address of a page of the campaign, or of its partnership."""
    of = hope.partnership if name.startswith(("partnership", "party")) else hope.campaign
    app = "partnerships" if name.startswith(("partnership", "party")) else "campaigns"
    return reverse(f"{app}:{name}", args=[of.pk, *more])


def own_pages(hope: Hope) -> dict[str, str]:
    """Every page that Ines may open while the matrix is a draft."""
    version = draft(hope)
    pages = {f"partnership-{name}": at(f"partnership-{name}", hope) for name in PARTNERSHIP}
    pages |= {name: at(name, hope) for name in CAMPAIGN}
    own = Participant.objects.get(campaign=hope.campaign, organisation=hope.tondella.organisation)
    upload = send_file(by=viewer(hope.tondella.ines), campaign=hope.seen(), name="pasted.txt", data=PASTED)
    pages |= {name: at(name, hope, own.pk) for name in ("participant-describe", "participant-remove")}
    pages |= {name: at(name, hope, "goal") for name in ("raci-row",)}
    pages |= {name: at(name, hope, "ines") for name in ("raci-role", "raci-role-remove")}
    pages |= {name: at(name, hope) for name in ("raci-propose", "raci-discard")}
    pages["raci-cell"] = at("raci-cell", hope) + "?cell=goal:ines"
    pages["raci-version"] = at("raci-version", hope, version.number)
    pages["raci-import-preview"] = at("raci-import-preview", hope, upload.pk)
    for form in ("xlsx", "csv", "md", "json"):
        pages[f"export {form}"] = at("raci-export", hope, version.number, form)
    return pages


def test_every_page_opens_for_who_takes_part_and_is_nothing_to_others(hope: Hope, cohort: Cohort) -> None:
    pages = own_pages(hope)
    ines, nadia = client(hope.tondella.ines), client(cohort.nadia)
    assert {name: ines.get(url).status_code for name, url in pages.items()} == dict.fromkeys(pages, 200)
    assert {name: nadia.get(url).status_code for name, url in pages.items()} == dict.fromkeys(pages, 404)
    assert {name: Client().get(url).status_code for name, url in pages.items()} == dict.fromkeys(pages, 302)


@pytest.mark.parametrize("name", ["partnerships:partnership-list", "partnerships:partnership-new",
                                  "campaigns:campaign-list", "campaigns:campaign-new", "readiness:checks"])  # fmt: skip
def test_lists_open_and_show_others_nothing(name: str, hope: Hope, cohort: Cohort) -> None:
    assert client(hope.tondella.ines).get(reverse(name)).status_code == 200
    seen = client(cohort.nadia).get(reverse(name)).content.decode()
    assert str(hope.partnership.pk) not in seen
    assert str(hope.campaign.pk) not in seen


def test_what_a_proposed_version_and_one_in_force_show(hope: Hope) -> None:
    proposed(hope)
    ines = client(hope.tondella.ines)
    assert [ines.get(at(name, hope)).status_code for name in ("raci-sign", "raci-change", "raci")] == [200, 200, 200]
    assert [ines.get(at(name, hope)).status_code for name in ("raci-propose", "raci-review")] == [409, 409]


def test_what_is_not_proposed_cannot_be_signed(hope: Hope) -> None:
    in_force(hope)
    ines = client(hope.tondella.ines)
    assert [ines.get(at(name, hope)).status_code for name in ("raci-review", "raci-sign")] == [200, 409]


# (page, what is sent, and what holds afterwards)
Check = Callable[[Hope], object]
SENT: list[tuple[str, dict[str, Any], Check]] = [
    ("partnership-edit", {"name": "Bread partners", "purpose": "Bread"}, lambda h: fresh(h.partnership).name == "Bread partners"),
    ("partnership-name", {"name": "Tidemark", "kind": "dsp"}, lambda h: h.partnership.parties.count() == 3),
    ("campaign-edit", {"name": "Bread", "review_weeks": 2, "seen_revision": 1}, lambda h: fresh(h.campaign).name == "Bread"),
    ("campaign-pin", {"pinned": "yes"}, lambda h: h.campaign.pins.count() == 1),
    ("campaign-point-person", {"point_person": "INES", "seen_revision": 1}, lambda h: fresh(h.campaign).point_person == h.tondella.ines),
    ("raci-row-add", {"task": "Tell the press", "kind": "task", "phase": "Strategy"}, lambda h: rows(h).filter(task="Tell the press").exists()),
    ("raci-role-add", {"title": "Analyst"}, lambda h: working(h).roles.filter(title="Analyst").exists()),
    ("raci-discard", {}, lambda h: not h.campaign.matrix_versions.filter(state="draft").exists()),
    ("raci-propose", {"effective_on": ""}, lambda h: working(h).state == "proposed"),
]  # fmt: skip


def fresh(thing: Any) -> Any:
    return type(thing).objects.get(pk=thing.pk)


def working(hope: Hope) -> MatrixVersion:
    return hope.campaign.matrix_versions.order_by("-number")[0]


def rows(hope: Hope) -> Any:
    return working(hope).rows


@pytest.mark.parametrize(("name", "sent", "holds"), SENT, ids=[name for name, *_ in SENT])
def test_a_form_is_carried_out_and_a_viewer_is_refused(
    name: str, sent: dict[str, Any], holds: Check, hope: Hope
) -> None:
    draft(hope)
    given = {key: str(hope.tondella.ines.pk) if value == "INES" else value for key, value in sent.items()}
    if name != "campaign-pin":
        assert client(hope.tondella.carla).post(at(name, hope), given).status_code == 403
        assert not holds(hope)
    answer = client(hope.tondella.ines).post(at(name, hope), given)
    assert answer.status_code in (302, 303)
    assert holds(hope)


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("partnership-edit", {"name": "", "purpose": "Kept words"}, "Kept words"),
    ("partnership-name", {"name": "", "kind": "dsp", "domain": "kept.example"}, "kept.example"),
    ("campaign-edit", {"name": "", "goal": "Kept words", "review_weeks": 4, "seen_revision": 1}, "Kept words"),
    ("campaign-edit", {"name": "Kept", "launch_on": "2027-05-01", "flight_end": "2027-04-01", "review_weeks": 4, "seen_revision": 1}, "2027-05-01"),
    ("campaign-point-person", {"point_person": str(uuid.uuid4())}, "Point person"),
    ("participant-add", {"organisation": str(uuid.uuid4()), "does": "Kept words"}, "Kept words"),
    ("raci-row-add", {"task": "", "kind": "task", "note": "Kept words"}, "Kept words"),
    ("raci-role-add", {"title": ""}, "Role"),
    ("raci-settings", {"kind": "RACI", "responsible_per_row": 0}, "Responsible in one row"),
    ("raci-propose", {"effective_on": "2001-01-01"}, "2001-01-01"),
    ("raci-import", {"pasted": "kept words"}, "kept words"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "sent", "kept"), WRONG, ids=[f"{name}-{i}" for i, (name, *_) in enumerate(WRONG)])
def test_a_wrong_form_comes_back_filled(name: str, sent: dict[str, Any], kept: str, hope: Hope) -> None:
    draft(hope)
    answer = client(hope.tondella.ines).post(at(name, hope), sent)
    assert answer.status_code == 422
    assert kept in answer.content.decode()


def test_a_new_partnership_and_a_new_campaign(hope: Hope) -> None:
    ines = client(hope.tondella.ines)
    made = ines.post(
        reverse("partnerships:partnership-new"), {"name": "Bread", "organisations": [hope.halyard.organisation.pk]}
    )
    assert made.status_code == 302
    started = ines.post(reverse("campaigns:campaign-new"), {"name": "Loaf", "partnership": hope.partnership.pk})
    assert started.status_code == 302
    assert Campaign.objects.filter(name="Loaf").exists()
    for page in ("partnerships:partnership-new", "campaigns:campaign-new"):
        assert ines.post(reverse(page), {"name": ""}).status_code == 422


def test_whom_to_ask_is_looked_for_and_what_was_typed_stays(hope: Hope, cohort: Cohort) -> None:
    ines, url = client(hope.tondella.ines), reverse("partnerships:partnership-new")
    given = {"name": "Bread", "organisations": [hope.halyard.organisation.pk], "find": "cohort", "look": "1"}
    looked = ines.post(url, given)
    field = looked.context["form"]["organisations"]
    assert (looked.status_code, looked.context["form"]["name"].value()) == (200, "Bread")
    assert [label for _, label in field.field.choices] == ["Halyard & Finch", "Cohort Lane"]
    assert ines.post(url, {**given, "look": "", "organisations": ["nobody"]}).status_code == 200
    both = [hope.halyard.organisation.pk, cohort.organisation.pk]
    assert ines.post(url, {"name": "Bread", "organisations": both, "find": "nothing"}).status_code == 302


def test_where_a_check_begins_is_said(hope: Hope) -> None:
    page = client(hope.tondella.ines).get(reverse("readiness:explain", args=["RACI-005"]))
    assert page.context["bounds"] == [("Responsible in one row, at most", 3)]


def test_answers_to_a_partnership(hope: Hope) -> None:
    jun = people.pocket_orchard()
    ines, browser = client(hope.tondella.ines), client(jun)
    assert ines.post(at("partnership-ask", hope), {"organisation": jun.organisation_id}).status_code == 302
    assert browser.get(at("partnership-detail", hope)).status_code == 200
    assert browser.post(at("partnership-accept", hope)).status_code == 302
    assert browser.post(at("partnership-leave", hope)).status_code == 302
    assert browser.get(at("partnership-detail", hope)).status_code == 404


def test_a_question_is_taken_back_or_declined(hope: Hope) -> None:
    jun = people.pocket_orchard()
    ines = client(hope.tondella.ines)
    for how in ("withdraw", "decline"):
        ines.post(at("partnership-ask", hope), {"organisation": jun.organisation_id})
        party = hope.partnership.parties.get(organisation=jun.organisation)
        if how == "withdraw":
            assert ines.post(at("party-withdraw", hope, party.pk)).status_code == 302
        else:
            assert client(jun).post(at("partnership-decline", hope), {"reason": "No time"}).status_code == 302
        assert client(jun).get(at("partnership-detail", hope)).status_code == 404


def test_cells_and_rows(hope: Hope) -> None:
    draft(hope)
    ines = client(hope.tondella.ines)
    given = {"role": "giulia", "letters": "C", "seen": ""}
    assert ines.post(at("raci-letters", hope, "goal"), given).status_code == 302
    assert rows(hope).get(key="goal").cells["giulia"] == "C"
    assert ines.post(at("raci-letters", hope, "goal"), {**given, "letters": "I"}).status_code == 409
    assert ines.post(at("raci-letters", hope, "goal"), {**given, "letters": "Q", "seen": "C"}).status_code == 422
    fragment = ines.post(
        at("raci-letters", hope, "goal"), {**given, "letters": "", "seen": "C"}, headers={"HX-Request": "true"}
    )
    assert fragment.content.decode().startswith("<tr")
    assert ines.post(at("raci-row-move", hope, "goal"), {"to": "down"}).status_code == 302
    assert ines.post(at("raci-row-move", hope, "goal"), {"to": "sideways"}).status_code == 422
    words = {"task": "Agree one goal", "kind": "decision", "phase": "Strategy"}
    assert ines.post(at("raci-row", hope, "goal"), words).status_code == 302
    assert ines.post(at("raci-row", hope, "goal"), {**words, "task": ""}).status_code == 422


def test_a_row_goes_and_comes_back_once(hope: Hope) -> None:
    draft(hope)
    ines = client(hope.tondella.ines)
    assert ines.post(at("raci-row-remove", hope, "goal")).status_code == 302
    kept = ines.session["removed"][0]["kept"]
    assert ines.post(at("raci-row-restore", hope), {"kept": kept}).status_code == 302
    assert ines.post(at("raci-row-restore", hope), {"kept": kept + "x"}).status_code == 422
    assert rows(hope).get(key="goal").cells == {"ines": "A", "marcus": "R"}


def test_every_removal_is_offered_to_be_undone(hope: Hope) -> None:
    draft(hope)
    ines = client(hope.tondella.ines)
    for name, what in (("raci-row-remove", "goal"), ("raci-row-remove", "claims"), ("raci-role-remove", "giulia")):
        ines.post(at(name, hope, what))
    offered = ines.get(at("raci", hope)).context["removed"]
    assert [one["what"] for one in offered] == ["Brand manager", "Approve claims", "Agree the goal"]
    for one in offered:
        undone = at(f"raci-{one['kind']}-restore", hope)
        assert ines.post(undone, {"kept": one["kept"]}).status_code == 302
    assert ines.get(at("raci", hope)).context["removed"] == []
    assert [(row.key, row.cells) for row in rows(hope).all()] == [
        (row.key, {role: letters.value for role, letters in row.cells.items()}) for row in SOUND
    ]
    assert [(role.key, role.holder) for role in working(hope).roles.all()] == [
        ("ines", hope.tondella.ines), ("giulia", hope.tondella.giulia), ("marcus", hope.halyard.marcus)
    ]  # fmt: skip


def test_at_most_ten_removals_are_kept_and_none_beyond_the_draft(hope: Hope) -> None:
    draft(hope, many(12))
    ines = client(hope.tondella.ines)
    for number in range(12):
        ines.post(at("raci-row-remove", hope, f"t{number}"))
    assert [one["what"] for one in ines.get(at("raci", hope)).context["removed"]] == [
        f"Task {number}" for number in range(11, 1, -1)
    ]
    ines.post(at("raci-discard", hope))
    assert ines.session["removed"] == []


def test_comments(hope: Hope) -> None:
    draft(hope)
    ines = client(hope.tondella.ines)
    assert ines.post(at("raci-comment", hope, "goal"), {"body": ""}).status_code == 422
    assert ines.post(at("raci-comment", hope, "goal"), {"body": "By when?"}).status_code == 302
    said = comment_on_row(by=viewer(hope.tondella.ines), campaign=hope.seen(), row="goal", body="By noon?")
    withdraw = at("raci-comment-withdraw", hope, said.pk)
    assert client(hope.halyard.marcus).post(withdraw).status_code in (403, 404)
    assert ines.post(withdraw).status_code == 302


def test_an_upload_is_previewed_and_taken_by_who_sent_it(hope: Hope) -> None:
    ines = client(hope.tondella.ines)
    sent = ines.post(at("raci-import", hope), {"file": SimpleUploadedFile("plan.tsv", PASTED)})
    preview = sent.headers["Location"]
    assert client(hope.halyard.marcus).get(preview).status_code == 404
    assert ines.post(preview, {"then": "draft"}).status_code == 302
    assert rows(hope).count() == 1


def test_a_signature_is_typed(hope: Hope) -> None:
    number = proposed(hope).number
    for member in (hope.tondella.ines, hope.halyard.marcus):
        browser = client(member)
        assert browser.post(at("raci-sign", hope), {"typed": "v99"}).status_code == 422
        assert browser.post(at("raci-sign", hope), {"typed": f"v{number}"}).status_code == 302
    assert working(hope).state == "in-force"
    assert client(hope.tondella.ines).post(at("raci-review", hope), {"number": number}).status_code == 302


def test_a_change_is_asked_for_and_others_are_reminded(hope: Hope) -> None:
    proposed(hope)
    ines = client(hope.tondella.ines)
    remind = at("raci-remind", hope) + f"?organisation={hope.halyard.organisation.pk}"
    assert ines.post(remind).status_code == 302
    assert ines.post(remind).status_code == 409
    assert ines.post(at("raci-remind", hope) + "?organisation=nobody").status_code == 404
    marcus = client(hope.halyard.marcus)
    assert marcus.post(at("raci-change", hope), {"number": 1, "reason": ""}).status_code == 422
    assert marcus.post(at("raci-change", hope), {"number": 1, "reason": "Row 2 is ours."}).status_code == 302


def test_a_finding_is_waived_and_taken_back(hope: Hope) -> None:
    draft(hope)
    ines = client(hope.tondella.ines)
    waive = reverse("readiness:waive", args=[hope.campaign.pk]) + "?finding=PLAN-002@field:launch"
    assert ines.get(waive).status_code == 200
    assert ines.post(waive, {"reason": ""}).status_code == 422
    assert client(hope.tondella.carla).post(waive, {"reason": "Later", "expires_on": "2027-01-01"}).status_code == 403
    until = (clock.today() + timedelta(days=30)).isoformat()
    assert ines.post(waive, {"reason": "Date after the board", "expires_on": until}).status_code == 302
    for waiver in Waiver.objects.all():
        assert ines.post(reverse("readiness:waiver-withdraw", args=[hope.campaign.pk, waiver.pk])).status_code == 302
    assert ines.get(reverse("readiness:explain", args=["RACI-001"])).status_code == 200
    assert ines.get(reverse("readiness:explain", args=["RACI-999"])).status_code == 404


def test_a_refusal_leads_back_to_the_thing(hope: Hope) -> None:
    in_force(hope)
    answer = client(hope.tondella.ines).get(at("raci-propose", hope))
    assert (answer.status_code, answer.context["back"]) == (409, at("raci", hope))
    assert f'href="{at("raci", hope)}">Look at the newest version</a>' in answer.content.decode()
    refused = client(hope.tondella.carla).get(at("raci-row-add", hope))
    assert (refused.status_code, refused.context["back"]) == (403, at("raci", hope))
    assert client(hope.tondella.ines).get(at("raci-row", hope, "nothing")).context["back"] is None


def test_versions_show_who_signed_in_the_order_of_joining(hope: Hope) -> None:
    number = proposed(hope).number
    for member in (hope.halyard.marcus, hope.tondella.ines):
        client(member).post(at("raci-sign", hope), {"typed": f"v{number}"})
    ((_, signers),) = client(hope.tondella.ines).get(at("raci-versions", hope)).context["versions"]
    assert signers == [hope.tondella.organisation, hope.halyard.organisation]


def test_what_changes_is_said_without_what_does_not(hope: Hope) -> None:
    in_force(hope)
    draft(hope, (*SOUND, Row("press", "Tell the press", cells={"ines": Letters.AR})))
    assert client(hope.tondella.ines).get(at("raci-propose", hope)).context["changes"][2] == "1 row added"


def test_the_rules_show_their_defaults_and_go_back_to_them(hope: Hope) -> None:
    draft(hope)
    ines, url = client(hope.tondella.ines), at("raci-settings", hope)
    form = ines.get(url).context["form"]
    name = "accountable_share_per_person"
    assert (form.initial[name], form.fields[name].help_text) == (40, "Default: 40")
    given = {**form.initial, name: 55}
    assert ines.post(url, given).status_code == 302
    assert fresh(hope.campaign).thresholds == {name: 0.55}
    again = ines.get(url).context["form"].initial
    assert ines.post(url, {**again, "defaults": "1"}).status_code == 302
    assert fresh(hope.campaign).thresholds == {}


def test_three_findings_of_one_rule_stand_under_one(hope: Hope) -> None:
    blank = tuple(Row(key, f"Task {key}", cells={"ines": Letters.R}) for key in ("one", "two", "three"))
    draft(hope, blank)
    groups = client(hope.tondella.ines).get(at("campaign-checked", hope), follow=True).content.decode()
    assert ("Nobody is accountable: 3 times" in groups, groups.count("finding-several")) == (True, 1)


def test_what_is_too_early_to_check_is_not_to_be_waived(hope: Hope) -> None:
    Campaign.objects.filter(pk=hope.campaign.pk).update(goal="")
    page = client(hope.tondella.ines).get(at("campaign-checked", hope), follow=True).content.decode()
    assert ("Too early to check" in page, "Waive with a reason" in page) == (True, False)


def many(rows: int) -> tuple[Row, ...]:
    return SOUND + tuple(Row(f"t{i}", f"Task {i}", phase="Later", cells={"ines": Letters.AR}) for i in range(rows))


def grow(hope: Hope, campaigns: int) -> None:
    """Further campaigns like the first, each with a matrix in force and on the sidebar."""
    for number in range(campaigns):
        made = start_campaign(
            by=viewer(hope.tondella.ines), partnership=hope.partnership, name=f"Campaign {number}",
            participants=[hope.halyard.organisation.pk],
        )  # fmt: skip
        in_force(Hope(hope.partnership, made, hope.tondella, hope.halyard))
        pin_campaign(by=viewer(hope.tondella.ines), campaign=made, pinned=True)


def cost(hope: Hope, url: str) -> int:
    """Queries of a page that somebody looks at again after something has changed."""
    browser = client(hope.tondella.ines)
    browser.get(url)
    KeptVerdict.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


PAGES = {
    "home": lambda h: "/",
    "campaigns": lambda h: reverse("campaigns:campaign-list"),
    "overview": lambda h: at("campaign-detail", h),
    "log": lambda h: at("campaign-log", h),
    "grid": lambda h: at("raci", h),
    "version": lambda h: at("raci-version", h, 2),
    "versions": lambda h: at("raci-versions", h),
    "row": lambda h: at("raci-row", h, "goal"),
    "cell": lambda h: at("raci-cell", h) + "?cell=goal:ines",
    "role": lambda h: at("raci-role", h, "ines"),
    "settings": lambda h: at("raci-settings", h),
    "propose": lambda h: at("raci-propose", h),
    "sign": lambda h: at("raci-sign", h),
    "change": lambda h: at("raci-change", h),
    "review": lambda h: at("raci-review", h),
    "partnership": lambda h: at("partnership-detail", h),
    "partnerships": lambda h: reverse("partnerships:partnership-list"),
    "search": lambda h: reverse("people:search") + "?q=campaign",
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_however_much_there_is(page: str, hope: Hope) -> None:
    """In force, proposed again and being edited, with campaigns at hand: as much as there can be of one thing."""
    in_force(hope, many(7))
    proposed(hope, many(8))
    comment_on_row(by=viewer(hope.tondella.ines), campaign=hope.seen(), row="goal", body="By when?")
    draft(hope, many(9))
    grow(hope, 2)
    url = PAGES[page](hope)
    small = cost(hope, url)
    draft(hope, many(97))
    grow(hope, 8)
    assert cost(hope, url) == small
    assert small <= BUDGET
