"""The API's documentation: drawn from the package's own files under the site's policy, and tried in one's session."""

from playwright.sync_api import expect

from tests.journeys.site import Site


def test_an_operation_is_tried_on_the_page(site: Site) -> None:
    page = site.visit("ines@tondella.example", "/api/v1/docs")
    page.get_by_role("button", name="Expand operation").first.wait_for()
    page.locator("#operations-tag-Checks, #operations-tag-Readiness").first.click()
    operation = page.locator(".opblock").filter(has_text="/api/v1/checks").first
    operation.locator(".opblock-summary").click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
