"""Reading decision tables."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from commonground.campaigns.campaign.queries import list_campaigns, organisations_of
from commonground.campaigns.models import Campaign
from commonground.creative.decision.enums import OPEN, Side, SignOffState, TableState
from commonground.creative.decision.models import SignOff, TableStep, TableVersion
from commonground.creative.decision.rules import sides_of
from commonground.creative.decision.stored import Loaded, loaded_of, organisations_of_table, variants_of
from commonground.creative.signal.queries import coverage_of, coverages_of
from commonground.creative.variant.models import Variant
from commonground.creative.variant.queries import list_variants, variants_in
from commonground.kit.errors import NotFound
from commonground.people.models import Organisation
from commonground.people.viewer.models import Viewer

JUDGED = (TableState.PROPOSED, TableState.IN_FORCE, TableState.DRAFT)
WORKING = (TableState.DRAFT, TableState.PROPOSED, TableState.IN_FORCE)


def list_versions(viewer: Viewer, campaign: Campaign) -> QuerySet[TableVersion]:
    """The campaign's versions, the newest first. The campaign came from `get_campaign`."""
    people = ("started_by__person", "changed_by__person", "changed_by__organisation", "proposed_by__person")
    return TableVersion.objects.filter(campaign=campaign).select_related(*people).order_by("-number")


def version_in(viewer: Viewer, campaign: Campaign, state: TableState) -> TableVersion | None:
    """The draft, the proposed one or the one in force; there is at most one of each."""
    return list_versions(viewer, campaign).filter(state=state).first()


def agreed_in(viewer: Viewer, campaign: Campaign) -> TableVersion | None:
    """What a new draft is compared with: what is proposed, else what is in force."""
    return version_in(viewer, campaign, TableState.PROPOSED) or version_in(viewer, campaign, TableState.IN_FORCE)


def working_version(viewer: Viewer, campaign: Campaign) -> TableVersion | None:
    """What people work on now: the draft, else what is proposed, else what is in force."""
    versions = {version.state: version for version in list_versions(viewer, campaign).filter(state__in=WORKING)}
    return next((versions[state] for state in WORKING if state in versions), None)


def working_mark(viewer: Viewer, campaign: Campaign) -> str:
    """The mark of what people work on now, "" when there is nothing: it changes with each change of the table."""
    working = working_version(viewer, campaign)
    return working.mark if working else ""


def get_version(viewer: Viewer, campaign: Campaign, number: int) -> TableVersion:
    """A version by its number, or NotFound."""
    found = list_versions(viewer, campaign).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def last_step(viewer: Viewer, version: TableVersion) -> TableStep | None:
    """The change of a draft that can be taken back; None where there is none. The version came from such a query."""
    if version.state != TableState.DRAFT:
        return None
    return version.steps.select_related("by__person", "by__organisation").defer("replaced").first()


def may_take_back(viewer: Viewer, version: TableVersion) -> bool:
    """A draft is everybody's who may write; a proposal is of the organisation that has made it."""
    if not viewer.may_write:
        return False
    by = version.proposed_by if version.state == TableState.PROPOSED else None
    return version.state == TableState.DRAFT or (by is not None and by.organisation_id == viewer.organisation_id)


def sign_offs_of(viewer: Viewer, version: TableVersion) -> list[SignOff]:
    """What each organisation says of a version; nothing of a draft. The version came from a viewer-first query."""
    if version.state == TableState.DRAFT:
        return []
    return list(version.sign_offs.select_related("organisation", "signed_by__person"))


def sides_asked(viewer: Viewer, campaign: Campaign, loaded: Loaded) -> list[tuple[Organisation, Side]]:
    """Who signs a version off once it is proposed, and for which side."""
    makers, placements = organisations_of_table(loaded)
    sides = sides_of(makers, placements, campaign.started_by_id)
    named = {one.pk: one for one in organisations_of(campaign)}
    return [(named[pk], side) for pk, side in sides.items() if pk in named]


def changes_asked_before(viewer: Viewer, campaign: Campaign, version: TableVersion) -> list[SignOff]:
    """What was asked to be changed in the version that was proposed before a draft or a proposal."""
    if version.state not in OPEN:
        return []
    earlier = SignOff.objects.filter(version__campaign=campaign, version__number__lt=version.number)
    asked = list(earlier.select_related("version", "organisation").order_by("-version__number", "created_at"))
    return [one for one in asked if one.state == SignOffState.CHANGE and one.version_id == asked[0].version_id]


def load_table(viewer: Viewer, version: TableVersion, campaign: Campaign) -> Loaded:
    """A version with its vocabulary and what partners pass: five queries, whatever its size."""
    coverage = coverage_of(viewer, campaign)
    variants = {one.key: one for one in list_variants(viewer, campaign)}
    return loaded_of(version, tuple(version.rules.all()), coverage, variants)


def load_judged(viewer: Viewer, campaigns: Sequence[Campaign]) -> dict[UUID, Loaded]:
    """The tables that readiness judges (what is proposed, else in force, else the draft), by their campaigns' ids.

    Seven queries however many there are; one where there is none.
    """
    versions: dict[UUID, TableVersion] = {}
    ids = [campaign.pk for campaign in campaigns]
    found = TableVersion.objects.filter(campaign__in=ids, state__in=JUDGED).prefetch_related(
        "rules", Prefetch("sign_offs", SignOff.objects.select_related("organisation"))
    )
    for version in found:
        known = versions.get(version.campaign_id)
        if known is None or JUDGED.index(TableState(version.state)) < JUDGED.index(TableState(known.state)):
            versions[version.campaign_id] = version
    there = [campaign for campaign in campaigns if campaign.pk in versions]
    if not there:
        return {}
    coverages, variants = coverages_of(viewer, there), defaultdict[UUID, dict[str, Variant]](dict)
    for variant in variants_in(viewer, there):
        variants[variant.campaign_id][variant.key] = variant
    return {
        pk: loaded_of(version, tuple(version.rules.all()), coverages[pk], variants[pk])
        for pk, version in versions.items()
    }


def rules_with(viewer: Viewer, campaign: Campaign, *, asks: str = "", shows: str = "") -> str:
    """Which rules of what people work on ask about a signal or show a variant, by its key, in a sentence; "" for none."""
    working = working_version(viewer, campaign)
    if working is None:
        return ""
    loaded = load_table(viewer, working, campaign)
    numbers = [
        str(number)
        for number, (row, rule) in enumerate(zip(loaded.rules, loaded.table.rules, strict=True), start=1)
        if (asks and row.when.get(asks)) or (shows and any(shows in variants_of(output) for output in rule.then))
    ]
    if not numbers:
        return ""
    listed = f"{', '.join(numbers[:-1])} and {numbers[-1]}" if len(numbers) > 1 else numbers[0]
    verb = ("asks about it", "ask about it") if asks else ("shows it", "show it")
    return f"Rule{'s' if len(numbers) > 1 else ''} {listed} of v{working.number} {verb[len(numbers) > 1]}."


def rules_by_key(viewer: Viewer, version: TableVersion | None) -> dict[str, dict[str, Any]]:
    """What each rule of a version says, for comparing. The version came from a viewer-first query."""
    if version is None:
        return {}
    return {
        one.key: {"when": one.when, "then": one.then, "group": one.group, "position": one.position}
        for one in version.rules.all()
    }


def _said_of(viewer: Viewer) -> QuerySet[SignOff]:
    campaigns = list_campaigns(viewer).order_by().values("pk")
    found = SignOff.objects.filter(version__state=TableState.PROPOSED, version__campaign__in=campaigns)
    people = ("version__proposed_by__person", "version__proposed_by__organisation", "signed_by__person")
    return found.select_related("version__campaign", "organisation", *people).order_by("version__proposed_at", "id")


def list_to_answer(viewer: Viewer) -> QuerySet[SignOff]:
    """What sign-offs ask of the viewer's organisation: its own word, of who may give it; and, of who may write, an answer
    to the changes that are asked for in what it has proposed. One query for both, as home has no room for another."""
    own = viewer.organisation_or_nobody
    asked = Q(pk__in=[])
    if viewer.may_sign:
        asked |= Q(state=SignOffState.WAITING, organisation=own)
    if viewer.may_write:
        asked |= Q(state=SignOffState.CHANGE, version__proposed_by__organisation=own)
    return _said_of(viewer).filter(asked)


def list_answers_waited_for(viewer: Viewer) -> QuerySet[SignOff]:
    """Sign-offs of others for what the viewer's organisation has proposed (who has not joined is not waited for), and
    changes that it asks others for."""
    own = viewer.organisation_or_nobody
    signed = Q(
        state=SignOffState.WAITING, version__proposed_by__organisation=own, organisation__claimed_at__isnull=False
    )
    changed = Q(state=SignOffState.CHANGE, organisation=own)
    waited = (signed & ~Q(organisation=own)) | (changed & ~Q(version__proposed_by__organisation=own))
    return _said_of(viewer).filter(waited)
