"""Asking, accepting, declining, leaving."""

import pytest

from commonground.kit.errors import NotAllowed, NotFound, NotReady
from commonground.partnerships.partnership.actions import (
    accept_partnership,
    add_party,
    decline_partnership,
    edit_partnership,
    leave_partnership,
    propose_partnership,
    withdraw_party,
)
from commonground.partnerships.partnership.queries import (
    get_partnership,
    list_invited,
    list_parties,
    list_partners,
    list_partnerships,
)
from commonground.people.organisation.actions import tell_organisation
from tests.factories.campaigns import Hope, partnership
from tests.factories.people import Cohort, Halyard, Tondella, viewer


def states(of, by) -> dict[str, str]:  # type: ignore[no-untyped-def]
    return {party.organisation.name: party.state for party in list_parties(viewer(by), of)}


def test_each_accepts_for_itself(tondella: Tondella, halyard: Halyard) -> None:
    made = propose_partnership(by=viewer(tondella.ines), name="Hope", organisations=[halyard.organisation.pk])
    assert states(made, tondella.ines) == {"Tondella": "accepted", "Halyard & Finch": "invited"}
    assert [party.partnership for party in list_invited(viewer(halyard.marcus))] == [made]

    accept_partnership(by=viewer(halyard.marcus), partnership=made)

    assert states(made, tondella.ines) == {"Tondella": "accepted", "Halyard & Finch": "accepted"}
    assert list(list_partners(viewer(tondella.ines))) == [halyard.organisation]


def test_only_a_manager_or_executive_accepts(tondella: Tondella, halyard: Halyard) -> None:
    made = propose_partnership(by=viewer(tondella.ines), name="Hope", organisations=[halyard.organisation.pk])
    with pytest.raises(NotAllowed):
        accept_partnership(by=viewer(halyard.priya), partnership=made)


def test_declining_hides_it_and_can_be_asked_again(tondella: Tondella, halyard: Halyard) -> None:
    made = propose_partnership(by=viewer(tondella.ines), name="Hope", organisations=[halyard.organisation.pk])
    decline_partnership(by=viewer(halyard.marcus), partnership=made, reason="Not this year")
    assert list(list_partnerships(viewer(halyard.marcus))) == []
    with pytest.raises(NotFound):
        get_partnership(viewer(halyard.marcus), made.pk)

    add_party(by=viewer(tondella.ines), partnership=made, organisation=halyard.organisation.pk)

    assert states(made, tondella.ines) == {"Tondella": "accepted", "Halyard & Finch": "invited"}


def test_leaving_takes_sight_away_at_once(hope: Hope) -> None:
    leave_partnership(by=viewer(hope.halyard.marcus), partnership=hope.partnership)
    assert list(list_partnerships(viewer(hope.halyard.marcus))) == []
    assert [p.organisation.name for p in hope.seen().participants.all()] == ["Tondella"]


def test_abuse_1_others_see_nothing(tondella: Tondella, halyard: Halyard, cohort: Cohort) -> None:
    made = partnership(tondella, halyard)
    assert list(list_partnerships(viewer(cohort.nadia))) == []
    with pytest.raises(NotFound):
        get_partnership(viewer(cohort.nadia), made.pk)


def test_who_has_not_accepted_cannot_change_it(tondella: Tondella, halyard: Halyard) -> None:
    made = propose_partnership(by=viewer(tondella.ines), name="Hope", organisations=[halyard.organisation.pk])
    with pytest.raises(NotReady):
        edit_partnership(by=viewer(halyard.marcus), partnership=made, name="Ours", purpose="")


def test_a_named_organisation_stands_as_told_and_can_be_taken_back(tondella: Tondella, halyard: Halyard) -> None:
    made = partnership(tondella, halyard)
    tidemark = tell_organisation(by=viewer(tondella.ines), name="Tidemark", kind="dsp")
    party = add_party(by=viewer(tondella.ines), partnership=made, organisation=tidemark.pk)
    assert states(made, tondella.ines)["Tidemark"] == "told"

    with pytest.raises(NotAllowed):
        withdraw_party(by=viewer(halyard.marcus), partnership=made, party=party)
    withdraw_party(by=viewer(tondella.ines), partnership=made, party=party)

    assert list(states(made, tondella.ines)) == ["Tondella", "Halyard & Finch"]


def test_what_was_accepted_meanwhile_is_not_taken_back(tondella: Tondella, halyard: Halyard) -> None:
    ines, marcus = viewer(tondella.ines), viewer(halyard.marcus)
    made = propose_partnership(by=ines, name="Hope", organisations=[halyard.organisation.pk])
    party = next(one for one in list_parties(ines, made) if one.organisation == halyard.organisation)
    accept_partnership(by=marcus, partnership=made)
    with pytest.raises(NotAllowed):
        withdraw_party(by=ines, partnership=made, party=party)
    assert states(made, tondella.ines)["Halyard & Finch"] == "accepted"


def test_nobody_asks_in_what_another_has_named(tondella: Tondella, halyard: Halyard) -> None:
    """ABUSE 2: an organisation that a partner named is not to be guessed by its id."""
    made = partnership(tondella, halyard)
    hidden = tell_organisation(by=viewer(tondella.ines), name="Tidemark", kind="dsp")
    from commonground.kit.errors import Invalid

    with pytest.raises(Invalid):
        add_party(by=viewer(halyard.marcus), partnership=made, organisation=hidden.pk)
