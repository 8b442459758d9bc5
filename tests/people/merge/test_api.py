"""Merging by program, from both sides."""

from tests.api.program import Program
from tests.factories import people


def test_one_side_proposes_and_the_other_agrees(tondella: people.Tondella, halyard: people.Halyard) -> None:
    ines, marcus = Program(tondella.ines), Program(halyard.marcus)
    told = ines.ok("post", "/organisations", {"name": "Halyard and Finch"})
    body = {"organisation": str(halyard.organisation.pk), "same_as": told["id"]}
    made = ines.ok("post", "/merges", body)
    assert (made["from_name"], made["into_name"], made["agreed_at"]) == ("Halyard and Finch", "Halyard & Finch", None)
    assert ines.refused("post", "/merges", body) == (409, "conflict")
    one = f"/merges/{made['id']}"
    assert [each["id"] for each in marcus.ok("get", "/merges")["items"]] == [made["id"]]
    assert marcus.ok("get", one) == made
    assert ines.refused("post", f"{one}/agree") == (409, "not-ready")
    assert marcus.ok("post", f"{one}/agree")["name"] == "Halyard & Finch"
    assert ines.refused("get", f"/organisations/{told['id']}") == (404, "not-found")
    assert marcus.refused("get", one) == (404, "not-found")


def test_either_side_ends_a_proposal(tondella: people.Tondella, halyard: people.Halyard) -> None:
    ines, marcus = Program(tondella.ines), Program(halyard.marcus)
    told = ines.ok("post", "/organisations", {"name": "Halyard and Finch"})
    body = {"organisation": str(halyard.organisation.pk), "same_as": told["id"]}
    for side in (ines, marcus):
        one = f"/merges/{ines.ok('post', '/merges', body)['id']}"
        assert side("post", f"{one}/decline").status == 204
        assert marcus.ok("get", "/merges")["items"] == []


def test_who_does_not_administer_sees_none(tondella: people.Tondella, halyard: people.Halyard) -> None:
    ines, priya = Program(tondella.ines), Program(halyard.priya)
    told = ines.ok("post", "/organisations", {"name": "Halyard and Finch"})
    made = ines.ok("post", "/merges", {"organisation": str(halyard.organisation.pk), "same_as": told["id"]})
    assert priya.ok("get", "/merges")["items"] == []
    assert priya.refused("post", f"/merges/{made['id']}/agree") == (404, "not-found")


def test_a_reading_token_of_an_admin_reads_and_decides_nothing(
    tondella: people.Tondella, halyard: people.Halyard
) -> None:
    ines, reader = Program(tondella.ines), Program(halyard.marcus, "read")
    told = ines.ok("post", "/organisations", {"name": "Halyard and Finch"})
    made = ines.ok("post", "/merges", {"organisation": str(halyard.organisation.pk), "same_as": told["id"]})
    assert reader.ok("get", f"/merges/{made['id']}") == made
    assert reader.refused("post", f"/merges/{made['id']}/agree")[0] == 403
