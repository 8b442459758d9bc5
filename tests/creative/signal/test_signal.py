"""Signals and placements: named, changed, taken out, and what is refused."""

import pytest
from django.urls import reverse

from commonground.creative.models import Provision, Signal
from commonground.creative.signal.actions import (
    answer_provision,
    change_placement,
    change_signal,
    name_placement,
    name_signal,
    remove_placement,
    remove_signal,
)
from commonground.creative.signal.forms import ChangeSignalForm, SignalForm
from commonground.creative.signal.queries import coverage_of, list_placements, list_signals
from commonground.creative.signal.rules import read_categories, read_sizes, sizes_missing, write_categories
from commonground.creative.signal.stored import facts_of
from commonground.kit.errors import Conflict, Invalid, NotAllowed
from commonground.kit.forms import carried_out
from commonground.people.models import Organisation
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


def refuse(hope: Hope, provision: Provision) -> None:
    """Halyard no longer passes it."""
    priya = viewer(hope.halyard.priya)
    answer_provision(by=priya, campaign=hope.seen(), provision=provision, state="refused", words="No longer.")


def test_a_signal_takes_along_what_was_said_of_it(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    with pytest.raises(Conflict, match="Halyard & Finch passes Weather on Harbour Daily, half page"):
        remove_signal(by=ines, campaign=hope.seen(), signal=plan.weather)
    refuse(hope, plan.passed)
    remove_signal(by=ines, campaign=hope.seen(), signal=plan.weather)
    coverage = coverage_of(ines, hope.seen())
    assert [[held for _, held in cells] for _, cells in coverage.rows] == [[plan.asked]]


def test_whose_placement_it_is_decides_whose_it_becomes(hope: Hope) -> None:
    """Ines has named it for Halyard, who have joined."""
    plan, ines, priya = creative.plan(hope), viewer(hope.tondella.ines), viewer(hope.halyard.priya)
    home, media = hope.tondella.organisation.pk, hope.halyard.organisation.pk
    here = {"campaign": hope.seen(), "placement": plan.half_page}
    assert change_placement(by=ines, **here, organisation=media, planned=1000).planned == 1000
    with pytest.raises(NotAllowed, match="Only Halyard & Finch may hand its placement over"):
        change_placement(by=ines, **here, organisation=home)
    with pytest.raises(Conflict):
        remove_placement(by=ines, **here)
    handed = change_placement(by=priya, **here, organisation=home)
    assert handed.organisation_id == home
    with pytest.raises(NotAllowed, match="Only Tondella, and whoever named it"):
        change_placement(by=priya, campaign=hope.seen(), placement=handed, organisation=media)
    with pytest.raises(NotAllowed, match="Only Tondella, and whoever named it"):
        remove_placement(by=priya, campaign=hope.seen(), placement=handed)
    remove_placement(by=ines, campaign=hope.seen(), placement=handed)


def test_until_they_have_joined_whoever_named_a_placement_speaks_for_them(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    Organisation.objects.filter(pk=hope.halyard.organisation.pk).update(claimed_at=None)
    moved = change_placement(
        by=ines, campaign=hope.seen(), placement=plan.half_page, organisation=hope.tondella.organisation.pk
    )
    assert moved.organisation_id == hope.tondella.organisation.pk


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
