"""What lists show of a campaign is kept, and is what would be reckoned now after everything that people do."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonground.campaigns.campaign.actions import edit_campaign, name_point_person, remove_participant
from commonground.campaigns.raci.actions import set_letters, set_thresholds
from commonground.campaigns.signature.actions import countersign, propose_version
from commonground.kit import clock
from commonground.people.membership.actions import remove_member
from commonground.readiness.check.queries import assess_campaigns, finding_of, shown
from commonground.readiness.models import KeptVerdict
from commonground.readiness.verdict.queries import verdicts_of
from commonground.readiness.waiver.actions import waive_finding, withdraw_waiver
from tests.factories import campaigns
from tests.factories.campaigns import Hope
from tests.factories.people import viewer


def agree(story: Hope) -> str:
    """The kept verdict in words, once it was found to be what would be reckoned now."""
    ines, seen = viewer(story.tondella.ines), story.seen()
    kept = verdicts_of(ines, [seen])[seen.pk]
    assert kept == shown(assess_campaigns(ines, [seen])[seen.pk])
    assert verdicts_of(ines, [seen])[seen.pk] == kept
    return f"{kept.words}, {kept.errors} {kept.warnings} {kept.waived}"


def test_a_kept_verdict_is_right_after_each_act(hope: Hope) -> None:
    ines, marcus, story = viewer(hope.tondella.ines), viewer(hope.halyard.marcus), hope
    said = [agree(hope)]
    edit_campaign(by=ines, campaign=story.seen(), launch_on=clock.today() + timedelta(days=30))
    said.append(agree(hope))
    name_point_person(by=ines, campaign=story.seen(), point_person=hope.tondella.giulia.pk, deputy=None)
    said.append(agree(hope))
    campaigns.draft(hope)
    set_letters(by=ines, campaign=story.seen(), row="goal", role="ines", letters="")
    said.append(agree(hope))
    number = propose_version(by=ines, campaign=story.seen()).number
    said.append(agree(hope))
    for by in (ines, marcus):
        countersign(by=by, campaign=story.seen(), number=number)
        said.append(agree(hope))
    waiver = waive_finding(
        by=ines, campaign=story.seen(), finding=finding_of(ines, story.seen(), "RACI-001@row:goal"), reason="Soon",
        expires_on=clock.today() + timedelta(days=1),
    )  # fmt: skip
    said.append(agree(hope))
    with clock.at(clock.now() + timedelta(days=2)):
        said.append(agree(hope))
    withdraw_waiver(by=marcus, campaign=story.seen(), waiver=waiver)
    said.append(agree(hope))
    set_thresholds(by=ines, campaign=story.seen(), wanted={"accountable_rows_per_person": 1})
    said.append(agree(hope))
    remove_member(by=ines, member=hope.tondella.giulia)
    said.append(agree(hope))
    remove_participant(by=marcus, campaign=story.seen(), participant=story.seen().participants.all()[1])
    said.append(agree(hope))
    assert said == [
        "Not ready, 2 3 0", "Not ready, 1 3 0", "Not ready, 1 3 0", "Not ready, 2 3 0", "Not ready, 4 3 0",
        "Not ready, 3 3 0", "Not ready, 1 3 0", "Ready with waivers, 0 3 1", "Not ready, 1 3 0", "Not ready, 1 3 0",
        "Not ready, 1 3 0", "Not ready, 2 3 0", "Not ready, 4 3 0",
    ]  # fmt: skip


def test_an_unchanged_list_reckons_nothing(hope: Hope) -> None:
    campaigns.in_force(hope)
    ines, seen = viewer(hope.tondella.ines), hope.seen()
    verdicts_of(ines, [seen])
    with CaptureQueriesContext(connection) as captured:
        verdicts_of(ines, [seen])
    assert len(captured) == 2
    assert KeptVerdict.objects.count() == 1
