"""From draft to in force: propose, countersign, ask for a change, review."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from commonground.campaigns.campaign.actions import log
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.point import time_zone_of
from commonground.campaigns.campaign.queries import organisations_of, taking_part
from commonground.campaigns.raci.enums import VersionState
from commonground.campaigns.raci.models import MatrixVersion
from commonground.campaigns.raci.queries import content_of, is_as_proposed, load_matrix, version_in
from commonground.campaigns.raci.rules import content_hash
from commonground.campaigns.signature.enums import SignatureState
from commonground.campaigns.signature.models import Signature
from commonground.campaigns.signature.queries import ASKED
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotFound, NotReady
from commonground.partnerships.models import Partnership
from commonground.people.viewer.models import ANONYMOUS, Viewer

LATEST_EFFECT = timedelta(days=730)


def _locked(campaign: Campaign) -> Campaign:
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


@transaction.atomic
def propose_version(
    *, by: Viewer, campaign: Campaign, effective_on: date | None = None, seen: str | None = None
) -> MatrixVersion:
    """Propose the draft to every participant. A version proposed before and not agreed yet is replaced by it.

    `seen` is the hash of the draft that was looked at; Conflict when somebody has typed in it since.
    """
    member = by.writing()
    _locked(campaign)
    draft = version_in(by, campaign, VersionState.DRAFT)
    if draft is None:
        raise NotReady("There is no draft to propose.")
    loaded = load_matrix(by, draft)
    if seen and seen != content_hash(content_of(loaded)):
        raise Conflict("Somebody has changed the draft since you looked at it. Look again, then propose it.")
    if not loaded.rows:
        raise NotReady("The matrix has no rows yet.")
    _check_effective(effective_on, clock.today(by.time_zone))
    _refuse_unchanged(
        version_in(by, campaign, VersionState.PROPOSED), {**content_of(loaded), "effective": effective_on}
    )
    _replace_proposed(by, campaign)
    draft.state, draft.proposed_by, draft.proposed_at = VersionState.PROPOSED, member, clock.now()
    draft.effective_on = effective_on
    draft.content = content_of(loaded)
    draft.content_hash = content_hash(draft.content)
    draft.save()
    for organisation in organisations_of(campaign):
        Signature.objects.create(version=draft, organisation=organisation)
    log(by, f"proposed RACI v{draft.number}", campaign, version=draft.number, content_hash=draft.content_hash)
    return draft


def _check_effective(effective_on: date | None, today: date) -> None:
    if effective_on is not None and not today <= effective_on <= today + LATEST_EFFECT:
        wrong = (
            "This date has passed. Choose today or later." if effective_on < today else "At most two years from now."
        )
        raise Invalid("Choose another day.", fields={"effective_on": wrong})


def _refuse_unchanged(earlier: MatrixVersion | None, content: Mapping[str, Any]) -> None:
    # Proposing the same again would only wipe what others have said of it.
    if earlier is None:
        return
    proposed = {**earlier.content, "effective": earlier.effective_on}
    if all(proposed.get(part) == now for part, now in content.items()):
        raise NotReady(f"The draft says the same as v{earlier.number}, which is proposed already.")


def _replace_proposed(by: Viewer, campaign: Campaign) -> None:
    earlier = version_in(by, campaign, VersionState.PROPOSED)
    if earlier is not None:
        earlier.state, earlier.ended_at = VersionState.REPLACED, clock.now()
        earlier.save()


def _asked(by: Viewer, campaign: Campaign, number: int) -> tuple[MatrixVersion, Signature]:
    """The version that is proposed or in force, and the place for the word of the viewer's organisation."""
    _locked(campaign)
    asked = next(
        (v for state in ASKED if (v := version_in(by, campaign, state)) and v.number == number), None
    )  # fmt: skip
    if asked is None:
        raise Conflict(f"RACI v{number} is not the proposed version any more. Look at the newest one.")
    signature, _ = Signature.objects.get_or_create(version=asked, organisation=by.acting().organisation)
    return asked, signature


@transaction.atomic
def countersign(*, by: Viewer, campaign: Campaign, number: int) -> MatrixVersion:
    """Sign a version for one's organisation: what is proposed, or as a newcomer what is in force.

    The last signature of those who have joined puts a proposed version in force.
    """
    member = by.signing()
    asked, signature = _asked(by, campaign, number)
    if signature.state == SignatureState.SIGNED:
        raise NotReady(f"{by.organisation_name} has signed RACI v{number} already.")
    if not is_as_proposed(load_matrix(by, asked)):
        raise Conflict("This version is not what was proposed. Propose it again, then sign.")
    signature.state, signature.signed_by, signature.signed_at = SignatureState.SIGNED, member, clock.now()
    signature.reason, signature.content_hash = "", asked.content_hash
    signature.save()
    log(by, f"countersigned RACI v{number}", campaign, version=number, content_hash=asked.content_hash)
    return settle_agreement(by=by, campaign=campaign) or asked


@transaction.atomic
def ask_for_change(*, by: Viewer, campaign: Campaign, number: int, reason: str) -> MatrixVersion:
    """Say what has to change before one's organisation signs."""
    member = by.signing()
    proposed, signature = _asked(by, campaign, number)
    if not reason.strip():
        raise Invalid("Say what has to change.", fields={"reason": "Say what has to change."})
    if signature.state == SignatureState.SIGNED:
        raise NotReady(f"{by.organisation_name} has signed RACI v{number}. Propose a new version instead.")
    signature.state, signature.signed_by, signature.signed_at = SignatureState.CHANGE, member, clock.now()
    signature.reason = reason
    signature.save()
    log(by, f"asked for a change of RACI v{number}", campaign, version=number, reason=reason)
    return proposed


@transaction.atomic
def settle_agreement(*, by: Viewer, campaign: Campaign) -> MatrixVersion | None:
    """Put the proposed version in force once all who have joined have signed and its day has come; returns it, or None.

    An organisation that has not joined cannot give its word; it is asked for it when it claims its place. The day comes
    where the campaign was started, whoever signs last.
    """
    today = clock.today(time_zone_of(_locked(campaign)))
    proposed = version_in(by, campaign, VersionState.PROPOSED)
    if proposed is None or not _all_have_signed(proposed) or (proposed.effective_on or today) > today:
        return None
    earlier = version_in(by, campaign, VersionState.IN_FORCE)
    if earlier is not None:
        earlier.state, earlier.ended_at = VersionState.SUPERSEDED, clock.now()
        earlier.save()
    proposed.state, proposed.in_force_at, proposed.effective_on = VersionState.IN_FORCE, clock.now(), today
    proposed.next_review_on = today + timedelta(weeks=campaign.review_weeks)
    proposed.save()
    log(by, f"RACI v{proposed.number} is in force", campaign, version=proposed.number)
    return proposed


def _all_have_signed(version: MatrixVersion) -> bool:
    signed = set(version.signatures.filter(state=SignatureState.SIGNED).values_list("organisation_id", flat=True))
    joined = taking_part().filter(campaign=version.campaign_id, organisation__claimed_at__isnull=False)
    there = set(joined.values_list("organisation_id", flat=True))
    return bool(there) and there <= signed


def enter_into_force(campaign_id: UUID) -> MatrixVersion | None:
    """Put what was agreed for a later day in force when that day has come; nobody's act, but the calendar's."""
    return settle_agreement(by=ANONYMOUS, campaign=Campaign.objects.get(pk=campaign_id))


def mark_opened(*, by: Viewer, version: MatrixVersion) -> None:
    """Remember that the viewer's organisation has looked at a proposed version for the first time."""
    if version.state == VersionState.PROPOSED and by.membership is not None:
        waiting = Signature.objects.filter(version=version, organisation=by.organisation_id, opened_at=None)
        # Asked first: on SQLite whoever updates, if only nothing, waits for every other writer.
        if waiting.exists():
            waiting.update(opened_at=clock.now())


@transaction.atomic
def confirm_unchanged(*, by: Viewer, campaign: Campaign, number: int | None = None) -> MatrixVersion:
    """Review the matrix in force and find that it still holds; the next review is a cadence later."""
    by.signing()
    _locked(campaign)
    current = version_in(by, campaign, VersionState.IN_FORCE)
    if current is None:
        raise NotFound
    if number is not None and current.number != number:
        raise Conflict(f"RACI v{number} is not in force any more. Look at v{current.number}.")
    current.reviewed_at = clock.now()
    current.next_review_on = clock.today(by.time_zone) + timedelta(weeks=campaign.review_weeks)
    current.save()
    log(by, f"reviewed RACI v{current.number}: unchanged", campaign, version=current.number)
    return current


@transaction.atomic
def remind(*, by: Viewer, campaign: Campaign, organisation: UUID) -> Signature:
    """Ask an organisation again for its word on the proposed version; once a day at most."""
    by.writing()
    proposed = version_in(by, campaign, VersionState.PROPOSED)
    if proposed is None:
        raise NotFound
    waiting = proposed.signatures.filter(organisation=organisation, state=SignatureState.WAITING).first()
    if waiting is None:
        raise NotFound
    now = clock.now()
    if waiting.reminded_at and now - waiting.reminded_at < timedelta(days=1):
        raise NotReady(f"{waiting.organisation.name} was reminded less than a day ago.")
    waiting.reminded_at = now
    waiting.save()
    log(by, f"reminded {waiting.organisation.name} of RACI v{proposed.number}", campaign)
    return waiting


def on_participants_changed(sender: object, *, by: Viewer, campaign: Campaign, **_: object) -> None:
    """Ask who has joined for its word too; whoever was the last to be waited for may just have left."""
    for asked in filter(None, (version_in(by, campaign, state) for state in ASKED)):
        for participant in taking_part().filter(campaign=campaign):
            Signature.objects.get_or_create(version=asked, organisation_id=participant.organisation_id)
    settle_agreement(by=by, campaign=campaign)


def on_parties_changed(sender: object, *, by: Viewer, partnership: Partnership, **_: object) -> None:
    """Who accepts a partnership or leaves it takes part in its campaigns, or no longer does."""
    for campaign in Campaign.objects.filter(partnership=partnership):
        on_participants_changed(sender, by=by, campaign=campaign)
