"""Two people in one draft: the second is told what changed, and loses nothing."""

from playwright.sync_api import Page, expect

from tests.journeys.grid import cell_of
from tests.journeys.site import Site
from tests.journeys.test_the_grid_by_keyboard import matrix_of

TASK = "Keep the risk list"


def both_in_one_draft(site: Site) -> tuple[Page, Page]:
    ines = site.visit("ines@tondella.example", matrix_of("Slice of Hope"))
    cell_of(ines, "Agree goals and the meal target", "Petra Novak").press("i")
    expect(ines.get_by_role("heading", name="RACI v3, draft")).to_be_visible()
    marcus = site.visit("marcus@halyard.example", matrix_of("Slice of Hope"))
    expect(marcus.get_by_role("heading", name="RACI v3, draft")).to_be_visible()
    return ines, marcus


def test_the_second_is_told_and_may_set_it_all_the_same(site: Site) -> None:
    ines, marcus = both_in_one_draft(site)
    cell_of(marcus, TASK, "Daniel Mensah").press("c")
    expect(cell_of(marcus, TASK, "Daniel Mensah")).to_contain_text("Consulted")
    cell_of(ines, TASK, "Daniel Mensah").press("r")
    told = ines.locator("#matrix-conflict")
    expect(told).to_contain_text("Your change is not saved")
    expect(told).to_contain_text("Marcus Oyelaran set this cell of “Keep the risk list” to C")
    expect(told).to_be_in_viewport()
    expect(cell_of(ines, TASK, "Daniel Mensah")).to_contain_text("Consulted")
    told.get_by_role("button", name="Set R all the same").click()
    expect(cell_of(ines, TASK, "Daniel Mensah")).to_contain_text("Responsible")


def test_the_second_keeps_what_the_first_has_set(site: Site) -> None:
    ines, marcus = both_in_one_draft(site)
    cell_of(marcus, TASK, "Daniel Mensah").press("c")
    expect(cell_of(marcus, TASK, "Daniel Mensah")).to_contain_text("Consulted")
    cell_of(ines, TASK, "Daniel Mensah").press("r")
    ines.get_by_role("link", name="Keep C").click()
    expect(ines.locator("#matrix-conflict")).not_to_contain_text("not saved")
    expect(cell_of(ines, TASK, "Daniel Mensah")).to_contain_text("Consulted")


def test_other_cells_of_the_same_row_do_not_collide(site: Site) -> None:
    ines, marcus = both_in_one_draft(site)
    cell_of(marcus, TASK, "Daniel Mensah").press("c")
    expect(cell_of(marcus, TASK, "Daniel Mensah")).to_contain_text("Consulted")
    cell_of(ines, TASK, "Petra Novak").press("i")
    expect(cell_of(ines, TASK, "Petra Novak")).to_contain_text("Informed")
    expect(cell_of(ines, TASK, "Daniel Mensah")).to_contain_text("Consulted")
    expect(ines.locator("#matrix-conflict")).not_to_contain_text("not saved")
