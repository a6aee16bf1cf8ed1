"""Decisions become the rows of a plan: trips, deliveries, transfers, payments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rrm.allocation.choice import Choice
from rrm.allocation.lanes import Lane, LaneKind
from rrm.allocation.programme import Programme
from rrm.allocation.timetable import Times, lane_times, written
from rrm.model.plan import Delivery, Payment, Transfer, Trip
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Tier


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


def assemble(p: Programme, choice: Choice) -> Rows:
    """All rows; trips are numbered by day, depot, class and destination."""
    journeys = sorted(_journeys(p, choice), key=lambda journey: _order(p, journey))
    trips: list[Trip] = []
    deliveries: list[Delivery] = []
    transfers: list[Transfer] = []
    for number, journey in enumerate(journeys, start=1):
        trip_id = f"T{number:04d}"
        trips.append(_trip(p, journey, trip_id))
        deliveries.extend(_deliveries(p, journey, trip_id))
        transfers.extend(_transfers(p, journey, trip_id))
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
        cost=round_half_up(lane.trip_cost + (lane.vehicle_cost if journey.is_first else 0.0), 2),
        risk=round_half_up(lane.risk, 6),
    )


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
            tier=(Tier.SURVIVAL_WATER if is_survival else Tier.NEEDS_MET).value,
        )


def _transfers(p: Programme, journey: _Journey, trip_id: str) -> Iterator[Transfer]:
    lane = journey.lane
    for item, quantity in sorted(journey.moved.items()):
        yield Transfer(
            day=lane.day,
            arrival_day=lane.arrival_day,
            from_depot=lane.origin,
            to_depot=lane.destination,
            item=item,
            unit=p.case.pack.catalogue[item].unit,
            quantity=round_half_up(quantity, 3),
            vehicle_class=p.case.scenario.vehicles[lane.fleet].vehicle_class,
            trip_id=trip_id,
        )


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
