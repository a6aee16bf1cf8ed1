"""What a place lacks to hold the water that it is due is due along with it."""

from __future__ import annotations

from tests.allocation.along_worlds import along
from tests.allocation.tight_worlds import Tight


def tanks(has_m3, **asked):
    """What is due of tanks of 2 m³: asked is water a day by group, at site A."""
    water = {("A", group, "water"): (m3, 1.0) for group, m3 in asked.items()}
    case = along(Tight(asked=water), has_m3=has_m3)
    return [demand for demand in case.demands if demand.item == "tank"]


def test_all_groups_of_a_place_share_its_storage():
    (due,) = tanks(1.0, idp=4.0, host=2.0)
    # 6 m³ a day, room for 1: two and a half tanks.
    assert (due.quantity, due.group, due.unit) == (3.0, "idp", "tank")
    assert "6" in due.reason.text() and "1" in due.reason.text()


def test_storage_counts_by_the_water_that_it_lets_in_alone():
    (due,) = tanks(0.0, idp=4.0)
    assert (due.weight, due.households, due.people) == (0.0, 0, 0)
    assert (due.from_day, due.due_day) == (1, 3)


def test_a_place_that_has_enough_is_due_none():
    assert tanks(4.0, idp=4.0) == []


def test_a_place_of_which_nobody_said_is_taken_to_have_enough():
    assert tanks(None, idp=4.0) == []
