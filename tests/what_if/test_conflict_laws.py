"""Whatever world and locks: what is named collides, no part of it does, and ways out are least."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rrm.model.scenario import Lock
from rrm.what_if import explain_conflict, relaxed
from rrm.what_if.conflict_claims import asked_of
from rrm.what_if.conflict_lifted import lifted
from rrm.what_if.conflict_means import means_of
from rrm.what_if.conflict_search import locks_of
from tests.allocation.tight_worlds import Tight
from tests.what_if.test_conflict import planned, standing_of

ASKED = {
    ("A", "idp", "kit"): (5.0, 1.0),
    ("B", "host", "kit"): (4.0, 1.0),
    ("A", "idp", "cash"): (4.0, 1.0),
    ("B", "idp", "water"): (4.0, 1.0),
}


@st.composite
def locks(draw: st.DrawFn) -> Lock:
    site, _, item = draw(st.sampled_from(sorted(ASKED)))
    least = draw(st.none() | st.integers(1, 6))
    most = draw(st.integers(least or 0, 6)) if least is None or draw(st.booleans()) else None
    day = draw(st.none() | st.integers(1, 2))
    return Lock(site_id=site, item=item, day=day, at_least=least, at_most=most, reason="agreed")


@st.composite
def worlds(draw: st.DrawFn) -> Tight:
    few = st.lists(
        locks(), min_size=1, max_size=3, unique_by=lambda one: (one.site_id, one.item, one.day)
    )
    return Tight(
        days=2,
        asked=ASKED,
        stock={("D", "kit"): draw(st.integers(0, 6)), ("E", "kit"): draw(st.integers(0, 3))},
        trucks=draw(st.sampled_from([(1, 0), (1, 1), (2, 1)])),
        truck_kits=draw(st.sampled_from([1, 4])),
        teams=draw(st.none() | st.just(10)),
        source_yield=draw(st.sampled_from([2.0, 1000.0])),
        liquidity=draw(st.sampled_from([100.0, 1e9])),
        budget=draw(st.none() | st.just(300.0)),
        host_share=draw(st.sampled_from([0.0, 0.5])),
        locks=tuple(draw(few)),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(worlds())
def test_conflicts_are_irreducible_and_ways_out_are_least(world: Tight) -> None:
    standing = standing_of(world)
    assume(standing.plan().status == "infeasible")
    answer = explain_conflict(standing, planned)
    assert answer.can_be_kept is False
    every = [one for kind in means_of(standing, asked_of(standing)) for one in kind]
    for collision in answer.collisions:
        claims, means = collision.conflict.claims, collision.conflict.means
        assert collision.conflict.is_irreducible

        def can(kept: tuple[Lock, ...], held: tuple[object, ...]) -> bool:
            free = lifted(standing, [one for one in every if one not in held])
            return (
                free.with_means(free.scenario.model_copy(update={"locks": kept})).plan().status
                != "infeasible"
            )

        assert not can(locks_of(claims), means)
        for claim in claims:
            assert can(locks_of(one for one in claims if one != claim), means)
        for one in means:
            assert can(locks_of(claims), tuple(other for other in means if other != one))
    for way in answer.relaxations:
        made = relaxed(standing.scenario, way.changes)
        assert standing.with_means(made).plan().status != "infeasible"
        for change in way.changes:
            assert change.lock is not None
            step = 1.0 if standing.pack.catalogue[change.lock.item].whole else 0.01
            nearer = change.to + (step if change.to < change.asked else -step)
            others = tuple(one for one in way.changes if one != change)
            less = relaxed(standing.scenario, (*others, replace(change, to=nearer)))
            assert standing.with_means(less).plan().status == "infeasible"
