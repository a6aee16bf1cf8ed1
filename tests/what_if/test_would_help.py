"""What one more of each means is said to buy is what it buys when it is really there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rrm.model.access import AccessTable
from rrm.model.language import msg
from rrm.model.plan import TierResult
from rrm.model.scenario import Certainty, Closure, Route, Team, Vehicle
from rrm.what_if import (
    AdditionKind,
    Outcome,
    first_told,
    tier_gains,
    usual_amount,
    would_help,
)
from rrm.what_if.screening import screened
from tests.allocation.every_plan import best_vector
from tests.allocation.tight_worlds import Tight
from tests.allocation.worlds import Place, World
from tests.what_if.cases import (
    Counting,
    held_in,
    plan,
    standing_of,
    tight_standing,
    values,
)

SHORT = World(
    days=2,
    truck_kits=3,
    stock=5,
    budget=500.0,
    places=(Place("A", kits=4, kit_weight=2.0), Place("B", kits=4, kit_weight=1.0)),
)
ONE_TRUCK = World(
    days=2,
    truck_kits=1,
    stock=50,
    budget=500.0,
    places=(Place("A", hours=5.0, kits=4, kit_weight=2.0), Place("B", hours=5.0, kits=4)),
)
LITTLE_MONEY = World(
    days=2,
    truck_kits=2,
    stock=40,
    budget=45.0,
    places=(Place("A", kits=3, kit_weight=3.0), Place("B", kits=3)),
)
WORLDS = {"stock": SHORT, "vehicle": ONE_TRUCK, "money": LITTLE_MONEY}


def answer_in(world, **asked):
    standing = standing_of(world)
    return would_help(standing, held_in(standing), plan, **{"tries": 20, "amount": 100.0} | asked)


def tried(answer, kind):
    return next(one for one in answer.tried if one.addition.kind == kind)


@pytest.mark.parametrize("name", WORLDS)
def test_what_runs_short_is_what_helps_most(name):
    first = answer_in(WORLDS[name]).tried[0]
    assert first.addition.kind == name
    assert first.helps
    assert first.told.tier == "needs_met"


@pytest.mark.parametrize(
    ("world", "kind", "richer"),
    [
        (SHORT, AdditionKind.STOCK, replace(SHORT, stock=SHORT.stock + 100)),
        (LITTLE_MONEY, AdditionKind.MONEY, replace(LITTLE_MONEY, budget=145.0)),
    ],
)
def test_a_value_is_that_of_the_best_of_all_plans_with_more(world, kind, richer):
    """The richer world is planned by trying everything, without the optimiser."""
    one = tried(answer_in(world), kind)
    before, after = best_vector(world), best_vector(richer)
    assert tuple(gain.before for gain in one.tiers) == pytest.approx(before, rel=1e-5, abs=1e-5)
    assert tuple(gain.after for gain in one.tiers) == pytest.approx(after, rel=1e-5, abs=1e-5)


def test_one_more_truck_is_worth_what_a_fleet_of_two_is():
    standing = standing_of(ONE_TRUCK)
    one = tried(answer_in(ONE_TRUCK), AdditionKind.VEHICLE)
    two = standing.scenario.vehicles[0].model_copy(update={"count": 2})
    fleet = standing.scenario.model_copy(update={"vehicles": (two,)})
    again = Outcome.of(standing.with_means(fleet).plan())
    assert {gain.tier: gain.after for gain in one.tiers} == pytest.approx(values(again))


def test_one_more_of_a_fleet_that_leaves_is_there_all_the_time():
    standing = standing_of(ONE_TRUCK)
    leaves = standing.scenario.vehicles[0].model_copy(update={"to_day": 1})
    standing = standing.with_means(standing.scenario.model_copy(update={"vehicles": (leaves,)}))
    answer = would_help(standing, held_in(standing), plan, tries=20)
    added = tried(answer, AdditionKind.VEHICLE).addition.standing.scenario.vehicles
    assert [(row.count, row.from_day, row.to_day) for row in added] == [(1, 1, 1), (1, 1, None)]


def test_one_more_team_serves_households_that_none_could():
    world = World(days=1, truck_kits=9, stock=9, places=(Place("A", kits=8),))
    standing = standing_of(world)
    team = Team(team_id="T", depot_id="D", households_per_day=50)
    standing = standing.with_means(standing.scenario.model_copy(update={"teams": (team,)}))
    held = held_in(standing)
    answer = would_help(standing, held, plan, tries=20)
    assert answer.tried[0].addition.kind == AdditionKind.TEAM
    assert answer.tried[0].moved[0].quantity == 4
    assert answer.tried[0].moved[0].households == 50


@pytest.mark.parametrize("name", WORLDS)
def test_nothing_is_said_to_harm(name):
    for one in answer_in(WORLDS[name]).tried:
        told = first_told(one.tiers)
        assert told is None or told.gain > 0


amounts = st.integers(min_value=0, max_value=6)
some_worlds = st.builds(
    World,
    days=st.integers(min_value=1, max_value=2),
    truck_kits=st.integers(min_value=1, max_value=3),
    stock=amounts,
    budget=st.sampled_from([None, 25.0, 60.0, 400.0]),
    tanker_m3=st.sampled_from([0.0, 3.0]),
    places=st.tuples(
        st.builds(Place, st.just("A"), kits=amounts, water=st.sampled_from([0.0, 5.0]),
                  survival=st.just(2.0), kit_weight=st.sampled_from([1.0, 2.0])),
        st.builds(Place, st.just("B"), kits=amounts, hours=st.sampled_from([1.0, 4.0]),
                  closed=st.sampled_from([(), (1,)])),
    ),
)  # fmt: skip


@given(some_worlds)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_more_means_never_gain_less_than_nothing(world):
    standing = standing_of(world)
    held = held_in(standing)
    for one in would_help(standing, held, plan, tries=4, amount=30.0).tried:
        changed = [gain for gain in one.tiers if gain.is_any]
        # All plans are proven best here, so that no gap leaves anything open.
        assert not changed or changed[0].gain > 0
        assert one.helps == bool(changed)


@pytest.mark.parametrize("name", WORLDS)
def test_the_first_in_rank_gains_most_in_the_first_tier_that_changes(name):
    helping = [one for one in answer_in(WORLDS[name]).tried if one.helps]
    vectors = [tuple(gain.gain for gain in one.tiers) for one in helping]
    assert vectors == sorted(vectors, reverse=True)


def test_no_more_plans_are_made_than_asked_for_and_the_rest_is_named():
    standing, asked = standing_of(SHORT), Counting()
    held = held_in(standing)
    everything = would_help(standing, held, plan, tries=20)
    few = would_help(standing, held, asked, tries=2)
    assert len(asked.asked) == len(few.tried) == 2
    named = [one.addition.key for one in few.tried] + [one.key for one in few.untried]
    assert sorted(named) == sorted(one.addition.key for one in everything.tried)


def test_the_best_of_each_kind_is_tried_before_a_second_of_any():
    asked = {("A", "idp", "kit"): (40.0, 1.0), ("B", "idp", "kit"): (40.0, 1.0)}
    world = Tight(asked=asked, stock={("D", "kit"): 8, ("E", "kit"): 8}, budget=60.0, teams=5)
    standing = tight_standing(world)
    answer = would_help(standing, held_in(standing), plan, tries=4, amount=50.0)
    assert sorted(one.addition.kind for one in answer.tried) == [
        "money", "stock", "team", "vehicle",
    ]  # fmt: skip


def forwarding(trucks, hours=None):
    """Kits run short at A, which only the trucks of E reach; D has kits and can send them to E."""
    world = Tight(
        days=3, asked={("A", "idp", "kit"): (40.0, 1.0)}, trucks=trucks, truck_kits=50,
        stock={("D", "kit"): 2, ("E", "kit"): 3}, hours=hours or {},
    )  # fmt: skip
    standing = tight_standing(world)
    rows = tuple(
        replace(row, open=False, reason_code="closed", reason=msg("closed"))
        if (row.origin, row.destination) == ("D", "A")
        else row
        for row in standing.access.rows
    )
    return replace(standing, access=AccessTable(rows))


def test_kits_at_a_depot_that_only_forwards_to_others_are_tried_and_help():
    standing = forwarding((1, 1))
    held = held_in(standing)
    named = {one.addition.key: one.named for one in screened(standing, held, 100, 0).candidates}
    assert named["100 kit at D"] == named["100 kit at E"] > 0
    answer = would_help(standing, held, plan, tries=20)
    assert "100 kit at D" in {one.addition.key for one in answer.tried if one.helps}


def test_a_truck_at_a_depot_that_only_forwards_touches_what_lies_beyond():
    standing = forwarding((1, 1))
    found = screened(standing, held_in(standing), 100, 0).candidates
    trucks = {one.addition.where[0]: one.touched for one in found if one.addition.item == "truck"}
    assert trucks["D"] == trucks["E"] > 0


def test_a_depot_that_nothing_leaves_touches_nothing():
    standing = forwarding((0, 1))
    found = screened(standing, held_in(standing), 100, 0).candidates
    touched = {one.addition.key: one.touched for one in found}
    assert touched["100 kit at D"] == 0
    assert touched["100 kit at E"] > 0


def test_a_second_asking_gives_the_same_answer():
    one, other = answer_in(SHORT), answer_in(SHORT)
    assert [it.addition.key for it in one.tried] == [it.addition.key for it in other.tried]
    assert [it.tiers for it in one.tried] == [it.tiers for it in other.tried]
    assert [it.moved for it in one.tried] == [it.moved for it in other.tried]


def test_what_was_found_is_kept_when_somebody_stops_it():
    standing = standing_of(SHORT)
    held, asked = held_in(standing), Counting()

    def stopped(case):
        if asked.asked:
            raise KeyboardInterrupt
        return asked(case)

    answer = would_help(standing, held, stopped, tries=3)
    assert len(answer.tried) == 1
    assert answer.is_stopped
    assert answer.untried


def test_a_plan_that_the_check_rejects_gains_nothing():
    standing = standing_of(SHORT)
    answer = would_help(standing, held_in(standing), lambda _: None, tries=3)
    assert not any(one.is_planned or one.helps for one in answer.tried)


# ---- roads -------------------------------------------------------------------------------------


def shut_by(*closures, **route):
    """One site behind a road, reached by the engine's own search of ways."""
    world = World(days=2, truck_kits=9, stock=9, places=(Place("A", kits=4),))
    standing = standing_of(world)
    road = Route(from_node="D", to_node="A", km=10, surface="tar", **route)
    scenario = standing.scenario.model_copy(update={"closures": closures, "routes": (road,)})
    return standing.with_ways(scenario)


def closed(certainty):
    return Closure(from_node="A", to_node="D", certainty=certainty, reason="flood")


def test_a_closed_road_is_worth_what_its_opening_brings():
    standing = shut_by(closed(Certainty.CERTAIN))
    answer = would_help(standing, held_in(standing), plan, tries=20)
    first = answer.tried[0]
    assert first.addition.kind == AdditionKind.ROAD
    assert first.addition.where == ("A", "D")
    opened = held_in(shut_by())
    assert {gain.tier: gain.after for gain in first.tiers} == pytest.approx(values(opened))


def test_a_road_out_of_season_and_one_that_bears_too_little_are_tried():
    heavy = standing_of(SHORT).pack.access.classes["truck"]
    for limits in ({"open_from": "08-01", "open_to": "12-31"}, {"max_payload_t": 2.0}):
        standing = shut_by(**limits)
        classes = {"truck": heavy.model_copy(update={"gross_t": 10.0})}
        access = standing.pack.access.model_copy(update={"classes": classes})
        pack = standing.pack.model_copy(update={"access": access})
        standing = replace(standing, pack=pack).with_ways(standing.scenario)
        answer = would_help(standing, held_in(standing), plan, tries=20)
        assert answer.tried[0].addition.kind == AdditionKind.ROAD
        assert answer.tried[0].moved[0].quantity == 4


def test_a_closure_that_is_only_possible_is_no_road_to_open():
    standing = shut_by(closed(Certainty.POSSIBLE))
    answer = would_help(standing, held_in(standing), plan, tries=20)
    kinds = {one.addition.kind for one in answer.tried} | {one.kind for one in answer.untried}
    assert AdditionKind.ROAD not in kinds


# ---- what a difference says --------------------------------------------------------------------


def outcome_with(value, bound, best=None, tolerance=0.0, tier="needs_met", cost=10.0):
    best = value if best is None else best
    tiers = (
        TierResult(tier, value, best, bound, 0.0, tolerance, "weighted people"),
        TierResult("cost", cost, cost, cost, 0.0, 0.0, "XOF"),
    )
    return Outcome(tiers, (), (), ())


def test_a_gain_within_the_gap_is_not_told_apart_from_nothing():
    first, second = tier_gains(outcome_with(100, 103), outcome_with(102, 104))
    assert first.gain == 2
    assert not first.is_told
    assert not second.is_told


def test_a_gain_beyond_what_the_first_means_could_bring_at_best_is_told():
    first, _ = tier_gains(outcome_with(100, 103), outcome_with(103.5, 104))
    assert first.is_told


def test_what_later_priorities_may_cost_is_not_taken_for_a_gain():
    before = outcome_with(99, 100, best=100, tolerance=0.01)
    first, _ = tier_gains(before, outcome_with(99.9, 100, best=100, tolerance=0.01))
    assert not first.is_told


def test_less_is_better_where_it_is():
    before, after = (outcome_with(value, value, tier="survival_water") for value in (8, 5))
    first, second = tier_gains(before, after)
    assert (first.gain, first.is_told) == (3, True)
    assert not second.is_told


def test_a_later_priority_tells_only_while_those_before_it_are_kept():
    before = outcome_with(100, 110)
    kept, given_up = outcome_with(100, 110, cost=5.0), outcome_with(98, 110, cost=5.0)
    assert [gain.is_told for gain in tier_gains(before, kept)] == [False, True]
    assert [gain.is_told for gain in tier_gains(before, given_up)] == [False, False]


def test_money_to_try_is_a_million_xof_or_a_power_of_ten_within_a_hundredth():
    scenario = standing_of(SHORT).scenario
    assert usual_amount(scenario) == 1_000_000
    for amount, usual in ((250_000.0, 1_000.0), (1_000_000.0, 10_000.0), (50.0, 1.0)):
        budget = scenario.settings.budget.model_copy(update={"amount": amount, "currency": "EUR"})
        changed = scenario.settings.model_copy(update={"budget": budget})
        assert usual_amount(scenario.model_copy(update={"settings": changed})) == usual
    unlimited = scenario.settings.model_copy(update={"budget": None})
    assert usual_amount(scenario.model_copy(update={"settings": unlimited})) == 0


def test_a_fleet_without_vehicles_may_get_its_first():
    standing = standing_of(ONE_TRUCK)
    none = tuple(row.model_copy(update={"count": 0}) for row in standing.scenario.vehicles)
    standing = standing.with_means(standing.scenario.model_copy(update={"vehicles": none}))
    assert all(isinstance(row, Vehicle) for row in none)
    answer = would_help(standing, held_in(standing), plan, tries=20)
    assert answer.tried[0].addition.kind == AdditionKind.VEHICLE
    assert answer.tried[0].helps
