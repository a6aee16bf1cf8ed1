"""What access knows of a day - doubts, convoys, curfews, seasons, pumps - counts in the plan."""

from datetime import date
from typing import Any

import pytest

from rrm.access import access_table
from rrm.allocation import allocate
from rrm.allocation.lanes import open_lanes
from rrm.model.access import AccessTable
from rrm.model.plan import Plan
from rrm.model.run import Options
from rrm.model.scenario import Closure, Depot, Route, Scenario, Stock
from tests.allocation.worlds import (
    Place,
    World,
    demands_of,
    pack_of,
    road_km_of,
    scenario_of,
)

KITS = World(days=4, truck_kits=2, stock=9, places=(Place("A", hours=2.0, kits=2),))
FAR = World(days=4, truck_kits=2, stock=9, places=(Place("A", hours=40.0, kits=2),))
"""400 km, eight hours at 50 km an hour: two days out and home."""


def pack(max_trip_days: int = 3, **rules: Any) -> Any:
    access = {**pack_of().access.model_dump(), "day_ends": 18, **rules}
    for name in access["classes"]:
        access["classes"][name]["max_trip_days"] = max_trip_days if name == "truck" else 1
    return pack_of(access=access)


def scenario(world: World, road: dict[str, Any] | None = None, **changes: Any) -> Scenario:
    """The world with its road from D to A changed, and settings or tables as given."""
    made = scenario_of(world)
    routes = (made.routes[0].model_copy(update=road or {}), *made.routes[1:])
    tables = {"routes": routes, **{k: v for k, v in changes.items() if k in Scenario.model_fields}}
    stated = {k: v for k, v in changes.items() if k not in Scenario.model_fields}
    settings = made.settings.model_validate({**made.settings.model_dump(), **stated})
    return made.model_copy(update={**tables, "settings": settings})


def report(certainty: str = "probable", **dates: Any) -> Closure:
    return Closure(from_node="D", to_node="A", certainty=certainty, reason="fighting", **dates)


def ways(case: Scenario, rules: Any = None) -> AccessTable:
    return access_table(case, rules or pack())


def plan(world: World, case: Scenario, rules: Any = None) -> Plan:
    rules = rules or pack()
    access, options = access_table(case, rules), Options(gap=0.0)
    return allocate(case, rules, demands_of(world), access, road_km_of(world), options)


def leaving(case: Scenario, rules: Any = None) -> list[int]:
    """The days on which a truck can leave for A."""
    return [lane.day for lane in open_lanes(case, rules or pack(), ways(case, rules))]


def trip_costs(made: Plan) -> list[float]:
    return [trip.cost for trip in made.trips]


def test_an_uncertain_closure_makes_the_plan_dearer_and_stops_nothing():
    clear, doubtful = scenario(KITS), scenario(KITS, closures=(report(),))
    assert trip_costs(plan(KITS, clear)) == [40]
    made = plan(KITS, doubtful)
    assert trip_costs(made) == [pytest.approx(40 * 1.3)]
    assert not made.unmet
    assert made.trips[0].risk == pytest.approx(0.3)


def test_a_certain_closure_is_a_wall_that_the_reason_names():
    made = plan(KITS, scenario(KITS, closures=(report("certain"),)))
    assert not made.trips
    assert made.unmet[0].reason_code == "no_access"
    assert "fighting" in made.unmet[0].reason.text()


def test_an_open_way_in_doubt_says_which_report_leaves_it_so():
    until = report(start=date(2022, 4, 19), end=date(2022, 4, 20))
    found = ways(scenario(KITS, closures=(until,))).between("D", "A", "truck")
    assert [row.open for row in found] == [True, True, True]
    assert [row.doubt for row in found] == [0, pytest.approx(0.3), 0]
    assert found[0].reason is None
    assert found[1].reason_code == "open"
    assert found[1].reason.text() == (
        "Open, but D–A may be closed from 19\u00a0Apr to 20\u00a0Apr (probable: fighting)."
    )


def two_depots(**changes: Any) -> Scenario:
    """A second depot, E, two kilometres further than D."""
    made = scenario(KITS, **changes)
    other = Depot(depot_id="E", name="E", lat=0, lon=0, node="E")
    road = Route(from_node="E", to_node="A", km=22, surface="tar")
    return made.model_copy(
        update={
            "depots": (*made.depots, other),
            "stock": (*made.stock, Stock(depot_id="E", item="kit", quantity=9)),
            "vehicles": (*made.vehicles, made.vehicles[0].model_copy(update={"depot_id": "E"})),
            "routes": (*made.routes, road),
        }
    )


def test_where_cost_decides_the_plan_goes_by_the_surer_way():
    origins = [
        {row.origin for row in plan(KITS, two_depots(closures=closures)).deliveries}
        for closures in ((), (report(),))
    ]
    assert origins == [{"D"}, {"E"}]


def test_where_money_is_short_the_reports_that_make_trips_dearer_are_told():
    short = World(days=4, truck_kits=2, stock=9, budget=45, places=KITS.places)
    clear = plan(short, scenario(short))
    assert not clear.unmet
    (unmet,) = plan(short, scenario(short, closures=(report(),))).unmet
    assert unmet.reason_code == "no_budget"
    assert "D–A may be closed until further notice (probable: fighting)" in unmet.reason.text()
    assert unmet.what_would_help.text().endswith("Or word that the way is open.")


def test_tolls_are_paid_out_and_home_and_a_convoy_once():
    convoys = ({"weekdays": ["monday", "wednesday"], "cost_per_trip": 70},)
    made = plan(KITS, scenario(KITS, {"toll": 5, "escort": True}, escorts=convoys))
    assert trip_costs(made) == [40 + 10 + 70]


def test_a_trip_under_escort_leaves_on_a_day_of_convoy_and_comes_home_with_it():
    # 18 April 2022 is a Monday; the trip is home on the day after, when no convoy leaves.
    convoys = ({"weekdays": ["monday", "wednesday"]},)
    case = scenario(FAR, {"escort": True}, escorts=convoys)
    assert leaving(case) == [1, 3]
    assert [(trip.day, trip.return_[:10]) for trip in plan(FAR, case).trips] == [(1, "2022-04-19")]


def test_without_a_convoy_nobody_leaves_and_the_reason_says_so():
    (unmet,) = plan(KITS, scenario(KITS, {"escort": True})).unmet
    assert unmet.reason_code == "no_access"
    assert "needs an escort" in unmet.reason.text()
    assert unmet.what_would_help.text() == "A convoy, on a day when the load is ready."


def test_a_trip_over_night_needs_its_way_open_until_it_is_home():
    shut = report("certain", start=date(2022, 4, 20), end=date(2022, 4, 20))
    assert leaving(scenario(FAR, closures=(shut,))) == [1, 4]
    # The trip of day 4 would come home after the horizon.
    shut = report("certain", start=date(2022, 4, 22))
    assert leaving(scenario(FAR, closures=(shut,))) == [1, 2, 3]


def test_a_link_whose_season_ends_meanwhile_stops_the_trip():
    assert leaving(scenario(FAR, {"open_from": "01-01", "open_to": "04-20"})) == [1, 2]


def wet(**speeds: float) -> dict[str, Any]:
    """Rains from 20 April on; speeds on tar then."""
    rains = {"from_day": "04-20", "to_day": "10-31", "source": "test"}
    classes = pack_of().access.model_dump()["classes"]
    classes["truck"]["speeds_kmh"] = {"tar": {"dry": 50.0, **speeds}, "track": {"dry": 40.0}}
    return {"wet_season": rains, "classes": classes}


def test_rains_that_close_the_surface_meanwhile_stop_the_trip():
    assert leaving(scenario(FAR), pack(**wet())) == [1]


def test_rains_that_only_slow_the_way_leave_the_trip_on_its_way():
    slower = pack(max_trip_days=4, **wet(wet=20.0))
    case = scenario(FAR)
    assert leaving(case, slower) == [1, 2, 3]
    trip = open_lanes(case, slower, ways(case, slower))[1]  # of the last dry day
    assert (trip.day, trip.hours) == (2, 16)


def test_a_trip_keeps_its_way_where_the_rains_make_another_the_fastest():
    round_about = (
        Route(from_node="D", to_node="M", km=200, surface="tar", speed_kmh=40),
        Route(from_node="M", to_node="A", km=205, surface="tar", speed_kmh=40),
    )
    made = scenario(FAR)
    both = made.model_copy(update={"routes": (*made.routes, *round_about)})
    rules = pack(max_trip_days=4, **wet(wet=20.0))
    found = ways(both, rules).between("D", "A", "truck")
    assert [row.path for row in found] == [("D", "A"), ("D", "M", "A")]
    assert [lane.km for lane in open_lanes(both, rules, ways(both, rules))[:3]] == [800, 800, 810]


def test_vehicles_leave_when_the_curfew_ends_and_are_home_before_it_begins():
    made = plan(KITS, scenario(KITS, curfews=({"from_hour": 15, "to_hour": 9},)))
    assert [trip.depart[11:] for trip in made.trips] == ["09:00"]
    long = scenario(KITS, {"km": 160}, curfews=({"from_hour": 15, "to_hour": 9},))
    assert leaving(long, pack(max_trip_days=1)) == []
    assert leaving(long, pack(max_trip_days=2)) == [1, 2, 3, 4]


def test_a_curfew_that_begins_meanwhile_makes_each_day_as_short_as_the_shortest():
    # 16 hours: two days of ten, but four of four where a curfew from the second day on leaves
    # no more.
    curfew = {"from_hour": 12, "to_hour": 8, "start": "2022-04-19"}
    case = scenario(FAR, curfews=(curfew,))
    assert leaving(case, pack(max_trip_days=3)) == []
    lane = open_lanes(case, pack(max_trip_days=4), ways(case, pack(max_trip_days=4)))[0]
    assert (lane.days, lane.hours_per_day, lane.arrival_day) == (4, 4, 2)
    (trip,) = plan(FAR, case, pack(max_trip_days=4)).trips
    assert (trip.depart, trip.return_) == ("2022-04-18T06:00", "2022-04-21T12:00")


def test_nobody_is_away_on_a_day_without_an_hour_to_drive():
    curfew = {"from_hour": 0, "to_hour": 24, "start": "2022-04-20", "end": "2022-04-20"}
    assert leaving(scenario(FAR, curfews=(curfew,))) == [1, 4]


WATER = World(days=1, tanker_m3=6.0, places=(Place("A", hours=5.0, water=30.0, survival=9.0),))


def rounds(pace: float | None, **changes: Any) -> int:
    made = scenario(WATER, **changes)
    source = made.water_sources[0].model_copy(update={"m3_per_hour": pace})
    case = made.model_copy(update={"water_sources": (source,)})
    return len(plan(WATER, case).trips)


def test_a_tank_is_filled_as_fast_as_the_source_gives():
    # An hour out and an hour home, ten hours a day.
    assert rounds(None) == 5
    assert rounds(6.0) == 3
    assert rounds(1.0) == 1


def test_a_curfew_leaves_time_for_fewer_rounds():
    assert rounds(6.0, curfews=({"from_hour": 13, "to_hour": 0},)) == 2
