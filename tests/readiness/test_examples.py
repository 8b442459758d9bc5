"""The page of each check."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from commonground.engines.readiness import CHECKS
from commonground.readiness.check.examples import EXAMPLES
from tests.factories.people import Tondella, client

pytestmark = pytest.mark.django_db


def test_every_check_has_an_example_and_every_example_a_check() -> None:
    assert set(EXAMPLES) == {check.id for check in CHECKS}


def test_the_page_of_each_check_shows_what_trips_it_and_how_it_is_mended(tondella: Tondella) -> None:
    carla = client(tondella.carla)
    for identity, example in EXAMPLES.items():
        page = carla.get(reverse("readiness:explain", args=[identity])).content.decode()
        assert (escape(example.trips) in page, escape(example.mended) in page) == (True, True), identity
