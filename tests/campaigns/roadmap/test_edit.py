"""Changing a draft: deliverables, phases, days; circles and conflicts are refused in words."""

from datetime import date

import pytest

from commonground.campaigns.roadmap import actions, frame
from commonground.campaigns.roadmap.enums import RoadmapState
from commonground.campaigns.roadmap.models import Deliverable
from commonground.campaigns.roadmap.rules import due_record, seen_of
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed
from tests.factories import roadmaps
from tests.factories.campaigns import Hope
from tests.factories.people import viewer


def titles(story: Hope) -> list[str]:
    return [row.title for row in roadmaps.loaded(story).rows]


def test_the_first_change_of_a_published_version_copies_it(hope: Hope) -> None:
    keys = roadmaps.published(hope)
    actions.edit_deliverable(
        by=viewer(hope.halyard.marcus), campaign=hope.seen(), key=keys["film"], due_on=date(2026, 10, 12)
    )
    draft = roadmaps.working(hope)
    assert (draft.number, draft.state) == (2, RoadmapState.DRAFT)
    film = Deliverable.objects.filter(version__campaign=hope.campaign, key=keys["film"]).order_by("version__number")
    assert list(film.values_list("due_on", flat=True)) == [date(2026, 10, 9), date(2026, 10, 12)]


def test_a_circle_is_refused_by_name(hope: Hope) -> None:
    keys = roadmaps.draft(hope)
    with pytest.raises(Invalid) as refused:
        actions.edit_deliverable(
            by=viewer(hope.tondella.ines), campaign=hope.seen(), key=keys["claims"], depends_on=[[keys["go"], 0]]
        )
    assert refused.value.code == "circular-dependency"
    assert refused.value.message == (
        "These would wait for each other: “Claims checked”, “Go or no-go”, “Film cut” and back to “Claims checked”."
    )


def test_two_people_at_once(hope: Hope) -> None:
    keys = roadmaps.draft(hope)
    seen = seen_of(roadmaps.loaded(hope).row(keys["film"]))
    change = {"campaign": hope.seen(), "key": keys["film"], "seen": seen}
    actions.edit_deliverable(by=viewer(hope.halyard.marcus), due_on=date(2026, 10, 12), **change)  # type: ignore[arg-type]
    with pytest.raises(Conflict) as refused:
        actions.edit_deliverable(by=viewer(hope.tondella.ines), duration=5, **change)  # type: ignore[arg-type]
    assert refused.value.message == (
        "Your changes are not saved. Marcus Oyelaran has changed this deliverable meanwhile: “Film cut”, due Mon 12 Oct"
        " 2026, 10 working days, owner Priya Raman, reviewer Giulia Conti, waits for 1 other. Save again to put yours in"
        " its place."
    )


def test_what_does_not_hold_is_said_at_its_field(hope: Hope) -> None:
    keys = roadmaps.draft(hope)
    ines, t, h = viewer(hope.tondella.ines), hope.tondella, hope.halyard
    wrong = (
        ({"duration": 0}, "duration"),
        ({"due_on": date(1999, 1, 1)}, "due_on"),
        ({"owner": t.giulia.pk}, "owner"),
        ({"reviewer": h.priya.pk}, "reviewer"),
        ({"depends_on": [["nothing", 0]]}, "depends_on"),
        ({"depends_on": [[keys["film"], 0]]}, "depends_on"),
        ({"depends_on": [[keys["claims"], -1]]}, "depends_on"),
    )
    for facts, field in wrong:
        with pytest.raises(Invalid) as refused:
            actions.edit_deliverable(by=ines, campaign=hope.seen(), key=keys["film"], **facts)
        assert list(refused.value.fields) == [field]


def test_a_viewer_changes_nothing(hope: Hope) -> None:
    roadmaps.draft(hope)
    with pytest.raises(NotAllowed):
        actions.add_deliverable(by=viewer(hope.tondella.carla), campaign=hope.seen(), title="Poster")


def test_taken_out_and_put_back_with_what_waited(hope: Hope) -> None:
    keys = roadmaps.draft(hope)
    ines = viewer(hope.tondella.ines)
    gone, waited = actions.remove_deliverable(by=ines, campaign=hope.seen(), key=keys["film"])
    assert titles(hope) == ["Claims checked", "Go or no-go"]
    assert roadmaps.loaded(hope).row(keys["go"]).depends_on == []
    kept = actions.kept_of(hope.seen(), gone, waited)
    actions.restore_deliverable(by=ines, campaign=hope.seen(), kept=kept)
    assert titles(hope) == ["Claims checked", "Film cut", "Go or no-go"]
    assert roadmaps.loaded(hope).row(keys["go"]).depends_on == [[keys["film"], 0]]
    with pytest.raises(Conflict):
        actions.restore_deliverable(by=ines, campaign=hope.seen(), kept=kept)
    with pytest.raises(Invalid):
        actions.restore_deliverable(by=ines, campaign=hope.seen(), kept=kept + "x")


def test_moving_across_the_edge_of_a_phase_joins_it(hope: Hope) -> None:
    keys = roadmaps.draft(hope)
    actions.move_deliverable(by=viewer(hope.tondella.ines), campaign=hope.seen(), key=keys["film"], by_places=1)
    assert roadmaps.loaded(hope).row(keys["film"]).phase == ""
    actions.move_deliverable(by=viewer(hope.tondella.ines), campaign=hope.seen(), key=keys["go"], by_places=-2)
    assert titles(hope)[0] == "Claims checked"


def test_phases_and_days(hope: Hope) -> None:
    keys = roadmaps.draft(hope)
    ines = viewer(hope.tondella.ines)
    assert frame.edit_phase(by=ines, campaign=hope.seen(), phase=keys["phase"], title="Craft", lead=2).lead == 2
    frame.remove_phase(by=ines, campaign=hope.seen(), phase=keys["phase"])
    assert [row.phase for row in roadmaps.loaded(hope).rows] == ["", "", ""]
    with pytest.raises(Invalid):
        frame.set_dates(by=ines, campaign=hope.seen(), starts_on=date(2026, 11, 1), launch_on=date(2026, 10, 1))
    with pytest.raises(Conflict):
        frame.set_dates(by=ines, campaign=hope.seen(), starts_on=None, launch_on=None, seen="another")


def test_a_draft_put_aside_stays_readable(hope: Hope) -> None:
    roadmaps.draft(hope)
    assert actions.discard_draft(by=viewer(hope.tondella.ines), campaign=hope.seen()).state == RoadmapState.DISCARDED


def test_what_became_of_promised_days() -> None:
    one, ten, twenty = date(2026, 9, 1), date(2026, 9, 10), date(2026, 9, 20)
    history = [(one, ten), (date(2026, 9, 5), ten), (date(2026, 9, 8), twenty)]
    assert due_record(history, None, date(2026, 9, 15)) == due_record(history, twenty, date(2026, 9, 30))
    assert due_record(history, None, date(2026, 9, 15)).renegotiated == 1
    assert due_record([(one, ten), (date(2026, 9, 12), twenty)], None, date(2026, 9, 25)).missed == (ten, twenty)
    assert due_record([(one, None)], None, twenty).missed == ()


def test_the_owner_follows_the_matrix(hope: Hope) -> None:
    from tests.factories import campaigns

    campaigns.in_force(hope)
    keys = roadmaps.draft(hope)
    actions.edit_deliverable(
        by=viewer(hope.tondella.ines), campaign=hope.seen(), key=keys["go"], owner=None, raci_row="goal"
    )
    loaded = roadmaps.loaded(hope)
    assert loaded.owners[keys["go"]] == hope.tondella.ines
    assert loaded.answering["media"].name == "Marcus Oyelaran"
    with clock.at(roadmaps.MONDAY):
        assert loaded.roadmap.by_key[keys["go"]].owner == "Ines Albrecht"
