"""What a plan brings and what it is worth: the side of it that answers compare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rrm.model.demand import Demand
from rrm.model.plan import Delivery, Payment, Plan, TierResult, Unmet
from rrm.model.rule_pack import ItemKind
from rrm.what_if.standing import Standing

Planner = Callable[[Standing], Plan | None]
"""Plans a case and has the plan checked independently; None where the check rejects it."""

Key = tuple[str, str, str]
"""Site, group, item."""

INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A plan's tiers, what it brings and what it leaves unmet; read from a run, or planned anew."""

    tiers: tuple[TierResult, ...]
    deliveries: tuple[Delivery, ...]
    payments: tuple[Payment, ...]
    unmet: tuple[Unmet, ...]

    @classmethod
    def of(cls, plan: Plan) -> Outcome:
        """That of a plan."""
        return cls(plan.tiers, plan.deliveries, plan.payments, plan.unmet)

    def arrivals(self) -> dict[Key, dict[int, float]]:
        """By site, group and item due, what comes on each day; of cash, households paid.

        What stands in for an item counts as it, for as much as it is worth of it.
        """
        found: dict[Key, dict[int, float]] = {}
        rows = [(it.site_id, it.group, it.for_item, it.day, it.counted) for it in self.deliveries]
        rows += [
            (it.site_id, it.group, it.item, it.day, float(it.households)) for it in self.payments
        ]
        for site_id, group, item, day, quantity in rows:
            by_day = found.setdefault((site_id, group, item), {})
            by_day[day] = by_day.get(day, 0.0) + quantity
        return found

    def short(self) -> dict[Key, float]:
        """By site, group and item, what is not met."""
        return {(row.site_id, row.group, row.item): row.quantity for row in self.unmet}

    def met(self, demand: Demand, kind: ItemKind) -> float:
        """What of a demand is met, in its item's unit; substitutes count for what they stand in."""
        return max(0.0, due_in_all(demand, kind) - self.short().get(demand.key, 0.0))

    def missing(self, site_id: str, item: str) -> tuple[Unmet, ...]:
        """What a site misses of an item, group by group."""
        return tuple(row for row in self.unmet if (row.site_id, row.item) == (site_id, item))


def due_in_all(demand: Demand, kind: ItemKind) -> float:
    """What a demand comes to: of water the sum over its days."""
    return demand.quantity * (demand.due_day - demand.from_day + 1 if kind is ItemKind.WATER else 1)
