from datetime import date
from types import SimpleNamespace

import pytest

from rrm.access import chains, handling_days
from rrm.model.scenario import Transhipment
from tests.access.builders import (
    access_rules,
    boat,
    closed,
    depot,
    link,
    scenario,
    site,
    table,
    vehicle,
    vehicle_class,
)

PICKUP = vehicle_class(
    label={"en": "pickup"},
    speeds_kmh={"tar": {"dry": 60}, "sand": {"dry": 20}},
    load_hours=0.5,
    unload_hours=0.5,
)
RULES = access_rules(truck=vehicle_class(), boat=boat(max_trip_days=14), pickup=PICKUP)


def change(node, hours=6, **more):
    return Transhipment(node=node, handling_hours=hours, **more)


def niger(closures=(), **tables):
    """Truck to the port of Mopti, pinasse to Korioumé, 4x4 on to the site."""
    defaults = {
        "days": 20,
        "sites": (site("S", "site"),),
        "depots": (depot("B", "bamako"), depot("M", "mopti"), depot("K", "korioume")),
        "vehicles": (
            vehicle("truck", "B", payload_kg=10_000),
            vehicle("boat", "M", payload_kg=20_000),
            vehicle("pickup", "K", payload_kg=800, count=2),
        ),
        "transhipments": (change("mopti", cost_per_t=2000), change("korioume", cost_per_t=500)),
    }
    routes = [
        link("bamako", "mopti", 600, risk=0.1),
        link("mopti", "korioume", 350, mode="river", surface="river", risk=0.2),
        link("korioume", "site", 40, surface="sand", risk=0.5),
    ]
    return scenario(routes, list(closures), **{**defaults, **tables})


def found(case, origin="B"):
    pack = SimpleNamespace(access=RULES)
    every = chains(case, pack, table(case, RULES))
    return [chain for chain in every if chain.origin == origin]


def test_truck_boat_and_pickup_make_a_chain_to_a_site_that_none_of_them_reaches_alone():
    first = found(niger())[0]
    assert [leg.trip.vehicle_class for leg in first.legs] == ["truck", "boat", "pickup"]
    assert first.depots == ("M", "K")
    assert first.direct is None
    # 13 h by road with loading: there on day 2. 36 h by boat, begun on day 3: there on day 6.
    assert [(leg.day, leg.arrival_day) for leg in first.legs] == [(1, 2), (3, 6), (7, 7)]
    assert (first.period_start, first.arrival_day) == (1, 7)


def test_the_figures_of_a_chain_are_those_of_its_legs_and_changes():
    first = found(niger())[0]
    assert first.hours == 12 + 6 + 35 + 6 + 2
    assert first.risk == pytest.approx(1 - 0.9 * 0.8 * 0.5)
    # Per tonne, out and home at 100 a km: the truck 10 t, the boat 20 t, the pickup 0.8 t.
    assert first.cost_per_t == pytest.approx(12_000 + 2000 + 3500 + 500 + 10_000)


def test_the_weakest_part_decides_what_a_chain_carries_a_day():
    # The truck is away 3 days, the boat 8; two pickups make 2 trips a day each.
    assert found(niger())[0].kg_per_day == pytest.approx(min(10_000 / 3, 20_000 / 8, 2 * 2 * 800))
    slow_port = (change("mopti", kg_per_day=900), change("korioume"))
    assert found(niger(transhipments=slow_port))[0].kg_per_day == 900


def test_a_depot_that_is_no_transhipment_is_none():
    assert found(niger(transhipments=(change("mopti"),))) == []


def test_days_that_arrive_alike_are_one_period():
    (only,) = found(niger())
    assert (only.period_start, only.period_end) == (1, 14)
    assert (only.arrival_day, only.last_arrival_day) == (7, 20)


def test_a_load_waits_for_the_last_leg_to_open():
    shut = closed("korioume", "site", start=date(2022, 4, 18), end=date(2022, 4, 27))
    waiting, then = found(niger([shut]))
    assert (waiting.period_start, waiting.period_end) == (1, 5)
    assert (waiting.arrival_day, waiting.last_arrival_day) == (11, 11)
    assert (then.period_start, then.arrival_day) == (6, 12)


def test_a_chain_is_not_told_where_a_vehicle_of_its_own_is_as_quick():
    assert found(niger(), origin="K") == []


def test_a_slow_direct_way_is_set_beside_a_faster_chain():
    routes = [link("a", "m", 100), link("m", "b", 900, mode="air", surface="air")]
    plane = vehicle_class(mode="air", speeds_kmh={"air": {"dry": 300}}, label={"en": "plane"})
    rules = access_rules(truck=vehicle_class(), plane=plane)
    case = scenario(
        [*routes, link("m", "b", 900)],
        depots=(depot("D", "a"), depot("M", "m")),
        vehicles=(vehicle("truck", "D"), vehicle("plane", "M")),
        transhipments=(change("m"),),
    )
    first = chains(case, SimpleNamespace(access=rules), table(case, rules))[0]
    assert (first.arrival_day, first.direct.arrival_day) == (2, 3)


def test_vehicles_count_only_while_they_are_there():
    late = (
        vehicle("truck", "B"),
        vehicle("boat", "M", from_day=10),
        vehicle("pickup", "K", to_day=15),
    )
    waiting, then = found(niger(vehicles=late))
    assert (waiting.period_end, waiting.arrival_day, waiting.last_arrival_day) == (8, 14, 14)
    assert (then.period_start, then.period_end, then.arrival_day) == (9, 9, 15)


def test_a_load_goes_on_the_day_after_it_arrives_and_later_where_handling_takes_days():
    # The working day of these rules begins at 6 and ends at midnight.
    assert [handling_days(hours, RULES) for hours in (0, 6, 18, 19, 36.5)] == [1, 1, 1, 2, 3]
