"""From a kick-off without creative to one map that all have acknowledged, and what happens when nobody answers."""

import re
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from commonground.campaigns.models import Campaign, Escalation, Meeting
from tests.journeys.site import Site

NO_CREATIVE = "Nobody of creative is asked to the kick-off."
RECAP = "Meridian counts the meals, from paid orders."
OBJECTION = "We understood that a returned order is taken out of the count."
ANSWER = "It is: what comes back within 14 days is not counted."
OBJECTS = "Meridian Food Relief objects to the recap of “Kick-off of Slice of Hope”."
STUCK = "Send the final list of signals"


def test_the_same_page(site: Site) -> None:
    campaign = Campaign.objects.get(name="Slice of Hope")
    ines = site.visit("ines@tondella.example", f"/campaigns/{campaign.pk}/")
    creative_is_missed_and_asked(ines)
    site.move_clock(Meeting.objects.get(campaign=campaign).ends_at + timedelta(hours=1))
    it_is_held_and_recapped(ines)
    amina = site.visit("amina@meridian.example", ines.url)
    one_objects_is_answered_and_confirms(amina, ines)
    jun, marcus = site.visit("jun@pocketorchard.example", ines.url), site.visit("marcus@halyard.example", ines.url)
    all_acknowledge_the_second_version(amina, jun)
    a_slip_is_told_before_it_is_saved(ines, marcus)
    the_third_version_is_published_and_acknowledged(ines, marcus)
    nobody_answers_an_escalation(site, site.visit("sofie@variantloom.example", ines.url), marcus)


def part(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Parts").get_by_role("link", name=name).click()
    expect(page.get_by_role("navigation", name="Parts").locator("[aria-current]")).to_contain_text(name)


def finding(page: Page, words: str) -> Locator:
    return page.locator("main").get_by_text(words, exact=True)


def creative_is_missed_and_asked(page: Page) -> None:
    expect(finding(page, NO_CREATIVE)).to_be_visible()
    part(page, "Kick-off")
    expect(page.get_by_text("missing: creative", exact=True)).to_be_visible()
    page.get_by_role("link", name="Kick-off of Slice of Hope").first.click()
    page.get_by_role("link", name="Ask people").click()
    page.get_by_label("Sofie Lindqvist, Variant Loom").check()
    page.get_by_role("button", name="Ask them").click()
    expect(attendee(page, "Sofie Lindqvist")).to_contain_text("Not answered")
    expect(page.get_by_text("missing: creative", exact=True)).to_have_count(0)
    part(page, "Overview")
    expect(page.get_by_role("heading", name="Not ready")).to_be_visible()
    expect(finding(page, NO_CREATIVE)).to_have_count(0)
    part(page, "Kick-off")
    page.get_by_role("link", name="Kick-off of Slice of Hope").first.click()
    expect(page.get_by_role("link", name="Write down who was there")).to_have_count(0)


def attendee(page: Page, name: str) -> Locator:
    return page.locator("#people tbody tr").filter(has_text=name)


def it_is_held_and_recapped(page: Page) -> None:
    page.reload()
    page.get_by_role("link", name="Write down who was there").click()
    for name in ("Sofie Lindqvist", "Daniel Mensah", "Nadia Petrov"):
        page.get_by_label(name).check()
    page.get_by_role("button", name="Save who was there").click()
    expect(attendee(page, "Sofie Lindqvist")).to_contain_text("Was there")
    expect(attendee(page, "Ken Ito")).to_contain_text("Was not there")
    page.get_by_role("link", name="Write the recap").click()
    page.get_by_label("Recap").fill(RECAP)
    page.locator("main form .button.primary").click()
    expect(page.get_by_text(RECAP, exact=True)).to_be_visible()
    expect(said(page, "Tondella")).to_contain_text("Confirmed")
    expect(said(page, "Meridian Food Relief")).to_contain_text("Not confirmed")


def said(page: Page, organisation: str) -> Locator:
    strip = page.get_by_role("list", name="What each organisation says of the recap")
    return strip.get_by_role("listitem").filter(has_text=organisation)


def one_objects_is_answered_and_confirms(amina: Page, ines: Page) -> None:
    amina.get_by_role("link", name="Object in words").click()
    amina.get_by_label("What you understood otherwise").fill(OBJECTION)
    amina.get_by_role("button", name="Object as Meridian Food Relief").click()
    expect(said(amina, "Meridian Food Relief")).to_contain_text("Objects")
    meeting = ines.url
    part(ines, "Overview")
    expect(finding(ines, OBJECTS)).to_be_visible()
    ines.goto(meeting)
    ines.get_by_role("link", name="Answer Meridian Food Relief").click()
    ines.get_by_label("Answer").fill(ANSWER)
    ines.get_by_role("button", name="Answer as Tondella").click()
    expect(said(ines, "Meridian Food Relief")).to_contain_text("Objection answered")
    amina.reload()
    expect(amina.get_by_text(f"Ines Albrecht answers: “{ANSWER}”")).to_be_visible()
    amina.get_by_role("button", name="Confirm as Meridian Food Relief").click()
    expect(said(amina, "Meridian Food Relief")).to_contain_text("Confirmed")
    part(ines, "Overview")
    expect(finding(ines, OBJECTS)).to_have_count(0)


def navigates_by(page: Page, organisation: str) -> Locator:
    strip = page.get_by_role("list", name="Which version each organisation navigates by")
    return strip.get_by_role("listitem").filter(has_text=organisation)


def acknowledge(page: Page, version: str, organisation: str) -> None:
    part(page, "Roadmap")
    expect(page.get_by_role("heading", name=f"Roadmap {version}", exact=True)).to_be_visible()
    expect(navigates_by(page, organisation)).to_contain_text("Waiting for you")
    page.get_by_role("link", name=f"Acknowledge as {organisation}").click()
    page.get_by_role("button", name=f"Acknowledge {version} as {organisation}").click()
    expect(page.get_by_role("heading", name=f"Roadmap {version}", exact=True)).to_be_visible()
    expect(navigates_by(page, organisation)).to_contain_text(version)


def all_acknowledge_the_second_version(amina: Page, jun: Page) -> None:
    acknowledge(amina, "v2", "Meridian Food Relief")
    acknowledge(jun, "v2", "Pocket Orchard")
    for organisation in ("Tondella", "Halyard & Finch", "Meridian Food Relief", "Pocket Orchard", "Variant Loom"):
        expect(navigates_by(jun, organisation)).to_contain_text("v2")


def a_slip_is_told_before_it_is_saved(ines: Page, marcus: Page) -> None:
    part(ines, "Roadmap")
    ines.get_by_role("region", name="Deliverables").get_by_role("link", name="Test flight", exact=True).click()
    launch = Campaign.objects.get(name="Slice of Hope").launch_on
    assert launch is not None
    ines.get_by_label(re.compile("^Due")).fill((launch + timedelta(days=7)).isoformat())
    ines.get_by_label(re.compile("^Due")).blur()
    told = ines.locator("#what-this-does")
    expect(told).to_contain_text(re.compile(r"Launch moves by \d+ days to"))
    expect(told).to_contain_text("Go or no-go")
    part(marcus, "Roadmap")
    expect(marcus.get_by_role("heading", name="Roadmap v2", exact=True)).to_be_visible()
    ines.get_by_role("button", name="Save the deliverable").click()
    expect(ines.get_by_role("heading", name="Roadmap v3", exact=True)).to_be_visible()
    expect(ines.get_by_text("Draft: nobody navigates by it until it is published")).to_be_visible()


def the_third_version_is_published_and_acknowledged(ines: Page, marcus: Page) -> None:
    ines.get_by_role("link", name="Publish v3").click()
    expect(ines.get_by_text(re.compile("As planned, launch is possible from"))).to_be_visible()
    ines.get_by_label("What changed, and why").fill("The test flight needs the stores' new tills.")
    ines.get_by_role("button", name="Publish v3 as Tondella").click()
    expect(navigates_by(ines, "Halyard & Finch")).to_contain_text("v2")
    acknowledge(marcus, "v3", "Halyard & Finch")


def nobody_answers_an_escalation(site: Site, sofie: Page, marcus: Page) -> None:
    part(sofie, "Escalations")
    sofie.get_by_role("link", name="Raise an escalation").click()
    sofie.get_by_label("Who has to act").select_option(label="Halyard & Finch")
    sofie.get_by_label("What has to be decided or done").fill(STUCK)
    sofie.get_by_label("What happened").fill("Without it no variant can be built.")
    for weight in ("Impact", "Urgency"):
        sofie.get_by_label(weight).select_option(label="High")
    sofie.get_by_role("button", name="Raise it as Variant Loom").click()
    expect(sofie.get_by_role("heading", name=f"E-3 {STUCK}")).to_be_visible()
    expect(sofie.get_by_text("1 of 3, working level")).to_be_visible()
    time_runs_out(site)
    it_has_come_to(marcus, "2 of 3, manager")
    time_runs_out(site)
    it_has_come_to(site.visit("olu@halyard.example", "/"), "3 of 3, executive sponsor")
    sofie.reload()
    steps = sofie.get_by_role("article").filter(has_text="By the clock")
    expect(steps).to_have_count(2)
    for above in ("Manager", "Executive sponsor"):
        expect(steps.filter(has_text=f"No answer in time, so it went to: {above}, on both sides.")).to_have_count(1)


def time_runs_out(site: Site) -> None:
    runs_out = Escalation.objects.get(title=STUCK).answer_due_at
    assert runs_out is not None
    site.move_clock(runs_out + timedelta(minutes=1))


def it_has_come_to(page: Page, level: str) -> None:
    page.goto("/")
    need = page.get_by_role("main").get_by_role("listitem").filter(has_text=f"Answer E-3: {STUCK}")
    need.get_by_role("link", name="Open").click()
    expect(page.get_by_text(level)).to_be_visible()
