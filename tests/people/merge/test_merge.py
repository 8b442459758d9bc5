"""Two organisations that turn out to be one."""

import pytest
from django.db import models
from django.urls import reverse

from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotFound, NotReady
from commonground.people.activity.actions import first_broken_entry
from commonground.people.activity.models import Activity
from commonground.people.home.asked import needs_for
from commonground.people.membership.actions import tell_person
from commonground.people.membership.models import Membership
from commonground.people.merge.absorb import clashing, relations_to
from commonground.people.merge.actions import agree_merge, decline_merge, propose_merge
from commonground.people.note.actions import write_note
from commonground.people.note.models import Note
from commonground.people.organisation.actions import tell_organisation
from commonground.people.organisation.models import Merge, Organisation
from commonground.people.organisation.queries import list_organisations
from commonground.people.token.actions import authenticate, create_token
from tests.factories import people

pytestmark = pytest.mark.django_db


def told_and_joined(tondella: people.Tondella, halyard: people.Halyard) -> tuple[Organisation, Merge]:
    by = people.viewer(tondella.ines)
    told = tell_organisation(by=by, name="Halyard and Finch")
    return told, propose_merge(by=by, organisation=halyard.organisation, same_as=told.pk)


def test_what_was_named_goes_into_what_has_joined(tondella: people.Tondella, halyard: people.Halyard) -> None:
    told, _ = told_and_joined(tondella, halyard)
    named = tell_person(by=people.viewer(tondella.ines), organisation=told, name="Priya R.")
    before = Activity.objects.count()
    merge = Merge.objects.get()
    assert (merge.from_organisation, merge.into_organisation) == (told, halyard.organisation)
    assert agree_merge(by=people.viewer(halyard.marcus), merge=merge) == halyard.organisation
    told.refresh_from_db()
    named.refresh_from_db()
    assert (told.merged_into, named.organisation) == (halyard.organisation, halyard.organisation)
    assert told not in list_organisations(people.viewer(tondella.ines))
    assert (Activity.objects.count(), first_broken_entry()) == (before + 1, None)


def test_only_an_owner_of_the_other_side_agrees(
    tondella: people.Tondella, halyard: people.Halyard, cohort: people.Cohort
) -> None:
    """ABUSE 1, 7."""
    _, merge = told_and_joined(tondella, halyard)
    with pytest.raises(NotReady):
        agree_merge(by=people.viewer(tondella.ines), merge=merge)
    with pytest.raises(NotAllowed):
        agree_merge(by=people.viewer(halyard.priya), merge=merge)
    with pytest.raises(NotFound):
        agree_merge(by=people.viewer(cohort.nadia), merge=merge)
    with pytest.raises(NotAllowed):
        propose_merge(
            by=people.viewer(halyard.priya), organisation=tondella.organisation, same_as=halyard.organisation.pk
        )
    with pytest.raises(Invalid):
        propose_merge(
            by=people.viewer(cohort.nadia), organisation=tondella.organisation, same_as=halyard.organisation.pk
        )
    assert Merge.objects.filter(agreed_at__isnull=False).count() == 0


def test_it_is_proposed_once_and_can_be_declined(tondella: people.Tondella, halyard: people.Halyard) -> None:
    told, merge = told_and_joined(tondella, halyard)
    with pytest.raises(Conflict):
        propose_merge(by=people.viewer(tondella.giulia), organisation=halyard.organisation, same_as=told.pk)
    assert [need.kind for need in needs_for(people.viewer(halyard.marcus))] == ["decide"]
    decline_merge(by=people.viewer(halyard.marcus), merge=merge)
    assert needs_for(people.viewer(halyard.marcus)) == []
    with pytest.raises(NotFound):
        agree_merge(by=people.viewer(halyard.marcus), merge=merge)


def test_two_that_one_has_named_merge_at_once(tondella: people.Tondella) -> None:
    by = people.viewer(tondella.ines)
    first, second = (tell_organisation(by=by, name=name) for name in ("Tidemark", "Tide Mark"))
    assert propose_merge(by=by, organisation=first, same_as=second.pk).agreed_at
    second.refresh_from_db()
    assert second.merged_into == first


def test_two_that_have_joined_keep_every_row(tondella: people.Tondella, halyard: people.Halyard) -> None:
    """Where somebody belongs to both, one membership stays, with the higher role and all that pointed at the other."""
    both = people.member(tondella.organisation, halyard.priya.person, "admin", functions=("brand",))
    _, secret = create_token(by=people.viewer(both), name="Report")
    write_note(by=people.viewer(both), kind="organisation", identity=halyard.organisation.pk, body="Ours")
    merge = propose_merge(
        by=people.viewer(halyard.marcus), organisation=tondella.organisation, same_as=halyard.organisation.pk
    )
    assert (merge.from_organisation, merge.into_organisation) == (halyard.organisation, tondella.organisation)
    agree_merge(by=people.viewer(tondella.ines), merge=merge)
    assert not Membership.objects.filter(organisation=halyard.organisation).exists()
    priya = Membership.objects.get(person=halyard.priya.person)
    assert (priya.pk, priya.role, priya.functions) == (both.pk, "admin", ["brand", "media"])
    assert Note.objects.get().organisation == tondella.organisation
    assert authenticate(secret).organisation == tondella.organisation  # type: ignore[union-attr]


def test_tokens_and_notes_follow_the_membership_that_is_absorbed(
    tondella: people.Tondella, halyard: people.Halyard
) -> None:
    both = people.member(tondella.organisation, halyard.priya.person)
    _, secret = create_token(by=people.viewer(halyard.priya), name="Report")
    write_note(by=people.viewer(halyard.priya), kind="organisation", identity=tondella.organisation.pk, body="Theirs")
    merge = propose_merge(
        by=people.viewer(halyard.marcus), organisation=tondella.organisation, same_as=halyard.organisation.pk
    )
    agree_merge(by=people.viewer(tondella.ines), merge=merge)
    assert authenticate(secret).membership.pk == both.pk  # type: ignore[union-attr]
    assert Note.objects.get().author == both


def test_no_relation_is_left_behind(tondella: people.Tondella, halyard: people.Halyard) -> None:
    told, merge = told_and_joined(tondella, halyard)
    agree_merge(by=people.viewer(halyard.marcus), merge=merge)
    relations = relations_to(Organisation)
    assert len(relations) > 10
    for relation in relations:
        model: type[models.Model] = relation.related_model  # type: ignore[assignment]
        if model is not Merge:
            assert not model._base_manager.filter(**{relation.field.name: told}).exists(), relation


def test_a_condition_of_a_unique_key_is_minded(tondella: people.Tondella, halyard: people.Halyard) -> None:
    there = people.member(tondella.organisation, halyard.priya.person)
    assert clashing(halyard.priya, "organisation", tondella.organisation) == there
    there.left_at = there.joined_at
    there.save()
    assert clashing(halyard.priya, "organisation", tondella.organisation) is None


def test_the_pages(tondella: people.Tondella, halyard: people.Halyard) -> None:
    told = tell_organisation(by=people.viewer(tondella.ines), name="Halyard and Finch")
    ines, marcus = people.client(tondella.ines), people.client(halyard.marcus)
    propose = reverse("people:merge-propose", args=[halyard.organisation.pk])
    assert ines.post(propose, {"same_as": "nonsense"}).status_code == 422
    assert ines.post(propose, {"same_as": str(halyard.organisation.pk)}).status_code == 422
    assert ines.post(propose, {"same_as": str(told.pk)}).status_code == 302
    url = reverse("people:merge", args=[Merge.objects.get().pk])
    assert b"Waits for an owner" in ines.get(url).content
    assert ines.post(url, {"agree": "1"}).status_code == 409
    assert people.client(halyard.priya).post(url, {"agree": "1"}).status_code == 403
    assert b"Merge as Halyard" in marcus.get(url).content
    assert marcus.post(url, {"agree": "1"}).status_code == 302
    assert marcus.get(url).status_code == 404


def test_what_has_been_merged_meanwhile_is_merged_no_further(tondella: people.Tondella) -> None:
    by = people.viewer(tondella.ines)
    first, second, third = (tell_organisation(by=by, name=name) for name in ("Tidemark", "Tidemark Ltd", "Tide"))
    propose_merge(by=by, organisation=second, same_as=first.pk)
    assert Organisation.objects.get(pk=first.pk).merged_into == second
    with pytest.raises(Conflict):
        propose_merge(by=by, organisation=first, same_as=third.pk)
    assert Organisation.objects.get(pk=third.pk).merged_into is None


def test_a_proposal_is_answered_once(tondella: people.Tondella, halyard: people.Halyard) -> None:
    _, merge = told_and_joined(tondella, halyard)
    stale = Merge.objects.get(pk=merge.pk)
    decline_merge(by=people.viewer(halyard.marcus), merge=merge)
    for act in (agree_merge, decline_merge):
        with pytest.raises(NotFound):
            act(by=people.viewer(halyard.marcus), merge=stale)
    assert Merge.objects.get(pk=merge.pk).agreed_at is None
