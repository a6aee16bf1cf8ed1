"""A run as its folder states it: nothing here has been checked but that it can be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from rrm.model.access import AccessTable
from rrm.model.demand import Demand
from rrm.model.needs import NeedScore
from rrm.model.plan import Delivery, Payment, Transfer
from rrm.model.rule_pack import Item, ItemKind, RulePack
from rrm.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class FiledTrip:
    """A row of trips.csv, its times read."""

    trip_id: str
    day: int
    vehicle_class: str
    depot_id: str
    stops: tuple[str, ...]
    depart: datetime
    return_: datetime
    km: float
    hours: float
    load_kg: float
    load_m3: float
    cost: float
    risk: float


@dataclass(frozen=True, slots=True)
class FiledUnmet:
    """A row of unmet.csv, its reasons as they stand in both languages."""

    site_id: str
    group: str
    item: str
    unit: str
    quantity: float
    households: int
    people: int
    reason_code: str
    reason: str
    reason_fr: str
    what_would_help: str
    what_would_help_fr: str

    @property
    def key(self) -> tuple[str, str, str]:
        """The demand that it belongs to."""
        return (self.site_id, self.group, self.item)


@dataclass(frozen=True)
class FiledRun:
    """The inputs and the tables of a run folder, and what is looked up in them again and again."""

    scenario: Scenario
    pack: RulePack
    needs: tuple[NeedScore, ...]
    demands: tuple[Demand, ...]
    access: AccessTable
    deliveries: tuple[Delivery, ...]
    transfers: tuple[Transfer, ...]
    trips: tuple[FiledTrip, ...]
    payments: tuple[Payment, ...]
    unmet: tuple[FiledUnmet, ...]
    referral_sites: tuple[str, ...]

    @property
    def horizon(self) -> int:
        """The last day that a plan may speak of."""
        return self.scenario.settings.horizon_days

    def item(self, name: str) -> Item:
        """A line of the catalogue."""
        return self.pack.catalogue[name]

    def is_water(self, name: str) -> bool:
        """Whether an item is asked for and delivered day by day."""
        return self.pack.catalogue[name].kind is ItemKind.WATER

    def last_day(self, demand: Demand) -> int:
        """The last day on which a demand may be met; only water's days end before the horizon."""
        return min(demand.due_day, self.horizon) if self.is_water(demand.item) else self.horizon

    @cached_property
    def demand_of(self) -> dict[tuple[str, str, str], Demand]:
        """Demands by site, group and item."""
        return {demand.key: demand for demand in self.demands}

    @cached_property
    def trip_of(self) -> dict[str, FiledTrip]:
        """Trips by their id."""
        return {trip.trip_id: trip for trip in self.trips}

    @cached_property
    def deliveries_of(self) -> dict[str, tuple[Delivery, ...]]:
        """What each trip hands over at sites."""
        found: dict[str, list[Delivery]] = {}
        for delivery in self.deliveries:
            found.setdefault(delivery.trip_id, []).append(delivery)
        return {trip_id: tuple(rows) for trip_id, rows in found.items()}

    @cached_property
    def transfers_of(self) -> dict[str, tuple[Transfer, ...]]:
        """What each trip brings to another depot."""
        found: dict[str, list[Transfer]] = {}
        for transfer in self.transfers:
            found.setdefault(transfer.trip_id, []).append(transfer)
        return {trip_id: tuple(rows) for trip_id, rows in found.items()}

    @cached_property
    def received(self) -> tuple[tuple[tuple[str, str, str], int, float], ...]:
        """All help that arrives: (site, group, item), day, quantity; of cash, households paid."""
        handed = [((d.site_id, d.group, d.item), d.day, d.quantity) for d in self.deliveries]
        paid = [((p.site_id, p.group, p.item), p.day, float(p.households)) for p in self.payments]
        return (*handed, *paid)
