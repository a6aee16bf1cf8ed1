"""What is covered by when, item by item, over all sites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rrm.comparison.change import Change
from rrm.comparison.facts import RunFacts
from rrm.comparison.served import Key, Served
from rrm.model.demand import Demand
from rrm.model.rule_pack import ItemKind


@dataclass(frozen=True, slots=True)
class Coverage:
    """An item in one run.

    due, brought: in the item's unit; water m3 over its days, cash households.
    households_due, households: for whom it is, and how many of them what comes stands for.
    by_day: of goods and cash the households served by the end of each day; of water the m3 that
    come on each day, with what survival and the full amount ask on it.
    """

    item: str
    kind: ItemKind
    due: float
    brought: float
    households_due: float
    households: float
    by_day: tuple[float, ...]
    survival_by_day: tuple[float, ...]
    full_by_day: tuple[float, ...]

    @property
    def share(self) -> float:
        """Part of what is due that comes, 0..1; of nothing, all."""
        return min(1.0, self.brought / self.due) if self.due > 0 else 1.0

    @property
    def days_below_survival(self) -> int:
        """Of water: days on which all sites together get less than survival asks."""
        asked = zip(self.by_day, self.survival_by_day, strict=False)
        return sum(come < survival - 1e-4 for come, survival in asked)


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item in two runs, over the sites that both have.

    days_later: in the mean day of arrival, None where it comes in one of them only, or is water.
    """

    item: str
    kind: ItemKind
    due: Change
    brought: Change
    households: Change
    day: Change | None

    @property
    def is_one(self) -> bool:
        """Whether anything differs."""
        parts = (self.due, self.brought, self.households, self.day)
        return any(part is not None and part.is_one for part in parts)


def coverage(run: RunFacts, lines: Iterable[Served]) -> tuple[Coverage, ...]:
    """Every item that is due or comes, in the order of the pack's catalogue."""
    by_item: dict[str, list[Served]] = {}
    for line in lines:
        by_item.setdefault(line.key[2], []).append(line)
    known = [item for item in run.pack.catalogue if item in by_item]
    order = (*known, *sorted(by_item.keys() - set(known)))
    return tuple(_coverage(run, item, by_item[item]) for item in order)


def _coverage(run: RunFacts, item: str, lines: list[Served]) -> Coverage:
    kind, days = run.kind(item), range(1, run.days + 1)
    is_water = kind is ItemKind.WATER
    demands = [line.demand for line in lines if line.demand is not None]

    def asked_on(day: int) -> list[Demand]:
        return [one for one in demands if one.from_day <= day <= one.due_day]

    return Coverage(
        item=item,
        kind=kind,
        due=sum(line.needed for line in lines),
        brought=sum(line.brought for line in lines),
        households_due=sum(demand.households for demand in demands),
        households=sum(line.households() for line in lines),
        by_day=tuple(
            sum(line.on(day) if is_water else line.households(day) for line in lines)
            for day in days
        ),
        survival_by_day=tuple(
            sum(one.survival_quantity for one in asked_on(day)) for day in days if is_water
        ),
        full_by_day=tuple(sum(one.quantity for one in asked_on(day)) for day in days if is_water),
    )


def item_changes(
    before: dict[Key, Served], after: dict[Key, Served], order: Iterable[str]
) -> tuple[ItemChange, ...]:
    """Items of which anything differs, over what is given of both runs."""
    found: list[ItemChange] = []
    for item in order:
        old, new = (
            [line for key, line in lines.items() if key[2] == item] for lines in (before, after)
        )
        kind = (new or old)[0].kind
        change = ItemChange(
            item,
            kind,
            Change(sum(line.needed for line in old), sum(line.needed for line in new)),
            Change(sum(line.brought for line in old), sum(line.brought for line in new)),
            Change(sum(line.households() for line in old), sum(line.households() for line in new)),
            None if kind is ItemKind.WATER else _days(old, new),
        )
        if change.is_one:
            found.append(change)
    return tuple(found)


def _days(before: list[Served], after: list[Served]) -> Change | None:
    means = [_mean_day(lines) for lines in (before, after)]
    return None if means[0] is None or means[1] is None else Change(means[0], means[1])


def _mean_day(lines: list[Served]) -> float | None:
    come = sum(line.brought for line in lines)
    if come <= 0:
        return None
    return sum(day * quantity for line in lines for day, quantity in line.arrivals) / come
