"""Who may do what for an organisation."""

from commonground.people.membership.enums import Level, Role

RANK = {Role.OWNER: 3, Role.ADMIN: 2, Role.MEMBER: 1, Role.VIEWER: 0}


def rank(role: str) -> int:
    """0 (viewer) to 3 (owner)."""
    return RANK[Role(role)]


def may_write(role: str) -> bool:
    """Whether this role may change what the organisation works on."""
    return rank(role) >= RANK[Role.MEMBER]


def may_administer(role: str) -> bool:
    """Whether this role may invite people and change the organisation."""
    return rank(role) >= RANK[Role.ADMIN]


def may_grant(own: str, wanted: str) -> bool:
    """Nobody grants more than they hold."""
    return may_administer(own) and rank(own) >= rank(wanted)


def may_sign(role: str, level: str) -> bool:
    """Whether somebody's word binds the organisation: a manager or an executive who may write."""
    return may_write(role) and level in {Level.MANAGER, Level.EXECUTIVE}
