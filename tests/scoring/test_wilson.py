import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rrm.scoring.wilson import effective_interviews, wilson_interval

shares = st.floats(0, 1)
samples = st.floats(1, 100_000)
levels = st.floats(0.5, 0.999)


@pytest.mark.parametrize(
    ("found", "of", "low", "high"),
    [
        # Newcombe 1998, Two-sided confidence intervals for the single proportion, table I,
        # method 3, at 95 %.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_intervals_are_met(found, of, low, high):
    assert wilson_interval(found / of, of, 0.95) == pytest.approx((low, high), abs=5e-5)


def test_of_nobody_nothing_is_known():
    assert wilson_interval(0.4, 0, 0.9) == (0, 1)


@given(shares, samples, levels)
def test_the_share_that_was_found_lies_within(share, interviews, level):
    low, high = wilson_interval(share, interviews, level)
    assert 0 <= low <= share <= high <= 1


@given(shares, samples, st.floats(0, 100_000), levels)
def test_more_interviews_never_tell_less(share, interviews, more, level):
    narrow, wide = (wilson_interval(share, n, level) for n in (interviews + more, interviews))
    assert narrow[1] - narrow[0] <= wide[1] - wide[0] + 1e-12


@given(st.lists(st.floats(0.1, 10), min_size=1, max_size=30))
def test_unequal_weights_are_worth_fewer_interviews(weights):
    worth = effective_interviews(np.array(weights))
    assert 1 - 1e-9 <= worth <= len(weights) + 1e-9
    assert effective_interviews(np.ones(len(weights))) == pytest.approx(len(weights))
