"""Who gains and who loses: site by site, in households and in days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rrm.comparison.change import Change
from rrm.comparison.served import Key, Served
from rrm.model.rule_pack import ItemKind


@dataclass(frozen=True, slots=True)
class ServedChange:
    """What a group at a site gets of an item in two runs.

    due, brought: in the item's unit. households: that what comes stands for.
    day: mean day of arrival, None where it comes in one run only, or is water.
    days_below_survival: of water, days on which the group gets less than survival asks.
    """

    site_id: str
    group: str
    item: str
    kind: ItemKind
    due: Change
    brought: Change
    households: Change
    day: Change | None
    days_below_survival: Change

    @property
    def is_one(self) -> bool:
        """Whether anything differs."""
        parts = (self.due, self.brought, self.households, self.day, self.days_below_survival)
        return any(part is not None and part.is_one for part in parts)


@dataclass(frozen=True, slots=True)
class SiteChange:
    """A site in two runs.

    households_more, households_less: who gets more of something, or less, each group counted
    once with the item that moves most of it.
    """

    site_id: str
    households_more: float
    households_less: float
    items: tuple[ServedChange, ...]


def served_changes(
    before: Mapping[Key, Served], after: Mapping[Key, Served]
) -> tuple[ServedChange, ...]:
    """Every group and item in which anything differs; what a run doesn't have counts nothing."""
    found = (_change(key, before.get(key), after.get(key)) for key in sorted({*before, *after}))
    return tuple(change for change in found if change.is_one)


def site_changes(changes: tuple[ServedChange, ...]) -> tuple[SiteChange, ...]:
    """Sites with what differs there, those that most households gain or lose at first."""
    by_site: dict[str, list[ServedChange]] = {}
    for change in changes:
        by_site.setdefault(change.site_id, []).append(change)
    found = [
        SiteChange(site, _most(items, 1), _most(items, -1), tuple(items))
        for site, items in by_site.items()
    ]
    return tuple(
        sorted(found, key=lambda one: (-max(one.households_more, one.households_less), one.site_id))
    )


def _most(items: list[ServedChange], sign: int) -> float:
    most: dict[str, float] = {}
    for one in items:
        most[one.group] = max(most.get(one.group, 0.0), sign * one.households.by)
    return sum(most.values())


def _change(key: Key, before: Served | None, after: Served | None) -> ServedChange:
    def both(figure: str) -> Change:
        return Change(*(getattr(one, figure) if one else 0.0 for one in (before, after)))

    known = after or before
    assert known is not None
    days = [one.mean_day if one else None for one in (before, after)]
    is_water = known.kind is ItemKind.WATER
    no_day = is_water or days[0] is None or days[1] is None
    return ServedChange(
        *key,
        kind=known.kind,
        due=both("needed"),
        brought=both("brought"),
        households=Change(*(one.households() if one else 0.0 for one in (before, after))),
        day=None if no_day else Change(days[0] or 0.0, days[1] or 0.0),
        days_below_survival=both("days_below_survival"),
    )
