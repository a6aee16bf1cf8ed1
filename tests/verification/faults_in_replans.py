"""Faults of a plan that is made again, against the one that was in force."""

from __future__ import annotations

import csv
from pathlib import Path

from rrm.model.run_files import REPLAN_TABLES
from tests.verification.planting import Folder, NothingToBreak, Row, fault


@fault("changes_within_limit")
def one_hand_over_more_changed_than_allowed(path: Path) -> str:
    """The plan in force was another at one place, where nothing was to change."""
    folder = Folder(path)
    told = hand_overs(folder)
    if not told:
        raise NothingToBreak("a hand-over")
    told[0]["quantity"] = str(float(told[0]["quantity"]) + 1)
    take_over(folder, told, most_changes=0)
    return "1 hand-overs have changed, at most 0"


@fault("changes_within_limit")
def a_new_hand_over_where_nothing_may_change(path: Path) -> str:
    """Something comes on a day for which nothing was told."""
    folder = Folder(path)
    told = hand_overs(folder)
    if len(told) < 2:
        raise NothingToBreak("two hand-overs")
    take_over(folder, told[2:], most_changes=1)
    return "2 hand-overs have changed, at most 1"


def hand_overs(folder: Folder) -> list[Row]:
    """Those of the folder's plan, as rows of in_force.csv."""
    found: dict[tuple[str, str, str, str], float] = {}
    units: dict[str, str] = {}
    rows = [(row, row["quantity"], row["unit"]) for row in folder.rows("deliveries")]
    rows += [(row, row["households"], "transfer") for row in folder.rows("cash")]
    for row, quantity, unit in rows:
        key = (row["day"], row["site_id"], row["group"], row["item"])
        found[key] = found.get(key, 0.0) + float(quantity)
        units[row["item"]] = unit
    return [
        {
            "day": day, "site_id": site_id, "group": group, "item": item, "unit": units[item],
            "quantity": str(round(quantity, 6)),
        }
        for (day, site_id, group, item), quantity in found.items()
    ]  # fmt: skip


def take_over(folder: Folder, in_force: list[Row], most_changes: int | None) -> None:
    """Makes a run folder one of a run that takes over from a plan."""
    inputs = folder.inputs
    inputs["whole_scenario"] = inputs["scenario"]
    inputs["scenario"]["settings"]["most_changes"] = most_changes
    folder.write_inputs(inputs)
    with (folder.path / "in_force.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, REPLAN_TABLES["in_force.csv"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(in_force)
