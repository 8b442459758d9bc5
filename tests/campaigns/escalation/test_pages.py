"""Escalations as people see them."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from commonground.campaigns.escalation.models import Escalation
from commonground.kit import clock
from tests.campaigns.escalation.test_escalation import MONDAY, raised
from tests.factories import campaigns, roadmaps
from tests.factories.campaigns import Hope
from tests.factories.people import client


def at(name: str, story: Hope, *more: object) -> str:
    return reverse(f"campaigns:{name}", args=[story.campaign.pk, *more])


def test_raising_one_about_a_row(hope: Hope) -> None:
    campaigns.in_force(hope)
    ines = client(hope.tondella.ines)
    facts = {
        "asked": str(hope.halyard.organisation.pk), "title": "Decide the cap", "words": "3 or 5?", "impact": "high",
        "urgency": "high", "about": "raci-row:goal",
    }  # fmt: skip
    wrong = ines.post(at("escalation-raise", hope), {**facts, "asked": "", "title": ""})
    assert (wrong.status_code, "3 or 5?" in wrong.content.decode()) == (422, True)
    assert ines.post(at("escalation-raise", hope), facts).headers["Location"] == at("escalation", hope, 1)
    made = Escalation.objects.get()
    assert (made.about_kind, made.about_label, made.severity) == ("raci-row", "Agree the goal", 1)


def test_raising_one_about_a_deliverable_and_back_to_it(hope: Hope) -> None:
    keys = roadmaps.published(hope)
    ines, page = client(hope.tondella.ines), at("roadmap-deliverable", hope, keys["film"])
    raise_it = at("escalation-raise", hope) + f"?about=deliverable:{keys['film']}"
    assert raise_it in ines.get(page).content.decode()
    assert f'<option value="deliverable:{keys["film"]}" selected>' in ines.get(raise_it).content.decode()
    facts = {
        "asked": str(hope.halyard.organisation.pk), "title": "Decide the length", "words": "20 or 30?", "impact": "low",
        "urgency": "low", "about": f"deliverable:{keys['film']}",
    }  # fmt: skip
    assert ines.post(raise_it, facts).status_code == 302
    shown = ines.get(at("escalation", hope, 1)).content.decode()
    assert f'A deliverable: <a href="{page}">Film cut</a>' in shown


@pytest.mark.parametrize("key", ["", "a/b"])
def test_a_subject_that_no_page_can_have_is_shown_without_a_link(hope: Hope, key: str) -> None:
    raised(hope, about_kind="deliverable", about_key=key, about_label="The film")
    assert "A deliverable: The film" in client(hope.tondella.ines).get(at("escalation", hope, 1)).content.decode()


def test_a_list_that_teaches_and_one_that_counts(hope: Hope) -> None:
    ines = client(hope.tondella.ines)
    assert b"Nothing is stuck" in ines.get(at("escalation-list", hope)).content
    with clock.at(MONDAY):
        raised(hope)
        page = ines.get(at("escalation-list", hope)).content.decode()
    assert "E-1 Decide the frequency cap" in page
    assert "4 h left" in page


def test_the_day_on_which_it_was_raised_is_that_of_the_reader(hope: Hope) -> None:
    """Half past eleven in the evening in London is the next day in Rome."""
    with clock.at(datetime(2026, 9, 14, 22, 30, tzinfo=UTC)):
        raised(hope)
        days = [
            client(one).get(at("escalation-list", hope)).content.decode()
            for one in (hope.tondella.ines, hope.halyard.priya)
        ]
    assert ["Tue 15 Sep" in days[0], "Mon 14 Sep" in days[1]] == [True, True]


def test_acting_on_the_page(hope: Hope) -> None:
    raised(hope)
    marcus, ines = client(hope.halyard.marcus), client(hope.tondella.ines)
    act = lambda verb: at("escalation-act", hope, 1, verb)  # noqa: E731
    assert marcus.post(act("acknowledge")).status_code == 302
    assert marcus.post(act("resolve"), {"words": ""}).status_code == 422
    assert marcus.post(act("dance")).status_code == 404
    assert ines.post(act("update"), {"words": "And?"}).status_code == 403
    long = marcus.post(at("escalation-pause", hope, 1), {"to": "ask", "words": "Closed. " * 200})
    assert (long.status_code, long.content.count(b"Closed. Closed. ") > 0) == (422, True)
    assert marcus.post(at("escalation-pause", hope, 1), {"to": "ask", "words": "DSP closed"}).status_code == 302
    assert marcus.post(at("escalation-pause", hope, 1), {"to": "ask", "words": ""}).status_code == 422
    assert ines.post(at("escalation-pause", hope, 1), {"to": "consent"}).status_code == 302
    assert b"Paused" in ines.get(at("escalation", hope, 1)).content
    assert ines.post(at("escalation-pause", hope, 1), {"to": "resume"}).status_code == 302
    assert ines.post(at("escalation-pause", hope, 1), {"to": "sleep"}).status_code == 404
    assert marcus.post(act("resolve"), {"words": "Five a week", "root_cause": "Two briefs"}).status_code == 302
    assert ines.post(act("confirm")).status_code == 302
    assert b"Two briefs" in ines.get(at("escalation", hope, 1)).content


def test_the_number_of_queries_does_not_grow(hope: Hope, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    ines = client(hope.tondella.ines)
    for count in (1, 8):
        for _ in range(count):
            raised(hope)
        for page in (at("escalation-list", hope), at("escalation", hope, 1)):
            ines.get(page)
            with django_assert_max_num_queries(20):
                assert ines.get(page).status_code == 200
