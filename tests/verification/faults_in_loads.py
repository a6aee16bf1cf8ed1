"""Faults in what is on board."""

from __future__ import annotations

from pathlib import Path

from tests.verification.planting import Folder, NothingToBreak, fault


def _overload(path: Path, measure: str, limit: str) -> str:
    folder = Folder(path)
    at, row = folder.delivery("goods")
    trip = folder.trip_of(row)[1]
    each = folder.inputs["pack"]["catalogue"][row["item"]][measure]
    most = max(
        vehicle[limit]
        for vehicle in folder.inputs["scenario"]["vehicles"]
        if (vehicle["depot_id"], vehicle["vehicle_class"])
        == (trip["depot_id"], trip["vehicle_class"])
    )
    if not each:
        raise NothingToBreak(row["item"])
    folder.change("deliveries", at, quantity=int(most / each) + 1)
    return row["trip_id"]


@fault("deliveries_travel")
def delivery_without_trip(path: Path) -> str:
    folder = Folder(path)
    lost = folder.delivery("goods")[1]["trip_id"]
    folder.write("trips", [row for row in folder.rows("trips") if row["trip_id"] != lost])
    return lost


@fault("deliveries_travel")
def delivery_from_elsewhere(path: Path) -> str:
    folder = Folder(path)
    depots = [depot["depot_id"] for depot in folder.inputs["scenario"]["depots"]]
    at, row = folder.delivery("goods")
    others = [depot for depot in depots if depot != row["origin"]]
    if not others:
        raise NothingToBreak("depots")
    folder.change("deliveries", at, origin=others[0])
    return row["trip_id"]


@fault("transfers_travel")
def transfer_without_trip(path: Path) -> str:
    folder = Folder(path)
    at, _ = folder.first("transfers", lambda row: True)
    folder.change("transfers", at, trip_id="no such trip")
    return "no such trip"


@fault("trips_carry_something")
def trip_without_load(path: Path) -> str:
    folder = Folder(path)
    emptied = folder.rows("deliveries")[0]["trip_id"]
    kept = [row for row in folder.rows("deliveries") if row["trip_id"] != emptied]
    folder.write("deliveries", kept)
    return emptied


@fault("classes_carry_their_kind")
def kits_in_a_tanker(path: Path) -> str:
    folder = Folder(path)
    classes = folder.inputs["pack"]["access"]["classes"]
    tankers = [name for name, rules in classes.items() if rules["carries"] == "water"]
    at, row = folder.delivery("goods")
    if not tankers:
        raise NothingToBreak("classes")
    folder.change("deliveries", at, vehicle_class=tankers[0])
    return row["trip_id"]


@fault("loads_as_filed")
def load_misstated(path: Path) -> str:
    folder = Folder(path)
    row = folder.rows("trips")[0]
    folder.change("trips", 0, load_kg=float(row["load_kg"]) / 2)
    return row["trip_id"]


@fault("payloads_kept")
def overload_kg(path: Path) -> str:
    return _overload(path, "kg", "payload_kg")


@fault("volumes_kept")
def overload_m3(path: Path) -> str:
    return _overload(path, "m3", "volume_m3")


@fault("volumes_kept")
def tank_overfilled(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.delivery("water")
    trip = folder.trip_of(row)[1]
    tanks = [
        vehicle["volume_m3"]
        for vehicle in folder.inputs["scenario"]["vehicles"]
        if vehicle["vehicle_class"] == trip["vehicle_class"]
    ]
    folder.change("deliveries", at, quantity=max(tanks) + 0.5)
    return row["trip_id"]
