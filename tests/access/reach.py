"""What reaches somebody without being asked for by id: lists, counts, search, selects, mail, tasks, commands."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any
from uuid import uuid4

import typer
from django.core import mail
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.urls import reverse
from typer.core import TyperGroup

import commonground
from commonground.campaigns.campaign.actions import remove_participant
from commonground.campaigns.feed.actions import make_link, revoke_link
from commonground.cli import app
from commonground.kit import clock
from commonground.kit.errors import CommongroundError
from commonground.kit.tasks import NoOrganisation, Task
from commonground.people.membership.models import Membership
from commonground.people.note.actions import write_note
from commonground.people.notice.actions import notify
from commonground.people.organisation.actions import edit_organisation
from commonground.people.person.models import Person
from commonground.people.token.actions import create_token
from tests.access.calls import Caller, caller
from tests.access.operations import LISTS
from tests.access.pages import OWN, THINGS
from tests.access.sweep import browser, report, told
from tests.access.world import Outsider, World, world
from tests.factories import people

MOMENT = clock.now().replace(hour=9, minute=0)
Snapshot = dict[str, tuple[int, str, str]]

# Started by the clock for the whole site: each hands out owned tasks, does what a day asks for, or deletes what expired.
SWEEPS = {
    "send_notices",
    "plan_due_calls",
    "enter_due_versions",
    "step_up_overdue",
    "end_runs",
    "tend_webhooks",
    "clean_uploads",
    "clean_replies",
    "clean_sessions",
    "clean_tasks",
}
# Read a file and no database.
ENGINE = {
    "raci check",
    "raci convert",
    "roadmap check",
    "roadmap convert",
    "calendar",
    "decide check",
    "decide run",
    "decide convert",
    "decide simulate",
    "decide plan",
    "decide value",
    "decide evaluate",
    "decide tck",
}
# For whoever runs the machine and so holds the database itself; none of them speaks for a person.
OPERATOR = {"demo", "serve", "worker", "check-deploy", "backup", "restore", "manage"}
# A command that named one of these would have to ask who is looking.
SPEAKS_FOR = {"organisation", "person", "member", "membership", "viewer", "acting", "as", "campaign", "partnership"}


def pages_of(member: Membership, ids: dict[str, Any], only: Iterable[str] | None = None) -> Snapshot:
    """Every page about oneself, and every page about the things of `ids`, as the member sees them."""
    client = people.client(member)
    wanted = set(only or [*OWN, *THINGS])
    own = [(name, page) for name, page in OWN.items() if name in wanted]
    addresses = [reverse(name, kwargs=page.at) + query for name, page in own for query in page.query]
    for name, thing in ((name, thing) for name, thing in THINGS.items() if name in wanted):
        words = {key: word for key, word in thing.at.items() if word.startswith("@")}
        if thing.reads and {word[1:] for word in words.values()} <= set(ids):
            addresses.append(reverse(name, kwargs={**thing.at, **{k: ids[w[1:]] for k, w in words.items()}}))
    with clock.at(MOMENT):
        return {address: told(_undone(lambda at=address: client.get(at))) for address in addresses}  # type: ignore[misc]


def _undone(act: Callable[[], Any]) -> Any:
    with transaction.atomic():
        done = act()
        transaction.set_rollback(True)
    return done


def lists_of(call: Caller) -> Snapshot:
    """Every list of the API."""
    with clock.at(MOMENT):
        return {
            f"{label} {query}": told(call("GET", label[4:].format(kind="campaign", identity="RACI-001") + query, None))
            for label, queries in LISTS.items() for query in queries if "{" not in query
        }  # fmt: skip


def mail_to(member: Membership) -> Snapshot:
    """What a digest would say now, and a mail at once."""
    found: Snapshot = {}
    for rhythm in ("daily", "immediate"):
        with clock.at(MOMENT):
            count = _undone(lambda rhythm=rhythm: _mailed(member, rhythm))  # type: ignore[misc]
        found[rhythm] = (count, "", "\n".join(str(one.body) for one in mail.outbox))
        mail.outbox.clear()
    return found


def _mailed(member: Membership, rhythm: str) -> int:
    Person.objects.filter(pk=member.person_id).update(mail_rhythm=rhythm)
    return notify(Membership.objects.get(pk=member.pk))


def differences(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """Where two snapshots differ."""
    for name, seen in before.items():
        if seen != after[name]:
            yield f"{name} changed with what others did: {_first(seen[2], after[name][2])}"


def _first(one: str, other: str) -> str:
    pairs = zip(one.splitlines(), other.splitlines(), strict=False)
    return next((f"{a.strip()[:120]} / {b.strip()[:120]}" for a, b in pairs if a != b), "its length")


def nothing_reaches(outside: Outsider, only: Iterable[str] | None = None) -> World:
    """Nothing that the outsider sees, counts, finds, may choose or is mailed changes when the rest comes to be."""
    nadia = outside.nadia
    edit_organisation(by=people.viewer(nadia), listed=False)
    _, secret = create_token(by=people.viewer(nadia), name="before")
    call = Caller(people.Client(headers={"Authorization": f"Bearer {secret}"}))

    def seen() -> Snapshot:
        return pages_of(nadia, outside.ids, only) | lists_of(call) | mail_to(nadia)

    call("GET", "/tokens", None)  # the first use of a token is noted on it
    before = seen()
    made = world(outside)
    report(differences(before, seen()))
    return made


def private_stays(made: World, only: Iterable[str] | None = None) -> None:
    """What Tondella notes, sends, invites and makes for itself changes nothing for its partner in the campaign."""
    marcus, ines = made.actors["marcus"], people.viewer(made.ines)
    call = caller(made, "marcus")

    def seen() -> Snapshot:
        return pages_of(marcus, {k: made.ids[k] for k in ("campaign", "partnership")}, only) | lists_of(call) | {
            kind: told(call("GET", f"/notes?subject_kind={kind}&subject_id={made.ids[kind]}", None))
            for kind in ("campaign", "partnership")
        }  # fmt: skip

    before = seen()
    for kind in ("campaign", "partnership"):
        write_note(by=ines, body="Never tell", kind=kind, identity=made.ids[kind])
    create_token(by=ines, name="Never tell")
    report(differences(before, seen()))


def ends_at_once(made: World, names: Iterable[str] = THINGS) -> None:
    """Whoever leaves the campaign gets 404 for all of it with the next request."""
    marcus, client = made.actors["marcus"], browser(made, "marcus")
    chosen = [name for name in names if THINGS[name].at.get("pk") == "@campaign" and THINGS[name].reads]
    addresses = {
        name: reverse(
            name, kwargs={k: str(made.ids.get(w[1:], w) if w[0] == "@" else w) for k, w in THINGS[name].at.items()}
        )
        for name in chosen
    }
    for address in addresses.values():
        client.get(address)
    own = next(p for p in made.hope.seen().participants.all() if p.organisation_id == marcus.organisation_id)
    remove_participant(by=people.viewer(marcus), campaign=made.hope.seen(), participant=own)
    found = {name: client.get(address).status_code for name, address in addresses.items()}
    report(f"{name} still answers {status}" for name, status in found.items() if status != 404)


def feeds_end(made: World) -> None:
    """A calendar address holds what its member may see now: nothing once it is revoked, they or their organisation have left."""
    marcus, ines, removed = made.actors["marcus"], people.viewer(made.ines), made.removed
    type(removed).objects.filter(pk=removed.pk).update(left_at=None)
    own = make_link(by=ines, scope="campaign", campaign=made.hope.campaign.pk)
    gone = make_link(by=people.viewer(removed), scope="organisation")
    partner = make_link(by=people.viewer(marcus), scope="campaign", campaign=made.hope.campaign.pk)
    type(removed).objects.filter(pk=removed.pk).update(left_at=clock.now())
    seat = next(p for p in made.hope.seen().participants.all() if p.organisation_id == marcus.organisation_id)
    remove_participant(by=people.viewer(marcus), campaign=made.hope.seen(), participant=seat)
    found = {name: _read(link[1]) for name, link in (("own", own), ("removed", gone), ("partner", partner))}
    revoke_link(by=ines, link=own[0])
    found |= {"revoked": _read(own[1]), "unknown": _read("nothing")}
    wanted = {"own": 200, "removed": 404, "partner": 404, "revoked": 404, "unknown": 404}
    report(f"the feed of {name} answers {found[name]}" for name in wanted if found[name] != wanted[name])


def _read(secret: str) -> int:
    return people.Client().get(reverse("campaigns:feed", args=[secret])).status_code


def all_tasks() -> dict[str, Task[Any, Any]]:
    """Every background task, by name."""
    found = {}
    for module in pkgutil.walk_packages(commonground.__path__, "commonground."):
        if module.name.rpartition(".")[2] in {"tasks", "sending"}:
            for name, held in vars(importlib.import_module(module.name)).items():
                if isinstance(held, Task):
                    found[name] = held
    return found


def ownerless_tasks(tasks: dict[str, Task[Any, Any]]) -> None:
    """A task names its organisation or raises; what has no argument is a known sweep."""
    leaks = []
    for name, task in tasks.items():
        wanted = list(inspect.signature(task.func).parameters)
        if not wanted:
            leaks += [] if name in SWEEPS else [f"{name} works for nobody in particular"]
            continue
        for nothing in (None, ""):
            with suppress(NoOrganisation):
                task.func(nothing)
                leaks.append(f"{name} works without {wanted[0]}")
        with suppress(CommongroundError, ObjectDoesNotExist):
            task.func(str(uuid4()))
            leaks.append(f"{name} works for an id of nothing")
    report(leaks)


def commands() -> dict[str, typer.core.TyperCommand]:
    """Every command, as it is typed."""
    root = typer.main.get_command(app)
    context = typer.Context(root)
    found: dict[str, Any] = {}
    for noun in root.list_commands(context):  # type: ignore[attr-defined]
        command = root.get_command(context, noun)  # type: ignore[attr-defined]
        below = command.list_commands(context) if isinstance(command, TyperGroup) else []
        found |= {f"{noun} {verb}": command.get_command(context, verb) for verb in below} or {noun: command}
    return found


def unclassified_commands(known: set[str]) -> None:
    """Every command has a class, and none acts for a person whom it does not ask for."""
    found = commands()
    leaks = [f"{name} is not classified" for name in found if name not in known]
    for name, command in found.items():
        named = {(param.name or "").split("_")[0] for param in command.params}
        leaks += [f"{name} speaks for {word}" for word in named & SPEAKS_FOR]
    report(leaks)
