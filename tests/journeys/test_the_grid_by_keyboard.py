"""Nothing but keys: the grid is walked, set, cleared and asked, and the focus never gets lost."""

import pytest
from playwright.sync_api import Page, expect

from commonground.campaigns.models import Campaign, MatrixVersion
from tests.journeys.grid import cell_of, flag_of, row_of
from tests.journeys.site import Site

BRAND_SAFETY = "Stop after a brand-safety incident"
GOALS = "Agree goals and the meal target"


def matrix_of(name: str) -> str:
    return f"/campaigns/{Campaign.objects.get(name=name).pk}/raci/"


@pytest.fixture
def draft(site: Site) -> Page:
    """Slice of Hope as Ines sees it after a first change: v3, a draft."""
    page = site.visit("ines@tondella.example", matrix_of("Slice of Hope"))
    expect(page.get_by_role("heading", name="RACI v2, proposed")).to_be_visible()
    cell_of(page, "Keep the risk list", "Daniel Mensah").press("i")
    expect(page.get_by_role("heading", name="RACI v3, draft")).to_be_visible()
    return page


def test_the_first_change_to_an_agreed_version_starts_a_draft(site: Site) -> None:
    page = site.visit("ines@tondella.example", matrix_of("Late Shift Lunch"))
    expect(page.get_by_role("heading", name="RACI v1, in force")).to_be_visible()
    task = row_of(page, "Set up ad server and line items")
    cell = cell_of(page, "Set up ad server and line items", "Giulia Conti")
    cell.press("c")
    expect(page.get_by_role("heading", name="RACI v2, draft")).to_be_visible()
    expect(task).to_contain_text("C")
    expect(cell).to_be_focused()
    expect(cell).to_contain_text("Consulted, was empty")
    agreed = MatrixVersion.objects.get(campaign__name="Late Shift Lunch", state="in-force")
    assert all("giulia" not in row.cells for row in agreed.rows.filter(task__startswith="Set up"))


def test_arrows_letters_and_delete(draft: Page) -> None:
    keys = draft.keyboard
    cell_of(draft, GOALS, "Ines Albrecht").focus()
    keys.press("ArrowRight")
    keys.press("ArrowDown")
    here = cell_of(draft, "Set budget and partner split", "Giulia Conti")
    expect(here).to_be_focused()
    keys.press("Home")
    expect(cell_of(draft, "Set budget and partner split", "Ines Albrecht")).to_be_focused()
    keys.press("End")
    expect(cell_of(draft, "Set budget and partner split", "Producer")).to_be_focused()
    keys.press("i")
    expect(draft.locator("#matrix-says")).to_have_text("Informed, was empty")
    keys.press("Delete")
    expect(draft.locator("#matrix-says")).to_have_text("No role")
    expect(cell_of(draft, "Set budget and partner split", "Producer")).to_be_focused()
    keys.press("ArrowLeft")
    expect(cell_of(draft, "Set budget and partner split", "Sofie Lindqvist")).to_be_focused()


def test_a_and_r_join_and_part(draft: Page) -> None:
    cell = cell_of(draft, BRAND_SAFETY, "Giulia Conti")
    expect(flag_of(draft, BRAND_SAFETY)).to_contain_text("RACI-001")
    cell.press("a")
    expect(cell).to_contain_text("Accountable and responsible")
    expect(flag_of(draft, BRAND_SAFETY)).to_contain_text("no finding")
    expect(cell).to_be_focused()
    cell.press("r")
    expect(draft.locator("#matrix-says")).to_contain_text("Accountable, was responsible")


def test_the_popover_says_what_a_change_would_do(draft: Page) -> None:
    cell = cell_of(draft, BRAND_SAFETY, "Giulia Conti")
    popover = draft.locator("#role-popover")
    cell.press("Enter")
    expect(popover.get_by_role("radio", name="R", exact=True)).to_be_focused()
    expect(popover).to_contain_text("As it is now")
    draft.keyboard.press("ArrowRight")
    draft.keyboard.press("ArrowRight")
    expect(popover.get_by_role("radio", name="A/R", exact=True)).to_be_checked()
    expect(popover.get_by_text("Clears").locator("visible=true")).to_be_visible()
    expect(popover.get_by_text("RACI-001").locator("visible=true").first).to_be_visible()
    draft.keyboard.press("Escape")
    expect(popover).to_be_hidden()
    expect(cell).to_be_focused()
    expect(flag_of(draft, BRAND_SAFETY)).to_contain_text("RACI-001")
    cell.press("Enter")
    popover.get_by_role("radio", name="A/R", exact=True).check()
    draft.keyboard.press("Enter")
    expect(flag_of(draft, BRAND_SAFETY)).to_contain_text("no finding")
    expect(cell).to_be_focused()


def test_counts_and_loads_follow_each_change(draft: Page) -> None:
    expect(draft.get_by_role("link", name="Flagged 4")).to_be_visible()
    cell_of(draft, BRAND_SAFETY, "Giulia Conti").press("a")
    expect(draft.get_by_role("link", name="Flagged 3")).to_be_visible()
    expect(draft.locator("#load-giulia")).to_contain_text("4 A, 1 R")


def test_a_filter_stays_while_one_works_in_it(draft: Page) -> None:
    draft.get_by_role("link", name="Flagged 4").click()
    expect(draft.locator("tr[data-row]")).to_have_count(4)
    cell_of(draft, BRAND_SAFETY, "Giulia Conti").press("a")
    expect(draft.get_by_role("link", name="Flagged 3")).to_have_attribute("aria-current", "true")
