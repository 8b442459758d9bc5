"""Two people who change one roadmap at the very same moment."""

import threading

from django.db import connection

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.roadmap.actions import edit_deliverable
from commonground.engines.roadmap import circles
from commonground.kit.errors import Invalid
from commonground.people.models import Membership
from tests.factories import campaigns, people, roadmaps
from tests.factories.people import viewer


def test_a_circle_made_by_two_at_once_is_refused_to_one_of_them(committed: None) -> None:
    hope = campaigns.hope(people.tondella(), people.halyard())
    keys, campaign = roadmaps.draft(hope), hope.seen()
    edit_deliverable(by=viewer(hope.tondella.ines), campaign=campaign, key=keys["film"], depends_on=[])
    begin, came = threading.Barrier(2), {}

    def wait_for(who: Membership, own: str, other: str, held: Campaign) -> None:
        by = viewer(who)
        try:
            begin.wait(timeout=30)
            edit_deliverable(by=by, campaign=held, key=keys[own], depends_on=[[keys[other], 0]])
            came[own] = "saved"
        except Invalid as error:
            came[own] = error.code
        finally:
            connection.close()

    at_once = [
        threading.Thread(target=wait_for, args=(hope.tondella.ines, "claims", "film", campaign)),
        threading.Thread(target=wait_for, args=(hope.halyard.marcus, "film", "claims", hope.seen())),
    ]
    for one in at_once:
        one.start()
    for one in at_once:
        one.join(timeout=60)
    assert sorted(came.values()) == ["circular-dependency", "saved"]
    assert circles(roadmaps.loaded(hope).roadmap) == ()
