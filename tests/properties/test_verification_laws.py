"""Laws of the second reading."""

from __future__ import annotations

import math
import shutil
import tempfile
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.verification import verify
from rrm.verification.matching import most_served
from rrm.verification.tolerance import whole_days
from tests.verification.planting import Folder
from tests.verification.small_run import write_small_run


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_run(tmp_path_factory.mktemp("runs"))


def accepted_after(good: Path, table: str, at: int, column: str, factor: float) -> bool:
    with tempfile.TemporaryDirectory() as place:
        folder = Folder(shutil.copytree(good, Path(place) / "run"))
        value = float(folder.rows(table)[at][column])
        folder.change(table, at, **{column: f"{value * factor:.6f}"})
        return verify(folder.path).accepted


@settings(max_examples=40, deadline=None)
@given(at=st.integers(0, 9), factor=st.floats(0.0, 3.0).filter(lambda f: abs(f - 1) > 0.01))
def test_no_delivered_quantity_can_be_changed_unseen(good: Path, at: int, factor: float) -> None:
    assert not accepted_after(good, "deliveries", at, "quantity", factor)


@settings(max_examples=40, deadline=None)
@given(
    at=st.integers(0, 9),
    column=st.sampled_from(["hours", "km", "cost", "load_kg", "load_m3"]),
    factor=st.floats(0.0, 0.95),
)
def test_no_trip_can_be_made_shorter_cheaper_or_lighter_unseen(
    good: Path, at: int, column: str, factor: float
) -> None:
    assert not accepted_after(good, "trips", at, column, factor)


@given(
    st.lists(st.sets(st.integers(0, 2), min_size=1), max_size=5),
    st.lists(st.integers(0, 2), min_size=3, max_size=3),
)
def test_as_many_trips_find_a_vehicle_as_any_assignment_can_serve(
    suited: list[set[int]], counts: list[int]
) -> None:
    choices = [tuple(sorted(rows)) for rows in suited]
    best = 0
    for assigned in product(*((*rows, None) for rows in choices)):
        if all(assigned.count(row) <= counts[row] for row in range(3)):
            best = max(best, sum(row is not None for row in assigned))
    assert most_served(choices, counts) == best


@given(st.floats(0.01, 200), st.floats(1, 24))
def test_whole_days_hold_the_hours_and_no_day_more(hours: float, hours_per_day: float) -> None:
    least, most = whole_days(hours, hours_per_day)
    assert least <= max(1, math.ceil(hours / hours_per_day)) <= most <= least + 1
