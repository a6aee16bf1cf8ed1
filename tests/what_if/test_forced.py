"""A forced what-if is what a plan that has to bring it really costs, or the most there is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rrm.model.access import AccessTable
from rrm.model.language import msg
from rrm.model.scenario import Lock, Team
from rrm.what_if import Outcome, force, losers, missed_items, most_to, structural_reasons
from tests.allocation.tight_worlds import Tight
from tests.allocation.worlds import Place, World, pack_for
from tests.what_if.cases import Counting, held_in, plan, standing_of, tight_standing, values
from tests.what_if.truck_plans import truck_plans, vector

SHORT = World(
    days=2,
    truck_kits=3,
    stock=5,
    places=(Place("A", kits=4, kit_weight=2.0), Place("B", kits=4, kit_weight=1.0)),
)
ONE_TRUCK = World(
    days=2,
    truck_kits=1,
    stock=5,
    places=(
        Place("A", hours=5.0, kits=4, kit_weight=2.0),
        Place("B", hours=5.0, kits=4, kit_weight=1.0),
    ),
)
DUE_EARLY = World(
    days=3,
    truck_kits=2,
    stock=3,
    arrivals={2: 2},
    places=(
        Place("A", hours=4.0, kits=3, kit_weight=1.0, due=1),
        Place("B", hours=2.0, kits=4, kit_weight=1.2, closed=(1,)),
    ),
)
LITTLE_MONEY = World(
    days=2,
    truck_kits=2,
    stock=4,
    budget=45.0,
    places=(Place("A", hours=1.0, kits=3, kit_weight=3.0), Place("B", hours=1.0, kits=3)),
)
FORCED = {
    "kits run short": (SHORT, "B"),
    "the truck runs short": (ONE_TRUCK, "B"),
    "one site closed at first, one due early": (DUE_EARLY, "A"),
    "money runs short": (LITTLE_MONEY, "B"),
}


def kits_in(world, made, site):
    """Kits that a plan of the brute force brings to a site."""
    number = [place.name for place in world.places].index(site)
    return sum(load for to, load in made.trucks if to == number)


def tried_out(world):
    """Every plan that can be driven: kits by site, and its tiers."""
    for made in truck_plans(world):
        worth = vector(world, made)
        if worth is not None:
            yield made, worth


def most_by_trying(world, site):
    return max(kits_in(world, made, site) for made, _ in tried_out(world))


def best_by_trying(world, site, at_least):
    """Survival shortfall, need met, worst share, cost: the best that bring so many kits."""
    keys = [
        (round(v[0], 6), -round(v[1], 6), -round(v[2], 6), round(v[3], 6))
        for made, v in tried_out(world)
        if kits_in(world, made, site) >= at_least
    ]
    shortfall, need, share, cost = min(keys)
    return shortfall, -need, -share, cost


@pytest.mark.parametrize("name", FORCED)
def test_a_forced_plan_is_the_best_of_all_plans_that_bring_as_much(name):
    world, site = FORCED[name]
    standing = standing_of(world)
    (answer,) = force(standing, held_in(standing), site, ("kit",), plan)
    possible = most_by_trying(world, site)
    assert answer.fixed == possible > answer.brought
    after = tuple(gain.after for gain in answer.tiers)
    assert after == pytest.approx(best_by_trying(world, site, possible), rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("name", FORCED)
def test_the_most_is_what_trying_everything_finds(name):
    world, site = FORCED[name]
    most = most_to(standing_of(world), site, "kit", plan)
    assert most is not None and most.is_proven
    assert most.quantity == most.limit == most_by_trying(world, site)


def test_all_of_it_needs_one_plan_and_a_part_of_it_three():
    for world, plans in ((SHORT, 1), (ONE_TRUCK, 3)):
        standing, asked = standing_of(world), Counting()
        (answer,) = force(standing, held_in(standing), "B", ("kit",), asked)
        assert len(asked.asked) == plans
        assert answer.is_all == (plans == 1)


def test_who_loses_is_who_gets_less_in_a_plan_with_the_lock():
    standing = standing_of(SHORT)
    held = held_in(standing)
    (answer,) = force(standing, held, "B", ("kit",), plan)
    lock = Lock(site_id="B", item="kit", at_least=4)
    again = Outcome.of(
        standing.with_means(standing.scenario.model_copy(update={"locks": (lock,)})).plan()
    )
    (loser,) = losers(answer.moved)
    missing = sum(row.quantity for row in again.unmet) - sum(
        row.quantity for row in held.unmet if row.site_id == "A"
    )
    assert loser.site_id == "A"
    assert -loser.items[0].quantity == missing == 3
    assert loser.households == 75  # three of four kits that are for 100 households
    assert {gain.tier: gain.after for gain in answer.tiers} == pytest.approx(values(again))


def test_what_it_costs_the_priorities_is_told_apart():
    standing = standing_of(SHORT)
    (answer,) = force(standing, held_in(standing), "B", ("kit",), plan)
    told = [gain.tier for gain in answer.tiers if gain.is_told]
    assert told == ["needs_met"]
    assert next(gain.gain for gain in answer.tiers if gain.is_told) < 0


def test_why_no_more_can_come_is_named():
    standing = standing_of(ONE_TRUCK)
    (answer,) = force(standing, held_in(standing), "B", ("kit",), plan)
    assert answer.most is not None
    assert "is on another trip" in answer.most.reason.text()


def test_a_site_that_gets_the_most_already_is_told_so_without_another_plan():
    alone = World(days=2, truck_kits=1, stock=9, places=(Place("A", hours=5.0, kits=4),))
    standing, asked = standing_of(alone), Counting()
    (answer,) = force(standing, held_in(standing), "A", ("kit",), asked)
    assert answer.is_impossible
    assert answer.most.quantity == answer.brought == 2
    assert answer.fixed is None
    assert len(asked.asked) == 2


def test_nothing_is_planned_where_no_road_is_open():
    shut = World(
        days=2, truck_kits=2, stock=9,
        places=(Place("A", kits=2, closed=(1, 2)), Place("B", kits=1)),
    )  # fmt: skip
    standing, asked = standing_of(shut), Counting()
    held = held_in(standing)
    (answer,) = force(standing, held, "A", ("kit",), asked)
    assert asked.asked == []
    assert answer.is_impossible
    assert [one.code for one in answer.structural if one.is_whole] == ["no_access"]


def test_a_plan_that_the_check_rejects_is_no_answer():
    standing = standing_of(SHORT)
    (answer,) = force(standing, held_in(standing), "B", ("kit",), lambda _: None)
    assert answer.fixed is None
    assert answer.most is None
    assert not answer.is_impossible


def test_water_can_be_forced_too():
    thirsty = World(
        days=2, tanker_m3=4.0,
        places=(Place("A", hours=5.0, water=4.0, water_weight=2.0), Place("B", hours=5.0, water=4.0)),
    )  # fmt: skip
    standing = standing_of(thirsty)
    held = held_in(standing)
    (answer,) = force(standing, held, "B", ("water",), plan)
    assert answer.is_all
    (loser,) = losers(answer.moved)
    assert loser.items[0].quantity == pytest.approx(-8, abs=0.02)


def test_the_locks_of_the_scenario_stay():
    kept = Lock(site_id="A", item="kit", at_least=3)
    standing = standing_of(SHORT)
    standing = standing.with_means(standing.scenario.model_copy(update={"locks": (kept,)}))
    (answer,) = force(standing, held_in(standing), "B", ("kit",), plan)
    assert answer.fixed == answer.most.limit == 2


def test_each_item_that_is_missed_is_asked_for_once():
    both = replace(SHORT, tanker_m3=1.0, places=(Place("A", kits=9, water=30.0),))
    standing = standing_of(both)
    held = held_in(standing)
    assert missed_items(held, "A") == ("kit", "water")
    assert [one.item for one in force(standing, held, "A", missed_items(held, "A"), plan)] == [
        "kit",
        "water",
    ]


# ---- what stands in the way whatever others give up --------------------------------------------


def reasons(world, site="A", item="kit", **changes):
    standing = standing_of(world)
    scenario = standing.scenario.model_copy(update=changes)
    return structural_reasons(replace(standing, scenario=scenario), site, item)


def test_the_closure_that_keeps_a_site_waiting_is_named_with_its_last_day():
    waits = World(days=4, truck_kits=2, stock=9, places=(Place("A", kits=2, closed=(1, 2)),))
    standing = standing_of(waits)
    rows = [
        row if row.open else replace(row, reason=msg("the bridge is down"))
        for row in standing.access.rows
    ]
    (found,) = structural_reasons(replace(standing, access=AccessTable(tuple(rows))), "A", "kit")
    assert not found.is_whole
    said = found.reason.text()
    assert "before day 3" in said and "the bridge is down" in said


def test_a_road_that_closes_is_named_with_the_last_day_before():
    closes = World(days=4, truck_kits=2, stock=9, places=(Place("A", kits=2, closed=(3, 4)),))
    (found,) = reasons(closes)
    assert "after day 2" in found.reason.text()


def test_no_depot_holds_any():
    empty = World(days=2, truck_kits=2, stock=0, places=(Place("A", kits=2),))
    assert [(one.code, one.is_whole) for one in reasons(empty)] == [("out_of_stock", True)]


def test_less_than_is_due_to_all_is_said_to_be_so():
    (found,) = reasons(SHORT)
    assert (found.code, found.is_whole) == ("out_of_stock", False)
    assert "5 kit for 8" in found.reason.text()


def test_the_cheapest_trip_is_beyond_the_budget():
    poor = World(days=2, truck_kits=2, stock=9, budget=1.0, places=(Place("A", kits=2),))
    assert [(one.code, one.is_whole) for one in reasons(poor)] == [("no_budget", True)]


def test_no_team_works_from_where_the_site_is_reached():
    idle = (Team(team_id="T", depot_id="D", households_per_day=0),)
    world = World(days=2, truck_kits=2, stock=9, places=(Place("A", kits=2),))
    assert [one.code for one in reasons(world, teams=idle)] == ["no_team"]


def test_no_tanker_no_source_no_agent():
    dry = World(days=2, places=(Place("A", water=5.0, cash=3),))
    assert [one.code for one in reasons(dry, item="water")] == ["no_tanker"]
    assert [one.code for one in reasons(dry, item="water", water_sources=())] == ["no_source"]
    assert [one.code for one in reasons(dry, item="cash")] == ["no_agent"]


def test_where_a_means_lacks_altogether_no_plan_brings_any():
    shut = dict.fromkeys(("A",), (1, 2, 3))
    asked = {("A", "idp", "kit"): (4.0, 1.0), ("B", "idp", "kit"): (4.0, 1.0)}
    for world in (
        Tight(asked=asked, stock={("D", "kit"): 8}, closed=shut),
        Tight(asked=asked, stock={}),
        Tight(asked=asked, stock={("D", "kit"): 8}, teams=0),
        Tight(asked=asked, stock={("D", "kit"): 8}, budget=0.5),
    ):
        standing = tight_standing(world)
        found = structural_reasons(standing, "A", "kit")
        assert any(one.is_whole for one in found)
        most = most_to(standing, "A", "kit", plan)
        assert most is not None and most.limit == 0


def test_near_the_plan_in_force_sites_that_have_nothing_to_do_with_it_keep_their_days():
    world = World(
        days=4, truck_kits=2, stock=5,
        places=(Place("A", kits=4, kit_weight=3.0), Place("B", kits=4), Place("C", kits=2)),
    )  # fmt: skip
    standing = standing_of(world)
    made = plan(standing)
    site = next(row.site_id for row in made.unmet)
    held = Outcome.of(made)
    (far,) = force(standing, held, site, ("kit",), plan)
    (near,) = force(standing.near(made), held, site, ("kit",), plan)
    assert near.fixed == far.fixed
    assert [one.after for one in near.tiers] == pytest.approx([one.after for one in far.tiers])
    assert len(near.moved) <= len(far.moved)


def test_staying_near_leaves_a_limit_on_changes_to_real_plans():
    standing = standing_of(SHORT)
    settings = standing.scenario.settings.model_copy(update={"most_changes": 0})
    limited = standing.with_means(standing.scenario.model_copy(update={"settings": settings}))
    made = plan(limited)
    (answer,) = force(limited.near(made), Outcome.of(made), "B", ("kit",), plan)
    assert answer.is_all


def test_the_most_that_a_site_could_get_leaves_the_others_their_floor() -> None:
    """A kit a day can be brought, and B is to have one of its two as well."""
    world = World(
        days=2,
        truck_kits=1,
        stock=4,
        least_share=0.3,
        places=(Place("A", hours=5.0, kits=2), Place("B", hours=5.0, kits=2)),
    )
    standing = standing_of(world)
    (answer,) = force(standing, held_in(standing), "A", ("kit",), plan)
    assert answer.most is not None
    assert answer.most.limit == 1
    assert answer.is_impossible


def test_a_part_of_it_may_come_as_what_stands_in_for_it() -> None:
    """One kit, and one light kit that counts a half."""
    places = (Place("A", hours=5.0, kits=2), Place("B", kits=1, kit_weight=9.0))
    world = World(days=1, truck_kits=2, stock=1, light=1, places=places)
    standing = replace(standing_of(world), pack=pack_for(world))
    (answer,) = force(standing, held_in(standing), "A", ("kit",), plan)
    assert answer.most is not None
    assert (answer.most.quantity, answer.fixed) == (1.5, 1.5)
