"""The creative plan in every state, walked with axe."""

from tests.journeys import addresses
from tests.journeys.site import Site
from tests.journeys.walk import problems_of


def test_creative_plans(site: Site) -> None:
    assert problems_of(site.visit("ines@tondella.example"), addresses.of_creative_plans()) == []
