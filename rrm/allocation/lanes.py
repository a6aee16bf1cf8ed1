"""Every journey that a plan may use: one fleet, one destination, one day of departure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from rrm.access import DaysAway, cycles_a_day, filling_hours, trip_home
from rrm.allocation.changes import Change, changes
from rrm.model.access import AccessTable
from rrm.model.rule_pack import ClassAccess, RiskCap, RulePack
from rrm.model.scenario import Scenario, Vehicle, WaterSource

_HAIR = 1e-9
"""What sums of floats may add to a risk that stands right at the cap."""


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
    trips_per_vehicle: rotations one vehicle can make that day. km, trip_cost, risk: of a trip,
    the cost with tolls, escort and the chance of driving in vain.
    vehicle_cost, vehicle_km, vehicle_hours: once a vehicle, however many rotations: hire, and
    for water the drive from the depot to the source and home.
    payload_kg, volume_m3: of one trip.
    starts, starts_last: hour at which work begins on the first and on the last day.
    hours_per_day: how long the vehicle works on each day away.
    ready_day: from which what is moved to a depot can be sent on. handling_per_kg: what it costs
    that it changes vehicles there.
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
    starts: float
    starts_last: float
    hours_per_day: float
    ready_day: int = 0
    handling_per_kg: float = 0.0

    @property
    def name(self) -> tuple[int, str, str, int, int, int]:
        """What tells a lane from all others of a case."""
        return (
            self.fleet, self.origin, self.destination, self.day, self.arrival_day,
            self.trips_per_vehicle,
        )  # fmt: skip


def open_lanes(scenario: Scenario, pack: RulePack, access: AccessTable) -> tuple[Lane, ...]:
    """All lanes that are open, within each fleet's days and arriving within the horizon.

    A trip of several days keeps to the way of the day on which it leaves, with that day's hours,
    costs and risk, and needs it open until it is home; see DaysAway. Ways riskier than the pack's
    cap are left out.
    """
    away, cap = DaysAway(scenario, pack.access), pack.access.risk_cap or RiskCap(source="")
    lanes: list[Lane] = []
    for fleet, vehicle in enumerate(scenario.vehicles):
        rules = pack.access.classes.get(vehicle.vehicle_class)
        if rules is None or vehicle.count == 0:
            continue
        if rules.carries == "water":
            found = _water_lanes(scenario, access, fleet, vehicle, rules)
            lanes.extend(lane for lane in found if is_below(lane.risk, cap.water))
        else:
            found = _goods_lanes(scenario, access, away, fleet, vehicle, rules)
            lanes.extend(lane for lane in found if is_below(lane.risk, cap.goods))
    handled = changes(scenario, pack)
    return tuple(
        _with_handling(lane, handled[lane.destination]) if lane.kind == LaneKind.TRANSFER else lane
        for lane in lanes
    )


def is_below(risk: float, cap: float | None) -> bool:
    """Whether a risk is no more than a cap; always where there is none."""
    return cap is None or risk <= cap + _HAIR


def _with_handling(lane: Lane, change: Change) -> Lane:
    ready_day = lane.arrival_day + change.days
    return replace(lane, ready_day=ready_day, handling_per_kg=change.cost_per_kg)


def _goods_lanes(
    scenario: Scenario,
    access: AccessTable,
    away: DaysAway,
    fleet: int,
    vehicle: Vehicle,
    rules: ClassAccess,
) -> Iterator[Lane]:
    depots = [d.depot_id for d in scenario.depots if d.depot_id != vehicle.depot_id]
    for destination in (*scenario.site_ids, *depots):
        kind = LaneKind.TRANSFER if destination in depots else LaneKind.GOODS
        for day in _days(scenario, vehicle):
            row = access.on(vehicle.depot_id, destination, vehicle.vehicle_class, day)
            made = (
                None if row is None or not row.open else trip_home(away, row, rules, vehicle, day)
            )
            if row is None or made is None:
                continue
            trip, hours_per_day = made
            last, arrival_day = day + trip.days - 1, day + trip.arrival_offset
            if (
                arrival_day > scenario.settings.horizon_days
                or (vehicle.to_day is not None and last > vehicle.to_day)
                or not all(away.stays_open(row, later) for later in range(day + 1, last + 1))
            ):
                continue
            yield Lane(
                kind=kind,
                fleet=fleet,
                origin=row.origin,
                destination=row.destination,
                day=day,
                arrival_day=arrival_day,
                days=trip.days,
                hours=trip.hours,
                trips_per_vehicle=max(1, trip.trips_per_day),
                km=row.km + row.km_back,
                trip_cost=row.trip_cost(vehicle.cost_per_km),
                risk=row.risk,
                vehicle_cost=vehicle.hire_cost_per_day * trip.days,
                vehicle_km=0.0,
                vehicle_hours=0.0,
                payload_kg=vehicle.payload_kg,
                volume_m3=vehicle.volume_m3,
                starts=row.day_starts,
                starts_last=away.working_day(last)[0] if last > day else row.day_starts,
                hours_per_day=hours_per_day,
            )


def _water_lanes(
    scenario: Scenario, access: AccessTable, fleet: int, vehicle: Vehicle, rules: ClassAccess
) -> Iterator[Lane]:
    for source in scenario.water_sources:
        filling = filling_hours(rules, vehicle.volume_m3, source)
        for site_id in scenario.site_ids:
            for day in _days(scenario, vehicle):
                lane = _water_lane(access, fleet, vehicle, rules, source, filling, site_id, day)
                if lane is not None:
                    yield lane


def _water_lane(
    access: AccessTable,
    fleet: int,
    vehicle: Vehicle,
    rules: ClassAccess,
    source: WaterSource,
    filling: float,
    site_id: str,
    day: int,
) -> Lane | None:
    """Rotations between a source and a site; the drive to the source and home comes first.

    Both are trips of their own where tolls and convoys are paid.
    """
    base = access.on(vehicle.depot_id, source.source_id, vehicle.vehicle_class, day)
    row = access.on(source.source_id, site_id, vehicle.vehicle_class, day)
    if base is None or row is None or not (base.open and row.open):
        return None
    cycle = filling + row.hours + rules.unload_hours + row.hours_back
    positioning = base.hours + base.hours_back
    hours_per_day = min(vehicle.hours_per_day, row.day_hours, base.day_hours)
    rotations = cycles_a_day(cycle, positioning, hours_per_day)
    if rotations < 1:
        return None
    return Lane(
        kind=LaneKind.WATER,
        fleet=fleet,
        origin=row.origin,
        destination=row.destination,
        day=day,
        arrival_day=day,
        days=1,
        hours=cycle,
        trips_per_vehicle=rotations,
        km=row.km + row.km_back,
        trip_cost=row.trip_cost(vehicle.cost_per_km),
        risk=row.risk,
        vehicle_cost=base.trip_cost(vehicle.cost_per_km) + vehicle.hire_cost_per_day,
        vehicle_km=base.km + base.km_back,
        vehicle_hours=positioning,
        payload_kg=vehicle.payload_kg,
        volume_m3=vehicle.volume_m3,
        starts=row.day_starts,
        starts_last=row.day_starts,
        hours_per_day=hours_per_day,
    )


def _days(scenario: Scenario, vehicle: Vehicle) -> range:
    last = min(scenario.settings.horizon_days, vehicle.to_day or scenario.settings.horizon_days)
    return range(vehicle.from_day, last + 1)
