"""Adding a deliverable: where it goes, whose it is, and what is refused at which field."""

from datetime import date

import pytest

from commonground.campaigns.roadmap.actions import add_deliverable
from commonground.campaigns.roadmap.rules import DELIVERABLES_LIMIT
from commonground.campaigns.roadmap.taking import take_roadmap
from commonground.engines.roadmap import Deliverable, Roadmap
from commonground.kit.errors import Invalid
from tests.factories import roadmaps
from tests.factories.campaigns import Hope
from tests.factories.people import Cohort, viewer


def test_it_goes_below_another_or_to_the_end_of_its_phase(hope: Hope) -> None:
    keys, ines = roadmaps.draft(hope), viewer(hope.tondella.ines)
    add_deliverable(by=ines, campaign=hope.seen(), title="Poster", phase=keys["phase"])
    add_deliverable(by=ines, campaign=hope.seen(), title="Leaflet", after=keys["claims"], phase=keys["phase"])
    add_deliverable(by=ines, campaign=hope.seen(), title="Party")
    rows = roadmaps.loaded(hope).rows
    assert [row.title for row in rows] == ["Claims checked", "Leaflet", "Film cut", "Poster", "Go or no-go", "Party"]
    assert [row.position for row in rows] == [0, 1, 2, 3, 4, 5]


def test_the_owner_brings_their_organisation(hope: Hope) -> None:
    roadmaps.draft(hope)
    made = add_deliverable(
        by=viewer(hope.tondella.ines), campaign=hope.seen(), title="Poster", owner=hope.halyard.priya.pk
    )
    assert (made.organisation, made.changed_by) == (hope.halyard.organisation, hope.tondella.ines)


def test_people_and_organisations_are_those_of_the_campaign(hope: Hope, cohort: Cohort) -> None:
    roadmaps.draft(hope)
    for field, stranger in (
        ("owner", cohort.nadia.pk), ("reviewer", cohort.nadia.pk), ("organisation", cohort.organisation.pk)
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            add_deliverable(by=viewer(hope.tondella.ines), campaign=hope.seen(), title="Poster", **{field: stranger})
        assert list(refused.value.fields) == [field]
    assert len(roadmaps.loaded(hope).rows) == 3


def test_there_is_an_end(hope: Hope) -> None:
    ines = viewer(hope.tondella.ines)
    full = Roadmap(tuple(Deliverable(f"d{number}", f"Poster {number}") for number in range(DELIVERABLES_LIMIT)))
    take_roadmap(by=ines, campaign=hope.seen(), roadmap=full, places={}, source="full.csv")
    with pytest.raises(Invalid):
        add_deliverable(by=ines, campaign=hope.seen(), title="One more", due_on=date(2026, 10, 1))
    more = Roadmap((*full.deliverables, Deliverable("more", "One more")))
    with pytest.raises(Invalid):
        take_roadmap(by=ines, campaign=hope.seen(), roadmap=more, places={}, source="more.csv")
    assert roadmaps.working(hope).number == 1
