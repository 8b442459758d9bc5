"""Facts of the whole table: two who save at once, and what its page says of them."""

import pytest
from django.urls import reverse

from commonground.creative.decision.actions import set_columns, set_policy
from commonground.creative.decision.forms import HIT
from commonground.creative.models import TableVersion
from commonground.engines.decisions import HitPolicy
from commonground.kit.errors import Invalid
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer

POLICY = {"hit_policy": "UNIQUE", "missing_policy": "no_match", "default": "V-02"}


def at(hope: Hope, name: str) -> str:
    return reverse(f"creative:{name}", args=[hope.campaign.pk])


def test_the_second_who_sets_the_policies_is_told_what_they_are(hope: Hope) -> None:
    creative.plan(hope)
    browser, seen = client(hope.tondella.ines), TableVersion.objects.get().mark
    assert f'name="seen" value="{seen}"' in browser.get(at(hope, "policy")).content.decode()
    set_policy(
        by=viewer(hope.halyard.priya), campaign=hope.seen(), hit_policy="ANY", missing_policy="feel", default="V-01"
    )
    told = browser.post(at(hope, "policy"), {**POLICY, "seen": seen})
    page = told.content.decode()
    now = TableVersion.objects.get()
    assert (told.status_code, now.hit_policy) == (409, "ANY")
    assert "Several rules may hold if they show the same; where they differ, nothing is shown." in page
    assert ("Everyone else gets V-01." in page, 'value="V-02"' in page) == (True, True)
    assert browser.post(at(hope, "policy"), {**POLICY, "seen": now.mark}).status_code == 302
    assert TableVersion.objects.get().hit_policy == "UNIQUE"


def test_the_second_who_chooses_signals_is_told_which_they_are(hope: Hope) -> None:
    creative.plan(hope)
    browser, seen = client(hope.tondella.ines), TableVersion.objects.get().mark
    set_columns(by=viewer(hope.halyard.priya), campaign=hope.seen(), signals=["hour"])
    told = browser.post(at(hope, "columns"), {"signals": ["weather"], "seen": seen})
    page, now = told.content.decode(), TableVersion.objects.get()
    assert (told.status_code, now.signals) == (409, ["hour"])
    assert ("It says now:" in page, "Time of day Save again" in page, f'value="{now.mark}"' in page) == (
        True,
        True,
        True,
    )
    assert browser.post(at(hope, "columns"), {"signals": ["weather"], "seen": now.mark}).status_code == 302


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("FIRST", "The first rule from the top that holds is served."),
        ("UNIQUE", "At most one rule may hold; where several do, nothing is shown."),
        ("ANY", "Several rules may hold if they show the same; where they differ, nothing is shown."),
        ("PRIORITY GROUPS", "The first rule that holds is served, of the lowest priority group in which one does."),
    ],
)
def test_the_foot_says_what_is_served(hope: Hope, policy: str, words: str) -> None:
    creative.plan(hope)
    TableVersion.objects.update(hit_policy=policy)
    assert words in client(hope.halyard.priya).get(at(hope, "plan")).content.decode()


def test_only_policies_that_serve_one_rule_are_taken(hope: Hope) -> None:
    """The page says each of them in words."""
    creative.plan(hope)
    ines = viewer(hope.tondella.ines)
    for policy in HitPolicy:
        chosen = {"hit_policy": policy.value, "missing_policy": "feel", "default": "V-01"}
        if policy in HIT:
            set_policy(by=ines, campaign=hope.seen(), **chosen)
            assert client(hope.tondella.ines).get(at(hope, "plan")).status_code == 200
        else:
            with pytest.raises(Invalid, match="Choose a hit policy"):
                set_policy(by=ines, campaign=hope.seen(), **chosen)
