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
