"""Every page of people and organisations, walked with axe; and no page is forgotten."""

from tests.journeys import addresses
from tests.journeys.site import Site
from tests.journeys.walk import problems_here, problems_of


def test_no_page_is_forgotten(site: Site) -> None:
    pages = (
        addresses.of_plans, addresses.of_matrices, addresses.of_meetings, addresses.of_what_is_stuck, addresses.of_roadmaps, addresses.of_creative_plans, addresses.of_people, addresses.of_an_account,
    )  # fmt: skip
    walked = {name.split()[0] for found in (*pages, addresses.of_the_entrance) for name in found()}
    assert addresses.names() - walked - addresses.NO_PAGES == set()
    assert walked & addresses.NO_PAGES == set()


def test_people_and_organisations(site: Site) -> None:
    pages = addresses.of_people()
    assert problems_of(site.visit("ines@tondella.example"), pages) == []


def test_the_walk_sees_what_is_wrong(site: Site) -> None:
    page = site.visit("ines@tondella.example", "/campaigns/")
    page.evaluate("""() => {
      document.querySelector("main").insertAdjacentHTML("beforeend", "<img src='/static/web/mark.svg'><h1>Again</h1>");
      document.querySelector("h1").className = "t6";
      document.querySelector("main").append(Object.assign(document.createElement("canvas"), {width: 2000}));
    }""")
    found = " ".join(problems_here(page))
    assert "image-alt" in found
    assert "2 h1" in found
    assert "px wide at 390 px" in found
