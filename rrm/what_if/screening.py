"""Which additions are worth planning anew for: a screening, which only chooses what is tried.

An addition is weighed by the need (weighted, as the plan weighs it) that it touches: first what is
missing for the very reason that it takes away, then all that is missing where it could be used.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rrm.model.rule_pack import ItemKind
from rrm.what_if.additions import Addition, AdditionKind, means_to_add, serving
from rrm.what_if.outcome import Outcome
from rrm.what_if.roads import roads_to_open
from rrm.what_if.standing import Standing
from rrm.what_if.ways import Move, Way, fed_from, moves_of, ways_to

_TAKES_AWAY = {
    AdditionKind.VEHICLE: ("no_vehicle", "no_tanker"),
    AdditionKind.STOCK: ("out_of_stock", "no_storage", "no_chlorine"),
    AdditionKind.MONEY: ("no_budget",),
    AdditionKind.TEAM: ("no_team",),
    AdditionKind.ROAD: ("no_access", "no_tanker", "too_late"),
}
"""Reasons of unmet.csv that an addition can take away."""
_OF_TANKERS = ("source_yield", "no_access", "no_tanker", "no_vehicle", "no_budget")
"""Reasons for missing water that nothing which goes along with it changes."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An addition with the need that it touches; named: of that, what is missing for its reason."""

    addition: Addition
    named: float
    touched: float


@dataclass(frozen=True, slots=True)
class Screened:
    """All additions, the most promising first; roads_left: how many roads were not looked at."""

    candidates: tuple[Candidate, ...]
    roads_left: int


@dataclass(frozen=True, slots=True)
class _Missing:
    site_id: str
    item: str
    kind: ItemKind
    served_by: frozenset[str]
    quantity: float
    value: float
    reason_code: str


def screened(standing: Standing, held: Outcome, units: float, amount: float) -> Screened:
    """Additions in the order in which they are to be tried: the best of each kind, then the rest.

    units: added to a depot's stock. amount: of money.
    """
    missing = _missing(standing, held)
    shut = _shut_codes(standing, missing)
    roads, roads_left = roads_to_open(standing, shut)
    before = _ways(standing, missing)
    found = [
        _candidate(addition, missing, before)
        for addition in (*means_to_add(standing, units, amount), *roads)
    ]
    return Screened(tuple(_in_turn(found)), roads_left)


def _in_turn(found: list[Candidate]) -> list[Candidate]:
    """The best of each kind that touches anything, then all others; ties keep their order."""
    best_first = sorted(found, key=lambda one: (-one.named, -one.touched))
    firsts: dict[AdditionKind, Candidate] = {}
    for one in best_first:
        if one.touched > 0:
            firsts.setdefault(one.addition.kind, one)
    leading = [one for one in best_first if any(one is first for first in firsts.values())]
    return [*leading, *(one for one in best_first if not any(one is it for it in leading))]


def _missing(standing: Standing, held: Outcome) -> tuple[_Missing, ...]:
    weights = {demand.key: demand.weight for demand in standing.demands}
    return tuple(
        _Missing(
            row.site_id,
            row.item,
            standing.pack.catalogue[row.item].kind,
            serving(row.item, standing.pack.catalogue),
            row.quantity,
            row.quantity * weights.get((row.site_id, row.group, row.item), 0.0),
            row.reason_code,
        )
        for row in held.unmet
    )


_Ways = dict[tuple[str, ItemKind], tuple[Way, ...]]


def _ways(standing: Standing, missing: Iterable[_Missing]) -> _Ways:
    asked = dict.fromkeys((one.site_id, one.kind) for one in missing)
    return {(site_id, kind): ways_to(standing, site_id, kind) for site_id, kind in asked}


def _shut_codes(standing: Standing, missing: tuple[_Missing, ...]) -> set[str]:
    return {
        way.shut.reason_code
        for ways in _ways(standing, missing).values()
        for way in ways
        if not way.is_open
    }


def _candidate(addition: Addition, missing: tuple[_Missing, ...], before: _Ways) -> Candidate:
    after = _ways(addition.standing, missing)
    moves = moves_of(addition.standing)
    touched = [
        one
        for one in missing
        if _touches(
            addition, one, before[one.site_id, one.kind], after[one.site_id, one.kind], moves
        )
    ]
    named = [one for one in touched if one.reason_code in _TAKES_AWAY[addition.kind]]
    return Candidate(addition, _worth(addition, named), _worth(addition, touched))


def _touches(
    addition: Addition,
    one: _Missing,
    before: tuple[Way, ...],
    after: tuple[Way, ...],
    moves: frozenset[Move],
) -> bool:
    """Whether an addition could bring anything of what is missing, by way of other depots too."""
    open_ways = [way for way in after if way.is_open]
    sent_from = {way.row.origin for way in open_ways}
    match addition.kind:
        case AdditionKind.VEHICLE:
            fleet = (addition.item, addition.where[0])
            drives_there = any(
                (way.vehicle.vehicle_class, way.vehicle.depot_id) == fleet for way in open_ways
            )
            return drives_there or (
                one.kind is ItemKind.GOODS
                and any(
                    (move.vehicle_class, move.from_depot) == fleet
                    and not sent_from.isdisjoint(fed_from(moves, move.to_depot))
                    for move in moves
                )
            )
        case AdditionKind.STOCK:
            if addition.item not in one.served_by:
                return False
            if one.kind is ItemKind.WATER:
                # What goes along with water comes by truck, which nothing here looks for.
                return one.reason_code not in _OF_TANKERS
            return not sent_from.isdisjoint(fed_from(moves, addition.where[0]))
        case AdditionKind.TEAM:
            return one.kind is ItemKind.GOODS and addition.where[0] in sent_from
        case AdditionKind.ROAD:
            return _passages(after) != _passages(before)
        case _:
            return True


def _passages(ways: tuple[Way, ...]) -> dict[tuple[str, str, str, int], float]:
    """Hours of each journey that can be made, day by day."""
    return {
        (way.vehicle.depot_id, way.row.origin, way.vehicle.vehicle_class, day): way.row.hours
        + way.row.hours_back
        for way in ways
        if way.is_open
        for day in range(way.first_day, way.last_day + 1)
    }


def _worth(addition: Addition, touched: list[_Missing]) -> float:
    """The need touched; of stock no more than what is added goes round."""
    value = sum(one.value for one in touched)
    if addition.kind is not AdditionKind.STOCK or not touched:
        return value
    quantity = sum(one.quantity for one in touched)
    return value * min(1.0, addition.amount / quantity) if quantity > 0 else 0.0
