"""The running site as journeys meet it: people with browsers of their own, each watched for what must not happen."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Condition
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect

from commonground.kit import clock
from commonground.kit.work.actions import start_due_jobs
from commonground.people.models import Person
from commonground.project.schedule import SCHEDULE
from tests.factories.people import run_tasks

PATIENCE = 20_000
# What a page that is left behind had still asked for is no failure.
LEFT_BEHIND = "net::ERR_ABORTED"
Application = Callable[[Any, Any], Any]


@dataclass
class Watch:
    """Console errors, violations of the content security policy, failed and refused requests."""

    seen: list[str] = field(default_factory=list)
    refusals: set[int] = field(default_factory=set)

    def over(self, page: Page) -> None:
        """Listen to a page."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.seen.append(f"script: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def _console(self, message: ConsoleMessage) -> None:
        # A refused request is judged by its status, in _answered.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.seen.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT_BEHIND:
            self.seen.append(f"request: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.refusals:
            self.seen.append(f"answer: {response.status} {response.request.method} {response.url}")


@dataclass
class Site:
    """The site, its story, and the browsers that visit it."""

    url: str
    browser: Browser
    watch: Watch = field(default_factory=Watch)
    contexts: list[BrowserContext] = field(default_factory=list)
    ahead: timedelta = timedelta(0)
    in_flight: int = 0
    idle: Condition = field(default_factory=Condition)

    def in_its_time(self, application: Application) -> Application:
        """The application, answering at the time at which the site is: threads of a server do not share a moved clock."""

        def answer(environ: Any, start_response: Any) -> Any:
            with self.answering():
                return application(environ, start_response)

        return answer

    @contextmanager
    def answering(self) -> Iterator[None]:
        """One request, counted while it lasts."""
        with self.idle:
            self.in_flight += 1
        try:
            with clock.at(clock.now() + self.ahead):
                yield
        finally:
            with self.idle:
                self.in_flight -= 1
                self.idle.notify_all()

    def move_clock(self, to: datetime) -> None:
        """Let time pass until then, and do what a worker does by the clock and what that brings."""
        self.ahead = to - clock.now()
        with clock.at(to):
            start_due_jobs(SCHEDULE, to)
            run_tasks()

    def visit(self, email: str = "", path: str = "", **options: Any) -> Page:
        """A browser of its own; with an e-mail address, that of somebody who is signed in."""
        options = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", **options}
        context = self.browser.new_context(base_url=self.url, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        if email:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(email), "url": self.url}])
        page = context.new_page()
        self.watch.over(page)
        if path:
            page.goto(path)
        return page

    def work(self) -> None:
        """Do the background work that waits, such as sending mail."""
        with clock.at(clock.now() + self.ahead):
            run_tasks()

    def leave(self) -> None:
        """Shut every browser, and wait for what they had still asked for: a table that is read cannot be emptied."""
        while self.contexts:
            self.contexts.pop().close()
        with self.idle:
            assert self.idle.wait_for(lambda: self.in_flight == 0, timeout=PATIENCE / 1000)


def session_of(email: str) -> str:
    """The key of a session in which somebody is signed in."""
    person = Person.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def sign_in(page: Page, email: str, password: str) -> None:
    """Through the page, as people do."""
    page.goto("/account/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).not_to_have_url(re.compile("/account/login/"))


def is_mobile(page: Page) -> bool:
    """Whether the page is as narrow as a phone."""
    size = page.viewport_size
    return size is not None and size["width"] <= 720
