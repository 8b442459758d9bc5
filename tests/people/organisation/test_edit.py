"""Changing one's own organisation, and what one has said of another."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from commonground.kit.errors import Conflict, Invalid, NotAllowed
from commonground.people.organisation.actions import (
    claim_organisation,
    edit_organisation,
    edit_told_organisation,
    seen_of,
    tell_organisation,
)
from commonground.people.organisation.rules import is_domain, shares_domain
from tests.api.program import Program
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_an_admin_changes_facts(tondella: people.Tondella) -> None:
    changed = edit_organisation(
        by=people.viewer(tondella.giulia), about="Pizza by the slice.", verticals=["retail", "food"]
    )
    assert (changed.about, changed.verticals) == ("Pizza by the slice.", ["food", "retail"])
    with pytest.raises(NotAllowed):
        edit_organisation(by=people.viewer(tondella.daniel), about="Burgers.")


def test_a_domain_is_shown_by_a_confirmed_address(tondella: people.Tondella) -> None:
    by = people.viewer(tondella.ines)
    assert edit_organisation(by=by, domain="@Tondella.example").domain == "tondella.example"
    with pytest.raises(Invalid) as refused:
        edit_organisation(by=by, domain="halyard.example")
    assert list(refused.value.fields) == ["domain"]
    EmailAddress.objects.create(user=tondella.ines.person, email="ines@halyard.example", verified=False)
    with pytest.raises(Invalid):
        edit_organisation(by=by, domain="halyard.example")


def test_a_mail_service_proves_nothing(tondella: people.Tondella) -> None:
    """ABUSE 6."""
    EmailAddress.objects.create(user=tondella.ines.person, email="ines@gmail.com", verified=True)
    with pytest.raises(Invalid):
        edit_organisation(by=people.viewer(tondella.ines), domain="gmail.com")
    assert not shares_domain("ines@gmail.com", "gmail.com")
    assert shares_domain("ines@Tondella.Example", "tondella.example")
    assert not shares_domain("ines@tondella.example.evil.example", "tondella.example")
    assert not shares_domain("ines@sub.tondella.example", "tondella.example")
    assert [is_domain(text) for text in ("a.example", "a", "a..example", "-a.example", "a b.example")] == [
        True, False, False, False, False,
    ]  # fmt: skip


def test_what_is_told_can_be_corrected_until_it_is_claimed(tondella: people.Tondella, halyard: people.Halyard) -> None:
    by = people.viewer(tondella.daniel)
    told = tell_organisation(by=by, name="Tidemrak", kind="dsp")
    assert (told.told_by, told.has_joined, told.listed) == (tondella.organisation, False, False)
    assert edit_told_organisation(by=by, organisation=told, name="Tidemark", kind="dsp").name == "Tidemark"
    with pytest.raises(NotAllowed):
        edit_told_organisation(by=people.viewer(halyard.marcus), organisation=told, name="Mine", kind="dsp")
    claim_organisation(told, by=people.person("Rafael Costa", "rafael@tidemark.example"))
    with pytest.raises(NotAllowed):
        edit_told_organisation(by=by, organisation=told, name="Ours", kind="dsp")


def test_the_second_of_two_admins_is_told_and_nothing_is_lost(tondella: people.Tondella) -> None:
    ines, giulia = people.viewer(tondella.ines), people.viewer(tondella.giulia)
    seen = seen_of(tondella.organisation)
    edit_organisation(by=ines, about="Pizza by the slice.", listed=False, seen=seen)
    with pytest.raises(Conflict) as told:
        edit_organisation(by=giulia, about="Burgers.", seen=seen)
    assert told.value.message == (
        "Your changes are not saved. Somebody has changed this organisation meanwhile: “Tondella”, Advertiser, time zone"
        " Europe/Rome, about “Pizza by the slice.”, website “”, domain “”, verticals Food and drink, markets Germany, Italy,"
        " not in the directory. Save again to put yours in its place."
    )
    tondella.organisation.refresh_from_db()
    assert tondella.organisation.about == "Pizza by the slice."


def test_on_the_page_a_second_saving_puts_ones_own_in_its_place(tondella: people.Tondella) -> None:
    url = reverse("people:organisation-edit", args=[tondella.organisation.pk])
    browser = people.client(tondella.giulia)
    typed = {
        "name": "Tondella", "kind": "advertiser", "time_zone": "Europe/Rome", "about": "Burgers",
        "seen": browser.get(url).context["form"].initial["seen"],
    }  # fmt: skip
    edit_organisation(by=people.viewer(tondella.ines), about="Pizza")
    told = browser.post(url, typed)
    assert (told.status_code, told.context["form"]["about"].value()) == (422, "Burgers")
    assert browser.post(url, {**typed, "seen": told.context["form"]["seen"].value()}).status_code == 302
    tondella.organisation.refresh_from_db()
    assert tondella.organisation.about == "Burgers"


def test_the_second_of_two_who_correct_what_is_told(tondella: people.Tondella) -> None:
    told = tell_organisation(by=people.viewer(tondella.daniel), name="Tidemrak")
    url = reverse("people:organisation-edit", args=[told.pk])
    typed = {"name": "Tidemark", "kind": "dsp", "seen": seen_of(told)}
    assert people.client(tondella.daniel).post(url, typed).status_code == 302
    late = people.client(tondella.ines).post(url, {**typed, "name": "Tide Mark"})
    told.refresh_from_db()
    assert (late.status_code, told.name) == (422, "Tidemark")


def test_by_program(tondella: people.Tondella) -> None:
    ines = Program(tondella.ines)
    own = ines.ok("get", "/organisations/own")
    assert (own["name"], own["domain"], own["listed"]) == ("Tondella", "", True)
    ines.ok("patch", "/organisations/own", {"about": "Pizza", "seen": own["seen"]})
    late = ines.refused("patch", "/organisations/own", {"about": "Burgers", "seen": own["seen"]})
    assert late == (409, "conflict")


def test_the_page(tondella: people.Tondella) -> None:
    url = reverse("people:organisation-edit", args=[tondella.organisation.pk])
    browser = people.client(tondella.giulia)
    facts = {"name": "Tondella", "kind": "advertiser", "time_zone": "Europe/Rome", "markets": ["IT"], "listed": "on"}
    assert browser.post(url, {**facts, "domain": "gmail.com"}).status_code == 422
    assert browser.post(url, {**facts, "about": "Pizza"}).status_code == 302
    tondella.organisation.refresh_from_db()
    assert (tondella.organisation.about, tondella.organisation.markets, tondella.organisation.listed) == (
        "Pizza",
        ["IT"],
        True,
    )
    assert people.client(tondella.daniel).post(url, facts).status_code == 403
