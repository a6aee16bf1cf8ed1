"""Who gets more, less or later once a case is planned again: site by site, item by item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rrm.model.demand import Demand
from rrm.model.rounding import round_half_up, whole
from rrm.model.rule_pack import Item, ItemKind
from rrm.what_if.outcome import Key, Outcome, due_in_all

NOTICED = 0.01
"""Units below which a difference is that of rounding."""
NOTICED_DAYS = 0.5
"""Days on average below which nobody says that something comes later."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What a group at a site gets more (or less, where negative) of an item than before.

    quantity: in the item's unit. households: for whom that is, of those the item is due to.
    days_later: by how much the mean day of arrival moves; 0 for water, and where none came before
    or none comes now.
    """

    site_id: str
    group: str
    item: str
    quantity: float
    households: int
    days_later: float


@dataclass(frozen=True, slots=True)
class SiteMoved:
    """A site that gains or loses; households: each group once, by the item that moves most."""

    site_id: str
    households: int
    items: tuple[Moved, ...]


def moved(
    demands: Iterable[Demand], catalogue: Mapping[str, Item], before: Outcome, after: Outcome
) -> tuple[Moved, ...]:
    """Every group and item of which anything differs, in the order of the demands."""
    days = (before.arrivals(), after.arrivals())
    short = (before.short(), after.short())
    found = (_moved(one, catalogue[one.item].kind, days, short) for one in demands)
    return tuple(
        one for one in found if abs(one.quantity) >= NOTICED or abs(one.days_later) >= NOTICED_DAYS
    )


def losers(rows: Iterable[Moved]) -> tuple[SiteMoved, ...]:
    """The sites that get less of something, those with most households first."""
    return _by_site([one for one in rows if one.quantity <= -NOTICED])


def gainers(rows: Iterable[Moved]) -> tuple[SiteMoved, ...]:
    """The sites that get more of something, those with most households first."""
    return _by_site([one for one in rows if one.quantity >= NOTICED])


def later(rows: Iterable[Moved]) -> tuple[SiteMoved, ...]:
    """The sites that get no less of an item, but later."""
    return _by_site(
        [one for one in rows if one.quantity > -NOTICED and one.days_later >= NOTICED_DAYS]
    )


def sooner(rows: Iterable[Moved]) -> tuple[SiteMoved, ...]:
    """The sites that get as much of an item as before, and sooner."""
    return _by_site(
        [one for one in rows if abs(one.quantity) < NOTICED and one.days_later <= -NOTICED_DAYS]
    )


def _moved(
    demand: Demand,
    kind: ItemKind,
    days: tuple[Mapping[Key, Mapping[int, float]], Mapping[Key, Mapping[int, float]]],
    short: tuple[Mapping[Key, float], Mapping[Key, float]],
) -> Moved:
    due = due_in_all(demand, kind)
    difference = round_half_up(short[0].get(demand.key, 0.0) - short[1].get(demand.key, 0.0), 6)
    share = min(1.0, abs(difference) / due) if due > 0 else 0.0
    # A household that gets a part of its due counts, however small the part.
    households = max(1, whole(share * demand.households)) if abs(difference) >= NOTICED else 0
    before, after = (by_day.get(demand.key, {}) for by_day in days)
    is_dated = kind is not ItemKind.WATER and bool(before) and bool(after)
    return Moved(
        demand.site_id,
        demand.group,
        demand.item,
        difference,
        households if difference > 0 else -households,
        round_half_up(_mean_day(after) - _mean_day(before), 3) if is_dated else 0.0,
    )


def _mean_day(by_day: Mapping[int, float]) -> float:
    return sum(day * quantity for day, quantity in by_day.items()) / sum(by_day.values())


def _by_site(rows: list[Moved]) -> tuple[SiteMoved, ...]:
    by_site: dict[str, list[Moved]] = {}
    for one in rows:
        by_site.setdefault(one.site_id, []).append(one)
    found = [SiteMoved(site, _households(mine), tuple(mine)) for site, mine in by_site.items()]
    return tuple(sorted(found, key=lambda one: (-one.households, one.site_id)))


def _households(rows: list[Moved]) -> int:
    most: dict[str, int] = {}
    for one in rows:
        most[one.group] = max(most.get(one.group, 0), abs(one.households))
    return sum(most.values())
