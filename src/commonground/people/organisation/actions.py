"""What people do with organisations."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db import transaction

from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from commonground.kit.search.actions import index
from commonground.kit.seen import fingerprint
from commonground.people.activity.actions import record
from commonground.people.membership.actions import checked_functions, fill_seat, index_member
from commonground.people.membership.enums import Level, Role
from commonground.people.membership.models import Membership
from commonground.people.organisation.choices import VERTICALS, markets, time_zones, words_for
from commonground.people.organisation.claimed import follow
from commonground.people.organisation.enums import OrganisationKind
from commonground.people.organisation.models import Organisation
from commonground.people.organisation.queries import list_in_sight
from commonground.people.organisation.rules import Look, free_look, is_domain, is_public_domain, shares_domain
from commonground.people.organisation.working_time import WEEKDAYS, checked_working_time
from commonground.people.person.models import Person
from commonground.people.person.queries import confirmed_addresses
from commonground.people.viewer.models import Viewer

FACTS = ("name", "kind", "verticals", "markets", "about", "website", "time_zone", "listed")


def log(by: Viewer, verb: str, organisation: Organisation, **detail: Any) -> None:
    """Put what somebody did on the organisation's log."""
    record(by=by, verb=verb, subject=("organisation", organisation.id), **detail)


def index_organisation(organisation: Organisation) -> None:
    """Let it be found by name, kind and what it says of itself."""
    kind = OrganisationKind(organisation.kind).label
    index(kind="organisation", object_id=organisation.id, title=organisation.name, body=f"{kind}\n{organisation.about}")


def _only_known(name: str, given: Iterable[str], choices: Iterable[tuple[str, str]]) -> list[str]:
    known = [code for code, _ in choices]
    if unknown := sorted(set(given) - set(known)):
        raise Invalid("Choose from the list.", fields={name: f"{unknown[0]} is not in the list."})
    return [code for code in known if code in set(given)]


def _set_facts(organisation: Organisation, facts: dict[str, Any]) -> list[str]:
    """Set what has changed, once it holds; the names of what has."""
    if "verticals" in facts:
        facts["verticals"] = _only_known("verticals", facts["verticals"], VERTICALS)
    if "markets" in facts:
        facts["markets"] = _only_known("markets", facts["markets"], markets())
    if "time_zone" in facts:
        _only_known("time_zone", [facts["time_zone"]], time_zones())
    changed = [name for name, value in facts.items() if name in FACTS and getattr(organisation, name) != value]
    for name in changed:
        setattr(organisation, name, facts[name])
    return changed


def _save_with_look(by: Viewer, organisation: Organisation, look: Look | None) -> None:
    # Only what the namer sees counts: a look kept clear of hidden organisations would tell that they exist.
    taken = list_in_sight(by).values_list("colour", "letters")
    organisation.colour, organisation.letters = look or free_look(organisation.name, taken)
    organisation.save(force_insert=True)


@transaction.atomic
def create_organisation(
    *, by: Viewer, name: str, look: Look | None = None, title: str = "", **facts: Any
) -> Membership:
    """Start an organisation of which one is the owner; returns one's membership. `look` is for stories and tests."""
    if by.person is None or by.read_only:
        raise NotAllowed("Sign in to add an organisation.")
    organisation = Organisation(name=name, claimed_at=clock.now())
    _set_facts(organisation, facts)
    _save_with_look(by, organisation, look)
    owner = Membership(
        organisation=organisation, person=by.person, role=Role.OWNER, level=Level.MANAGER, title=title,
        joined_at=clock.now(),
    )  # fmt: skip
    owner.save()
    index_organisation(organisation)
    index_member(owner)
    log(Viewer(by.person, owner), "added the organisation", organisation)
    return owner


@transaction.atomic
def tell_organisation(
    *, by: Viewer, name: str, kind: str = OrganisationKind.OTHER, domain: str = "", look: Look | None = None
) -> Organisation:
    """Name an organisation that has not joined yet. It can be claimed by its people, and speaks for itself from then on."""
    member = by.writing()
    organisation = Organisation(
        name=name, kind=kind, domain=_checked_domain(domain), told_by=member.organisation, listed=False,
        time_zone=member.organisation.time_zone,
    )  # fmt: skip
    _save_with_look(by, organisation, look)
    index_organisation(organisation)
    log(by, f"named {organisation.name}, which has not joined yet", organisation, private=True)
    return organisation


def may_edit(by: Viewer, organisation: Organisation) -> None:
    """Refuse who may not change an organisation: admins change their own, members what theirs has said of another."""
    if organisation.pk == by.organisation_id:
        by.administering()
    elif by.writing().organisation_id != organisation.told_by_id or organisation.has_joined:
        raise NotAllowed(f"{organisation.name} speaks for itself.")


def seen_of(organisation: Organisation) -> str:
    """The mark of an organisation's facts, for those who may change them: it also marks what others do not see."""
    return fingerprint({name: getattr(organisation, name) for name in (*FACTS, "domain")})


def _check_seen(organisation: Organisation, seen: str | None) -> None:
    if seen and seen != seen_of(organisation):
        raise Conflict(
            f"Your changes are not saved. Somebody has changed this organisation meanwhile: {_facts_in_words(organisation)}."
            " Save again to put yours in its place."
        )


def _facts_in_words(organisation: Organisation) -> str:
    held = [f"“{organisation.name}”", OrganisationKind(organisation.kind).label, f"time zone {organisation.time_zone}"]
    held += [f"{name} “{getattr(organisation, name)}”" for name in ("about", "website", "domain")]
    held += [f"verticals {', '.join(words_for(organisation.verticals, VERTICALS)) or 'none'}"]
    held += [f"markets {', '.join(words_for(organisation.markets, markets())) or 'none'}"]
    return ", ".join([*held, f"{'in' if organisation.listed else 'not in'} the directory"])


@transaction.atomic
def edit_organisation(*, by: Viewer, seen: str | None = None, **facts: Any) -> Organisation:
    """Change facts of one's own organisation (any of FACTS, and `domain`). `seen` is the mark of what was looked at."""
    member = by.administering()
    organisation = Organisation.objects.select_for_update().get(pk=member.organisation_id)
    _check_seen(organisation, seen)
    changed = _set_facts(organisation, facts)
    if "domain" in facts and facts["domain"].strip().casefold() != organisation.domain:
        organisation.domain = _proven_domain(by, facts["domain"])
        changed.append("domain")
    if changed:
        organisation.save()
        index_organisation(organisation)
        log(by, "changed " + ", ".join(changed).replace("_", " "), organisation)
    return organisation


TIMES = ("country", "region", "work_days", "works_from", "works_until", "days_off")


def seen_times(organisation: Organisation) -> str:
    """The mark of an organisation's working time."""
    return fingerprint({name: getattr(organisation, name) for name in TIMES})


@transaction.atomic
def edit_working_time(
    *, by: Viewer, country: str, region: str, work_days: Iterable[int], works_from: time, works_until: time,
    days_off: Iterable[date], seen: str | None = None,
) -> Organisation:  # fmt: skip
    """Say when one's own organisation works: plans count in its days, and answers are due in its hours."""
    member = by.administering()
    organisation = Organisation.objects.select_for_update().get(pk=member.organisation_id)
    if seen and seen != seen_times(organisation):
        raise Conflict(_told_times(organisation))
    given = checked_working_time(country, region, work_days, works_from, works_until, days_off)
    changed = [name for name, value in given.items() if getattr(organisation, name) != value]
    for name in changed:
        setattr(organisation, name, given[name])
    if changed:
        organisation.save()
        log(by, "changed " + ", ".join(changed).replace("_", " "), organisation)
    return organisation


def _told_times(organisation: Organisation) -> str:
    days = ", ".join(WEEKDAYS[day][:3] for day in organisation.work_days)
    return (
        f"Your changes are not saved. Somebody has changed the working time meanwhile: {days}, {organisation.works_from:%H:%M}"
        f" to {organisation.works_until:%H:%M}, country {organisation.country or 'not set'}, {len(organisation.days_off)} further"
        " days off. Save again to put yours in their place."
    )


@transaction.atomic
def edit_told_organisation(
    *, by: Viewer, organisation: Organisation, name: str, kind: str, domain: str = "", seen: str | None = None
) -> Organisation:
    """Correct what one's own organisation has said of one that has not joined yet."""
    told = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if told.has_joined:
        # Also one's own: what it says of itself, its domain above all, is proven elsewhere.
        raise NotAllowed(f"{told.name} speaks for itself.")
    may_edit(by, told)
    _check_seen(told, seen)
    told.name, told.kind, told.domain = name, kind, _checked_domain(domain)
    told.save()
    index_organisation(told)
    log(by, f"corrected what is known of {told.name}", told, private=True)
    return told


def _checked_domain(domain: str) -> str:
    domain = domain.strip().casefold().removeprefix("@")
    if not domain:
        return ""
    if not is_domain(domain):
        raise Invalid("This is not a domain.", fields={"domain": "Only what stands behind the @: tondella.example"})
    if is_public_domain(domain):
        raise Invalid(
            "Anybody can have an address there.", fields={"domain": f"Anybody can have an address at {domain}."}
        )
    return domain


def _proven_domain(by: Viewer, domain: str) -> str:
    domain = _checked_domain(domain)
    if domain and not any(shares_domain(address, domain) for address in confirmed_addresses(by.person)):
        raise Invalid(
            "You have no address at this domain.",
            fields={"domain": f"First confirm an e-mail address of yours at {domain}, then set the domain."},
        )
    return domain


@transaction.atomic
def claim_organisation(
    organisation: Organisation,
    *,
    by: Person,
    seat: Membership | None = None,
    title: str = "",
    level: str = Level.MANAGER,
    functions: Iterable[str] = (),
) -> Membership:
    """Let an organisation that a partner named speak for itself, with `by` as its first owner.

    Call it only once the right to claim is proven: by the invited address, or by the domain. Conflict when it has been claimed.
    """
    told = Organisation.objects.select_for_update().filter(pk=organisation.pk, merged_into__isnull=True).first()
    if told is None:
        raise NotFound
    if told.has_joined:
        raise Conflict(f"{told.name} has been claimed already. Ask its owner for an invitation.")
    told.claimed_at, told.listed = clock.now(), True
    told.save()
    owner = fill_seat(told, by, seat)
    owner.role, owner.level, owner.title = Role.OWNER, level, title or owner.title
    owner.functions = checked_functions(functions) or owner.functions
    owner.save()
    index_organisation(told)
    index_member(owner)
    log(Viewer(by, owner), "claimed the organisation", told)
    follow(by=Viewer(by, owner), organisation=told)
    organisation.refresh_from_db()
    return owner
