"""Changing one's own organisation, and what one has said of another."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from commonground.kit.errors import Invalid, NotAllowed
from commonground.people.organisation.actions import (
    claim_organisation,
    edit_organisation,
    edit_told_organisation,
    tell_organisation,
)
from commonground.people.organisation.rules import is_domain, shares_domain
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
