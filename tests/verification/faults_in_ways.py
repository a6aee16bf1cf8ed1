"""Faults in the ways that trips take."""

from __future__ import annotations

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
    season = scenario["settings"]["season"]
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
