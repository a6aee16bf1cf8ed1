"""How a site can be reached at all: the part of the access table that could bring it something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rrm.model.access import Access
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Vehicle
from rrm.what_if.standing import Standing


@dataclass(frozen=True, slots=True)
class Way:
    """A vehicle row of the scenario on its way to a site, in one period.

    row: from the depot, or for water from the source. base: for water, from the tanker's depot to
    that source; the way is open on days on which both are.
    first_day, last_day: days on which both periods hold and the vehicles are there.
    """

    vehicle: Vehicle
    row: Access
    base: Access | None
    first_day: int
    last_day: int

    @property
    def is_open(self) -> bool:
        """Whether the vehicle can set out for the site."""
        return self.row.open and (self.base is None or self.base.open)

    @property
    def shut(self) -> Access:
        """The part that is closed; the way to the site where both are or none is."""
        if self.base is not None and self.row.open and not self.base.open:
            return self.base
        return self.row

    @property
    def trip_cost(self) -> float:
        """Of one trip, hire of a day and a tanker's drive to its source included."""
        cost = self.row.trip_cost(self.vehicle.cost_per_km) + self.vehicle.hire_cost_per_day
        if self.base is not None:
            cost += self.base.trip_cost(self.vehicle.cost_per_km)
        return cost


def ways_to(standing: Standing, site_id: str, kind: ItemKind) -> tuple[Way, ...]:
    """Every way of goods, or of water, to a site, open or not; none for cash."""
    match kind:
        case ItemKind.GOODS:
            return tuple(_of_goods(standing, site_id))
        case ItemKind.WATER:
            return tuple(_of_water(standing, site_id))
        case _:
            return ()


@dataclass(frozen=True, slots=True)
class Move:
    """That vehicles of a class can bring goods from their depot to another one, on some day."""

    vehicle_class: str
    from_depot: str
    to_depot: str


def moves_of(standing: Standing) -> frozenset[Move]:
    """Every way of goods from depot to depot that is open on a day that vehicles are there."""
    return frozenset(
        Move(vehicle.vehicle_class, vehicle.depot_id, depot.depot_id)
        for vehicle in _vehicles(standing, "goods")
        for depot in standing.scenario.depots
        if depot.depot_id != vehicle.depot_id
        for row in standing.access.between(vehicle.depot_id, depot.depot_id, vehicle.vehicle_class)
        for way in _within(standing, vehicle, row, None)
        if way.is_open
    )


def fed_from(moves: Iterable[Move], depot_id: str) -> frozenset[str]:
    """Depots from which goods of a depot can be sent out: itself, and those that it feeds in turn.

    On which days, and whether vehicles suffice, is not looked at.
    """
    found, waiting = {depot_id}, [depot_id]
    onward: dict[str, set[str]] = {}
    for move in moves:
        onward.setdefault(move.from_depot, set()).add(move.to_depot)
    while waiting:
        new = onward.get(waiting.pop(), set()) - found
        found |= new
        waiting += sorted(new)
    return frozenset(found)


def open_days(ways: tuple[Way, ...], first: int, last: int) -> frozenset[int]:
    """Days of a window, both included, on which any of the ways is open."""
    return frozenset(
        day
        for way in ways
        if way.is_open
        for day in range(max(first, way.first_day), min(last, way.last_day) + 1)
    )


def _of_goods(standing: Standing, site_id: str) -> Iterator[Way]:
    for vehicle in _vehicles(standing, "goods"):
        for row in standing.access.between(vehicle.depot_id, site_id, vehicle.vehicle_class):
            yield from _within(standing, vehicle, row, None)


def _of_water(standing: Standing, site_id: str) -> Iterator[Way]:
    access = standing.access
    for vehicle in _vehicles(standing, "water"):
        name = vehicle.vehicle_class
        for source in standing.scenario.water_sources:
            if source.m3_per_day <= 0:
                continue
            for base in access.between(vehicle.depot_id, source.source_id, name):
                for row in access.between(source.source_id, site_id, name):
                    yield from _within(standing, vehicle, row, base)


def _vehicles(standing: Standing, carries: str) -> Iterator[Vehicle]:
    classes = standing.pack.access.classes
    for vehicle in standing.scenario.vehicles:
        rules = classes.get(vehicle.vehicle_class)
        if rules is not None and rules.carries == carries and vehicle.count > 0:
            yield vehicle


def _within(
    standing: Standing, vehicle: Vehicle, row: Access, base: Access | None
) -> Iterator[Way]:
    last = standing.scenario.settings.horizon_days
    first_day = max(vehicle.from_day, row.period_start, base.period_start if base else 1)
    last_day = min(vehicle.to_day or last, row.period_end, base.period_end if base else last)
    if first_day <= last_day:
        yield Way(vehicle, row, base, first_day, last_day)
