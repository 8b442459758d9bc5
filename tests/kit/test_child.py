"""A child process answers, refuses, dies and is stopped, and its parent lives."""

import pytest

from commonground.engines.errors import TooLarge, Unreadable
from commonground.kit.child import compute, run_in_child
from tests.kit import jobs


def test_the_answer_comes_back():
    assert run_in_child(jobs.double, 21) == 42
    assert run_in_child(jobs.chatter) == "answer"
    assert run_in_child(jobs.Box.open) is TooLarge


def test_a_refusal_comes_back():
    with pytest.raises(Unreadable, match=r"^Row 3 is empty\.$"):
        run_in_child(jobs.refuse, "Row 3 is empty.")


@pytest.mark.parametrize("job", [jobs.fail, jobs.die])
def test_a_failure_is_unreadable_and_says_why_in_its_cause(job):
    with pytest.raises(Unreadable, match="stopped safely") as caught:
        run_in_child(job)
    assert "child ended with" in str(caught.value.__cause__)


def test_memory_is_limited():
    with pytest.raises(TooLarge, match="more memory"):
        run_in_child(jobs.hoard, memory_bytes=600_000_000)


def test_time_is_limited():
    with pytest.raises(TooLarge, match=r"longer than 0\.5 seconds"):
        run_in_child(jobs.spin, seconds=0.5)


def test_it_says_how_far_it_is():
    said: list[int] = []
    assert run_in_child(jobs.count, 3, progress=said.append) == "counted"
    assert said == [1, 2, 3]


def test_who_is_told_may_stop_it():
    said: list[int] = []

    def stop(number: int) -> None:
        said.append(number)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_in_child(jobs.count, 10**9, progress=stop)
    assert said == [1]


def test_compute_in_this_process():
    assert compute("tests.kit.jobs", "double", (4,)) == 8
    assert isinstance(compute("tests.kit.jobs", "refuse", ("no",)), Unreadable)
