"""A file becomes a matrix: previewed, matched, taken whole or not at all."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonground.campaigns.models import MatrixVersion, Upload
from commonground.campaigns.raci.actions import draft_of
from commonground.campaigns.raci.enums import VersionState
from commonground.campaigns.raci.export import export_of
from commonground.campaigns.raci.queries import content_of, load_matrix, working_version
from commonground.campaigns.upload import actions, queries
from commonground.campaigns.upload.matching import alike, match_organisations, match_roles, may_name
from commonground.engines.raci import Diff, Letters
from commonground.kit.errors import Invalid, NotFound
from commonground.people.models import Membership, Organisation
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


LIST = (
    b"Task,Organisation,Role,Person,RACI\nGoal,Tondella,Lead,Ines Albrecht,A\nGoal,Tondella,Planner,Ana Ruiz,R\n"
    b"Goal,Halyard & Finch,Buyer,Tom Ford,C\nGoal,Quarry,Clerk,Ada Lo,I\nGoal,Quarry,Second clerk,Ada Lo,I\n"
)


def people_of(version: MatrixVersion) -> list[tuple[str, str, str]]:
    return [(r.title, r.holder.name if r.holder else "", r.holder_name) for r in version.roles.all()]


def known(hope: Hope) -> dict[str, str]:
    return {"tondella": str(hope.tondella.organisation.pk), "halyard-finch": str(hope.halyard.organisation.pk)}


def test_somebody_who_is_not_here_keeps_their_name(hope: Hope) -> None:
    upload = send(hope, LIST, "list.csv")
    seen = preview(hope, upload)
    version = take(hope, upload, seen, organisations=known(hope))
    assert people_of(version) == [
        ("Lead", "", "Ines Albrecht"), ("Planner", "", "Ana Ruiz"), ("Buyer", "", "Tom Ford"), ("Clerk", "", "Ada Lo"),
        ("Second clerk", "", "Ada Lo"),
    ]  # fmt: skip
    matrix = load_matrix(viewer(hope.tondella.ines), version).matrix
    assert [(role.person, role.vacant) for role in matrix.roles][1] == ("Ana Ruiz", False)


def test_a_kept_name_survives_versions_exports_and_another_import(hope: Hope) -> None:
    upload = send(hope, LIST, "list.csv")
    take(hope, upload, preview(hope, upload), organisations=known(hope), propose=True)
    ines = viewer(hope.tondella.ines)
    later = draft_of(by=ines, campaign=hope.seen())
    assert people_of(later)[1] == ("Planner", "", "Ana Ruiz")
    loaded = load_matrix(ines, later)
    assert content_of(loaded)["roles"][1][3] == "Ana Ruiz"
    for form in ("xlsx", "csv", "md"):
        name, _, data = export_of("Hope", loaded, form)
        again = preview(hope, send(hope, data, name))
        assert [role.person for role in again.matrix.roles] == [role.person for role in loaded.matrix.roles]
        assert again.changes == Diff()


def test_the_file_s_person_is_named_at_an_organisation_that_one_speaks_for(hope: Hope) -> None:
    upload = send(hope, LIST, "list.csv")
    seen = preview(hope, upload)
    keys = {role.title: role.key for role in seen.matrix.roles}
    chosen = {keys[title]: "new" for title in ("Planner", "Clerk", "Second clerk")}
    version = take(hope, upload, seen, organisations={**known(hope), "quarry": "new"}, holders=chosen)
    assert people_of(version)[1:] == [
        ("Planner", "Ana Ruiz", ""), ("Buyer", "", "Tom Ford"), ("Clerk", "Ada Lo", ""), ("Second clerk", "Ada Lo", ""),
    ]  # fmt: skip
    told = Membership.objects.filter(told_name__in=["Ana Ruiz", "Ada Lo"]).order_by("told_name")
    assert [(one.name, one.title, one.organisation.name, one.told_by) for one in told] == [
        ("Ada Lo", "Clerk", "Quarry", hope.tondella.organisation),
        ("Ana Ruiz", "Planner", "Tondella", hope.tondella.organisation),
    ]


def test_nobody_is_named_at_an_organisation_that_speaks_for_itself(hope: Hope) -> None:
    upload = send(hope, LIST, "list.csv")
    seen = preview(hope, upload)
    buyer = seen.matrix.roles[2].key
    with pytest.raises(Invalid) as refused:
        take(hope, upload, seen, organisations=known(hope), holders={buyer: "new"})
    assert refused.value.fields == {f"holder-{buyer}": "Keep Tom Ford as a name only."}
    with pytest.raises(Invalid) as homeless:
        take(hope, upload, seen, holders={buyer: "new"})
    assert homeless.value.fields == {f"holder-{buyer}": "Choose the organisation of Buyer."}
    assert not Membership.objects.filter(told_name="Tom Ford").exists()


def test_what_is_chosen_unless_somebody_says_otherwise(hope: Hope) -> None:
    seen = preview(hope, send(hope, LIST, "list.csv"))
    there = [hope.tondella.organisation, hope.halyard.organisation]
    organisations = match_organisations(seen.matrix, there)
    assert [one.choice for one in organisations] == [str(there[0].pk), str(there[1].pk), ""]
    roles = match_roles(seen.matrix, [hope.tondella.ines], organisations, there)
    assert [one.choice for one in roles] == [str(hope.tondella.ines.pk), "name", "name", "name", "name"]
    assert [may_name(one, organisations, there[0].pk) for one in roles] == [True, True, False, True, True]


def test_what_is_too_long_is_told_in_the_preview_with_its_place(hope: Hope) -> None:
    title, task, note = "R" * 121, "t" * 400, "n" * 2001
    table = f"Plan\n\nTask,Brand,{title},Note\nGoals,A,R,\n{task},A,R,{note}\n"
    seen = preview(hope, send(hope, table.encode()))
    assert seen.refused == (
        "Row 3, column C, the role: At most 120 characters; this has 121.",
        "Row 5, column A, task: At most 300 characters; this has 400.",
        "Row 5, column D, note: At most 2,000 characters; this has 2,001.",
    )
    with pytest.raises(Invalid, match="cannot be taken"):
        seen.check()


def test_too_many_rows_or_roles_are_told_in_the_preview(hope: Hope) -> None:
    rows = "Task,Brand,Agency\n" + "".join(f"Task {n},A,R\n" for n in range(10_001))
    assert preview(hope, send(hope, rows.encode())).refused == (
        "Row 10002, column A: at most 10,000 rows can be taken; this has 10,001.",
    )
    roles = ",".join(f"Role {n}" for n in range(201))
    wide = f"Task,{roles}\n" + ("x,A" + ",R" * 200 + "\n") + ("y,A" + ",R" * 200 + "\n")
    assert preview(hope, send(hope, wide.encode())).refused == (
        "Row 1, column GT: at most 200 roles can be taken; this has 201.",
    )


def test_the_campaign_is_locked_before_the_mark_is_compared(hope: Hope) -> None:
    upload = send(hope)
    seen = preview(hope, upload)
    campaign = hope.seen()
    with CaptureQueriesContext(connection) as queries_made:
        actions.take_upload(
            by=viewer(hope.tondella.ines), campaign=campaign, upload=upload, matrix=seen.matrix, organisations={},
            holders={}, seen=seen.mark,
        )  # fmt: skip
    tables = [query["sql"] for query in queries_made]
    first = [next(i for i, sql in enumerate(tables) if f'FROM "{table}"' in sql) for table in (
        "campaigns_campaign", "campaigns_matrixversion",
    )]  # fmt: skip
    assert first == sorted(first)


def test_names_of_participants_stay_whole(hope: Hope) -> None:
    data = b"Task\tResponsible\tAccountable\nGoal\tHalyard & Finch, Tondella\tInes\n"
    assert [role.title for role in preview(hope, send(hope, data)).matrix.roles] == [
        "Halyard & Finch", "Tondella", "Ines",
    ]  # fmt: skip
