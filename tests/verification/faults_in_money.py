"""Faults in cash, spending, decisions, and what the plan says it is worth."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from tests.verification.planting import PATH_SEPARATOR, Folder, NothingToBreak, fault


@fault("amounts_as_catalogued")
def payment_rounded_up(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.first("cash", lambda row: True)
    folder.change("cash", at, amount=float(row["amount"]) + 1000)
    return row["site_id"]


@fault("amounts_as_catalogued")
def fee_forgotten(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.first("cash", lambda row: float(row["fee"]) > 0)
    folder.change("cash", at, fee=0)
    return row["site_id"]


@fault("currencies_agree")
def paid_in_another_currency(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.first("cash", lambda row: True)
    folder.change("cash", at, currency="XTS")
    return row["site_id"]


@fault("liquidity_kept")
def beyond_the_agents_liquidity(path: Path) -> str:
    folder = Folder(path)
    at, row = folder.first("cash", lambda row: True)
    agents = folder.inputs["scenario"]["cash_agents"]
    agent = next(agent for agent in agents if agent["agent_id"] == row["agent_id"])
    each = folder.inputs["pack"]["catalogue"][row["item"]]["unit_value"]
    households = int(agent["liquidity_per_day"] / each) + 1
    amount = households * each
    folder.change("cash", at, households=households, amount=amount, fee=amount * agent["fee"])
    return row["agent_id"]


@fault("agents_in_reach")
def site_out_of_the_agents_reach(path: Path) -> str:
    folder = Folder(path)
    row = folder.first("cash", lambda row: True)[1]
    inputs = folder.inputs
    for agent in inputs["scenario"]["cash_agents"]:
        if agent["agent_id"] == row["agent_id"]:
            agent["node"] = "far away"
    folder.write_inputs(inputs)
    return row["agent_id"]


@fault("money_below_the_cap")
def money_over_a_dangerous_way(path: Path) -> str:
    """Money is paid away from where its agent is, and every road has become dangerous."""
    folder = Folder(path)
    inputs = folder.inputs
    scenario = inputs["scenario"]
    nodes = {agent["agent_id"]: agent["node"] for agent in scenario["cash_agents"]}
    at = {site["site_id"]: site["node"] for site in scenario["sites"]}
    row = folder.first("cash", lambda row: at[row["site_id"]] != nodes[row["agent_id"]])[1]
    for route in scenario["routes"]:
        route["risk"] = 0.5
    inputs["pack"]["access"]["risk_cap"] = {"cash": 0.4, "source": "planted"}
    folder.write_inputs(inputs)
    return row["site_id"]


@fault("trip_costs_full")
def handling_unpaid(path: Path) -> str:
    folder = Folder(path)
    row = folder.first("transfers", lambda row: True)[1]
    inputs = folder.inputs
    node = {depot["depot_id"]: depot["node"] for depot in inputs["scenario"]["depots"]}
    change = {"node": node[row["to_depot"]], "handling_hours": 0, "cost_per_t": 900_000_000}
    inputs["scenario"]["transhipments"] = [change]
    folder.write_inputs(inputs)
    return row["trip_id"]


@fault("markets_take_up")
def market_flooded(path: Path) -> str:
    folder = Folder(path)
    folder.first("cash", lambda row: True)
    inputs = folder.inputs
    if not inputs["scenario"]["markets"]:
        raise NothingToBreak("markets")
    for market in inputs["scenario"]["markets"]:
        market["capacity_per_week"] = 1
    folder.write_inputs(inputs)
    return "market"


@fault("trip_costs_full")
def trip_for_nothing(path: Path) -> str:
    folder = Folder(path)
    trip, _ = folder.hop()
    folder.change("trips", folder.trip_of(trip)[0], cost=0)
    return trip["trip_id"]


@fault("trip_costs_full")
def toll_unpaid(path: Path) -> str:
    folder = Folder(path)
    trip, nodes = folder.hop()
    inputs = folder.inputs
    for route in inputs["scenario"]["routes"]:
        if {route["from"], route["to"]} == set(nodes[:2]):
            route["toll"] = 900_000
    folder.write_inputs(inputs)
    return trip["trip_id"]


@fault("trip_costs_full")
def convoy_unpaid(path: Path) -> str:
    folder = Folder(path)
    trip, nodes = folder.hop()
    inputs = folder.inputs
    for route in inputs["scenario"]["routes"]:
        if {route["from"], route["to"]} == set(nodes[:2]):
            route["escort"] = True
    leaves = f"{date.fromisoformat(trip['depart'][:10]):%A}".lower()
    inputs["scenario"]["settings"]["escorts"] = [{"weekdays": [leaves], "cost_per_trip": 900_000}]
    folder.write_inputs(inputs)
    return trip["trip_id"]


@fault("trip_costs_full")
def vain_drives_not_counted(path: Path) -> str:
    """A report that is not certain makes a trip dearer by the chance of driving in vain."""
    folder = Folder(path)
    inputs = folder.inputs
    vehicles = inputs["scenario"]["vehicles"]
    rates = {(v["depot_id"], v["vehicle_class"]): v["cost_per_km"] for v in vehicles}
    for trip in folder.rows("trips"):
        nodes = folder.way(trip)[1]["path"].split(PATH_SEPARATOR)
        driven = float(trip["km"]) * rates[trip["depot_id"], trip["vehicle_class"]]
        if len(nodes) > 1 and 1.9 * driven > float(trip["cost"]):
            report = {"from": nodes[0], "to": nodes[1], "certainty": "probable"}
            inputs["scenario"]["closures"].append(report)
            inputs["pack"]["access"]["closure_risk"] = {"probable": 0.95, "possible": 0.1}
            folder.write_inputs(inputs)
            return trip["trip_id"]
    raise NothingToBreak("trips that cost more than their hire")


@fault("trip_costs_full")
def hire_forgotten(path: Path) -> str:
    folder = Folder(path)
    vehicles = folder.inputs["scenario"]["vehicles"]
    rates = {(v["depot_id"], v["vehicle_class"]): v["cost_per_km"] for v in vehicles}
    hired = {(v["depot_id"], v["vehicle_class"]) for v in vehicles if v["hire_cost_per_day"] > 0}
    rows = folder.rows("trips")
    for row in rows:
        fleet, way = (row["depot_id"], row["vehicle_class"]), folder.way(row)[1]
        if fleet in hired:
            driven = float(row["km"]) * rates[fleet] * (1 + float(way["doubt"]))
            row["cost"] = str(driven + float(way["extra_cost"]))
    if not any((row["depot_id"], row["vehicle_class"]) in hired for row in rows):
        raise NothingToBreak("hire")
    inputs = folder.inputs
    for change in inputs["scenario"]["transhipments"]:
        change["cost_per_t"] = 0
    folder.write_inputs(inputs)
    folder.write("trips", rows)
    return "hire"


@fault("budget_kept")
def budget_exceeded(path: Path) -> str:
    folder = Folder(path)
    budget = folder.inputs["scenario"]["settings"]["budget"]
    if budget is None:
        raise NothingToBreak("budget")
    row = folder.rows("trips")[0]
    folder.change("trips", 0, cost=float(row["cost"]) + budget["amount"])
    return budget["currency"]


@fault("hosts_have_their_share")
def hosts_left_out(path: Path) -> str:
    folder = Folder(path)
    rows = folder.rows("deliveries")
    if not any(row["group"] == "host" for row in folder.rows("demands")):
        raise NothingToBreak("hosts")
    for table in ("deliveries", "cash"):
        folder.write(table, [row for row in folder.rows(table) if row["group"] != "host"])
    inputs = folder.inputs
    inputs["pack"]["entitlements"]["minimum_host_share"] = 0.5
    folder.write_inputs(inputs)
    if not any(row["group"] != "host" and folder.kind(row["item"]) == "goods" for row in rows):
        raise NothingToBreak("goods for others")
    return "host communities"


@fault("locks_kept")
def lock_broken(path: Path) -> str:
    folder = Folder(path)
    row = folder.rows("deliveries")[0]
    inputs = folder.inputs
    lock = {"site_id": row["site_id"], "item": row["item"], "day": row["day"], "at_most": 0.1}
    inputs["scenario"]["locks"] = [lock]
    folder.write_inputs(inputs)
    return row["site_id"]


@fault("locks_kept")
def promise_not_kept(path: Path) -> str:
    folder = Folder(path)
    row = folder.rows("deliveries")[0]
    inputs = folder.inputs
    lock = {"site_id": row["site_id"], "item": row["item"], "at_least": 1_000_000}
    inputs["scenario"]["locks"] = [lock]
    folder.write_inputs(inputs)
    return row["site_id"]


def _change_tier(path: Path, tier: str, **values: float) -> str:
    file = path / "run.json"
    if not file.exists():
        raise NothingToBreak("run.json")
    about = json.loads(file.read_text(encoding="utf-8"))
    changed = [row for row in about["tiers"] if row["tier"] == tier]
    if not changed:
        raise NothingToBreak(tier)
    changed[0].update(values)
    file.write_text(json.dumps(about), encoding="utf-8")
    return tier


@fault("tier_values_true")
def needs_met_inflated(path: Path) -> str:
    return _change_tier(path, "needs_met", value=1e9, best=1e9, bound=1e9)


@fault("tier_values_true")
def thirst_denied(path: Path) -> str:
    return _change_tier(path, "survival_water", value=-1, best=-1, bound=-1)


@fault("tier_values_true")
def worst_off_site_praised(path: Path) -> str:
    return _change_tier(path, "equity", value=0.97, best=0.97, bound=1.0)


@fault("tier_bounds_hold")
def better_than_possible(path: Path) -> str:
    return _change_tier(path, "needs_met", bound=-1e9)
