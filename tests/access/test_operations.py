"""Every operation of the API, called by everybody who may not."""

from tests.access import calls
from tests.access.world import World


def test_every_operation_has_a_class() -> None:
    calls.unclassified_operations()


def test_the_rightful_succeed(everything: World) -> None:
    calls.rightful_calls(everything)


def test_what_is_hidden_reads_like_nothing(everything: World) -> None:
    """ABUSE 1, 2."""
    calls.hidden_calls(everything)


def test_parts_of_others_in_a_thing_of_ones_own(everything: World) -> None:
    """ABUSE 1."""
    calls.nested_calls(everything)


def test_ids_of_others_in_what_is_sent(everything: World) -> None:
    """ABUSE 1, 2."""
    calls.referenced_calls(everything)


def test_who_may_not_is_refused(everything: World) -> None:
    """ABUSE 5, 7."""
    calls.refused_calls(everything)


def test_tokens_stop_at_once(everything: World) -> None:
    """ABUSE 5."""
    calls.revoked_tokens(everything)
