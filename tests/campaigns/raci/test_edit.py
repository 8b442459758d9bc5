"""Typing in a draft: cells, rows, roles, comments, thresholds."""

import pytest
from django.urls import reverse

from commonground.campaigns.models import MatrixVersion
from commonground.campaigns.raci import actions
from commonground.campaigns.raci.enums import VersionState
from commonground.campaigns.raci.queries import changes_since, load_matrix, version_in, working_version
from commonground.engines.raci.matrix import Letters, Row
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from commonground.people.membership.actions import remove_member
from tests.factories import campaigns
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer


def letters(story: Hope, row: str) -> dict[str, str]:
    held = working_version(viewer(story.tondella.ines), story.seen())
    assert held is not None
    return next(r.cells for r in held.rows.all() if r.key == row)


def tasks(version: MatrixVersion) -> list[str]:
    return [row.task for row in version.rows.all()]


def test_setting_and_clearing_a_cell(hope: Hope) -> None:
    campaigns.draft(hope)
    ines = viewer(hope.tondella.ines)
    actions.set_letters(by=ines, campaign=hope.seen(), row="goal", role="giulia", letters="C")
    assert letters(hope, "goal") == {"ines": "A", "marcus": "R", "giulia": "C"}
    actions.set_letters(by=ines, campaign=hope.seen(), row="goal", role="giulia", letters="")
    assert letters(hope, "goal") == {"ines": "A", "marcus": "R"}


@pytest.mark.parametrize("wrong", ["X", "RA", "a", "A/R/C", "S"])
def test_what_is_no_letter_is_refused(hope: Hope, wrong: str) -> None:
    campaigns.draft(hope)
    with pytest.raises(Invalid):
        actions.set_letters(by=viewer(hope.tondella.ines), campaign=hope.seen(), row="goal", role="ines", letters=wrong)


def test_support_needs_a_rasci_matrix(hope: Hope) -> None:
    campaigns.draft(hope)
    ines = viewer(hope.tondella.ines)
    actions.change_kind(by=ines, campaign=hope.seen(), kind="RASCI")
    actions.set_letters(by=ines, campaign=hope.seen(), row="goal", role="giulia", letters="S")
    with pytest.raises(Invalid):
        actions.change_kind(by=ines, campaign=hope.seen(), kind="RACI")


def test_two_who_set_one_cell_the_second_is_told_and_loses_nothing(hope: Hope) -> None:
    campaigns.draft(hope)
    actions.set_letters(
        by=viewer(hope.halyard.priya), campaign=hope.seen(), row="goal", role="giulia", letters="C", seen=""
    )
    with pytest.raises(actions.CellTaken) as taken:
        actions.set_letters(
            by=viewer(hope.tondella.ines), campaign=hope.seen(), row="goal", role="giulia", letters="I", seen=""
        )
    assert taken.value.theirs == "C"
    assert taken.value.row.changed_by == hope.halyard.priya
    assert letters(hope, "goal")["giulia"] == "C"


def test_two_who_set_two_cells_of_one_row_both_stand(hope: Hope) -> None:
    campaigns.draft(hope)
    for who, role, held in ((hope.halyard.priya, "giulia", ""), (hope.tondella.ines, "ines", "A")):
        actions.set_letters(
            by=viewer(who), campaign=hope.seen(), row="goal", role=role, letters="C" if not held else "I", seen=held
        )
    assert letters(hope, "goal") == {"ines": "I", "marcus": "R", "giulia": "C"}


def test_typing_never_changes_what_is_agreed(hope: Hope) -> None:
    agreed = campaigns.in_force(hope)
    actions.set_letters(by=viewer(hope.halyard.priya), campaign=hope.seen(), row="goal", role="giulia", letters="C")
    ines = viewer(hope.tondella.ines)
    draft = version_in(ines, hope.seen(), VersionState.DRAFT)
    assert draft is not None
    assert (draft.number, draft.based_on) == (2, agreed)
    assert load_matrix(ines, agreed).matrix.rows[0].cells == {"ines": Letters.A, "marcus": Letters.R}
    earlier, changes = changes_since(ines, load_matrix(ines, draft))  # type: ignore[misc]
    assert earlier == agreed
    assert [(c.row, c.role, c.before, c.after) for c in changes.cells] == [("goal", "giulia", None, Letters.C)]


def test_a_new_row_stands_at_the_end_of_its_phase(hope: Hope) -> None:
    draft = campaigns.draft(hope)
    ines = viewer(hope.tondella.ines)
    actions.add_row(by=ines, campaign=hope.seen(), task="Keep the risk list", phase="Strategy")
    actions.add_row(by=ines, campaign=hope.seen(), task="Check the pacing", after="media", phase="Activation")
    assert tasks(draft) == [
        "Agree the goal",
        "Keep the risk list",
        "Book the media",
        "Check the pacing",
        "Approve claims",
    ]


def test_moving_across_the_edge_of_a_phase_joins_the_next(hope: Hope) -> None:
    draft = campaigns.draft(hope)
    ines = viewer(hope.tondella.ines)
    actions.move_row(by=ines, campaign=hope.seen(), row="media", by_rows=-1)
    assert [(r.task, r.phase) for r in draft.rows.all()] == [
        ("Agree the goal", "Strategy"), ("Book the media", "Strategy"), ("Approve claims", "Activation"),
    ]  # fmt: skip
    actions.move_row(by=ines, campaign=hope.seen(), row="media", by_rows=-1)
    assert tasks(draft) == ["Book the media", "Agree the goal", "Approve claims"]


def test_a_row_taken_out_can_be_put_back(hope: Hope) -> None:
    draft = campaigns.draft(hope)
    ines = viewer(hope.tondella.ines)
    gone = actions.remove_row(by=ines, campaign=hope.seen(), row="media")
    assert tasks(draft) == ["Agree the goal", "Approve claims"]
    back = Row(gone.key, gone.task, gone.phase, cells={k: Letters(v) for k, v in gone.cells.items()})
    actions.restore_row(by=ines, campaign=hope.seen(), row=back, position=gone.position)
    assert tasks(draft) == ["Agree the goal", "Book the media", "Approve claims"]
    assert letters(hope, "media") == {"marcus": "A", "giulia": "R"}
    with pytest.raises(Conflict):
        actions.restore_row(by=ines, campaign=hope.seen(), row=back, position=1)


def test_a_role_taken_out_takes_its_letters(hope: Hope) -> None:
    campaigns.draft(hope)
    actions.remove_role(by=viewer(hope.tondella.ines), campaign=hope.seen(), role="marcus")
    assert letters(hope, "goal") == {"ines": "A"}


def test_a_role_is_held_by_somebody_of_its_organisation(hope: Hope) -> None:
    campaigns.draft(hope)
    facts = {"title": "Trading lead", "organisation": hope.halyard.organisation.pk}
    ines = viewer(hope.tondella.ines)
    with pytest.raises(Invalid):
        actions.add_role(by=ines, campaign=hope.seen(), holder=hope.tondella.daniel.pk, **facts)
    role = actions.add_role(by=ines, campaign=hope.seen(), holder=hope.halyard.priya.pk, **facts)
    actions.edit_role(
        by=ines, campaign=hope.seen(), role=role.key, title="Trader", organisation=hope.halyard.organisation.pk,
        holder=None, vacant=True,
    )  # fmt: skip
    role.refresh_from_db()
    assert (role.title, role.holder, role.vacant) == ("Trader", None, True)


def test_who_has_left_is_a_visible_vacancy(hope: Hope) -> None:
    campaigns.in_force(hope)
    remove_member(by=viewer(hope.tondella.ines), member=hope.tondella.giulia)
    ines = viewer(hope.tondella.ines)
    version = working_version(ines, hope.seen())
    assert version is not None
    role = next(r for r in load_matrix(ines, version).matrix.roles if r.key == "giulia")
    assert role.has_left
    from commonground.campaigns.raci.queries import findings_of
    from commonground.kit import clock

    found = findings_of(hope.seen(), load_matrix(ines, version), today=clock.today())
    assert "RACI-014" in {finding.id for finding in found}


def test_two_who_set_the_rules_the_second_is_told_and_nothing_is_lost(hope: Hope) -> None:
    campaigns.draft(hope)
    address = reverse("campaigns:raci-settings", args=[hope.campaign.pk])
    ines = client(hope.tondella.ines)
    shown = ines.get(address).context["form"].initial
    typed = {**shown, "kind": "RASCI", "responsible_per_row": 2}
    actions.set_thresholds(by=viewer(hope.halyard.marcus), campaign=hope.seen(), wanted={"responsible_per_row": 5})
    told = ines.post(address, typed)
    assert told.context["form"].non_field_errors() == [
        "Your changes are not saved. Somebody has changed the rules meanwhile: RACI, responsible per row 5, accountable rows"
        " per person 5, accountable share per person 40%, rows before share counts 10, consulted share 50%, rows before one"
        " organisation counts 3. Save again to put yours in their place."
    ]
    assert (told.status_code, actions.kind_of(viewer(hope.tondella.ines), hope.seen())) == (422, "RACI")
    assert ines.post(address, {**typed, "seen": told.context["form"]["seen"].value()}).status_code == 302
    assert hope.seen().thresholds == {"responsible_per_row": 2}
    assert actions.kind_of(viewer(hope.tondella.ines), hope.seen()) == "RASCI"


def test_thresholds_are_the_campaign_s_own(hope: Hope) -> None:
    ines = viewer(hope.tondella.ines)
    actions.set_thresholds(by=ines, campaign=hope.seen(), wanted={"accountable_rows_per_person": 9})
    assert hope.seen().thresholds == {"accountable_rows_per_person": 9}
    for wrong in (0, -1, 1001, float("nan"), float("inf"), True, "9"):
        with pytest.raises(Invalid):
            actions.set_thresholds(by=ines, campaign=hope.seen(), wanted={"accountable_rows_per_person": wrong})


def test_a_comment_is_seen_by_all_and_taken_back_by_its_author_alone(hope: Hope) -> None:
    campaigns.draft(hope)
    said = actions.comment_on_row(by=viewer(hope.halyard.priya), campaign=hope.seen(), row="goal", body="Why?")
    with pytest.raises(NotFound):
        actions.withdraw_comment(by=viewer(hope.tondella.ines), campaign=hope.seen(), comment=said.pk)
    actions.withdraw_comment(by=viewer(hope.halyard.priya), campaign=hope.seen(), comment=said.pk)


def test_viewers_type_nothing(hope: Hope) -> None:
    campaigns.draft(hope)
    with pytest.raises(NotAllowed):
        actions.set_letters(by=viewer(hope.tondella.carla), campaign=hope.seen(), row="goal", role="ines", letters="")


def test_a_draft_put_aside_stays_readable(hope: Hope) -> None:
    draft = campaigns.draft(hope)
    ines = viewer(hope.tondella.ines)
    actions.discard_draft(by=ines, campaign=hope.seen())
    assert working_version(ines, hope.seen()) is None
    draft.refresh_from_db()
    assert (draft.state, len(draft.rows.all())) == (VersionState.REPLACED, 3)


def test_setting_what_a_cell_holds_starts_no_draft(hope: Hope) -> None:
    campaigns.in_force(hope)
    held = actions.set_letters(
        by=viewer(hope.tondella.ines), campaign=hope.seen(), row="goal", role="ines", letters="A"
    )
    assert (held.cells["ines"], hope.campaign.matrix_versions.count()) == ("A", 1)
