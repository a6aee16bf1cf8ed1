import numpy as np
import pytest

from rrm.model.rule_pack import OverallMethod, Resampling
from rrm.scoring.ranking import ranked
from rrm.scoring.share_rule import AreaSeverity
from rrm.scoring.threshold_shifts import overall_shifted, shifted_assumed

WORST = OverallMethod(method="max")
SECTORS = ("wash", "shelter")


class Place:
    """A place with these scores in wash and shelter, of which nothing is left to chance."""

    people = 100

    def __init__(self, wash, shelter):
        scores = {"wash": wash, "shelter": shelter}
        steps = {name: shifted_assumed(score) for name, score in scores.items()}
        overall = max(scores.values())
        self.severities = {"overall": AreaSeverity("overall", (), 3, 3, 3, overall, 1.0, 1.0)}
        self.drawn = {"overall": np.array([overall])}
        self.shifted = {"overall": overall_shifted(scores, steps, SECTORS, WORST)}


def test_a_step_of_each_sector_is_taken_by_itself():
    steps = {"wash": np.array([50.0, 100.0]), "shelter": np.array([35.0, 85.0])}
    found = overall_shifted({"wash": 75.0, "shelter": 60.0}, steps, SECTORS, WORST)
    assert found.tolist() == [60.0, 100.0, 75.0, 85.0]


def test_a_sector_that_a_place_lacks_changes_nothing_there():
    found = overall_shifted({"wash": 75.0}, {"wash": np.array([50.0, 100.0])}, SECTORS, WORST)
    assert found.tolist() == [50.0, 100.0, 75.0, 75.0]


def test_nobody_leaves_the_scale():
    assert shifted_assumed(90.0).tolist() == [65.0, 100.0]
    assert shifted_assumed(10.0).tolist() == [0.0, 35.0]


def test_a_rank_that_hangs_on_one_sectors_thresholds_has_a_wide_interval():
    # The first is worse by its water alone: were water a class less, the second came first.
    first, second = ranked([Place(75, 30), Place(60, 70)], "overall", Resampling())
    assert (first.rank, first.low, first.high) == (1, 1, 2)
    assert (second.rank, second.low, second.high) == (2, 1, 2)


def test_a_rank_that_no_step_moves_is_sure():
    found = ranked([Place(90, 90), Place(20, 20)], "overall", Resampling())
    assert [(one.rank, one.low, one.high) for one in found] == [(1, 1, 1), (2, 2, 2)]


@pytest.mark.parametrize("method", ["mean", "geometric"])
def test_a_step_moves_a_mean_by_less_than_a_class(method):
    steps = {"wash": np.array([25.0, 75.0]), "shelter": np.array([25.0, 75.0])}
    before = 50.0
    found = overall_shifted(
        {"wash": before, "shelter": before}, steps, SECTORS, OverallMethod(method=method)
    )
    assert all(0 < abs(one - before) < 25 for one in found)
