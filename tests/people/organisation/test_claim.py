"""Claiming an organisation that a partner has named."""

import pytest

from commonground.kit.errors import Conflict
from commonground.people.membership.actions import tell_person
from commonground.people.organisation.actions import claim_organisation, tell_organisation
from commonground.people.organisation.queries import knows, list_organisations
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_the_first_to_claim_owns_it_in_the_seat_named_for_them(tondella: people.Tondella) -> None:
    by = people.viewer(tondella.ines)
    told = tell_organisation(by=by, name="Tidemark", kind="dsp")
    seat = tell_person(by=by, organisation=told, name="R. Costa", email="rafael@tidemark.example", functions=["data"])
    rafael = people.person("Rafael Costa", "rafael@tidemark.example")
    owner = claim_organisation(told, by=rafael, seat=seat, title="Head of supply")
    assert (owner.pk, owner.role, owner.name, owner.title) == (seat.pk, "owner", "Rafael Costa", "Head of supply")
    assert owner.functions == ["data"]
    assert told.has_joined
    assert not knows(by, told)
    with pytest.raises(Conflict):
        claim_organisation(told, by=tondella.daniel.person)


def test_it_then_speaks_for_itself(tondella: people.Tondella, cohort: people.Cohort) -> None:
    told = tell_organisation(by=people.viewer(tondella.ines), name="Tidemark", kind="dsp")
    assert told not in list_organisations(people.viewer(cohort.nadia))
    owner = claim_organisation(told, by=people.person("Rafael Costa", "rafael@tidemark.example"))
    assert told in list_organisations(people.viewer(cohort.nadia))
    assert people.viewer(owner).may_administer
