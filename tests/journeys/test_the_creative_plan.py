"""A table with a dead rule, an overlap and a test that a missing signal passes is found and mended; a partner is asked for the
signal that is missing, and what is expected to be wasted falls."""

import re

from playwright.sync_api import Locator, Page, expect

from commonground.campaigns.models import Campaign
from tests.journeys.site import Site

DEAD = "Rule 7 is never served"
TRAP = "Rule 5 holds when Last order is missing."
OVERLAP = "Rule 1 wins first where they hold too. Rule 2 gets the rest."
# The last order is known, the distance is not.
LOG = (
    b"placement,weather,hour,distance,last_order,level\n"
    + b"open-web,cold,18,,none,\n" * 8
    + b"open-web,sun,9,,none,3\n" * 2
)
BANNER = "Open web, 300 × 250"


def test_the_creative_plan(site: Site) -> None:
    campaign = Campaign.objects.get(name="Slice of Hope")
    sofie = site.visit("sofie@variantloom.example", f"/campaigns/{campaign.pk}/creative/")
    site.watch.refusals = {422}
    what_is_wrong_is_found(sofie)
    the_table_is_mended(sofie)
    before, lost = wasted(sofie), simulated(site, sofie, LOG)
    the_partner_is_asked_again(sofie)
    priya = site.visit("priya@halyard.example", sofie.url)
    the_partner_answers(priya)
    sofie.goto(f"{site.url}/campaigns/{campaign.pk}/creative/")
    assert wasted(sofie) < before
    assert simulated(site, sofie, LOG.replace(b",,", b",1.5,")) < lost
    sofie.get_by_role("link", name="Decision table").click()
    both_sides_sign(site, sofie)


def simulated(site: Site, page: Page, log: bytes) -> float:
    """The share, in percent, that the simulation of a log finds wasted. The page follows what the worker does."""
    page.get_by_role("link", name="Simulations", exact=True).click()
    page.get_by_label("Log of impressions").set_input_files({"name": "week.csv", "mimeType": "text/csv", "buffer": log})
    page.get_by_role("button", name="Simulate").click()
    expect(page.get_by_text("Waiting for the background worker")).to_be_visible()
    site.work()
    expect(page.get_by_role("heading", name="v1 on week.csv")).to_be_visible()
    expect(page.locator(".big-numbers")).to_be_visible()
    number = page.locator(".big-numbers div").filter(has_text="Wasted").locator("dd").inner_text()
    page.get_by_role("link", name="Creative plan").first.click()
    return float(number.split()[0])


def what_is_wrong_is_found(page: Page) -> None:
    for words in (DEAD, TRAP, OVERLAP):
        expect(page.get_by_text(words, exact=False).first).to_be_visible()
    expect(page.get_by_text("Store distance is not passed there").first).to_be_visible()


def rule(page: Page, number: int) -> Locator:
    return page.locator(".decision tbody tr:not(.d-note)").nth(number - 1)


def the_table_is_mended(page: Page) -> None:
    line = page.locator(".d-line").filter(has_text=OVERLAP)
    line.get_by_role("button", name="Accept").click()
    expect(page.get_by_text(OVERLAP)).to_have_count(0)
    page.get_by_role("link", name="Edit", exact=True).click()
    cell = page.get_by_label("Rule 5, Last order")
    cell.fill('"last 30 days","earlier')
    rule(page, 5).get_by_role("button", name="Save").click()
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(cell).to_have_value('"last 30 days","earlier')
    cell.fill('"last 30 days","earlier"')
    rule(page, 5).get_by_role("button", name="Save").click()
    expect(page.get_by_text(TRAP)).to_have_count(0)
    page.get_by_role("button", name="Take rule 7 out").click()
    expect(page.get_by_text("Sofie Lindqvist took rule 7 out.")).to_be_visible()
    page.get_by_role("link", name="Done").click()
    expect(page.get_by_text(DEAD)).to_have_count(0)


def wasted(page: Page) -> float:
    """What is expected to be wasted on the open web, in percent, as the bar says it."""
    expected = page.locator("section").filter(has=page.get_by_role("heading", name="Expected before launch"))
    expected.locator("summary").first.click()
    label = expected.get_by_role("img", name=re.compile(re.escape(BANNER))).get_attribute("aria-label") or ""
    found = re.search(r"(\d+) % wasted", label)
    assert found is not None
    return float(found[1])


def the_partner_is_asked_again(page: Page) -> None:
    page.get_by_role("link", name="Signals and placements").click()
    page.locator("tr").filter(has_text="Store distance").get_by_role(
        "link", name=re.compile("Asked Halyard & Finch")
    ).click()
    page.get_by_label("What is needed").fill("In kilometres, at launch at the latest.")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("“In kilometres, at launch at the latest.”")).to_be_visible()


def the_partner_answers(page: Page) -> None:
    page.get_by_label("Answer", exact=True).select_option("live")
    page.get_by_label("Known on % of impressions").fill("61")
    page.get_by_label("That share is").select_option("measured")
    page.get_by_label("Markets with consent").fill("IT, DE")
    page.get_by_role("button", name="Save the answer").click()
    expect(page.get_by_text("61 %", exact=True)).to_be_visible()


def both_sides_sign(site: Site, page: Page) -> None:
    page.get_by_role("link", name="Propose v1 for sign-off").click()
    page.get_by_role("button", name="Propose v1 as Variant Loom").click()
    expect(page.get_by_role("heading", name="Plan v1, proposed")).to_be_visible()
    plan = page.url
    page.get_by_role("link", name="Sign off for Variant Loom").click()
    page.get_by_role("button", name="Sign v1 off as Variant Loom").click()
    for email, organisation in (
        ("jun@pocketorchard.example", "Pocket Orchard"), ("ines@tondella.example", "Tondella"),
        ("marcus@halyard.example", "Halyard & Finch"),
    ):  # fmt: skip
        other = site.visit(email, plan)
        other.get_by_role("link", name=f"Sign off for {organisation}").click()
        other.get_by_role("button", name=f"Sign v1 off as {organisation}").click()
    page.reload()
    expect(page.get_by_role("heading", name="Plan v1, in force")).to_be_visible()
