"""Every journey that a plan may use: one fleet, one destination, one day of departure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from rrm.access import turnaround
from rrm.model.access import Access, AccessTable
from rrm.model.rule_pack import ClassAccess, RulePack
from rrm.model.scenario import Certainty, Closure, Scenario, Vehicle

TOLERANCE = 1e-9


class LaneKind(StrEnum):
    """What a lane carries: goods to a site, goods to another depot, or water."""

    GOODS = "goods"
    TRANSFER = "transfer"
    WATER = "water"


@dataclass(frozen=True, slots=True)
class Lane:
    """Trips of one fleet to one destination that leave on one day.

    fleet: row of the vehicles table. origin: depot, or for water the source. hours: of one
    trip out and home (for water one rotation). days: the vehicle is away, the first included.
    trips_per_vehicle: rotations one vehicle can make that day. km, trip_cost, risk: of a trip.
    vehicle_cost, vehicle_km, vehicle_hours: once a vehicle, however many rotations: hire, and
    for water the drive from the depot to the source and home.
    payload_kg, volume_m3: of one trip.
    """

    kind: LaneKind
    fleet: int
    origin: str
    destination: str
    day: int
    arrival_day: int
    days: int
    hours: float
    trips_per_vehicle: int
    km: float
    trip_cost: float
    risk: float
    vehicle_cost: float
    vehicle_km: float
    vehicle_hours: float
    payload_kg: float
    volume_m3: float


def open_lanes(scenario: Scenario, pack: RulePack, access: AccessTable) -> tuple[Lane, ...]:
    """All lanes that are open, within each fleet's days and arriving within the horizon."""
    lanes: list[Lane] = []
    for fleet, vehicle in enumerate(scenario.vehicles):
        rules = pack.access.classes.get(vehicle.vehicle_class)
        if rules is None or vehicle.count == 0:
            continue
        if rules.carries == "water":
            lanes.extend(_water_lanes(scenario, access, fleet, vehicle, rules))
        else:
            lanes.extend(_goods_lanes(scenario, access, fleet, vehicle, rules))
    return tuple(lanes)


def _goods_lanes(
    scenario: Scenario, access: AccessTable, fleet: int, vehicle: Vehicle, rules: ClassAccess
) -> Iterator[Lane]:
    depots = [d.depot_id for d in scenario.depots if d.depot_id != vehicle.depot_id]
    for destination in (*scenario.site_ids, *depots):
        kind = LaneKind.TRANSFER if destination in depots else LaneKind.GOODS
        for day in _days(scenario, vehicle):
            row = access.on(vehicle.depot_id, destination, vehicle.vehicle_class, day)
            if row is None or not row.open:
                continue
            trip = turnaround(row, rules, min(vehicle.hours_per_day, row.day_hours))
            arrival_day = day + trip.arrival_offset
            if (
                trip.days > rules.max_trip_days
                or arrival_day > scenario.settings.horizon_days
                or not _stays_open(scenario, access, vehicle, row, day, trip.days)
            ):
                continue
            yield _lane(
                kind, fleet, vehicle, row, day, arrival_day, trip.days, trip.hours,
                max(1, trip.trips_per_day),
            )  # fmt: skip


def _water_lanes(
    scenario: Scenario, access: AccessTable, fleet: int, vehicle: Vehicle, rules: ClassAccess
) -> Iterator[Lane]:
    """Rotations between a source and a site; the drive to the source and home comes first."""
    for source in scenario.water_sources:
        for site_id in scenario.site_ids:
            for day in _days(scenario, vehicle):
                base = access.on(vehicle.depot_id, source.source_id, vehicle.vehicle_class, day)
                row = access.on(source.source_id, site_id, vehicle.vehicle_class, day)
                if base is None or row is None or not (base.open and row.open):
                    continue
                cycle = turnaround(row, rules, vehicle.hours_per_day).hours
                positioning = base.hours + base.hours_back
                rotations = math.floor((vehicle.hours_per_day - positioning) / cycle + TOLERANCE)
                if rotations < 1:
                    continue
                yield _lane(
                    LaneKind.WATER, fleet, vehicle, row, day, day, 1, cycle, rotations,
                    base=base,
                )  # fmt: skip


def _lane(
    kind: LaneKind,
    fleet: int,
    vehicle: Vehicle,
    row: Access,
    day: int,
    arrival_day: int,
    days: int,
    hours: float,
    rotations: int,
    base: Access | None = None,
) -> Lane:
    km = row.km + row.km_back
    base_km = 0.0 if base is None else base.km + base.km_back
    return Lane(
        kind=kind,
        fleet=fleet,
        origin=row.origin,
        destination=row.destination,
        day=day,
        arrival_day=arrival_day,
        days=days,
        hours=hours,
        trips_per_vehicle=rotations if days == 1 else 1,
        km=km,
        trip_cost=km * vehicle.cost_per_km,
        risk=row.risk,
        vehicle_cost=base_km * vehicle.cost_per_km + vehicle.hire_cost_per_day * days,
        vehicle_km=base_km,
        vehicle_hours=0.0 if base is None else base.hours + base.hours_back,
        payload_kg=vehicle.payload_kg,
        volume_m3=vehicle.volume_m3,
    )


def _days(scenario: Scenario, vehicle: Vehicle) -> range:
    last = min(scenario.settings.horizon_days, vehicle.to_day or scenario.settings.horizon_days)
    return range(vehicle.from_day, last + 1)


def _stays_open(
    scenario: Scenario, access: AccessTable, vehicle: Vehicle, row: Access, day: int, days: int
) -> bool:
    """Whether the same way stays open, and the vehicle hired, until it is home."""
    last, horizon = day + days - 1, scenario.settings.horizon_days
    if vehicle.to_day is not None and last > vehicle.to_day:
        return False
    for later in range(day + 1, min(last, horizon) + 1):
        then = access.on(row.origin, row.destination, row.vehicle_class, later)
        if then is None or not then.open:
            return False
        if (then.path, then.path_back) != (row.path, row.path_back):
            return False
    return not any(
        _closes(scenario, closure, vehicle, row, horizon + 1, last) for closure in scenario.closures
    )


def _closes(
    scenario: Scenario, closure: Closure, vehicle: Vehicle, row: Access, first: int, last: int
) -> bool:
    """Whether a closure is a wall on the way of a row, on any day from first to last.

    Asked for the days beyond the horizon, which the access table doesn't cover.
    """
    if first > last or closure.certainty != Certainty.CERTAIN:
        return False
    if closure.classes and vehicle.vehicle_class not in closure.classes:
        return False
    day_of = scenario.settings.day_of
    starts = closure.start is None or day_of(closure.start) <= last
    ends = closure.end is not None and day_of(closure.end) < first
    ends_of_link = {closure.from_node, closure.to_node}
    steps = (*pairwise(row.path), *pairwise(row.path_back))
    return starts and not ends and any(set(step) == ends_of_link for step in steps)
