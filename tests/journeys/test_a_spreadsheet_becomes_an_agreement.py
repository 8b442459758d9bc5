"""The product's main job: a spreadsheet is dropped in, mended in the browser, signed by everybody, and the plan is ready."""

from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from commonground.cli.demo.cast import PASSWORD
from commonground.kit import clock
from tests.journeys.grid import cell_of, flag_of, row_of
from tests.journeys.site import Site, sign_in

HARVEST = Path(__file__).parents[1] / "data/raci/harvest-launch.xlsx"
ORGANISATIONS = {
    "Bramble Foods": "Tondella",
    "Quarry Media": "Halyard & Finch",
    "Lantern Creative": "Variant Loom",
    "Northwind DSP": "Pocket Orchard",
}
PEOPLE = {
    "Brand lead": "Giulia Conti, Tondella",
    "Shopper marketing": "Daniel Mensah, Tondella",
    "Legal": "Petra Novak, Tondella",
    "Account director": "Marcus Oyelaran, Halyard & Finch",
    "Trading desk": "Priya Raman, Halyard & Finch",
    "Analyst": "Nadia Petrov, Halyard & Finch",
    "Creative director": "Sofie Lindqvist, Variant Loom",
    "Producer": "Arvid Berg, Variant Loom",
    "Solution engineer": "Hana Mori, Pocket Orchard",
}
SIGNERS = {
    "Tondella": "ines@tondella.example",
    "Halyard & Finch": "marcus@halyard.example",
    "Variant Loom": "sofie@variantloom.example",
    "Pocket Orchard": "jun@pocketorchard.example",
}


def test_a_spreadsheet_becomes_an_agreement(site: Site) -> None:
    ines = site.visit()
    sign_in(ines, "ines@tondella.example", PASSWORD)
    start_the_campaign(ines)
    import_the_spreadsheet(ines)
    matrix = ines.url
    mend_all(ines)
    propose(ines)
    for organisation, email in SIGNERS.items():
        countersign(site.visit(email), matrix, organisation)
    ines.get_by_role("link", name="Overview").click()
    expect(ines.get_by_role("heading", name="Ready", exact=True)).to_be_visible()
    expect(ines.get_by_text("Nothing blocks the launch.")).to_be_visible()


def start_the_campaign(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Campaigns").click()
    page.get_by_role("link", name="Start a campaign").click()
    page.get_by_label("Name").fill("Harvest Launch")
    page.get_by_label("Goal").fill("40,000 harvest boxes by the end of the flight.")
    page.get_by_label("Launch", exact=False).first.fill((clock.today() + timedelta(days=40)).isoformat())
    page.get_by_role("button", name="Start the campaign").click()
    expect(page.get_by_role("heading", level=1, name="Harvest Launch")).to_be_visible()
    for organisation in ("Halyard & Finch", "Variant Loom", "Pocket Orchard"):
        page.get_by_role("link", name="Add a participant").click()
        page.get_by_label("Organisation").select_option(label=organisation)
        page.get_by_role("button", name="Add to the campaign").click()
        expect(page.locator("main").get_by_role("cell", name=organisation)).to_be_visible()
    page.get_by_role("link", name="Name the point person").click()
    page.get_by_label("Point person").select_option(label="Ines Albrecht, Tondella")
    page.get_by_label("Deputy").select_option(label="Marcus Oyelaran, Halyard & Finch")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Deputy: Marcus Oyelaran")).to_be_visible()
    page.get_by_role("navigation", name="Parts").get_by_role("link", name="Overview").click()
    expect(page.get_by_role("heading", name="Not ready")).to_be_visible()


def import_the_spreadsheet(page: Page) -> None:
    page.get_by_role("navigation", name="Parts").get_by_role("link", name="RACI").click()
    page.get_by_role("link", name="Import a spreadsheet").click()
    page.get_by_label("File").set_input_files(HARVEST)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("14 rows", exact=True)).to_be_visible()
    for rule in ("RACI-001", "RACI-002", "RACI-003", "RACI-009"):
        expect(page.locator("main").get_by_text(rule, exact=True)).to_be_visible()
    for theirs, ours in ORGANISATIONS.items():
        page.get_by_label(f"{theirs} is").select_option(label=ours)
    for role, person in PEOPLE.items():
        page.get_by_label(f"{role} is held by").select_option(label=person)
    page.get_by_role("button", name="Import all of it").click()
    expect(page.get_by_role("heading", name="RACI v1, draft")).to_be_visible()


def mend_all(page: Page) -> None:
    expect(flag_of(page, "Approve claims")).to_contain_text("RACI-002")
    expect(flag_of(page, "Supply fallback variant")).to_contain_text("RACI-001")
    expect(flag_of(page, "Set frequency cap")).to_contain_text("RACI-003")
    expect(flag_of(page, "weekly report")).to_contain_text("RACI-009")
    two_are_accountable(page)
    nobody_is_accountable(page)
    nobody_is_responsible(page)
    the_same_task_twice(page)
    expect(page.locator("tr.flagged")).to_have_count(1)
    expect(flag_of(page, "Post-campaign review")).to_contain_text("RACI-007")


def two_are_accountable(page: Page) -> None:
    cell_of(page, "Approve claims", "Petra Novak").focus()
    page.keyboard.press("c")
    expect(flag_of(page, "Approve claims")).to_contain_text("no finding")
    expect(cell_of(page, "Approve claims", "Petra Novak")).to_be_focused()


def nobody_is_accountable(page: Page) -> None:
    cell_of(page, "Supply fallback variant", "Sofie Lindqvist").press("Enter")
    popover = page.locator("#role-popover")
    popover.get_by_text("A", exact=True).check()
    expect(popover).to_contain_text("Clears RACI-001")
    popover.get_by_role("button", name="Set in v1").click()
    expect(flag_of(page, "Supply fallback variant")).to_contain_text("no finding")
    expect(popover).to_be_hidden()


def nobody_is_responsible(page: Page) -> None:
    cell_of(page, "Set frequency cap", "Marcus Oyelaran").focus()
    page.keyboard.press("ArrowRight")
    expect(cell_of(page, "Set frequency cap", "Priya Raman")).to_be_focused()
    page.keyboard.press("r")
    expect(flag_of(page, "Set frequency cap")).to_contain_text("no finding")


def the_same_task_twice(page: Page) -> None:
    row_of(page, "weekly report").get_by_role("link", name="weekly report").click()
    page.get_by_role("button", name="Take the row out").click()
    expect(page.get_by_text("Taken out of the draft")).to_be_visible()
    expect(row_of(page, "weekly report")).to_have_count(0)


def propose(page: Page) -> None:
    page.get_by_role("link", name="Propose v1").click()
    page.get_by_role("button", name="Propose v1 as Tondella").click()
    expect(page.get_by_role("heading", name="RACI v1, proposed")).to_be_visible()


def countersign(page: Page, matrix: str, organisation: str) -> None:
    page.goto(matrix)
    page.get_by_role("link", name=f"Countersign as {organisation}").click()
    page.get_by_label("Type v1 to confirm").fill("v1")
    page.get_by_role("button", name=f"Countersign v1 as {organisation}").click()
    expect(page.get_by_text(f"{organisation} has signed")).to_be_visible()
