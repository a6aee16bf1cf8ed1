"""Faults in what goes along with water, and in how alike groups are helped."""

from __future__ import annotations

from pathlib import Path

from tests.verification.planting import Folder, NothingToBreak, fault

PLENTY_M3 = 10_000
"""Storage that holds whatever a plan brings to a place in a day."""


def _goes_with(folder: Folder, part: str) -> tuple[dict, str, dict]:  # type: ignore[type-arg]
    """The inputs, the water item that is brought, and what the pack says goes with it."""
    inputs, row = folder.inputs, folder.delivery("water")[1]
    found = inputs["pack"]["catalogue"][row["item"]]["goes_with"][part]
    if found is None:
        raise NothingToBreak(part)
    return inputs, row["site_id"], found


def _only_there(inputs: dict, site_id: str, storage_m3: float | None) -> None:  # type: ignore[type-arg]
    """One place has so much of its own, all others plenty; nothing handed over holds water."""
    for site in inputs["scenario"]["sites"]:
        site["storage_m3"] = storage_m3 if site["site_id"] == site_id else PLENTY_M3
    for item in inputs["pack"]["catalogue"].values():
        item["holds_m3"] = 0


@fault("water_is_held")
def nothing_holds_the_water(path: Path) -> str:
    folder = Folder(path)
    inputs, site_id, storage = _goes_with(folder, "storage")
    storage["if_not_stated_m3"] = 0
    _only_there(inputs, site_id, None)
    folder.write_inputs(inputs)
    return site_id


@fault("water_is_held")
def the_place_has_less_than_is_brought(path: Path) -> str:
    folder = Folder(path)
    inputs, site_id, storage = _goes_with(folder, "storage")
    m3 = float(folder.delivery("water")[1]["quantity"])
    _only_there(inputs, site_id, m3 / storage["turnover_per_day"] / 2)
    folder.write_inputs(inputs)
    return site_id


@fault("water_is_held")
def filled_before_it_is_set_up(path: Path) -> str:
    """Storage comes on the day of the water, and takes a day to be ready."""
    folder = Folder(path)
    at, row = folder.delivery("goods")
    water = folder.delivery("water")[1]
    inputs, site_id, storage = _goes_with(folder, "storage")
    storage["ready_after_days"] = 1
    _only_there(inputs, site_id, 0)
    catalogue = inputs["pack"]["catalogue"]
    catalogue["planted"] = {**catalogue[row["item"]], "variants": [], "holds_m3": PLENTY_M3}
    folder.write_inputs(inputs)
    there = {column: water[column] for column in ("day", "site_id", "group")}
    folder.change("deliveries", at, item="planted", **there)
    return f"{site_id}, day {water['day']}"


@fault("chlorine_suffices")
def the_depot_has_no_chlorine(path: Path) -> str:
    folder = Folder(path)
    inputs, _, chlorine = _goes_with(folder, "chlorine")
    for table in ("stock", "pipeline"):
        rows = inputs["scenario"][table]
        inputs["scenario"][table] = [row for row in rows if row["item"] != chlorine["item"]]
    for source in inputs["scenario"]["water_sources"]:
        source["chlorinated"] = False
    folder.write_inputs(inputs)
    return chlorine["item"]


@fault("chlorine_suffices")
def a_weaker_product_than_counted_with(path: Path) -> str:
    folder = Folder(path)
    inputs, _, chlorine = _goes_with(folder, "chlorine")
    chlorine["active_share"] = 1e-6
    for source in inputs["scenario"]["water_sources"]:
        source["chlorinated"] = False
    folder.write_inputs(inputs)
    return chlorine["item"]


def _without(path: Path, group: str, parity: dict[str, object]) -> None:
    """The run with a parity asked for, and nothing brought to one group."""
    folder = Folder(path)
    inputs = folder.inputs
    inputs["pack"]["entitlements"]["group_parity"] = {**parity, "source": "planted"}
    folder.write_inputs(inputs)
    for table in ("deliveries", "cash"):
        folder.write(table, [row for row in folder.rows(table) if row["group"] != group])


def _two_groups(folder: Folder) -> tuple[str, str]:
    """A group that is helped, and another that is due anything."""
    helped = {row["group"] for table in ("deliveries", "cash") for row in folder.rows(table)}
    due = {row["group"] for row in folder.rows("demands") if float(row["weight"]) > 0}
    for one in sorted(helped):
        for other in sorted(due - {one}):
            return one, other
    raise NothingToBreak("groups")


@fault("groups_alike")
def a_group_left_with_nothing(path: Path) -> str:
    helped, left = _two_groups(Folder(path))
    _without(path, left, {"at_most": 0, "over": "plan"})
    return f"{helped} is brought"


@fault("variants_as_catalogued")
def something_else_handed_over(path: Path) -> str:
    """Another item for what is due, which the catalogue does not let be given for it."""
    folder = Folder(path)
    at, row = folder.delivery("goods")
    catalogue = folder.inputs["pack"]["catalogue"]
    others = [
        name
        for name, item in catalogue.items()
        if item["kind"] == "goods"
        and name not in [row["item"], *(one["item"] for one in catalogue[row["item"]]["variants"])]
    ]
    if not others:
        raise NothingToBreak("goods")
    folder.change("deliveries", at, item=others[0])
    return row["site_id"]


@fault("variants_as_catalogued")
def a_light_kit_counted_in_full(path: Path) -> str:
    folder = Folder(path)
    inputs = folder.inputs
    at, row = folder.delivery("goods")
    inputs["pack"]["catalogue"]["planted"] = {
        **inputs["pack"]["catalogue"][row["item"]],
        "variants": [{"item": row["item"], "counts": 0.5, "source": "planted"}],
    }
    folder.write_inputs(inputs)
    folder.change("deliveries", at, meets="planted")
    return row["site_id"]


@fault("demands_not_exceeded")
def a_household_given_two_light_kits(path: Path) -> str:
    """Light kits count half, but each takes a whole place: no more of them than kits are due."""
    folder = Folder(path)
    inputs = folder.inputs
    at, row = folder.delivery("goods")
    item = row["item"]
    inputs["pack"]["catalogue"]["planted"] = {**inputs["pack"]["catalogue"][item], "variants": []}
    light = {"item": "planted", "counts": 0.5, "source": "planted"}
    inputs["pack"]["catalogue"][item]["variants"] = [light]
    folder.write_inputs(inputs)
    due = sum(float(d["quantity"]) for d in folder.rows("demands") if d["item"] == item)
    units = int(due) + 1
    folder.change("deliveries", at, item="planted", quantity=units, counts_as=units / 2)
    return row["site_id"]


@fault("stocks_suffice")
def parts_that_are_not_there(path: Path) -> str:
    """A depot that has no kits puts them together from parts of which it has too few."""
    folder = Folder(path)
    inputs, row = folder.inputs, folder.delivery("goods")[1]
    part = {**inputs["pack"]["catalogue"][row["item"]], "made_of": {}, "variants": []}
    inputs["pack"]["catalogue"]["part"] = part
    inputs["pack"]["catalogue"][row["item"]]["made_of"] = {"part": 1}
    scenario = inputs["scenario"]
    for table in ("stock", "pipeline"):
        scenario[table] = [one for one in scenario[table] if one["item"] != row["item"]]
    folder.write_inputs(inputs)
    kept = [one for one in folder.rows("transfers") if one["item"] != row["item"]]
    folder.write("transfers", kept)
    return "of part have left"
