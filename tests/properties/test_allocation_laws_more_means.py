"""More of any means never makes a plan worse, in any priority, whatever their order.

Equity is a share of what access allows a site (docs/decisions/0004). Where more means let more reach
a site, shares are of a larger whole: there plans are compared up to equity. A floor is a share of
what is due; only what comes into reach of a site for the first time comes under it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from rrm.allocation import large
from rrm.allocation.programme import Case
from rrm.bench import Shape, generate
from rrm.model.plan import Plan, TierResult
from rrm.model.scenario import Priority, Tier
from tests.allocation.more_of import MORE, evenness, floor_yardsticks, planned, worse, yardsticks
from tests.allocation.random_worlds import random_world
from tests.allocation.test_large import case_of as generated_case
from tests.allocation.test_second_engine import tight
from tests.allocation.tight_worlds import Tight
from tests.allocation.tight_worlds import case_of as tight_case
from tests.allocation.worlds import Place, World, case_of

KITS = {("A", "idp", "kit"): (8.0, 1.0), ("B", "idp", "kit"): (8.0, 3.0)}
PLENTY = {("D", "kit"): 99.0}
FAR = {("D", "A"): 4.0, ("D", "B"): 4.0}
CASH = {("A", "idp", "cash"): (9.0, 1.0)}
SHORT_OF: dict[str, Tight] = {
    "stock": Tight(asked=KITS, stock={("D", "kit"): 4.0}, trucks=(9, 0)),
    "supplies on their way": Tight(asked=KITS, arrivals={2: 3}, trucks=(9, 0)),
    "stock that keeps": Tight(
        asked=KITS, stock=PLENTY, expires={("D", "kit"): 1}, trucks=(1, 0), truck_kits=2
    ),
    "vehicles": Tight(asked=KITS, stock=PLENTY, trucks=(1, 0), hours=FAR),
    "larger vehicles": Tight(asked=KITS, stock=PLENTY, trucks=(1, 0), hours=FAR),
    "longer days": Tight(
        asked=KITS,
        stock=PLENTY,
        trucks=(1, 0),
        hours={("D", "A"): 3.0, ("D", "B"): 3.0},
        truck_kits=2,
    ),
    "teams": Tight(asked=KITS, stock=PLENTY, trucks=(9, 0), teams=2),
    "handling": Tight(asked=KITS, stock=PLENTY, trucks=(9, 0), handling=30.0),
    "agents' cash": Tight(asked=CASH, liquidity=200.0),
    "agents": Tight(asked=CASH, liquidity=200.0),
    "markets": Tight(asked=CASH, market=400.0),
    "water": Tight(asked={("A", "idp", "water"): (6.0, 1.0)}, source_yield=2.0),
    "money": Tight(asked=KITS, stock=PLENTY, trucks=(9, 0), budget=50.0),
    "open roads": Tight(asked=KITS, stock=PLENTY, trucks=(9, 0), closed={"B": (1, 2)}),
}
"""Tiny worlds in which just this is what runs short."""


def worsened(case: Case, tried: Counter[str] | None = None) -> Iterator[tuple[str, TierResult]]:
    """Means of which more makes a plan of the case worse, with the tier; there ought to be none."""
    plan = planned(case)
    assert all(tier.gap == 0 for tier in plan.tiers)
    for name, ways in MORE.items():
        for richer in ways(case):
            has_floor = case.scenario.settings.least_share > 0
            if has_floor and floor_yardsticks(richer) != floor_yardsticks(case):
                continue
            if tried is not None:
                tried[name] += plan.status != "infeasible"
            other = planned(richer)
            if other.status == "infeasible":
                assert plan.status == "infeasible", name
                continue
            lost = worse(plan, other, _but(case, plan, richer, other))
            if lost is not None:
                yield name, lost


def _but(case: Case, plan: Plan, richer: Case, other: Plan) -> tuple[Tier, ...]:
    """Where the comparison ends: equity of other yardsticks, or cost where a plan is more even.

    Within equity the plan that is more even is the better one, at any cost.
    """
    if yardsticks(richer) != yardsticks(case):
        return (Tier.EQUITY,)
    gain = evenness(richer, other) - evenness(case, plan)
    return (Tier.COST,) if gain > 1e-6 else ()


def exactly(number: int) -> Case:
    """A random world as a case, each tier held to the letter."""
    world = random_world(number)
    tiers = tuple(Priority(tier=priority.tier) for priority in world.priorities)
    return case_of(replace(world, priorities=tiers))


def in_no_way_worse(cases: Iterable[tuple[object, Case]]) -> Counter[str]:
    tried = Counter[str]()
    for number, case in cases:
        assert list(worsened(case, tried)) == [], number
    return tried


@pytest.mark.parametrize("name", MORE)
def test_more_of_what_runs_short_is_of_use_and_in_no_way_worse(name: str) -> None:
    case = tight_case(SHORT_OF[name])
    before = planned(case)
    after = [planned(richer) for richer in MORE[name](case)]
    assert all(worse(before, plan, (Tier.EQUITY,)) is None for plan in after)
    assert any(worse(plan, before, (Tier.EQUITY,)) is not None for plan in after)


def test_more_means_make_no_random_world_worse() -> None:
    tried = in_no_way_worse((number, exactly(number)) for number in range(10))
    assert sum(tried.values()) > 80


def test_nor_one_of_two_depots_with_teams_and_handling() -> None:
    tried = in_no_way_worse((number, tight_case(tight(number))) for number in (4,))
    assert sum(tried.values()) > 10


@pytest.mark.slow
@pytest.mark.parametrize("first", range(10, 410, 50))
def test_more_means_make_none_of_hundreds_of_random_worlds_worse(first: int) -> None:
    tried = in_no_way_worse((number, exactly(number)) for number in range(first, first + 50))
    assert all(tried[name] for name in ("stock", "vehicles", "money", "water", "open roads"))


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 60, 20))
def test_nor_any_of_many_with_two_depots(first: int) -> None:
    numbers = range(first, first + 20)
    tried = in_no_way_worse((number, tight_case(tight(number))) for number in numbers)
    assert all(tried[name] for name in ("stock", "vehicles", "money", "teams", "handling"))


def test_where_a_road_opens_a_share_is_of_more_though_nobody_gets_less() -> None:
    """A kit a day, one for A and one for B, which can first be reached on the second day only."""
    case = case_of(
        World(
            days=2,
            truck_kits=1,
            hours_per_day=2.0,
            stock=2,
            places=(Place("A", kits=1), Place("B", kits=1, closed=(1,))),
        )
    )
    (opened,) = MORE["open roads"](case)
    before, after = planned(case), planned(opened)
    assert [tier.best for tier in before.tiers] == pytest.approx([0, 1.98, 1.0, 40])
    assert [tier.best for tier in after.tiers] == pytest.approx([0, 1.98, 0.98, 40])


def test_opening_a_road_never_makes_a_floor_unreachable() -> None:
    """Both are reached as before; of two days one is now too many for each."""
    places = (Place("A", kits=1), Place("B", kits=1, closed=(1,)))
    world = World(
        days=2, truck_kits=1, hours_per_day=2.0, stock=2, least_share=0.99, places=places
    )  # fmt: skip
    case = case_of(world)
    (opened,) = MORE["open roads"](case)
    assert [planned(one).status for one in (case, opened)] == ["optimal", "optimal"]


def test_nor_does_the_first_of_an_item() -> None:
    """Soap is due, and none is there: a floor counts it all the same, so that nothing is asked for
    that was not asked before.
    """
    asked = {("A", "idp", "kit"): (8.0, 1.0), ("A", "idp", "soap"): (8.0, 1.0)}
    found = []
    for soap in (0.0, 1.0):
        case = tight_case(Tight(asked=asked, stock={("D", "kit"): 8.0, ("D", "soap"): soap}))
        settings = case.scenario.settings.model_copy(update={"least_share": 0.5})
        scenario = case.scenario.model_copy(update={"settings": settings})
        found.append(planned(replace(case, scenario=scenario)).status)
    assert found == ["optimal", "optimal"]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Eight sites made up to be hard, for two weeks."""
    folder = tmp_path_factory.mktemp("generated") / "case"
    generate(folder, Shape(sites=8, seed=5, days=14))
    return generated_case(folder)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["stock", "vehicles", "money", "teams", "open roads"])
def test_planned_in_parts_more_means_are_worse_by_no_more_than_the_gap(
    name: str, generated: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("scipy", reason="planning in parts needs the extra fast")
    monkeypatch.setattr(large, "LARGE", 0)
    before = planned(generated, gap=0.02)
    for richer in itertools.islice(MORE[name](generated), 3):
        after = planned(richer, gap=0.02)
        (thirst, need), (thirst_then, need_then) = before.tiers[:2], after.tiers[:2]
        # What was reached with less can be reached with more: no bound may lie on this side of it.
        assert thirst_then.bound <= thirst.value + 1e-3
        if thirst_then.value >= thirst.value - 1e-3:
            assert need_then.bound >= need.value * (1 - 1e-6)
            assert need_then.value >= need.value * (1 - need_then.gap - 1e-6)
