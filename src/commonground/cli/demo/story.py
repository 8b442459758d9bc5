"""The story that the demo tells, by the same actions that people use, on a clock that is moved."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from commonground.campaigns.campaign.actions import (
    describe_participant,
    name_point_person,
    pin_campaign,
    start_campaign,
)
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.raci.actions import add_row, comment_on_row, set_letters, take_matrix
from commonground.campaigns.raci.stored import Place
from commonground.campaigns.signature.actions import ask_for_change, countersign, propose_version
from commonground.cli.demo.cast import CAST, PASSWORD, Company
from commonground.cli.demo.creative import plan_the_creative
from commonground.cli.demo.kickoff import plan_the_kick_off
from commonground.cli.demo.matrix import CHANGES, NEW_ROWS, ROLES, agreed
from commonground.cli.demo.roadmap import tell_roadmap
from commonground.cli.demo.stuck import escalate, name_the_ladder, note_what_is_to_do
from commonground.kit import clock
from commonground.partnerships.models import Partnership
from commonground.partnerships.partnership.actions import accept_partnership, add_party, propose_partnership
from commonground.people.membership.actions import index_member
from commonground.people.models import Membership, Organisation, Person
from commonground.people.note.actions import write_note
from commonground.people.organisation.actions import create_organisation, tell_organisation
from commonground.people.viewer.models import Viewer
from commonground.readiness.verdict.queries import finding_of
from commonground.readiness.waiver.actions import waive_finding


@dataclass(frozen=True, slots=True)
class Told:
    """What the story has made so far."""

    members: dict[str, Membership]
    now: datetime

    def viewer(self, name: str) -> Viewer:
        """Somebody of the cast, as actions take them."""
        member = self.members[name]
        return Viewer(member.person, member)

    def organisation(self, name: str) -> Organisation:
        """An organisation of the cast."""
        return next(m.organisation for m in self.members.values() if m.organisation.name == name)

    @contextmanager
    def days_ago(self, days: float) -> Iterator[None]:
        """Act in the past."""
        with clock.at(self.now - timedelta(days=days)):
            yield


@transaction.atomic
def tell_story() -> Told:
    """Load everything; all of it or nothing."""
    told = Told({}, clock.now())
    with told.days_ago(120):
        for company in CAST:
            _join(told, company)
    with told.days_ago(100):
        partnership = _partnership(told)
    _slice_of_hope(told, partnership)
    _other_campaigns(told, partnership)
    return told


def _join(told: Told, company: Company) -> None:
    people = [_person(player.name, player.email) for player in company.people]
    owner = create_organisation(
        by=Viewer(people[0]), name=company.name, kind=company.kind, look=(company.colour, company.letters),
        title=company.people[0].title, about=company.about, time_zone=company.time_zone,
        verticals=list(company.verticals), markets=list(company.markets),
    )  # fmt: skip
    for player, person in zip(company.people, people, strict=True):
        member = owner if person == people[0] else Membership(organisation=owner.organisation, person=person)
        member.role, member.level, member.title = player.role, player.level, player.title
        member.functions, member.joined_at = list(player.functions), clock.now()
        member.save()
        index_member(member)
        told.members[player.name] = member


@cache
def _hashed() -> str:
    # Hashing is slow on purpose; everybody in the story has the same password.
    return make_password(PASSWORD)


def _person(name: str, email: str) -> Person:
    person = Person(email=email, name=name, password=_hashed())
    person.save()
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _partnership(told: Told) -> Partnership:
    ines = told.viewer("Ines Albrecht")
    others = ["Halyard & Finch", "Meridian Food Relief", "Pocket Orchard", "Variant Loom"]
    partnership = propose_partnership(
        by=ines, name="Slice of Hope partners", organisations=[told.organisation(name).pk for name in others],
        purpose="Tondella brings orders, Meridian brings meals, Pocket Orchard brings players.",
    )  # fmt: skip
    for name in ("Marcus Oyelaran", "Amina Yusuf", "Jun Takeda", "Sofie Lindqvist"):
        accept_partnership(by=told.viewer(name), partnership=partnership)
    return partnership


DOES = {
    "Ines Albrecht": "Advertiser, pays media",
    "Marcus Oyelaran": "Media agency, plans and buys",
    "Amina Yusuf": "Non-profit, receives €1 an order",
    "Jun Takeda": "Co-brand, in-game event",
    "Sofie Lindqvist": "Dynamic creative",
}


def _start(told: Told, partnership: Partnership, name: str, people: dict[str, str], **facts: object) -> Campaign:
    """A campaign by Ines in which these people's organisations take part, each saying what it does."""
    ines = told.viewer("Ines Albrecht")
    others = [told.members[who].organisation_id for who in people]
    made = start_campaign(by=ines, partnership=partnership, name=name, participants=others, **facts)  # type: ignore[arg-type]
    campaign = get_campaign(ines, made.pk)
    for who, does in people.items():
        own = next(p for p in campaign.participants.all() if p.organisation_id == told.members[who].organisation_id)
        describe_participant(by=told.viewer(who), campaign=campaign, participant=own, does=does)
    return get_campaign(ines, made.pk)


def _places(told: Told) -> dict[str, Place]:
    return {
        key: Place(organisation=told.organisation(home), holder=told.members.get(person), vacant=not person)
        for key, _, home, person in ROLES
    }


def _agree(told: Told, campaign: Campaign, people: list[str]) -> None:
    number = propose_version(by=told.viewer("Ines Albrecht"), campaign=campaign).number
    for name in people:
        countersign(by=told.viewer(name), campaign=campaign, number=number)


def _slice_of_hope(told: Told, partnership: Partnership) -> None:
    ines = told.viewer("Ines Albrecht")
    day = told.now.date()
    with told.days_ago(90):
        campaign = _start(
            told, partnership, "Slice of Hope", DOES, goal="1,000,000 meals funded, €1 from each order, by the end of the flight.",
            launch_on=day + timedelta(days=32), flight_start=day + timedelta(days=32), flight_end=day + timedelta(days=77),
        )  # fmt: skip
        name_point_person(
            by=ines, campaign=campaign, point_person=told.members["Ines Albrecht"].pk,
            deputy=told.members["Marcus Oyelaran"].pk,
            ask_about="Anything that touches two of us: who decides, where the plan stands, which list holds.",
            answers_when="Working days, 9:00 to 17:00 in Rome, within four hours.",
        )  # fmt: skip
        for name in ("Ines Albrecht", "Marcus Oyelaran", "Amina Yusuf"):
            pin_campaign(by=told.viewer(name), campaign=campaign, pinned=True)
    with told.days_ago(24):
        take_matrix(by=ines, campaign=campaign, matrix=agreed(), places=_places(told), source="slice-of-hope-raci.xlsx")
        _agree(told, campaign, list(DOES))
    tell_roadmap(told, campaign)
    with told.days_ago(4):
        _propose_with_faults(told, campaign)
    with told.days_ago(3):
        countersign(by=told.viewer("Marcus Oyelaran"), campaign=campaign, number=2)
        countersign(by=told.viewer("Sofie Lindqvist"), campaign=campaign, number=2)
        ask_for_change(
            by=told.viewer("Amina Yusuf"), campaign=campaign, number=2,
            reason="In “Approve the meal count in claims” two would be accountable. Tomasz is asked before; Giulia answers for it.",
        )  # fmt: skip
    with told.days_ago(30):
        name_the_ladder(told, campaign)
    escalate(told, campaign)
    note_what_is_to_do(told, campaign)
    plan_the_kick_off(told, campaign)
    plan_the_creative(told, campaign)
    write_note(
        by=ines, kind="campaign", identity=campaign.pk,
        body="Carla wants the verdict ready before the board meets. Only we see this note.",
    )  # fmt: skip


def _propose_with_faults(told: Told, campaign: Campaign) -> None:
    marcus = told.viewer("Marcus Oyelaran")
    for row, role, letters in CHANGES:
        set_letters(by=marcus, campaign=campaign, row=row, role=role, letters=letters)
    for phase, kind, task, cells in NEW_ROWS:
        made = add_row(by=marcus, campaign=campaign, task=task, phase=phase, kind=kind)
        for role, letters in cells.items():
            set_letters(by=marcus, campaign=campaign, row=made.key, role=role, letters=letters)
    propose_version(by=marcus, campaign=campaign)
    comment_on_row(by=told.viewer("Giulia Conti"), campaign=campaign, row="row-14", body="Who stops it at the weekend?")


def _other_campaigns(told: Told, partnership: Partnership) -> None:
    day = told.now.date()
    ines = told.viewer("Ines Albrecht")
    with told.days_ago(60):
        late = _start(
            told, partnership, "Late Shift Lunch", {name: DOES[name] for name in ("Ines Albrecht", "Marcus Oyelaran")},
            goal="9,000 first orders between 22:00 and 2:00.", launch_on=day - timedelta(days=12),
            flight_start=day - timedelta(days=12), flight_end=day + timedelta(days=30),
        )  # fmt: skip
        name_point_person(by=ines, campaign=late, point_person=ines.membership.pk, deputy=None)  # type: ignore[union-attr]
    with told.days_ago(25):
        matrix = agreed()
        kept = tuple(role for role in matrix.roles if role.key in {"ines", "giulia", "marcus", "priya"})
        _take_part_of(told, late, kept, [(2, "ines", "giulia"), (10, "marcus", "priya"), (11, "marcus", "priya")])
        _agree(told, late, ["Ines Albrecht", "Marcus Oyelaran"])
    with told.days_ago(24):
        waive_finding(
            by=ines, campaign=late, finding=finding_of(ines, get_campaign(ines, late.pk), "POINT-002@field:deputy"),
            reason="Marcus stands in where he can.", expires_on=day + timedelta(days=20),
        )  # fmt: skip
    with told.days_ago(6):
        _game_night(told, partnership)
        start_campaign(by=ines, partnership=partnership, name="Student Card 2027")


def _take_part_of(told: Told, campaign: Campaign, roles: tuple, wanted: list[tuple[int, str, str]]) -> None:  # type: ignore[type-arg]
    from commonground.engines.raci.matrix import Kind, Letters, Matrix, Row

    every = agreed().rows
    rows = tuple(
        Row(key=every[i].key, task=every[i].task, phase=every[i].phase, kind=every[i].kind,
            cells={accountable: Letters.A, responsible: Letters.R})
        for i, accountable, responsible in wanted
    )  # fmt: skip
    take_matrix(
        by=told.viewer("Ines Albrecht"), campaign=campaign, matrix=Matrix(Kind.RACI, roles, rows), places=_places(told),
        source="late-shift.csv",
    )  # fmt: skip


def _game_night(told: Told, partnership: Partnership) -> None:
    """A campaign with a partner who has not joined: Tidemark is what Ines told of it."""
    ines = told.viewer("Ines Albrecht")
    tidemark = tell_organisation(by=ines, name="Tidemark", kind="dsp", domain="tidemark.example", look=(6, "TD"))
    add_party(by=ines, partnership=partnership, organisation=tidemark.pk)
    campaign = _start(
        told, partnership, "Game Night Bundle", {"Ines Albrecht": "Advertiser", "Jun Takeda": "Co-brand"},
        goal="40,000 bundles sold on game nights.", launch_on=told.now.date() + timedelta(days=58),
    )  # fmt: skip
    from commonground.campaigns.campaign.actions import add_participant

    add_participant(by=ines, campaign=campaign, organisation=tidemark.pk, does="DSP")
