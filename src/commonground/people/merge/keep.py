"""What is kept when somebody belongs to both organisations."""

from commonground.people.membership.models import Membership
from commonground.people.membership.rules import rank


def keep_the_higher_role(goes: Membership, stays: Membership) -> None:
    """Of two memberships of one person, what stays has the higher role and every function."""
    stays.role = max(goes.role, stays.role, key=rank)
    stays.functions = sorted({*goes.functions, *stays.functions})
    stays.title = stays.title or goes.title
    stays.save()
