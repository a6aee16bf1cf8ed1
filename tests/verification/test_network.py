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
    assert sand.passable(HOP, PICKUP)
    assert not sand.passable(HOP, TRUCK)


def test_a_links_own_speed_opens_no_surface_to_a_class() -> None:
    assert not network(link(surface="sand", speed_kmh=80)).passable(HOP, TRUCK)


def test_a_links_own_speed_replaces_the_packs() -> None:
    assert network(link(km=80, speed_kmh=80)).measured(HOP, TRUCK, 1).hours == 1.0


def test_a_weak_bridge_stops_what_is_heavier() -> None:
    bridge = network(link(max_payload_t=3))
    assert bridge.passable(HOP, PICKUP)
    assert not bridge.passable(HOP, TRUCK)


def test_a_one_way_link_is_no_way_back() -> None:
    one_way = network(link(bidirectional=False))
    assert one_way.passable(HOP, TRUCK)
    assert not one_way.passable(HOP[::-1], TRUCK)


def test_a_road_class_goes_by_ferry_but_not_by_river() -> None:
    assert network(link(mode="ferry")).passable(HOP, TRUCK)
    assert not network(link(mode="river")).passable(HOP, TRUCK)


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


def test_of_parallel_links_the_fastest_open_one_is_measured() -> None:
    two = network(link(km=35), link(km=40, surface="tar"))
    measured = two.measured(HOP, TRUCK, 1)
    assert (measured.km, measured.hours) == (40, pytest.approx(40 / 55))


def test_the_fastest_way_goes_round_a_closure() -> None:
    closure = {"from": "town", "to": "north"}
    closed = Network(small_scenario(closures=(closure,)), small_pack())
    round_about = closed.fastest("town", "north", TANKER, 1)
    assert round_about is not None
    assert round_about.km == 6 + 38


def test_there_is_no_way_where_every_link_is_closed() -> None:
    closures = ({"from": "town", "to": "north"}, {"from": "town", "to": "well"})
    closed = Network(small_scenario(closures=closures), small_pack())
    assert closed.fastest("town", "north", TANKER, 1) is None


def test_reach_counts_roads_and_ferries_within_the_limit_only() -> None:
    reached = network(
        link(km=10), link(km=3, mode="river", surface="river"),
        {"from": "north", "to": "east", "km": 12, "surface": "sand"},
    ).kilometres_from("town", 20)  # fmt: skip
    assert reached == {"town": 0.0, "north": 10.0}
