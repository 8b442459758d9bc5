"""A file becomes a matrix: previewed, matched, taken whole or not at all."""

from datetime import date
from pathlib import Path

import pytest

from commonground.campaigns.models import MatrixVersion, Upload
from commonground.campaigns.raci.enums import VersionState
from commonground.campaigns.raci.export import export_of
from commonground.campaigns.raci.queries import load_matrix, working_version
from commonground.campaigns.upload import actions, queries
from commonground.campaigns.upload.matching import alike, match_organisations, match_roles
from commonground.engines.raci.matrix import Letters
from commonground.kit.errors import Invalid, NotFound
from commonground.people.models import Organisation
from tests.factories import campaigns
from tests.factories.campaigns import Hope
from tests.factories.people import viewer

FILES = Path(__file__).parents[2] / "data" / "raci"
TODAY = date(2026, 9, 14)
CSV = b"Task,Ines Albrecht,Marcus Oyelaran\nAgree the goal,A,R\nBook the media,,A/R\nKeep the risk list,A,?\n"


def send(story: Hope, data: bytes = CSV, name: str = "slice.csv") -> Upload:
    return actions.send_file(by=viewer(story.tondella.ines), campaign=story.seen(), name=name, data=data)


def preview(story: Hope, upload: Upload, **given: str) -> queries.Preview:
    return queries.preview_of(viewer(story.tondella.ines), story.seen(), upload, queries.choice_of(given), today=TODAY)


def take(story: Hope, upload: Upload, seen: queries.Preview, **chosen: object) -> MatrixVersion:
    facts = {"organisations": {}, "holders": {}, **chosen}
    return actions.take_upload(
        by=viewer(story.tondella.ines),
        campaign=story.seen(),
        upload=upload,
        matrix=seen.matrix,
        **facts,  # type: ignore[arg-type]
    )


def test_what_was_not_understood_is_said_and_left_blank(hope: Hope) -> None:
    seen = preview(hope, send(hope))
    assert [(m.value, m.row, m.column) for m in seen.understanding.chosen.not_understood] == [
        ("?", "Keep the risk list", "Marcus Oyelaran")
    ]
    assert seen.matrix.rows[2].cells == {seen.matrix.roles[0].key: Letters.A}


def test_people_are_suggested_by_their_names(hope: Hope) -> None:
    seen = preview(hope, send(hope))
    people = [hope.tondella.ines, hope.tondella.giulia, hope.halyard.marcus]
    assert [m.suggested for m in match_roles(seen.matrix, people, [])] == [hope.tondella.ines, hope.halyard.marcus]


def test_taken_whole_with_who_is_who(hope: Hope) -> None:
    upload = send(hope)
    seen = preview(hope, upload)
    holders = {role.key: str(member.pk) for role, member in zip(
        seen.matrix.roles, (hope.tondella.ines, hope.halyard.marcus), strict=True
    )}  # fmt: skip
    version = take(hope, upload, seen, holders=holders)
    assert version.state == VersionState.DRAFT
    assert [(r.title, r.holder, r.organisation.name) for r in version.roles.all()] == [  # type: ignore[union-attr]
        ("Ines Albrecht", hope.tondella.ines, "Tondella"),
        ("Marcus Oyelaran", hope.halyard.marcus, "Halyard & Finch"),
    ]
    assert len(version.rows.all()) == 3
    with pytest.raises(NotFound):
        take(hope, upload, seen)


def test_an_organisation_of_the_file_is_named_as_a_partner(hope: Hope) -> None:
    upload = send(hope, (FILES / "harvest-launch.xlsx").read_bytes(), "harvest-launch.xlsx")
    seen = preview(hope, upload)
    choices = {one.key: "new" for one in seen.matrix.organisations}
    take(hope, upload, seen, organisations=choices)
    assert [p.organisation.name for p in hope.seen().participants.all()] == [
        "Tondella", "Halyard & Finch", "Bramble Foods", "Quarry Media", "Lantern Creative", "Northwind DSP",
    ]  # fmt: skip
    assert Organisation.objects.get(name="Quarry Media").told_by == hope.tondella.organisation


def test_nothing_is_taken_when_one_choice_is_wrong(hope: Hope) -> None:
    upload = send(hope, (FILES / "harvest-launch.xlsx").read_bytes(), "harvest-launch.xlsx")
    seen = preview(hope, upload)
    choices = {one.key: "new" for one in seen.matrix.organisations}
    with pytest.raises(Invalid):
        take(hope, upload, seen, organisations=choices, holders={seen.matrix.roles[0].key: str(upload.pk)})
    assert not Organisation.objects.filter(name="Quarry Media").exists()
    assert not MatrixVersion.objects.exists()
    assert preview(hope, upload).matrix == seen.matrix


def test_a_changed_file_shows_the_difference_and_becomes_a_proposed_version(hope: Hope) -> None:
    first = send(hope)
    take(hope, first, preview(hope, first))
    second = send(hope, CSV.replace(b"Book the media,,A/R", b"Book all media,R,A") + b"Brief the creatives,A,R\n")
    seen = preview(hope, second)
    assert seen.changes is not None
    assert [(a.task, b.task) for a, b in seen.changes.rows_renamed] == [("Book the media", "Book all media")]
    assert [row.task for row in seen.changes.rows_added] == ["Brief the creatives"]
    assert len(seen.changes.cells) == 2

    version = take(hope, second, seen, propose=True)

    assert (version.number, version.state) == (2, VersionState.PROPOSED)
    assert MatrixVersion.objects.get(number=1).state == VersionState.REPLACED
    keys = {row.task: row.key for row in version.rows.all()}
    assert keys["Book all media"] == next(
        row.key for row in MatrixVersion.objects.get(number=1).rows.all() if row.task == "Book the media"
    )


def test_what_is_no_matrix_is_refused_with_the_reason(hope: Hope) -> None:
    with pytest.raises(Invalid) as refused:
        preview(hope, send(hope, b"Dear all,\nsee you on Monday.\n", "letter.md"))
    assert refused.value.message.startswith("No responsibility matrix was found")


def test_abuse_18_a_hostile_file_ends_in_words(hope: Hope) -> None:
    hostile = b"PK\x03\x04" + b"\0" * 200
    with pytest.raises(Invalid):
        preview(hope, send(hope, hostile, "bomb.xlsx"))


def test_abuse_18_too_large_is_refused_before_reading(hope: Hope) -> None:
    with pytest.raises(Invalid):
        send(hope, b"x" * (actions.LIMIT + 1))


def test_an_upload_is_its_sender_s_alone(hope: Hope) -> None:
    upload = send(hope)
    for who in (hope.halyard.marcus, hope.tondella.giulia):
        with pytest.raises(NotFound):
            queries.get_upload(viewer(who), hope.seen(), upload.pk)


def test_letters_of_another_scheme_are_mapped_by_the_person(hope: Hope) -> None:
    daci = b"Task,Ines,Marcus,Giulia\nAgree the goal,D,A,C\nBook the media,I,D,A\nBrief,D,A,I\n"
    upload = send(hope, daci)
    assert preview(hope, upload).understanding.chosen.scheme == "DACI"
    seen = preview(hope, upload, **{"letter-D": "R"})
    assert seen.understanding.chosen.needs_mapping == ()
    assert seen.matrix.rows[0].cells[seen.matrix.roles[0].key] is Letters.R


@pytest.mark.parametrize("form", ["xlsx", "csv", "md"])
def test_an_export_comes_back_as_the_identical_matrix(hope: Hope, form: str) -> None:
    campaigns.draft(hope)
    ines = viewer(hope.tondella.ines)
    version = working_version(ines, hope.seen())
    assert version is not None
    before = load_matrix(ines, version).matrix
    name, _, data = export_of("Slice of Hope", load_matrix(ines, version), form)
    assert name == f"slice-of-hope-raci-v1.{form}"
    seen = preview(hope, send(hope, data, name))
    assert [(r.task, r.phase, r.kind, r.note, r.cells) for r in seen.matrix.rows] == [
        (r.task, r.phase, r.kind, r.note, r.cells) for r in before.rows
    ]
    assert seen.changes is not None
    assert seen.changes.is_empty


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Halyard & Finch", "Halyard and Finch", True),
        ("Quarry", "Quarry Media", True),
        ("Bramble", "Tondella", False),
        ("", "x", False),
    ],
)
def test_how_alike_two_names_are(one: str, other: str, near: bool) -> None:
    assert (alike(one, other) >= 0.8) is near


def test_an_organisation_is_matched_by_its_name(hope: Hope) -> None:
    data = (
        b"task,organisation,role,RACI\nGoal,Tondella,CMO,A\nGoal,Halyard and Finch,Planner,R\nPlan,Nobody Ltd,Clerk,A\n"
    )
    seen = preview(hope, send(hope, data))
    there = [hope.tondella.organisation, hope.halyard.organisation]
    assert [m.suggested and m.suggested.name for m in match_organisations(seen.matrix, there)] == [
        "Tondella", "Halyard & Finch", None,
    ]  # fmt: skip


def test_columns_that_are_organisations_are_matched_to_participants(hope: Hope) -> None:
    data = b"Task,Tondella,Halyard and Finch,Somebody\nGoal,A,R,\nPlan,C,A/R,I\n"
    seen = preview(hope, send(hope, data))
    there = [hope.tondella.organisation, hope.halyard.organisation]
    homes = [m.home and m.home.name for m in match_roles(seen.matrix, [], [], there)]
    assert homes == ["Tondella", "Halyard & Finch", None]
