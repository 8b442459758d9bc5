"""The sweep itself: each function looks for leaks and raises Leak with all it found, so that planted ones can be tried."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.pages import ACCOUNT_OWN, OWN, THINGS, Thing, classified, named
from tests.access.world import World
from tests.factories import people

# What differs between two answers that tell the same: the form's token and the request's reference.
NOISE = ((re.compile(r'(csrf[^>]*?(?:value|content)=")[^"]+'), r"\1X"), (re.compile(r"(?<![-\w])[0-9a-f]{12}\b"), "R"))
REFUSED = {302, 404, 405}
SHORT = 3


class Leak(AssertionError):
    """Somebody can tell what they may not know."""


def report(leaks: Iterable[str]) -> None:
    """Raise when there are any."""
    found = list(leaks)
    if found:
        raise Leak("\n".join(found))


def patterns(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The name of every URL pattern; those of API operations by their route, which the API's own sweep walks."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, space + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif isinstance(pattern, URLPattern):
            yield space + (pattern.name or "")


def unclassified_pages(known: set[str]) -> None:
    """Every pattern has a class; one without a name is another way to one that has."""
    names = {name for name in patterns() if name}
    operations = {name for name in names if name.startswith("api:")} - classified()
    report(f"{name} is not classified" for name in sorted(names - operations - known))


def browser(world: World, actor: str) -> Client:
    """A browser in which the actor is signed in."""
    if actor == "anonymous":
        return Client()
    if actor in world.actors:
        return people.client(world.actors[actor])
    client = Client()
    client.force_login({"asked": world.asked, "claimant": world.claimant}[actor])
    return client


def address_of(world: World, name: str, ids: Mapping[str, Any]) -> str:
    """The address of a thing's page, with these ids in place of the world's."""
    thing = THINGS[name]
    kwargs = {key: named(ids, word) for key, word in thing.at.items()}
    query = re.sub(r"{([^}]+)}", lambda found: named(ids, found[1]), thing.query)
    return reverse(name, kwargs=kwargs) + query


def told(answer: HttpResponseBase, ids: Iterable[object] = ()) -> tuple[int, str, str]:
    """(status, where it leads, body) without what differs anyhow."""
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined, call-overload]
    texts = [answer.headers.get("Location", ""), body.decode(errors="replace")]
    for noise, word in NOISE:
        texts = [noise.sub(word, text) for text in texts]
    # A short one, such as a revision, also stands by chance in what is the same for both.
    for one in (one for one in ids if len(str(one)) > SHORT):
        texts = [text.replace(str(one), "ID") for text in texts]
    return answer.status_code, texts[0], texts[1]


def foreign_actors(thing: Thing) -> list[str]:
    """From whom a thing is hidden."""
    return ["anonymous", "outsider", "removed", *(["partner"] if thing.partner == "nothing" else [])]


def hidden_pages(world: World, names: Iterable[str] = THINGS) -> None:
    """A thing of others answers like one that does not exist, to everybody from whom it is hidden."""
    browsers = {actor: browser(world, actor) for actor in ("anonymous", "outsider", "removed", "partner")}
    nothing: dict[Any, Any] = {}
    report(leak for name in names for actor in foreign_actors(THINGS[name])
           for leak in _page_leaks(world, name, actor, browsers[actor], nothing))  # fmt: skip


def _page_leaks(world: World, name: str, actor: str, client: Client, nothing: dict[Any, Any]) -> Iterator[str]:
    missing = world.missing()
    for method in ("get", "post"):
        address = address_of(world, name, world.ids)
        found = _hidden(world, client, method, address, name)
        # Each part of the site answers for nothing in one way: it is asked again only where that is not this one.
        kind = (actor, method, address.split("/")[1])
        if kind not in nothing or found != nothing[kind]:
            nothing[kind] = _hidden(world, client, method, address_of(world, name, missing), name, missing)
        if found != nothing[kind]:
            yield f"{method} {name} tells {actor}: {found[:2]} against {nothing[kind][:2]}"
        elif found[0] not in REFUSED:
            yield f"{method} {name} answers {actor} with {found[0]}"


def _hidden(
    world: World, client: Client, method: str, address: str, name: str, ids: Mapping[str, Any] | None = None
) -> tuple[int, str, str]:
    # What is posted is posted as htmx does, which is answered with a fragment: the other way that pages refuse.
    headers = {"HX-Request": "true"} if method == "post" else {}
    answer = _sent(client, method, address, _sends(world, THINGS[name]), headers)
    paths = (address, quote(address), address.partition("?")[0])
    return told(answer, (*paths, *world.ids.values(), *(ids or {}).values()))


def _sends(world: World, thing: Thing) -> dict[str, str]:
    return {name: named(world.ids, word) for name, word in (thing.sends or {}).items()}


def _sent(
    client: Client, method: str, address: str, data: Mapping[str, str], headers: Mapping[str, str] | None = None
) -> HttpResponseBase:
    with transaction.atomic():
        answer = client.get(address) if method == "get" else client.post(address, data, headers=headers)
        transaction.set_rollback(True)
    return answer


def nested_pages(world: World, names: Iterable[str] = THINGS) -> None:
    """Within a campaign or partnership of one's own, the id of another's part is the id of nothing."""
    client, own = browser(world, "outsider"), world.outsider.ids
    leaks = []
    for name in names:
        parts = [word[1:] for key, word in THINGS[name].at.items() if key != "pk" and word.startswith("@")]
        if len(THINGS[name].at) < 2 or not parts or "pk" not in THINGS[name].at:
            continue
        mixed = [{**own, part: world.ids[part]} for part in parts] + [{**own, parts[0]: uuid4()}]
        every = [one for ids in mixed for one in ids.values()]
        sent = _sends(world, THINGS[name])
        found = [told(_sent(client, "post", address_of(world, name, ids), sent), every) for ids in mixed]
        leaks += [f"{name} tells of {parts}"] if len(set(found)) > 1 or found[0][0] not in REFUSED else []
    report(leaks)


def rightful_pages(world: World, names: Iterable[str] = THINGS) -> None:
    """The positive control: to whom it belongs, each page answers and each write succeeds; some lead on to where a thing stands."""
    report(leak for name in names for leak in _control(world, name))


def _control(world: World, name: str) -> Iterator[str]:
    thing, address = THINGS[name], address_of(world, name, world.ids)
    client, filled = browser(world, thing.who), {}
    if thing.reads:
        page = _sent(client, "get", address, {})
        filled = filled_form(page.content.decode(errors="replace"), address)  # type: ignore[attr-defined]
        if page.status_code != 200 and name not in {
            "people:member",
            "people:note",
            "campaigns:raci-said",
            "creative:signal-found",
            "creative:placement-found",
            "creative:variant-found",
            "campaigns:campaign-checked",
        }:
            yield f"GET {name} refuses {thing.who}: {page.status_code}"
    if thing.sends is not None:
        done = _sent(client, "post", address, {**filled, **_sends(world, thing)})
        if done.status_code not in {200, 302}:
            yield f"POST {name} refuses {thing.who}: {done.status_code}"


def refused_partner(world: World, names: Iterable[str] = THINGS) -> None:
    """A partner who may know of an organisation and its people changes nothing there."""
    leaks = []
    for name in (name for name in names if THINGS[name].partner == "refused"):
        status = _as(world, "partner", name).status_code
        leaks += [] if status in {403, 404} else [f"POST {name} answers a partner with {status}"]
    report(leaks)


def _as(world: World, actor: str, name: str) -> HttpResponseBase:
    """The answer to what the rightful would post, posted by somebody else."""
    thing, address = THINGS[name], address_of(world, name, world.ids)
    page = _sent(browser(world, thing.who), "get", address, {}) if thing.reads else None
    filled = filled_form(page.content.decode(), address) if page else {}  # type: ignore[attr-defined]
    return _sent(browser(world, actor), "post", address, {**filled, **_sends(world, thing)})


def lower_pages(world: World, names: Iterable[str] = THINGS) -> None:
    """A viewer of the organisation changes nothing, except what is about themself."""
    leaks = []
    for name in (name for name in names if THINGS[name].sends is not None and THINGS[name].lower == "refused"):
        status = _as(world, "lower", name).status_code
        leaks += [] if status in {403, 404} else [f"POST {name} answers a viewer with {status}"]
    report(leaks)


def own_pages(world: World) -> None:
    """Pages about oneself ask anonymous people to sign in, and lead somebody without an organisation to the start."""
    leaks = []
    for name, page in OWN.items():
        for actor in ("anonymous", "removed", "outsider"):
            answer = browser(world, actor).get(reverse(name, kwargs=page.at))
            wanted = {"anonymous": "/account/login/", "removed": "/start/"}.get(actor, "/")
            free = (actor == "outsider" and name != "people:start") or (actor == "removed" and page.account)
            fits = answer.status_code == 200 if free else answer.headers.get("Location", "").startswith(wanted)
            leaks += [] if fits else [f"{name} answers {actor} with {answer.status_code}"]
    for name in ACCOUNT_OWN:
        at = {"pk": 1} if name in {"mfa_remove_webauthn", "mfa_edit_webauthn"} else {}
        status = Client().get(_reverse(name, at)).status_code
        leaks += [] if status in {302, 404, 405} else [f"{name} answers anonymous with {status}"]
    report(leaks)


def _reverse(name: str, at: dict[str, Any]) -> str:
    try:
        return reverse(name, kwargs=at)
    except LookupError:
        return reverse(name)
    except ValueError:
        return reverse(name)


class Fields(HTMLParser):
    """The fields of each form of a page, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[dict[str, str], dict[str, str]]] = []
        self._select = self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given, {}))
        elif self.forms and tag == "input" and given.get("name"):
            skipped = given.get("type") in {"checkbox", "radio"} and "checked" not in given
            if not skipped and given.get("type") not in {"submit", "file"}:
                box = given.get("type") in {"checkbox", "radio"}
                self.forms[-1][1][given["name"]] = given.get("value", "on" if box else "")
        elif tag == "select":
            self._select = given.get("name", "")
        elif self.forms and tag == "option" and self._select and "selected" in given:
            self.forms[-1][1][self._select] = given.get("value", "")
        elif self.forms and tag == "textarea":
            self._text = given.get("name", "")
            self.forms[-1][1][self._text] = ""

    def handle_endtag(self, tag: str) -> None:
        self._text = "" if tag == "textarea" else self._text
        self._select = "" if tag == "select" else self._select

    def handle_data(self, data: str) -> None:
        if self._text and self.forms:
            self.forms[-1][1][self._text] += data


def filled_form(html: str, address: str) -> dict[str, str]:
    """The fields of the page's own form, which posts to the page itself."""
    parser = Fields()
    parser.feed(html)
    own = [fields for given, fields in parser.forms if given.get("method", "").lower() == "post"
           and given.get("action", "") in {"", address, address.partition("?")[0]}]  # fmt: skip
    # `acting` says for whom the page was shown, and the others act for themselves.
    return {k: v for k, v in own[0].items() if k not in {"csrfmiddlewaretoken", "acting"}} if own else {}
