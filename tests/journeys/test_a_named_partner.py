"""Somebody of an organisation that a partner named takes it over: by a link, without a password, in a few clicks."""

import re

from django.core import mail
from playwright.sync_api import Page, expect

from commonground.campaigns.models import Campaign
from commonground.people.models import Organisation
from tests.journeys.site import Site


def invite(page: Page, site: Site) -> str:
    tidemark = Organisation.objects.get(name="Tidemark")
    page.goto(f"/organisations/{tidemark.pk}/")
    page.get_by_role("link", name="Invite somebody to claim it").click()
    page.get_by_label("E-mail").fill("rafael@tidemark.example")
    page.get_by_role("button", name="Invite as Tondella").click()
    expect(page.get_by_text("The invitation of rafael@tidemark.example is on its way")).to_be_visible()
    site.work()
    found = re.search(r"http\S+/join/\S+", str(mail.outbox[-1].body))
    assert found
    return found.group()


def test_a_named_partner_claims_its_organisation_and_sees_only_what_is_shared(site: Site) -> None:
    link = invite(site.visit("ines@tondella.example"), site)
    rafael = site.visit()
    clicks = 1
    rafael.goto(link)
    expect(rafael.get_by_role("heading", name="Speak for Tidemark")).to_be_visible()
    expect(rafael.get_by_text("Slice of Hope partners")).to_be_visible()
    rafael.get_by_label("Your name").fill("Rafael Costa")
    rafael.get_by_role("button", name="Claim Tidemark").click()
    clicks += 1
    expect(rafael.get_by_text("You act for Tidemark now.")).to_be_visible()
    assert clicks <= 3
    rafael.get_by_role("navigation", name="Main").get_by_role("link", name="Campaigns").click()
    expect(rafael.locator("tr[data-row]")).to_have_count(1)
    expect(rafael.get_by_role("link", name="Game Night Bundle")).to_be_visible()
    nothing_else(site, rafael)


def nothing_else(site: Site, page: Page) -> None:
    page.goto("/search/?q=slice")
    expect(page.get_by_role("link", name="Slice of Hope partners")).to_be_visible()
    expect(page.get_by_role("link", name="Slice of Hope", exact=True)).to_have_count(0)
    site.watch.refusals = {404}
    page.goto(f"/campaigns/{Campaign.objects.get(name='Slice of Hope').pk}/raci/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")


def test_a_link_works_once(site: Site) -> None:
    link = invite(site.visit("ines@tondella.example"), site)
    rafael, other = site.visit("", link), site.visit("", link)
    rafael.get_by_label("Your name").fill("Rafael Costa")
    rafael.get_by_role("button", name="Claim Tidemark").click()
    expect(rafael.get_by_text("You act for Tidemark now.")).to_be_visible()
    site.watch.refusals = {404}
    other.get_by_label("Your name").fill("Somebody Else")
    other.get_by_role("button", name="Claim Tidemark").click()
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    expect(other.get_by_text("You act for Tidemark now.")).to_have_count(0)
