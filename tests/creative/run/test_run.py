"""A run waits, is under way, and ends once; whoever asked for it may stop it."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commonground.creative.models import Run, TableVersion
from commonground.creative.run import actions
from commonground.creative.run.carrying import _carry_out, carry_out
from commonground.creative.run.enums import RunState
from commonground.creative.run.queries import is_cancellable
from commonground.creative.run.tasks import end_runs
from commonground.creative.simulation.actions import simulate_log
from commonground.engines.decisions import Cancelled
from commonground.kit import clock
from commonground.kit.errors import Conflict, NotAllowed
from commonground.people.activity.queries import list_own_log
from commonground.people.membership.actions import change_member, remove_member
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, run_tasks, viewer

LOG = b"weather\nrain\nsun\n"


@pytest.fixture
def run(hope: Hope) -> Run:
    """Asked for by Ines of Tondella."""
    creative.plan(hope)
    return simulate_log(by=viewer(hope.tondella.ines), campaign=hope.seen(), name="week.csv", data=LOG)


def again(run: Run) -> Run:
    return Run.objects.select_related("by").get(pk=run.pk)


def test_the_log_is_kept_until_it_was_read(run: Run) -> None:
    assert (again(run).state, bytes(again(run).log)) == ("queued", LOG)
    run_tasks()
    assert (again(run).state, bytes(again(run).log), again(run).rows) == ("done", b"", 2)
    carry_out.call(str(run.pk))
    assert again(run).state == "done"


def test_a_worker_that_died_leaves_it_to_another(run: Run) -> None:
    assert actions.claim_run(run.pk) is not None
    assert again(run).state == "running"
    run_tasks()
    assert again(run).state == "done"


def test_it_says_how_far_it_is(hope: Hope, run: Run) -> None:
    actions.claim_run(run.pk)
    assert actions.tell_progress(run.pk, 1, 2)
    url = reverse("creative:simulation", args=[hope.campaign.pk, run.pk])
    page = client(hope.tondella.ines).get(url).content.decode()
    assert ("1 of 2 rows" in page, '<progress max="2" value="1"' in page) == (True, True)


def test_whoever_started_it_stops_it(hope: Hope, run: Run) -> None:
    ines = viewer(hope.tondella.ines)
    actions.claim_run(run.pk)
    assert is_cancellable(ines, again(run))
    stopped = actions.cancel_run(by=ines, run=again(run))
    assert (stopped.state, bytes(stopped.log), is_cancellable(ines, stopped)) == ("cancelled", b"", False)
    assert not actions.tell_progress(run.pk, 2, 2)
    assert not actions.finish_run(run=stopped, table_digest="", result={"rows": 2})
    run_tasks()
    assert again(run).state == "cancelled"
    with pytest.raises(Conflict):
        actions.cancel_run(by=ines, run=stopped)


def test_whoever_started_it_takes_it_out_once_it_has_ended(hope: Hope, run: Run) -> None:
    ines, browser = viewer(hope.tondella.ines), client(hope.tondella.ines)
    url = reverse("creative:simulation-remove", args=[hope.campaign.pk, run.pk])
    with pytest.raises(Conflict):
        actions.remove_run(by=ines, run=again(run))
    assert browser.get(url).status_code == 302
    run_tasks()
    with pytest.raises(NotAllowed):
        actions.remove_run(by=viewer(hope.halyard.priya), run=again(run))
    page = client(hope.halyard.priya).get(reverse("creative:simulation", args=[hope.campaign.pk, run.pk]))
    assert url not in page.content.decode()
    assert url in browser.get(reverse("creative:simulation", args=[hope.campaign.pk, run.pk])).content.decode()
    assert "What it found goes with it" in browser.get(url).content.decode()
    assert browser.post(url).status_code == 302
    assert not Run.objects.exists()
    assert list_own_log(ines)[0].verb == "took out the simulation of week.csv"


@pytest.mark.parametrize(
    "log", [b"Weather,TIME  of day\nrain,9\n,9\n", b"weather,Weather,Time of day\nrain,sun,9\n,sun,9\n"]
)
def test_columns_may_be_called_by_the_names_of_signals(hope: Hope, run: Run, log: bytes) -> None:
    sent = simulate_log(by=viewer(hope.tondella.ines), campaign=hope.seen(), name="names.csv", data=log)
    run_tasks()
    done = again(sent)
    assert (done.failure, done.result and done.result["personalised"], done.rows) == ("", 1, 2)
    headings = done.result["inputs"]["headings"] if done.result else {}
    assert headings.keys() == ({"hour"} if log.startswith(b"weather") else {"weather", "hour"})


def test_a_file_of_nothing_is_told_once_and_has_to_be_chosen_again(hope: Hope, run: Run) -> None:
    url = reverse("creative:simulations", args=[hope.campaign.pk])
    sent = client(hope.tondella.ines).post(url, {"file": SimpleUploadedFile("none.csv", b"")})
    text = sent.content.decode()
    assert ("choose the file again" in text, "What you typed" in text) == (True, False)
    assert (sent.status_code, text.count("The submitted file is empty"), "Choose a log" in text) == (422, 2, False)


def test_a_run_that_is_stopped_while_it_reads_leaves_nothing(
    hope: Hope, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child process is told to stop with the next rows that it says it has read."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    begun = actions.claim_run(run.pk)
    assert begun is not None
    actions.cancel_run(by=viewer(hope.tondella.ines), run=again(run))
    with pytest.raises(Cancelled):
        _carry_out(begun)
    assert (again(run).state, list(tmp_path.iterdir())) == ("cancelled", [])


def test_others_do_not_stop_it(hope: Hope, run: Run) -> None:
    with pytest.raises(NotAllowed):
        actions.cancel_run(by=viewer(hope.halyard.priya), run=again(run))
    with pytest.raises(NotAllowed):
        actions.cancel_run(by=viewer(hope.tondella.carla), run=again(run))
    page = client(hope.halyard.priya).get(reverse("creative:simulation", args=[hope.campaign.pk, run.pk]))
    assert "Cancel the simulation" not in page.content.decode()


def test_on_its_page(hope: Hope, run: Run) -> None:
    browser = client(hope.tondella.ines)
    page, cancel = (reverse(f"creative:simulation{part}", args=[hope.campaign.pk, run.pk]) for part in ("", "-cancel"))
    assert "Cancel the simulation" in browser.get(page).content.decode()
    assert browser.get(reverse("creative:simulation-export", args=[hope.campaign.pk, run.pk])).status_code == 404
    assert browser.get(cancel).status_code == 405
    assert browser.post(cancel).headers["Location"] == page
    assert "This was cancelled" in browser.get(page).content.decode()
    assert browser.post(cancel).status_code == 409
    assert list_own_log(viewer(hope.tondella.ines))[0].verb == "stopped the simulation of week.csv"


def test_whoever_has_left_asks_for_nothing(hope: Hope) -> None:
    creative.plan(hope)
    daniel, ines = viewer(hope.tondella.daniel), viewer(hope.tondella.ines)
    run = simulate_log(by=daniel, campaign=hope.seen(), name="week.csv", data=LOG)
    remove_member(by=ines, member=hope.tondella.daniel)
    run_tasks()
    left = again(run)
    assert (left.state, left.failure) == ("failed", "Whoever sent the log may no longer work on the campaign.")


def test_a_table_that_was_broken_meanwhile(hope: Hope, run: Run) -> None:
    rule = run.version.rules.get()
    rule.when = {"weather": "[3.."}
    rule.save()
    run_tasks()
    assert (again(run).state, "cannot be read" in again(run).failure) == ("failed", True)


def test_only_so_many_wait_at_once(hope: Hope, run: Run) -> None:
    ines = viewer(hope.tondella.ines)
    for _ in range(actions.MOST_OPEN - 1):
        simulate_log(by=ines, campaign=hope.seen(), name="week.csv", data=LOG)
    with pytest.raises(Conflict):
        simulate_log(by=ines, campaign=hope.seen(), name="week.csv", data=LOG)
    run_tasks()
    assert simulate_log(by=ines, campaign=hope.seen(), name="week.csv", data=LOG).state == "queued"


def test_what_a_dead_worker_left_is_ended(run: Run) -> None:
    actions.claim_run(run.pk)
    assert end_runs.call() == 0
    with clock.at(clock.now() + actions.SILENT + timedelta(seconds=1)):
        assert end_runs.call() == 1
    assert (again(run).state, again(run).failure) == (RunState.FAILED, actions.ABANDONED)
    assert bytes(again(run).log) == b""


def test_what_no_worker_begins_is_ended(run: Run) -> None:
    with clock.at(clock.now() + actions.FORGOTTEN - timedelta(minutes=1)):
        assert end_runs.call() == 0
    with clock.at(clock.now() + actions.FORGOTTEN + timedelta(minutes=1)):
        assert end_runs.call() == 1
    assert (again(run).state, bytes(again(run).log)) == ("failed", b"")


def test_a_mistake_of_ours_ends_it_and_is_not_blamed_on_the_log(run: Run) -> None:
    TableVersion.objects.filter(pk=run.version_id).update(hit_policy="unheard-of")
    run_tasks()
    assert again(run).state == "failed"
    assert again(run).failure == f"Something went wrong on our side. The log was not kept. Reference {str(run.pk)[:8]}"


def test_whoever_may_only_look_by_now_asks_for_nothing(hope: Hope) -> None:
    creative.plan(hope)
    run = simulate_log(by=viewer(hope.tondella.daniel), campaign=hope.seen(), name="week.csv", data=LOG)
    change_member(by=viewer(hope.tondella.ines), member=hope.tondella.daniel, role="viewer", level="practitioner")
    run_tasks()
    assert (again(run).state, again(run).failure) == (
        "failed",
        "Whoever sent the log may no longer work on the campaign.",
    )


def test_what_was_cancelled_pushes_nothing_out(hope: Hope, run: Run) -> None:
    run_tasks()
    ines = viewer(hope.tondella.ines)
    for _ in range(actions.KEPT + 2):
        actions.cancel_run(by=ines, run=simulate_log(by=ines, campaign=hope.seen(), name="x.csv", data=LOG))
    counts = [Run.objects.filter(state=state).count() for state in ("done", "cancelled")]
    assert counts == [1, actions.KEPT + 1]
