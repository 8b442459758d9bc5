"""What readiness finds in a creative plan, and where each finding is mended."""

from decimal import Decimal

from django.urls import reverse

from commonground.creative.decision.actions import add_rule
from commonground.creative.decision.signoff import propose_table, sign_table
from commonground.creative.signal.actions import answer_provision, change_signal, remove_signal
from commonground.creative.variant.actions import decide_variant, remove_variant
from commonground.readiness.check.queries import assess_campaigns
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer


def found(hope: Hope) -> list[str]:
    ines, seen = viewer(hope.tondella.ines), hope.seen()
    findings = assess_campaigns(ines, [seen])[seen.pk].findings
    return sorted(f"{one.id} {one.message}" for one in findings if one.id.startswith(("CRE", "SIG")))


def test_from_a_draft_to_a_plan_that_holds(hope: Hope) -> None:
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    priya, marcus = viewer(hope.halyard.priya), viewer(hope.halyard.marcus)
    add_rule(by=ines, campaign=seen, when={"hour": "[17..22]"}, then="V-02")
    assert found(hope) == [
        "CRE-001 The decision table is a draft.",
        "CRE-004 V-02 Rain check is not approved.",
        "SIG-001 Time of day is not promised on Harbour Daily, half page: not answered yet.",
        "SIG-005 40% of impressions are expected to be wasted.",
    ]
    decide_variant(by=marcus, campaign=seen, variant=plan.rainy, approve=True)
    answer_provision(by=priya, campaign=seen, provision=plan.asked, state="live", share=Decimal("0.4"))
    propose_table(by=ines, campaign=seen)
    assert found(hope) == [
        "CRE-002 Halyard & Finch has not signed the decision table off.",
        "CRE-002 Tondella has not signed the decision table off.",
        "SIG-003 Time of day is known on 40% of impressions of Harbour Daily, half page.",
        "SIG-005 27% of impressions are expected to be wasted.",
    ]
    for by in (ines, marcus):
        sign_table(by=by, campaign=seen, number=1)
    answer_provision(by=priya, campaign=seen, provision=plan.asked, state="live", share=Decimal("0.8"))
    assert found(hope) == []
    change_signal(by=ines, campaign=seen, signal=plan.weather, name="The weather")
    assert found(hope) == ["CRE-011 Signal Weather has another name since v1 was agreed."]
    change_signal(by=ines, campaign=seen, signal=plan.weather, categories=["sun", "rain", "cold", "hot"])
    assert found(hope) == ["CRE-010 Signal Weather has changed since v1 was agreed: name, categories."]
    change_signal(by=ines, campaign=seen, signal=plan.weather, name="Weather", categories=["sun", "rain", "cold"])
    assert found(hope) == []


def test_what_was_taken_out_is_told_once_and_leads_to_where_it_is_put_back(hope: Hope) -> None:
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    add_rule(by=ines, campaign=seen, when={"hour": "[17..22]"}, then="V-02")
    propose_table(by=ines, campaign=seen)
    remove_signal(by=ines, campaign=seen, signal=plan.hour)
    remove_variant(by=ines, campaign=seen, variant=plan.rainy)
    assert found(hope) == [
        "CRE-002 Halyard & Finch has not signed the decision table off.",
        "CRE-002 Tondella has not signed the decision table off.",
        "CRE-010 Signal Time of day was taken out since v1 was proposed.",
        "CRE-012 Variant Rain check was taken out since v1 was proposed.",
        "SIG-005 40% of impressions are expected to be wasted.",
    ]
    checked = reverse("campaigns:campaign-checked", args=[seen.pk])
    page = client(hope.tondella.ines).get(checked, follow=True).content.decode()
    assert f'href="{reverse("creative:coverage", args=[seen.pk])}"' in page
    assert f'href="{reverse("creative:variants", args=[seen.pk])}"' in page


def test_what_is_stored_is_what_was_proposed(hope: Hope) -> None:
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    propose_table(by=ines, campaign=seen)
    plan.rule.when = {"weather": '"sun"'}
    plan.rule.save()
    assert "CRE-001 The decision table is not what was proposed." in found(hope)


def test_each_finding_leads_to_where_it_is_mended(hope: Hope) -> None:
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    add_rule(by=ines, campaign=seen, when={"hour": "< 5", "weather": '"rain"'}, then="V-02")
    checked = reverse("campaigns:campaign-checked", args=[seen.pk])
    page = client(hope.tondella.ines).get(checked, follow=True).content.decode()
    assert reverse("creative:provision", args=[seen.pk, plan.hour.pk, plan.half_page.pk]) in page
    assert reverse("creative:variants", args=[seen.pk]) in page
    assert "CRE-007" in page
