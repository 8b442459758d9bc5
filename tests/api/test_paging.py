"""Every list, page by page: each thing once, none left out."""

from dataclasses import replace

import pytest

from tests.api.program import Program
from tests.factories import campaigns, people


def pages(program: Program, address: str) -> list[list[dict[str, object]]]:
    """All pages of two."""
    found, cursor, sign = [], "", "&" if "?" in address else "?"
    while True:
        page = program.ok("get", f"{address}{sign}limit=2&cursor={cursor}")
        found.append(page["items"])
        cursor = page["next_cursor"]
        if not cursor:
            return found


@pytest.fixture
def many(hope: campaigns.Hope) -> campaigns.Hope:
    ines = people.viewer(hope.tondella.ines)
    for number in range(5):
        campaigns.start_campaign(by=ines, partnership=hope.partnership, name=f"Hope {number}", participants=[
            hope.halyard.organisation.pk
        ])  # fmt: skip
        campaigns.propose_partnership(by=ines, name=f"Hope {number}", organisations=[hope.halyard.organisation.pk])
        campaigns.proposed(hope, (*campaigns.SOUND[:2], replace(campaigns.SOUND[2], note=f"Said {number}")))
    program = Program(hope.tondella.ines)
    for _ in range(5):
        program.ok("post", f"/campaigns/{hope.campaign.pk}/raci/rows/goal/comments", {"body": "Said"})
        about = {"subject_kind": "campaign", "subject_id": str(hope.campaign.pk)}
        program.ok("post", "/notes", {**about, "body": "Noted"})
    return hope


def test_every_list(many: campaigns.Hope) -> None:
    """ABUSE 3."""
    ines, marcus = Program(many.tondella.ines), Program(many.halyard.marcus)
    one = f"/campaigns/{many.campaign.pk}"
    lists = {
        (ines, "/campaigns"): 6,
        (ines, "/partnerships"): 6,
        (ines, f"{one}/raci/versions"): 5,
        (ines, f"{one}/raci/rows/goal/comments"): 5,
        (ines, f"/notes?subject_kind=campaign&subject_id={many.campaign.pk}"): 5,
        (ines, "/people"): 6,
        (ines, "/organisations"): 2,
        (ines, "/search/campaign?q=hope"): 6,
        (marcus, "/needs"): 6,
        (ines, "/waiting"): 1,
        (ines, "/tokens"): 2,
    }
    for (program, address), count in lists.items():
        found = pages(program, address)
        items = [item for page in found for item in page]
        assert len(items) == count, address
        assert len({str(item) for item in items}) == count, address
        assert [len(page) for page in found[:-1]] == [2] * (len(found) - 1), address
        whole = program.ok("get", f"{address}{'&' if '?' in address else '?'}limit=200")
        assert (whole["items"], whole["next_cursor"]) == (items, None), address
        for odd in (
            "limit=0",
            "limit=201",
            "limit=9223372036854775808",
            "cursor=nonsense",
            "cursor=W10",
            "cursor=WzFd",
        ):
            sign = "&" if "?" in address else "?"
            assert program.refused("get", f"{address}{sign}{odd}") == (422, "invalid"), (address, odd)


def test_a_row_added_meanwhile_neither_repeats_nor_hides(many: campaigns.Hope) -> None:
    ines = Program(many.tondella.ines)
    first = ines.ok("get", "/campaigns?limit=3")
    ines.ok("post", "/campaigns", {"partnership": str(many.partnership.pk), "name": "New"})
    rest = ines.ok("get", f"/campaigns?limit=200&cursor={first['next_cursor']}")
    names = [one["name"] for one in (*first["items"], *rest["items"])]
    assert names == ["Hope 4", "Hope 3", "Hope 2", "Hope 1", "Hope 0", "Slice of Hope"]


def test_a_cursor_of_one_list_shows_nothing_of_another(many: campaigns.Hope, cohort: people.Cohort) -> None:
    """ABUSE 3."""
    cursor = Program(many.tondella.ines).ok("get", "/campaigns?limit=1")["next_cursor"]
    assert Program(cohort.nadia).ok("get", f"/campaigns?cursor={cursor}") == {"items": [], "next_cursor": None}
