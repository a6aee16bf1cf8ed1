"""A real response with nothing changed: the plan stands, whatever day it is made again on."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrm import journey
from rrm.model.run import Options
from rrm.replanning import changes_between
from rrm.store import read_run

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_planning_menaka_again_with_nothing_changed_changes_nothing(tmp_path: Path) -> None:
    options = Options(gap=0.02, time_limit=120)
    loaded = journey.load(ROOT / "scenarios/menaka-2022")
    first, folder = journey.run_scenario(loaded, tmp_path, options)
    again, _, rest = journey.replan(read_run(folder), 6, options)
    assert again.verdict.accepted
    assert changes_between(rest.in_force, again.run.plan).changes == ()
    left = [trip for trip in first.run.plan.trips if trip.day >= 6]
    told = [(trip.day, trip.vehicle_class, trip.stops, trip.cost) for trip in left]
    trips = again.run.plan.trips
    assert [(trip.day, trip.vehicle_class, trip.stops, trip.cost) for trip in trips] == told
