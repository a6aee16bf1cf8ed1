"""The plan run through again: each trip with the way it took and what it carried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from rrm.model.access import Access
from rrm.model.plan import Delivery, Transfer
from rrm.model.rule_pack import ClassAccess
from rrm.model.scenario import Vehicle
from rrm.verification.fastest import FastestWays
from rrm.verification.filed import FiledRun, FiledTrip
from rrm.verification.network import Network

Fleet = tuple[str, str]
"""Depot and vehicle class."""


class Purpose(StrEnum):
    """What a trip is for."""

    GOODS = "goods"
    TRANSFER = "transfer"
    WATER = "water"


@dataclass(frozen=True, slots=True)
class Journey:
    """A trip, where its load was taken and brought, and the access rows of its first day.

    way: from there to the first stop; None where there is no row, or a closed one. drive: of a
    tanker from its depot to the source, likewise; None for other trips.
    stops: where it unloads, in order; destination: the last of them. last: the row to that one,
    whose way home it takes; of a trip with one stop it is `way`. onward: fastest ways from each
    stop to the next, found anew; None where one has none.
    kg, m3: of the load, by the catalogue; water counts as the m3 that it is.
    """

    trip: FiledTrip
    purpose: Purpose
    origin: str
    destination: str
    origin_node: str
    destination_node: str
    way: Access | None
    drive: Access | None
    kg: float
    m3: float
    stops: tuple[str, ...]
    last: Access | None
    onward: tuple[tuple[str, ...], ...] | None

    @property
    def is_led(self) -> bool:
        """Whether there is a way to each stop and home."""
        return None not in (self.way, self.last, self.onward)

    def out(self, stops: int | None = None) -> tuple[str, ...]:
        """Nodes on the way to so many of its stops, to all where not given."""
        if self.way is None or self.onward is None:
            return ()
        legs = self.onward if stops is None else self.onward[: stops - 1]
        return (*self.way.path, *(node for leg in legs for node in leg[1:]))

    @property
    def home(self) -> tuple[str, ...]:
        """Nodes on the way home."""
        return self.last.path_back if self.last is not None else ()

    @property
    def fleet(self) -> Fleet:
        """The vehicles that it may have been made with."""
        return (self.trip.depot_id, self.trip.vehicle_class)

    @property
    def ways(self) -> tuple[Access, ...]:
        """The rows that it travels by, as far as there are any."""
        rows = (self.way, self.last if len(self.stops) > 1 else None, self.drive)
        return tuple(row for row in rows if row is not None)


@dataclass(frozen=True)
class Replay:
    """A filed run with the journeys that its trips stand for."""

    run: FiledRun

    @cached_property
    def network(self) -> Network:
        """The links of the inputs."""
        return Network(self.run.scenario, self.run.pack)

    @cached_property
    def fastest(self) -> FastestWays:
        """The fastest ways by these links."""
        return FastestWays(self.network)

    @cached_property
    def journeys(self) -> tuple[Journey, ...]:
        """All trips, in the order of the table."""
        return tuple(self._journey(trip) for trip in self.run.trips)

    @cached_property
    def journey_of(self) -> dict[str, Journey]:
        """Journeys by trip id."""
        return {journey.trip.trip_id: journey for journey in self.journeys}

    @cached_property
    def fleets(self) -> dict[Fleet, tuple[Journey, ...]]:
        """Journeys by the depot and class that made them."""
        found: dict[Fleet, list[Journey]] = {}
        for journey in self.journeys:
            found.setdefault(journey.fleet, []).append(journey)
        return {fleet: tuple(found[fleet]) for fleet in sorted(found)}

    def rules(self, trip: FiledTrip) -> ClassAccess:
        """How the trip's class travels and works."""
        return self.run.pack.access.classes[trip.vehicle_class]

    def vehicles(self, fleet: Fleet, day: int) -> tuple[Vehicle, ...]:
        """The rows of the vehicle table that hold for a depot and class on a day."""
        return tuple(
            row
            for row in self.run.scenario.vehicles
            if (row.depot_id, row.vehicle_class) == fleet
            and row.count > 0
            and row.from_day <= day <= (row.to_day or day)
        )

    def day_starts(self, day: int) -> datetime:
        """When work begins on a day of the scenario."""
        return self.moving_hours(day)[0]

    def moving_hours(self, day: int) -> tuple[datetime, datetime]:
        """From when to when vehicles may be on the move on a day of the scenario."""
        midnight = datetime.combine(self.run.scenario.settings.date_of(day), time())
        begins, ends = self.network.dates.hours_of_movement(day)
        return midnight + timedelta(hours=begins), midnight + timedelta(hours=ends)

    def hours_of_movement(self, day: int) -> float:
        """How long vehicles may be on the move on a day of the scenario."""
        begins, ends = self.network.dates.hours_of_movement(day)
        return ends - begins

    def day_of(self, when: datetime) -> int:
        """The day of the scenario that a time falls on."""
        return self.run.scenario.settings.day_of(when.date())

    def days_away(self, trip: FiledTrip) -> range:
        """The days that a vehicle is out, the first and the last included."""
        return range(trip.day, max(trip.day, self.day_of(trip.return_)) + 1)

    def working_hours(self, trip: FiledTrip, hours_per_day: float) -> float:
        """Hours of a trip that fall into working days of that length, curfews taken off."""
        day_length = timedelta(hours=hours_per_day)
        worked = timedelta()
        for day in self.days_away(trip):
            begins, night = self.moving_hours(day)
            ends = min(begins + day_length, night)
            within = min(trip.return_, ends) - max(trip.depart, begins)
            worked += max(within, timedelta())
        return worked / timedelta(hours=1)

    def m3_per_hour(self, source_id: str) -> float | None:
        """How fast a source fills tanks, where that is known."""
        return self._paces[source_id]

    def depot_node(self, depot_id: str) -> str:
        """Where a depot stands in the network."""
        return self._depot_nodes[depot_id]

    def site_node(self, site_id: str) -> str:
        """Where a site stands in the network."""
        return self._site_nodes[site_id]

    def first_node(self, journey: Journey) -> str:
        """Where the first stop of a trip stands in the network."""
        return (
            self.site_node(journey.stops[0]) if len(journey.stops) > 1 else journey.destination_node
        )

    def is_site(self, code: str) -> bool:
        """Whether a stop is a site, and not a depot or a source."""
        return code in self._site_nodes

    @cached_property
    def _depot_nodes(self) -> dict[str, str]:
        return {depot.depot_id: depot.node for depot in self.run.scenario.depots}

    @cached_property
    def _source_nodes(self) -> dict[str, str]:
        return {source.source_id: source.node for source in self.run.scenario.water_sources}

    @cached_property
    def _paces(self) -> dict[str, float | None]:
        sources = self.run.scenario.water_sources
        return {source.source_id: source.m3_per_hour for source in sources}

    @cached_property
    def _site_nodes(self) -> dict[str, str]:
        return {site.site_id: site.node for site in self.run.scenario.sites}

    def _purpose(self, trip: FiledTrip) -> Purpose:
        if self.rules(trip).carries == "water":
            return Purpose.WATER
        is_transfer = (
            trip.trip_id in self.run.transfers_of or trip.stops[-1] not in self._site_nodes
        )
        return Purpose.TRANSFER if is_transfer else Purpose.GOODS

    def _journey(self, trip: FiledTrip) -> Journey:
        purpose = self._purpose(trip)
        destination = trip.stops[-1]
        if purpose is Purpose.WATER:
            origin, from_node = trip.stops[0], self._source_nodes[trip.stops[0]]
        else:
            origin, from_node = trip.depot_id, self._depot_nodes[trip.depot_id]
        to_node = (
            self._depot_nodes.get(destination, "")
            if purpose is Purpose.TRANSFER
            else self._site_nodes[destination]
        )
        stops = trip.stops if purpose is Purpose.GOODS else trip.stops[-1:]
        way = self._open_row(trip, origin, stops[0])
        last = self._open_row(trip, origin, destination)
        is_water = purpose is Purpose.WATER
        drive = self._open_row(trip, trip.depot_id, origin) if is_water else None
        kg, m3 = self._load(trip.trip_id)
        return Journey(
            trip, purpose, origin, destination, from_node, to_node, way, drive, kg, m3, stops, last,
            self._onward(trip, stops),
        )  # fmt: skip

    def _onward(
        self, trip: FiledTrip, stops: tuple[str, ...]
    ) -> tuple[tuple[str, ...], ...] | None:
        paths = [
            self.fastest.path(
                self.site_node(start), self.site_node(end), trip.vehicle_class, trip.day
            )
            for start, end in pairwise(stops)
        ]
        found = tuple(path for path in paths if path is not None)
        return found if len(found) == len(paths) else None

    def _open_row(self, trip: FiledTrip, origin: str, destination: str) -> Access | None:
        row = self.run.access.on(origin, destination, trip.vehicle_class, trip.day)
        return row if row is not None and row.open else None

    def _load(self, trip_id: str) -> tuple[float, float]:
        carried: tuple[Delivery | Transfer, ...] = (
            *self.run.deliveries_of.get(trip_id, ()),
            *self.run.transfers_of.get(trip_id, ()),
        )
        kg = m3 = 0.0
        for load in carried:
            item = self.run.item(load.item)
            kg += load.quantity * item.kg
            m3 += load.quantity * (1.0 if self.run.is_water(load.item) else item.m3)
        return kg, m3
