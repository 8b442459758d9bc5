"""Signals and placements: named, changed, taken out, and what is refused."""

import pytest
from django.urls import reverse

from commonground.creative.models import Signal
from commonground.creative.signal.actions import (
    change_placement,
    change_signal,
    name_placement,
    name_signal,
    remove_signal,
)
from commonground.creative.signal.forms import ChangeSignalForm, SignalForm
from commonground.creative.signal.queries import coverage_of, list_placements, list_signals
from commonground.creative.signal.rules import read_categories, read_sizes, sizes_missing, write_categories
from commonground.creative.signal.stored import facts_of
from commonground.kit.errors import Conflict, Invalid, NotAllowed
from commonground.kit.forms import carried_out
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer


def test_a_signal_is_named_once(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    with pytest.raises(Invalid) as refused:
        name_signal(by=ines, campaign=hope.seen(), key="weather", name="Again", type="text")
    assert refused.value.fields == {"key": "The campaign has a signal “weather” already."}
    assert list(list_signals(ines, hope.seen())) == [plan.weather, plan.hour]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"type": "categorical"}, "Which values can it take?"),
        ({"type": "integer", "low": "9", "high": "2"}, "The range of “odd” begins after its end."),
        ({"type": "numeric", "low": "low"}, "The signal “odd” cannot take 'low': a number is expected."),
        ({"type": "categorical", "categories": ["a", "b"], "parents": {"a": "b", "b": "a"}}, "The category “a” of “odd” covers itself."),
    ],
)  # fmt: skip
def test_values_that_cannot_hold_together(hope: Hope, facts: dict, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        name_signal(by=viewer(hope.tondella.ines), campaign=hope.seen(), key="odd", name="Odd", **facts)


def test_the_second_of_two_who_change_a_signal_is_told(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    change_signal(by=ines, campaign=hope.seen(), signal=plan.weather, name="Sky", seen_revision=1)
    with pytest.raises(Conflict):
        change_signal(by=ines, campaign=hope.seen(), signal=plan.weather, name="Rain", seen_revision=1)
    assert Signal.objects.get(pk=plan.weather.pk).name == "Sky"


def test_a_number_has_a_unit_and_nothing_else_has(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    given = {"name": "Time", "type": "integer", "low": "0", "high": "23", "unit": " h "}
    form = ChangeSignalForm({**given, "seen_revision": 1})
    change = carried_out(form, change_signal, by=ines, campaign=hope.seen(), signal=plan.hour)
    assert (change.unit, facts_of(change).values) == ("h", ["0 to 23 h"])
    words = SignalForm({"name": "Sky", "key": "sky", "type": "text", "unit": "h"})
    assert words.is_valid()
    assert words.cleaned_data["unit"] == ""
    page = client(hope.tondella.ines).get(reverse("creative:coverage", args=[hope.campaign.pk])).content.decode()
    assert "hour, in h" in page


def test_a_viewer_names_nothing(hope: Hope) -> None:
    with pytest.raises(NotAllowed):
        name_signal(by=viewer(hope.tondella.carla), campaign=hope.seen(), key="k", name="K", type="text")


def test_a_signal_takes_along_what_was_said_of_it(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    remove_signal(by=ines, campaign=hope.seen(), signal=plan.weather)
    coverage = coverage_of(ines, hope.seen())
    assert [[held for _, held in cells] for _, cells in coverage.rows] == [[plan.asked]]


def test_targeting_is_read_with_the_signals_of_the_campaign(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    facts = {"organisation": hope.halyard.organisation.pk, "format": "display"}
    with pytest.raises(Invalid) as unknown:
        name_placement(by=ines, campaign=hope.seen(), key="x", name="X", targeting={"moon": '"full"'}, **facts)
    assert unknown.value.fields == {"targeting": "The campaign has no signal “moon”."}
    with pytest.raises(Invalid) as odd:
        name_placement(by=ines, campaign=hope.seen(), key="x", name="X", targeting={"hour": "[5..)"}, **facts)
    assert odd.value.fields["targeting"].startswith("hour: Column “hour”, position")
    change_placement(
        by=ines,
        campaign=hope.seen(),
        placement=plan.half_page,
        targeting={"weather": '"sun"'},
        seen_revision=1,
        **facts,
    )
    assert [one.targeting for one in list_placements(ines, hope.seen())] == [{"weather": '"sun"'}]


def test_words_that_are_read() -> None:
    assert read_sizes("300x250, 300 × 600;15s\nfluid") == ["300x250", "300x600", "15s", "fluid"]
    with pytest.raises(ValueError, match="“wide” is no size"):
        read_sizes("300x250, wide")
    names, parents = read_categories("phone < mobile\ntablet < mobile\ndesktop")
    assert (names, parents) == (["phone", "mobile", "tablet", "desktop"], {"phone": "mobile", "tablet": "mobile"})
    assert read_categories(write_categories(names, parents)) == (names, parents)


def test_sizes_that_a_placement_lacks() -> None:
    assert sizes_missing(["300x250", "15s"], ["300x250"]) == ["15s"]
    assert sizes_missing(["300x250", "15s"], ["fluid"]) == ["15s"]
    assert sizes_missing([], []) == []
