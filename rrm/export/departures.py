"""What leaves on each day: trips that do the same together, with what they carry."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.names import Names
from rrm.model.plan import Plan, Trip
from rrm.model.rule_pack import ItemKind


@dataclass(frozen=True, slots=True)
class Load:
    """A quantity of an item on a trip, in the item's unit, and where it is handed over."""

    item: str
    quantity: float
    unit: str
    to: str
    group: str
    arrival_day: int
    origin: str


@dataclass(frozen=True, slots=True)
class LoadedTrip:
    """A trip with what is on it: deliveries to sites or a transfer to a depot."""

    trip: Trip
    loads: tuple[Load, ...]
    is_transfer: bool


@dataclass(frozen=True, slots=True)
class Departure:
    """Vehicles of one class that leave a depot on one day for the same stops.

    loads: (item, quantity) over all of them. loads_at: the same, by stop. first_arrival: day on
    which the first stop is reached; arrival_day: the last one.
    """

    day: int
    depot_id: str
    vehicle_class: str
    stops: tuple[str, ...]
    trips: tuple[Trip, ...]
    loads: tuple[tuple[str, float], ...]
    loads_at: tuple[tuple[str, tuple[tuple[str, float], ...]], ...]
    first_arrival: int
    arrival_day: int
    is_transfer: bool


@dataclass(frozen=True, slots=True)
class WaterRounds:
    """Tankers of one class from one depot that fill at one place and empty at the same stops.

    days: days with a round, in order. fewest, most: rounds on such a day. m3: over all days.
    """

    depot_id: str
    vehicle_class: str
    source_ids: tuple[str, ...]
    site_ids: tuple[str, ...]
    days: tuple[int, ...]
    fewest: int
    most: int
    rounds: int
    m3: float


def loaded_trips(plan: Plan) -> tuple[LoadedTrip, ...]:
    """All trips in their order, each with its loads."""
    loads: dict[str, list[Load]] = {}
    transfers: set[str] = set()
    for delivery in plan.deliveries:
        loads.setdefault(delivery.trip_id, []).append(
            Load(
                delivery.item, delivery.quantity, delivery.unit,
                delivery.site_id, delivery.group, delivery.day, delivery.origin,
            )
        )  # fmt: skip
    for transfer in plan.transfers:
        transfers.add(transfer.trip_id)
        loads.setdefault(transfer.trip_id, []).append(
            Load(
                transfer.item, transfer.quantity, transfer.unit,
                transfer.to_depot, "", transfer.arrival_day, transfer.from_depot,
            )
        )  # fmt: skip
    return tuple(
        LoadedTrip(trip, tuple(loads.get(trip.trip_id, ())), trip.trip_id in transfers)
        for trip in plan.trips
    )


def goods_departures(trips: tuple[LoadedTrip, ...], names: Names) -> tuple[Departure, ...]:
    """Everything but tankers, by day, depot, class and stops."""
    together: dict[tuple[int, str, str, tuple[str, ...], bool], list[LoadedTrip]] = {}
    for loaded in trips:
        if carries_water(loaded, names):
            continue
        trip = loaded.trip
        key = (trip.day, trip.depot_id, trip.vehicle_class, trip.stops, loaded.is_transfer)
        together.setdefault(key, []).append(loaded)
    return tuple(_departure(key, together[key]) for key in sorted(together))


def water_rounds(trips: tuple[LoadedTrip, ...], names: Names) -> tuple[WaterRounds, ...]:
    """Tanker rounds by depot, class, source and sites, in the order of their first day."""
    together: dict[tuple[str, str, tuple[str, ...], tuple[str, ...]], list[LoadedTrip]] = {}
    for loaded in trips:
        if carries_water(loaded, names):
            sources = tuple(dict.fromkeys(load.origin for load in loaded.loads))
            sites = tuple(dict.fromkeys(load.to for load in loaded.loads))
            key = (loaded.trip.depot_id, loaded.trip.vehicle_class, sources, sites)
            together.setdefault(key, []).append(loaded)
    rounds = [_rounds(*key, together[key]) for key in sorted(together)]
    return tuple(sorted(rounds, key=lambda r: (r.days[0], r.site_ids, r.depot_id)))


def carries_water(loaded: LoadedTrip, names: Names) -> bool:
    """Whether a trip is a tanker's."""
    return any(names.kind(load.item) is ItemKind.WATER for load in loaded.loads)


def _departure(
    key: tuple[int, str, str, tuple[str, ...], bool], trips: list[LoadedTrip]
) -> Departure:
    day, depot_id, vehicle_class, stops, is_transfer = key
    loads = [load for loaded in trips for load in loaded.loads]
    arrivals = [load.arrival_day for load in loads] or [day]
    return Departure(
        day=day,
        depot_id=depot_id,
        vehicle_class=vehicle_class,
        stops=stops,
        trips=tuple(loaded.trip for loaded in trips),
        loads=_totals(loads),
        loads_at=tuple((stop, _totals([one for one in loads if one.to == stop])) for stop in stops),
        first_arrival=min(arrivals),
        arrival_day=max(arrivals),
        is_transfer=is_transfer,
    )


def _totals(loads: list[Load]) -> tuple[tuple[str, float], ...]:
    totals: dict[str, float] = {}
    for load in loads:
        totals[load.item] = totals.get(load.item, 0.0) + load.quantity
    return tuple(sorted(totals.items()))


def _rounds(
    depot_id: str,
    vehicle_class: str,
    source_ids: tuple[str, ...],
    site_ids: tuple[str, ...],
    trips: list[LoadedTrip],
) -> WaterRounds:
    on_day: dict[int, int] = {}
    for loaded in trips:
        on_day[loaded.trip.day] = on_day.get(loaded.trip.day, 0) + 1
    return WaterRounds(
        depot_id=depot_id,
        vehicle_class=vehicle_class,
        source_ids=source_ids,
        site_ids=site_ids,
        days=tuple(sorted(on_day)),
        fewest=min(on_day.values()),
        most=max(on_day.values()),
        rounds=len(trips),
        m3=sum(load.quantity for loaded in trips for load in loaded.loads),
    )
