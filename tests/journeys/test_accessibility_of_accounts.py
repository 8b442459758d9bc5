"""The doors of the site and one's own account, walked with axe."""

from playwright.sync_api import expect

from commonground.cli.demo.cast import PASSWORD
from tests.journeys import addresses
from tests.journeys.site import Site, sign_in
from tests.journeys.walk import problems_here, problems_of


def test_the_entrance(site: Site) -> None:
    site.watch.refusals = {401, 404}
    pages = addresses.of_the_entrance()
    assert problems_of(site.visit(), pages) == []


def test_ones_own_account(site: Site) -> None:
    ines = site.visit()
    sign_in(ines, "ines@tondella.example", PASSWORD)
    ines.goto("/account/2fa/totp/activate/")
    ines.get_by_label("Password", exact=True).fill(PASSWORD)
    ines.get_by_role("button", name="Confirm").click()
    expect(ines.get_by_role("heading", level=1)).to_have_text("Add an authenticator app")
    assert problems_of(ines, addresses.of_an_account()) == []


def test_forms_that_come_back(site: Site) -> None:
    site.watch.refusals = {422}
    lea = site.visit("", "/account/signup/")
    lea.get_by_label("E-mail").fill("lea@bramble.example")
    lea.get_by_label("Your name").fill("Lea")
    lea.get_by_label("Password", exact=True).fill("short")
    lea.get_by_role("button", name="Sign up").click()
    expect(lea.locator(".field-wrong")).not_to_have_count(0)
    assert problems_here(lea) == []
