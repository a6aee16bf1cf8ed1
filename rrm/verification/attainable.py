"""What could reach each site at best, were it the only one: the yardstick of equity.

Means are not counted, only access: goods that any depot holds or expects from the first day on
which any vehicle can bring them before they expire, water on each day on which a tanker can come,
cash from the first day on which an agent can pay; by no way that is riskier than the pack's cap.
Beside it what is due to a site of all that there is a way for: the yardstick of floors.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
from typing import Literal

from rrm.model.access import Access
from rrm.model.demand import Demand
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Pipeline, Stock, Vehicle, WaterSource
from rrm.verification.network import hops
from rrm.verification.replay import Replay
from rrm.verification.risk import RISK_GRAIN, SafestWays
from rrm.verification.tolerance import exceeds
from rrm.verification.worth import lateness_factor

HAIR = 1e-9
"""Hours that add up to the working day but for rounding still fit it."""
SHORTEST_HOURS = 1 / 60
"""A trip counts as a minute at least."""


def attainable_values(replay: Replay) -> dict[str, float]:
    """By site, the value of all its demands met as early as any open way allows.

    Value: quantity x weight x lateness factor, of water summed over the days; of the item that is
    due or of what may be handed over for it, whichever is worth most. Sites that nothing can reach
    are left out.
    """
    found: dict[str, float] = {}
    reached = _Reached(replay)
    for demand in replay.run.demands:
        value = demand.quantity * demand.weight * _share_met(replay, reached, demand)
        found[demand.site_id] = found.get(demand.site_id, 0.0) + value
    return {site_id: value for site_id, value in found.items() if value > 0}


def due_in_reach(replay: Replay) -> dict[str, float]:
    """By site, the people of each of its needs that something could come for, on whatever day.

    Whether there is anything to bring doesn't count. Sites that nothing can reach are left out.
    """
    found: dict[str, float] = {}
    reached = _Reached(replay)
    for demand in replay.run.demands:
        if demand.people > 0 and reached.ways(demand):
            found[demand.site_id] = found.get(demand.site_id, 0.0) + demand.people
    return found


def _share_met(replay: Replay, reached: _Reached, demand: Demand) -> float:
    """What of a demand's value could be met at best; of water in days."""
    item = replay.run.item(demand.item)
    if item.kind is ItemKind.WATER:
        return float(len(reached.days(demand, demand.item)))
    worth = {demand.item: 1.0}
    if item.kind is ItemKind.GOODS:
        worth |= {one.item: one.counts / one.takes for one in item.variants}
    return max(
        counts * lateness_factor(replay.run, demand, min(days)) if days else 0.0
        for name, counts in worth.items()
        for days in [reached.days(demand, name)]
    )


class _Reached:
    """The days on which help of each kind can come to a site; looked up once a site."""

    def __init__(self, replay: Replay) -> None:
        self._replay = replay
        self._by_goods: dict[str, set[int]] = {}
        self._by_water: dict[str, set[int]] = {}
        self._money = SafestWays(replay.network)
        self._until = _kept_until(replay)

    def days(self, demand: Demand, item: str) -> set[int]:
        """Days within a demand's own on which something of an item can arrive for it."""
        found = self.ways(demand)
        if self._replay.run.item(item).kind is not ItemKind.GOODS:
            return found
        return {day for day in found if day <= self._until.get(item, 0)}

    def ways(self, demand: Demand) -> set[int]:
        """Days within a demand's own on which its kind of help can come, were there any."""
        last = self._replay.run.last_day(demand)
        match self._replay.run.item(demand.item).kind:
            case ItemKind.WATER:
                found = self._water(demand.site_id)
            case ItemKind.CASH:
                found = self._cash(demand.site_id, range(demand.from_day, last + 1))
            case _:
                found = self._goods(demand.site_id)
        return {day for day in found if demand.from_day <= day <= last}

    def _goods(self, site_id: str) -> set[int]:
        if site_id not in self._by_goods:
            self._by_goods[site_id] = set(_goods_arrivals(self._replay, site_id))
        return self._by_goods[site_id]

    def _water(self, site_id: str) -> set[int]:
        if site_id not in self._by_water:
            self._by_water[site_id] = set(_water_days(self._replay, site_id))
        return self._by_water[site_id]

    def _cash(self, site_id: str, days: range) -> set[int]:
        """Days on which any agent in reach that has money may go there."""
        run, site = self._replay.run, self._replay.site_node(site_id)
        limit, caps = run.pack.modality.agent_reach_km, run.pack.access.risk_cap
        cap = None if caps is None else caps.cash
        agents = [
            agent.node
            for agent in run.scenario.cash_agents
            if agent.liquidity_per_day > 0
            and site in self._replay.network.kilometres_from(agent.node, limit)
        ]
        return {
            day
            for day in days
            for node in agents
            if cap is None or not exceeds(self._money.risk(node, site, day), cap, RISK_GRAIN)
        }


def _kept_until(replay: Replay) -> dict[str, int]:
    """By item that depots hold, expect or can put together, the last day it may be handed out."""
    run = replay.run
    found: dict[str, int] = {}
    lines: tuple[Stock | Pipeline, ...] = (*run.scenario.stock, *run.scenario.pipeline)
    for line in lines:
        if line.quantity > 0:
            expires = line.expires_on
            last = run.horizon if expires is None else run.scenario.settings.day_of(expires)
            found[line.item] = max(found.get(line.item, last), last)
    made = {
        name: run.horizon
        for name, item in run.pack.catalogue.items()
        if item.made_of and (name in found or all(part in found for part in item.made_of))
    }
    return found | made


def _goods_arrivals(replay: Replay, site_id: str) -> Iterator[int]:
    """Days on which a trip from any depot can arrive at a site."""
    for vehicle, day in _vehicle_days(replay, "goods"):
        row = replay.run.access.on(vehicle.depot_id, site_id, vehicle.vehicle_class, day)
        if row is not None and row.open and not _is_too_risky(replay, row, "goods"):
            arrival = _arrival(replay, row, vehicle, day)
            if arrival is not None and arrival <= replay.run.horizon:
                yield arrival


def _is_too_risky(replay: Replay, row: Access, load: Literal["goods", "water"]) -> bool:
    caps = replay.run.pack.access.risk_cap
    cap = None if caps is None else caps.goods if load == "goods" else caps.water
    return cap is not None and exceeds(row.risk, cap, RISK_GRAIN)


def _arrival(replay: Replay, row: Access, vehicle: Vehicle, day: int) -> int | None:
    """When a trip that leaves on a day arrives; None where the vehicle isn't home in time.

    It works on each day as long as on the shortest on which it is away.
    """
    rules = replay.run.pack.access.classes[vehicle.vehicle_class]
    out = rules.load_hours + row.hours
    hours = out + rules.unload_hours + row.hours_back
    length = min(vehicle.hours_per_day, row.day_hours)
    while True:
        if length <= 0:
            return None
        away = _whole_days(hours, length)
        if away > rules.max_trip_days:
            return None
        later = range(day + 1, day + away)
        shortest = min((replay.hours_of_movement(on) for on in later), default=length)
        if shortest >= length:
            break
        length = shortest
    if vehicle.to_day is not None and day + away - 1 > vehicle.to_day:
        return None
    if not all(_stays_open(replay, row, on) for on in later):
        return None
    return day + _whole_days(out, length) - 1


def _stays_open(replay: Replay, row: Access, day: int) -> bool:
    return all(
        replay.network.open_links(hop, row.vehicle_class, day, with_convoy=row.escorted)
        for hop in (*hops(row.path), *hops(row.path_back))
    )


def _water_days(replay: Replay, site_id: str) -> Iterator[int]:
    """Days on which any tanker can make a round from any source."""
    for vehicle, day in _vehicle_days(replay, "water"):
        for source in replay.run.scenario.water_sources:
            if _makes_a_round(replay, vehicle, source, site_id, day):
                yield day
                break


def _makes_a_round(
    replay: Replay, tanker: Vehicle, source: WaterSource, site_id: str, day: int
) -> bool:
    access, rules = replay.run.access, replay.run.pack.access.classes[tanker.vehicle_class]
    drive = access.on(tanker.depot_id, source.source_id, tanker.vehicle_class, day)
    row = access.on(source.source_id, site_id, tanker.vehicle_class, day)
    if drive is None or row is None or not (drive.open and row.open):
        return False
    if _is_too_risky(replay, row, "water"):
        return False
    pace = source.m3_per_hour
    filling = rules.load_hours if pace is None else tanker.volume_m3 / pace
    cycle = filling + row.hours + rules.unload_hours + row.hours_back
    length = min(tanker.hours_per_day, row.day_hours, drive.day_hours)
    left = length - drive.hours - drive.hours_back
    return floor(left / max(cycle, SHORTEST_HOURS) + HAIR) >= 1


def _vehicle_days(replay: Replay, carries: str) -> Iterator[tuple[Vehicle, int]]:
    """Rows of the vehicle table for goods or water, on each day that they hold."""
    classes = replay.run.pack.access.classes
    for vehicle in replay.run.scenario.vehicles:
        rules = classes.get(vehicle.vehicle_class)
        if (
            rules is None
            or vehicle.count == 0
            or (rules.carries == "water") != (carries == "water")
        ):
            continue
        last = min(replay.run.horizon, vehicle.to_day or replay.run.horizon)
        yield from ((vehicle, day) for day in range(vehicle.from_day, last + 1))


def _whole_days(hours: float, length: float) -> int:
    return max(1, ceil(hours / length - HAIR))
