"""The decision table where it stands: walked and changed by keys, a rule dragged, rows pasted, two people at once."""

import pytest
from playwright.sync_api import Locator, Page, expect

from commonground.campaigns.models import Campaign
from commonground.creative.models import TableRule
from tests.journeys.site import Site

TRAP = "Rule 5 holds when Last order is missing."
DEAD = "Rule 7 is never served"


def plan_of(name: str) -> str:
    return f"/campaigns/{Campaign.objects.get(name=name).pk}/creative/"


def rule(page: Page, number: int) -> Locator:
    return page.locator(f'tr[data-number="{number}"]')


def cell(page: Page, number: int, column: str) -> Locator:
    return rule(page, number).locator(f'td[data-label="{column}"] .cell')


@pytest.fixture
def sofie(site: Site) -> Page:
    return site.visit("sofie@variantloom.example", plan_of("Slice of Hope"))


def test_cells_are_walked(sofie: Page) -> None:
    keys = sofie.keyboard
    cell(sofie, 1, "Weather").focus()
    keys.press("ArrowRight")
    keys.press("ArrowDown")
    expect(cell(sofie, 2, "Time of day")).to_be_focused()
    keys.press("Tab")
    expect(cell(sofie, 2, "Store distance")).to_be_focused()
    keys.press("Shift+Tab")
    expect(cell(sofie, 2, "Time of day")).to_be_focused()
    keys.press("End")
    expect(cell(sofie, 2, "Shows")).to_be_focused()
    keys.press("Home")
    expect(cell(sofie, 2, "Weather")).to_be_focused()


def test_a_cell_says_what_is_wrong_in_it_and_is_mended(site: Site, sofie: Page) -> None:
    site.watch.refusals = {422}
    popover, asked = sofie.locator("#cell-popover"), cell(sofie, 5, "Last order")
    expect(sofie.get_by_text(TRAP)).to_be_visible()
    asked.press("F2")
    field = popover.get_by_label("Test", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_value('not("none")')
    sofie.keyboard.press("Escape")
    expect(popover).to_be_hidden()
    expect(asked).to_be_focused()
    asked.press("Enter")
    expect(field).to_be_focused()
    sofie.keyboard.type('"last 30 days","earlier')
    sofie.keyboard.press("Enter")
    expect(popover.get_by_text("Position 16: expected a closing quotation mark.")).to_be_visible()
    expect(popover).to_contain_text("Rule 5, Last order")
    expect(field).to_be_focused()
    expect(field).to_have_value('"last 30 days","earlier')
    field.fill('"last 30 days","earlier"')
    sofie.keyboard.press("Enter")
    expect(popover).to_be_hidden()
    expect(asked).to_contain_text("last 30 days or earlier")
    expect(asked).to_be_focused()
    expect(sofie.get_by_text(TRAP)).to_have_count(0)
    expect(sofie.locator("#plan-says")).to_contain_text("Rule 5, Last order: last 30 days or earlier")


def test_what_a_rule_shows_is_changed_and_its_sizes_are_told_anew(sofie: Page) -> None:
    expect(sofie.get_by_text("V-08 does not come in 300x600").first).to_be_visible()
    cell(sofie, 6, "Shows").press("Enter")
    field = sofie.locator("#cell-popover").get_by_label("Variant or rotation")
    expect(field).to_have_value("V-08")
    field.fill("V-01")
    sofie.keyboard.press("Enter")
    expect(cell(sofie, 6, "Shows")).to_contain_text("V-01")
    expect(sofie.get_by_text("V-08 does not come in 300x600")).to_have_count(0)
    sofie.get_by_role("link", name="Propose v1 for sign-off").click()
    sofie.get_by_role("button", name="Propose v1 as Variant Loom").click()
    expect(sofie.get_by_role("heading", name="Plan v1, proposed")).to_be_visible()


def test_what_was_typed_is_kept_by_a_click_elsewhere_and_dropped_by_escape(site: Site, sofie: Page) -> None:
    site.watch.refusals = {422}
    popover = sofie.locator("#cell-popover")
    field = popover.get_by_label("Test", exact=True)
    cell(sofie, 1, "Weather").press("Enter")
    field.fill('"sun"')
    sofie.get_by_role("heading", name="Plan v1, draft").click()
    expect(cell(sofie, 1, "Weather")).to_contain_text("sun")
    cell(sofie, 1, "Weather").press("Enter")
    field.fill('"rain"')
    field.press("Escape")
    expect(popover).to_be_hidden()
    expect(cell(sofie, 1, "Weather")).to_contain_text("sun")
    cell(sofie, 1, "Weather").press("Enter")
    field.fill('"rain')
    sofie.get_by_role("heading", name="Plan v1, draft").click()
    expect(popover.get_by_text("Position 1: expected a closing quotation mark.")).to_be_visible()
    expect(field).to_be_focused()
    for stop in ("Save in v1", "Cancel", "Test"):
        field.press("Tab") if stop == "Save in v1" else sofie.keyboard.press("Tab")
        expect(popover.locator(":focus")).to_have_count(1)
    expect(field).to_be_focused()
    field.press("Escape")
    sofie.get_by_role("button", name="Undo").click()
    expect(cell(sofie, 1, "Weather")).to_contain_text("any")


def test_a_rule_is_moved_by_keys(sofie: Page) -> None:
    dead = cell(sofie, 7, "Weather").get_attribute("value")
    expect(sofie.get_by_text(DEAD)).to_be_visible()
    cell(sofie, 7, "Weather").press("Alt+ArrowUp")
    expect(cell(sofie, 6, "Weather")).to_have_attribute("value", dead or "")
    expect(cell(sofie, 6, "Weather")).to_be_focused()
    expect(sofie.locator("#plan-says")).to_have_text("Rule 6, Weather: rain")
    expect(sofie.get_by_text("Rule 6 is never served")).to_be_visible()
    cell(sofie, 6, "Weather").press("Alt+ArrowDown")
    expect(cell(sofie, 7, "Weather")).to_be_focused()


def dragged(page: Page, number: int, before: int) -> None:
    """Drag a rule by its handle to just above another."""
    handle = rule(page, number).locator(".d-handle")
    handle.scroll_into_view_if_needed()
    start, target = handle.bounding_box(), rule(page, before).bounding_box()
    assert start
    assert target
    page.mouse.move(start["x"] + 4, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 4, target["y"] + 20, steps=4)
    page.mouse.move(start["x"] + 4, target["y"] + 3, steps=2)


def test_a_rule_is_dragged(sofie: Page) -> None:
    moved = cell(sofie, 3, "Weather").get_attribute("value")
    dragged(sofie, 3, before=2)
    expect(rule(sofie, 2)).to_have_class("d-before")
    sofie.keyboard.press("Escape")
    sofie.mouse.up()
    expect(cell(sofie, 3, "Weather")).to_have_attribute("value", moved or "")
    dragged(sofie, 3, before=2)
    sofie.mouse.up()
    expect(cell(sofie, 2, "Weather")).to_have_attribute("value", moved or "")
    expect(cell(sofie, 2, "Weather")).to_be_focused()


def test_rows_are_pasted_mended_and_taken_back(site: Site, sofie: Page) -> None:
    site.watch.refusals = {422}
    rows = "Weather\tTime of day\tShows\n" + "\n".join(('"rain"\t< 5\tV-01', '"sun"\t[5..\tV-01', "-\t> 22\tV-02"))
    cell(sofie, 1, "Weather").focus()
    sofie.evaluate(
        """rows => {
          const data = new DataTransfer();
          data.setData("text/plain", rows);
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        rows,
    )
    wrong = sofie.get_by_role("region", name="What was not understood")
    expect(wrong).to_contain_text("Row 3, column B")
    expect(wrong).to_contain_text("At the end: expected a number")
    expect(sofie.get_by_role("button", name="Add 3 rules")).to_have_count(0)
    sofie.get_by_role("textbox", name="Rows").fill(rows.replace("[5..\t", "[5..9]\t"))
    sofie.get_by_role("button", name="Check again").click()
    sofie.get_by_role("button", name="Add 3 rules at the end").click()
    expect(sofie.get_by_text("Sofie Lindqvist added 3 rules.")).to_be_visible()
    expect(cell(sofie, 9, "Time of day")).to_contain_text("5 to 9")
    expect(sofie.locator("tr[data-rule]")).to_have_count(10)
    sofie.get_by_role("button", name="Undo").click()
    expect(sofie.locator("tr[data-rule]")).to_have_count(7)


def test_two_in_one_cell_and_in_one_order(site: Site, sofie: Page) -> None:
    site.watch.refusals = {409}
    popover = sofie.locator("#cell-popover")
    marcus = site.visit("marcus@halyard.example", sofie.url)
    cell(sofie, 1, "Weather").press("Enter")
    expect(popover.get_by_label("Test", exact=True)).to_be_focused()
    cell(marcus, 1, "Weather").press("Enter")
    marcus.locator("#cell-popover").get_by_label("Test", exact=True).fill('"sun"')
    marcus.keyboard.press("Enter")
    expect(cell(marcus, 1, "Weather")).to_contain_text("sun")
    popover.get_by_label("Test", exact=True).fill('"rain"')
    sofie.keyboard.press("Enter")
    expect(popover).to_contain_text('Your change is not saved: somebody else has set this cell to “"sun"” meanwhile.')
    expect(popover.get_by_label("Test", exact=True)).to_have_value('"rain"')
    expect(cell(sofie, 1, "Weather")).to_contain_text("sun")
    popover.get_by_role("button", name="Save mine all the same").click()
    expect(cell(sofie, 1, "Weather")).to_contain_text("rain")
    # Marcus still looks at the order before that.
    cell(marcus, 2, "Weather").press("Alt+ArrowDown")
    expect(marcus.get_by_role("alert")).to_contain_text("somebody else has changed the table meanwhile")
    expect(cell(marcus, 1, "Weather")).to_contain_text("rain")
    cell(marcus, 2, "Weather").press("Alt+ArrowDown")
    expect(marcus.locator("#plan-says")).to_have_text("Rule 3, Weather: rain or cold")


def test_the_first_change_of_what_is_proposed_starts_a_draft(sofie: Page) -> None:
    sofie.get_by_role("link", name="Propose v1 for sign-off").click()
    sofie.get_by_role("button", name="Propose v1 as Variant Loom").click()
    expect(sofie.get_by_role("heading", name="Plan v1, proposed")).to_be_visible()
    cell(sofie, 1, "Weather").press("Enter")
    sofie.locator("#cell-popover").get_by_label("Test", exact=True).fill('"sun"')
    sofie.get_by_role("button", name="Save in a new draft").click()
    expect(sofie.get_by_role("heading", name="Plan v2, draft")).to_be_visible()
    expect(cell(sofie, 1, "Weather")).to_be_focused()
    campaign = Campaign.objects.get(name="Slice of Hope")
    assert {one.when.get("weather", "") for one in TableRule.objects.filter(version__campaign=campaign, position=0)} == {
        "", '"sun"',
    }  # fmt: skip


def test_without_scripts(site: Site) -> None:
    site.watch.refusals = {422}
    plain = site.visit("sofie@variantloom.example", plan_of("Slice of Hope"), java_script_enabled=False)
    cell(plain, 5, "Last order").click()
    plain.get_by_label("Test", exact=True).fill('"earlier')
    plain.get_by_role("button", name="Save in v1").click()
    expect(plain.get_by_text("Position 1: expected a closing quotation mark.")).to_be_visible()
    plain.get_by_label("Test", exact=True).fill('"earlier"')
    plain.get_by_role("button", name="Save in v1").click()
    expect(cell(plain, 5, "Last order")).to_contain_text("earlier")
    plain.get_by_role("link", name="Paste rows").click()
    plain.get_by_role("textbox", name="Rows").fill('"rain"\t< 5\t\t\t\tV-01\n')
    plain.get_by_role("button", name="Check the rows").click()
    plain.get_by_role("button", name="Put it in place of the 7 there").click()
    expect(plain.locator("tr[data-rule]")).to_have_count(1)
    plain.get_by_role("button", name="Undo").click()
    expect(plain.locator("tr[data-rule]")).to_have_count(7)
