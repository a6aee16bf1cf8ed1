"""Faults in the time, road and vehicles that trips take."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.verification.planting import PATH_SEPARATOR, Folder, NothingToBreak, fault


@fault("trip_hours_full")
def trip_hours_understated(path: Path) -> str:
    folder = Folder(path)
    row = folder.rows("trips")[0]
    folder.change("trips", 0, hours=float(row["hours"]) / 2)
    return row["trip_id"]


@fault("trip_distances_full")
def trip_kilometres_understated(path: Path) -> str:
    folder = Folder(path)
    trip, _ = folder.hop()
    at, _ = folder.trip_of(trip)
    folder.change("trips", at, km=float(trip["km"]) / 2)
    return trip["trip_id"]


@fault("trip_risks_full")
def trip_risk_kept_quiet(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.first("trips", lambda row: float(row["risk"]) > 0.001)
    folder.change("trips", at, risk=0)
    return row["trip_id"]


@fault("arrivals_follow")
def arrival_before_departure(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.first("deliveries", lambda row: int(row["day"]) > 1)
    folder.change("deliveries", at, day=int(folder.trip_of(row)[1]["day"]) - 1)
    return row["trip_id"]


@fault("arrivals_follow")
def transfer_arrives_too_soon(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.first("transfers", lambda row: True)
    folder.change("transfers", at, arrival_day=int(row["day"]) - 1)
    return row["trip_id"]


@fault("working_days_kept")
def thirty_hours_a_day(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.first("trips", lambda row: row["depart"][:10] == row["return"][:10])
    folder.change("trips", at, hours=30)
    return row["trip_id"]


@fault("working_days_kept")
def home_in_the_night(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.first(
        "trips", lambda row: row["depart"][:10] == row["return"][:10] and float(row["hours"]) < 20
    )
    shifted = {"depart": f"{row['depart'][:10]}T23:30", "return": f"{row['return'][:10]}T23:59"}
    folder.change("trips", at, **shifted)
    return row["trip_id"]


@fault("curfews_kept")
def on_the_road_before_dawn(path: Path) -> str:
    folder = Folder(path)
    row = folder.rows("trips")[0]
    folder.change("trips", 0, depart=f"{row['depart'][:10]}T04:30")
    return row["trip_id"]


@fault("curfews_kept")
def home_after_dark(path: Path) -> str:
    folder = Folder(path)
    row = folder.rows("trips")[0]
    folder.change("trips", 0, **{"return": f"{row['return'][:10]}T23:59"})
    inputs = folder.inputs
    inputs["pack"]["access"]["day_ends"] = 18
    folder.write_inputs(inputs)
    return row["trip_id"]


@fault("curfews_kept")
def in_a_curfew(path: Path) -> str:
    """From the day of a trip on, nobody may be on the move before ten in the morning."""
    folder = Folder(path)
    row = folder.rows("trips")[0]
    inputs = folder.inputs
    curfew = {"from_hour": 20, "to_hour": 10, "start": row["depart"][:10]}
    inputs["scenario"]["settings"]["curfews"] = [curfew]
    folder.write_inputs(inputs)
    return row["trip_id"]


@fault("working_days_kept")
def no_time_before_the_curfew(path: Path) -> str:
    """A curfew from seven in the morning leaves an hour a day."""
    folder = Folder(path)
    row = folder.rows("trips")[0]
    inputs = folder.inputs
    inputs["scenario"]["settings"]["curfews"] = [{"from_hour": 7, "to_hour": 0}]
    folder.write_inputs(inputs)
    return row["trip_id"]


@fault("trip_risks_full")
def each_kilometre_is_risky(path: Path) -> str:
    folder = Folder(path)
    trip, nodes = folder.hop()
    inputs = folder.inputs
    for route in inputs["scenario"]["routes"]:
        if {route["from"], route["to"]} == set(nodes[:2]):
            route["risk_per_km"] = 0.01
    folder.write_inputs(inputs)
    return trip["trip_id"]


@fault("trip_hours_full")
def tank_filled_in_no_time(path: Path) -> str:
    """The source gives half a m3 an hour, and the trip's hours don't hold that."""
    folder = Folder(path)
    trip = folder.trip_of(folder.delivery("water")[1])[1]
    inputs = folder.inputs
    for source in inputs["scenario"]["water_sources"]:
        source["m3_per_hour"] = 0.5
    folder.write_inputs(inputs)
    return trip["trip_id"]


@fault("trips_home_in_time")
def away_for_weeks(path: Path) -> str:
    folder = Folder(path)
    row = folder.rows("trips")[0]
    home = date.fromisoformat(row["return"][:10]) + timedelta(days=20)
    folder.change("trips", 0, **{"return": f"{home.isoformat()}{row['return'][10:]}"})
    return row["trip_id"]


@fault("enough_vehicles")
def more_trips_than_vehicles(path: Path) -> str:
    folder = Folder(path)
    row = folder.rows("deliveries")[0]
    trip = folder.trip_of(row)[1]
    owned = sum(
        vehicle["count"]
        for vehicle in folder.inputs["scenario"]["vehicles"]
        if (vehicle["depot_id"], vehicle["vehicle_class"])
        == (trip["depot_id"], trip["vehicle_class"])
    )
    copies = [f"copy {number}" for number in range(owned)]
    folder.write("trips", folder.rows("trips") + [{**trip, "trip_id": name} for name in copies])
    added = [{**row, "trip_id": name} for name in copies]
    folder.write("deliveries", folder.rows("deliveries") + added)
    return trip["depot_id"]


@fault("enough_vehicles")
def water_without_tanker(path: Path) -> str:
    """The tankers of a depot come a day later than the first one leaves."""
    folder = Folder(path)
    trip = folder.trip_of(folder.delivery("water")[1])[1]
    inputs = folder.inputs
    for vehicle in inputs["scenario"]["vehicles"]:
        if (vehicle["depot_id"], vehicle["vehicle_class"]) == (
            trip["depot_id"],
            trip["vehicle_class"],
        ):
            vehicle["from_day"] = int(trip["day"]) + 1
    folder.write_inputs(inputs)
    return trip["depot_id"]


@fault("yields_kept")
def beyond_the_yield(path: Path) -> str:
    folder = Folder(path)
    source = folder.delivery("water")[1]["origin"]
    inputs = folder.inputs
    for row in inputs["scenario"]["water_sources"]:
        if row["source_id"] == source:
            row["m3_per_day"] = 0.5
    folder.write_inputs(inputs)
    return source


@fault("tankers_drive_to_source")
def tanker_starts_at_the_source(path: Path) -> str:
    folder = Folder(path)
    rules = folder.inputs["pack"]["access"]["classes"]
    for at, trip in enumerate(folder.rows("trips")):
        mine = rules[trip["vehicle_class"]]
        if mine["carries"] != "water":
            continue
        way = folder.way(trip)[1]
        cycle = mine["load_hours"] + mine["unload_hours"]
        cycle += float(way["hours"]) + float(way["hours_back"])
        if float(trip["hours"]) > cycle + 0.01:
            folder.change("trips", at, hours=round(cycle, 6))
            return trip["stops"].split(PATH_SEPARATOR)[0]
    raise NothingToBreak("tankers that drive to a source")
