"""A placement names its markets, a partner those with consent; what is missing is told."""

from decimal import Decimal

import pytest
from django.urls import reverse

from commonground.creative.models import Placement, Provision
from commonground.creative.signal.actions import answer_provision, change_placement, change_signal
from commonground.creative.signal.rules import read_markets
from commonground.readiness.check.queries import assess_campaigns
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer


def consented(hope: Hope, *markets: str) -> creative.Plan:
    """The hour needs consent, and Halyard is asked for it on a placement in these markets."""
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    change_signal(by=ines, campaign=seen, signal=plan.weather, consent=True)
    home = hope.halyard.organisation.pk
    change_placement(by=ines, campaign=seen, placement=plan.half_page, organisation=home, markets=list(markets))
    return plan


def at(hope: Hope, plan: creative.Plan) -> str:
    return reverse("creative:provision", args=[hope.campaign.pk, plan.weather.pk, plan.half_page.pk])


def told(hope: Hope) -> list[str]:
    ines, seen = viewer(hope.tondella.ines), hope.seen()
    return [one.message for one in assess_campaigns(ines, [seen])[seen.pk].findings if one.id == "SIG-006"]


def test_countries_are_read_and_checked() -> None:
    assert read_markets("fr, DE;gb\nFR") == ["DE", "FR", "GB"]
    with pytest.raises(ValueError, match="“EN” is no country"):
        read_markets("DE, EN")


def test_the_markets_of_a_placement(hope: Hope) -> None:
    plan = creative.plan(hope)
    browser, url = client(hope.tondella.ines), reverse("creative:placement", args=[hope.campaign.pk, plan.half_page.pk])
    body = {
        "name": "Half page", "organisation": str(hope.halyard.organisation.pk), "format": "display", "seen_revision": "1",
    }  # fmt: skip
    wrong = browser.post(url, {**body, "markets": "Germany"})
    assert (wrong.status_code, "“GERMANY” is no country" in wrong.content.decode()) == (422, True)
    assert browser.post(url, {**body, "markets": "mt, it"}).status_code == 302
    assert Placement.objects.get().markets == ["IT", "MT"]
    assert 'value="IT, MT"' in browser.get(url).content.decode()
    coverage = browser.get(reverse("creative:coverage", args=[hope.campaign.pk])).content.decode()
    assert "Italy, Malta" in coverage


def test_a_partner_says_where_consent_is(hope: Hope) -> None:
    plan = consented(hope, "IT", "MT", "FR")
    browser = client(hope.halyard.priya)
    page = browser.get(at(hope, plan)).content.decode()
    assert ("It runs in France, Italy, Malta." in page, "Consent missing" in page) == (True, True)
    assert told(hope) == [
        "Weather is passed on Harbour Daily, half page without word of consent in France, Italy, Malta."
    ]
    answer = {
        "act": "answer", "state": "promised", "percent": "90", "share_source": "promised",
        "seen_revision": str(Provision.objects.get(pk=plan.passed.pk).revision),
    }  # fmt: skip
    assert browser.post(at(hope, plan), {**answer, "consent_markets": "XX"}).status_code == 422
    assert browser.post(at(hope, plan), {**answer, "consent_markets": "it, fr"}).status_code == 302
    assert Provision.objects.get(pk=plan.passed.pk).consent_markets == ["FR", "IT"]
    assert told(hope) == ["Weather is passed on Harbour Daily, half page without word of consent in Malta."]
    page = browser.get(reverse("creative:coverage", args=[hope.campaign.pk])).content.decode()
    assert '<span class="sub">in Malta</span>' in page


def test_what_is_said_of_consent_stays_until_something_else_is_said(hope: Hope) -> None:
    plan, priya = consented(hope, "IT"), viewer(hope.halyard.priya)
    answer = {"by": priya, "campaign": hope.seen(), "provision": plan.passed, "state": "live", "share": Decimal(1)}
    assert answer_provision(**answer, consent_markets=["IT"]).without_consent == []
    assert (answer_provision(**answer).consent_markets, told(hope)) == (["IT"], [])
    assert answer_provision(**answer, consent_markets=[]).without_consent == ["Italy"]


def test_without_markets_or_without_a_need_of_consent_nothing_is_claimed(hope: Hope) -> None:
    plan = consented(hope)
    browser = client(hope.halyard.priya)
    assert told(hope) == []
    assert "the placement names no markets to check it against" in browser.get(at(hope, plan)).content.decode()
    other = reverse("creative:provision", args=[hope.campaign.pk, plan.hour.pk, plan.half_page.pk])
    assert "consent_markets" not in browser.get(other).content.decode()
