"""How a fault is planted: a run folder whose tables and inputs can be changed, and the list."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Row = dict[str, str]
PATH_SEPARATOR = " > "


class NothingToBreak(LookupError):  # noqa: N818 - it names what is wrong
    """The run has no row in which this fault could be planted."""


@dataclass(frozen=True)
class Mutant:
    """plant: plants the fault and returns what its first offender must mention."""

    caught_by: str
    plant: Callable[[Path], str]


LISTED: dict[str, Mutant] = {}


def fault(caught_by: str) -> Callable[[Callable[[Path], str]], Callable[[Path], str]]:
    """Lists a function among the mutants under its own name."""

    def listed(plant: Callable[[Path], str]) -> Callable[[Path], str]:
        LISTED[plant.__name__] = Mutant(caught_by, plant)
        return plant

    return listed


class Folder:
    """A run folder whose tables and inputs can be changed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self, table: str) -> list[Row]:
        with (self.path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def header(self, table: str) -> list[str]:
        text = (self.path / f"{table}.csv").read_text(encoding="utf-8")
        return text.split("\n", 1)[0].split(",")

    def write(self, table: str, rows: list[Row]) -> None:
        columns = self.header(table)
        with (self.path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def change(self, table: str, at: int, **cells: object) -> None:
        rows = self.rows(table)
        rows[at].update({column: str(cell) for column, cell in cells.items()})
        self.write(table, rows)

    @property
    def inputs(self) -> dict[str, Any]:
        return json.loads((self.path / "inputs.json").read_text(encoding="utf-8"))

    def write_inputs(self, inputs: dict[str, Any]) -> None:
        (self.path / "inputs.json").write_text(json.dumps(inputs), encoding="utf-8")

    def kind(self, item: str) -> str:
        return self.inputs["pack"]["catalogue"][item]["kind"]

    def carries(self, vehicle_class: str) -> str:
        return self.inputs["pack"]["access"]["classes"][vehicle_class]["carries"]

    def date_of(self, day: int) -> str:
        start = date.fromisoformat(self.inputs["scenario"]["settings"]["start"])
        return (start + timedelta(days=day - 1)).isoformat()

    def first(self, table: str, wanted: Callable[[Row], bool]) -> tuple[int, Row]:
        for at, row in enumerate(self.rows(table)):
            if wanted(row):
                return at, row
        raise NothingToBreak(table)

    def delivery(self, kind: str) -> tuple[int, Row]:
        kinds = {name: item["kind"] for name, item in self.inputs["pack"]["catalogue"].items()}
        return self.first("deliveries", lambda row: kinds[row["item"]] == kind)

    def trip_of(self, row: Row) -> tuple[int, Row]:
        return self.first("trips", lambda trip: trip["trip_id"] == row["trip_id"])

    def way(self, trip: Row) -> tuple[int, Row]:
        stops = trip["stops"].split(PATH_SEPARATOR)
        is_water = self.carries(trip["vehicle_class"]) == "water"
        origin, stop = stops if is_water else (trip["depot_id"], stops[0])
        return self.first(
            "access",
            lambda row: (
                (row["origin"], row["site_id"], row["vehicle_class"])
                == (origin, stop, trip["vehicle_class"])
                and int(row["period_start"]) <= int(trip["day"]) <= int(row["period_end"])
            ),
        )

    def hop(self) -> tuple[Row, list[str]]:
        """A trip with a way of at least one link, and the nodes of that way."""
        for trip in self.rows("trips"):
            nodes = self.way(trip)[1]["path"].split(PATH_SEPARATOR)
            if len(nodes) > 1:
                return trip, nodes
        raise NothingToBreak("access")
