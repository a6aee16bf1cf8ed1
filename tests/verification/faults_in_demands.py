"""Faults in need scores, demands and what is delivered of them."""

from __future__ import annotations

from pathlib import Path

from tests.verification.planting import Folder, NothingToBreak, fault


@fault("scores_in_range")
def severity_six(path: Path) -> str:
    Folder(path).change("needs", 0, severity=6)
    return Folder(path).rows("needs")[0]["site_id"]


@fault("overall_need_covers_sectors")
def fewer_in_need_overall(path: Path) -> str:
    folder = Folder(path)
    needy = {
        (row["site_id"], row["group"])
        for row in folder.rows("needs")
        if row["sector"] != "overall" and int(row["people_in_need"]) > 0
    }
    at, row = folder.first(
        "needs",
        lambda row: row["sector"] == "overall" and (row["site_id"], row["group"]) in needy,
    )
    folder.change("needs", at, people_in_need=0)
    return row["site_id"]


@fault("ranks_are_an_order")
def two_worst_sites(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.first("needs", lambda row: row["rank"] == "2")
    folder.change("needs", at, rank=1)
    return row["sector"]


@fault("quantities_positive")
def nothing_handed_over(path: Path) -> str:
    folder = Folder(path)
    folder.change("deliveries", 0, quantity=0)
    return folder.rows("deliveries")[0]["site_id"]


@fault("whole_units")
def half_a_kit(path: Path) -> str:
    folder = Folder(path)
    whole = {name for name, item in folder.inputs["pack"]["catalogue"].items() if item["whole"]}
    at, row = folder.first("deliveries", lambda row: row["item"] in whole)
    folder.change("deliveries", at, quantity=float(row["quantity"]) - 0.5)
    return row["trip_id"]


@fault("units_as_catalogued")
def litres_for_m3(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.delivery("water")
    folder.change("deliveries", at, unit="L")
    return row["item"]


@fault("demanded_and_in_time")
def nobody_entitled(path: Path) -> str:
    folder = Folder(path)
    _, row = folder.delivery("goods")
    kept = [
        demand
        for demand in folder.rows("demands")
        if (demand["site_id"], demand["group"], demand["item"])
        != (row["site_id"], row["group"], row["item"])
    ]
    folder.write("demands", kept)
    return row["site_id"]


@fault("demanded_and_in_time")
def after_the_horizon(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.delivery("goods")
    day = folder.inputs["scenario"]["settings"]["horizon_days"] + 1
    folder.change("deliveries", at, day=day)
    return row["site_id"]


@fault("demanded_and_in_time")
def given_when_it_was_lost(path: Path) -> str:
    folder = Folder(path)
    _, row = folder.delivery("goods")
    key = (row["site_id"], row["group"], row["item"])
    at, _ = folder.first("demands", lambda d: (d["site_id"], d["group"], d["item"]) == key)
    folder.change("demands", at, last_day=int(row["day"]) - 1)
    return row["site_id"]


@fault("demands_not_exceeded")
def more_kits_than_asked_for(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.delivery("goods")
    asked = sum(float(d["quantity"]) for d in folder.rows("demands") if d["item"] == row["item"])
    folder.change("deliveries", at, quantity=int(asked) + 1)
    return row["site_id"]


@fault("demands_not_exceeded")
def more_water_than_a_day_needs(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.delivery("water")
    folder.change("deliveries", at, quantity=float(row["quantity"]) * 1000)
    return row["site_id"]


@fault("nothing_counted_twice")
def double_delivery(path: Path) -> str:
    folder = Folder(path)
    rows = folder.rows("deliveries")
    folder.write("deliveries", [*rows, rows[0]])
    return rows[0]["site_id"]


@fault("nothing_counted_twice")
def double_payment(path: Path) -> str:
    folder = Folder(path)
    rows = folder.rows("cash")
    if not rows:
        raise NothingToBreak("cash")
    folder.write("cash", [*rows, rows[0]])
    return rows[0]["site_id"]


@fault("unmet_adds_up")
def unmet_row_vanished(path: Path) -> str:
    folder = Folder(path)
    rows = folder.rows("unmet")
    if not rows:
        raise NothingToBreak("unmet")
    folder.write("unmet", rows[1:])
    return rows[0]["site_id"]


@fault("unmet_adds_up")
def unmet_understated(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.first("unmet", lambda row: float(row["quantity"]) > 1)
    folder.change("unmet", at, quantity=float(row["quantity"]) - 1)
    return row["site_id"]


@fault("unmet_has_reasons")
def no_reason_in_french(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.first("unmet", lambda row: True)
    folder.change("unmet", at, reason_fr="")
    return row["site_id"]
