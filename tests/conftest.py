"""What every test of pages and rows leans on."""

import os

import pytest

from tests.factories import campaigns, people

# Playwright's own loop runs in the thread of a journey; the tests themselves are synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def tondella(db: None) -> people.Tondella:
    return people.tondella()


@pytest.fixture
def halyard(db: None) -> people.Halyard:
    return people.halyard()


@pytest.fixture
def cohort(db: None) -> people.Cohort:
    return people.cohort()


@pytest.fixture
def hope(tondella: people.Tondella, halyard: people.Halyard) -> campaigns.Hope:
    return campaigns.hope(tondella, halyard)
