"""Private notes on a row and on a version: no other organisation can see, count or find them."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from commonground.campaigns.raci import actions
from commonground.kit.errors import NotFound
from commonground.people.activity.queries import activity_for
from commonground.people.note.actions import write_note
from commonground.people.note.queries import list_notes
from tests.api.program import Program
from tests.factories import campaigns
from tests.factories.campaigns import Hope
from tests.factories.people import Cohort, client, viewer


def row_page(hope: Hope, row: str = "goal") -> str:
    return reverse("campaigns:raci-row", args=[hope.campaign.pk, row])


def note_on(hope: Hope, row: str = "goal") -> str:
    return f"{reverse('people:note-write', args=['raci-row', hope.campaign.pk])}?{urlencode({'part': row})}"


def test_a_note_on_a_row_is_for_ones_own_organisation(hope: Hope) -> None:
    campaigns.draft(hope)
    ines, marcus = client(hope.tondella.ines), client(hope.halyard.marcus)
    before = marcus.get(row_page(hope)).content.decode().count("note")
    saved = ines.post(note_on(hope), {"body": "They will ask for more."})
    assert (saved.status_code, saved.headers["Location"]) == (302, f"{row_page(hope)}#notes-panel")
    shown = {page: ines.get(row_page(hope, page)).content.decode() for page in ("goal", "media")}
    assert [text.count("They will ask for more.") for text in shown.values()] == [1, 0]
    theirs = marcus.get(row_page(hope)).content.decode()
    assert (theirs.count("They will ask"), theirs.count("note")) == (0, before)
    about = {"kind": "raci-row", "identity": hope.campaign.pk, "part": "goal"}
    assert list_notes(viewer(hope.halyard.marcus), **about).count() == 0  # type: ignore[arg-type]
    found = client(hope.halyard.marcus).get(reverse("people:search"), {"q": "They will ask"})
    assert (found.context["total"], found.context["groups"]) == (0, [])
    log = activity_for(viewer(hope.halyard.marcus), kind="raci-row", identity=hope.campaign.pk)
    assert list(log) == []


def test_it_is_no_note_on_the_campaign(hope: Hope) -> None:
    campaigns.draft(hope)
    ines = viewer(hope.tondella.ines)
    write_note(by=ines, kind="raci-row", identity=hope.campaign.pk, part="goal", body="On the row")
    assert list_notes(ines, kind="campaign", identity=hope.campaign.pk).count() == 0


def test_it_stays_when_the_version_changes_and_when_the_row_goes(hope: Hope) -> None:
    agreed = campaigns.in_force(hope)
    ines = client(hope.tondella.ines)
    ines.post(note_on(hope), {"body": "Keep an eye on it"})
    actions.edit_row(by=viewer(hope.tondella.ines), campaign=hope.seen(), row="goal", task="Agree on the goal")
    assert ines.get(row_page(hope)).content.decode().count("Keep an eye on it") == 1
    actions.remove_row(by=viewer(hope.tondella.ines), campaign=hope.seen(), row="goal")
    where = ines.post(note_on(hope), {"body": "Gone now"}).headers["Location"]
    assert where == reverse("campaigns:raci-version", args=[hope.campaign.pk, agreed.number]) + "#notes-panel"


def test_a_note_on_a_version(hope: Hope) -> None:
    agreed = campaigns.in_force(hope)
    page = reverse("campaigns:raci-version", args=[hope.campaign.pk, agreed.number])
    saved = client(hope.tondella.ines).post(
        reverse("people:note-write", args=["raci-version", agreed.pk]), {"body": "Signed in a hurry"}
    )
    assert saved.headers["Location"] == f"{page}#notes-panel"
    found = [client(who).get(page).content.decode() for who in (hope.tondella.ines, hope.halyard.marcus)]
    assert [text.count("Signed in a hurry") for text in found] == [1, 0]


def test_only_about_what_one_may_see(hope: Hope, cohort: Cohort) -> None:
    """ABUSE 2."""
    agreed = campaigns.in_force(hope)
    nadia, ines = viewer(cohort.nadia), viewer(hope.tondella.ines)
    for by, about in (
        (nadia, {"kind": "raci-row", "identity": hope.campaign.pk, "part": "goal"}),
        (nadia, {"kind": "raci-version", "identity": agreed.pk}),
        (ines, {"kind": "raci-row", "identity": hope.campaign.pk, "part": "none"}),
        (ines, {"kind": "raci-row", "identity": hope.campaign.pk}),
        (ines, {"kind": "campaign", "identity": hope.campaign.pk, "part": "goal"}),
    ):
        with pytest.raises(NotFound):
            write_note(by=by, body="Hm", **about)  # type: ignore[arg-type]


def test_by_program(hope: Hope) -> None:
    campaigns.draft(hope)
    ines, about = Program(hope.tondella.ines), {"subject_kind": "raci-row", "subject_id": str(hope.campaign.pk)}
    made = ines.ok("post", "/notes", {**about, "part": "goal", "body": "Noted"})
    address = f"/notes?{urlencode({**about, 'part': 'goal'})}"
    assert [each["id"] for each in ines.ok("get", address)["items"]] == [made["id"]]
    assert Program(hope.halyard.marcus).ok("get", address)["items"] == []
    assert ines.refused("get", f"/notes?{urlencode(about)}") == (404, "not-found")
