"""Off-policy evaluation: against a simulation whose truth is known, the Open Bandit log, and logs that say nothing."""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonground.engines.decisions import (
    OutputColumn,
    Rotation,
    Rule,
    Signal,
    SignalType,
    Table,
    Turn,
    from_dict,
    parse_cell,
)
from commonground.engines.decisions.diagram import Cancelled
from commonground.engines.decisions.log import open_log
from commonground.engines.decisions.logged import PolicyColumns
from commonground.engines.decisions.offpolicy import Needed, NotRotated, evaluate_policy
from commonground.engines.errors import EngineError, TooLarge, Unreadable
from tests.engines.decisions.logs import written
from tests.engines.decisions.tables import one_column

TRUTH = {("new", "a"): 0.3, ("new", "b"): 0.1, ("old", "a"): 0.05, ("old", "b"): 0.2}
OPEN_BANDIT = PolicyColumns("item_id", "click", "propensity_score", "day")


def rng():
    return np.random.default_rng(5)


def policy(new, old="b", **more):
    return from_dict(
        {
            "hit_policy": "FIRST",
            "inputs": [{"key": "stage", "type": "categorical", "categories": ["new", "old"]}],
            "rules": [{"when": {"stage": '"new"'}, "then": new}],
            "default": old,
            **more,
        }
    )


def rotated(path, rows, chance=0.5, **more):
    """A log of `rows` impressions in which a is shown with `chance`."""
    dice = np.random.default_rng(11)
    stage = np.where(dice.random(rows) < 0.4, "new", "old")
    shown = np.where(dice.random(rows) < chance, "a", "b")
    reward = [float(dice.random() < TRUTH[key]) for key in zip(stage.tolist(), shown.tolist(), strict=True)]
    propensity = np.where(shown == "a", chance, 1 - chance)
    return written(
        path, pa.table({"stage": stage, "variant": shown, "reward": reward, "propensity": propensity, **more})
    )


@pytest.mark.parametrize(
    ("new", "old", "truth"),
    [
        ("a", "b", 0.4 * 0.3 + 0.6 * 0.2),
        ("b", "a", 0.4 * 0.1 + 0.6 * 0.05),
        ({"rotate": "even", "of": ["a", "b"]}, "b", 0.4 * 0.2 + 0.6 * 0.2),
        ({"rotate": "weighted", "of": ["a", "b"], "weights": [3, 1]}, "a", 0.4 * 0.25 + 0.6 * 0.05),
    ],
)
@pytest.mark.parametrize("rows", [10_000, 60_000])
def test_the_truth_is_found(tmp_path, new, old, truth, rows):
    found = evaluate_policy(policy(new, old), rotated(tmp_path / "l.parquet", rows, 0.3), rng())
    assert [one.method for one in found.estimates] == ["ips", "snips", "dr"]
    for one in found.estimates:
        assert one.interval[0] < truth < one.interval[1]
        assert one.value == pytest.approx(truth, abs=0.02)
        assert one.relative == pytest.approx(one.value / found.logged)
    assert (found.warnings, found.off_support) == ((), 0.0)
    assert found.mean_weight == pytest.approx(1, abs=0.05)
    ips, snips, robust = (one.interval[1] - one.interval[0] for one in found.estimates)
    assert robust < ips
    (needed,) = found.needed
    assert needed.rows == pytest.approx(rows * (snips / 2 / (0.1 * found.estimates[1].value)) ** 2, abs=1)


def test_by_hand(tmp_path):
    content = pa.table(
        {
            "stage": ["new", "new", "old", "old"],
            "variant": ["a", "b", "a", "b"],
            "reward": [True, False, False, True],
            "propensity": [0.25, 0.75, 0.5, 0.5],
            "day": ["1", "1", "2", "2"],
        }
    )
    seen = []
    log = written(tmp_path / "l.parquet", content)
    found = evaluate_policy(policy("a"), log, rng(), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(4, 4)]
    ips, snips, _ = found.estimates
    assert (ips.value, snips.value, found.logged) == ((4 + 2) / 4, 1.0, 0.5)
    assert (found.effective_rows, found.max_weight) == (36 / 20, 4.0)
    (needed,) = found.needed
    assert needed.days == pytest.approx(needed.rows * 2 / 4, abs=0.5)


def test_what_the_log_never_shows(tmp_path):
    log = rotated(tmp_path / "l.parquet", 5_000)
    found = evaluate_policy(policy("c"), log, rng())
    assert found.off_support == pytest.approx(0.4, abs=0.02)
    assert [one.split(":")[0].split(" is ")[0] for one in found.warnings] == [
        "The mean weight",
        f"{found.off_support:.1%} of the policy's impressions would get a variant that the log never shows there.",
    ]
    blank = evaluate_policy(policy("a", None, default=None), log, rng())
    assert blank.off_support == pytest.approx(0.6, abs=0.02)
    nothing = evaluate_policy(policy("c", "c"), log, rng())
    assert (nothing.estimates[1].value, nothing.effective_rows, nothing.needed) == (0.0, 0.0, ())
    assert nothing.warnings[0] == "Few rows carry the estimate: 0 effective rows of 5,000."


def test_an_optimised_rotation_is_taken_as_it_starts(tmp_path):
    log = rotated(tmp_path / "l.parquet", 2_000)
    found = evaluate_policy(policy({"rotate": "optimised", "of": ["a", "b"]}), log, rng())
    assert found.warnings == ("An optimised rotation is evaluated by the shares that it starts with.",)


def test_a_log_that_brought_nothing(tmp_path):
    content = pa.table({"stage": ["new"] * 4, "variant": list("abab"), "reward": [0] * 4, "propensity": [0.5] * 4})
    found = evaluate_policy(policy("a"), written(tmp_path / "l.parquet", content), rng())
    assert [one.relative for one in found.estimates] == [None] * 3


def test_a_deterministic_log_is_refused_with_what_is_needed(tmp_path):
    content = {
        "stage": ["new", "old"] * 50,
        "variant": ["a", "b"] * 50,
        "reward": [0.0, 1.0] * 50,
        "propensity": [1.0] * 100,
    }
    days = [f"2026-08-{day:02}" for day in range(1, 11)] * 10
    with pytest.raises(NotRotated) as caught:
        evaluate_policy(policy("b"), written(tmp_path / "l.parquet", pa.table(content | {"day": days})), rng())
    assert (
        str(caught.value)[:86]
        == "The log is deterministic: every variant was shown with probability 1, so it says nothi"
    )
    assert [one.rotation for one in caught.value.needed] == [0.05, 0.1, 0.2]
    assert caught.value.needed[2] == Needed(0.2, 7683, pytest.approx(768.3, abs=0.1))
    assert "20% of impressions: 7,683 impressions, 768 days." in str(caught.value)
    with pytest.raises(NotRotated, match="in each case the same variant was always shown"):
        evaluate_policy(
            policy("b"), written(tmp_path / "s.parquet", pa.table(content | {"propensity": [0.5] * 100})), rng()
        )
    with pytest.raises(NotRotated, match="not known, as nothing was gained yet"):
        evaluate_policy(
            policy("b"), written(tmp_path / "z.parquet", pa.table(content | {"reward": [0.0] * 100})), rng()
        )


def by_country(path, rows, stuck, **more):
    """A log of four countries in which a share of them always gets the same variant, though each is said to have 0.5."""
    dice = np.random.default_rng(3)
    country, age = dice.integers(0, 40, rows), dice.integers(0, 5, rows)
    fixed = np.where(country % 2 == 0, "a", "b")
    shown = np.where(country < 40 * stuck, fixed, np.where(dice.random(rows) < 0.5, "a", "b"))
    content = {"country": [f"c{one}" for one in country], "stage": ["new"] * rows, "age": age, "variant": shown}
    content |= {"reward": dice.random(rows), "propensity": [0.5] * rows}
    return written(path, pa.table(content | more))


def asks_stage_alone(**more):
    inputs = [{"key": "country", "type": "text"}, {"key": "stage", "type": "text"}, {"key": "age", "type": "integer"}]
    rules = [{"when": {"stage": '"new"'}, "then": "a"}]
    return from_dict({"inputs": inputs, "rules": rules, "default": "b", **more})


def test_a_log_that_a_signal_decided_of_which_the_policy_does_not_ask_is_refused(tmp_path):
    with pytest.raises(NotRotated, match=r"of 200 cases that occur more than once 100.0% were always shown the same"):
        evaluate_policy(asks_stage_alone(), by_country(tmp_path / "l.parquet", 4_000, 1.0), rng())
    with pytest.raises(NotRotated, match="were always shown the same variant, which the stated probabilities"):
        evaluate_policy(asks_stage_alone(), by_country(tmp_path / "m.csv", 4_000, 0.75), rng())
    found = evaluate_policy(asks_stage_alone(), by_country(tmp_path / "n.parquet", 4_000, 0.25), rng())
    assert found.warnings[0].startswith(
        "The same case was shown the same variant more often than the propensities say: 2"
    )
    fine = evaluate_policy(asks_stage_alone(), by_country(tmp_path / "o.parquet", 4_000, 0.0), rng())
    assert fine.warnings == ()
    few = evaluate_policy(asks_stage_alone(), by_country(tmp_path / "p.parquet", 200, 0.0), rng())
    assert [one for one in few.warnings if one.startswith("The same case")] == []


def test_cases_are_kept_within_bounds(tmp_path, monkeypatch):
    monkeypatch.setattr("commonground.engines.decisions.repeats.MOST_KEPT", 1_000)
    with pytest.raises(NotRotated, match=r"of \d{1,2} cases that occur more than once 100.0% were"):
        evaluate_policy(asks_stage_alone(), by_country(tmp_path / "l.parquet", 4_000, 1.0), rng())


def test_propensities_that_are_almost_all_1(tmp_path):
    rows = 1_000
    for certain, refused in ((995, True), (700, False)):
        chances = [1.0] * certain + [0.5] * (rows - certain)
        log = rotated(tmp_path / f"{certain}.parquet", rows)
        content = pq.read_table(log.path).set_column(3, "propensity", pa.array(chances))
        log = written(tmp_path / f"{certain}.parquet", content)
        if refused:
            with pytest.raises(NotRotated, match=r"99\.5% of the impressions were shown with probability 1"):
                evaluate_policy(policy("a"), log, rng())
        else:
            said = "70.0% of the impressions were shown with probability 1: they say nothing of other variants."
            assert said in evaluate_policy(policy("a"), log, rng()).warnings


def test_a_log_of_variants_that_the_table_does_not_know(tmp_path):
    content = {"stage": ["new", "old"] * 2, "variant": ["x"] * 4, "reward": [0.0, 1.0] * 2, "propensity": [1.0] * 4}
    with pytest.raises(
        NotRotated, match="The log shows only “x”, which the table never serves, so it says nothing of the"
    ):
        evaluate_policy(policy("a"), written(tmp_path / "x.parquet", pa.table(content)), rng())
    found = evaluate_policy(policy("c", "c"), rotated(tmp_path / "l.parquet", 5_000), rng())
    assert found.warnings[-1] == "The log shows only “a”, “b”, which the table never serves." or found.warnings[-1] == (
        "The log shows only “b”, “a”, which the table never serves."
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"variant": None}, "The log has no column “variant” with the variant that was shown."),
        ({"reward": None}, "The log has no column “reward” with the reward."),
        (
            {"propensity": None},
            "The log has no column “propensity” with the probability with which the variant was chosen",
        ),
        ({"reward": ["x", "y"]}, "The column “reward” holds"),
        ({"reward": [1.0, None]}, "The reward in row 2 is no number between -1,000,000,000,000 and 1,000,000,000,000."),
        (
            {"propensity": [0.5, 0.0]},
            "The probability in “propensity”, row 2, is 0: it is at least 1e-09 and at most 1.",
        ),
        ({"propensity": [1.5, 0.5]}, "The probability in “propensity”, row 1, is 1.5"),
    ],
)
def test_logs_that_cannot_be_used(tmp_path, change, reason):
    content = {"stage": ["new", "old"], "variant": ["a", "b"], "reward": [1.0, 0.0], "propensity": [0.5, 0.5]} | change
    log = written(tmp_path / "l.parquet", pa.table({key: one for key, one in content.items() if one is not None}))
    with pytest.raises(EngineError) as caught:
        evaluate_policy(policy("a"), log, rng())
    assert str(caught.value)[: len(reason)] == reason


def test_policies_that_cannot_be_evaluated(tmp_path, monkeypatch):
    log = rotated(tmp_path / "l.parquet", 100)
    with pytest.raises(Unreadable, match="COLLECT serves several variants at once"):
        evaluate_policy(policy("a", hit_policy="COLLECT"), log, rng())
    with pytest.raises(Cancelled):
        evaluate_policy(policy("a"), log, rng(), cancelled=lambda: True)
    with pytest.raises(Unreadable, match="none of the signals x"):
        evaluate_policy(one_column("text", '"a"'), log, rng())
    monkeypatch.setattr("commonground.engines.decisions.offpolicy.MOST_CELLS", 3)
    with pytest.raises(TooLarge, match="too many rules for so many variants"):
        evaluate_policy(policy("a"), log, rng())
    monkeypatch.setattr("commonground.engines.decisions.logged.MOST_ROWS", 99)
    with pytest.raises(TooLarge, match="more than 99 rows"):
        evaluate_policy(policy("a"), log, rng())


@pytest.fixture(scope="module")
def open_bandit(tmp_path_factory):
    """The small Open Bandit logs in the sdist of obp 0.5.7 (CC BY 4.0), fetched once and kept between runs."""
    archive = Path(tempfile.gettempdir()) / "commonground-obp-0.5.7.tar.gz"
    folder = tmp_path_factory.mktemp("obp")
    if not archive.exists():
        words = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "--no-binary",
            ":all:",
            "--ignore-requires-python",
        ]
        subprocess.run([*words, "-d", str(folder), "obp==0.5.7"], capture_output=True, check=False, timeout=120)
        if not (folder / "obp-0.5.7.tar.gz").exists():
            pytest.skip(
                "The sdist of obp 0.5.7 cannot be fetched from the package index, so its numbers are not compared."
            )
        # Two test processes may fetch at once: each puts the whole file in place in one step.
        shutil.move(folder / "obp-0.5.7.tar.gz", archive.with_suffix(f".{os.getpid()}"))
        archive.with_suffix(f".{os.getpid()}").replace(archive)
    with tarfile.open(archive) as content:
        wanted = [one for one in content.getmembers() if "/obd/" in one.name or one.name.endswith("prior_bts.yaml")]
        content.extractall(folder, wanted, filter="data")
    return folder / "obp-0.5.7" / "obp"


def thompson(prior, campaign, simulations=100_000):
    """Shape (items, 3): how often each item is drawn at each position under the priors of the production policy."""
    text = prior.read_text().partition(f"{campaign}:\n")[2]
    names = text.partition("alpha:\n")[2].partition("  beta:\n")
    alpha = numbers(names[0])
    beta = numbers(names[2])[: len(alpha)]
    dice = np.random.RandomState(12345)  # the generator behind the published figures
    counts = np.zeros((len(alpha), 3))
    for _ in range(simulations // 1_000):
        best = np.argsort(-dice.beta(alpha, beta, (1_000, len(alpha))), axis=1)[:, :3]
        for position in range(3):
            counts[:, position] += np.bincount(best[:, position], minlength=len(alpha))
    return counts / simulations


def numbers(text):
    found = []
    for line in text.splitlines():
        if not line.strip().startswith("- "):
            break
        found.append(float(line.strip()[2:]))
    return np.array(found)


def by_position(shares):
    """A policy table: at each position a weighted rotation of items."""
    signal = Signal("position", SignalType.CATEGORICAL, ("1", "2", "3"))
    rules = []
    for position in range(3):
        chosen = [(str(item), share) for item, share in enumerate(shares[:, position]) if share > 0]
        rotation = Rotation(Turn.WEIGHTED, tuple(item for item, _ in chosen), tuple(share for _, share in chosen))
        rules.append(Rule((parse_cell(f'"{position + 1}"', signal),), (rotation,)))
    return Table((signal,), tuple(rules), outputs=(OutputColumn("item"),))


def test_the_published_figures_of_the_open_bandit_log(open_bandit):
    table = by_position(thompson(open_bandit / "policy" / "conf" / "prior_bts.yaml", "all"))
    log = open_log(open_bandit / "dataset" / "obd" / "random" / "all" / "all.csv")
    found = evaluate_policy(table, log, rng(), columns=OPEN_BANDIT)
    ips = found.estimates[0]
    assert (round(ips.value, 6), round(ips.relative, 6), found.rows) == (0.004553, 1.198126, 10_000)


def test_a_log_that_hardly_supports_the_policy_warns(open_bandit):
    items = (open_bandit / "dataset" / "obd" / "bts" / "women" / "item_context.csv").read_text().count("\n") - 1
    log = open_log(open_bandit / "dataset" / "obd" / "bts" / "women" / "women.csv")
    found = evaluate_policy(by_position(np.full((items, 3), 1 / items)), log, rng(), columns=OPEN_BANDIT)
    assert found.warnings[0].startswith("Few rows carry the estimate")
