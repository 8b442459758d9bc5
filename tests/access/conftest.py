"""The world that the sweep looks at."""

import pytest

from tests.access.world import Outsider, World, outsider, world


@pytest.fixture
def outside(db: None) -> Outsider:
    return outsider()


@pytest.fixture
def everything(outside: Outsider) -> World:
    return world(outside)
