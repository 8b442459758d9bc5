"""What readiness says of a kick-off, from nothing to understood by all."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commonground.campaigns.campaign.actions import edit_campaign
from commonground.campaigns.campaign.queries import list_campaigns, with_participants
from commonground.campaigns.kickoff.actions import hold_meeting
from commonground.campaigns.kickoff.agenda import prepare
from commonground.campaigns.kickoff.enums import PreparationKind
from commonground.campaigns.kickoff.recap import (
    answer_objection,
    confirm_understanding,
    object_to_recap,
    write_recap,
)
from commonground.kit import clock
from commonground.readiness.check.queries import assess_campaigns
from tests.factories.campaigns import Hope
from tests.factories.meetings import AFTER, DAY, NOW, planned, recapped
from tests.factories.people import client, viewer

pytestmark = pytest.mark.django_db


def kicks(hope: Hope) -> list[str]:
    found = assess_campaigns(viewer(hope.tondella.ines), [hope.seen()])[hope.campaign.pk].findings
    return [finding.id for finding in found if finding.id.startswith("KICK")]


def test_from_nothing_to_understood_by_all(hope: Hope) -> None:
    ines, marcus = viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    with clock.at(NOW):
        assert kicks(hope) == ["KICK-001"]
    meeting = planned(hope, functions=["media", "creative"])
    with clock.at(NOW):
        assert kicks(hope) == ["KICK-002", "KICK-007", "KICK-008", "KICK-009", "KICK-010", "KICK-011"]
        for kind in PreparationKind.values:
            prepare(by=ines, campaign=hope.seen(), kind=kind, result="There", done=True)
        assert kicks(hope) == ["KICK-002"]
    with clock.at(AFTER + timedelta(days=1)):
        assert kicks(hope) == ["KICK-002", "KICK-001"]
    with clock.at(AFTER):
        hold_meeting(by=ines, meeting=meeting, attended=[hope.tondella.ines.pk, hope.halyard.priya.pk])
        assert kicks(hope) == ["KICK-002"]
    with clock.at(AFTER + timedelta(days=2)):
        assert kicks(hope) == ["KICK-002", "KICK-004"]
        write_recap(by=ines, meeting=meeting, recap="Meals")
        assert kicks(hope) == ["KICK-002", "KICK-005"]
        objection = object_to_recap(by=marcus, meeting=meeting, words="Orders")
        assert kicks(hope) == ["KICK-002", "KICK-006"]
        answer_objection(by=ines, meeting=meeting, understanding=objection.pk, answer="Orders, yes")
        assert kicks(hope) == ["KICK-002", "KICK-005"]
        confirm_understanding(by=marcus, meeting=meeting)
        assert kicks(hope) == ["KICK-002"]
        hope.tondella.daniel.functions = ["creative"]
        hope.tondella.daniel.save()
        call = planned(hope, kind="call", title="Call", day=DAY + timedelta(days=1))
        hold_meeting(by=ines, meeting=call, attended=[hope.tondella.daniel.pk])
        assert kicks(hope) == []


def test_after_the_launch_nobody_asks_for_a_kick_off(hope: Hope) -> None:
    edit_campaign(by=viewer(hope.tondella.ines), campaign=hope.seen(), launch_on=clock.today("Europe/Rome"))
    assert kicks(hope) == []


def test_each_finding_leads_to_where_it_is_mended(hope: Hope) -> None:
    meeting = planned(hope, functions=["creative"])
    with clock.at(NOW):
        page = (
            client(hope.tondella.ines)
            .get(reverse("campaigns:campaign-checked", args=[hope.campaign.pk]), follow=True)
            .content.decode()
        )
    assert f"{reverse('campaigns:kickoff-meeting', args=[hope.campaign.pk, meeting.pk])}#functions" in page
    assert reverse("campaigns:kickoff-prepare", args=[hope.campaign.pk, "naming"]) in page


def test_more_campaigns_cost_no_more_queries(hope: Hope) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from commonground.campaigns.campaign.actions import start_campaign

    ines, counts = viewer(hope.tondella.ines), []
    recapped(hope)
    for number in range(4):
        made = start_campaign(
            by=ines, partnership=hope.partnership, name=f"Another {number}", participants=[hope.halyard.organisation.pk]
        )
        recapped(Hope(hope.partnership, made, hope.tondella, hope.halyard))
    for size in (1, 5):
        several = list(with_participants(list_campaigns(ines)).order_by("created_at")[:size])
        with CaptureQueriesContext(connection) as captured:
            assess_campaigns(ines, several)
        counts.append(len(captured))
    assert counts[0] == counts[1]
