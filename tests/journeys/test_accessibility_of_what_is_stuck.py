"""Escalations, the ladder, actions and webhooks, walked with axe."""

from tests.journeys import addresses
from tests.journeys.site import Site
from tests.journeys.walk import problems_of


def test_what_is_stuck(site: Site) -> None:
    assert problems_of(site.visit("ines@tondella.example"), addresses.of_what_is_stuck()) == []
