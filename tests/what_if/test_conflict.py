"""Conflicts are irreducible, and ways out are enough and least: each shown by planning again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rrm.model.plan import Plan
from rrm.model.run import Options
from rrm.model.scenario import Lock
from rrm.what_if.conflict import ConflictAnswer, explain_conflict, relaxed
from rrm.what_if.conflict_claims import asked_of
from rrm.what_if.conflict_lifted import lifted
from rrm.what_if.conflict_means import Means, MeansKind, means_of
from rrm.what_if.conflict_search import Conflict, locks_of, shrunk
from rrm.what_if.standing import Standing
from tests.allocation.tight_worlds import Tight, case_of

KITS = {("A", "idp", "kit"): (8.0, 1.0), ("B", "idp", "kit"): (8.0, 1.0)}
WATER = {("A", "idp", "water"): (6.0, 1.0), ("B", "idp", "water"): (6.0, 1.0)}
CASH = {("A", "idp", "cash"): (9.0, 1.0), ("B", "idp", "cash"): (9.0, 1.0)}


def lock(site: str, item: str, **quantities: float) -> Lock:
    return Lock(site_id=site, item=item, reason="agreed", **quantities)


def standing_of(world: Tight) -> Standing:
    case = case_of(world)
    return Standing(
        case.scenario, case.pack, case.demands, case.access, dict(case.road_km), Options(gap=0.0)
    )


def planned(standing: Standing) -> Plan:
    return standing.plan()


WORLDS = {
    "stock of two depots": (
        Tight(
            asked=KITS, stock={("D", "kit"): 4, ("E", "kit"): 5}, trucks=(3, 3),
            locks=(lock("A", "kit", at_least=6), lock("B", "kit", at_least=5)),
        ),
        [("A", "B")], {MeansKind.STOCK},
    ),
    "one lock alone": (
        Tight(
            asked=KITS, stock={("D", "kit"): 4}, trucks=(3, 3),
            locks=(lock("A", "kit", at_least=6), lock("B", "kit", at_least=1)),
        ),
        [("A",)], {MeansKind.STOCK},
    ),
    "vehicle-days": (
        Tight(
            asked=KITS, stock={("D", "kit"): 99}, trucks=(1, 0), truck_kits=1, days=2,
            hours={("D", "A"): 4.0, ("D", "B"): 4.0},
            locks=(lock("A", "kit", at_least=2), lock("B", "kit", at_least=1)),
        ),
        [("A", "B")], {MeansKind.VEHICLES},
    ),
    "entitlement": (
        Tight(
            asked=KITS, stock={("D", "kit"): 99}, trucks=(9, 9),
            locks=(lock("A", "kit", at_least=9),),
        ),
        [("A",)], {MeansKind.ENTITLEMENT},
    ),
    "nobody is entitled": (
        Tight(
            asked=KITS, stock={("D", "kit"): 99}, trucks=(9, 9),
            locks=(lock("C", "kit", at_least=1),),
        ),
        [("C",)], {MeansKind.ENTITLEMENT},
    ),
    "money": (
        Tight(
            asked=CASH, budget=1000.0,
            locks=(lock("A", "cash", at_least=5), lock("B", "cash", at_least=5)),
        ),
        [("A", "B")], {MeansKind.BUDGET},
    ),
    "liquidity": (
        Tight(asked=CASH, liquidity=200.0, locks=(lock("A", "cash", at_least=7),)),
        [("A",)], {MeansKind.AGENT},
    ),
    "market": (
        Tight(asked=CASH, market=600.0, locks=(lock("A", "cash", at_least=7),)),
        [("A",)], {MeansKind.MARKET},
    ),
    "yield": (
        Tight(
            asked=WATER, source_yield=8.0, tankers=4,
            locks=(lock("A", "water", day=2, at_least=5), lock("B", "water", day=2, at_least=4)),
        ),
        [("A", "B")], {MeansKind.WATER_SOURCE},
    ),
    "teams": (
        Tight(
            asked=KITS, stock={("D", "kit"): 99}, trucks=(9, 0), teams=1, days=2,
            locks=(lock("A", "kit", at_least=8),),
        ),
        [("A",)], {MeansKind.TEAMS},
    ),
    "handling": (
        Tight(
            asked=KITS, stock={("D", "kit"): 99}, trucks=(9, 0), handling=20.0, days=2,
            locks=(lock("A", "kit", at_least=5),),
        ),
        [("A",)], {MeansKind.HANDLING},
    ),
    "hosts first": (
        Tight(
            asked={("A", "idp", "kit"): (8.0, 1.0), ("B", "host", "kit"): (2.0, 1.0)},
            stock={("D", "kit"): 99}, trucks=(9, 9), host_share=0.5,
            locks=(lock("A", "kit", at_least=3),),
        ),
        [("A",)], {MeansKind.HOST_SHARE},
    ),
    "no way": (
        Tight(
            asked=KITS, stock={("D", "kit"): 99}, closed={"A": (1, 2, 3)},
            locks=(lock("A", "kit", at_least=1),),
        ),
        [("A",)], set(),
    ),
    "locks against each other": (
        Tight(
            asked=WATER, tankers=9,
            locks=(
                lock("A", "water", at_least=5),
                *(lock("A", "water", day=day, at_most=1) for day in (1, 2, 3)),
            ),
        ),
        [("A", "A", "A", "A")], set(),
    ),
    "two conflicts": (
        Tight(
            asked={**KITS, **CASH}, stock={("D", "kit"): 4}, trucks=(3, 3), liquidity=100.0,
            locks=(lock("A", "kit", at_least=6), lock("B", "cash", at_least=4)),
        ),
        [("A",), ("B",)], {MeansKind.STOCK, MeansKind.AGENT},
    ),
}  # fmt: skip


def answered(name: str) -> tuple[Standing, ConflictAnswer]:
    standing = standing_of(WORLDS[name][0])
    return standing, explain_conflict(standing, planned)


@pytest.mark.parametrize("name", list(WORLDS))
def test_a_conflict_names_the_locks_and_the_means_that_collide(name: str) -> None:
    _, sites, kinds = WORLDS[name]
    _, answer = answered(name)
    found = [collision.conflict for collision in answer.collisions]
    assert [tuple(claim.site_id for claim in one.claims) for one in found] == sites
    assert {means.kind for one in found for means in one.means} == kinds
    assert all(one.is_irreducible for one in found)


def _can_be_planned(standing: Standing, conflict: Conflict, every: list[Means]) -> bool:
    """Planned as a whole, with the tiers: another way to ask than the search has."""
    free = lifted(standing, [one for one in every if one not in conflict.means])
    scenario = free.scenario.model_copy(update={"locks": locks_of(conflict.claims)})
    return free.with_means(scenario).plan().status != "infeasible"


@pytest.mark.parametrize("name", list(WORLDS))
def test_conflicts_are_irreducible(name: str) -> None:
    standing, answer = answered(name)
    every = [one for kind in means_of(standing, asked_of(standing)) for one in kind]
    for collision in answer.collisions:
        whole = collision.conflict
        assert not _can_be_planned(standing, whole, every)
        for claim in whole.claims:
            fewer = tuple(one for one in whole.claims if one != claim)
            assert _can_be_planned(standing, replace(whole, claims=fewer), every), claim
        for means in whole.means:
            less = tuple(one for one in whole.means if one != means)
            assert _can_be_planned(standing, replace(whole, means=less), every), means


@pytest.mark.parametrize("name", list(WORLDS))
def test_ways_out_are_enough_and_anything_less_is_not(name: str) -> None:
    standing, answer = answered(name)
    assert answer.relaxations
    for way in answer.relaxations:
        assert way.is_least and way.is_planned
        made = relaxed(standing.scenario, way.changes)
        assert standing.with_means(made).plan().status != "infeasible"
        for change in way.changes:
            assert change.lock is not None
            step = 1.0 if standing.pack.catalogue[change.lock.item].whole else 1e-2
            nearer = change.to + (step if change.to < change.asked else -step)
            others = tuple(one for one in way.changes if one != change)
            less = relaxed(standing.scenario, (*others, replace(change, to=nearer)))
            assert standing.with_means(less).plan().status == "infeasible"


def test_the_smallest_change_comes_first() -> None:
    _, answer = answered("stock of two depots")
    assert [(way.changes[0].asked, way.changes[0].to) for way in answer.relaxations] == [
        (6, 4),
        (5, 3),
    ]


def test_where_all_can_be_kept_nothing_is_given_up() -> None:
    world = Tight(
        asked=KITS, stock={("D", "kit"): 9}, trucks=(3, 3), locks=(lock("A", "kit", at_least=6),)
    )
    answer = explain_conflict(standing_of(world), planned)
    assert (answer.can_be_kept, answer.collisions, answer.relaxations) == (True, (), ())


def test_where_nothing_is_asked_that_is_said() -> None:
    answer = explain_conflict(standing_of(Tight(asked=KITS)), planned)
    assert (answer.asks_anything, answer.can_be_kept) == (False, True)


def test_a_lock_that_nothing_can_reach_tells_why() -> None:
    _, answer = answered("no way")
    (collision,) = answer.collisions
    assert any("No vehicle can set out for A" in one.text("en") for one in collision.reasons)


def with_floor(world: Tight, share: float) -> Standing:
    standing = standing_of(world)
    settings = standing.scenario.settings.model_copy(update={"least_share": share})
    return standing.with_means(standing.scenario.model_copy(update={"settings": settings}))


SCARCE = Tight(asked=KITS, stock={("D", "kit"): 4}, trucks=(3, 3))


def test_a_floor_collides_with_the_stock_and_is_lowered_as_little_as_can_be() -> None:
    answer = explain_conflict(with_floor(SCARCE, 0.6), planned)
    (collision,) = answer.collisions
    assert [claim.is_floor for claim in collision.conflict.claims] == [True]
    assert [one.kind for one in collision.conflict.means] == [MeansKind.STOCK]
    (way,) = answer.relaxations
    # Two kits of eight at each site, on the first day.
    assert way.changes[0].to == pytest.approx(0.25)
    assert way.is_least and way.is_planned
    assert with_floor(SCARCE, 0.25).plan().status != "infeasible"
    assert with_floor(SCARCE, 0.2502).plan().status == "infeasible"


def test_a_floor_and_a_lock_that_collide_may_each_give_way() -> None:
    world = replace(SCARCE, locks=(lock("A", "kit", at_least=4),))
    answer = explain_conflict(with_floor(world, 0.25), planned)
    (collision,) = answer.collisions
    assert sorted(one.is_floor for one in collision.conflict.claims) == [False, True]
    assert {(way.changes[0].lock is None, way.changes[0].to) for way in answer.relaxations} == {
        (True, 0.0),
        (False, 2.0),
    }


@pytest.mark.parametrize("needed", [(), (3,), (0, 7), (2, 3, 6), tuple(range(8))])
def test_the_filter_leaves_what_is_needed_and_no_more(needed: tuple[int, ...]) -> None:
    def collides(members: object) -> bool:
        return set(needed) <= set(members)  # type: ignore[call-overload]

    assert shrunk(range(8), collides) == list(needed)
