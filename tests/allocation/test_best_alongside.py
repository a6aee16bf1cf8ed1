"""The optimiser's plans keep what goes along, parity and variants, and make the best of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rrm.allocation import allocate
from rrm.allocation.programme import Case
from rrm.model.plan import Plan
from rrm.model.rule_pack import Variant
from rrm.model.run import Options
from tests.allocation.along_worlds import CHLORINE, along, with_stock
from tests.allocation.test_alike import TWO_GROUPS, case_with
from tests.allocation.tight_worlds import Tight
from tests.allocation.variant_worlds import with_kits

THIRST = Tight(days=3, asked={("A", "idp", "water"): (4.0, 1.0)})
ASKED = {("A", "idp", "kit"): (10.0, 3.0)}


def best(case: Case) -> Plan:
    """The optimiser's plan; variants are added by it."""
    due = tuple(demand for demand in case.demands if not demand.meets)
    return allocate(case.scenario, case.pack, due, case.access, case.road_km, Options(gap=0.0))


def in_all(plan: Plan) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in plan.deliveries:
        found[row.item] = found.get(row.item, 0.0) + row.quantity
    return found


def codes(plan: Plan) -> dict[str, str]:
    return {row.item: row.reason_code for row in plan.unmet}


# --- Storage and chlorine


def test_water_is_brought_up_to_what_a_place_has_and_the_reason_says_so():
    plan = best(along(THIRST, has_m3=2.5))
    assert in_all(plan) == {"water": 7.5}
    assert codes(plan) == {"water": "no_storage", "tank": "out_of_stock"}


def test_tanks_are_brought_for_the_water_that_they_let_in():
    plan = best(with_stock(along(THIRST, has_m3=1.0), tank=9))
    # One cubic metre on the first day; then 4 a day, in what was there and two tanks of 2 m³.
    assert in_all(plan) == {"tank": 2.0, "water": 9.0}


def test_no_tank_is_driven_about_for_nothing():
    plan = best(with_stock(along(replace(THIRST, tankers=0)), tank=9))
    assert in_all(plan) == {}


def test_without_chlorine_no_water_is_planned_and_the_reason_says_so():
    plan = best(along(THIRST, storage=None, chlorine=CHLORINE))
    assert (in_all(plan), codes(plan)) == ({}, {"water": "no_chlorine"})


def test_chlorine_from_another_depot_comes_by_truck():
    case = along(THIRST, storage=None, chlorine=CHLORINE)
    scenario = with_stock(case, hth=1.0).scenario
    (held,) = [row for row in scenario.stock if row.item == "hth"]
    moved = scenario.model_copy(update={"stock": (held.model_copy(update={"depot_id": "E"}),)})
    plan = best(replace(case, scenario=moved))
    # Moved on the first day, used from the second on.
    assert in_all(plan) == {"water": 8.0}
    assert [row.item for row in plan.transfers] == ["hth"]


def test_what_is_taken_for_granted_is_told():
    plan = best(along(THIRST, has_m3=None))
    assert in_all(plan) == {"water": 12.0}
    assert any("storage_m3" in warning.text() for warning in plan.warnings)


# --- Parity


@pytest.mark.parametrize(("at_most", "apart"), [(0.0, 1), (0.2, 3)])
def test_shares_of_groups_lie_no_further_apart_than_asked(at_most, apart):
    plan = best(case_with(TWO_GROUPS, at_most))
    had = {row.group: 0.0 for row in plan.deliveries}
    for row in plan.deliveries:
        had[row.group] += row.quantity
    assert sum(had.values()) == 10
    assert had["idp"] - had.get("host", 0.0) <= apart


def test_who_is_held_back_for_others_is_told_so():
    # Hosts are due soap, of which there is little; displaced people are held to their share.
    asked = {("A", "idp", "kit"): (10.0, 3.0), ("A", "host", "soap"): (10.0, 1.0)}
    world = replace(TWO_GROUPS, asked=asked, stock={("D", "kit"): 10.0, ("D", "soap"): 2.0})
    plan = best(case_with(world, 0.1))
    assert in_all(plan) == {"kit": 4.0, "soap": 2.0}
    assert codes(plan) == {"kit": "kept_alike", "soap": "out_of_stock"}


# --- Variants


def stocked(**units: float) -> Tight:
    stock = {("D", item): held for item, held in units.items()}
    return Tight(asked=ASKED, stock=stock, trucks=(3, 0), truck_kits=10)


def test_variants_make_up_what_is_lacking_and_count_as_the_catalogue_says():
    plan = best(with_kits(stocked(kit=6, light=20), light=0.6))
    assert in_all(plan) == {"kit": 6.0, "light": 4.0}
    light = [row for row in plan.deliveries if row.item == "light"]
    assert {row.for_item for row in light} == {"kit"}
    assert sum(row.counted for row in light) == pytest.approx(2.4)
    (short,) = plan.unmet
    assert (short.item, short.reason_code) == ("kit", "given_in_part")
    assert short.quantity == pytest.approx(1.6)


def test_the_value_of_a_plan_counts_variants_by_their_share():
    full, light = (best(with_kits(stocked(**{item: 10}), light=0.6)) for item in ("kit", "light"))
    assert light.tiers[1].value == pytest.approx(0.6 * full.tiers[1].value)


def test_as_many_as_add_up_where_the_catalogue_says_so():
    halves = Variant(item="light", counts=0.5, one_for_one=False, source="x")
    plan = best(with_kits(stocked(light=20), light=halves))
    assert in_all(plan) == {"light": 20.0}
    assert plan.unmet == ()


def test_partial_kits_are_put_together_from_the_parts_that_are_left():
    case = with_kits(stocked(partial=2, net=7, pot=9), made_of={"net": 2, "pot": 1}, partial=0.8)
    plan = best(case)
    assert in_all(plan) == {"partial": 5.0}


def test_parts_are_moved_to_where_they_are_put_together():
    world = replace(stocked(pot=9), trucks=(3, 3), hours={("E", "A"): 9.0})
    world = replace(world, stock={("D", "pot"): 9.0, ("E", "net"): 9.0})
    plan = best(with_kits(world, made_of={"net": 2, "pot": 1}, partial=0.8))
    assert in_all(plan) == {"partial": 4.0}
    assert plan.transfers != ()


def test_a_variant_that_could_still_come_is_no_stock_out():
    # Light kits are there, and no truck to bring them.
    world = replace(stocked(light=20), truck_kits=1, trucks=(1, 0))
    plan = best(with_kits(world, light=0.6))
    assert codes(plan)["kit"] == "no_vehicle"
