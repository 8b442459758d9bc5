"""Walks pages with axe: two widths, two schemes, and nothing wider than its window."""

from collections.abc import Mapping

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
SERIOUS = {"serious", "critical"}
EVERY_RULE = {"resultTypes": ["violations"]}
# Another scheme changes colours and nothing else.
COLOURS = {**EVERY_RULE, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
MEASURES = """() => ({
  wide: document.documentElement.scrollWidth,
  heads: document.querySelectorAll("h1").length,
})"""
WIDTHS = {320: False, 390: True, 1024: False, 1440: True}
SCHEMES = {"light": EVERY_RULE, "dark": COLOURS}


def problems_of(page: Page, pages: Mapping[str, str]) -> list[str]:
    """What is wrong with these pages, as lines to read."""
    found = []
    for name, path in pages.items():
        page.goto(path)
        found += [f"{name} ({path}): {problem}" for problem in problems_here(page)]
    return found


def problems_here(page: Page) -> list[str]:
    """What is wrong with the page that is open."""
    found: dict[str, None] = {}
    for width, is_walked in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        measured = page.evaluate(MEASURES)
        if measured["wide"] > width:
            found[f"{measured['wide']} px wide at {width} px"] = None
        if measured["heads"] != 1:
            found[f"{measured['heads']} h1"] = None
        for scheme, rules in SCHEMES.items() if is_walked else ():
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            found |= dict.fromkeys(f"{line} [{width} px, {scheme}]" for line in violations(page, rules))
    return list(found)


def violations(page: Page, rules: Mapping[str, object]) -> list[str]:
    """What axe calls serious or critical."""
    answer = AXE.run(page, options=dict(rules)).response
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary'].splitlines()[1].strip()}"
        for rule in answer["violations"]
        if rule["impact"] in SERIOUS
        for node in rule["nodes"][:3]
    ]
