"""Decisions become the rows of a plan: trips, deliveries, transfers, payments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rrm.allocation.batches import KEEPS, expiry_date
from rrm.allocation.choice import Choice
from rrm.allocation.dealt_plan import LaneName, moved_batches
from rrm.allocation.lanes import Lane, LaneKind
from rrm.allocation.programme import Programme
from rrm.allocation.routes import Tour, tour_times, tour_trip
from rrm.allocation.timetable import Times, lane_times, written
from rrm.model.plan import Delivery, Payment, Transfer, Trip
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Tier

NOISE = 1e-6
Batches = dict[tuple[LaneName, str], list[tuple[int, float]]]
"""What is moved by lane and item: units by the last day of their batch."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The tables of a plan, each in the order of its days."""

    trips: tuple[Trip, ...]
    deliveries: tuple[Delivery, ...]
    transfers: tuple[Transfer, ...]
    payments: tuple[Payment, ...]


@dataclass(frozen=True, slots=True)
class _Journey:
    lane: Lane
    times: Times
    is_first: bool
    load: dict[int, float]
    moved: dict[str, float]
    tour: Tour | None = None


def assemble(p: Programme, choice: Choice, tours: Sequence[Tour] = ()) -> Rows:
    """All rows; trips are numbered by day, depot, class and destination.

    tours: trips by several sites, beside the direct ones of the choice.
    """
    journeys = sorted(
        (*_journeys(p, choice), *_touring(p, tours)), key=lambda journey: _order(p, journey)
    )
    trips: list[Trip] = []
    deliveries: list[Delivery] = []
    transfers: list[Transfer] = []
    left = {key: list(of) for key, of in moved_batches(p, choice, tours).items()}
    for number, journey in enumerate(journeys, start=1):
        trip_id = f"T{number:04d}"
        if journey.tour is not None:
            trips.append(tour_trip(p.case, journey.tour, trip_id))
            for trip in journey.tour.trips:
                at_stop = replace(journey, lane=trip.lane, load=dict(trip.load))
                deliveries.extend(_deliveries(p, at_stop, trip_id))
            continue
        trips.append(_trip(p, journey, trip_id))
        deliveries.extend(_deliveries(p, journey, trip_id))
        transfers.extend(_transfers(p, journey, trip_id, left))
    deliveries.sort(key=lambda row: (row.day, row.trip_id))
    return Rows(tuple(trips), tuple(deliveries), tuple(transfers), tuple(_payments(p, choice)))


def _journeys(p: Programme, choice: Choice) -> Iterator[_Journey]:
    for at, lane in enumerate(p.lanes):
        loads, moves = choice.loads.get(at, ()), choice.moves.get(at, ())
        times = lane_times(p.case.scenario.settings, lane, len(loads) + len(moves))
        for trip, when in enumerate(times):
            yield _Journey(
                lane,
                when,
                trip % lane.trips_per_vehicle == 0,
                loads[trip] if trip < len(loads) else {},
                moves[trip] if trip < len(moves) else {},
            )


def _touring(p: Programme, tours: Sequence[Tour]) -> Iterator[_Journey]:
    """Tours, each at the lane to its first stop."""
    for tour in tours:
        times = tour_times(p.case.scenario.settings, tour)
        yield _Journey(tour.trips[0].lane, times, True, {}, {}, tour)


def _order(p: Programme, journey: _Journey) -> tuple[object, ...]:
    lane = journey.lane
    vehicle = p.case.scenario.vehicles[lane.fleet]
    return (
        lane.day, vehicle.depot_id, vehicle.vehicle_class, lane.origin, lane.destination,
        lane.fleet, journey.times.depart,
    )  # fmt: skip


def _trip(p: Programme, journey: _Journey, trip_id: str) -> Trip:
    lane, catalogue = journey.lane, p.case.pack.catalogue
    vehicle = p.case.scenario.vehicles[lane.fleet]
    carried = [(p.case.demands[j].item, q) for j, q in journey.load.items()]
    carried += list(journey.moved.items())
    is_water = lane.kind == LaneKind.WATER
    return Trip(
        trip_id=trip_id,
        day=lane.day,
        vehicle_class=vehicle.vehicle_class,
        depot_id=vehicle.depot_id,
        stops=(lane.origin, lane.destination) if is_water else (lane.destination,),
        depart=written(journey.times.depart),
        return_=written(journey.times.home),
        km=round_half_up(lane.km + (lane.vehicle_km if journey.is_first else 0.0), 3),
        hours=round_half_up(journey.times.hours, 4),
        load_kg=round_half_up(sum(q * catalogue[item].kg for item, q in carried), 3),
        load_m3=round_half_up(sum(q * catalogue[item].m3 for item, q in carried), 6),
        cost=round_half_up(_cost(p, journey), 2),
        risk=round_half_up(lane.risk, 6),
    )


def _cost(p: Programme, journey: _Journey) -> float:
    """Of a trip, with hire in the first of a vehicle's, and handling of what changes vehicles."""
    lane, catalogue = journey.lane, p.case.pack.catalogue
    moved_kg = sum(quantity * catalogue[item].kg for item, quantity in journey.moved.items())
    hire = lane.vehicle_cost if journey.is_first else 0.0
    return lane.trip_cost + hire + lane.handling_per_kg * moved_kg


def _deliveries(p: Programme, journey: _Journey, trip_id: str) -> Iterator[Delivery]:
    lane = journey.lane
    for j, quantity in sorted(journey.load.items()):
        demand = p.case.demands[j]
        is_survival = p.case.kind(demand) == ItemKind.WATER and demand.survival_quantity > 0
        yield Delivery(
            day=lane.arrival_day,
            site_id=demand.site_id,
            group=demand.group,
            item=demand.item,
            unit=demand.unit,
            quantity=round_half_up(quantity, 3),
            origin=lane.origin,
            vehicle_class=p.case.scenario.vehicles[lane.fleet].vehicle_class,
            trip_id=trip_id,
            meets=demand.meets or demand.item,
            counts_as=round_half_up(quantity * demand.counts, 6),
            tier=(Tier.SURVIVAL_WATER if is_survival else Tier.NEEDS_MET).value,
        )


def _transfers(p: Programme, journey: _Journey, trip_id: str, left: Batches) -> Iterator[Transfer]:
    """What is moved, each batch in a row of its own; it is taken off what is left of them."""
    lane, settings = journey.lane, p.case.scenario.settings
    for item, quantity in sorted(journey.moved.items()):
        for last, units in _portions(left.get((lane.name, item), []), quantity):
            yield Transfer(
                day=lane.day,
                arrival_day=lane.arrival_day,
                from_depot=lane.origin,
                to_depot=lane.destination,
                item=item,
                unit=p.case.pack.catalogue[item].unit,
                quantity=round_half_up(units, 3),
                vehicle_class=p.case.scenario.vehicles[lane.fleet].vehicle_class,
                trip_id=trip_id,
                handling_days=lane.ready_day - lane.arrival_day,
                expires_on=expiry_date(settings, last),
            )


def _portions(left: list[tuple[int, float]], quantity: float) -> Iterator[tuple[int, float]]:
    """The batches that make up a quantity; what none of them has has no date."""
    waiting = quantity
    while left and waiting > NOISE:
        last, units = left.pop(0)
        taken = min(units, waiting)
        if units - taken > NOISE:
            left.insert(0, (last, units - taken))
        waiting -= taken
        yield last, taken
    if waiting > NOISE:
        yield KEEPS, waiting


def _payments(p: Programme, choice: Choice) -> Iterator[Payment]:
    agents = {agent.agent_id: agent for agent in p.case.scenario.cash_agents}
    order = sorted(choice.payments.items(), key=lambda one: (one[0][2], one[0][0], one[0][1]))
    for (j, agent_id, day), households in order:
        demand = p.case.demands[j]
        item, agent = p.case.pack.catalogue[demand.item], agents[agent_id]
        amount = households * item.unit_value
        yield Payment(
            day=day,
            site_id=demand.site_id,
            group=demand.group,
            item=demand.item,
            agent_id=agent_id,
            households=households,
            amount=round_half_up(amount, 2),
            currency=agent.currency,
            fee=round_half_up(amount * agent.fee, 2),
        )
