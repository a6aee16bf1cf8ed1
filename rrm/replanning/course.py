"""What has been planned and sent so far: one plan after another, each in force from a day on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rrm.model.demand import Demand
from rrm.model.plan import Delivery, Payment, Plan, Transfer, Trip
from rrm.model.receipt import LineKey, PaymentKey, Receipts
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario
from rrm.model.waybill import Waybill, Waybills, waybills_of


@dataclass(frozen=True, slots=True)
class Leg:
    """A plan and the day from which it was in force: 1 for a run, N for one replanned on day N."""

    run_id: str
    plan: Plan
    from_day: int = 1


@dataclass(frozen=True)
class Course:
    """A response as it went: what was to be done, the plans in turn, the receipts.

    scenario: the whole response as it is known now, told from day 1: stock at the start, every
    supply expected or come, the roads. demands: what people were due on day 1. Everything is
    counted anew from these. legs: by the day from which they are in force. receipts: of them all.
    """

    scenario: Scenario
    pack: RulePack
    demands: tuple[Demand, ...]
    legs: tuple[Leg, ...]
    receipts: Receipts

    @cached_property
    def waybills(self) -> Waybills:
        """Those of each plan that leave while it is in force, and any that a receipt speaks of."""
        kept = (
            waybill
            for leg in self.legs
            for waybill in self._waybills_of(leg).waybills
            if self._is_in_force(leg, waybill.day) or waybill.number in self._told
        )
        return Waybills(self.legs[0].run_id, tuple(kept))

    @cached_property
    def trip_of(self) -> Mapping[str, Trip]:
        """By waybill number, the trip that brings it."""
        return {number: trip for number, _, trip in self._numbered}

    @cached_property
    def trips(self) -> tuple[tuple[Trip, tuple[Waybill, ...]], ...]:
        """Every trip in force, or that a receipt speaks of, with its waybills."""
        found: list[tuple[Trip, tuple[Waybill, ...]]] = []
        for leg in self.legs:
            of_trip: dict[str, list[Waybill]] = defaultdict(list)
            for waybill in self._waybills_of(leg).waybills:
                if waybill.number in self.waybills.by_number:
                    of_trip[waybill.trip_id].append(waybill)
            for trip in leg.plan.trips:
                if self._is_in_force(leg, trip.day) or trip.trip_id in of_trip:
                    found.append((trip, tuple(of_trip[trip.trip_id])))
        return tuple(found)

    @cached_property
    def payments(self) -> tuple[Payment, ...]:
        """Every planned payment in force, or that a receipt speaks of."""
        return tuple(
            payment
            for leg in self.legs
            for payment in leg.plan.payments
            if self._is_in_force(leg, payment.day)
            or payment_key(payment) in self.receipts.payment_of
        )

    @cached_property
    def deliveries_of(self) -> Mapping[LineKey, tuple[Delivery, ...]]:
        """By line of a waybill, the deliveries of the plan that it holds."""
        found: dict[LineKey, list[Delivery]] = defaultdict(list)
        for number, leg, trip in self._numbered:
            place = self.waybills.by_number[number].place
            for row in self._by_trip[leg.run_id][0].get(trip.trip_id, ()):
                if row.site_id == place:
                    found[number, row.item, row.group].append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def transfers_of(self) -> Mapping[LineKey, tuple[Transfer, ...]]:
        """By line of a waybill, the transfers of the plan that it holds."""
        found: dict[LineKey, list[Transfer]] = defaultdict(list)
        for number, leg, trip in self._numbered:
            place = self.waybills.by_number[number].place
            for row in self._by_trip[leg.run_id][1].get(trip.trip_id, ()):
                if row.to_depot == place:
                    found[number, row.item, ""].append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def has_left(self, trip: Trip, waybills: tuple[Waybill, ...], day: int) -> bool:
        """Whether a trip was made before a day: it was to leave, or a receipt says it did."""
        return trip.day < day or any(waybill.number in self._told for waybill in waybills)

    @cached_property
    def _told(self) -> frozenset[str]:
        return frozenset(line.waybill for line in self.receipts.lines)

    def _is_in_force(self, leg: Leg, day: int) -> bool:
        later = [other.from_day for other in self.legs if other.from_day > leg.from_day]
        return leg.from_day <= day < min(later, default=day + 1)

    @cached_property
    def _numbered(self) -> tuple[tuple[str, Leg, Trip], ...]:
        return tuple(self._trips_of_waybills())

    def _trips_of_waybills(self) -> Iterator[tuple[str, Leg, Trip]]:
        for leg in self.legs:
            trips = {trip.trip_id: trip for trip in leg.plan.trips}
            for waybill in self._waybills_of(leg).waybills:
                if waybill.number in self.waybills.by_number:
                    yield waybill.number, leg, trips[waybill.trip_id]

    def _waybills_of(self, leg: Leg) -> Waybills:
        return self._by_run[leg.run_id]

    @cached_property
    def _by_run(self) -> Mapping[str, Waybills]:
        return {leg.run_id: waybills_of(leg.run_id, leg.plan) for leg in self.legs}

    @cached_property
    def _by_trip(
        self,
    ) -> Mapping[str, tuple[dict[str, list[Delivery]], dict[str, list[Transfer]]]]:
        found: dict[str, tuple[dict[str, list[Delivery]], dict[str, list[Transfer]]]] = {}
        for leg in self.legs:
            delivered: dict[str, list[Delivery]] = defaultdict(list)
            moved: dict[str, list[Transfer]] = defaultdict(list)
            for delivery in leg.plan.deliveries:
                delivered[delivery.trip_id].append(delivery)
            for transfer in leg.plan.transfers:
                moved[transfer.trip_id].append(transfer)
            found[leg.run_id] = (delivered, moved)
        return found


def payment_key(payment: Payment) -> PaymentKey:
    """What a receipt names a planned payment by."""
    return (payment.day, payment.site_id, payment.group, payment.item, payment.agent_id)
