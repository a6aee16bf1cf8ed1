"""Hand-overs that are signed for together: of one day, to one group at a site, by one hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rrm.export.published import Distribution, PublishedPlan, exact_sum
from rrm.model.rule_pack import ItemKind

MOST_ITEMS = 6
"""On a sheet: more would leave no room for a box each."""


@dataclass(frozen=True, slots=True)
class Item:
    """What is handed over of an item. amount: of money, None for goods."""

    distribution: Distribution
    amount: float | None
    currency: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """What households come for once. agent_id: who pays, empty for goods."""

    day: date
    site_id: str
    group: str
    agent_id: str
    items: tuple[Item, ...]

    @property
    def households(self) -> int:
        """Who sign at most: those whose share of the item that most get is complete with it."""
        return max(item.distribution.households for item in self.items)

    @property
    def waybills(self) -> tuple[str, ...]:
        """Numbers that it comes under, each once."""
        return tuple(
            dict.fromkeys(number for item in self.items for number in item.distribution.waybills)
        )


def hand_overs(plan: PublishedPlan) -> Iterator[HandOver]:
    """By day, site, group and agent; water runs from a tap and nobody signs for it."""
    together: dict[tuple[date, str, str, str], list[Distribution]] = defaultdict(list)
    for one in plan.distributions:
        if one.kind is not ItemKind.WATER:
            together[one.day, one.site_id, one.group, one.agent_id].append(one)
    money = _money(plan)
    for (day, site_id, group, agent_id), some in together.items():
        items = tuple(
            Item(one, *money.get((day, site_id, group, one.item, agent_id), (None, "")))
            for one in some
        )
        for start in range(0, len(items), MOST_ITEMS):
            yield HandOver(day, site_id, group, agent_id, items[start : start + MOST_ITEMS])


def _money(
    plan: PublishedPlan,
) -> dict[tuple[date, str, str, str, str], tuple[float, str]]:
    """What is paid by day, site, group, item and agent, with its currency."""
    amounts: dict[tuple[date, str, str, str, str], list[float]] = defaultdict(list)
    currencies: dict[tuple[date, str, str, str, str], str] = {}
    for line in plan.payments:
        key = (line.day, line.site_id, line.group, line.item, line.agent_id)
        amounts[key].append(line.amount)
        currencies[key] = line.currency
    return {key: (exact_sum(parts), currencies[key]) for key, parts in amounts.items()}
