"""Search finds signals, placements and variants by name and key, for those who take part, and leads to where they stand."""

from importlib import import_module

from django.apps import apps
from django.urls import reverse

from commonground.creative.models import Variant
from commonground.creative.signal.actions import (
    answer_provision,
    change_placement,
    change_signal,
    remove_placement,
    remove_signal,
)
from commonground.creative.variant.actions import change_variant, remove_variant
from commonground.kit.search.models import SearchDocument
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import Cohort, Membership, client, viewer

KINDS = {"signal", "placement", "variant"}


def found(who: Membership, words: str) -> dict[str, list[tuple[str, str]]]:
    page = client(who).get(reverse("people:search"), {"q": words})
    groups = {group["source"].kind: group["rows"] for group in page.context["groups"]}
    return {kind: [(hit.title, url) for hit, url, _ in rows] for kind, rows in groups.items() if kind in KINDS}


def test_by_name_and_by_key(hope: Hope, cohort: Cohort) -> None:
    plan = creative.plan(hope)
    half_page = ("Harbour Daily, half page", reverse("creative:placement-found", args=[plan.half_page.pk]))
    assert found(hope.halyard.priya, "harbour dai") == {"placement": [half_page]}
    assert found(hope.halyard.priya, "weath") == {
        "signal": [("Weather", reverse("creative:signal-found", args=[plan.weather.pk]))]
    }
    rainy = [("Rain check", reverse("creative:variant-found", args=[plan.rainy.pk]))]
    for words in ("V-02", "v 02", "02", "rain ch"):
        assert found(hope.tondella.ines, words) == {"variant": rainy}
    for words in ("V-02", "weather", "harbour"):
        assert found(cohort.nadia, words) == {}


def test_a_hit_leads_to_where_it_stands(hope: Hope, cohort: Cohort) -> None:
    plan = creative.plan(hope)
    coverage = reverse("creative:coverage", args=[hope.campaign.pk])
    wanted = {
        reverse("creative:signal-found", args=[plan.weather.pk]): f"{coverage}#signal-{plan.weather.pk}",
        reverse("creative:placement-found", args=[plan.half_page.pk]): f"{coverage}#placement-{plan.half_page.pk}",
        reverse("creative:variant-found", args=[plan.rainy.pk]): reverse("creative:variant", args=[hope.campaign.pk, plan.rainy.pk]),
    }  # fmt: skip
    for url, page in wanted.items():
        assert client(hope.tondella.carla).get(url).headers["Location"] == page
        assert client(cohort.nadia).get(url).status_code == 404
    page = client(hope.tondella.carla).get(coverage).content.decode()
    assert [f'id="signal-{plan.weather.pk}"' in page, f'id="placement-{plan.half_page.pk}"' in page] == [True, True]


def test_what_is_renamed_and_taken_out(hope: Hope) -> None:
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    change_signal(by=ines, campaign=seen, signal=plan.weather, name="Sky")
    place = {"organisation": hope.halyard.organisation.pk, "name": "Front page"}
    change_placement(by=ines, campaign=seen, placement=plan.half_page, **place)
    home = hope.tondella.organisation.pk
    change_variant(by=ines, campaign=seen, variant=plan.rainy, organisation=home, name="Umbrella")
    for old, new, kind in (("harbour", "front", "placement"), ("check", "umbr", "variant")):
        assert (found(hope.tondella.ines, old), list(found(hope.tondella.ines, new))) == ({}, [kind])
    assert list(found(hope.tondella.ines, "sky")) == ["signal"]
    answer_provision(
        by=viewer(hope.halyard.priya), campaign=seen, provision=plan.passed, state="refused", words="No longer."
    )
    remove_signal(by=ines, campaign=seen, signal=plan.weather)
    remove_placement(by=ines, campaign=seen, placement=plan.half_page)
    remove_variant(by=ines, campaign=seen, variant=plan.rainy)
    assert [found(hope.tondella.ines, words) for words in ("sky", "front", "umbrella")] == [{}, {}, {}]
    assert sorted(SearchDocument.objects.filter(kind__in=KINDS).values_list("title", flat=True)) == [
        "One slice, one meal", "Time of day",
    ]  # fmt: skip


def test_what_was_there_before_is_found(hope: Hope) -> None:
    creative.plan(hope)
    kept = set(SearchDocument.objects.filter(kind__in=KINDS).values_list("kind", "title", "body"))
    SearchDocument.objects.filter(kind__in=KINDS).delete()
    step = import_module("commonground.creative.migrations.0007_find_what_the_plan_names")
    step.find_what_the_plan_names(apps, None)
    assert set(SearchDocument.objects.filter(kind__in=KINDS).values_list("kind", "title", "body")) == kept
    assert Variant.objects.count() == 2
