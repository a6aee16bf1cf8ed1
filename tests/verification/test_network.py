"""What the inputs' links allow, read anew."""

from __future__ import annotations

from typing import Any

import pytest

from rrm.verification.network import Network
from tests.verification.small_world import PICKUP, TANKER, TRUCK, small_pack, small_scenario


def network(*routes: dict[str, Any], pack: Any = None, **tables: Any) -> Network:
    found = small_scenario(closures=(), **{"routes": routes, **tables} if routes else tables)
    return Network(found, pack or small_pack())


def link(km: float = 10, surface: str = "laterite", **more: Any) -> dict[str, Any]:
    return {"from": "town", "to": "north", "km": km, "surface": surface, **more}


HOP = ("town", "north")


def test_a_link_carries_only_classes_with_a_speed_on_its_surface() -> None:
    sand = network(link(surface="sand"))
    assert sand.passable(HOP, PICKUP, 1)
    assert not sand.passable(HOP, TRUCK, 1)


def test_a_links_own_speed_opens_no_surface_to_a_class() -> None:
    assert not network(link(surface="sand", speed_kmh=80)).passable(HOP, TRUCK, 1)


def test_a_links_own_speed_replaces_the_packs() -> None:
    assert network(link(km=80, speed_kmh=80)).measured(HOP, TRUCK, 1).hours == 1.0


def test_a_weak_bridge_stops_what_is_heavier() -> None:
    bridge = network(link(max_payload_t=3))
    assert bridge.passable(HOP, PICKUP, 1)
    assert not bridge.passable(HOP, TRUCK, 1)


def test_a_one_way_link_is_no_way_back() -> None:
    one_way = network(link(bidirectional=False))
    assert one_way.passable(HOP, TRUCK, 1)
    assert not one_way.passable(HOP[::-1], TRUCK, 1)


def test_a_road_class_goes_by_ferry_but_not_by_river() -> None:
    assert network(link(mode="ferry")).passable(HOP, TRUCK, 1)
    assert not network(link(mode="river")).passable(HOP, TRUCK, 1)


@pytest.mark.parametrize(("day", "is_open"), [(2, True), (3, False), (4, False), (5, True)])
def test_a_certain_closure_is_a_wall_on_its_days_in_both_directions(
    day: int, is_open: bool
) -> None:
    closure = {"from": "north", "to": "town", "start": "2022-04-20", "end": "2022-04-21"}
    closed = Network(small_scenario(closures=(closure,)), small_pack())
    assert bool(closed.open_links(HOP, TRUCK, day)) is is_open
    assert bool(closed.open_links(HOP[::-1], TRUCK, day)) is is_open


def test_a_closure_for_some_classes_leaves_the_others_through() -> None:
    closure = {"from": "town", "to": "north", "classes": (TRUCK,)}
    closed = Network(small_scenario(closures=(closure,)), small_pack())
    assert not closed.open_links(HOP, TRUCK, 1)
    assert closed.open_links(HOP, TANKER, 1)


def test_an_uncertain_closure_is_a_risk_and_no_wall() -> None:
    closure = {"from": "town", "to": "north", "certainty": "probable"}
    doubtful = Network(small_scenario(closures=(closure,)), small_pack())
    assert doubtful.open_links(HOP, TRUCK, 1)
    assert doubtful.measured(HOP, TRUCK, 1).risk == pytest.approx(1 - 0.99 * 0.8)


@pytest.mark.parametrize(
    ("season", "is_open"),
    [(("04-01", "05-31"), True), (("08-01", "12-31"), False), (("12-01", "04-30"), True)],
    ids=["within", "outside", "over the new year"],
)
def test_boats_pass_in_their_season_only(season: tuple[str, str], is_open: bool) -> None:
    pack = small_pack()
    boat = pack.access.classes[PICKUP].model_copy(
        update={"mode": "river", "speeds_kmh": {"river": {"dry": 10.0}}}
    )
    navigable = pack.access.river_season.model_copy(
        update={"from_day": season[0], "to_day": season[1]}
    )
    access = pack.access.model_copy(update={"classes": {"boat": boat}, "river_season": navigable})
    river = network(
        link(mode="river", surface="river"), pack=pack.model_copy(update={"access": access})
    )
    assert bool(river.open_links(HOP, "boat", 1)) is is_open


def dated_pack(**access: Any) -> Any:
    """Trucks do 35 km/h on laterite when it is dry, 5 when it is wet; more of access as given."""
    content = small_pack().access.model_dump()
    content["classes"][TRUCK]["speeds_kmh"]["laterite"]["wet"] = 5.0
    return small_pack(access={**content, **access})


def settings_with(**more: Any) -> dict[str, Any]:
    return {**small_scenario().settings.model_dump(by_alias=True), **more}


def test_the_rains_begin_and_end_on_their_dates() -> None:
    rains = {"from_day": "04-20", "to_day": "04-21", "source": "book"}
    ways = network(link(km=70), pack=dated_pack(wet_season=rains))
    assert [ways.measured(HOP, TRUCK, day).hours for day in (2, 3, 4, 5)] == [2, 14, 14, 2]


def test_a_season_that_the_scenario_states_holds_every_day() -> None:
    rains = {"from_day": "01-01", "to_day": "12-31", "source": "book"}
    dry = network(
        link(km=70), pack=dated_pack(wet_season=rains), settings=settings_with(season="dry")
    )
    assert dry.measured(HOP, TRUCK, 1).hours == 2


def test_a_surface_that_the_rains_close_to_a_class_is_closed_from_their_first_day() -> None:
    rains = {"from_day": "04-19", "to_day": "10-31", "source": "book"}
    ways = network(link(), pack=dated_pack(wet_season=rains))
    assert ways.open_links(HOP, PICKUP, 1)
    assert not ways.open_links(HOP, PICKUP, 2)


@pytest.mark.parametrize(
    ("opens", "closes", "is_open"),
    [("04-18", "04-18", True), ("04-19", "12-31", False), ("11-01", "04-18", True),
     ("05-01", "04-17", False)],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["road", "ferry", "border"])
def test_a_link_is_passed_in_its_own_season(
    mode: str, opens: str, closes: str, is_open: bool
) -> None:
    ways = network(link(mode=mode, open_from=opens, open_to=closes))
    assert bool(ways.open_links(HOP, TRUCK, 1)) is is_open


def test_a_road_class_crosses_borders() -> None:
    assert network(link(mode="border")).passable(HOP, TRUCK, 1)
    assert network(link(mode="border")).kilometres_from("town", 50) == {"town": 0, "north": 10}


def test_waiting_counts_among_the_hours_of_each_passage() -> None:
    assert network(link(km=70, wait_hours=1.5)).measured(HOP, TRUCK, 1).hours == 3.5


def test_each_kilometre_has_its_risk() -> None:
    risky = network(link(km=10, risk=0.1, risk_per_km=0.01)).measured(HOP, TRUCK, 1).risk
    assert risky == pytest.approx(1 - 0.9 * 0.99**10)


CONVOYS = (
    {"weekdays": ("wednesday",), "cost_per_trip": 900},
    {"weekdays": ("wednesday", "friday"), "cost_per_trip": 500, "classes": (TRUCK,)},
    {"weekdays": ("thursday",), "start": "2022-04-22"},
)


@pytest.mark.parametrize(
    ("vehicle_class", "day", "cost"),
    [(TRUCK, 1, None), (TRUCK, 3, 500), (PICKUP, 3, 900), (TRUCK, 4, None), (TRUCK, 5, 500),
     (PICKUP, 5, None), (PICKUP, 11, 0)],
)  # fmt: skip
def test_a_convoy_leaves_on_its_weekdays_for_its_classes(
    vehicle_class: str, day: int, cost: float | None
) -> None:
    ways = network(link(escort=True), settings=settings_with(escorts=CONVOYS))
    assert ways.dates.convoy_cost(vehicle_class, day) == cost
    assert ways.leads_through(HOP, vehicle_class, day) is (cost is not None)


def test_without_a_convoy_the_way_beside_the_escorted_one_is_measured() -> None:
    two = network(link(km=10, escort=True), link(km=70), settings=settings_with(escorts=CONVOYS))
    assert [two.measured(HOP, TRUCK, day).km for day in (2, 3)] == [70, 10]


def test_tolls_are_due_each_way_a_convoy_once_a_trip_and_a_doubt_once_a_link() -> None:
    closure = {"from": "town", "to": "north", "certainty": "probable"}
    ways = Network(
        small_scenario(
            routes=(link(escort=True, toll=200),), closures=(closure,),
            settings=settings_with(escorts=CONVOYS),
        ),
        small_pack(),
    )  # fmt: skip
    dues = ways.dues(HOP, HOP[::-1], TRUCK, 3)
    assert (dues.tolls, dues.escort, dues.needs_escort) == (400, 500, True)
    assert dues.doubt == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("curfews", "hours"),
    [
        ((), (6, 18)),
        (({"from_hour": 16, "to_hour": 8},), (8, 16)),
        (({"from_hour": 12, "to_hour": 13},), (6, 12)),
        (({"from_hour": 9, "to_hour": 10},), (10, 18)),
        (({"from_hour": 0, "to_hour": 24},), (6, 6)),
        (({"from_hour": 16, "to_hour": 8, "start": "2022-04-19"},), (6, 18)),
        (({"from_hour": 16, "to_hour": 8, "end": "2022-04-17"},), (6, 18)),
        (({"from_hour": 15, "to_hour": 20}, {"from_hour": 4, "to_hour": 7}), (7, 15)),
    ],
)
def test_vehicles_move_in_the_longest_stretch_that_no_curfew_cuts(
    curfews: tuple[dict[str, Any], ...], hours: tuple[float, float]
) -> None:
    ways = network(link(), pack=dated_pack(day_ends=18), settings=settings_with(curfews=curfews))
    assert ways.dates.hours_of_movement(1) == hours


def test_of_parallel_links_the_fastest_open_one_is_measured() -> None:
    two = network(link(km=35), link(km=40, surface="tar"))
    measured = two.measured(HOP, TRUCK, 1)
    assert (measured.km, measured.hours) == (40, pytest.approx(40 / 55))


def test_reach_counts_roads_and_ferries_within_the_limit_only() -> None:
    reached = network(
        link(km=10), link(km=3, mode="river", surface="river"),
        {"from": "north", "to": "east", "km": 12, "surface": "sand"},
    ).kilometres_from("town", 20)  # fmt: skip
    assert reached == {"town": 0.0, "north": 10.0}
