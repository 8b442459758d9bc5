"""Private notes: no other organisation can see, count or find them."""

import uuid

import pytest
from django.urls import reverse

from commonground.kit.errors import Invalid, NotAllowed, NotFound
from commonground.people.activity.queries import activity_for
from commonground.people.note.actions import delete_note, edit_note, write_note
from commonground.people.note.models import Note
from commonground.people.note.queries import get_note, list_notes
from commonground.people.viewer.models import ANONYMOUS
from tests.factories import people

pytestmark = pytest.mark.django_db


def noted(tondella: people.Tondella, halyard: people.Halyard) -> Note:
    return write_note(
        by=people.viewer(tondella.daniel), kind="organisation", identity=halyard.organisation.pk, body="Slow to answer."
    )


def test_only_ones_own_organisation_reads_it(tondella: people.Tondella, halyard: people.Halyard) -> None:
    """ABUSE 1, 3."""
    note, about = noted(tondella, halyard), halyard.organisation.pk
    assert list(list_notes(people.viewer(tondella.carla), kind="organisation", identity=about)) == [note]
    for by in (people.viewer(halyard.marcus), ANONYMOUS):
        assert list_notes(by, kind="organisation", identity=about).count() == 0
        with pytest.raises(NotFound):
            get_note(by, note.pk)
    found = people.client(halyard.marcus).get(reverse("people:search"), {"q": "slow"})
    assert (found.context["total"], found.context["groups"]) == (0, [])
    seen = activity_for(people.viewer(halyard.marcus), kind="organisation", identity=about)
    assert not [entry for entry in seen if "note" in entry.verb]


def test_the_author_or_an_admin_changes_it(tondella: people.Tondella, halyard: people.Halyard) -> None:
    note = noted(tondella, halyard)
    assert (
        edit_note(by=people.viewer(tondella.daniel), note=note, body="Answers within a day.").body
        == "Answers within a day."
    )
    assert edit_note(by=people.viewer(tondella.giulia), note=note, body="Fine.").body == "Fine."
    other = people.member(tondella.organisation, people.person("Olu Adeyemi", "olu@tondella.example"))
    with pytest.raises(NotAllowed):
        edit_note(by=people.viewer(other), note=note, body="Hm")
    with pytest.raises(NotAllowed):
        delete_note(by=people.viewer(tondella.carla), note=note)
    with pytest.raises(NotFound):
        delete_note(by=people.viewer(halyard.marcus), note=note)
    delete_note(by=people.viewer(tondella.daniel), note=note)
    assert not Note.objects.exists()


def test_only_about_what_one_may_see(tondella: people.Tondella, cohort: people.Cohort) -> None:
    """ABUSE 2."""
    cohort.organisation.listed = False
    cohort.organisation.save()
    for kind, identity in (
        ("organisation", cohort.organisation.pk),
        ("organisation", uuid.uuid4()),
        ("wizard", uuid.uuid4()),
    ):
        with pytest.raises(NotFound):
            write_note(by=people.viewer(tondella.ines), kind=kind, identity=identity, body="Hm")
    for body in ("  ", "Bell\x07"):
        with pytest.raises(Invalid):
            write_note(
                by=people.viewer(tondella.ines), kind="organisation", identity=tondella.organisation.pk, body=body
            )


def test_the_pages(tondella: people.Tondella, halyard: people.Halyard) -> None:
    url = reverse("people:note-write", args=["organisation", halyard.organisation.pk])
    daniel = people.client(tondella.daniel)
    assert daniel.get(url).status_code == 200
    assert daniel.post(url, {"body": ""}).status_code == 422
    back = f"/organisations/{halyard.organisation.pk}/#notes-panel"
    assert daniel.post(url, {"body": "Slow <b>to</b> answer"}).headers["Location"] == back
    panel = daniel.post(url, {"body": "Second"}, headers={"HX-Request": "true"})
    assert (panel.status_code, b"<html" in panel.content) == (200, False)
    assert b"Slow &lt;b&gt;to&lt;/b&gt; answer" in panel.content
    assert people.client(tondella.carla).post(url, {"body": "No"}).status_code == 403
    assert b"Slow" not in people.client(halyard.marcus).get(url).content
    note = Note.objects.first()
    assert note is not None
    edit, delete = (reverse(f"people:note-{act}", args=[note.pk]) for act in ("edit", "delete"))
    assert daniel.post(edit, {"body": ""}).status_code == 422
    assert daniel.post(edit, {"body": "Fine"}).headers["Location"] == back
    assert daniel.post(delete).headers["Location"] == back
    assert daniel.get(delete).status_code == 404
