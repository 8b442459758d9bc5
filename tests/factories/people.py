"""The cast of the demo's story, as plain functions. Each call makes rows; nothing is made by chance."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.test import Client
from django_tasks_db.models import DBTaskResult

from commonground.kit import clock
from commonground.people.membership.enums import Function, Level, Role
from commonground.people.membership.models import Membership
from commonground.people.organisation.actions import create_organisation
from commonground.people.organisation.enums import OrganisationKind as Kind
from commonground.people.organisation.models import Organisation
from commonground.people.person.models import Person
from commonground.people.viewer.middleware import ACTING
from commonground.people.viewer.models import Viewer


def person(name: str, email: str, password: str | None = None) -> Person:
    """Somebody with an account and a confirmed address."""
    made = Person.objects.create_user(email, password, name=name)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def organisation(
    owner: Person, name: str, look: tuple[int, str], kind: str = Kind.ADVERTISER, **facts: object
) -> Membership:
    """An organisation and its owner's membership."""
    return create_organisation(by=Viewer(owner), name=name, kind=kind, look=look, **facts)  # type: ignore[arg-type]


def member(
    of: Organisation,
    who: Person,
    role: str = Role.MEMBER,
    level: str = Level.PRACTITIONER,
    functions: tuple[str, ...] = (),
    title: str = "",
) -> Membership:
    """Somebody's place at an organisation."""
    made = Membership(
        organisation=of,
        person=who,
        role=role,
        level=level,
        functions=list(functions),
        title=title,
        joined_at=clock.now(),
    )
    made.save()
    return made


def viewer(membership: Membership) -> Viewer:
    """The membership, as queries and actions take it; read from the database afresh."""
    fresh = Membership.objects.select_related("organisation", "person").get(pk=membership.pk)
    return Viewer(fresh.person, fresh)


def client(membership: Membership) -> Client:
    """A browser in which somebody is signed in and acts for their organisation."""
    browser = Client()
    browser.force_login(membership.person)
    session = browser.session
    session[ACTING] = str(membership.organisation_id)
    session.save()
    return browser


def run_tasks() -> int:
    """Run all background work that waits, and what it enqueues in turn; a task that fails, fails the test."""
    count = 0
    while (waiting := DBTaskResult.objects.ready().first()) is not None:
        args = waiting.args_kwargs
        waiting.task.func(*args["args"], **args["kwargs"])
        waiting.delete()
        count += 1
    return count


@dataclass(frozen=True)
class Tondella:
    """The pizza chain."""

    organisation: Organisation
    ines: Membership
    giulia: Membership
    daniel: Membership
    carla: Membership


def tondella() -> Tondella:
    """Advertiser. Ines owns it, Giulia administers, Daniel is a member, Carla (executive) only reads."""
    ines = organisation(
        person("Ines Albrecht", "ines@tondella.example"), "Tondella", (1, "TO"), title="Partnerships lead",
        verticals=["food"], markets=["IT", "DE"], time_zone="Europe/Rome",
    )  # fmt: skip
    of = ines.organisation
    return Tondella(
        of,
        ines,
        member(
            of,
            person("Giulia Conti", "giulia@tondella.example"),
            Role.ADMIN,
            Level.MANAGER,
            (Function.BRAND,),
            "Brand manager",
        ),
        member(
            of,
            person("Daniel Mensah", "daniel@tondella.example"),
            Role.MEMBER,
            functions=(Function.DATA,),
            title="CRM lead",
        ),
        member(of, person("Carla Benedetti", "carla@tondella.example"), Role.VIEWER, Level.EXECUTIVE),
    )


@dataclass(frozen=True)
class Halyard:
    """The media agency."""

    organisation: Organisation
    marcus: Membership
    priya: Membership


def halyard() -> Halyard:
    """Media agency. Marcus owns it, Priya is a member."""
    marcus = organisation(
        person("Marcus Oyelaran", "marcus@halyard.example"), "Halyard & Finch", (2, "HF"), Kind.MEDIA_AGENCY,
        title="Account director", verticals=["business"], markets=["GB"],
    )  # fmt: skip
    of = marcus.organisation
    return Halyard(of, marcus, member(of, person("Priya Raman", "priya@halyard.example"), functions=(Function.MEDIA,)))


@dataclass(frozen=True)
class Cohort:
    """An outsider, much like a competitor."""

    organisation: Organisation
    nadia: Membership


def cohort() -> Cohort:
    """Cohort Lane shares nothing with anybody."""
    nadia = organisation(person("Nadia Brandt", "nadia@cohortlane.example"), "Cohort Lane", (7, "CL"), Kind.DMP)
    return Cohort(nadia.organisation, nadia)


def meridian() -> Membership:
    """Meridian Food Relief, a non-profit: its owner Amina Yusuf; Tomasz Wilk is a member."""
    amina = organisation(
        person("Amina Yusuf", "amina@meridian.example"), "Meridian Food Relief", (3, "MF"), Kind.NON_PROFIT
    )
    member(amina.organisation, person("Tomasz Wilk", "tomasz@meridian.example"))
    return amina


def pocket_orchard() -> Membership:
    """A games studio: its owner Jun Takeda."""
    return organisation(person("Jun Takeda", "jun@pocketorchard.example"), "Pocket Orchard", (4, "PO"), Kind.TECHNOLOGY)


def variant_loom() -> Membership:
    """A dynamic-creative vendor: its owner Sofie Lindqvist."""
    return organisation(
        person("Sofie Lindqvist", "sofie@variantloom.example"), "Variant Loom", (5, "VL"), Kind.DYNAMIC_CREATIVE
    )


def tidemark() -> Membership:
    """A DSP: its owner Rafael Costa."""
    return organisation(person("Rafael Costa", "rafael@tidemark.example"), "Tidemark", (6, "TD"), Kind.DSP)
