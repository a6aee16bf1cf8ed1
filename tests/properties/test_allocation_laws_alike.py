"""Equal sites get equal help, other units change nothing, and tolerances are what is said."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from rrm.allocation.programme import Case
from rrm.model.plan import Plan
from rrm.model.scenario import Priority, Tier
from tests.allocation.every_plan import lateness
from tests.allocation.more_of import LOWER_IS_BETTER, planned
from tests.allocation.other_units import OTHERWISE
from tests.allocation.random_worlds import random_world
from tests.allocation.test_second_engine import tight
from tests.allocation.tight_worlds import Tight
from tests.allocation.tight_worlds import case_of as tight_case
from tests.allocation.worlds import Place, World, case_of, demands_of

# ---- two sites alike -------------------------------------------------------------------------


def twins(number: int) -> World:
    """Two places that differ in name only, and too little for both."""
    draw = random.Random(number)
    brings = draw.choice([{"kits"}, {"water"}, {"cash"}, {"kits", "water"}, {"kits", "cash"}])
    first = Place(
        "A",
        hours=draw.choice([1.0, 2.0, 2.5, 4.0]),
        kits=draw.randint(2, 6) if "kits" in brings else 0,
        kit_weight=draw.choice([1.0, 2.0]),
        due=draw.choice([1, 99]),
        water=draw.choice([4.0, 7.5]) if "water" in brings else 0.0,
        survival=draw.choice([0.0, 2.0]) if "water" in brings else 0.0,
        cash=draw.randint(2, 5) if "cash" in brings else 0,
        closed=draw.choice([(), (), (1,), (2,)]),
        risk=draw.choice([0.0, 0.05]),
    )
    return World(
        days=draw.choice([2, 3]),
        places=(first, replace(first, name="B")),
        truck_kits=draw.randint(1, 3),
        tanker_m3=draw.choice([2.0, 3.0, 5.0]),
        stock=draw.randint(1, 9),
        arrivals=draw.choice([{}, {2: 2}]),
        source_yield=draw.choice([4.0, 1000.0]),
        liquidity=draw.randint(1, 3),
        budget=draw.choice([None, None, 150.0, 300.0]),
        hire=draw.choice([0.0, 15.0]),
    )


def helped(world: World, plan: Plan) -> dict[str, float]:
    """The value that a plan brings to each place."""
    found = {place.name: 0.0 for place in world.places}
    demands = {demand.key: demand for demand in demands_of(world)}
    rows = [(row.day, (row.site_id, row.group, row.item), row.quantity) for row in plan.deliveries]
    rows += [
        (row.day, (row.site_id, row.group, row.item), float(row.households))
        for row in plan.payments
    ]
    for day, key, quantity in rows:
        left = 1.0 if key[2] == "water" else lateness(day, demands[key].due_day)
        found[key[0]] += quantity * demands[key].weight * left
    return found


def a_load(world: World) -> float:
    """What the truck and the tanker bring there on a day, and a household's cash."""
    place = world.places[0]
    rounds = math.floor(world.hours_per_day / (2 * place.hours) + 1e-9)
    kits = world.truck_kits * rounds * place.kit_weight if place.kits else 0.0
    water = min(place.water, rounds * world.tanker_m3, world.source_yield)
    return kits + water + (1.0 if place.cash else 0.0)


def apart(numbers: Iterable[int]) -> Iterator[tuple[int, float]]:
    for number in numbers:
        world = twins(number)
        had = helped(world, planned(case_of(world)))
        if abs(had["A"] - had["B"]) > a_load(world) + 1e-3:
            yield number, abs(had["A"] - had["B"])


def test_two_identical_sites_get_the_same_within_what_a_vehicle_brings_on_a_day() -> None:
    assert list(apart(range(60))) == []


@pytest.mark.slow
def test_so_they_do_in_a_thousand_worlds() -> None:
    assert list(apart(range(50, 1050))) == []


def test_without_equity_they_need_not() -> None:
    """What the law above would find: with need met alone, one of the two may get everything."""
    found = [twins(number) for number in range(15)]
    alone = [replace(world, priorities=(Priority(tier=Tier.NEEDS_MET),)) for world in found]
    helps = [(helped(world, planned(case_of(world))), a_load(world)) for world in alone]
    assert any(abs(had["A"] - had["B"]) > load + 1e-3 for had, load in helps)


# ---- other units -----------------------------------------------------------------------------

SOAP = Tight(
    days=2,
    asked={("A", "idp", "soap"): (3.5, 1.0), ("B", "idp", "soap"): (2.25, 2.0),
           ("A", "idp", "kit"): (3.0, 1.0), ("A", "host", "water"): (6.0, 1.0)},
    stock={("D", "soap"): 4.125, ("D", "kit"): 2.0, ("E", "kit"): 1.0},
    trucks=(1, 1), handling=40.0, teams=8, source_yield=5.0, budget=400.0, host_share=0.1,
)  # fmt: skip
"""All that has a unit: goods by weight, water, teams, a depot's handling, money."""


def assert_same_in(case: Case, name: str, number: object) -> None:
    told, factor, larger = OTHERWISE[name]
    plan, other = planned(case), planned(told(case, factor))
    assert (plan.status == "infeasible") == (other.status == "infeasible"), number
    for one, again in zip(plan.tiers, other.tiers, strict=True):
        expected = one.best * larger.get(Tier(one.tier), 1.0)
        assert again.best == pytest.approx(expected, rel=4e-6, abs=4e-6), (number, one.tier)


@pytest.mark.parametrize("name", OTHERWISE)
def test_in_other_units_a_plan_is_worth_the_same(name: str) -> None:
    assert_same_in(tight_case(SOAP), name, "soap")
    for number in range(12):
        assert_same_in(case_of(to_the_letter(random_world(number))), name, number)


@pytest.mark.parametrize("number", [0, 12, 38])
def test_water_in_other_units_is_proven_as_well(number: int) -> None:
    case = tight_case(tight(number))
    told, factor, _ = OTHERWISE["water in hundreds of litres"]
    assert planned(told(case, factor)).status == planned(case).status


@pytest.mark.slow
@pytest.mark.parametrize("name", OTHERWISE)
def test_so_it_is_in_hundreds_of_worlds(name: str) -> None:
    for number in range(12, 250):
        assert_same_in(case_of(to_the_letter(random_world(number))), name, number)
    for number in range(20):
        assert_same_in(tight_case(tight(number)), name, ("tight", number))


def to_the_letter(world: World) -> World:
    tiers = tuple(Priority(tier=priority.tier) for priority in world.priorities)
    return replace(world, priorities=tiers)


@pytest.mark.parametrize("name", ["money in hundredths", "kilograms in grams"])
def test_in_other_units_the_same_is_sent_on_the_same_days(name: str) -> None:
    told, factor, _ = OTHERWISE[name]
    for number in range(6):
        case = case_of(to_the_letter(random_world(number)))
        assert sent(planned(told(case, factor))) == sent(planned(case))


def sent(plan: Plan) -> dict[tuple[int, str, str], float]:
    found: dict[tuple[int, str, str], float] = defaultdict(float)
    for row in plan.deliveries:
        found[row.day, row.site_id, row.item] += row.quantity
    return {key: round(quantity, 2) for key, quantity in found.items()}


# ---- tolerances ------------------------------------------------------------------------------


def tolerant(number: int, tolerance: float) -> Case:
    """Two depots with teams; each priority may take as much of those before it."""
    case = tight_case(tight(number))
    tiers = [priority.tier for priority in case.scenario.settings.priorities]
    random.Random(number).shuffle(tiers)
    asked = tuple(Priority(tier=tier, tolerance=tolerance) for tier in tiers)
    settings = case.scenario.settings.model_copy(update={"priorities": asked})
    return replace(case, scenario=case.scenario.model_copy(update={"settings": settings}))


def given_up(plan: Plan) -> list[float]:
    """What the plan as written is short of what each tier reached, as a share of that."""
    return [
        ((one.value - one.best) if Tier(one.tier) in LOWER_IS_BETTER else (one.best - one.value))
        / max(1.0, abs(one.best))
        for one in plan.tiers
    ]


def most_given_up(numbers: Iterable[int], tolerance: float) -> float:
    most = 0.0
    for number in numbers:
        plan = planned(tolerant(number, tolerance))
        lost = given_up(plan)
        # Water is written in whole litres: a hair of it in all.
        assert all(share <= tolerance + 1e-4 for share in lost), (number, lost)
        most = max(most, *lost)
    return most


@pytest.mark.parametrize("tolerance", [0.0, 0.1, 0.25])
def test_later_priorities_take_no_more_than_the_tolerance_of_each_before(tolerance: float) -> None:
    most = most_given_up(range(12), tolerance)
    # They do take something where they may.
    assert (most > 1e-3) == (tolerance > 0)


@pytest.mark.slow
@pytest.mark.parametrize("tolerance", [0.0, 0.02, 0.25])
def test_nor_do_they_in_many_worlds(tolerance: float) -> None:
    most_given_up(range(12, 120), tolerance)


def test_what_each_priority_is_told_to_have_taken_adds_up_to_what_was_lost() -> None:
    for number in range(12):
        plan = planned(tolerant(number, 0.25))
        for at, (tier, lost) in enumerate(zip(plan.tiers, given_up(plan), strict=True)):
            later = [dict(one.charged).get(tier.tier, 0.0) for one in plan.tiers[at + 1 :]]
            assert sum(later) == pytest.approx(lost * max(1.0, abs(tier.best)), abs=2e-2)
