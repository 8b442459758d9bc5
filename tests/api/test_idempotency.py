"""A write that is sent twice acts once."""

import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from commonground.api.models import IdempotentReply
from commonground.api.tasks import clean_replies
from commonground.campaigns.campaign.actions import remove_participant
from commonground.campaigns.models import Campaign
from commonground.kit import clock
from commonground.people.organisation.models import Organisation
from tests.api.program import ROOT, Answer, Program
from tests.factories import campaigns, people

KEY = {"Idempotency-Key": "a1"}


def test_the_same_again_is_the_same_answer(tondella: people.Tondella) -> None:
    """ABUSE 13."""
    ines = Program(tondella.ines)
    first = ines("post", "/organisations", {"name": "Quarry"}, headers=KEY)
    again = ines("post", "/organisations", {"name": "Quarry"}, headers=KEY)
    assert (first.status, first.content) == (again.status, again.content)
    assert first.headers["Content-Type"] == again.headers["Content-Type"]
    assert again.headers["Idempotent-Replay"] == "true"
    assert Organisation.objects.filter(name="Quarry").count() == 1
    other = ines("post", "/organisations", {"name": "Quarry"}, headers={"Idempotency-Key": "a2"})
    assert other.body["id"] != first.body["id"]


def test_another_body_or_address_under_the_key(tondella: people.Tondella) -> None:
    """ABUSE 13."""
    ines = Program(tondella.ines)
    ines.ok("post", "/organisations", {"name": "Quarry"}, headers=KEY)
    reused = (409, "idempotency-key-reused")
    assert ines.refused("post", "/organisations", {"name": "Mill"}, headers=KEY) == reused
    assert ines.refused("post", "/partnerships", {"name": "Quarry"}, headers=KEY) == reused


def test_keys_of_another_person_are_their_own(tondella: people.Tondella, cohort: people.Cohort) -> None:
    """ABUSE 2."""
    one = Program(tondella.ines).ok("post", "/organisations", {"name": "Quarry"}, headers=KEY)
    two = Program(cohort.nadia).ok("post", "/organisations", {"name": "Mill"}, headers=KEY)
    assert one["id"] != two["id"]


def test_refusals_of_what_was_sent_are_remembered_and_of_access_are_not(hope: campaigns.Hope) -> None:
    ines = Program(hope.tondella.ines)
    one = f"/campaigns/{hope.campaign.pk}"
    first = ines("patch", one, {"revision": 9}, headers=KEY)
    again = ines("patch", one, {"revision": 9}, headers=KEY)
    assert (first.status, again.status, first.content) == (409, 409, again.content)
    assert again.headers["Content-Type"] == "application/problem+json"
    nothing = {"Idempotency-Key": "a2"}
    assert ines.refused("delete", f"{one}/raci/draft", headers=nothing) == (404, "not-found")
    campaigns.draft(hope)
    assert ines("delete", f"{one}/raci/draft", headers=nothing).status == 204
    assert ines("delete", f"{one}/raci/draft", headers=nothing).status == 204


def test_a_key_holds_for_a_day(tondella: people.Tondella) -> None:
    ines = Program(tondella.ines)
    first = ines.ok("post", "/organisations", {"name": "Quarry"}, headers=KEY)
    with clock.at(clock.now() + timedelta(hours=23)):
        assert ines.ok("post", "/organisations", {"name": "Quarry"}, headers=KEY) == first
    with clock.at(clock.now() + timedelta(hours=25)):
        assert ines.ok("post", "/organisations", {"name": "Quarry"}, headers=KEY)["id"] != first["id"]


def test_old_answers_are_deleted_by_the_schedule(tondella: people.Tondella) -> None:
    Program(tondella.ines).ok("post", "/organisations", {"name": "Quarry"}, headers=KEY)
    assert clean_replies.func() == 0
    with clock.at(clock.now() + timedelta(hours=25)):
        assert clean_replies.func() == 1


@pytest.mark.parametrize("key", ["", " ", "x" * 201, "caf\u00e9"])
def test_keys_that_cannot_be_used(tondella: people.Tondella, key: str) -> None:
    ines = Program(tondella.ines)
    assert ines.refused("post", "/organisations", {"name": "Quarry"}, headers={"Idempotency-Key": key}) == (
        422,
        "invalid",
    )


def test_a_stored_answer_is_not_told_once_the_thing_is_no_longer_shared(hope: campaigns.Hope) -> None:
    """ABUSE 5."""
    marcus = Program(hope.halyard.marcus)
    one = f"/campaigns/{hope.campaign.pk}"
    change = {"revision": 1, "goal": "Meals"}
    marcus.ok("patch", one, change, headers=KEY)
    own = next(p for p in hope.campaign.participants.all() if p.organisation_id == hope.halyard.organisation.pk)
    remove_participant(by=people.viewer(hope.halyard.marcus), campaign=hope.seen(), participant=own)
    assert marcus.refused("patch", one, change, headers=KEY) == (404, "not-found")


def test_a_file_sent_again_is_the_same_whatever_its_boundary(hope: campaigns.Hope) -> None:
    ines = Program(hope.tondella.ines)
    address = f"{ROOT}/campaigns/{hope.campaign.pk}/raci/imports"
    table = b"Task,Ines,Marcus\nGoal,A,R\nMedia,R,A\n"
    sent = [
        Answer(ines.client.post(address, data={"file": SimpleUploadedFile("m.csv", given)}, headers=KEY))
        for given in (table, table, table + b"Claims,A,R\n")
    ]
    assert [one.status for one in sent] == [201, 201, 409]
    assert sent[0].content == sent[1].content


def test_two_at_once_act_once(committed: None) -> None:
    """ABUSE 13, 15."""
    story = campaigns.hope(people.tondella(), people.halyard())
    ines = Program(story.tondella.ines)
    body = {"partnership": str(story.partnership.pk), "name": "Twice"}
    answers: list[Answer] = []
    together = threading.Barrier(4)

    def call() -> None:
        together.wait()
        try:
            answers.append(ines("post", "/campaigns", body, headers=KEY))
        finally:
            connection.close()

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.status for one in answers] == [201] * 4
    assert len({one.content for one in answers}) == 1
    assert Campaign.objects.filter(name="Twice").count() == 1
    assert IdempotentReply.objects.count() == 1
