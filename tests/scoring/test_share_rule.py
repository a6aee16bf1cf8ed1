"""From households to an area."""

import numpy as np
import pytest

from rrm.model.rule_pack import OverallMethod
from rrm.scoring.overall import overall_class
from rrm.scoring.share_rule import area_class, class_shares, need_score, people_in_need


def shares(*classes: int, weights: tuple[float, ...] | None = None):
    return class_shares(
        np.array(classes, dtype=float), np.array(weights or [1.0] * len(classes), dtype=float)
    )


@pytest.mark.parametrize(
    ("classes", "needed", "expected"),
    [
        ([4] * 12 + [1] * 36, 0.25, 4),
        ([4] * 11 + [1] * 37, 0.25, 1),
        ([5] * 6 + [4] * 6 + [1] * 36, 0.25, 4),
        ([5] * 1 + [1] * 4, 0.20, 5),
        ([1] * 10, 0.25, 1),
        ([0] * 100 + [5], 0.25, 5),
    ],
)
def test_the_share_decides_and_worse_classes_count_along(classes, needed, expected):
    assert area_class(shares(*classes), needed) == expected


def test_ten_and_ten_per_cent_reach_twenty():
    assert area_class((0.8, 0.0, 0.0, 0.1, 0.1), 0.2) == 4


def test_weights_shift_the_shares():
    assert area_class(shares(5, 1, 1, 1, weights=(1.0, 1.0, 1.0, 1.0)), 0.3) == 1
    assert area_class(shares(5, 1, 1, 1, weights=(3.0, 1.0, 1.0, 1.0)), 0.3) == 5


def test_nobody_known_is_no_need_rather_than_a_crash():
    assert shares(0, 0) == (0.0, 0.0, 0.0, 0.0, 0.0)
    assert need_score(np.array([0.0]), np.array([1.0])) == 0.0


def test_people_are_rounded_half_up():
    assert people_in_need(0.5, 5) == 3
    assert people_in_need(0.3, 5) == 2


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (OverallMethod(method="max"), 5),
        (OverallMethod(method="mean"), 3),
        (OverallMethod(method="weighted", weights={"a": 3.0, "b": 1.0}), 2),
        (OverallMethod(method="geometric"), 2),
    ],
)
def test_overall_methods(method, expected):
    # Geometric mean of 1 and 5 is 2.24; the arithmetic mean 3; three to one for class 1 gives 2.
    assert overall_class({"a": 1, "b": 5}, method) == expected
