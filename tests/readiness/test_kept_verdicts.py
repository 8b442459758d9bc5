"""What pages show of a campaign is kept, and is what would be reckoned now after everything that people do."""

from datetime import timedelta

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonground.campaigns.campaign.actions import edit_campaign, name_point_person, remove_participant
from commonground.campaigns.raci.actions import set_letters, set_thresholds
from commonground.campaigns.signature.actions import countersign, propose_version
from commonground.engines.raci.matrix import Letters, Row
from commonground.kit import clock
from commonground.people.membership.actions import remove_member
from commonground.readiness.check.queries import assess_campaigns, shown
from commonground.readiness.models import KeptVerdict
from commonground.readiness.verdict.queries import finding_of, verdicts_of
from commonground.readiness.waiver.actions import waive_finding, withdraw_waiver
from tests.factories import campaigns
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer


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
    edit_campaign(by=ines, campaign=story.seen(), launch_on=clock.today("Europe/Rome") + timedelta(days=30))
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
        expires_on=clock.today("Europe/Rome") + timedelta(days=1),
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


def test_one_verdict_holds_for_who_have_another_day(hope: Hope) -> None:
    ines, marcus = viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    assert ines.membership
    assert marcus.membership
    for member, zone in ((ines.membership, "Pacific/Pago_Pago"), (marcus.membership, "Pacific/Kiritimati")):
        member.organisation.time_zone = zone
        member.organisation.save()
    seen = hope.seen()
    assert clock.today("Pacific/Pago_Pago") != clock.today("Pacific/Kiritimati")
    kept = verdicts_of(ines, [seen])[seen.pk]
    assert verdicts_of(marcus, [seen], reckon=False)[seen.pk] == kept
    assert kept.holds


def test_an_unchanged_list_reckons_nothing(hope: Hope) -> None:
    campaigns.in_force(hope)
    ines, seen = viewer(hope.tondella.ines), hope.seen()
    verdicts_of(ines, [seen])
    with CaptureQueriesContext(connection) as captured:
        verdicts_of(ines, [seen])
    assert len(captured) == 2
    assert KeptVerdict.objects.count() == 1


def page(story: Hope, name: str, namespace: str = "campaigns", **headers: str) -> HttpResponse:
    url = reverse(f"{namespace}:{name}", args=[story.campaign.pk])
    return client(story.tondella.ines).get(url, headers=headers)


def test_the_overview_says_when_something_has_changed_since(hope: Hope) -> None:
    campaigns.in_force(hope)
    first = page(hope, "campaign-detail").content.decode()
    assert ("Not checked yet" in first, "load, something-changed" in first) == (True, True)
    tabs = page(hope, "campaign-checked", **{"HX-Request": "true"})
    assert (tabs.headers["HX-Trigger"], "load," in tabs.content.decode()) == ('{"campaign-checked": true}', False)
    then = page(hope, "campaign-detail").content.decode()
    assert ("Not ready" in then, "before the last change" in then, "load," in then) == (True, False, False)
    edit_campaign(by=viewer(hope.tondella.ines), campaign=hope.seen(), goal="Other meals")
    changed = page(hope, "campaign-detail").content.decode()
    assert ("Not ready" in changed, "before the last change" in changed, "load," in changed) == (True, True, True)
    panel = page(hope, "panel", "readiness").content.decode()
    assert ("Not ready" in panel, "before the last change" in panel) == (True, False)


def test_who_has_no_scripts_is_led_back_to_a_verdict_that_holds(hope: Hope) -> None:
    campaigns.in_force(hope)
    there = page(hope, "campaign-checked")
    assert there.headers["Location"] == reverse("campaigns:campaign-detail", args=[hope.campaign.pk])
    assert "Not checked yet" not in page(hope, "campaign-detail").content.decode()


def test_a_tab_counts_the_errors_of_its_area(hope: Hope) -> None:
    campaigns.in_force(hope, (Row("risk", "Sign off the risk", cells={"ines": Letters.R}),))
    tabs = page(hope, "campaign-checked", **{"HX-Request": "true"}).content.decode()
    verdict = verdicts_of(viewer(hope.tondella.ines), [hope.seen()])[hope.campaign.pk]
    assert verdict.areas["RACI"] == 1
    assert tabs.count("1 error") == 2


def test_lists_ask_again_for_what_does_not_hold(hope: Hope) -> None:
    browser, url = client(hope.tondella.ines), reverse("campaigns:campaign-list")
    first = browser.get(url + "?q=hope").content.decode()
    assert ("Not checked yet" in first, 'hx-get="?q=hope&amp;checked=now"' in first) == (True, True)
    assert "Not checked yet" not in browser.get(url + "?q=hope&checked=now").content.decode()
    assert "hx-get" not in browser.get(url).content.decode().split('id="campaigns"')[1].split(">")[0]
