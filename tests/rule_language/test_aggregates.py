"""Aggregates against a plain reading of what they say, one owner after another."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rrm.model.rule_pack import Unanswered
from rrm.rule_language.aggregates import RowsBelow, aggregate
from rrm.rule_language.values import Values

OWNERS = 4
cells = st.one_of(st.none(), st.integers(-3, 3))
rows = st.lists(
    st.tuples(
        st.integers(0, OWNERS - 1), cells, st.sampled_from([True, False, None]),
        st.integers(1, 3),
    ),
    max_size=14,
)  # fmt: skip
FUNCTIONS = (
    "sum_of",
    "mean_of",
    "median_of",
    "min_of",
    "max_of",
    "share_of",
    "count_of",
    "any_of",
    "all_of",
)
OF_CONDITIONS = ("share_of", "count_of", "any_of", "all_of")


def read_plainly(function, own, unanswered, is_sample):  # noqa: PLR0912
    """The aggregate of one owner's (value, among, weight), None where it is unknown."""
    if unanswered is Unanswered.ZERO and not is_sample:
        if all(value is None and among is None for value, among, _ in own):
            return None
        own = [(value or 0, bool(among), weight) for value, among, weight in own]
    is_open = any(among is None or (among and value is None) for value, among, _ in own)
    counted = [(value, weight) for value, among, weight in own if among and value is not None]
    strict = unanswered is Unanswered.STRICT and not is_sample
    if function in OF_CONDITIONS:
        counted = [(int(value > 0), weight) for value, weight in counted]
    values = [value for value, _ in counted]
    if strict and is_open:
        if function == "any_of" and any(values):
            return 1
        return 0 if function == "all_of" and not all(values) else None
    if not strict and not counted and not any(among is False for _, among, _ in own):
        return None
    if not own:
        return None
    match function:
        case "count_of" | "sum_of":
            return sum(value * weight for value, weight in counted)
        case "any_of":
            return int(any(values))
        case "all_of":
            return int(all(values))
    if not counted:
        return None
    match function:
        case "min_of":
            return min(values)
        case "max_of":
            return max(values)
        case "median_of":
            return float(np.median([value for value, weight in counted for _ in range(weight)]))
    return sum(value * weight for value, weight in counted) / sum(w for _, w in counted)


@given(rows, st.sampled_from(FUNCTIONS), st.sampled_from(list(Unanswered)), st.booleans())
def test_an_aggregate_is_what_it_says(drawn, function, unanswered, is_sample):
    is_condition = function in OF_CONDITIONS
    owners = np.array([owner for owner, *_ in drawn], dtype=np.int64)
    numbers = np.array([value or 0 for _, value, _, _ in drawn], dtype=np.float64)
    values = Values(
        numbers > 0 if is_condition else numbers,
        np.array([value is not None for _, value, _, _ in drawn], dtype=np.bool_),
    )
    among = Values(
        np.array([bool(one) for _, _, one, _ in drawn], dtype=np.bool_),
        np.array([one is not None for _, _, one, _ in drawn], dtype=np.bool_),
    )
    weights = np.array([weight for *_, weight in drawn], dtype=np.float64)
    all_rows = np.ones(owners.size, dtype=np.bool_)
    below = RowsBelow(
        owners, OWNERS, weights, None, np.zeros(OWNERS, dtype=np.bool_), is_sample, lambda: all_rows
    )
    found = aggregate(function, below, values, among, unanswered)
    for owner in range(OWNERS):
        own = [(value, one, weight) for of, value, one, weight in drawn if of == owner]
        expected = read_plainly(function, own, unanswered, is_sample)
        if expected is None:
            assert not found.known[owner]
        else:
            assert found.known[owner]
            assert found.numbers[owner] == pytest.approx(expected)


def test_a_weighted_median_is_that_of_each_row_repeated():
    below = RowsBelow(
        np.zeros(3, dtype=np.int64), 1, np.array([1.0, 1.0, 5.0]), None,
        np.zeros(1, dtype=np.bool_), is_sample=True, answered=lambda: np.ones(3, dtype=np.bool_),
    )  # fmt: skip
    found = aggregate(
        "median_of", below, Values(np.array([1.0, 2.0, 9.0])), None, Unanswered.STRICT
    )
    assert found.values.tolist() == [9]
