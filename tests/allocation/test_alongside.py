"""Water goes only where something holds it, with chlorine that somebody has."""

from __future__ import annotations

import pytest

from rrm.allocation.alongside import taken_for_granted
from rrm.allocation.policies import Policy
from rrm.model.rule_pack import Storage
from tests.allocation.along_worlds import CHLORINE, along, brought, with_stock
from tests.allocation.tight_worlds import Tight

THIRST = Tight(days=3, asked={("A", "idp", "water"): (4.0, 1.0)})
ACTIVE = (Policy.SEVERITY_GREEDY, Policy.FIRST_COME, Policy.PROPORTIONAL)


@pytest.mark.parametrize("policy", ACTIVE)
def test_without_storage_no_water_is_brought(policy):
    assert brought(along(THIRST), policy) == {}


@pytest.mark.parametrize("policy", ACTIVE)
def test_water_is_brought_up_to_what_a_place_has(policy):
    assert brought(along(THIRST, has_m3=2.5), policy) == {("water", day): 2.5 for day in (1, 2, 3)}


@pytest.mark.parametrize("policy", ACTIVE)
def test_tanks_are_brought_first_and_stay(policy):
    case = with_stock(along(THIRST, has_m3=1.0), tank=9)
    # 3 m³ are lacking: two tanks of 2 m³, set up on the day after they come.
    assert brought(case, policy) == {
        ("tank", 1): 2.0,
        ("water", 1): 1.0,
        ("water", 2): 4.0,
        ("water", 3): 4.0,
    }


def test_a_tank_that_is_filled_twice_a_day_holds_twice_as_much():
    storage = Storage(item="tank", turnover_per_day=2.0, ready_after_days=0, source="x")
    case = with_stock(along(THIRST, storage=storage), tank=9)
    assert brought(case)["tank", 1] == 1
    assert brought(case)["water", 1] == 4


def test_no_tank_is_brought_where_no_tanker_comes():
    case = with_stock(along(Tight(days=3, asked=THIRST.asked, tankers=0)), tank=9)
    assert brought(case) == {}


def test_where_nobody_said_what_a_place_has_enough_is_taken_to_be_there_and_that_is_told():
    case = along(THIRST, has_m3=None)
    assert brought(case) == {("water", day): 4.0 for day in (1, 2, 3)}
    assert "A" in " ".join(warning.text() for warning in taken_for_granted(case))
    assert list(taken_for_granted(along(THIRST))) == []


def test_without_chlorine_no_water_leaves_a_source_that_needs_it():
    case = along(THIRST, storage=None, chlorine=CHLORINE)
    assert brought(case) == {}
    assert brought(along(THIRST, storage=None, chlorine=CHLORINE, chlorinated=True)) != {}


def test_chlorine_lasts_for_so_much_water():
    # A cubic metre takes 2 g of the product.
    case = with_stock(along(THIRST, storage=None, chlorine=CHLORINE), hth=0.01)
    assert sum(brought(case).values()) == pytest.approx(5.0)


def test_what_the_pack_takes_of_a_source_counts_only_where_its_row_does_not_say():
    taken = CHLORINE.model_copy(update={"sources_chlorinate": True})
    assert brought(along(THIRST, storage=None, chlorine=taken)) != {}
    assert brought(along(THIRST, storage=None, chlorine=taken, chlorinated=False)) == {}
    told = taken_for_granted(along(THIRST, storage=None, chlorine=taken))
    assert "S" in " ".join(warning.text() for warning in told)
