"""Who an imported role probably is here: suggestions that the person confirms or changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from types import MappingProxyType
from uuid import UUID

from commonground.campaigns.raci.models import MatrixRole
from commonground.engines.raci.matrix import Matrix, Role, normalised
from commonground.people.models import Membership, Organisation

ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class MatchedOrganisation:
    """An organisation of the file, and which participant it seems to be; else it stays a name only."""

    key: str
    name: str
    roles: int
    suggested: Organisation | None

    @property
    def choice(self) -> str:
        """What is chosen unless the person says otherwise."""
        return str(self.suggested.pk) if self.suggested else ""


@dataclass(frozen=True, slots=True)
class MatchedRole:
    """A role of the file, who seems to hold it, and (where the file names no organisation) whose it seems to be."""

    role: Role
    organisation: str
    suggested: Membership | None
    home: Organisation | None = None

    @property
    def choice(self) -> str:
        """What is chosen unless the person says otherwise: nobody whom the file names is dropped."""
        if self.suggested:
            return str(self.suggested.pk)
        if self.role.vacant or self.role.has_left:
            return "vacant"
        return "name" if self.role.person else ""


def may_name(role: MatchedRole, organisations: Iterable[MatchedOrganisation], own: UUID | None) -> bool:
    """Whether the file's person may be named at the role's organisation: one's own, or one that has not joined."""
    here = {one.key: one.suggested for one in organisations}
    home = here.get(role.role.organisation) or role.home
    return home is None or home.pk == own or (home.told_by_id == own and not home.has_joined)


def alike(one: str, other: str) -> float:
    """How alike two names are, 0 to 1; one that holds all words of the other counts as alike."""
    left, right = normalised(one), normalised(other)
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    ratio = SequenceMatcher(a=left, b=right).ratio()
    within = set(left.split()) <= set(right.split()) or set(right.split()) <= set(left.split())
    return max(ratio, 0.85 if within else 0.0)


def match_organisations(
    matrix: Matrix, participants: Sequence[Organisation], known: Mapping[str, MatrixRole] = MappingProxyType({})
) -> list[MatchedOrganisation]:
    """Each organisation of the file with who it was said to be before, else the participant of the most alike name.

    `known` are the roles of the version before, by their keys.
    """
    found = []
    for one in matrix.organisations:
        roles = [role for role in matrix.roles if role.organisation == one.key]
        before = next((known[r.key].organisation for r in roles if r.key in known and known[r.key].organisation), None)
        found.append(MatchedOrganisation(one.key, one.name, len(roles), before or _best(one.name, participants)))
    return found


def _best(name: str, participants: Sequence[Organisation]) -> Organisation | None:
    scored = sorted(((alike(name, o.name), i) for i, o in enumerate(participants)), key=lambda s: (-s[0], s[1]))
    return participants[scored[0][1]] if scored and scored[0][0] >= ALIKE else None


def match_roles(
    matrix: Matrix,
    people: Iterable[Membership],
    organisations: Iterable[MatchedOrganisation],
    participants: Sequence[Organisation] = (),
    known: Mapping[str, MatrixRole] = MappingProxyType({}),
) -> list[MatchedRole]:
    """Each role with who held it before, else the person of that name, else the only one of that title at its home.

    Many matrices have organisations for columns: a role without one that is called like a participant is that one's.
    """
    everybody = list(people)
    here = {one.key: one.suggested for one in organisations}
    return [
        MatchedRole(
            role,
            matrix.organisation_name(role.organisation),
            _before(role, known, everybody) or _person(role, [m for m in everybody if _fits(m, role, here)]),
            None if role.organisation else _home(role, known) or _best(role.title, participants),
        )
        for role in matrix.roles
    ]


def _before(role: Role, known: Mapping[str, MatrixRole], people: Sequence[Membership]) -> Membership | None:
    stored = known.get(role.key)
    return next((m for m in people if stored and m.pk == stored.holder_id), None)


def _home(role: Role, known: Mapping[str, MatrixRole]) -> Organisation | None:
    stored = known.get(role.key)
    return stored.organisation if stored else None


def _fits(member: Membership, role: Role, here: Mapping[str, Organisation | None]) -> bool:
    organisation = here.get(role.organisation)
    return not role.organisation or (organisation is not None and member.organisation_id == organisation.pk)


def _person(role: Role, people: Sequence[Membership]) -> Membership | None:
    if role.vacant:
        return None
    for name in filter(None, (role.person, role.title)):
        named = [member for member in people if normalised(member.name) == normalised(name)]
        if len(named) == 1:
            return named[0]
    if role.person:
        return None
    titled = [member for member in people if member.title and normalised(member.title) == normalised(role.title)]
    return titled[0] if len(titled) == 1 else None
