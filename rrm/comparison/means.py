"""What two plans spend and drive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rrm.comparison.change import Change
from rrm.comparison.facts import RunFacts


class Spent(StrEnum):
    """What money goes to."""

    GOODS_TRANSPORT = "goods_transport"
    WATER_TRANSPORT = "water_transport"
    TRANSFERS = "transfers"
    FEES = "fees"


@dataclass(frozen=True, slots=True)
class ClassUse:
    """A vehicle class in a plan. vehicles: that the scenario has of it, on any day."""

    vehicles: float
    trips: float
    km: float
    hours: float
    cost: float


@dataclass(frozen=True, slots=True)
class UseChange:
    """A vehicle class in two plans."""

    vehicle_class: str
    vehicles: Change
    trips: Change
    km: Change
    hours: Change

    @property
    def is_one(self) -> bool:
        """Whether anything differs."""
        return any(one.is_one for one in (self.vehicles, self.trips, self.km, self.hours))


def spending(run: RunFacts) -> Mapping[Spent, float]:
    """What a plan costs by what it is spent on; the stock itself is not bought here."""
    spent = dict.fromkeys(Spent, 0.0)
    for trip in run.trips:
        rules = run.pack.access.classes.get(trip.vehicle_class)
        carries_water = rules is not None and rules.carries == "water"
        spent[Spent.WATER_TRANSPORT if carries_water else Spent.GOODS_TRANSPORT] += trip.cost
    spent[Spent.TRANSFERS] = sum(paid.amount for paid in run.payments)
    spent[Spent.FEES] = sum(paid.fee for paid in run.payments)
    return spent


def vehicle_use(run: RunFacts) -> Mapping[str, ClassUse]:
    """By vehicle class, those that the scenario has first."""
    classes = dict.fromkeys(
        [
            *(vehicle.vehicle_class for vehicle in run.scenario.vehicles),
            *(trip.vehicle_class for trip in run.trips),
        ]
    )
    return {code: _use(run, code) for code in classes}


def _use(run: RunFacts, code: str) -> ClassUse:
    trips = [trip for trip in run.trips if trip.vehicle_class == code]
    return ClassUse(
        vehicles=sum(one.count for one in run.scenario.vehicles if one.vehicle_class == code),
        trips=len(trips),
        km=sum(trip.km for trip in trips),
        hours=sum(trip.hours for trip in trips),
        cost=sum(trip.cost for trip in trips),
    )


def cost_changes(before: RunFacts, after: RunFacts) -> Mapping[Spent, Change]:
    """By what it is spent on, what differs; nothing where the currencies do."""
    if before.currency != after.currency:
        return {}
    old, new = spending(before), spending(after)
    changes = {kind: Change(old[kind], new[kind]) for kind in Spent}
    return {kind: change for kind, change in changes.items() if change.is_one}


def use_changes(before: RunFacts, after: RunFacts) -> tuple[UseChange, ...]:
    """Vehicle classes that are used differently."""
    old, new = vehicle_use(before), vehicle_use(after)
    none = ClassUse(0, 0, 0, 0, 0)
    changes = (
        UseChange(
            code,
            *(
                Change(getattr(one, figure), getattr(other, figure))
                for figure in ("vehicles", "trips", "km", "hours")
            ),
        )
        for code in sorted({*old, *new})
        for one, other in [(old.get(code, none), new.get(code, none))]
    )
    return tuple(change for change in changes if change.is_one)
