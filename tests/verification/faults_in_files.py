"""What can be wrong with the files, before anything is replayed."""

from __future__ import annotations

from pathlib import Path

from tests.verification.planting import PATH_SEPARATOR, Folder, fault


@fault("inputs_readable")
def inputs_cut_short(path: Path) -> str:
    text = (path / "inputs.json").read_text(encoding="utf-8")
    (path / "inputs.json").write_text(text[: len(text) // 2], encoding="utf-8")
    return "inputs.json"


@fault("tables_complete")
def table_missing(path: Path) -> str:
    (path / "cash.csv").unlink()
    return "cash.csv"


@fault("tables_complete")
def column_missing(path: Path) -> str:
    folder = Folder(path)
    rows, columns = folder.rows("deliveries"), folder.header("deliveries")
    columns.remove("vehicle_class")
    lines = [columns, *([row[column] for column in columns] for row in rows)]
    text = "".join(",".join(line) + "\n" for line in lines)
    (path / "deliveries.csv").write_text(text, encoding="utf-8", newline="")
    return "vehicle_class"


@fault("tables_complete")
def row_cut_short(path: Path) -> str:
    text = (path / "deliveries.csv").read_text(encoding="utf-8").rstrip("\n")
    (path / "deliveries.csv").write_text(text.rsplit(",", 3)[0], encoding="utf-8", newline="")
    return "deliveries.csv"


@fault("cells_readable")
def not_a_number(path: Path) -> str:
    Folder(path).change("deliveries", 0, quantity="nan")
    return "deliveries.csv row 2, quantity"


@fault("cells_readable")
def endless_risk(path: Path) -> str:
    Folder(path).change("trips", 0, risk="inf")
    return "trips.csv row 2, risk"


@fault("references_known")
def site_unknown(path: Path) -> str:
    Folder(path).change("deliveries", 0, site_id="Atlantis")
    return "Atlantis"


@fault("references_known")
def item_unknown(path: Path) -> str:
    Folder(path).change("demands", 0, item="champagne")
    return "champagne"


@fault("rows_once")
def trip_twice(path: Path) -> str:
    folder = Folder(path)
    rows = folder.rows("trips")
    folder.write("trips", [*rows, rows[0]])
    return rows[0]["trip_id"]


@fault("rows_once")
def demand_twice(path: Path) -> str:
    folder = Folder(path)
    rows = folder.rows("demands")
    folder.write("demands", [*rows, rows[0]])
    return rows[0]["site_id"]


@fault("demands_begin")
def demand_before_the_start(path: Path) -> str:
    folder = Folder(path)
    folder.change("demands", 0, from_day=0)
    return folder.rows("demands")[0]["site_id"]


@fault("stops_as_planned")
def tanker_without_source(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.trip_of(folder.delivery("water")[1])
    folder.change("trips", at, stops=row["stops"].split(PATH_SEPARATOR)[-1])
    return row["trip_id"]


@fault("times_in_order")
def home_before_leaving(path: Path) -> str:
    folder = Folder(path)
    row = folder.rows("trips")[0]
    folder.change("trips", 0, depart=row["return"], **{"return": row["depart"]})
    return row["trip_id"]
