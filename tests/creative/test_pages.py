"""The pages of the creative plan, as somebody clicks through them."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from commonground.campaigns.models import Campaign
from commonground.creative.models import Signal, TableVersion, Variant
from commonground.creative.signal.actions import change_signal, name_placement
from commonground.kit import clock
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer


def at(hope: Hope, name: str, *more: object) -> str:
    return reverse(f"creative:{name}", args=[hope.campaign.pk, *more])


def page(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace(" :", ":").replace(" .", ".")


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
    assert "Rule 1, Rain check (V-02)" in page(browser, at(hope, "case") + "?try=yes&s0=rain&s1=9")
    sunny = text_of(browser.get(at(hope, "case") + "?try=yes&s0=sun&s1=9"))
    assert "Rule 1, Rain check (V-02): Does not hold Weather is sun, asked for rain or cold." in sunny
    assert "One slice, one meal (V-01)" in sunny
    missing = page(browser, at(hope, "case") + "?try=yes&s0=&s1=9")
    assert ("No rule holds: the fallback" in missing, "Weather is missing, asked for" in missing) == (True, True)


@pytest.mark.parametrize("hour", ["25", "nine", "9.5", "-1"])
def test_every_value_of_a_case_that_is_none_of_its_signal_is_told_at_once(hope: Hope, hour: str) -> None:
    plan, browser = creative.plan(hope), client(hope.halyard.priya)
    change_signal(by=viewer(hope.tondella.ines), campaign=hope.seen(), signal=plan.hour, unit="h")
    answer = browser.get(at(hope, "case") + f"?try=yes&s0=snow&s1={hour}")
    said = text_of(answer)
    assert f"Time of day takes a whole number, 0 to 23 h; “{hour}” is not." in said
    assert "Weather is one of sun, rain, cold." in said
    assert (answer.status_code, "not saved" in said, "What you typed" in said) == (422, False, False)


def test_a_provision_is_asked_for_with_the_reason_and_a_week_before_launch(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    place = name_placement(
        by=ines,
        campaign=hope.seen(),
        key="web",
        name="Open web",
        organisation=hope.halyard.organisation.pk,
        format="display",
    )
    with clock.at(datetime(2026, 9, 1, 12, tzinfo=UTC)):
        Campaign.objects.update(launch_on=date(2026, 10, 15))
        url = at(hope, "provision", plan.weather.pk, place.pk)
        shown = page(client(hope.tondella.ines), url + "?gain=12.4")
        assert "Rule 1 asks for Weather. On Open web some 12 more of 100 impressions" in shown
        assert 'value="2026-10-08"' in shown
        assert "Rule 1 asks for" not in page(client(hope.tondella.ines), url)
        odd = page(client(hope.tondella.ines), url + "?gain=%3Cb%3E")
        assert ("Rule 1 asks for Weather." in odd, "more of 100" in odd) == (True, False)
        Campaign.objects.update(launch_on=date(2026, 9, 4))
        assert 'value="2026-09-01"' in page(client(hope.tondella.ines), url)
        Campaign.objects.update(launch_on=date(2026, 8, 4))
        assert 'name="due_on" value' not in page(client(hope.tondella.ines), url)


def test_who_answers_is_not_offered_to_ask_itself_and_who_reads_is_told_why(hope: Hope) -> None:
    plan = creative.plan(hope)
    url = at(hope, "provision", plan.hour.pk, plan.half_page.pk)
    asked = page(client(hope.halyard.priya), url)
    assert ("Answer for Halyard" in asked, "Ask again" in asked) == (True, False)
    assert "Ask again" in page(client(hope.tondella.ines), url)
    reads = page(client(hope.tondella.carla), url)
    assert ("there is nothing for you to do here" in reads, "<form method" in reads.split("<main")[1]) == (True, False)
    passed = at(hope, "provision", plan.weather.pk, plan.half_page.pk)
    text = text_of(client(hope.tondella.ines).get(passed))
    assert ("Ask for more" in text, "Answer for" in text) == (True, False)
    assert ("90 % Promised" in text, "promised Promised" in text) == (True, False)


def test_a_category_that_is_named_twice_is_told(hope: Hope) -> None:
    sent = {"name": "Sky", "key": "sky", "type": "categorical", "categories": "sun < dry\nrain\ndry\nsun"}
    answer = client(hope.tondella.ines).post(at(hope, "signal-new"), sent)
    assert (answer.status_code, "“sun” is there twice." in answer.content.decode()) == (422, True)
    number = {"name": "Hour", "key": "hour", "type": "integer", "categories": "sun\nsun", "low": "0", "high": "23"}
    assert client(hope.tondella.ines).post(at(hope, "signal-new"), number).status_code == 302
    assert Signal.objects.get().categories == []


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
