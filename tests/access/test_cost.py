"""A page asks the database at most 25 times, however much of everything there is, and before anything is kept."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonground.readiness.models import KeptVerdict
from tests.access.pages import OWN, THINGS
from tests.access.sweep import address_of, browser
from tests.access.world import World
from tests.factories import people

BUDGET = 25
# Asked for by a page that is already there, to have campaigns checked.
CHECKING = {"campaigns:campaign-checked", "readiness:panel", "campaigns:at-hand"}


def test_no_page_asks_too_often(everything: World) -> None:
    own = [(people.client(everything.actors["ines"]), reverse(name, kwargs=page.at) + query)
           for name, page in OWN.items() if name not in CHECKING for query in page.query]  # fmt: skip
    things = [(browser(everything, thing.who), address_of(everything, name, everything.ids))
              for name, thing in THINGS.items() if thing.reads and name not in CHECKING]  # fmt: skip
    costs = {}
    for client, address in own + things:
        # A finding can be waived once it is shown, and so kept.
        if "/waive/" in address:
            client.get(address)
        else:
            KeptVerdict.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        costs[address] = len(queries)
    assert len(costs) > 100
    assert {address: cost for address, cost in costs.items() if cost > BUDGET} == {}
