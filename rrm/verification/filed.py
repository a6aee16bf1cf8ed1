"""A run as its folder states it: nothing here has been checked but that it can be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from rrm.model.access import AccessTable
from rrm.model.demand import Demand
from rrm.model.needs import NeedScore
from rrm.model.plan import Delivery, Payment, Transfer
from rrm.model.rule_pack import Item, ItemKind, RulePack, Variant
from rrm.model.scenario import Scenario

Arrival = tuple[tuple[str, str, str], int, float]
"""Help that arrives: (site, group, item), day, quantity."""


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
    in_force: tuple[Arrival, ...] | None = None
    """What the plan before was to hand over from then on; None where there was none."""

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
        """The last day on which a demand may be met, within the horizon.

        Of water its due day. Of other help as many days after its due day as the entitlement
        leaves, or sooner where the demand says so; without either there is no such day.
        """
        if self.is_water(demand.item):
            return min(demand.due_day, self.horizon)
        rule = self.pack.entitlements.entitlements.get(demand.entitlement)
        left = rule.lost_after_days if rule is not None else None
        return min(
            self.horizon,
            self.horizon if left is None else demand.due_day + left,
            self.horizon if demand.last_day is None else demand.last_day,
        )

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

    def variant(self, row: Delivery) -> Variant | None:
        """As what the catalogue lets it be given for another item; None for what is due itself."""
        item = self.pack.catalogue.get(row.for_item)
        variants = () if item is None else item.variants
        return next((one for one in variants if one.item == row.item), None)

    @cached_property
    def handed(self) -> tuple[Arrival, ...]:
        """All help that arrives, by the item that is handed over; of cash, households paid."""
        goods = [((d.site_id, d.group, d.item), d.day, d.quantity) for d in self.deliveries]
        return (*goods, *self._paid)

    @cached_property
    def received(self) -> tuple[Arrival, ...]:
        """All help that arrives, by the item that is due, as the catalogue counts it for that."""
        goods = [(_due(d), d.day, d.quantity * self._counts(d)) for d in self.deliveries]
        return (*goods, *self._paid)

    @cached_property
    def settled(self) -> tuple[Arrival, ...]:
        """By the item that is due, units of it that what arrives takes the place of."""
        goods = [(_due(d), d.day, d.quantity * self.takes(d)) for d in self.deliveries]
        return (*goods, *self._paid)

    @cached_property
    def _paid(self) -> tuple[Arrival, ...]:
        return tuple(
            ((p.site_id, p.group, p.item), p.day, float(p.households)) for p in self.payments
        )

    def takes(self, row: Delivery) -> float:
        """Units of what is due that one of a row takes the place of."""
        variant = self.variant(row)
        if row.item == row.for_item or variant is None:
            return 1.0
        return max(1.0, variant.counts) if variant.one_for_one else variant.counts

    def _counts(self, row: Delivery) -> float:
        """Of a unit; what the catalogue does not let be given counts nothing."""
        if row.item == row.for_item:
            return 1.0
        variant = self.variant(row)
        return 0.0 if variant is None else variant.counts


def _due(row: Delivery) -> tuple[str, str, str]:
    return (row.site_id, row.group, row.for_item)
