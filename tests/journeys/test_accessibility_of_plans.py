"""Home, partnerships, campaigns and readiness, walked with axe; and what only appears when asked for."""

from playwright.sync_api import expect

from tests.journeys import addresses
from tests.journeys.site import Site
from tests.journeys.walk import problems_here, problems_of


def test_plans(site: Site) -> None:
    assert problems_of(site.visit("ines@tondella.example"), addresses.of_plans()) == []


def test_menus_that_are_open(site: Site) -> None:
    ines = site.visit("ines@tondella.example", "/")
    for menu in (".account", ".sidebar .switch"):
        ines.set_viewport_size({"width": 1440, "height": 900})
        ines.locator(f"{menu} summary").click()
        assert problems_here(ines) == []
    ines.set_viewport_size({"width": 390, "height": 900})
    ines.locator(".more summary").click()
    assert problems_here(ines) == []


def test_a_form_that_comes_back(site: Site) -> None:
    site.watch.refusals = {422}
    ines = site.visit("ines@tondella.example", "/campaigns/new/")
    ines.get_by_label("Name").fill("Harvest Launch")
    for label, day in (("Flight starts", "2027-05-01"), ("Flight ends", "2027-04-01")):
        ines.get_by_label(label).fill(day)
    ines.get_by_role("button", name="Start the campaign").click()
    expect(ines.locator(".field-wrong")).not_to_have_count(0)
    expect(ines.get_by_label("Name")).to_have_value("Harvest Launch")
    assert problems_here(ines) == []
