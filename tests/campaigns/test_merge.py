"""Two organisations that turn out to be one, in the middle of a campaign."""

from commonground.campaigns.campaign.actions import add_participant
from commonground.campaigns.models import Signature
from commonground.campaigns.signature.actions import countersign
from commonground.partnerships.partnership.actions import accept_partnership, add_party
from commonground.people.merge.actions import agree_merge, propose_merge
from tests.factories import campaigns
from tests.factories.campaigns import Hope
from tests.factories.people import Cohort, viewer


def test_a_given_signature_outlives_the_merge(hope: Hope, cohort: Cohort) -> None:
    ines = viewer(hope.tondella.ines)
    add_party(by=ines, partnership=hope.partnership, organisation=cohort.organisation.pk)
    accept_partnership(by=viewer(cohort.nadia), partnership=hope.partnership)
    add_participant(by=ines, campaign=hope.seen(), organisation=cohort.organisation.pk, does="Affiliate")
    version = campaigns.proposed(hope)
    countersign(by=viewer(cohort.nadia), campaign=hope.seen(), number=version.number)

    merge = propose_merge(
        by=viewer(cohort.nadia), organisation=hope.halyard.organisation, same_as=cohort.organisation.pk
    )
    agree_merge(by=viewer(hope.halyard.marcus), merge=merge)

    there = {p.organisation.name for p in hope.seen().participants.all()}
    signed = Signature.objects.get(version=version, state="signed")
    assert len(there) == 2
    assert signed.organisation.name in there
    assert signed.signed_by == cohort.nadia

    # What was proposed is still what was proposed, for those who have not signed.
    in_force = countersign(by=ines, campaign=hope.seen(), number=version.number)
    assert in_force.state == "in-force"
