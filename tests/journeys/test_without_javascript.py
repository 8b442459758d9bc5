"""Everything that matters also works where scripts are off: each button is a form, each answer a page."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.grid import cell_of, flag_of
from tests.journeys.site import Site
from tests.journeys.test_imports import PASTED, paste
from tests.journeys.test_the_grid_by_keyboard import BRAND_SAFETY, matrix_of


@pytest.fixture
def plain(site: Site) -> Page:
    """Ines, with scripts switched off."""
    return site.visit("ines@tondella.example", "/", java_script_enabled=False)


def test_a_cell_is_set(plain: Page) -> None:
    plain.goto(matrix_of("Slice of Hope"))
    cell_of(plain, BRAND_SAFETY, "Giulia Conti").click()
    plain.get_by_role("radio", name="A/R", exact=True).check()
    expect(plain.get_by_text("Clears").locator("visible=true").first).to_be_visible()
    plain.get_by_role("button", name="Set in a new draft").click()
    expect(plain.get_by_role("heading", name="RACI v3, draft")).to_be_visible()
    expect(flag_of(plain, BRAND_SAFETY)).to_contain_text("no finding")


def test_a_version_is_signed(plain: Page) -> None:
    plain.goto(matrix_of("Slice of Hope"))
    plain.get_by_role("link", name="Countersign as Tondella").click()
    plain.get_by_label("Type v2 to confirm").fill("v2")
    plain.get_by_role("button", name="Countersign v2 as Tondella").click()
    expect(plain.get_by_text("Tondella has signed RACI v2.")).to_be_visible()


def test_a_table_is_imported(plain: Page) -> None:
    paste(plain, PASTED)
    plain.get_by_role("button", name="Import all of it").click()
    expect(plain.get_by_role("heading", name="RACI v1, draft")).to_be_visible()


def test_menus_open_and_the_theme_changes(plain: Page) -> None:
    plain.locator("details.account summary").click()
    plain.get_by_role("button", name="Dark").click()
    expect(plain.locator("html")).to_have_attribute("data-theme", "dark")
