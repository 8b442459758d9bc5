"""Every page of people: who gets to it, who does not, and that a hidden thing answers like one that does not exist."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from commonground.people.invitation.actions import issue_invitation
from commonground.people.membership.actions import remove_member
from commonground.people.merge.actions import propose_merge
from commonground.people.note.actions import write_note
from commonground.people.organisation.actions import tell_organisation
from commonground.people.token.actions import create_token
from commonground.people.viewer.models import Viewer
from tests.factories import people

pytestmark = pytest.mark.django_db

# Pages that need a signed-in member, by what they are about. Each maker answers with the id that the address takes.
OWN: dict[str, Callable[[Viewer], uuid.UUID]] = {
    "organisation-log": lambda by: by.acting().organisation_id,
    "organisation-edit": lambda by: by.acting().organisation_id,
    "member-tell": lambda by: by.acting().organisation_id,
    "invitation-create": lambda by: by.acting().organisation_id,
    "member-edit": lambda by: by.acting().pk,
    "member-remove": lambda by: by.acting().pk,
    "invitation-revoke": lambda by: issue_invitation(by=by, email="new@tondella.example").pk,
    "token-revoke": lambda by: create_token(by=by, name="Report")[0].pk,
    "note-edit": lambda by: note(by),
    "note-delete": lambda by: note(by),
    "merge": lambda by: merge(by),
}
PLAIN = ["home", "people:search", "people:settings", "people:token-list", "people:organisation-list",
         "people:organisation-create", "people:organisation-tell", "people:member-leave"]  # fmt: skip


def note(by: Viewer) -> uuid.UUID:
    own = by.acting().organisation_id
    return write_note(by=by, kind="organisation", identity=own, body="Ask for the Q3 rates.").pk


def merge(by: Viewer) -> uuid.UUID:
    told = tell_organisation(by=by, name="Halyard and Finch")
    halyard = people.halyard().organisation
    return propose_merge(by=by, organisation=halyard, same_as=told.pk).pk


def body(content: bytes) -> str:
    """The page without what differs at every request: its reference and the form's token."""
    return re.sub(
        r'(Reference |csrfmiddlewaretoken" value="|csrf-token" content="|name="next" value=")[^"<]+',
        r"\1",
        content.decode(),
    )


@pytest.mark.parametrize("name", PLAIN)
def test_plain_pages_are_for_members(name: str, tondella: people.Tondella) -> None:
    url = reverse(name)
    assert people.client(tondella.ines).get(url).status_code == 200
    anonymous = Client().get(url)
    assert (anonymous.status_code, anonymous.headers["Location"]) == (302, f"/account/login/?next={url}")


@pytest.mark.parametrize("name", OWN)
def test_pages_about_own_things(name: str, tondella: people.Tondella, cohort: people.Cohort) -> None:
    """ABUSE 1: another organisation's member gets the same 404 as for an id that does not exist."""
    identity = OWN[name](people.viewer(tondella.ines))
    url, nowhere = (reverse(f"people:{name}", args=[pk]) for pk in (identity, uuid.uuid4()))
    assert people.client(tondella.ines).get(url).status_code == 200
    assert Client().get(url).status_code == 302
    if name in {"organisation-edit", "member-tell", "invitation-create"}:
        return  # the organisation is in the directory, so what follows is a refusal: see test_refused_acts
    outsider = people.client(cohort.nadia)
    for method in (outsider.get,) if name == "organisation-log" else (outsider.get, outsider.post):
        hidden, missing = method(url), method(nowhere)
        assert (hidden.status_code, missing.status_code) == (404, 404)
        assert body(hidden.content) == body(missing.content)


@pytest.mark.parametrize("name", ["organisation-edit", "member-tell", "invitation-create"])
def test_refused_acts_on_a_listed_organisation(name: str, tondella: people.Tondella, cohort: people.Cohort) -> None:
    url = reverse(f"people:{name}", args=[tondella.organisation.pk])
    given = {"name": "Eve", "email": "eve@cohortlane.example", "level": "practitioner", "kind": "other"}
    assert people.client(cohort.nadia).post(url, given).status_code == 403


@pytest.mark.parametrize(
    "name",
    ["organisation-edit", "invitation-create", "member-tell", "organisation-tell", "member-edit", "member-remove"],
)
def test_who_may_only_read_is_refused(name: str, tondella: people.Tondella) -> None:
    about = [tondella.ines.pk] if name in {"member-edit", "member-remove"} else [tondella.organisation.pk]
    url = reverse(f"people:{name}", args=[] if name == "organisation-tell" else about)
    carla = people.client(tondella.carla)
    assert (carla.get(url).status_code, carla.post(url).status_code) == (403, 403)


def test_removal_holds_from_the_next_request_on(tondella: people.Tondella) -> None:
    """ABUSE 5."""
    daniel = people.client(tondella.daniel)
    url = reverse("people:organisation-log", args=[tondella.organisation.pk])
    assert daniel.get(url).status_code == 200
    remove_member(by=people.viewer(tondella.ines), member=tondella.daniel)
    assert daniel.get(url).headers["Location"] == reverse("people:start")
    assert daniel.get("/").headers["Location"] == reverse("people:start")
    assert daniel.get(reverse("people:start")).status_code == 200


def test_an_unlisted_organisation_is_nothing_to_others(tondella: people.Tondella, cohort: people.Cohort) -> None:
    tondella.organisation.listed = False
    tondella.organisation.save()
    outsider = people.client(cohort.nadia)
    for name in ("organisation-detail", "organisation-edit", "merge-propose", "member-tell", "invitation-create"):
        hidden = outsider.get(reverse(f"people:{name}", args=[tondella.organisation.pk]))
        missing = outsider.get(reverse(f"people:{name}", args=[uuid.uuid4()]))
        assert (hidden.status_code, missing.status_code, body(hidden.content)) == (404, 404, body(missing.content))


def test_every_page_costs_few_queries(tondella: people.Tondella, django_assert_max_num_queries: Callable) -> None:
    by, browser = people.viewer(tondella.ines), people.client(tondella.ines)
    for number in range(30):
        told = tell_organisation(by=by, name=f"Partner {number}")
        issue_invitation(by=by, email=f"p{number}@tondella.example")
        write_note(by=by, kind="organisation", identity=told.pk, body="A note")
    organisation = reverse("people:organisation-detail", args=[tondella.organisation.pk])
    for url in ("/", organisation, reverse("people:organisation-list"), reverse("people:search") + "?q=partner"):
        with django_assert_max_num_queries(25):
            assert browser.get(url).status_code == 200
