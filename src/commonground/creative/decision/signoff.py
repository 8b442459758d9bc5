"""From draft to in force: propose, sign off for a side, ask for a change."""

from django.db import transaction

from commonground.campaigns.campaign.actions import lock_campaign, log
from commonground.campaigns.models import Campaign
from commonground.creative.decision.actions import end_version
from commonground.creative.decision.enums import OPEN, SignOffState, TableState
from commonground.creative.decision.models import SignOff, TableVersion
from commonground.creative.decision.queries import get_version, load_table, may_take_back, version_in
from commonground.creative.decision.rules import sides_of
from commonground.creative.decision.stored import content_hash, organisations_of_table
from commonground.creative.decision.vocabulary import to_json
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotReady
from commonground.people.viewer.models import Viewer


@transaction.atomic
def propose_table(*, by: Viewer, campaign: Campaign, seen_revision: int | None = None) -> TableVersion:
    """Put the draft before the creative and media sides. One that was proposed before and not agreed is replaced.

    From here on it keeps its own signals and variants, whatever the campaign makes of them.
    """
    member = by.writing()
    lock_campaign(campaign)
    draft = version_in(by, campaign, TableState.DRAFT)
    if draft is None:
        raise NotReady("There is no draft to propose.")
    if seen_revision is not None and seen_revision != draft.revision:
        raise Conflict("Somebody has changed the draft since you looked at it. Look again, then propose it.")
    loaded = load_table(by, draft, campaign)
    if not loaded.rules:
        raise NotReady("The table has no rules yet.")
    if loaded.wrong:
        places = {rule.key: f"rule {number}" for number, rule in enumerate(loaded.rules, start=1)}
        (key, _), why = next(iter(loaded.wrong.items()))
        raise NotReady(f"A cell of the table cannot be read. Mend {places.get(key, 'the fallback')} first: {why}")
    if loaded.asks_in_vain:
        keys = " and ".join(loaded.asks_in_vain)
        raise NotReady(
            f"Rules ask about {keys}, which the campaign has no more. Name it again, or choose the columns anew."
        )
    earlier = version_in(by, campaign, TableState.PROPOSED)
    if earlier is not None:
        end_version(earlier, TableState.WITHDRAWN)
    draft.state, draft.proposed_by, draft.proposed_at = TableState.PROPOSED, member, clock.now()
    draft.vocabulary, draft.content_hash = to_json(loaded.signals, loaded.shown_variants), content_hash(loaded)
    draft.save()
    draft.steps.all().delete()
    makers, placements = organisations_of_table(loaded)
    for organisation, side in sides_of(makers, placements, campaign.started_by_id).items():
        SignOff.objects.create(version=draft, organisation_id=organisation, side=side)
    log(by, f"proposed creative plan v{draft.number}", campaign, version=draft.number, content_hash=draft.content_hash)
    return draft


@transaction.atomic
def take_table_back(*, by: Viewer, campaign: Campaign, number: int, seen: str | None = None) -> TableVersion:
    """Put the draft aside, or take back what one's organisation has proposed. It stays among the versions.

    `seen` is the mark of the version that was looked at; Conflict when it has changed since, or is neither any more.
    """
    by.writing()
    lock_campaign(campaign)
    version = get_version(by, campaign, number)
    if version.state not in OPEN or (seen is not None and seen != version.mark):
        raise Conflict(
            "Nothing is taken back: somebody has changed this version meanwhile. Look at it, then try again."
        )
    if not may_take_back(by, version):
        raise NotAllowed("Only the organisation that has proposed it may take it back.")
    end_version(version, TableState.WITHDRAWN)
    log(by, f"took creative plan v{number} back", campaign, version=number)
    return version


@transaction.atomic
def sign_table(*, by: Viewer, campaign: Campaign, number: int) -> TableVersion:
    """Sign the proposed version off for one's organisation, as a manager or executive; the last one puts it in force."""
    member = by.signing()
    version, word = _asked(by, campaign, number)
    if content_hash(load_table(by, version, campaign)) != version.content_hash:
        raise Conflict("What is stored is not what was proposed. Propose it again.")
    word.state, word.signed_by, word.signed_at = SignOffState.SIGNED, member, clock.now()
    word.content_hash, word.reason = version.content_hash, ""
    word.save()
    log(by, f"signed creative plan v{version.number} off", campaign, version=number, content_hash=version.content_hash)
    _enter(by, campaign, version)
    return version


@transaction.atomic
def ask_table_change(*, by: Viewer, campaign: Campaign, number: int, reason: str) -> SignOff:
    """Say what has to change before one's organisation signs off."""
    member = by.signing()
    if not reason.strip():
        raise Invalid("Say what has to change.", fields={"reason": "Say what has to change."})
    version, word = _asked(by, campaign, number)
    word.state, word.reason = SignOffState.CHANGE, reason
    word.signed_by, word.signed_at = member, clock.now()
    word.save()
    log(by, f"asked for a change of creative plan v{version.number}", campaign, reason=reason)
    return word


def _asked(by: Viewer, campaign: Campaign, number: int) -> tuple[TableVersion, SignOff]:
    lock_campaign(campaign)
    version = version_in(by, campaign, TableState.PROPOSED)
    if version is None or version.number != number:
        raise Conflict("This version is no longer proposed. Look at what is.")
    word = version.sign_offs.filter(organisation=by.organisation_or_nobody).first()
    if word is None:
        raise NotAllowed("Who makes its variants, whose placements it runs on, and who runs the campaign sign it off.")
    return version, word


def _enter(by: Viewer, campaign: Campaign, version: TableVersion) -> None:
    words = version.sign_offs.select_related("organisation")
    if any(one.state != SignOffState.SIGNED for one in words if one.organisation.has_joined):
        return
    before = version_in(by, campaign, TableState.IN_FORCE)
    if before is not None:
        end_version(before, TableState.SUPERSEDED)
    version.state, version.in_force_at = TableState.IN_FORCE, clock.now()
    version.save()
    log(by, f"creative plan v{version.number} is in force", campaign, version=version.number)
