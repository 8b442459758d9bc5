"""The log: only ever added to, and each entry sealed with the one before."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from commonground.campaigns.raci.actions import comment_on_row, set_letters
from commonground.engines.raci.matrix import Letters, Row
from commonground.people.activity.actions import first_broken_entry
from commonground.people.activity.models import Activity
from commonground.people.activity.queries import list_own_log
from commonground.people.organisation.actions import edit_organisation, tell_organisation
from commonground.people.viewer.models import ANONYMOUS
from tests.factories import people
from tests.factories.campaigns import Hope, draft

pytestmark = pytest.mark.django_db


def several(tondella: people.Tondella) -> list[Activity]:
    for about in ("Pizza.", "Pizza by the slice.", "Pizza, fast."):
        edit_organisation(by=people.viewer(tondella.ines), about=about)
    return list(Activity.objects.order_by("id"))


def test_the_whole_chain_holds(tondella: people.Tondella) -> None:
    entries = several(tondella)
    assert first_broken_entry() is None
    assert [entry.previous_hash for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]


def test_the_database_refuses_change_and_removal(tondella: people.Tondella) -> None:
    """ABUSE 20."""
    several(tondella)
    for attempt in (lambda: Activity.objects.update(verb="did nothing"), lambda: Activity.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert first_broken_entry() is None


def without_guard(statement: str, parameters: list[object]) -> None:
    """What somebody does who has the database's own password."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER activity_no_update")
            cursor.execute("DROP TRIGGER activity_no_delete")
        else:
            cursor.execute("ALTER TABLE people_activity DISABLE TRIGGER activity_append_only")
        cursor.execute(statement, parameters)


def test_a_tampered_row_is_found(tondella: people.Tondella) -> None:
    """ABUSE 20."""
    second = several(tondella)[1]
    without_guard("UPDATE people_activity SET verb = %s WHERE id = %s", ["did nothing", second.pk])
    assert first_broken_entry() == second.pk


def test_a_removed_row_is_found(tondella: people.Tondella) -> None:
    """ABUSE 20."""
    _, second, third, *_ = several(tondella)
    without_guard("DELETE FROM people_activity WHERE id = %s", [second.pk])
    assert first_broken_entry() == third.pk


def test_what_is_private_stays_private(tondella: people.Tondella, halyard: people.Halyard) -> None:
    """ABUSE 1, 3."""
    tell_organisation(by=people.viewer(tondella.ines), name="Tidemark")
    own = [entry.verb for entry in list_own_log(people.viewer(tondella.carla))]
    assert own == ["named Tidemark, which has not joined yet", "added the organisation"]
    assert [entry.verb for entry in list_own_log(people.viewer(halyard.priya))] == ["added the organisation"]
    assert list(list_own_log(ANONYMOUS)) == []


def test_the_page(tondella: people.Tondella, halyard: people.Halyard) -> None:
    several(tondella)
    url = reverse("people:organisation-log", args=[tondella.organisation.pk])
    assert b"changed about" in people.client(tondella.carla).get(url).content
    assert people.client(halyard.marcus).get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_an_entry_tells_what_it_knows(hope: Hope) -> None:
    draft(hope, (Row("claims", "Approve <claims>", cells={"giulia": Letters.A}),))
    ines = people.viewer(hope.tondella.ines)
    set_letters(by=ines, campaign=hope.seen(), row="claims", role="giulia", letters="C")
    comment_on_row(by=ines, campaign=hope.seen(), row="claims", body="By when?")
    page = people.client(hope.halyard.marcus).get(reverse("campaigns:campaign-log", args=[hope.campaign.pk]))
    assert [(entry.verb, entry.more) for entry in page.context["page"]][:2] == [
        ("commented on a row", "Row “Approve <claims>”"),
        ("set C in RACI v1", "Row “Approve <claims>”: C, was A, for Brand manager"),
    ]
    assert "Row “Approve &lt;claims&gt;”: C, was A, for Brand manager" in page.content.decode()
