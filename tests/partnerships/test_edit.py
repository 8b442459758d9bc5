"""Changing name and purpose of a partnership."""

import pytest
from django.urls import reverse

from commonground.kit.errors import Conflict
from commonground.partnerships.partnership.actions import edit_partnership, seen_of
from commonground.partnerships.partnership.queries import get_partnership
from tests.api.program import Program
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer


def words(hope: Hope) -> tuple[str, str]:
    held = get_partnership(viewer(hope.tondella.ines), hope.partnership.pk)
    return held.name, held.purpose


def test_the_second_of_two_is_told_and_nothing_is_lost(hope: Hope) -> None:
    seen = seen_of(hope.partnership)
    marcus, ines = viewer(hope.halyard.marcus), viewer(hope.tondella.ines)
    edit_partnership(by=marcus, partnership=hope.partnership, name="Bread", purpose="Meals", seen=seen)
    with pytest.raises(Conflict) as told:
        edit_partnership(by=ines, partnership=hope.partnership, name="Slices", purpose="", seen=seen)
    assert told.value.message == (
        "Your changes are not saved. Somebody has changed this partnership meanwhile: “Bread”, purpose “Meals”. Save again"
        " to put yours in its place."
    )
    assert words(hope) == ("Bread", "Meals")


def test_on_the_page_a_second_saving_puts_ones_own_in_its_place(hope: Hope) -> None:
    address = reverse("partnerships:partnership-edit", args=[hope.partnership.pk])
    ines = client(hope.tondella.ines)
    typed = {"name": "Slices", "purpose": "Pizza", "seen": ines.get(address).context["form"].initial["seen"]}
    edit_partnership(by=viewer(hope.halyard.marcus), partnership=hope.partnership, name="Bread", purpose="Meals")
    told = ines.post(address, typed)
    assert (told.status_code, words(hope)) == (422, ("Bread", "Meals"))
    form = told.context["form"]
    assert [form[name].value() for name in ("name", "purpose")] == ["Slices", "Pizza"]
    assert ines.post(address, {**typed, "seen": form["seen"].value()}).status_code == 302
    assert words(hope) == ("Slices", "Pizza")


def test_whoever_is_told_of_a_field_has_not_seen_what_changed_meanwhile(hope: Hope) -> None:
    address = reverse("partnerships:partnership-edit", args=[hope.partnership.pk])
    seen = seen_of(hope.partnership)
    edit_partnership(by=viewer(hope.halyard.marcus), partnership=hope.partnership, name="Bread", purpose="Meals")
    wrong = client(hope.tondella.ines).post(address, {"name": "", "purpose": "Pizza", "seen": seen})
    assert wrong.context["form"]["seen"].value() == seen


def test_by_program(hope: Hope) -> None:
    ines, one = Program(hope.tondella.ines), f"/partnerships/{hope.partnership.pk}"
    seen = ines.ok("get", one)["seen"]
    again = ines.ok("put", one, {"name": "Bread", "seen": seen})["seen"]
    assert ines.refused("put", one, {"name": "Slices", "seen": seen}) == (409, "conflict")
    assert ines.ok("put", one, {"name": "Slices", "seen": again})["name"] == "Slices"
