"""A plan: what leaves where, when, on what - and who is left without, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rrm.model.language import Message


class NoPlan(StrEnum):
    """Why there is no plan: none is possible, proven; or none was found, which proves nothing."""

    IMPOSSIBLE = "impossible"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of deliveries.csv: a quantity of an item handed over at a site on a day.

    day: the day it arrives. origin: a depot, or a water source. tier: the first priority
    that it serves. Cash is not here but among the payments.
    meets: item of the demand that it is handed over for, where that is another one; counts_as: what
    it then counts for, in that item's unit. Empty where it is what is due.
    """

    day: int
    site_id: str
    group: str
    item: str
    unit: str
    quantity: float
    origin: str
    vehicle_class: str
    trip_id: str
    tier: str
    meets: str = ""
    counts_as: float | None = None

    @property
    def for_item(self) -> str:
        """The item of the demand that it is handed over for."""
        return self.meets or self.item

    @property
    def counted(self) -> float:
        """What it counts for, in the unit of that item."""
        return self.quantity if self.counts_as is None else self.counts_as


@dataclass(frozen=True, slots=True)
class Transfer:
    """One row of transfers.csv: stock moved from one depot to another.

    day: departure. handling_days: from its arrival to the day on which it can be sent on, more
    than one where loads that change vehicles take longer.
    expires_on: of the batch that is moved, the last day on which it may be handed out; None of
    what keeps.
    """

    day: int
    arrival_day: int
    from_depot: str
    to_depot: str
    item: str
    unit: str
    quantity: float
    vehicle_class: str
    trip_id: str
    handling_days: int = 1
    expires_on: date | None = None

    @property
    def ready_day(self) -> int:
        """The day from which it can be sent on."""
        return self.arrival_day + self.handling_days


@dataclass(frozen=True, slots=True)
class Trip:
    """One row of trips.csv: one vehicle, out and home.

    day: departure, a day of the scenario. depart, return_: ISO local times. stops: site,
    depot or water source ids in order. km, cost: out and home, hire included, and handling where
    the load changes vehicles. risk: of the way out, loaded.
    hours: working time out and home.
    """

    trip_id: str
    day: int
    vehicle_class: str
    depot_id: str
    stops: tuple[str, ...]
    depart: str
    return_: str
    km: float
    hours: float
    load_kg: float
    load_m3: float
    cost: float
    risk: float


@dataclass(frozen=True, slots=True)
class Payment:
    """One row of cash.csv: transfers paid out at a site on a day."""

    day: int
    site_id: str
    group: str
    item: str
    agent_id: str
    households: int
    amount: float
    currency: str
    fee: float


@dataclass(frozen=True, slots=True)
class Unmet:
    """One row of unmet.csv: what a group is entitled to and the plan does not bring.

    quantity: in the item's unit; of water, m3 summed over the days short.
    """

    site_id: str
    group: str
    item: str
    unit: str
    quantity: float
    households: int
    people: int
    reason_code: str
    reason: Message
    what_would_help: Message


@dataclass(frozen=True, slots=True)
class TierResult:
    """How well one priority is served.

    value: of the plan as written. best: value when this tier was solved. bound: proven limit
    on it. Survival shortfall (m3), cost and change are better when lower, the others when higher.
    charged: what serving this one took of priorities before it, by tier, in the unit of that one;
    below 0 where it gave something.
    """

    tier: str
    value: float
    best: float
    bound: float
    gap: float
    tolerance: float
    unit: str
    charged: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan in full.

    status: optimal (every tier within the gap asked), feasible, or infeasible. bound is that of
    need met, or of the last tier where that is no priority; gap is how far the plan as written
    is from it, what later tiers were allowed to cost included.
    stopped: why the solve ended before it was done: asked, time, memory, killed or failed.
    no_plan: why the status is infeasible, as of NoPlan; empty where there is a plan.
    """

    status: str
    gap: float
    bound: float
    tiers: tuple[TierResult, ...]
    deliveries: tuple[Delivery, ...]
    transfers: tuple[Transfer, ...]
    trips: tuple[Trip, ...]
    payments: tuple[Payment, ...]
    unmet: tuple[Unmet, ...]
    warnings: tuple[Message, ...] = ()
    stopped: str = ""
    no_plan: str = ""
