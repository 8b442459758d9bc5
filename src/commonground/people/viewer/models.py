"""The viewer: not a row, the one value that every query takes first."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from commonground.kit.errors import NotAllowed, NotFound
from commonground.people.membership import rules
from commonground.people.membership.models import Membership
from commonground.people.organisation.models import Organisation
from commonground.people.person.models import Person

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person who acts for one organisation; both may be missing (anonymous, or nowhere a member yet)."""

    person: Person | None = None
    membership: Membership | None = None
    read_only: bool = False
    # What has been read once for this viewer; a viewer lives for one request or one task.
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def organisation(self) -> Organisation | None:
        """The organisation that the person acts for."""
        return self.membership.organisation if self.membership else None

    @property
    def organisation_id(self) -> UUID | None:
        """Its id; None sees nothing that belongs to an organisation."""
        return self.membership.organisation_id if self.membership else None

    @property
    def organisation_or_nobody(self) -> UUID:
        """Its id for lookups; who acts for none gets an id that no organisation has, and so finds nothing."""
        return self.membership.organisation_id if self.membership else NOBODY

    @property
    def organisation_name(self) -> str:
        """Its name, or nothing."""
        return self.membership.organisation.name if self.membership else ""

    @property
    def person_id(self) -> UUID | None:
        """The person's id."""
        return self.person.id if self.person else None

    @property
    def person_name(self) -> str:
        """The person's name, or nothing."""
        return self.person.name if self.person else ""

    @property
    def time_zone(self) -> str:
        """Where the viewer's days begin: the person's own zone, else the organisation's."""
        own = self.person.time_zone if self.person else ""
        return own or (self.membership.organisation.time_zone if self.membership else "UTC")

    @property
    def may_write(self) -> bool:
        """Whether the viewer may change what the organisation works on."""
        return bool(self.membership and not self.read_only and rules.may_write(self.membership.role))

    @property
    def may_administer(self) -> bool:
        """Whether the viewer may change the organisation and invite."""
        return bool(self.membership and not self.read_only and rules.may_administer(self.membership.role))

    @property
    def may_sign(self) -> bool:
        """Whether the viewer's word binds the organisation."""
        member = self.membership
        return bool(member and not self.read_only and rules.may_sign(member.role, member.level))

    def acting(self) -> Membership:
        """The membership in which the viewer acts; there is nothing for somebody without one."""
        if self.membership is None:
            raise NotFound
        return self.membership

    def writing(self) -> Membership:
        """The membership, when it may write."""
        member = self.acting()
        if self.read_only:
            raise NotAllowed("This token can only read.")
        if not self.may_write:
            raise NotAllowed(f"Viewers of {self.organisation_name} can read this but not change it.")
        return member

    def administering(self) -> Membership:
        """The membership, when it may administer."""
        member = self.acting()
        if not self.may_administer:
            raise NotAllowed(f"Only an owner or admin of {self.organisation_name} can do this.")
        return member

    def signing(self) -> Membership:
        """The membership, when its word binds the organisation."""
        member = self.acting()
        if not self.may_sign:
            raise NotAllowed(f"A manager or executive of {self.organisation_name} signs this.")
        return member


ANONYMOUS = Viewer()
