"""The roadmap in every state, walked with axe."""

from tests.journeys import addresses
from tests.journeys.site import Site
from tests.journeys.walk import problems_of


def test_roadmaps(site: Site) -> None:
    assert problems_of(site.visit("ines@tondella.example"), addresses.of_roadmaps()) == []
