"""A partner's get_signals response becomes signals and answers, whole or not at all; the campaign's own is downloaded."""

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commonground.campaigns.campaign.actions import add_participant
from commonground.campaigns.upload.models import Upload
from commonground.creative.models import Placement, Provision, Signal
from commonground.creative.signal.actions import answer_provision, ask_provision, change_signal, name_placement
from commonground.creative.signal.importing import preview_of
from commonground.engines.decisions import adcp
from commonground.partnerships.partnership.actions import add_party
from commonground.people.activity.models import Activity
from commonground.people.organisation.actions import tell_organisation
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer


def at(hope: Hope, name: str, *more: object) -> str:
    return reverse(f"creative:{name}", args=[hope.campaign.pk, *more])


def entry(key: str, live: bool = True, platform: str = "halyard", **more: Any) -> dict[str, Any]:
    return {
        "signal_ref": {"scope": "signal_source", "signal_source_url": "https://halyard.example", "signal_id": key},
        "signal_agent_segment_id": key, "name": key.title(), "description": key, "signal_type": "owned",
        "deployments": [{"type": "platform", "platform": platform, "is_live": live}], **more,
    }  # fmt: skip


def cpm(price: float, currency: str = "EUR") -> dict[str, Any]:
    option = {"pricing_option_id": "p", "model": "cpm", "cpm": price, "currency": currency}
    return {"pricing_options": [option]}


WEATHER = {"value_type": "categorical", "categories": ["sun", "rain", "cold"]}
INCOME = {"value_type": "numeric", "range": {"min": 0, "max": 9.5}, "coverage_percentage": 12.5}


def send(browser: Client, hope: Hope, *entries: dict[str, Any]) -> str:
    """The address of the preview."""
    content = json.dumps({"status": "completed", "cache_scope": "public", "signals": entries}).encode()
    answer = browser.post(at(hope, "signals-import"), {"file": SimpleUploadedFile("halyard.json", content)})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def look(browser: Client, url: str, *placements: Placement) -> tuple[str, dict[str, Any]]:
    """The page, and what its button sends."""
    answer = browser.get(url, {"look": "yes", "placement": [str(one.pk) for one in placements]})
    assert answer.status_code == 200
    page = answer.content.decode()
    mark = re.search(r'name="seen" value="([^"]*)"', page)
    return page, {"look": "yes", "seen": mark and mark[1], "placement": [str(one.pk) for one in placements]}


def take(browser: Client, url: str, *placements: Placement) -> int:
    return browser.post(url, look(browser, url, *placements)[1]).status_code


def said(signal: str) -> tuple[Any, ...]:
    one = Provision.objects.get(signal__key=signal)
    return one.asked.name, one.state, one.share, one.price, one.currency, one.values


def becomes(page: str) -> list[str]:
    """What becomes of each row, without markup."""
    cells = re.findall(r'data-label="What becomes of it">(.*?)</td>', page)
    return [" ".join(re.sub(r"<[^>]*>", " ", one).split()) for one in cells]


def test_a_partner_imports_what_its_own_system_says(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.halyard.priya)
    url = send(
        browser, hope, entry("weather", coverage_percentage=97.25, **WEATHER, **cpm(1.5)),
        entry("hour", live=False, coverage_percentage=80), entry("income", consent_basis=["consent"], countries=["IT"], **INCOME),
    )  # fmt: skip
    page, sent = look(browser, url, plan.half_page)
    assert becomes(page) == ["Changed", "Changed", "Added"]
    assert "97.25 %, live, 1.5 EUR per thousand" in page
    assert "12.5 %, live, consent in Italy" in page
    assert Signal.objects.count() == 2
    assert browser.post(url, sent).status_code == 302
    assert said("weather") == ("Halyard & Finch", "live", Decimal("0.9725"), Decimal("1.5"), "EUR", [])
    assert said("hour") == ("Halyard & Finch", "promised", Decimal("0.8"), None, "", [])
    income = Provision.objects.select_related("signal").get(signal__key="income")
    assert (income.signal.name, income.signal.type, income.signal.low, income.signal.high) == (
        "Income",
        "numeric",
        "0",
        "9.5",
    )
    assert (income.signal.consent, income.consent_markets, income.state) == (True, ["IT"], "live")
    last = Activity.objects.latest("id")
    assert (last.verb, last.detail) == ("imported signals from halyard.json", {"signals": 1, "provisions": 3})
    upload = Upload.objects.get(name="halyard.json")
    assert (upload.taken_at is None, bytes(upload.data)) == (False, b"")
    assert browser.get(url).status_code == 404


def test_a_partner_who_has_joined_is_only_asked(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.tondella.ines)
    url = send(browser, hope, entry("weather", coverage_percentage=10, **WEATHER), entry("income", **INCOME))
    page, _ = look(browser, url, plan.half_page)
    assert becomes(page) == [
        "Left as it is Only Halyard &amp; Finch may change what it says.",
        "Asked Halyard &amp; Finch answers for itself, so it is asked whether this holds.",
    ]
    assert "Nobody promises for a partner who has joined: one thing is only asked" in page
    assert take(browser, url, plan.half_page) == 302
    assert said("weather")[1:3] == ("promised", Decimal("0.9"))
    asked = Provision.objects.get(signal__key="income")
    assert (asked.state, asked.share, asked.asked_by, asked.words) == (
        "asked", None, hope.tondella.ines, "A get_signals response says: 12.5 %, live.",
    )  # fmt: skip


def test_who_asked_says_what_a_partner_told_who_has_not_joined(hope: Hope) -> None:
    ines, marcus = viewer(hope.tondella.ines), client(hope.halyard.marcus)
    quarry = tell_organisation(by=ines, name="Quarry Stone")
    add_party(by=ines, partnership=hope.partnership, organisation=quarry.pk)
    add_participant(by=ines, campaign=hope.campaign, organisation=quarry.pk)
    wall = name_placement(
        by=ines, campaign=hope.seen(), key="wall", name="Quarry wall", organisation=quarry.pk, format="out-of-home"
    )
    browser = client(hope.tondella.ines)
    assert take(browser, send(browser, hope, entry("income", **INCOME)), wall) == 302
    assert said("income")[:3] == (quarry.name, "live", Decimal("0.125"))
    # Marcus did not ask, so that he cannot say what they said.
    url = send(marcus, hope, entry("income", **{**INCOME, "coverage_percentage": 90}))
    assert becomes(look(marcus, url, wall)[0]) == [
        "Left as it is Quarry Stone has not joined: only Tondella, who asked, may change what it says."
    ]


def test_without_a_share_there_is_a_question_and_no_answer(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.halyard.priya)
    url = send(
        browser,
        hope,
        entry("weather", coverage_percentage=None, **WEATHER),
        entry("hour"),
        entry("income", value_type="numeric"),
    )
    page, _ = look(browser, url, plan.half_page)
    unknown = "The file does not say on which share of impressions it is known."
    assert becomes(page) == ["Changed", f"Left as it is {unknown}", f"Asked {unknown}"]
    assert take(browser, url, plan.half_page) == 302
    assert said("weather")[1:3] == ("live", Decimal("0.9"))
    assert (said("hour")[1:3], said("income")[1:3]) == (("asked", None), ("asked", None))


def test_what_is_already_so_is_not_written_again(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.halyard.priya)
    answer_provision(
        by=viewer(hope.halyard.priya), campaign=hope.seen(), provision=plan.passed, state="tested", share=Decimal("0.9"),
        share_source="measured", price=Decimal(2), currency="EUR", fresh_minutes=5, words="By city",
    )  # fmt: skip
    url = send(browser, hope, entry("weather", live=False, coverage_percentage=90, **WEATHER))
    page, _ = look(browser, url, plan.half_page)
    assert (becomes(page), "1 the same as now" in page, "Nothing would change" in page) == ([], True, True)
    assert "Import all of it" not in page
    assert (
        take(browser, send(browser, hope, entry("weather", coverage_percentage=90, **WEATHER)), plan.half_page) == 302
    )
    held = Provision.objects.get(pk=plan.passed.pk)
    assert (held.state, held.share_source, held.price, held.fresh_minutes, held.words) == (
        "live", "measured", 2, 5, "By city",
    )  # fmt: skip


def test_the_campaigns_own_word_on_a_signal_stays(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.halyard.priya)
    change_signal(by=viewer(hope.tondella.ines), campaign=hope.seen(), signal=plan.hour, high="12")
    url = send(
        browser, hope,
        entry("weather", coverage_percentage=50, consent_basis=["consent"], value_type="categorical", categories=["rain", "snow"]),
        entry("hour", coverage_percentage=50, value_type="numeric", range={"min": 0, "max": 23}),
    )  # fmt: skip
    page, _ = look(browser, url, plan.half_page)
    assert "values that are not among those here: snow; needs consent by the file, and not here" in page
    assert "0 to 23 in the file, 0 to 12 here" in page
    assert take(browser, url, plan.half_page) == 302
    weather = Signal.objects.get(pk=plan.weather.pk)
    assert (weather.categories, weather.consent, said("weather")[5]) == (["sun", "rain", "cold"], False, ["rain"])
    other = send(browser, hope, entry("hour", value_type="binary"), entry("weather", value_type="categorical"))
    page, _ = look(browser, other)
    assert ("yes or no in the file, a whole number here" in page, page.count("What differs</th>")) == (True, 1)
    assert "values that are not among those here" not in page


def test_countries_are_those_with_consent_only_where_the_file_says_so(hope: Hope) -> None:
    plan, priya = creative.plan(hope), viewer(hope.halyard.priya)
    change_signal(by=viewer(hope.tondella.ines), campaign=hope.seen(), signal=plan.weather, consent=True)
    answer_provision(
        by=priya,
        campaign=hope.seen(),
        provision=plan.passed,
        state="live",
        share=Decimal("0.9"),
        consent_markets=["MT"],
    )
    weather = entry("weather", coverage_percentage=50, countries=["IT", "FR"], **WEATHER)
    browser = client(hope.halyard.priya)
    url = send(browser, hope, weather)
    page, _ = look(browser, url, plan.half_page)
    assert "needs consent here, and not by the file" in page
    assert take(browser, url, plan.half_page) == 302
    assert Provision.objects.get(pk=plan.passed.pk).consent_markets == ["MT"]
    url = send(browser, hope, {**weather, "consent_basis": ["consent"]})
    page, _ = look(browser, url, plan.half_page)
    assert "needs consent here" not in page
    assert take(browser, url, plan.half_page) == 302
    assert Provision.objects.get(pk=plan.passed.pk).consent_markets == ["FR", "IT"]


def test_a_deployment_that_names_a_placement_is_its_alone(hope: Hope) -> None:
    plan, priya = creative.plan(hope), client(hope.halyard.priya)
    app = name_placement(
        by=viewer(hope.tondella.ines), campaign=hope.seen(), key="app", name="Harbour app",
        organisation=hope.halyard.organisation.pk, format="in-app",
    )  # fmt: skip
    both = entry("income", platform="daily", **INCOME)
    both["deployments"].append({"type": "agent", "agent_url": "https://x.example", "account": "app", "is_live": False})
    url = send(priya, hope, both)
    assert len(re.findall(r'name="placement"[^>]* checked', priya.get(url).content.decode())) == 2
    assert take(priya, url, plan.half_page, app) == 302
    states = Provision.objects.filter(signal__key="income").values_list("placement__key", "state")
    assert dict(states) == {"daily": "live", "app": "promised"}
    assert becomes(look(priya, send(priya, hope, entry("level", platform="app", **INCOME)), plan.half_page)[0]) == []


def test_a_data_partner_answers_for_itself_on_the_placement_of_another(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    asked = ask_provision(
        by=viewer(hope.halyard.priya), campaign=hope.seen(), signal=plan.hour, placement=plan.half_page,
        asked=hope.tondella.organisation.pk,
    )  # fmt: skip
    assert asked.asked == hope.tondella.organisation
    offers = adcp.read({"signals": [entry("hour", coverage_percentage=70)]})
    of = [
        preview_of(one, hope.seen(), offers, [plan.half_page.pk]).changes[0]
        for one in (ines, viewer(hope.halyard.priya))
    ]
    assert [(one.becomes, one.partner.name) for one in of] == [("changed", "Tondella"), ("kept", "Tondella")]


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([entry("weather", coverage_percentage=9), entry("weather", coverage_percentage=8)], "signals[1] says something else of Weather"),
        ([entry("a", value_type="binary"), entry("a", value_type="numeric")], "signals[1].value_type: the signal “a” is numeric here"),
        ([entry("weather", coverage_percentage=9, value_type="categorical", categories=["fog"])], "signals[0].categories: none of them is a value"),
        ([entry("a", countries=["EN"])], "signals[0].countries: “EN” is no country"),
        ([entry("a" * 81)], "signals[0], its key: At most 80 characters; this has 81."),
        ([{**entry("a"), "name": "n" * 121}], "signals[0], its name: At most 120 characters"),
        ([{**entry("a"), "name": "n\x1b"}], "signals[0], its name: This holds a character that cannot be stored"),
        ([entry("a", value_type="categorical", categories=["b\nc"])], "signals[0].categories: “b\nc” is no value on one line"),
        ([entry("a", value_type="categorical", categories=[str(n) for n in range(2001)])], "at most 2,000 can be taken; these are 2,001"),
        ([entry(f"s{n}") for n in range(199)], "A campaign has at most 200 signals; with these it would have 201."),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_named_and_nothing_is(hope: Hope, entries: list[dict[str, Any]], told: str) -> None:
    """ABUSE 18."""
    plan, browser = creative.plan(hope), client(hope.halyard.priya)
    before = Provision.objects.get(pk=plan.passed.pk).revision
    url = send(browser, hope, *entries)
    page, sent = look(browser, url, plan.half_page)
    assert (told in page, "Import all of it" in page) == (True, False)
    assert browser.post(url, sent).status_code == 422
    assert (Signal.objects.count(), Provision.objects.get(pk=plan.passed.pk).revision) == (2, before)


def test_too_many_answers_at_once(hope: Hope) -> None:
    creative.plan(hope)
    priya, offers = viewer(hope.halyard.priya), adcp.read({"signals": [entry(f"s{n}", **INCOME) for n in range(51)]})
    for number in range(10):
        name_placement(
            by=priya, campaign=hope.seen(), key=f"p{number}", name="P", format="display",
            organisation=hope.halyard.organisation.pk,
        )  # fmt: skip
    read = preview_of(priya, hope.seen(), offers, [one.pk for one in Placement.objects.filter(name="P")])
    assert read.refused == (
        "At most 500 answers and questions are taken at once; these are 510. Choose fewer placements.",
    )


def test_what_is_passed_over_is_said(hope: Hope) -> None:
    creative.plan(hope)
    browser = client(hope.halyard.priya)
    fee = {"pricing_option_id": "f", "model": "flat_fee", "amount": 5000, "period": "monthly", "currency": "EUR"}
    page, _ = look(browser, send(browser, hope, entry("income", pricing_options=[fee])))
    assert "signals[0]: the price of Income is not by the thousand (flat_fee) and is not taken." in page
    assert "signals[0]: the file does not say which values Income takes, so it is taken for yes or no." in page


def test_who_was_first_is_not_overwritten(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.halyard.priya)
    url = send(browser, hope, entry("weather", coverage_percentage=97, **WEATHER), entry("income", **INCOME))
    _, sent = look(browser, url, plan.half_page)
    answer_provision(
        by=viewer(hope.halyard.priya), campaign=hope.seen(), provision=plan.passed, state="live", share=Decimal("0.5")
    )
    answer = browser.post(url, sent)
    assert (answer.status_code, "somebody has changed the signals" in answer.content.decode()) == (409, True)
    assert (said("weather")[2], Signal.objects.count()) == (Decimal("0.5"), 2)
    assert take(browser, url, plan.half_page) == 302
    assert said("weather")[2] == Decimal("0.97")


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"file": SimpleUploadedFile("x.json", b"{")}, "This is no JSON"),
        ({"file": SimpleUploadedFile("x.json", b"[" * 100_000)}, "nested too deeply"),
        ({"pasted": '{"signals": [{"name": 4}]}'}, "signals[0].signal_agent_segment_id: a text is expected."),
        ({"pasted": '{"signals": [{"name": "\\ud800"}]}'}, "a character that cannot be stored (code D800)"),
        ({"pasted": "{}"}, "a response of get_signals is an object with a list of signals"),
        ({"pasted": " "}, "Choose a file, or paste its content."),
    ],
)
def test_what_is_no_response_is_refused_at_once(hope: Hope, sent: dict[str, Any], told: str) -> None:
    """ABUSE 18."""
    answer = client(hope.tondella.ines).post(at(hope, "signals-import"), sent)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert hope.campaign.uploads.count() == 0


def test_only_who_sent_it_sees_it(hope: Hope) -> None:
    url = send(client(hope.halyard.priya), hope, entry("income", **INCOME))
    assert client(hope.halyard.marcus).get(url).status_code == 404


def test_the_campaigns_signals_as_a_file(hope: Hope) -> None:
    plan, ines, priya = creative.plan(hope), viewer(hope.tondella.ines), viewer(hope.halyard.priya)
    seen = hope.seen()
    change_signal(by=ines, campaign=seen, signal=plan.weather, consent=True, path="app.weather")
    app = name_placement(
        by=ines, campaign=seen, key="app", name="App", organisation=hope.halyard.organisation.pk, format="in-app"
    )
    terms: dict[str, Any] = {
        "share": Decimal("0.9725"), "price": Decimal("1.5"), "currency": "EUR", "consent_markets": ["IT"],
        "values": ["sun", "rain"],
    }  # fmt: skip
    more = ask_provision(
        by=priya, campaign=seen, signal=plan.weather, placement=app, asked=hope.halyard.organisation.pk
    )
    answer_provision(by=priya, campaign=seen, provision=plan.passed, state="live", **terms)
    answer_provision(by=priya, campaign=seen, provision=more, state="tested", **terms)
    answer = client(hope.tondella.ines).get(at(hope, "signals-export"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="slice-of-hope-signals.json"'
    weather, hour = json.loads(answer.content)["signals"]
    assert {name: weather[name] for name in weather if name not in ("signal_ref", "ext")} == {
        "signal_agent_segment_id": "weather", "name": "Weather", "description": "Weather, app.weather of a bid request",
        "signal_type": "custom", "value_type": "categorical", "categories": ["sun", "rain"],
        "data_provider": "Halyard & Finch", "coverage_percentage": 97.25,
        "deployments": [
            {"type": "platform", "platform": "Halyard & Finch", "account": "daily", "is_live": True},
            {"type": "platform", "platform": "Halyard & Finch", "account": "app", "is_live": False},
        ],
        "pricing_options": [{"pricing_option_id": "weather-cpm", "model": "cpm", "cpm": 1.5, "currency": "EUR"}],
        "consent_basis": ["consent"], "countries": ["IT"],
    }  # fmt: skip
    assert (hour["deployments"], "data_provider" in hour, "coverage_percentage" in hour) == ([], False, False)
    back = preview_of(priya, seen, adcp.read(json.loads(answer.content)), [plan.half_page.pk, app.pk])
    assert (back.new, back.differing, [one.becomes for one in back.changes]) == ((), (), ["same", "same"])


def test_partners_with_other_terms_stand_apart(hope: Hope) -> None:
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    home = hope.tondella.organisation.pk
    page = name_placement(by=ines, campaign=seen, key="page", name="Order page", organisation=home, format="owned")
    own = ask_provision(by=ines, campaign=seen, signal=plan.weather, placement=page, asked=home)
    answer_provision(by=ines, campaign=seen, provision=own, state="live", share=Decimal(1))
    found = json.loads(client(hope.halyard.priya).get(at(hope, "signals-export")).content)["signals"]
    assert [(one["signal_agent_segment_id"], one.get("data_provider"), one.get("coverage_percentage")) for one in found] == [
        ("weather", "Halyard & Finch", 90), ("weather-2", "Tondella", 100), ("hour", None, None),
    ]  # fmt: skip
