"""Every unmet demand has the reason that really stands in its way."""

from dataclasses import replace

import pytest

from rrm.allocation import allocate
from rrm.model.access import AccessTable
from rrm.model.language import msg
from rrm.model.plan import Plan
from rrm.model.run import Options
from rrm.model.scenario import Group, Scenario, Team
from tests.allocation.worlds import (
    Place,
    World,
    access_of,
    demands_of,
    pack_of,
    road_km_of,
    scenario_of,
)


def plan_of(world: World, scenario: Scenario | None = None, pack=None, access=None) -> Plan:
    return allocate(
        scenario or scenario_of(world),
        pack or pack_of(),
        demands_of(world),
        access or access_of(world),
        road_km_of(world),
        Options(gap=0.0),
    )


def reason(plan: Plan, site: str = "A", item: str = "kit") -> str:
    return next(row.reason_code for row in plan.unmet if (row.site_id, row.item) == (site, item))


def world(**changes) -> World:
    return World(
        **{"days": 2, "truck_kits": 2, "stock": 10, "places": (Place("A", kits=8),)} | changes
    )


def test_no_open_road():
    closed = world(places=(Place("A", kits=2, closed=(1, 2)),))
    assert reason(plan_of(closed)) == "no_access"


def test_the_sentence_of_the_access_table_is_passed_on():
    closed = world(places=(Place("A", kits=2, closed=(1, 2)),))
    rows = [
        replace(row, reason=msg("the bridge is down")) if not row.open else row
        for row in access_of(closed).rows
    ]
    plan = plan_of(closed, access=AccessTable(tuple(rows)))
    assert "the bridge is down" in plan.unmet[0].reason.text()


def test_nobody_holds_any():
    assert reason(plan_of(world(stock=0))) == "out_of_stock"


def test_all_that_is_held_is_sent():
    plan = plan_of(world(stock=3))
    assert reason(plan) == "out_of_stock"
    assert next(row.quantity for row in plan.unmet) == 5


def test_stock_that_comes_after_the_last_departure_is_out_of_stock():
    late = world(days=2, stock=1, arrivals={3: 9})
    assert reason(plan_of(late)) == "out_of_stock"


def test_every_vehicle_is_out():
    far = world(places=(Place("A", hours=5.0, kits=8),))
    assert reason(plan_of(far)) == "no_vehicle"


def test_the_teams_are_busy():
    scenario = scenario_of(world()).model_copy(
        update={"teams": (Team(team_id="t", depot_id="D", households_per_day=25),)}
    )
    # 8 kits go to 100 households: 25 households a day are 2 kits.
    plan = plan_of(world(), scenario)
    assert reason(plan) == "no_team"
    assert sum(row.quantity for row in plan.deliveries) == 4


def test_the_budget_is_spent():
    poor = world(budget=45.0)
    plan = plan_of(poor)
    assert reason(plan) == "no_budget"
    assert sum(trip.cost for trip in plan.trips) <= 45.0


def test_the_agent_pays_out_all_it_holds():
    few = world(truck_kits=0, liquidity=2, places=(Place("A", cash=9),))
    assert reason(plan_of(few), item="cash") == "no_liquidity"


def test_the_source_gives_no_more():
    dry = World(days=2, tanker_m3=5.0, source_yield=4.0, places=(Place("A", water=9.0),))
    assert reason(plan_of(dry), item="water") == "source_yield"


def test_no_tanker_at_all():
    dry = World(days=2, truck_kits=1, stock=1, places=(Place("A", kits=1, water=9.0),))
    assert reason(plan_of(dry), item="water") == "no_tanker"


def test_tankers_are_busy():
    busy = World(days=2, tanker_m3=2.0, places=(Place("A", hours=5.0, water=9.0),))
    assert reason(plan_of(busy), item="water") == "no_vehicle"


def test_help_that_no_longer_counts_is_too_late():
    cited = {"source": "test"}
    lateness = {**cited, "loss_per_day": 1.0, "loss_per_day_after_due": 1.0}
    pack = pack_of(
        entitlements={"severity_weight": {1: 0, 5: 4}, "entitlements": {}, "lateness": lateness}
    )
    late = world(days=2, stock=5, places=(Place("A", kits=2, closed=(1,)),))
    assert reason(plan_of(late, pack=pack)) == "too_late"


def test_late_help_counts_where_the_pack_leaves_it_worth():
    cited = {"source": "test"}
    lateness = {**cited, "loss_per_day": 1.0, "loss_per_day_after_due": 1.0, "least_left": 0.2}
    pack = pack_of(
        entitlements={"severity_weight": {1: 0, 5: 4}, "entitlements": {}, "lateness": lateness}
    )
    late = world(days=2, stock=5, places=(Place("A", kits=2, closed=(1,)),))
    assert not plan_of(late, pack=pack).unmet


def test_hosts_get_the_share_that_the_pack_asks():
    two = world(
        stock=4, places=(Place("A", kits=4, kit_weight=9.0), Place("B", kits=4, kit_weight=1.0))
    )
    item = {"source": "test", "label": {"en": "kit"}, "kind": "goods", "unit": "kit"}
    pack = pack_of(
        catalogue={"kit": {**item, "kg": 10.0, "unit_value": 50.0}},
        entitlements={
            "severity_weight": {1: 0, 5: 4}, "entitlements": {}, "minimum_host_share": 0.25,
            "lateness": {"source": "test", "loss_per_day": 0.0, "loss_per_day_after_due": 0.0},
        },
    )  # fmt: skip
    demands = [
        replace(demand, group=Group.HOST.value) if demand.site_id == "B" else demand
        for demand in demands_of(two)
    ]
    plan = allocate(
        scenario_of(two), pack, tuple(demands), access_of(two), road_km_of(two), Options(gap=0.0)
    )
    hosts = sum(row.quantity for row in plan.deliveries if row.group == "host")
    assert hosts == pytest.approx(1)


def test_locks_that_cannot_all_hold_make_the_plan_infeasible():
    from rrm.model.scenario import Lock

    scenario = scenario_of(world(stock=3)).model_copy(
        update={"locks": (Lock(site_id="A", item="kit", at_least=4, reason="promised"),)}
    )
    plan = plan_of(world(stock=3), scenario)
    assert plan.status == "infeasible"
    assert not plan.deliveries
    assert reason(plan) == "locks"


def test_locks_are_kept():
    from rrm.model.scenario import Lock

    two = world(stock=4, places=(Place("A", kits=4, kit_weight=9.0), Place("B", kits=4)))
    locked = (
        Lock(site_id="B", item="kit", at_least=2, reason="promised to the elders"),
        Lock(site_id="A", item="kit", day=1, at_most=1, reason="the crowd"),
    )
    plan = plan_of(two, scenario_of(two).model_copy(update={"locks": locked}))
    brought = {(row.site_id, row.day): row.quantity for row in plan.deliveries}
    assert sum(q for (site, _), q in brought.items() if site == "B") >= 2
    assert brought.get(("A", 1), 0) <= 1
