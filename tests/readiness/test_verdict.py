"""The verdict on a campaign, its findings, and waivers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from commonground.campaigns.campaign.actions import edit_campaign, name_point_person
from commonground.campaigns.raci.actions import set_letters
from commonground.engines.findings import Finding
from commonground.engines.raci.matrix import Letters, Row
from commonground.engines.readiness import CHECKS, Verdict
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotAllowed
from commonground.readiness.check.queries import assess_campaigns
from commonground.readiness.verdict.queries import finding_of
from commonground.readiness.waiver.actions import waive_finding, withdraw_waiver
from tests.factories import campaigns
from tests.factories.campaigns import SOUND, Hope
from tests.factories.people import client, viewer

FAULTY = (*SOUND, Row("risk", "Keep the risk list", phase="Strategy", cells={"ines": Letters.R}))
# Where Tondella is, which started the campaign: at midnight the day is another one there.
ROME = "Europe/Rome"


def ready(story: Hope) -> None:
    """All that readiness asks for, but the matrix."""
    ines = viewer(story.tondella.ines)
    launch = clock.today(ROME) + timedelta(days=30)
    edit_campaign(by=ines, campaign=story.seen(), launch_on=launch)
    name_point_person(
        by=ines, campaign=story.seen(), point_person=story.tondella.ines.pk, deputy=story.halyard.marcus.pk
    )


def found(story: Hope) -> tuple[str, list[str]]:
    assessment = assess_campaigns(viewer(story.tondella.ines), [story.seen()])[story.campaign.pk]
    return assessment.verdict.value, [finding.id for finding in assessment.findings]


def the(story: Hope, fingerprint: str) -> Finding:
    return finding_of(viewer(story.tondella.ines), story.seen(), fingerprint)


def test_from_nothing_to_ready(hope: Hope) -> None:
    assert found(hope) == ("not ready", ["PLAN-001", "PLAN-002", "KICK-001", "POINT-001", "MAP-012"])
    ready(hope)
    campaigns.in_force(hope)
    assert found(hope) == ("ready", ["KICK-001", "MAP-012"])


def test_a_draft_does_not_count_while_there_is_an_agreed_one(hope: Hope) -> None:
    ready(hope)
    campaigns.in_force(hope)
    set_letters(by=viewer(hope.tondella.ines), campaign=hope.seen(), row="goal", role="ines", letters="")
    assert found(hope) == ("ready", ["KICK-001", "MAP-012"])


def test_a_waiver_holds_until_its_day_and_no_longer(hope: Hope) -> None:
    ready(hope)
    campaigns.in_force(hope, FAULTY)
    ines = viewer(hope.tondella.ines)
    assert found(hope) == ("not ready", ["RACI-001", "KICK-001", "MAP-012"])
    day = clock.today(ROME) + timedelta(days=3)
    waive_finding(
        by=ines, campaign=hope.seen(), finding=the(hope, "RACI-001@row:risk"), reason="Ines decides", expires_on=day
    )
    assert found(hope) == ("ready with waivers", ["KICK-001", "MAP-012"])
    with clock.at(clock.now() + timedelta(days=4)):
        assert found(hope) == ("not ready", ["RACI-001", "KICK-001", "MAP-012"])


def test_a_waiver_can_be_taken_back(hope: Hope) -> None:
    ready(hope)
    campaigns.in_force(hope, FAULTY)
    waiver = waive_finding(
        by=viewer(hope.tondella.ines), campaign=hope.seen(), finding=the(hope, "RACI-001@row:risk"), reason="Later",
        expires_on=clock.today(ROME),
    )  # fmt: skip
    withdraw_waiver(by=viewer(hope.halyard.marcus), campaign=hope.seen(), waiver=waiver)
    assert found(hope) == ("not ready", ["RACI-001", "KICK-001", "MAP-012"])


@pytest.mark.parametrize(("reason", "days"), [("", 3), ("   ", 3), ("Later", -1), ("Later", 184)])
def test_a_waiver_needs_a_reason_and_an_end(hope: Hope, reason: str, days: int) -> None:
    day = clock.today(ROME) + timedelta(days=days)
    with pytest.raises(Invalid):
        waive_finding(
            by=viewer(hope.tondella.ines),
            campaign=hope.seen(),
            finding=the(hope, "PLAN-002@field:launch"),
            reason=reason,
            expires_on=day,
        )


def test_nobody_waives_the_signature_of_another(hope: Hope) -> None:
    campaigns.proposed(hope)
    for member in (hope.tondella.ines, hope.halyard.marcus):
        with pytest.raises(NotAllowed) as refused:
            waive_finding(
                by=viewer(member), campaign=hope.seen(), reason="They will sign", expires_on=clock.today(ROME),
                finding=the(hope, f"RACI-013@organisation:{hope.halyard.organisation.pk}"),
            )  # fmt: skip
        assert refused.value.message == "RACI-013 cannot be waived: nobody may speak for another organisation."


def test_what_concerns_one_organisation_is_for_that_one_to_waive(hope: Hope) -> None:
    ready(hope)
    campaigns.in_force(hope, tuple(replace(row, cells={"ines": Letters.AR, "giulia": Letters.AR}) for row in SOUND[:1]))
    nothing = the(hope, f"RACI-008@organisation:{hope.halyard.organisation.pk}")
    page = client(hope.tondella.ines).get(
        reverse("readiness:waive", args=[hope.campaign.pk]), {"finding": nothing.fingerprint}
    )
    assert page.status_code == 403
    waiver = waive_finding(
        by=viewer(hope.halyard.marcus), campaign=hope.seen(), finding=nothing, reason="We only advise",
        expires_on=clock.today(ROME),
    )  # fmt: skip
    assert waiver.message == nothing.message


def test_practitioners_waive_nothing(hope: Hope) -> None:
    with pytest.raises(NotAllowed):
        waive_finding(
            by=viewer(hope.halyard.priya),
            campaign=hope.seen(),
            finding=the(hope, "PLAN-002@field:launch"),
            reason="y",
            expires_on=date(2026, 1, 1),
        )


def test_the_number_of_queries_does_not_grow_with_the_campaigns(hope: Hope, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    from commonground.campaigns.campaign.actions import start_campaign
    from commonground.campaigns.campaign.queries import list_campaigns, with_participants

    campaigns.in_force(hope)
    ines = viewer(hope.tondella.ines)
    for number in range(4):
        start_campaign(by=ines, partnership=hope.partnership, name=f"Another {number}")
    for size in (1, 5):
        several = list(with_participants(list_campaigns(ines)).order_by("created_at")[:size])
        with django_assert_num_queries(11):
            assert len(assess_campaigns(ines, several)) == size


def test_the_overview_links_each_finding_to_where_it_is_mended(hope: Hope) -> None:
    ready(hope)
    campaigns.in_force(hope, FAULTY)
    checked = reverse("campaigns:campaign-checked", args=[hope.campaign.pk])
    page = client(hope.tondella.ines).get(checked, follow=True).content.decode()
    assert f'href="{reverse("campaigns:raci", args=[hope.campaign.pk])}#row-risk"' in page
    assert "Not ready to launch" in page


def test_waiving_on_the_page(hope: Hope) -> None:
    ready(hope)
    campaigns.in_force(hope, FAULTY)
    browser = client(hope.tondella.ines)
    url = reverse("readiness:waive", args=[hope.campaign.pk]) + "?finding=RACI-001@row:risk"
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"reason": "", "expires_on": ""}).status_code == 422
    browser.post(url, {"reason": "Ines decides", "expires_on": clock.today(ROME).isoformat()})
    assert found(hope)[0] == Verdict.READY_WITH_WAIVERS
    assert browser.get(url).status_code == 404


def test_every_check_has_a_page_that_explains_it(hope: Hope) -> None:
    browser = client(hope.halyard.priya)
    listed = browser.get(reverse("readiness:checks")).content.decode()
    for check in CHECKS:
        assert check.id in listed
        assert (
            check.why.split("'")[0][:40] in browser.get(reverse("readiness:explain", args=[check.id])).content.decode()
        )
    assert browser.get(reverse("readiness:explain", args=["RACI-999"])).status_code == 404
