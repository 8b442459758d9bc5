"""An organisation that was named comes in, and sees just what is shared with it."""

import pytest
from django.urls import reverse

from commonground.campaigns.campaign.actions import add_participant
from commonground.campaigns.campaign.queries import get_campaign, list_campaigns
from commonground.kit.errors import NotFound
from commonground.partnerships.partnership.actions import add_party
from commonground.people.membership.models import Membership
from commonground.people.organisation.actions import tell_organisation
from tests.factories.campaigns import Hope
from tests.factories.people import client, person, run_tasks, viewer


@pytest.fixture
def tidemark(hope: Hope):  # type: ignore[no-untyped-def]
    ines = viewer(hope.tondella.ines)
    told = tell_organisation(by=ines, name="Tidemark", kind="dsp", domain="tidemark.example")
    add_party(by=ines, partnership=hope.partnership, organisation=told.pk)
    add_participant(by=ines, campaign=hope.seen(), organisation=told.pk, does="DSP")
    return told


def test_claimed_by_the_link_without_a_password(hope: Hope, tidemark, client, mailoutbox) -> None:  # type: ignore[no-untyped-def]
    from commonground.people.invitation.actions import issue_invitation

    issue_invitation(
        by=viewer(hope.tondella.ines), email="rafael@tidemark.example", organisation=tidemark, purpose="claim"
    )
    run_tasks()
    link = next(word for word in mailoutbox[0].body.split() if word.startswith("http"))
    page = client.get(link)
    assert "Slice of Hope partners" in page.content.decode()

    client.post(link, {"name": "Rafael Costa"})

    rafael = Membership.objects.get(organisation=tidemark, person__name="Rafael Costa")
    assert [c.name for c in list_campaigns(viewer(rafael))] == ["Slice of Hope"]
    assert client.get(reverse("campaigns:campaign-detail", args=[hope.campaign.pk])).status_code == 200


def test_claimed_by_the_domain_of_a_confirmed_address(hope: Hope, tidemark) -> None:  # type: ignore[no-untyped-def]
    from django.test import Client

    browser = Client()
    browser.force_login(person("Rafael Costa", "rafael@tidemark.example"))
    assert "Tidemark" in browser.get(reverse("people:start")).content.decode()
    browser.post(reverse("partnerships:claim-by-domain", args=[tidemark.pk]))
    rafael = Membership.objects.get(organisation=tidemark, person__name="Rafael Costa")
    assert get_campaign(viewer(rafael), hope.campaign.pk) == hope.campaign


def test_abuse_6_another_domain_finds_nothing_to_claim(hope: Hope, tidemark) -> None:  # type: ignore[no-untyped-def]
    browser = client(hope.halyard.priya)
    for identity in (tidemark.pk, "00000000-0000-4000-8000-000000000000"):
        assert browser.post(reverse("partnerships:claim-by-domain", args=[identity])).status_code == 404
    tidemark.refresh_from_db()
    assert not tidemark.has_joined


def test_before_claiming_nobody_acts_for_it(hope: Hope, tidemark) -> None:  # type: ignore[no-untyped-def]
    from commonground.partnerships.claim.queries import get_claimable_by_domain

    with pytest.raises(NotFound):
        get_claimable_by_domain(viewer(hope.tondella.ines), tidemark.pk)
