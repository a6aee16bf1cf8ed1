"""Douentza to Tombouctou: 1,018 km round while the rains cut the road, 274 km once it is open."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from rrm.access import access_table
from rrm.journey import load
from rrm.model.access import Access
from rrm.model.run import Loaded

SCENARIO = Path(__file__).parents[2] / "scenarios" / "douentza-tombouctou"
ROUND = ("douentza", "gao", "bourem", "temera", "ber", "tombouctou")
DIRECT = ("douentza", "bambara-maoude", "korioume-south", "korioume", "tombouctou")


@cache
def loaded() -> Loaded:
    return load(SCENARIO)


@cache
def rows(origin: str, destination: str, vehicle_class: str) -> tuple[Access, ...]:
    read = loaded()
    return access_table(read.scenario, read.pack).between(origin, destination, vehicle_class)


def told(row: Access) -> tuple[object, ...]:
    days = (row.period_start, row.period_end)
    return (*days, round(row.km, 3), round(row.hours, 2), round(row.cost), row.escorted)


def test_the_scenario_is_read_without_a_doubt() -> None:
    assert loaded().warnings == ()


def test_a_truck_goes_round_until_the_road_opens_and_by_convoy_from_then_on() -> None:
    # Day 9 is 1 November, a Tuesday; the next convoy leaves on Friday, day 12.
    found = rows("depot-douentza", "tombouctou-town", "truck_10t")
    assert [told(row) for row in found] == [
        (1, 5, 1018, 38.99, 2382120, False),
        (6, 8, 1018, 38.99, 1832400, False),
        (9, 9, 274, 16.84, 573200, True),
        (10, 11, 1018, 24.96, 1832400, False),
        (12, 12, 274, 16.84, 573200, True),
        (13, 14, 1018, 24.96, 1832400, False),
    ]
    assert [row.path for row in found] == [ROUND, ROUND, DIRECT, ROUND, DIRECT, ROUND]


def test_the_doubt_about_the_wadi_is_dearer_riskier_and_told() -> None:
    doubtful, clear = rows("depot-douentza", "tombouctou-town", "truck_10t")[:2]
    assert doubtful.open
    assert doubtful.doubt == pytest.approx(0.3)
    assert doubtful.cost == pytest.approx(1.3 * clear.cost)
    assert 1 - doubtful.risk == pytest.approx(0.7 * (1 - clear.risk))
    assert doubtful.reason is not None
    assert "Bourem–Téméra may be closed" in doubtful.reason.text("en")
    assert clear.reason is None


def test_a_pickup_reaches_the_town_with_a_convoy_only() -> None:
    found = rows("depot-douentza", "tombouctou-town", "pickup_4x4")
    assert [(row.period_start, row.period_end) for row in found if row.open] == [(9, 9), (12, 12)]
    assert {row.reason_code for row in found if not row.open} <= {"too_long", "no_escort"}


def test_a_pinasse_comes_down_the_river_at_high_water() -> None:
    found = rows("depot-mopti", "depot-korioume", "pinasse")
    assert {(row.open, row.km, row.hours) for row in found} == {(True, 372, 37.2)}


def test_bambara_maoude_is_cut_off_until_the_road_opens() -> None:
    found = rows("depot-douentza", "bambara-maoude-town", "truck_10t")
    codes = [(row.period_start, row.open, row.reason_code) for row in found]
    assert codes[0] == (1, False, "no_surface")
    assert next(row.period_start for row in found if row.open) == 9


def test_the_curfew_shortens_the_last_days() -> None:
    found = rows("depot-douentza", "tombouctou-town", "truck_10t")
    assert {row.day_hours for row in found if row.period_end <= 12} == {12}
    assert [(row.day_starts, row.day_hours) for row in found if row.period_start >= 13] == [(7, 10)]
