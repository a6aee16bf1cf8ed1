"""What reaches each group by when, set against what it is entitled to."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.names import Names
from rrm.model.demand import Demand
from rrm.model.plan import Plan
from rrm.model.rule_pack import ItemKind
from rrm.model.run import Run

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A quantity for a group on a day; of cash, households paid."""

    day: int
    quantity: float


@dataclass(frozen=True, slots=True)
class Line:
    """One entitlement of a group and what arrives of it.

    needed, delivered: in the item's unit, households for cash, m3 over the window for water.
    households: whom the entitlement is for.
    """

    demand: Demand
    kind: ItemKind
    needed: float
    arrivals: tuple[Arrival, ...]

    @property
    def delivered(self) -> float:
        """All that arrives within the plan."""
        return sum(arrival.quantity for arrival in self.arrivals)

    @property
    def share(self) -> float:
        """Part of the entitlement that arrives, 0..1."""
        return min(1.0, self.delivered / self.needed) if self.needed > 0 else 0.0

    @property
    def first_day(self) -> int | None:
        """Day of the first arrival."""
        return min((arrival.day for arrival in self.arrivals), default=None)

    @property
    def last_day(self) -> int | None:
        """Day of the last arrival."""
        return max((arrival.day for arrival in self.arrivals), default=None)

    def households_reached(self, day: int) -> float:
        """Households whose full entitlement has arrived by the end of a day."""
        if self.needed <= 0:
            return 0.0
        arrived = sum(arrival.quantity for arrival in self.arrivals if arrival.day <= day)
        return self.demand.households * min(1.0, arrived / self.needed)


def entitlement_lines(run: Run, names: Names) -> tuple[Line, ...]:
    """Every demand with what arrives of it, in the order of the demands."""
    arrivals = _arrivals(run.plan)
    return tuple(
        _line(demand, names.kind(demand.item), arrivals.get(demand.key, {}))
        for demand in run.entitled.demands
    )


def households_reached(lines: tuple[Line, ...], day: int, site_ids: frozenset[str]) -> int:
    """Distinct households with goods or cash by the end of a day at those sites.

    Households that get two items count once: of a group, the item that reaches most counts,
    so the figure is never above the truth.
    """
    most: dict[tuple[str, str], float] = {}
    for line in lines:
        if line.kind is ItemKind.WATER or line.demand.site_id not in site_ids:
            continue
        key = (line.demand.site_id, line.demand.group)
        most[key] = max(most.get(key, 0.0), line.households_reached(day))
    return sum(_whole_households(reached) for reached in most.values())


def households_reached_by_kind(lines: tuple[Line, ...], kind: ItemKind) -> int:
    """Distinct households that get an item of that kind within the plan."""
    of_kind = tuple(line for line in lines if line.kind is kind)
    most: dict[tuple[str, str], float] = {}
    for line in of_kind:
        key = (line.demand.site_id, line.demand.group)
        most[key] = max(most.get(key, 0.0), line.households_reached(line.last_day or 0))
    return sum(_whole_households(reached) for reached in most.values())


def _whole_households(reached: float) -> int:
    # Rounded down, but 119.9999999 from a division is 120.
    return int(reached + 1e-6)


def _line(demand: Demand, kind: ItemKind, by_day: dict[int, float]) -> Line:
    days = demand.due_day - demand.from_day + 1
    needed = demand.quantity * days if kind is ItemKind.WATER else demand.quantity
    arrivals = tuple(Arrival(day, by_day[day]) for day in sorted(by_day))
    return Line(demand, kind, needed, arrivals)


def _arrivals(plan: Plan) -> dict[Key, dict[int, float]]:
    arrivals: dict[Key, dict[int, float]] = {}
    for delivery in plan.deliveries:
        by_day = arrivals.setdefault((delivery.site_id, delivery.group, delivery.for_item), {})
        by_day[delivery.day] = by_day.get(delivery.day, 0.0) + delivery.counted
    for payment in plan.payments:
        by_day = arrivals.setdefault((payment.site_id, payment.group, payment.item), {})
        by_day[payment.day] = by_day.get(payment.day, 0.0) + payment.households
    return arrivals
