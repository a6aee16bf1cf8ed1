"""What each group gets of what it is due: how much, for how many households, on which days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rrm.comparison.change import NOTICED
from rrm.comparison.facts import RunFacts
from rrm.model.demand import Demand
from rrm.model.rule_pack import ItemKind

Key = tuple[str, str, str]
"""Site, group, item."""


@dataclass(frozen=True, slots=True)
class Served:
    """An item for a group. demand: None where it comes though nobody is due it.

    arrivals: day and quantity in the item's unit; of cash, households paid.
    """

    key: Key
    kind: ItemKind
    demand: Demand | None
    arrivals: tuple[tuple[int, float], ...]

    @property
    def needed(self) -> float:
        """What is due: of water the sum over its days, m3."""
        if self.demand is None:
            return 0.0
        if self.kind is not ItemKind.WATER:
            return self.demand.quantity
        return self.demand.quantity * (self.demand.due_day - self.demand.from_day + 1)

    @property
    def brought(self) -> float:
        """All that comes."""
        return sum(quantity for _, quantity in self.arrivals)

    def households(self, day: int | None = None) -> float:
        """Households that what has come by the end of a day, or in all, stands for."""
        if self.demand is None or self.needed <= 0:
            return 0.0
        come = sum(quantity for on, quantity in self.arrivals if day is None or on <= day)
        return min(1.0, max(0.0, come / self.needed)) * self.demand.households

    @property
    def mean_day(self) -> float | None:
        """Day on which a unit comes on average; None where nothing comes."""
        come = self.brought
        if come <= NOTICED:
            return None
        return sum(day * quantity for day, quantity in self.arrivals) / come

    @property
    def days_below_survival(self) -> int:
        """Of water: days on which the group gets less than the survival quantity."""
        demand = self.demand
        if demand is None or self.kind is not ItemKind.WATER:
            return 0
        return sum(
            self.on(day) < demand.survival_quantity - NOTICED
            for day in range(max(1, demand.from_day), min(demand.due_day, 366) + 1)
        )

    def on(self, day: int) -> float:
        """What comes on a day."""
        return sum(quantity for on, quantity in self.arrivals if on == day)


def served(run: RunFacts) -> Mapping[Key, Served]:
    """By site, group and item, all that is due or comes; in the order of their ids."""
    come: dict[Key, dict[int, float]] = {}
    rows = [(one.site_id, one.group, one.for_item, one.day, one.counted) for one in run.deliveries]
    rows += [
        (paid.site_id, paid.group, paid.item, paid.day, float(paid.households))
        for paid in run.payments
    ]
    for site, group, item, day, quantity in rows:
        days = come.setdefault((site, group, item), {})
        days[day] = days.get(day, 0.0) + quantity
    due = {demand.key: demand for demand in run.demands}
    return {
        key: Served(key, run.kind(key[2]), due.get(key), tuple(sorted(come.get(key, {}).items())))
        for key in sorted({*due, *come})
    }
