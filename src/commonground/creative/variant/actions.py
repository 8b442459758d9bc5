"""What people do with variants."""

from typing import Any
from uuid import UUID

from django.db import models, transaction

from commonground.campaigns.campaign.actions import lock_campaign, log
from commonground.campaigns.campaign.queries import choose_participant, list_people
from commonground.campaigns.models import Campaign
from commonground.creative.variant.enums import Approval
from commonground.creative.variant.models import Variant
from commonground.creative.variant.queries import is_decidable, list_variants, may_change_variant
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotReady
from commonground.kit.search.actions import forget, index_named
from commonground.kit.seen import check_revision
from commonground.people.models import Membership
from commonground.people.viewer.models import Viewer

MOST = 2_000
# What whoever approved it has seen.
LOOKED_AT = {"link", "sizes", "active_from", "active_until"}


@transaction.atomic
def name_variant(
    *, by: Viewer, campaign: Campaign, organisation: UUID, owner: UUID | None = None, **facts: Any
) -> Variant:
    """Add a variant that one of the participants makes."""
    member = by.writing()
    lock_campaign(campaign)
    if list_variants(by, campaign).count() >= MOST:
        raise Invalid(f"A campaign has at most {MOST:,} variants.")
    last = list_variants(by, campaign).aggregate(last=models.Max("position"))["last"]
    variant = Variant(
        campaign=campaign, organisation=choose_participant(campaign, organisation, "organisation"), owner=_owner(by, campaign, owner),
        named_by=member, position=0 if last is None else last + 1, **facts,
    )  # fmt: skip
    _check(by, variant)
    variant.save()
    index_named("variant", variant)
    log(by, f"named the variant {variant.name}", campaign)
    return variant


@transaction.atomic
def change_variant(
    *, by: Viewer, campaign: Campaign, variant: Variant, organisation: UUID, owner: UUID | None = None,
    seen_revision: int | None = None, **facts: Any,
) -> Variant:  # fmt: skip
    """Change what a variant is, as who makes it; its key stays. What was approved waits for approval again once it looks
    different or runs on other days, and who gets it from another maker asks for approval anew."""
    by.writing()
    held = _locked(variant, seen_revision)
    check_maker(by, held)
    facts.pop("key", None)
    before = {name: getattr(held, name) for name in facts}
    maker = choose_participant(campaign, organisation, "organisation")
    if maker.pk != held.organisation_id:
        held.state, held.asked_at, held.decided_by, held.decided_at = Approval.DRAFT, None, None, None
    held.organisation, held.owner = maker, _owner(by, campaign, owner)
    for name, value in facts.items():
        setattr(held, name, value)
    if held.state == Approval.APPROVED and any(before[name] != facts[name] for name in facts if name in LOOKED_AT):
        held.state, held.asked_at = Approval.ASKED, clock.now()
    _check(by, held)
    held.save()
    index_named("variant", held)
    log(by, f"changed the variant {held.name}", campaign)
    return held


@transaction.atomic
def ask_approval(*, by: Viewer, campaign: Campaign, variant: Variant) -> Variant:
    """Put a variant before the others."""
    by.writing()
    held = _locked(variant, None)
    if not may_change_variant(by, held):
        raise NotAllowed(f"{held.organisation.name} makes it and asks for approval.")
    if held.state == Approval.APPROVED:
        raise NotReady("It is approved already.")
    held.state, held.words, held.asked_at = Approval.ASKED, "", clock.now()
    held.save()
    log(by, f"asked to approve {held.name}", campaign)
    return held


@transaction.atomic
def decide_variant(
    *,
    by: Viewer,
    campaign: Campaign,
    variant: Variant,
    approve: bool,
    words: str = "",
    seen_revision: int | None = None,
) -> Variant:
    """Approve a variant, or return it with words, as a manager or executive of another organisation.

    `seen_revision` is of what was looked at; Conflict when it has changed since.
    """
    member = by.signing()
    held = _locked(variant, None)
    if seen_revision is not None and seen_revision != held.revision - 1:
        raise Conflict("Nothing is decided: the variant has changed since you looked at it. Look again, then decide.")
    if not is_decidable(by, campaign, held):
        raise NotAllowed("Nobody approves their own work: another organisation does.")
    if held.state != Approval.ASKED:
        raise NotReady("Nobody has asked to approve this.")
    if not approve and not words.strip():
        raise Invalid("Say why.", fields={"words": "Say what has to change."})
    held.state, held.words = Approval.APPROVED if approve else Approval.RETURNED, words
    held.decided_by, held.decided_at = member, clock.now()
    held.save()
    log(by, f"{'approved' if approve else 'returned'} {held.name}", campaign)
    return held


@transaction.atomic
def remove_variant(*, by: Viewer, campaign: Campaign, variant: Variant) -> None:
    """Take a variant out, as who makes it. Tables that still name it say so."""
    by.writing()
    check_maker(by, variant)
    log(by, f"took out the variant {variant.name}", campaign)
    forget(kind="variant", object_id=variant.pk)
    variant.delete()


def check_maker(by: Viewer, variant: Variant) -> None:
    """Raise NotAllowed unless the viewer speaks for who makes it."""
    by.writing()
    if not may_change_variant(by, variant):
        raise NotAllowed(f"{variant.organisation.name} makes it: only they may change it or take it out.")


def _locked(variant: Variant, seen: int | None) -> Variant:
    related = ("organisation", "named_by")
    held = Variant.objects.select_for_update(of=("self",)).select_related(*related).get(pk=variant.pk)
    check_revision(held.revision, seen)
    held.revision += 1
    return held


def _owner(by: Viewer, campaign: Campaign, identity: UUID | None) -> Membership | None:
    if identity is None:
        return None
    found = list_people(by, campaign).filter(pk=identity).first()
    if found is None:
        raise Invalid("Choose a person.", fields={"owner": "Choose somebody who takes part."})
    return found


def _check(by: Viewer, variant: Variant) -> None:
    if list_variants(by, variant.campaign).filter(key=variant.key).exclude(pk=variant.pk).exists():
        raise Invalid("Choose another key.", fields={"key": f"The campaign has a variant “{variant.key}” already."})
    if variant.active_from and variant.active_until and variant.active_from > variant.active_until:
        raise Invalid("Check the days.", fields={"active_until": "It ends before it starts."})
    if variant.link and not variant.link.lower().startswith(("https://", "http://")):
        raise Invalid("Check the link.", fields={"link": "An address begins with https://"})
