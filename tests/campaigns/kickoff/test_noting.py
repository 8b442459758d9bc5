"""Decisions, words, actions, agenda, preparation."""

from datetime import date

import pytest
from django.urls import reverse

from commonground.campaigns.kickoff.agenda import (
    add_item,
    edit_item,
    move_item,
    prepare,
    remove_item,
    seen_of,
    seen_preparation,
)
from commonground.campaigns.kickoff.noting import (
    agree_term,
    change_term,
    note_decision,
    note_meeting_action,
    propose_term,
)
from commonground.campaigns.kickoff.noting import seen_of as seen_term
from commonground.campaigns.kickoff.providers import find_decisions, find_terms
from commonground.campaigns.kickoff.queries import find_term, get_preparation, list_agenda, list_noted
from commonground.kit.errors import Conflict, Invalid, NotFound, NotReady
from commonground.people.home.asked import needs_for
from tests.factories.campaigns import Hope
from tests.factories.meetings import planned
from tests.factories.people import Cohort, client, viewer

pytestmark = pytest.mark.django_db


def test_decisions_are_numbered_and_replaced_once(hope: Hope, cohort: Cohort) -> None:
    ines, priya = viewer(hope.tondella.ines), hope.halyard.priya.pk
    first = note_decision(by=ines, campaign=hope.seen(), text="Meals count", decided_by=[priya], consulted=[priya])
    second = note_decision(
        by=ines,
        campaign=hope.seen(),
        text="Orders count",
        decided_by=[priya],
        supersedes=first.pk,
        decided_on=date(2026, 9, 1),
    )
    assert [(one.number, one.supersedes_id) for one in (first, second)] == [(1, None), (2, first.pk)]
    assert (list(first.decided_by.all()), list(first.consulted.all())) == ([hope.halyard.priya], [])
    for wrong in ({"supersedes": first.pk}, {"decided_by": []}, {"decided_by": [cohort.nadia.pk]}):
        with pytest.raises(Invalid) as refused:
            note_decision(by=ines, campaign=hope.seen(), **{"text": "No", "decided_by": [priya], **wrong})  # type: ignore[arg-type]
        assert list(refused.value.fields) == list(wrong)
    assert [hit.title for hit in find_decisions(ines, "orders")] == ["Decision 2: Orders count"]
    assert list(find_decisions(viewer(cohort.nadia), "orders")) == []


def test_a_term_is_agreed_to_as_it_was_read(hope: Hope, cohort: Cohort) -> None:
    ines, marcus = viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    term = propose_term(by=ines, campaign=hope.seen(), term="Order", meaning="A paid pizza", aliases=["Sale", " Sale "])
    assert (term.aliases, [o.name for o in term.agreed_by.all()]) == (["Sale"], ["Tondella"])
    assert [n.title for n in needs_for(marcus)] == ["Agree to what “Order” means"]
    with pytest.raises(Invalid):
        propose_term(by=marcus, campaign=hope.seen(), term="ORDER", meaning="A click")
    seen = seen_term(term)
    agree_term(by=marcus, term=term, seen=seen)
    with pytest.raises(NotReady):
        agree_term(by=marcus, term=term)
    change_term(by=ines, term=term, meaning="A delivered pizza", seen=seen)
    with pytest.raises(Conflict):
        change_term(by=marcus, term=term, meaning="A click", seen=seen)
    with pytest.raises(Conflict):
        agree_term(by=marcus, term=term, seen=seen)
    assert [o.name for o in find_term(ines, term.pk).agreed_by.all()] == ["Tondella"]
    assert [hit.title for hit in find_terms(marcus, "delivered")] == ["Order"]
    with pytest.raises(NotFound):
        find_term(viewer(cohort.nadia), term.pk)


def test_the_agenda(hope: Hope) -> None:
    meeting, ines = planned(hope), viewer(hope.tondella.ines)
    item = add_item(by=ines, meeting=meeting, title="Weather", owner=hope.halyard.priya.pk)
    assert (item.position, item.owner) == (11, hope.halyard.priya)
    seen = seen_of(item)
    edit_item(by=ines, meeting=meeting, item=item.pk, seen=seen, notes="Rain", minutes=3, owner=None)
    with pytest.raises(Conflict):
        edit_item(by=ines, meeting=meeting, item=item.pk, seen=seen, notes="Sun")
    with pytest.raises(Invalid):
        edit_item(by=ines, meeting=meeting, item=item.pk, minutes=0)
    move_item(by=ines, meeting=meeting, item=item.pk, by_places=-50)
    assert list_agenda(ines, meeting)[0].title == "Weather"
    remove_item(by=ines, meeting=meeting, item=item.pk)
    assert [one.position for one in list_agenda(ines, meeting)] == list(range(11))


def test_what_is_prepared_says_where_it_is(hope: Hope) -> None:
    planned(hope)
    ines, priya = viewer(hope.tondella.ines), hope.halyard.priya
    prepare(by=ines, campaign=hope.seen(), kind="naming", owner=priya.pk, due_on=date(2026, 9, 18))
    assert "Prepare for the kick-off: naming convention fixed" in [n.title for n in needs_for(viewer(priya))]
    with pytest.raises(Invalid):
        prepare(by=ines, campaign=hope.seen(), kind="naming", done=True)
    done = prepare(by=viewer(priya), campaign=hope.seen(), kind="naming", result="In the wiki", done=True)
    assert done.done_by == priya
    assert prepare(by=ines, campaign=hope.seen(), kind="naming", result="In the wiki").done_at is None
    with pytest.raises(NotFound):
        prepare(by=ines, campaign=hope.seen(), kind="lunch")


def test_two_who_prepare_at_once_the_second_is_told(hope: Hope) -> None:
    planned(hope)
    ines, marcus = viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    seen = seen_preparation(get_preparation(ines, hope.seen(), "naming"))
    prepare(by=marcus, campaign=hope.seen(), kind="naming", result="In the wiki", done=True, seen=seen)
    with pytest.raises(Conflict) as told:
        prepare(by=ines, campaign=hope.seen(), kind="naming", owner=hope.tondella.daniel.pk, seen=seen)
    assert "Owner nobody, there: “In the wiki”." in told.value.message
    assert get_preparation(ines, hope.seen(), "naming").result == "In the wiki"
    page = client(hope.tondella.ines)
    url = reverse("campaigns:kickoff-prepare", args=[hope.campaign.pk, "naming"])
    answer = page.post(url, {"owner": hope.tondella.daniel.pk, "seen": seen})
    assert answer.status_code == 422
    told_of = answer.context["form"]["seen"].value()
    assert page.post(url, {"owner": hope.tondella.daniel.pk, "seen": told_of}).status_code == 302
    assert get_preparation(ines, hope.seen(), "naming").owner == hope.tondella.daniel


def test_an_action_knows_its_meeting(hope: Hope) -> None:
    meeting, ines = planned(hope), viewer(hope.tondella.ines)
    made = note_meeting_action(by=ines, meeting=meeting, title="Send the sizes", owner=hope.halyard.priya.pk)
    assert (made.source, made.source_label) == ("meeting", "Kick-off")
    assert list(list_noted(ines, hope.seen(), meeting)) == [made]
