"""The plan in force as decisions in a programme: what it is held against, and where a solve starts.

A trip by several sites stands as a direct trip to each, as it was decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rrm.allocation.choice import Choice
from rrm.allocation.constraints import all_rows
from rrm.allocation.lanes import Lane, LaneKind
from rrm.allocation.programme import Programme
from rrm.allocation.solver import Variable
from rrm.model.plan import Delivery, Plan, Transfer, Trip

TOLERANCE = 1e-6
"""Share of a row's size by which a plan may pass it: as much as the solver's own plans do."""

_Route = tuple[str, str, str, str, int, int]
"""Class, depot, origin, destination, day of departure and of arrival."""


@dataclass(slots=True)
class _Fleets:
    """Lanes by what a trip tells of them, and the vehicles that trips have taken so far."""

    p: Programme
    lanes: Mapping[_Route, list[int]]
    away: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    trips: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def place(self, route: _Route, trip: Trip) -> int | None:
        """The lane of a trip: the first whose fleet has a vehicle left that takes the load."""
        lanes = self.lanes.get(route, [])
        suited = [at for at in lanes if self._takes(at, trip) and self._has_left(at)]
        found = next(iter((*suited, *lanes)), None)
        if found is not None:
            if self._needs_vehicle(found):
                for day in self._days(self.p.lanes[found]):
                    self.away[self.p.lanes[found].fleet, day] += 1
            self.trips[found] += 1
        return found

    def _needs_vehicle(self, at: int) -> bool:
        return self.trips[at] % self.p.lanes[at].trips_per_vehicle == 0

    def _has_left(self, at: int) -> bool:
        lane = self.p.lanes[at]
        count = self.p.case.scenario.vehicles[lane.fleet].count
        return not self._needs_vehicle(at) or all(
            self.away[lane.fleet, day] < count for day in self._days(lane)
        )

    def _takes(self, at: int, trip: Trip) -> bool:
        lane = self.p.lanes[at]
        kg, m3 = lane.payload_kg * (1 + TOLERANCE), lane.volume_m3 * (1 + TOLERANCE)
        return trip.load_kg <= kg + TOLERANCE and trip.load_m3 <= m3 + TOLERANCE

    def _days(self, lane: Lane) -> range:
        return range(lane.day, lane.day + lane.days)


def choice_in_force(p: Programme, plan: Plan) -> Choice | None:
    """A plan's decisions by the lanes of a programme; None where it uses ways that are not there.

    Whether they keep every law is not judged here; see keeps_all.
    """
    demands = {(*one.key, one.meets): j for j, one in enumerate(p.case.demands)}
    fleets = _Fleets(p, _by_route(p))
    stops = _stops(plan)
    loads: dict[int, list[dict[int, float]]] = defaultdict(list)
    moves: dict[int, list[dict[str, float]]] = defaultdict(list)
    for trip in plan.trips:
        for route, rows in _routes(p, trip, stops[trip.trip_id]):
            at = fleets.place(route, trip)
            if at is None:
                return None
            if p.lanes[at].kind == LaneKind.TRANSFER:
                moves[at].append(_moved(rows))
                continue
            load = _load(rows, demands)
            if load is None or any((at, j) not in p.loads for j in load):
                return None
            loads[at].append(load)
    if any((at, item) not in p.moves for at, some in moves.items() for one in some for item in one):
        return None
    payments = {
        (demands.get((paid.site_id, paid.group, paid.item, ""), -1), paid.agent_id, paid.day):
        paid.households for paid in plan.payments
    }  # fmt: skip
    if any(key not in p.payments for key in payments):
        return None
    return Choice(
        {at: tuple(loads[at]) for at in sorted(loads)},
        {at: tuple(moves[at]) for at in sorted(moves)},
        payments,
        {},
    )


def keeps_all(p: Programme, values: Mapping[Variable, float]) -> bool:
    """Whether values of a programme's variables keep every law and every variable's limits."""
    for variable in p.variables:
        value, most = values[variable], variable.upBound
        if value < -TOLERANCE or (most is not None and value > most + TOLERANCE * max(1.0, most)):
            return False
    for row in all_rows(p):
        each = [weight * values[variable] for variable, weight in row.terms]
        found, room = sum(each), TOLERANCE * max(1.0, *(abs(one) for one in (*each, 0.0)))
        if not row.at_least - room <= found <= row.at_most + room:
            return False
    return True


def _by_route(p: Programme) -> dict[_Route, list[int]]:
    found: dict[_Route, list[int]] = defaultdict(list)
    for at, lane in enumerate(p.lanes):
        vehicle = p.case.scenario.vehicles[lane.fleet]
        found[
            vehicle.vehicle_class, vehicle.depot_id, lane.origin, lane.destination, lane.day,
            lane.arrival_day,
        ].append(at)  # fmt: skip
    return found


_Rows = list[Delivery | Transfer]


def _stops(plan: Plan) -> dict[str, dict[str, _Rows]]:
    """What each trip brings, by where it brings it."""
    found: dict[str, dict[str, _Rows]] = defaultdict(lambda: defaultdict(list))
    for delivery in plan.deliveries:
        found[delivery.trip_id][delivery.site_id].append(delivery)
    for transfer in plan.transfers:
        found[transfer.trip_id][transfer.to_depot].append(transfer)
    return found


def _routes(p: Programme, trip: Trip, stops: Mapping[str, _Rows]) -> Iterator[tuple[_Route, _Rows]]:
    sources = {source.source_id for source in p.case.scenario.water_sources}
    for stop in dict.fromkeys(trip.stops):
        rows = stops.get(stop, [])
        if rows:
            first = rows[0]
            is_moved = isinstance(first, Transfer)
            arrival = first.arrival_day if isinstance(first, Transfer) else first.day
            origin = trip.depot_id if is_moved or trip.stops[0] not in sources else trip.stops[0]
            route = (trip.vehicle_class, trip.depot_id, origin, stop, trip.day, arrival)
            yield route, rows


def _load(
    rows: Iterable[Delivery | Transfer], demands: Mapping[tuple[str, str, str, str], int]
) -> dict[int, float] | None:
    found: dict[int, float] = {}
    for row in rows:
        if isinstance(row, Delivery):
            meets = "" if row.for_item == row.item else row.for_item
            j = demands.get((row.site_id, row.group, row.item, meets))
            if j is None:
                return None
            found[j] = found.get(j, 0.0) + row.quantity
    return found


def _moved(rows: Iterable[Delivery | Transfer]) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in rows:
        found[row.item] = found.get(row.item, 0.0) + row.quantity
    return found
