"""What people bring: pasted cells, a file that is none, letters of another scheme, a newer version of the same file."""

from pathlib import Path

from playwright.sync_api import Page, expect

from commonground.campaigns.models import MatrixVersion
from tests.journeys.grid import cell_of, row_of
from tests.journeys.site import Site
from tests.journeys.test_the_grid_by_keyboard import matrix_of

PASTED = "Task\tInes Albrecht\tMarcus Oyelaran\nAgree the goal\tA\tR\nBook the media\tC\tA/R\n"
CHANGED = "Task\tInes Albrecht\tMarcus Oyelaran\nAgree the goal\tA/R\tC\nBook the media\tC\tA/R\nTell the press\tA\tR\n"
DACI = "Task\tInes Albrecht\tMarcus Oyelaran\nAgree the goal\tA\tD\nBook the media\tI\tD\n"


def paste(page: Page, cells: str) -> None:
    page.goto(matrix_of("Student Card 2027") + "import/")
    page.get_by_label("Or paste cells").fill(cells)
    page.get_by_role("button", name="Read it").click()


def test_cells_are_pasted_and_a_second_import_is_proposed_as_a_new_version(site: Site) -> None:
    ines = site.visit("ines@tondella.example")
    paste(ines, PASTED)
    expect(ines.get_by_text("2 rows", exact=True)).to_be_visible()
    expect(ines.get_by_label("Ines Albrecht is held by")).to_contain_text("Ines Albrecht, Tondella")
    ines.get_by_role("button", name="Import all of it").click()
    expect(ines.get_by_role("heading", name="RACI v1, draft")).to_be_visible()
    expect(cell_of(ines, "Agree the goal", "Ines Albrecht")).to_contain_text("Accountable")
    paste(ines, CHANGED)
    expect(ines.get_by_role("heading", name="What changes from v1")).to_be_visible()
    expect(ines.get_by_text("1 row new")).to_be_visible()
    expect(ines.get_by_text("2 cells changed")).to_be_visible()
    ines.get_by_role("button", name="Propose as a new version").click()
    expect(ines.get_by_role("heading", name="RACI v2, proposed")).to_be_visible()
    expect(row_of(ines, "Tell the press")).to_be_visible()
    assert MatrixVersion.objects.get(campaign__name="Student Card 2027", number=1).state == "replaced"


def test_letters_of_another_scheme_are_named_and_mapped(site: Site) -> None:
    ines = site.visit("ines@tondella.example")
    paste(ines, DACI)
    expect(ines.get_by_text("This is a DACI matrix.")).to_be_visible()
    expect(ines.get_by_role("button", name="Import all of it")).to_have_count(0)
    ines.get_by_label("D means").select_option(label="R, responsible")
    ines.get_by_role("button", name="Read with these").click()
    expect(ines.get_by_text("D is read as R")).to_be_visible()
    ines.get_by_role("button", name="Import all of it").click()
    expect(cell_of(ines, "Book the media", "Marcus Oyelaran")).to_contain_text("Responsible")


def test_a_file_that_cannot_be_read_says_why_at_the_field(site: Site, tmp_path: Path) -> None:
    site.watch.refusals = {422}
    broken = tmp_path / "harvest.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no spreadsheet")
    ines = site.visit("ines@tondella.example", matrix_of("Student Card 2027") + "import/")
    ines.get_by_label("File").set_input_files(broken)
    ines.get_by_role("button", name="Read it").click()
    expect(ines.get_by_label("File")).to_have_attribute("aria-invalid", "true")
    expect(ines.get_by_role("button", name="Read it")).to_be_visible()
    ines.get_by_label("Or paste cells").fill("just words")
    ines.get_by_role("button", name="Read it").click()
    expect(ines.get_by_label("Or paste cells")).to_have_value("just words")
    expect(ines.get_by_label("Or paste cells")).to_have_attribute("aria-invalid", "true")


def test_a_note_in_a_cell_is_reported_and_not_lost_silently(site: Site) -> None:
    ines = site.visit("ines@tondella.example")
    paste(ines, "Task\tInes Albrecht\tMarcus Oyelaran\nAgree the goal\tA\task Priya\nBook the media\tC\tA/R\n")
    missed = ines.get_by_role("row").filter(has_text="ask Priya")
    expect(missed).to_contain_text("Agree the goal")
    expect(missed).to_contain_text("Marcus Oyelaran")
