"""Signals in the form of the Ad Context Protocol: read, written, and back again."""

import json
import time
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonground.engines.decisions import Signal, SignalType
from commonground.engines.decisions.adcp import Deployment, Offer, is_response, merged, read, write
from commonground.engines.decisions.files import read_offers, read_signals
from commonground.engines.errors import Contradiction, TooLarge, Unreadable
from tests.engines.decisions.strategies import NAME, RUN, odd_signals

SLOW = settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck))
LUXURY = {
    "signal_ref": {"scope": "data_provider", "data_provider_domain": "quarry.example", "signal_id": "luxury_auto"},
    "signal_agent_segment_id": "seg-77", "name": "Luxury cars", "description": "People who look at expensive cars",
    "value_type": "binary", "signal_type": "marketplace", "data_provider": "Quarry", "coverage_percentage": 12.5,
    "deployments": [
        {"type": "platform", "platform": "harbour", "account": "daily", "is_live": True, "activation_key": {"type": "x"}},
        {"type": "agent", "agent_url": "https://sales.example", "is_live": False},
    ],
    "pricing_options": [
        {"pricing_option_id": "a", "model": "percent_of_media", "percent": 15, "currency": "USD"},
        {"pricing_option_id": "b", "model": "cpm", "cpm": 3.5, "currency": "USD"},
        {"pricing_option_id": "c", "model": "cpm", "cpm": 9, "currency": "EUR"},
    ],
    "consent_basis": ["consent", "contract"], "countries": ["FR", "DE", "FR"], "methodology": "modeled",
}  # fmt: skip


def one(**changed):
    entry = {name: value for name, value in (LUXURY | changed).items() if value is not ...}
    return read({"signals": [entry]})[0]


def test_what_is_read_of_an_entry():
    assert one() == Offer(
        Signal("luxury_auto", SignalType.BINARY, consent=True), "Luxury cars", "People who look at expensive cars", "Quarry",
        share=Decimal("0.125"),
        deployments=(Deployment("harbour", "daily", True), Deployment("https://sales.example")),
        price=Decimal("3.5"), currency="USD", otherwise=("percent_of_media",), markets=("DE", "FR"), at="signals[0]",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "signal", "described"),
    [
        ({"value_type": "categorical", "categories": ["a", "b"]}, Signal("luxury_auto", SignalType.CATEGORICAL, ("a", "b")), True),
        ({"value_type": ..., "categories": ["a"]}, Signal("luxury_auto", SignalType.CATEGORICAL, ("a",)), True),
        ({"value_type": "categorical"}, Signal("luxury_auto", SignalType.TEXT), True),
        ({"value_type": "numeric", "range": {"min": -1, "max": 2.5}}, Signal("luxury_auto", SignalType.NUMERIC, low=-1, high=2.5), True),
        ({"value_type": ..., "range": {"min": 0, "max": 1}}, Signal("luxury_auto", SignalType.NUMERIC, low=0, high=1), True),
        ({"value_type": "numeric"}, Signal("luxury_auto", SignalType.NUMERIC), True),
        ({"value_type": ...}, Signal("luxury_auto", SignalType.BINARY), False),
        ({"value_type": None, "signal_ref": ..., "signal_id": {"source": "agent", "id": "old"}}, Signal("old", SignalType.BINARY), False),
        ({"value_type": ..., "signal_ref": ...}, Signal("seg-77", SignalType.BINARY), False),
    ],
)  # fmt: skip
def test_what_kind_of_value_it_has(changed, signal, described):
    found = one(**changed, consent_basis=...)
    assert (found.signal, found.described) == (signal, described)


def points(*shares):
    return {
        "points": [
            {"dimensions": [{"kind": "signal", "signal_id": "x", **told}], "metrics": {"coverage_rate": {"mid": share}}}
            for told, share in shares
        ]
    }


@pytest.mark.parametrize(
    ("changed", "share"),
    [
        ({"coverage_percentage": ...}, None),
        ({"coverage_percentage": None}, None),
        ({"coverage_percentage": 0}, Decimal(0)),
        ({"coverage_percentage": 33.337}, Decimal("0.3334")),
        ({"coverage_forecast": points(({"presence": "absent", "signal_value": None}, 0.3))}, Decimal("0.7")),
        ({"coverage_forecast": points(({"presence": "present"}, 0.25))}, Decimal("0.25")),
        ({"coverage_forecast": points(({"presence": "present", "signal_value": "a"}, 0.25))}, Decimal("0.125")),
        ({"coverage_forecast": points(({"presence": "present"}, "x"))}, Decimal("0.125")),
        ({"coverage_forecast": {"points": [{}, 3, {"dimensions": [1, 2]}]}}, Decimal("0.125")),
        ({"coverage_forecast": "?"}, Decimal("0.125")),
    ],
)
def test_on_which_share_it_is_known(changed, share):
    assert one(**changed).share == share


def test_the_one_price_of_older_releases():
    assert (one(pricing_options=..., pricing={"cpm": 2, "currency": "EUR"}).price, one(pricing_options=...).price) == (
        2,
        None,
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ...}, "signals[0].name: a text is expected."),
        ({"name": " "}, 'signals[0].name: a text is expected, not " ".'),
        ({"signal_ref": "x"}, 'signals[0].signal_ref: an object with “signal_id” is expected, not "x".'),
        ({"signal_ref": {"scope": "product"}}, "signals[0].signal_ref.signal_id: a text is expected."),
        ({"signal_ref": {"signal_id": "a\n"}}, "signals[0]: A signal's key is one line of text without blanks at its ends, not 'a\\n'."),
        ({"value_type": "colour"}, 'signals[0].value_type: binary, categorical or numeric is expected, not "colour".'),
        ({"categories": "a"}, 'signals[0].categories: a list of texts is expected, not "a".'),
        ({"categories": ["a", 5]}, "signals[0].categories[1]: a text is expected, not 5."),
        ({"value_type": "categorical", "categories": ["a", "a"]}, "signals[0]: The signal “luxury_auto” names a category twice."),
        ({"range": [0, 1]}, "signals[0].range: an object with “min” and “max” is expected, not [0, 1]."),
        ({"range": {"min": 0}}, "signals[0].range.max: a number from -9,223,372,036,854,775,808 to 9,223,372,036,854,775,808 is expected."),
        ({"coverage_percentage": 101}, "signals[0].coverage_percentage: a number from 0 to 100 is expected, not 101."),
        ({"coverage_percentage": True}, "signals[0].coverage_percentage: a number from 0 to 100 is expected, not true."),
        ({"deployments": {}}, "signals[0].deployments: a list is expected, not {}."),
        ({"deployments": [{"platform": "x", "is_live": True}] * 201}, "signals[0].deployments: at most 200 are read; these are 201."),
        ({"deployments": [7]}, "signals[0].deployments[0]: an object is expected, not 7."),
        ({"deployments": [{"type": "agent", "is_live": True}]}, "signals[0].deployments[0].platform: a text is expected."),
        ({"deployments": [{"platform": "x"}]}, "signals[0].deployments[0].is_live: true or false is expected."),
        ({"pricing_options": 3}, "signals[0].pricing_options: a list is expected, not 3."),
        ({"pricing_options": [3]}, "signals[0].pricing_options[0]: an object is expected, not 3."),
        ({"pricing_options": [{"model": "cpm"}]}, "signals[0].pricing_options[0].cpm: a number from 0 to 1,000,000 is expected."),
        ({"pricing_options": ..., "pricing": {"cpm": 1, "currency": "euro"}}, 'signals[0].pricing.currency: three letters such as EUR are expected, not "euro".'),
        ({"countries": ["Germany"]}, 'signals[0].countries[0]: two letters such as DE are expected, not "Germany".'),
        ({"ext": {"commonground": {"signal": {"key": "a"}}}}, "signals[0].ext.commonground.signal: The signal “a” has the type None: use one of"),
        ({"categories": ["z"], "ext": {"commonground": {"signal": {"key": "a", "type": "text"}}}}, "signals[0].categories[0]: “z” is no category of the signal “a”."),
        ({"data_provider": 5 * ["x" * 30]}, 'signals[0].data_provider: a text is expected, not ["' + 30 * "x" + '", "xxxx….'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_its_path(changed, said):
    with pytest.raises(Unreadable) as refused:
        one(**changed)
    assert str(refused.value).startswith(said)


def test_every_entry_that_is_wrong_is_named():
    with pytest.raises(Unreadable) as refused:
        read({"signals": [{}, LUXURY, 7]})
    assert str(refused.value) == (
        "signals[0].signal_agent_segment_id: a text is expected. signals[2]: an object is expected."
    )
    with pytest.raises(Unreadable, match="And 3 more entries"):
        read({"signals": [{}] * 13})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "a response of get_signals is an object"),
        ({"signals": {}}, "a response of get_signals is an object"),
        ({"signals": [{}] * 2001}, "signals: at most 2,000 entries are read; these are 2,001."),
        ({"unchanged": True}, "says only that nothing has changed"),
        ({"status": "failed", "errors": [{"message": "No such account."}, 3]}, "holds no signals: No such account."),
        ({"errors": [{"code": "X"}]}, "a response of get_signals is an object"),
    ],
)
def test_what_is_no_list_of_signals(given, said):
    with pytest.raises(Unreadable, match=said):
        read(given)


def offer(signal, at="signals[0]", **more):
    return Offer(signal, "Any", at=at, **more)


def test_one_signal_of_several_providers():
    words = Signal("w", SignalType.CATEGORICAL, ("a", "b"))
    number = Signal("n", SignalType.NUMERIC, low=0, high=1)
    flag = Signal("f", SignalType.BINARY)
    found = merged(
        offer(one) for one in (
            words, number, flag, replace(words, categories=("b", "c"), parents=(("c", "b"),), consent=True),
            replace(number, low=-1), replace(number, high=None), replace(flag, consent=True), words,
        )
    )  # fmt: skip
    assert found == (
        replace(words, categories=("a", "b", "c"), parents=(("c", "b"),), consent=True),
        replace(number, low=-1, high=None), replace(flag, consent=True),
    )  # fmt: skip


def test_who_does_not_describe_a_signal_leaves_it_to_the_others():
    words, guess = Signal("w", SignalType.CATEGORICAL, ("a",)), Signal("w", SignalType.BINARY)
    guessed = offer(guess, described=False)
    assert merged([guessed, offer(words), guessed]) == (words,)
    assert merged([guessed, guessed]) == (guess,)
    with pytest.raises(
        Contradiction, match=r"signals\[4\].value_type: the signal “w” is binary here and categorical in"
    ):
        merged([offer(words), offer(guess, at="signals[4]")])


def test_many_entries_of_one_signal_are_joined_at_once():
    def values(number):
        return tuple(f"{number}-{value}" for value in range(50))

    wide = [
        Signal("w", SignalType.CATEGORICAL, (*values(number), *values(number + 1)),
            tuple(zip(values(number), values(number + 1), strict=True)))
        for number in range(1000)
    ]  # fmt: skip
    started = time.process_time()
    (found,) = merged(map(offer, wide))
    assert (len(found.categories), len(found.parents)) == (50_050, 50_000)
    # About a quarter of a second; to check what has been collected so far for each entry takes minutes.
    assert time.process_time() - started < 5


@st.composite
def offers(draw):
    signal = draw(odd_signals(draw(NAME)))
    some = draw(st.lists(st.sampled_from(signal.categories), unique=True)) if signal.categories else []
    price = draw(st.none() | st.decimals(0, 1_000_000, places=4))
    return Offer(
        signal, draw(NAME), draw(NAME), draw(RUN), True, () if tuple(some) == signal.categories else tuple(some),
        draw(st.none() | st.decimals(0, 1, places=4)),
        tuple(draw(st.lists(st.builds(Deployment, NAME, RUN, st.booleans()), max_size=3))), price,
        draw(st.sampled_from(("EUR", "USD"))) if price is not None else "",
        markets=tuple(sorted(draw(st.sets(st.sampled_from(("DE", "FR", "GB")))))),
    )  # fmt: skip


@SLOW
@given(st.lists(offers(), max_size=4))
def test_written_and_read_back_identically(wanted):
    response = write(wanted, "https://commonground.example/campaigns/1")
    found = read_offers(json.dumps(response).encode())
    assert list(found) == [replace(one, at=f"signals[{number}]") for number, one in enumerate(wanted)]
    handles = [entry["signal_agent_segment_id"] for entry in response["signals"]]
    assert len(set(handles)) == len(handles)


def test_what_is_not_described_stays_so():
    guess = Offer(Signal("w", SignalType.BINARY), "W", "W", described=False, at="signals[0]")
    assert read(write([guess], "https://x.example")) == (guess,)


def test_what_is_written():
    weather = Signal("weather.now", SignalType.CATEGORICAL, ("rain", "sun"))
    said = write(
        [offer(weather, share=Decimal("0.97"), price=Decimal(2), currency="EUR", provider="Loom"), offer(weather)],
        "https://x.example",
    )
    assert {name: said[name] for name in ("adcp_version", "status", "cache_scope")} == {
        "adcp_version": "3.2", "status": "completed", "cache_scope": "account",
    }  # fmt: skip
    assert said["signals"][0] == {
        "signal_ref": {"scope": "signal_source", "signal_source_url": "https://x.example", "signal_id": "weather_now"},
        "signal_agent_segment_id": "weather_now", "name": "Any", "description": "Any", "signal_type": "custom",
        "value_type": "categorical", "categories": ["rain", "sun"], "data_provider": "Loom", "coverage_percentage": 97,
        "deployments": [],
        "pricing_options": [{"pricing_option_id": "weather_now-cpm", "model": "cpm", "cpm": 2, "currency": "EUR"}],
        "ext": {"commonground": {"signal": {"key": "weather.now", "type": "categorical", "categories": ["rain", "sun"]}}},
    }  # fmt: skip
    assert said["signals"][1]["signal_agent_segment_id"] == "weather_now-2"


def test_a_response_is_told_from_a_list_of_signals():
    assert [is_response(one) for one in ({"signals": [LUXURY]}, {"signals": [{"key": "a"}]}, {"signals": []}, [LUXURY])] == [
        True, False, False, False,
    ]  # fmt: skip
    assert read_signals(json.dumps({"signals": [LUXURY, LUXURY]}).encode()) == (one().signal,)
    with pytest.raises(Unreadable, match=r"a character that cannot be stored \(code D800\)"):
        read_offers(b'{"signals": [{"name": "\\ud800"}]}')
    with pytest.raises(Unreadable, match="This is no JSON: NaN is no number"):
        read_offers(b'{"signals": [NaN]}')
    with pytest.raises(TooLarge):
        read_offers(b" " * 25_000_001)
