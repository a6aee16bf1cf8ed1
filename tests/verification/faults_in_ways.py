"""Faults in the ways that trips take."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.verification.planting import PATH_SEPARATOR, Folder, NothingToBreak, Row, fault


@fault("ways_lead_there")
def way_unknown(path: Path) -> str:
    folder = Folder(path)
    trip, _ = folder.hop()
    at, _ = folder.way(trip)
    rows = folder.rows("access")
    folder.write("access", rows[:at] + rows[at + 1 :])
    return trip["trip_id"]


@fault("ways_lead_there")
def way_ends_short_of_the_site(path: Path) -> str:
    folder = Folder(path)
    trip, nodes = folder.hop()
    folder.change("access", folder.way(trip)[0], path=nodes[0])
    return trip["trip_id"]


@fault("links_exist")
def link_that_does_not_exist(path: Path) -> str:
    folder = Folder(path)
    _, nodes = folder.hop()
    inputs = folder.inputs
    inputs["scenario"]["routes"] = [
        route
        for route in inputs["scenario"]["routes"]
        if {route["from"], route["to"]} != set(nodes[:2])
    ]
    folder.write_inputs(inputs)
    return nodes[0]


@fault("links_exist")
def against_a_one_way_link(path: Path) -> str:
    folder = Folder(path)
    _, nodes = folder.hop()
    inputs = folder.inputs
    for route in inputs["scenario"]["routes"]:
        if {route["from"], route["to"]} == set(nodes[:2]):
            route.update({"from": nodes[1], "to": nodes[0], "bidirectional": False})
    folder.write_inputs(inputs)
    return nodes[0]


@fault("links_passable")
def wrong_class_on_sand(path: Path) -> str:
    """A trip made with a class that no link of one step on the way carries."""
    folder = Folder(path)
    classes = folder.inputs["pack"]["access"]["classes"]
    for trip in folder.rows("trips"):
        _, way = folder.way(trip)
        for name, rules in classes.items():
            suits_load = rules["carries"] == folder.carries(trip["vehicle_class"])
            if suits_load and _is_stuck(folder, rules, way["path"].split(PATH_SEPARATOR)):
                _send_instead(folder, trip, way, name)
                return name
    raise NothingToBreak("surfaces")


def _is_stuck(folder: Folder, rules: dict[str, Any], nodes: list[str]) -> bool:
    scenario = folder.inputs["scenario"]
    season = scenario["settings"]["season"] or "dry"
    for hop in pairwise(nodes):
        links = [r for r in scenario["routes"] if {r["from"], r["to"]} == set(hop)]
        if all(season not in rules["speeds_kmh"].get(link["surface"], {}) for link in links):
            return True
    return False


def _send_instead(folder: Folder, trip: Row, way: Row, vehicle_class: str) -> None:
    lane = ("origin", "site_id", "vehicle_class")
    its_own = {**way, "vehicle_class": vehicle_class}
    others = [row for row in folder.rows("access") if any(row[c] != its_own[c] for c in lane)]
    folder.write("access", [*others, its_own])
    for table in ("trips", "deliveries", "transfers"):
        rows = folder.rows(table)
        for row in rows:
            if row["trip_id"] == trip["trip_id"]:
                row["vehicle_class"] = vehicle_class
        folder.write(table, rows)


@fault("links_passable")
def bridge_too_weak(path: Path) -> str:
    folder = Folder(path)
    trip, nodes = folder.hop()
    inputs = folder.inputs
    if inputs["pack"]["access"]["classes"][trip["vehicle_class"]]["gross_t"] <= 0.01:
        raise NothingToBreak("gross_t")
    for route in inputs["scenario"]["routes"]:
        if {route["from"], route["to"]} == set(nodes[:2]):
            route["max_payload_t"] = 0.01
    folder.write_inputs(inputs)
    return nodes[0]


@fault("links_open")
def closed_road(path: Path) -> str:
    folder = Folder(path)
    trip, nodes = folder.hop()
    inputs = folder.inputs
    day = folder.date_of(int(trip["day"]))
    closure = {"from": nodes[0], "to": nodes[1], "start": day, "end": day, "certainty": "certain"}
    inputs["scenario"]["closures"].append(closure)
    folder.write_inputs(inputs)
    return nodes[0]


@fault("links_open")
def closed_on_the_way_home(path: Path) -> str:
    """A road that closes on the last day of a trip over night."""
    folder = Folder(path)
    for trip in folder.rows("trips"):
        nodes = folder.way(trip)[1]["path"].split(PATH_SEPARATOR)
        last_day = trip["return"][:10]
        if last_day != trip["depart"][:10] and len(nodes) > 1:
            inputs = folder.inputs
            closure = {"from": nodes[0], "to": nodes[1], "start": last_day}
            inputs["scenario"]["closures"].append(closure)
            folder.write_inputs(inputs)
            return nodes[0]
    raise NothingToBreak("trips over night")


@fault("links_passable")
def rains_that_close_the_surface(path: Path) -> str:
    """The rains begin on the day of a trip whose class has no speed on a wet road of its way."""
    folder = Folder(path)
    for trip in folder.rows("trips"):
        closed = _closed_by_rain(folder, trip)
        if closed:
            _let_it_rain(folder, trip["depart"][5:10])
            return closed[0]
    raise NothingToBreak("surfaces closed by rain")


def _closed_by_rain(folder: Folder, trip: Row) -> list[str]:
    """The first nodes of steps on a trip's way where its class has no speed on a wet road."""
    scenario, classes = folder.inputs["scenario"], folder.inputs["pack"]["access"]["classes"]
    speeds = classes[trip["vehicle_class"]]["speeds_kmh"]
    found = []
    for hop in pairwise(folder.way(trip)[1]["path"].split(PATH_SEPARATOR)):
        links = [r for r in scenario["routes"] if {r["from"], r["to"]} == set(hop)]
        if all("wet" not in speeds.get(link["surface"], {}) for link in links):
            found.append(hop[0])
    return found


def _let_it_rain(folder: Folder, month_day: str) -> None:
    inputs = folder.inputs
    inputs["scenario"]["settings"]["season"] = None
    inputs["pack"]["access"]["wet_season"] = {
        "from_day": month_day, "to_day": month_day, "source": "a fault",
    }  # fmt: skip
    folder.write_inputs(inputs)


@fault("links_open")
def rains_on_the_way_home(path: Path) -> str:
    """The rains begin on the last day of a trip over night, and close its road."""
    folder = Folder(path)
    for trip in folder.rows("trips"):
        is_overnight = trip["return"][:10] != trip["depart"][:10]
        if is_overnight and _closed_by_rain(folder, trip):
            _let_it_rain(folder, trip["return"][5:10])
            return trip["trip_id"]
    raise NothingToBreak("trips over night that the rains could close")


@fault("links_open")
def out_of_the_links_season(path: Path) -> str:
    folder = Folder(path)
    trip, nodes = folder.hop()
    day_before = folder.date_of(int(trip["day"]) - 1)[5:]
    _change_links(folder, nodes, open_from=day_before, open_to=day_before)
    return nodes[0]


def _change_links(folder: Folder, nodes: list[str], **columns: object) -> None:
    inputs = folder.inputs
    for route in inputs["scenario"]["routes"]:
        if {route["from"], route["to"]} == set(nodes[:2]):
            route.update(columns)
    folder.write_inputs(inputs)


def _convoys(folder: Folder, **escort: object) -> None:
    inputs = folder.inputs
    every_day = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    inputs["scenario"]["settings"]["escorts"] = [{"weekdays": every_day, **escort}]
    folder.write_inputs(inputs)


@fault("escorts_kept")
def no_convoy_at_all(path: Path) -> str:
    folder = Folder(path)
    _, nodes = folder.hop()
    _change_links(folder, nodes, escort=True)
    return nodes[0]


@fault("escorts_kept")
def convoy_on_another_day(path: Path) -> str:
    folder = Folder(path)
    trip, nodes = folder.hop()
    _change_links(folder, nodes, escort=True)
    day_after = date.fromisoformat(trip["depart"][:10]) + timedelta(days=1)
    _convoys(folder, weekdays=[f"{day_after:%A}".lower()])
    return nodes[0]


@fault("escorts_kept")
def convoy_for_others(path: Path) -> str:
    folder = Folder(path)
    _, nodes = folder.hop()
    _change_links(folder, nodes, escort=True)
    _convoys(folder, classes=["mule"])
    return nodes[0]


@fault("escorts_kept")
def convoy_not_told_of(path: Path) -> str:
    folder = Folder(path)
    trip, nodes = folder.hop()
    _change_links(folder, nodes, escort=True)
    _convoys(folder)
    return folder.way(trip)[1]["origin"]


@fault("ways_measured")
def queue_at_the_ferry(path: Path) -> str:
    folder = Folder(path)
    trip, nodes = folder.hop()
    _change_links(folder, nodes, wait_hours=3)
    return folder.way(trip)[1]["origin"]


@fault("ways_measured")
def toll_kept_quiet(path: Path) -> str:
    folder = Folder(path)
    trip, nodes = folder.hop()
    _change_links(folder, nodes, toll=5000)
    return folder.way(trip)[1]["origin"]


@fault("ways_measured")
def doubt_kept_quiet(path: Path) -> str:
    folder = Folder(path)
    trip, nodes = folder.hop()
    _doubtful(folder, nodes, folder.date_of(int(trip["day"])))
    return folder.way(trip)[1]["origin"]


def _doubtful(folder: Folder, nodes: list[str], day: str) -> None:
    inputs = folder.inputs
    report = {"from": nodes[0], "to": nodes[1], "start": day, "end": day, "certainty": "probable"}
    inputs["scenario"]["closures"].append(report)
    folder.write_inputs(inputs)


@fault("ways_measured")
def slower_in_the_rains(path: Path) -> str:
    """The rains begin on the day of a trip, and every wet road is slow."""
    folder = Folder(path)
    trip, _ = folder.hop()
    inputs = folder.inputs
    for surfaces in inputs["pack"]["access"]["classes"][trip["vehicle_class"]]["speeds_kmh"]:
        inputs["pack"]["access"]["classes"][trip["vehicle_class"]]["speeds_kmh"][surfaces][
            "wet"
        ] = 2
    folder.write_inputs(inputs)
    _let_it_rain(folder, trip["depart"][5:10])
    return folder.way(trip)[1]["origin"]


@fault("ways_measured")
def hours_understated(path: Path) -> str:
    folder = Folder(path)
    trip, _ = folder.hop()
    at, way = folder.way(trip)
    folder.change("access", at, hours=float(way["hours"]) / 2)
    return way["origin"]


@fault("ways_measured")
def kilometres_understated(path: Path) -> str:
    folder = Folder(path)
    trip, _ = folder.hop()
    at, way = folder.way(trip)
    folder.change("access", at, km=float(way["km"]) / 2)
    return way["origin"]


@fault("ways_measured")
def risk_kept_quiet(path: Path) -> str:
    folder = Folder(path)
    for trip in folder.rows("trips"):
        at, way = folder.way(trip)
        if float(way["risk"]) > 0.001:
            folder.change("access", at, risk=0)
            return way["origin"]
    raise NothingToBreak("risk")


@fault("loads_below_the_cap")
def too_dangerous_a_way(path: Path) -> str:
    folder = Folder(path)
    trip = folder.first("trips", lambda trip: float(folder.way(trip)[1]["risk"]) > 0.001)[1]
    inputs = folder.inputs
    inputs["pack"]["access"]["risk_cap"] = {"goods": 0.0, "water": 0.0, "source": "planted"}
    folder.write_inputs(inputs)
    return trip["trip_id"]
