"""The pages of the creative plan, as somebody clicks through them."""

from django.test import Client
from django.urls import reverse

from commonground.creative.models import TableVersion, Variant
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client


def at(hope: Hope, name: str, *more: object) -> str:
    return reverse(f"creative:{name}", args=[hope.campaign.pk, *more])


def page(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_nothing_to_a_table(hope: Hope) -> None:
    browser = client(hope.tondella.ines)
    assert "Name the first signal" in page(browser, at(hope, "plan"))
    browser.post(
        at(hope, "signal-new"), {"name": "Weather", "key": "weather", "type": "categorical", "categories": "sun\nrain"}
    )
    assert "Start the table" in page(browser, at(hope, "plan"))
    home = {"organisation": str(hope.tondella.organisation.pk)}
    browser.post(at(hope, "variant-new"), {"name": "One slice", "key": "V-01", "sizes": "300x250", **home})
    browser.post(
        at(hope, "placement-new"), {"name": "Page", "key": "page", "format": "owned", "sizes": "300x250", **home}
    )
    browser.post(at(hope, "start"))
    browser.post(at(hope, "columns"), {"signals": ["weather"], "seen": TableVersion.objects.get().mark})
    browser.post(at(hope, "rule-add"), {"when-weather": '"rain"'})
    key = TableVersion.objects.get().rules.get().key
    assert browser.post(at(hope, "rule", key), {"when-weather": '"rain"', "then": "V-01"}).status_code == 302
    shown = page(browser, at(hope, "plan"))
    assert ("rain" in shown, "One slice" in shown, "nothing: the impression is wasted" in shown) == (True, True, True)


def test_a_row_that_cannot_be_read_comes_back_as_it_was_typed(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.tondella.ines)
    answer = browser.post(at(hope, "rule", plan.rule.key), {"when-hour": "[5..)", "then": "V-02"})
    text = answer.content.decode()
    assert (answer.status_code, 'value="[5..)"' in text, "expected" in text) == (422, True, True)
    late = browser.post(at(hope, "rule", plan.rule.key), {"when-hour": "< 5", "then": "V-02", "seen": "old"})
    assert (late.status_code, 'value="&lt; 5"' in late.content.decode()) == (409, True)


def test_a_partner_is_asked_and_answers(hope: Hope) -> None:
    plan = creative.plan(hope)
    url = at(hope, "provision", plan.hour.pk, plan.half_page.pk)
    assert "Answer for" not in page(client(hope.tondella.ines), url)
    browser = client(hope.halyard.priya)
    seen = plan.asked.revision
    wrong = browser.post(url, {"act": "answer", "state": "refused", "seen_revision": seen, "share_source": "promised"})
    assert (wrong.status_code, "Say why" in wrong.content.decode()) == (422, True)
    given = {"act": "answer", "state": "live", "percent": "62.5", "share_source": "measured", "seen_revision": seen}
    assert browser.post(url, given).status_code == 302
    assert "62.5 %" in page(browser, at(hope, "coverage"))


def test_a_case_says_why_each_rule_did_not_hold(hope: Hope) -> None:
    creative.plan(hope)
    browser = client(hope.halyard.priya)
    assert "Rule 1" in page(browser, at(hope, "case") + "?try=yes&s0=rain&s1=9")
    missing = page(browser, at(hope, "case") + "?try=yes&s0=&s1=9")
    assert ("No rule holds: the fallback" in missing, "and it is missing" in missing) == (True, True)
    assert browser.get(at(hope, "case") + "?try=yes&s1=nine").status_code == 422


def test_a_variant_is_returned_with_words(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.halyard.marcus)
    url = at(hope, "variant-decide", plan.rainy.pk)
    assert browser.post(url, {"to": "return", "words": ""}).status_code == 422
    assert browser.post(url, {"to": "return", "words": "Too dark"}).status_code == 302
    assert Variant.objects.get(pk=plan.rainy.pk).state == "returned"
    assert browser.post(url, {"to": "nowhere"}).status_code == 404


def test_what_is_proposed_is_signed_on_its_page(hope: Hope) -> None:
    creative.plan(hope)
    browser = client(hope.tondella.ines)
    revision = TableVersion.objects.get().revision
    browser.post(at(hope, "propose"), {"seen_revision": revision})
    assert "Sign off for Tondella" in page(browser, at(hope, "plan"))
    browser.post(at(hope, "sign", 1))
    media = client(hope.halyard.marcus)
    assert media.post(at(hope, "change", 1), {"reason": ""}).status_code == 422
    media.post(at(hope, "change", 1), {"reason": "No clock"})
    assert "No clock" in page(browser, at(hope, "plan"))
    assert ("v1" in page(browser, at(hope, "versions")), "proposed" in page(browser, at(hope, "version", 1))) == (
        True,
        True,
    )


def test_a_rule_that_was_taken_out_is_offered_back(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.tondella.ines)
    browser.post(at(hope, "rule-remove", plan.rule.key))
    editor = browser.get(at(hope, "plan"), {"edit": "yes"}).content.decode()
    assert "Ines Albrecht took rule 1 out." in editor
    browser.post(at(hope, "undo"), {"seen": TableVersion.objects.get().mark, "edit": "yes"})
    assert TableVersion.objects.get().rules.count() == 1
    browser.post(at(hope, "rule-move", plan.rule.key), {"to": "x"})
    assert browser.post(at(hope, "rule-move", plan.rule.key), {"to": "1"}).status_code == 302
