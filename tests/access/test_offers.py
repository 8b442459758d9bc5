"""Nobody is offered what they would then be refused: every link and button of every page is followed, as a viewer and as others."""

import re
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from tests.access.pages import OWN, THINGS
from tests.access.sweep import address_of
from tests.access.world import World
from tests.factories import people

# What changes only what is one's own, whatever one's role.
ONES_OWN = {
    "people:switch", "people:settings", "people:token-list", "people:token-revoke", "people:member-leave",
    "people:organisation-create", "campaigns:campaign-pin", "campaigns:absences", "campaigns:absence-withdraw", "campaigns:feed-list",
    "campaigns:feed-revoke", "web:appearance", "account_logout",
}  # fmt: skip


class Undone(Exception):
    """Takes back what a button has done."""


class Offers(HTMLParser):
    """Links of a page, and where its buttons post to."""

    def __init__(self, at: str, page: str) -> None:
        super().__init__()
        self.at, self.links, self.posts = at, set[str](), set[str]()
        self._posting = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href"):
            self.links.add(urldefrag(urljoin(self.at, given["href"])).url)
        if tag == "form" and given.get("method", "").lower() == "post":
            self._posting = urljoin(self.at, given.get("action") or self.at)
        if tag == "button" and self._posting:
            self.posts.add(self._posting)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._posting = ""


def walk(browser: Client, further: tuple[str, ...] = ()) -> Iterator[tuple[str, int, Offers]]:
    """Every page that can be reached from the first one, with what it offers."""
    seen, waiting = set[str](), ["/", *further]
    while waiting:
        url = waiting.pop()
        # One page of each list says what the next would, and one row of a matrix what the others would.
        shape = re.sub(r"page=\d+|rows/[^/]+/", "x", url)
        if shape in seen or not url.startswith("/") or re.match(r"/(accounts|static|api)/", url):
            continue
        seen.add(shape)
        answer: Any = browser.get(url)
        page = answer.content.decode() if answer.status_code == 200 and "html" in answer.headers["Content-Type"] else ""
        offers = Offers(url, page)
        waiting += sorted(offers.links)
        yield url, answer.status_code, offers


def name_of(url: str) -> str:
    return resolve(urlsplit(url).path).view_name


def addresses(world: World) -> tuple[str, ...]:
    """Every page of the world that can be read, also those that nothing leads to."""
    things = tuple(address_of(world, name, world.ids) for name, thing in THINGS.items() if thing.reads)
    return things + tuple(reverse(name) for name, page in OWN.items() if page.reads and not page.at)


@pytest.mark.parametrize("who", ["lower", "daniel", "ines", "marcus"])
def test_no_link_leads_to_a_refusal(who: str, everything: World) -> None:
    pages = walk(people.client(everything.actors[who]))
    assert [(name_of(url), status) for url, status, _ in pages if status in (403, 409, 422, 500)] == []


def shared(offers: Offers) -> list[str]:
    """Where a page posts to that is not about oneself alone."""
    posts = [post for post in sorted(offers.posts) if name_of(post) not in ONES_OWN]
    return [post for post in posts if not name_of(post).startswith(("account_", "mfa_", "usersessions_"))]


def test_a_viewer_is_shown_no_form_for_what_is_shared(everything: World) -> None:
    pages = walk(people.client(everything.actors["lower"]), addresses(everything))
    assert [(name_of(url), name_of(post)) for url, _, offers in pages for post in shared(offers)] == []


def test_who_does_not_sign_is_shown_no_form_that_needs_it(everything: World) -> None:
    browser = people.client(everything.actors["daniel"])
    refused = set()
    for url, _, offers in list(walk(browser, addresses(everything))):
        for post in shared(offers):
            with suppress(Undone), transaction.atomic():
                if browser.post(post, {}).status_code == 403:
                    refused.add((name_of(url), name_of(post)))
                raise Undone
    assert refused == set()
