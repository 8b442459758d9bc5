"""Reading who agreed to what."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_campaigns
from commonground.campaigns.raci.enums import VersionState
from commonground.campaigns.raci.models import MatrixVersion
from commonground.campaigns.raci.queries import version_in
from commonground.campaigns.signature.enums import SignatureState
from commonground.campaigns.signature.models import Signature
from commonground.kit import clock
from commonground.people.models import Organisation
from commonground.people.viewer.models import Viewer

# A newcomer is asked for its word on what is in force already.
ASKED = (VersionState.PROPOSED, VersionState.IN_FORCE)
# Where each day comes first: what is due there may be due somewhere, which `settle_agreement` finds out.
FIRST_DAY = "Pacific/Kiritimati"


@dataclass(frozen=True, slots=True)
class Word:
    """One cell of the sign strip: an organisation and what it has said, or that it cannot speak yet."""

    organisation: Organisation
    signature: Signature | None

    @property
    def state(self) -> str:
        """signed, change, opened, waiting, or not-joined."""
        if self.signature is None or self.signature.state == SignatureState.WAITING:
            if not self.organisation.has_joined:
                return "not-joined"
            return "opened" if self.signature and self.signature.opened_at else "waiting"
        return self.signature.state

    @property
    def spoken(self) -> str:
        """The state in words, with its day."""
        said = self.signature
        if said and said.signed_at and said.state == SignatureState.SIGNED:
            return f"Signed {day_of(said.signed_at)}"
        if self.state == "not-joined":
            return "Not joined yet"
        return f"Opened {day_of(said.opened_at)}, no answer" if said and said.opened_at else "Not opened"


def day_of(moment: datetime) -> str:
    """11 Sep, where the reader is."""
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")


def list_signatures(viewer: Viewer, version: MatrixVersion) -> QuerySet[Signature]:
    """What each organisation has said of a version, in the order of asking."""
    people = ("organisation", "signed_by__person", "signed_by__organisation")
    return version.signatures.select_related(*people)


def words_on(viewer: Viewer, campaign: Campaign, version: MatrixVersion) -> list[Word]:
    """The sign strip: who was asked, in the order of joining, and who has left since if they had signed.

    What is history names those who were asked then; newcomers stand on what is proposed or in force.
    """
    said = {signature.organisation_id: signature for signature in list_signatures(viewer, version)}
    there = {p.organisation_id: Word(p.organisation, said.get(p.organisation_id)) for p in campaign.participants.all()}
    if version.state not in ASKED:
        there = {pk: word for pk, word in there.items() if pk in said}
    left = [s for pk, s in said.items() if pk not in there and s.state == SignatureState.SIGNED]
    return [*there.values(), *(Word(s.organisation, s) for s in left)]


def own_signature(viewer: Viewer, version: MatrixVersion) -> Signature | None:
    """The word of the viewer's own organisation on a version."""
    return list_signatures(viewer, version).filter(organisation_id=viewer.organisation_or_nobody).first()


def list_to_sign(viewer: Viewer) -> QuerySet[Signature]:
    """Versions that wait for the word of the viewer's organisation, of campaigns it still takes part in."""
    campaigns = list_campaigns(viewer).filter(pk=OuterRef("version__campaign"))
    waiting = Signature.objects.filter(
        Exists(campaigns), organisation_id=viewer.organisation_or_nobody, state=SignatureState.WAITING,
        version__state__in=ASKED,
    )  # fmt: skip
    return waiting.select_related(
        "version__campaign", "version__proposed_by__person", "version__proposed_by__organisation"
    )


def list_waiting_on_others(viewer: Viewer) -> QuerySet[Signature]:
    """What the viewer's organisation has proposed and others have not answered."""
    campaigns = list_campaigns(viewer).filter(pk=OuterRef("version__campaign"))
    asked = Signature.objects.filter(
        Exists(campaigns), state=SignatureState.WAITING, version__state=VersionState.PROPOSED,
        version__proposed_by__organisation=viewer.organisation_or_nobody,
    ).exclude(organisation_id=viewer.organisation_or_nobody)  # fmt: skip
    return asked.select_related("version__campaign", "organisation")


def list_changes_asked(viewer: Viewer) -> QuerySet[Signature]:
    """Changes that others ask for in what the viewer's organisation has proposed."""
    campaigns = list_campaigns(viewer).filter(pk=OuterRef("version__campaign"))
    asked = Signature.objects.filter(
        Exists(campaigns), state=SignatureState.CHANGE, version__state__in=ASKED,
        version__proposed_by__organisation=viewer.organisation_or_nobody,
    )  # fmt: skip
    return asked.select_related("version__campaign", "organisation", "signed_by__person")


def list_due_for_review(viewer: Viewer, *, until: object) -> QuerySet[MatrixVersion]:
    """Matrices in force whose review falls on or before `until`."""
    campaigns = list_campaigns(viewer).filter(pk=OuterRef("campaign"))
    # While a newer version is proposed, the matrix is being looked at anyhow.
    proposed = MatrixVersion.objects.filter(campaign=OuterRef("campaign"), state=VersionState.PROPOSED)
    due = MatrixVersion.objects.filter(Exists(campaigns), state=VersionState.IN_FORCE, next_review_on__lte=until)
    return due.exclude(Exists(proposed)).select_related("campaign").order_by("next_review_on", "id")


def campaigns_with_a_version_due() -> list[UUID]:
    """Ids of campaigns with a proposed version whose day of effect has come; for the calendar, not for a viewer."""
    due = MatrixVersion.objects.filter(state=VersionState.PROPOSED, effective_on__lte=clock.today(FIRST_DAY))
    return list(due.values_list("campaign_id", flat=True))


def version_to_sign(viewer: Viewer, campaign: Campaign) -> MatrixVersion | None:
    """What the viewer's organisation is asked to sign: what is proposed, else what is in force without its word."""
    proposed = version_in(viewer, campaign, VersionState.PROPOSED)
    current = version_in(viewer, campaign, VersionState.IN_FORCE)
    if proposed is not None or current is None:
        return proposed
    own = own_signature(viewer, current)
    return None if own and own.state == SignatureState.SIGNED else current
