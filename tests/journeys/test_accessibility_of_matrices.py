"""The RACI grid in every state, its popover and its focus, walked with axe."""

from playwright.sync_api import expect

from tests.journeys import addresses
from tests.journeys.grid import cell_of
from tests.journeys.site import Site
from tests.journeys.test_the_grid_by_keyboard import BRAND_SAFETY, matrix_of
from tests.journeys.walk import problems_here, problems_of


def test_matrices(site: Site) -> None:
    assert problems_of(site.visit("ines@tondella.example"), addresses.of_matrices()) == []


def test_the_popover(site: Site) -> None:
    ines = site.visit("ines@tondella.example", matrix_of("Slice of Hope"))
    cell_of(ines, BRAND_SAFETY, "Giulia Conti").press("Enter")
    expect(ines.locator("#role-popover")).to_be_visible()
    assert problems_here(ines) == []


def test_the_focus_is_seen_and_not_under_the_bar(site: Site) -> None:
    ines = site.visit("ines@tondella.example", matrix_of("Slice of Hope"))
    ines.keyboard.press("Tab")
    expect(ines.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    cell = cell_of(ines, "Approve the settlement statement", "Ines Albrecht")
    cell.focus()
    for _ in range(17):
        ines.keyboard.press("ArrowUp")
    top = cell_of(ines, "Agree goals and the meal target", "Ines Albrecht")
    expect(top).to_be_focused()
    assert top.evaluate("(cell) => getComputedStyle(cell).outlineStyle") == "solid"
    head = ines.locator(".matrix thead").bounding_box()
    here = top.bounding_box()
    assert head
    assert here
    assert here["y"] >= head["y"] + head["height"]
