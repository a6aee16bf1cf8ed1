"""Rounding is half up, for the quick way to whole numbers too."""

from hypothesis import given
from hypothesis import strategies as st

from rrm.model.rounding import round_half_up, whole

NUMBERS = st.floats(-1e17, 1e17) | st.integers(-(10**9), 10**9).map(lambda halves: halves / 2)
CLOSE_TO_A_HALF = st.builds(
    lambda number, off: number + 0.5 + off, st.integers(-10_000, 10_000), st.floats(-0.02, 0.02)
)


@given(NUMBERS | CLOSE_TO_A_HALF)
def test_a_whole_number_is_the_one_that_rounding_half_up_gives(number):
    assert whole(number) == round_half_up(number)
