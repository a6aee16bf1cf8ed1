"""Laws of scoring that hold whatever people answer."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rrm.model.form import Column
from rrm.rule_language import classify, holds, ordered_direction, parse_line, position
from rrm.scoring.share_rule import area_class, class_shares, need_score

WATER = tuple(
    parse_line(severity, text)
    for severity, text in (
        (5, "below 3"), (4, "below 7.5"), (3, "below 15"), (2, "below 20"), (1, "otherwise"),
    )
)  # fmt: skip
COPING = tuple(
    parse_line(severity, text)
    for severity, text in ((4, "above 42"), (3, "at least 19"), (2, "at least 4"), (1, "otherwise"))
)
litres = st.floats(0, 60, allow_nan=False)
classes = st.lists(st.integers(1, 5), min_size=1, max_size=60)


def severity(lines, value: float) -> tuple[float, float]:
    column = Column(np.array([value]), np.array([True]))
    tests = [
        holds(line.test, column)
        if hasattr(line.test, "word")
        else Column(np.ones(1), np.ones(1, dtype=bool))
        for line in lines
    ]
    found = classify(lines, tests)
    return found.values[0], position(lines, column, found, ordered_direction(lines))[0]


@given(litres, litres)
def test_less_water_never_lowers_severity_or_score(a, b):
    less, more = sorted((a, b))
    assert severity(WATER, less)[0] >= severity(WATER, more)[0]
    assert severity(WATER, less)[1] >= severity(WATER, more)[1] - 1e-12


@given(litres, litres)
def test_more_coping_never_lowers_severity_or_score(a, b):
    less, more = sorted((a, b))
    assert severity(COPING, more)[0] >= severity(COPING, less)[0]
    assert severity(COPING, more)[1] >= severity(COPING, less)[1] - 1e-12


@given(litres)
def test_the_score_has_no_cliff(value):
    near = value + 1e-6
    assert abs(severity(WATER, value)[1] - severity(WATER, near)[1]) < 1e-5


@given(litres)
def test_the_score_stays_beside_its_class(value):
    number, at = severity(WATER, value)
    assert number - 0.5 - 1e-9 <= at <= number + 0.5 + 1e-9


@given(classes, st.data())
def test_worsening_one_household_never_lowers_the_area(households, data):
    at = data.draw(st.integers(0, len(households) - 1))
    worse = list(households)
    worse[at] = data.draw(st.integers(worse[at], 5))
    weights = np.ones(len(households))
    before = class_shares(np.array(households, float), weights)
    after = class_shares(np.array(worse, float), weights)
    assert area_class(after, 0.25) >= area_class(before, 0.25)
    assert need_score(np.array(worse, float), weights) >= need_score(
        np.array(households, float), weights
    )


@given(classes, st.randoms())
def test_the_order_of_households_does_not_matter(households, random):
    shuffled = list(households)
    random.shuffle(shuffled)
    weights = np.ones(len(households))
    assert class_shares(np.array(households, float), weights) == class_shares(
        np.array(shuffled, float), weights
    )


@given(classes, st.floats(0.05, 1), st.floats(0.05, 1))
def test_a_smaller_share_never_lowers_the_class(households, a, b):
    shares = class_shares(np.array(households, float), np.ones(len(households)))
    low, high = sorted((a, b))
    assert area_class(shares, low) >= area_class(shares, high)
