"""Wilson's interval against published values."""

import pytest

from commonground.engines.statistics import wilson


@pytest.mark.parametrize(
    ("successes", "trials", "interval"),
    [
        # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_published(successes, trials, interval):
    assert wilson(successes, trials) == pytest.approx(interval, abs=5e-5)


def test_ends():
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(5, 5)[1] == pytest.approx(1)
