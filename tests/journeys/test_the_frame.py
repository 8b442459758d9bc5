"""What stands around every page: the switcher, the theme, the search, keys, undo, and how it prints."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.grid import row_of
from tests.journeys.site import Site
from tests.journeys.test_the_grid_by_keyboard import matrix_of


@pytest.fixture
def ines(site: Site) -> Page:
    return site.visit("ines@tondella.example", "/")


def test_one_acts_for_one_organisation_at_a_time(ines: Page) -> None:
    ines.goto("/organisations/new/")
    ines.get_by_label("Name").first.fill("Tondella Labs")
    ines.get_by_role("button", name="Add organisation").click()
    switch = ines.locator(".sidebar details.switch")
    acting = switch.locator(".switch-name")
    expect(acting).to_have_text("Tondella Labs")
    ines.goto("/campaigns/")
    expect(ines.get_by_text("No campaigns yet")).to_be_visible()
    switch.locator("summary").click()
    ines.get_by_role("button", name="Tondella", exact=True).click()
    expect(acting).to_have_text("Tondella")
    ines.goto("/campaigns/")
    expect(ines.get_by_role("cell", name="Slice of Hope").first).to_be_visible()


def test_dark_stays_dark(ines: Page) -> None:
    ines.locator("details.account summary").click()
    with ines.expect_response("**/web/appearance/"):
        ines.get_by_role("button", name="Dark").click()
    expect(ines.locator("html")).to_have_attribute("data-theme", "dark")
    ines.goto("/campaigns/")
    expect(ines.locator("html")).to_have_attribute("data-theme", "dark")
    assert ines.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(27, 27, 25)"


def test_slash_goes_to_the_search_and_finds_a_task(ines: Page) -> None:
    ines.keyboard.press("/")
    expect(ines.locator("#search")).to_be_focused()
    ines.keyboard.type("brand-safety")
    ines.keyboard.press("Enter")
    expect(ines.get_by_role("heading", name="Tasks and decisions")).to_be_visible()
    ines.locator("main").get_by_role("link", name="RACI of Slice of Hope").click()
    expect(ines.get_by_role("heading", name="RACI v2, proposed")).to_be_visible()


def test_j_and_k_walk_a_list_and_enter_opens(ines: Page) -> None:
    ines.goto("/campaigns/")
    names = ines.locator("tr[data-row] a").all_inner_texts()
    ines.keyboard.press("j")
    ines.keyboard.press("j")
    ines.keyboard.press("k")
    expect(ines.get_by_role("link", name=names[0], exact=True).and_(ines.locator("tr a"))).to_be_focused()
    ines.keyboard.press("Enter")
    expect(ines.get_by_role("heading", level=1)).to_have_text(names[0])


def test_a_list_that_is_renewed_keeps_its_place(ines: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    ines.route("**/campaigns/?checked=now", hold)
    ines.goto("/campaigns/")
    names = ines.locator("tr[data-row] a[id]").all_inner_texts()
    assert len(names) > 1
    ines.keyboard.press("j")
    ines.keyboard.press("j")
    expect(ines.get_by_role("link", name=names[1], exact=True).and_(ines.locator("tr a"))).to_be_focused()
    with ines.expect_response("**/campaigns/?checked=now"):
        held[0].continue_()
    expect(ines.locator("#campaigns[hx-get]")).to_have_count(0)
    expect(ines.get_by_role("link", name=names[1], exact=True).and_(ines.locator("tr a"))).to_be_focused()
    ines.keyboard.press("k")
    expect(ines.get_by_role("link", name=names[0], exact=True).and_(ines.locator("tr a"))).to_be_focused()


def test_a_row_that_was_taken_out_comes_back(ines: Page) -> None:
    ines.goto(matrix_of("Slice of Hope"))
    row_of(ines, "Keep the risk list").get_by_role("link", name="Keep the risk list").click()
    ines.get_by_role("button", name="Take the row out").click()
    expect(row_of(ines, "Keep the risk list")).to_have_count(0)
    ines.get_by_role("button", name="Undo").click()
    expect(row_of(ines, "Keep the risk list")).to_contain_text("Accountable")
    expect(ines.locator("tr[data-row]").nth(2)).to_contain_text("Keep the risk list")


def test_the_grid_prints_without_the_frame_and_repeats_its_head(ines: Page) -> None:
    ines.goto(matrix_of("Slice of Hope"))
    ines.emulate_media(media="print")
    for gone in (".sidebar", ".topbar", ".tabs", ".page-head .actions", ".segmented"):
        expect(ines.locator(gone).first).to_be_hidden()
    expect(ines.get_by_text("Printed by Ines Albrecht, Tondella")).to_be_visible()
    head = "getComputedStyle(document.querySelector('.matrix thead')).display"
    assert ines.evaluate(head) == "table-header-group"
    assert ines.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_a_menu_closes_on_escape_and_gives_the_focus_back(ines: Page) -> None:
    summary = ines.locator("details.account summary")
    summary.focus()
    ines.keyboard.press("Enter")
    expect(ines.get_by_role("button", name="Sign out")).to_be_visible()
    ines.keyboard.press("Tab")
    ines.keyboard.press("Escape")
    expect(ines.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(summary).to_be_focused()
