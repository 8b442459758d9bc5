"""The RACI grid, as a journey reads and touches it."""

from playwright.sync_api import Locator, Page


def row_of(page: Page, task: str) -> Locator:
    """The row of a task."""
    return page.locator("tr[data-row]").filter(has=page.get_by_role("link", name=task, exact=True))


def cell_of(page: Page, task: str, person: str) -> Locator:
    """The cell of one person in the row of a task."""
    return row_of(page, task).locator(f'td[data-who="{person}"] .cell')


def flag_of(page: Page, task: str) -> Locator:
    """What the rules say of a row."""
    return row_of(page, task).locator(".m-rules")
