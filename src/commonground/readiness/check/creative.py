"""What readiness knows of creative: the table that is judged, its variants, and the signals that it needs."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from commonground.campaigns.models import Campaign
from commonground.creative.decision.forecast import forecast_of
from commonground.creative.decision.queries import load_judged
from commonground.creative.decision.stored import Loaded, analysis_of, content_hash, shown_where
from commonground.creative.signal.rules import sizes_missing
from commonground.creative.variant.enums import Approval
from commonground.creative.variant.rules import is_active
from commonground.engines.decisions import Analysis
from commonground.engines.readiness import Altered, CreativePlan, NeededSignal, Participant, ShownVariant
from commonground.people.viewer.models import Viewer


def creative_facts(viewer: Viewer, campaigns: Sequence[Campaign]) -> dict[UUID, CreativePlan]:
    """The creative plan of each campaign that has a decision table."""
    loaded = load_judged(viewer, campaigns)
    return {campaign.pk: _plan(campaign, loaded[campaign.pk]) for campaign in campaigns if campaign.pk in loaded}


def _plan(campaign: Campaign, loaded: Loaded) -> CreativePlan:
    version, analysis = loaded.version, analysis_of(loaded) if loaded.rules else None
    forecast = forecast_of(loaded)
    whole = analysis.whole if analysis else None
    names = {signal.key: signal.name for signal in loaded.signals}
    silent = tuple(_silent(loaded, analysis, names)) if analysis and not version.default else ()
    return CreativePlan(
        in_force=version.state == "in-force",
        as_proposed=not version.content_hash or content_hash(loaded) == version.content_hash,
        since=loaded.since,
        altered=tuple(Altered(one.kind, one.key, one.name, one.parts) for one in loaded.differences),
        unsigned=tuple(_unsigned(loaded)),
        unreadable=len(loaded.wrong),
        variants=tuple(_shown(campaign, loaded, analysis)),
        needed=tuple(_needed(loaded)),
        gaps=silent,
        unreachable=tuple(one.rule for one in whole.hidden) if whole else (),
        conflicts=whole.conflicts if whole else (),
        traps=tuple((trap.rule, names.get(trap.signal, trap.signal)) for trap in whole.negation_traps) if whole else (),
        wasted=forecast.together.wasted / 100 if forecast and forecast.together else None,
    )


def _unsigned(loaded: Loaded) -> Iterable[Participant]:
    if loaded.version.state == "proposed":
        for word in loaded.version.sign_offs.all():
            if word.state != "signed" and word.organisation.has_joined:
                yield Participant(str(word.organisation_id), word.organisation.name, True)


def _silent(loaded: Loaded, analysis: Analysis, names: Mapping[str, str]) -> Iterable[str]:
    """In which cases nothing is shown: of all that may come, and on a placement for want of a signal."""
    yield from (gap.called(names) for gap in analysis.whole.gaps)
    places = {place.key: place.name for place in loaded.coverage.placements}
    for key, found in analysis.placements:
        yield from (f"{gap.called(names)} on {places.get(key, key)}" for gap in found.missing_gaps)


def _shown(campaign: Campaign, loaded: Loaded, analysis: Analysis | None) -> Iterable[ShownVariant]:
    first, last = campaign.flight_start or campaign.launch_on, campaign.flight_end
    where = shown_where(loaded, analysis)
    # One that was taken out since has neither sizes nor an approval; that it is gone is told by itself.
    for one in (kept.row for kept in loaded.shown_variants if kept.row):
        lacking = [
            (place.name, size)
            for place in loaded.coverage.placements
            if place.key in where.get(one.key, ())
            for size in sizes_missing(place.sizes, one.sizes)
        ]
        yield ShownVariant(
            one.key, one.name, str(one.organisation_id), one.state == Approval.APPROVED,
            is_active(one.active_from, one.active_until, first, last), tuple(lacking),
        )  # fmt: skip


def _needed(loaded: Loaded) -> Iterable[NeededSignal]:
    """Every signal that some rule asks about, on every placement that does not fix it by its targeting.

    One that was taken out since can be asked of nobody; that it is gone is told by itself.
    """
    asked = {key for rule in loaded.rules for key in rule.when}
    for signal in loaded.signals:
        for place in loaded.coverage.placements if signal.key in asked and signal.pk else ():
            if loaded.is_fixed(signal, place):
                continue
            held = loaded.provision(signal, place)
            yield NeededSignal(
                f"{signal.pk}:{place.pk}", signal.name, place.name, str(held.asked_id) if held else "",
                held.state if held else "", float(held.share) if held and held.share is not None else None,
                tuple(held.without_consent) if held else (),
            )  # fmt: skip
