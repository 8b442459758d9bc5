"""The sweep over the API: each function raises Leak with all it found."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from commonground.api.site import api
from commonground.kit import clock
from commonground.people.token.actions import create_token
from commonground.people.token.models import ApiToken
from tests.access.operations import OPERATIONS, OWN, REFERENCES, Op
from tests.access.pages import named
from tests.access.sweep import report, told
from tests.access.world import LOGIC, PLAN, TABLE, TURNS, World
from tests.factories import people

ROOT = "/api/v1"
FILES = {"file": TABLE, "roadmap file": PLAN, "table file": LOGIC, "log": TURNS}
WRITES = ("POST", "PUT", "PATCH", "DELETE")


def labels() -> set[str]:
    """Every operation of the description: `GET /campaigns/{campaign}`."""
    paths = api.get_openapi_schema()["paths"]
    return {f"{method.upper()} {path.removeprefix(ROOT)}" for path, one in paths.items() for method in one}


def unclassified_operations(known: Iterable[str] = OPERATIONS) -> None:
    """Every operation has a class, and every class an operation."""
    report(f"{label} is not classified" for label in labels() ^ set(known))


@dataclass(frozen=True)
class Caller:
    """Somebody's program; without a token, nobody's."""

    client: Client

    def __call__(self, method: str, address: str, body: Any) -> HttpResponse:
        call = getattr(self.client, method.lower())
        with transaction.atomic():
            if isinstance(body, str):
                answer = call(ROOT + address, data={"file": SimpleUploadedFile("m.csv", FILES[body])})
            elif body is None or method == "GET":
                answer = call(ROOT + address, **({"data": body} if body else {}))
            else:
                answer = call(ROOT + address, data=json.dumps(body), content_type="application/json")
            transaction.set_rollback(True)
        return answer  # type: ignore[no-any-return]


def caller(world: World, actor: str, scope: str = "write") -> Caller:
    """The actor's program. Whoever was removed made the token while they belonged."""
    if actor == "anonymous":
        return Caller(Client())
    member = world.actors[actor]
    scope = "read" if actor == "lower" else scope
    if actor == "removed":
        type(member).objects.filter(pk=member.pk).update(left_at=None)
    _, secret = create_token(by=people.viewer(member), name=actor, scope=scope)
    if actor == "lower":
        # One that was made while the person could still write.
        ApiToken.objects.filter(name=actor).update(scope="write")
    if actor == "removed":
        type(member).objects.filter(pk=member.pk).update(left_at=clock.now() - timedelta(days=1))
    return Caller(Client(headers={"Authorization": f"Bearer {secret}"}))


def address_of(label: str, at: Mapping[str, str], ids: Mapping[str, Any]) -> str:
    """The path of an operation with these ids in it."""
    path = label.partition(" ")[2]
    return re.sub(r"{(\w+)}", lambda found: named(ids, at[found[1]]), path)


def filled(body: Any, ids: Mapping[str, Any], tried: object = None) -> Any:
    """The body with ids for their names, and `tried` for `?`."""
    if isinstance(body, dict):
        return {name: filled(value, ids, tried) for name, value in body.items()}
    if isinstance(body, list):
        return [filled(value, ids, tried) for value in body]
    if body == "?":
        return str(tried)
    return named(ids, body) if isinstance(body, str) and body.startswith("@") else body


def ids_of(world: World) -> dict[str, Any]:
    """The world's ids, and the outsider's by `own ...`."""
    return {**world.ids, **{f"own {name}": held for name, held in world.outsider.ids.items()}}


def rightful_calls(world: World, only: Iterable[str] = OPERATIONS) -> None:
    """The positive control: to whom it belongs, each operation succeeds."""
    callers = {actor: caller(world, actor) for actor in ("ines", "marcus", "daniel", "invited")}
    ids = {**ids_of(world)}
    leaks = []
    for label in only:
        op = OPERATIONS[label]
        at = {**op.at} or {}
        answer = callers[op.who](_method(label), address_of(label, at, ids) + _query(label, ids), filled(op.body, ids))
        if answer.status_code >= 300:
            leaks.append(f"{label} refuses {op.who}: {answer.status_code} {answer.content[:200]!r}")
    report(leaks)


def _method(label: str) -> str:
    return label.partition(" ")[0]


def _query(label: str, ids: Mapping[str, Any]) -> str:
    return f"?subject_kind=campaign&subject_id={ids['campaign']}" if label == "GET /notes" else ""


def things(only: Iterable[str]) -> Iterator[tuple[str, Op]]:
    """Operations whose address names something of somebody."""
    for label in only:
        if any(word.startswith("@") for word in OPERATIONS[label].at.values()):
            yield label, OPERATIONS[label]


def hidden_calls(world: World, only: Iterable[str] = OPERATIONS) -> None:
    """A thing of others answers like one that does not exist; without a token that holds there is only 401."""
    ids, missing = ids_of(world), {**ids_of(world), **world.missing()}
    every = [*ids.values(), *missing.values()]
    leaks = []
    for actor in ("outsider", "partner"):
        call = caller(world, actor)
        for label, op in things(only):
            if actor == "partner" and op.partner != "nothing":
                continue
            found = [
                told(call(_method(label), address_of(label, op.at, each), filled(op.body, ids)), every)
                for each in (ids, missing)
            ]
            if found[0] != found[1] or found[0][0] != 404:
                leaks.append(f"{label} tells {actor}: {found[0][0]} against {found[1][0]}")
    report(leaks)


def refused_calls(world: World, only: Iterable[str] = OPERATIONS) -> None:
    """Nobody and the removed get 401 everywhere; a viewer and a reading token write nothing, nor a partner elsewhere."""
    ids = ids_of(world)
    callers = {actor: caller(world, actor) for actor in ("anonymous", "removed", "lower", "partner")}
    reader = caller(world, "ines", "read")
    leaks = []
    for label in only:
        op, method = OPERATIONS[label], _method(label)
        sent = (method, address_of(label, op.at, ids), filled(op.body, ids))
        wanted = {"anonymous": {401}, "removed": {401}}
        if method in WRITES and op.lower == "refused":
            wanted["lower"] = {403, 404}
        if op.partner == "refused":
            wanted["partner"] = {403}
        found = {actor: callers[actor](*sent).status_code for actor in wanted}
        leaks += [
            f"{label} answers {actor} with {status}" for actor, status in found.items() if status not in wanted[actor]
        ]
        if method in WRITES and reader(*sent).status_code != 403:
            leaks.append(f"{label} lets a reading token write")
    report(leaks)


def referenced_calls(world: World, only: Iterable[tuple[str, str, dict[str, Any]]] = REFERENCES) -> None:
    """The id of another's thing in a body or query is the id of nothing."""
    ids, call = ids_of(world), caller(world, "outsider")
    leaks = []
    for label, name, body in only:
        at = {key: OWN.get(key, word) for key, word in OPERATIONS[label].at.items()}
        tried = (ids[name], uuid4())
        found = [
            told(call(_method(label), address_of(label, at, ids), filled(body, ids, each)), tried) for each in tried
        ]
        bodies = [_without_made(one) for one in found]
        if bodies[0] != bodies[1]:
            leaks.append(f"{label} tells of another's {name}: {bodies[0]} against {bodies[1]}")
    report(leaks)


MADE = re.compile(r'"(id|created_at|decided_at|key|expires_at)": "[^"]*"')


def _without_made(found: tuple[int, str, str]) -> tuple[int, str]:
    # Two things that were made have two ids and two times, whatever they were made from.
    return found[0], MADE.sub("", found[2])


def nested_calls(world: World, only: Iterable[str] = OPERATIONS) -> None:
    """Within a campaign or partnership of one's own, the id of another's part is the id of nothing."""
    ids, call = ids_of(world), caller(world, "outsider")
    leaks = []
    for label, op in things(only):
        parts = [word[1:] for key, word in op.at.items() if key not in {"campaign", "partnership"} and word[:1] == "@"]
        if not parts or not {"campaign", "partnership"} & set(op.at):
            continue
        at = {key: OWN[key] if key in {"campaign", "partnership"} else word for key, word in op.at.items()}
        tried = [ids, {**ids, parts[0]: uuid4()}]
        found = [told(call(_method(label), address_of(label, at, each), filled(op.body, ids))) for each in tried]
        leaks += [f"{label} tells of another's {parts[0]}"] if found[0] != found[1] or found[0][0] != 404 else []
    report(leaks)


def revoked_tokens(world: World) -> None:
    """A token stops at once: revoked, expired, or its person gone."""
    leaks = []
    for ended in ({"revoked_at": clock.now()}, {"expires_at": clock.now() - timedelta(seconds=1)}):
        call = caller(world, "daniel")
        if call("GET", "/campaigns", None).status_code != 200:
            leaks.append("a token that holds is refused")
        ApiToken.objects.filter(name="daniel").update(**ended)
        if call("GET", "/campaigns", None).status_code != 401:
            leaks.append(f"a token holds though {next(iter(ended))} says otherwise")
    if caller(world, "removed")("GET", "/campaigns", None).status_code != 401:
        leaks.append("the token of a removed member holds")
    report(leaks)
