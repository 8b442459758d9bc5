"""The creative plan in every state, the popover of a cell and its refusal, walked with axe."""

from playwright.sync_api import expect

from tests.journeys import addresses
from tests.journeys.site import Site
from tests.journeys.test_the_table_by_keyboard import cell, plan_of
from tests.journeys.walk import problems_here, problems_of


def test_creative_plans(site: Site) -> None:
    assert problems_of(site.visit("ines@tondella.example"), addresses.of_creative_plans()) == []


def test_the_popover(site: Site) -> None:
    site.watch.refusals = {422}
    ines = site.visit("ines@tondella.example", plan_of("Slice of Hope"))
    cell(ines, 5, "Last order").press("Enter")
    expect(ines.locator("#cell-popover")).to_be_visible()
    assert problems_here(ines) == []
    ines.set_viewport_size({"width": 1440, "height": 900})
    ines.locator("#cell-popover").get_by_label("Test", exact=True).fill("[3..")
    ines.keyboard.press("Enter")
    expect(ines.locator("#cell-popover .wrong")).to_be_visible()
    assert problems_here(ines) == []


def test_pasted_rows(site: Site) -> None:
    site.watch.refusals = {422}
    ines = site.visit("ines@tondella.example", plan_of("Slice of Hope") + "paste/")
    ines.get_by_role("textbox", name="Rows").fill('"rain"\t[3..\t\t\t\tV-02\n"sun"\t< 5\n')
    ines.get_by_role("button", name="Check the rows").click()
    expect(ines.get_by_text("Row 1, column B")).to_be_visible()
    assert problems_here(ines) == []
