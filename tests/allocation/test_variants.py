"""What the catalogue lets be given for what is due comes after it, and counts as it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rrm.allocation.policies import Policy
from rrm.allocation.variants import with_variants
from rrm.model.rule_pack import Variant
from rrm.model.scenario import Lock
from tests.allocation.along_worlds import brought
from tests.allocation.tight_worlds import Tight
from tests.allocation.variant_worlds import with_kits

ACTIVE = (Policy.SEVERITY_GREEDY, Policy.FIRST_COME, Policy.PROPORTIONAL)
ASKED = {("A", "idp", "kit"): (10.0, 3.0)}


def stocked(**units: float) -> Tight:
    """Ten kits are due at A; depot D holds so many units of each item."""
    stock = {("D", item): units_held for item, units_held in units.items()}
    return Tight(asked=ASKED, stock=stock, trucks=(3, 0), truck_kits=10)


def in_all(case, policy=Policy.SEVERITY_GREEDY):
    found = {}
    for (item, _), quantity in brought(case, policy).items():
        found[item] = found.get(item, 0.0) + quantity
    return found


@pytest.mark.parametrize("policy", ACTIVE)
def test_what_is_due_comes_first_and_variants_make_up_what_is_lacking(policy):
    case = with_kits(stocked(kit=6, light=20), light=0.6)
    assert in_all(case, policy) == {"kit": 6.0, "light": 4.0}


def test_a_lock_speaks_of_the_item_alone_or_of_what_counts_for_it_too():
    case = with_kits(stocked(kit=6, light=20), light=0.6)
    found = []
    for counted in (False, True):
        lock = Lock(site_id="A", item="kit", at_most=7, variants_count=counted)
        scenario = case.scenario.model_copy(update={"locks": (lock,)})
        found.append(in_all(replace(case, scenario=scenario)))
    assert found == [{"kit": 6.0, "light": 4.0}, {"kit": 6.0, "light": 1.0}]


def test_a_lock_may_be_kept_by_what_counts_for_its_item():
    case = with_kits(stocked(kit=6, light=20), light=0.6)
    lock = Lock(site_id="A", item="kit", at_least=8.4, variants_count=True)
    scenario = case.scenario.model_copy(update={"locks": (lock,)})
    assert in_all(replace(case, scenario=scenario)) == {"kit": 6.0, "light": 4.0}


def test_nothing_else_is_given_where_there_is_enough():
    assert in_all(with_kits(stocked(kit=10, light=20), light=0.6)) == {"kit": 10.0}


def test_as_many_as_add_up_where_the_catalogue_says_so():
    halves = Variant(item="light", counts=0.5, one_for_one=False, source="x")
    assert in_all(with_kits(stocked(kit=6, light=20), light=halves)) == {"kit": 6.0, "light": 8.0}


def test_one_that_counts_for_several_takes_the_place_of_several():
    double = Variant(item="light", counts=2, source="x")
    assert in_all(with_kits(stocked(kit=4, light=20), light=double)) == {"kit": 4.0, "light": 3.0}


def test_the_variant_named_first_is_given_first():
    case = with_kits(stocked(light=3, pot=20), light=0.6, pot=0.2)
    assert in_all(case) == {"light": 3.0, "pot": 7.0}


def test_a_partial_kit_is_put_together_from_the_parts_that_are_left():
    # Two nets and a pot make one; there are nets for three.
    case = with_kits(stocked(net=7, pot=9), made_of={"net": 2, "pot": 1}, partial=0.8)
    assert in_all(case) == {"partial": 3.0}


def test_ready_partial_kits_are_used_before_parts():
    world = stocked(partial=2, net=7, pot=9)
    case = with_kits(world, made_of={"net": 2, "pot": 1}, partial=0.8)
    assert in_all(case) == {"partial": 5.0}


def test_variants_of_the_same_parts_share_them():
    asked = {**ASKED, ("B", "idp", "kit"): (10.0, 1.0)}
    world = Tight(asked=asked, stock={("D", "net"): 8.0}, trucks=(3, 0), truck_kits=10)
    case = with_kits(world, made_of={"net": 2}, partial=0.8)
    assert in_all(case) == {"partial": 4.0}


def test_a_variant_shares_the_room_and_the_households_of_what_it_meets():
    case = with_kits(stocked(kit=1), light=0.6)
    due, light = case.demands
    assert (light.item, light.meets, light.need) == ("light", "kit", due.key)
    assert (light.quantity, light.weight) == (due.quantity, pytest.approx(0.6 * due.weight))
    assert due.need == due.key


def test_without_variants_nothing_stands_beside_a_demand():
    case = with_kits(stocked(kit=1))
    assert with_variants(case.pack, case.demands) == case.demands
