"""Every page, looked at by everybody who may not. ABUSE 1, 2, 5, 7."""

from tests.access import sweep
from tests.access.pages import classified
from tests.access.world import World


def test_every_address_has_a_class() -> None:
    sweep.unclassified_pages(classified())
    gone = (
        classified() - {name for name in sweep.patterns() if name} - {"openid_connect_login", "openid_connect_callback"}
    )
    assert gone == set()


def test_the_rightful_get_in(everything: World) -> None:
    sweep.rightful_pages(everything)


def test_what_is_hidden_reads_like_nothing(everything: World) -> None:
    """ABUSE 1, 2."""
    sweep.hidden_pages(everything)


def test_parts_of_others_in_a_thing_of_ones_own(everything: World) -> None:
    """ABUSE 1."""
    sweep.nested_pages(everything)


def test_a_viewer_changes_nothing(everything: World) -> None:
    """ABUSE 7."""
    sweep.lower_pages(everything)


def test_pages_about_oneself(everything: World) -> None:
    """ABUSE 5."""
    sweep.own_pages(everything)


def test_a_partner_changes_nothing_of_another_organisation(everything: World) -> None:
    """ABUSE 7."""
    sweep.refused_partner(everything)
