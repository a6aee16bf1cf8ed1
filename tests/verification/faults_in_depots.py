"""Faults in what leaves a depot and who hands it out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.verification.planting import Folder, NothingToBreak, fault


@fault("stocks_suffice")
def too_much_from_a_stock(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.delivery("goods")
    scenario = folder.inputs["scenario"]
    there = sum(s["quantity"] for s in (*scenario["stock"], *scenario["pipeline"]))
    there += sum(float(moved["quantity"]) for moved in folder.rows("transfers"))
    folder.change("deliveries", at, quantity=int(there) + 1)
    return row["origin"]


@fault("stocks_suffice")
def stock_before_its_pipeline(path: Path) -> str:
    """An expected supply that the plan needs comes a year later."""
    folder = Folder(path)
    inputs = folder.inputs
    counted = inputs["pack"]["entitlements"]["pipeline_counted"]
    for due in inputs["scenario"]["pipeline"]:
        shelf = (due["depot_id"], due["item"])
        if due["certainty"] in counted and due["quantity"] > _spare(folder, inputs, shelf):
            due["arrives_on"] = folder.date_of(365)
            folder.write_inputs(inputs)
            return due["depot_id"]
    raise NothingToBreak("pipeline")


def _spare(folder: Folder, inputs: dict[str, Any], shelf: tuple[str, str]) -> float:
    counted = inputs["pack"]["entitlements"]["pipeline_counted"]
    scenario = inputs["scenario"]
    pipeline = [row for row in scenario["pipeline"] if row["certainty"] in counted]
    rows = [*scenario["stock"], *pipeline]
    left = sum(row["quantity"] for row in rows if (row["depot_id"], row["item"]) == shelf)
    for moved in folder.rows("transfers"):
        quantity = float(moved["quantity"])
        left += quantity if (moved["to_depot"], moved["item"]) == shelf else 0
        left -= quantity if (moved["from_depot"], moved["item"]) == shelf else 0
    handed = [d for d in folder.rows("deliveries") if (d["origin"], d["item"]) == shelf]
    return left - sum(float(delivery["quantity"]) for delivery in handed)


@fault("stocks_suffice")
def sent_on_the_day_it_came(path: Path) -> str:
    """A transfer that is needed on the next day arrives on that day."""
    folder = Folder(path)
    inputs = folder.inputs
    for at, moved in enumerate(folder.rows("transfers")):
        shelf = (moved["to_depot"], moved["item"])
        used = [d for d in folder.rows("deliveries") if (d["origin"], d["item"]) == shelf]
        if used and float(moved["quantity"]) > _spare(folder, inputs, shelf):
            last_left = max(int(folder.trip_of(d)[1]["day"]) for d in used)
            folder.change("transfers", at, arrival_day=last_left)
            return moved["to_depot"]
    raise NothingToBreak("transfers")


@fault("batches_in_time")
def expired_when_it_was_handed_out(path: Path) -> str:
    """All that a depot has of an item expires on the day before it is handed out."""
    folder = Folder(path)
    row = folder.delivery("goods")[1]
    inputs = folder.inputs
    for table in ("stock", "pipeline"):
        for held in inputs["scenario"][table]:
            if (held["depot_id"], held["item"]) == (row["origin"], row["item"]):
                held["expires_on"] = folder.date_of(int(row["day"]) - 1)
    folder.write_inputs(inputs)
    return row["origin"]


@fault("batches_in_time")
def moved_from_a_batch_that_is_not_there(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.first("transfers", lambda row: True)
    folder.change("transfers", at, expires_on=folder.date_of(int(row["day"])))
    return row["item"]


def _changing_vehicles(folder: Folder, **figures: object) -> str:
    """Says how loads change vehicles at the depot that a transfer goes to, which it names."""
    depot_id = folder.first("transfers", lambda row: True)[1]["to_depot"]
    inputs = folder.inputs
    node = next(d["node"] for d in inputs["scenario"]["depots"] if d["depot_id"] == depot_id)
    change = {"node": node, "handling_hours": 0, **figures}
    inputs["scenario"]["transhipments"] = [change]
    folder.write_inputs(inputs)
    return depot_id


@fault("changes_take_their_time")
def handled_in_no_time(path: Path) -> str:
    return _changing_vehicles(Folder(path), handling_hours=100)


@fault("changes_kept_to_a_day")
def more_than_can_change_vehicles(path: Path) -> str:
    return _changing_vehicles(Folder(path), kg_per_day=1)


@fault("handling_kept")
def more_than_a_depot_handles(path: Path) -> str:
    folder = Folder(path)
    depot_id = folder.delivery("goods")[1]["origin"]
    inputs = folder.inputs
    for depot in inputs["scenario"]["depots"]:
        if depot["depot_id"] == depot_id:
            depot["handling_capacity"] = 1
    folder.write_inputs(inputs)
    return depot_id


@fault("teams_suffice")
def teams_overrun(path: Path) -> str:
    folder = Folder(path)
    depot_id = folder.delivery("goods")[1]["origin"]
    inputs = folder.inputs
    if depot_id not in [team["depot_id"] for team in inputs["scenario"]["teams"]]:
        raise NothingToBreak("teams")
    for team in inputs["scenario"]["teams"]:
        if team["depot_id"] == depot_id:
            team["households_per_day"] = 1
    folder.write_inputs(inputs)
    return depot_id
