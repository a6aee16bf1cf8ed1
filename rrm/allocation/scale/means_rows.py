"""Rows of what journeys share: needs, vehicles, shelves, teams, ramps, money.

Shelves are kept by day: what a depot still holds in the evening is there in the morning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rrm.allocation.programme import Case, Part, programme
from rrm.allocation.scale.arrays import Columns, Floats, Whole, columns_of, no_columns
from rrm.allocation.scale.goods import Goods
from rrm.allocation.scale.matrix import part_matrix
from rrm.allocation.solver import RowName
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Team

NOT_KEPT = -1
Payment = tuple[int, str, int]
"""A demand, an agent, and a day."""


@dataclass(frozen=True, slots=True)
class MeansRows:
    """Where the row of each means stands, and its limits.

    low, high: by row; shelves must balance, all else has a most. size: what a row's figures are
    divided by, to bring money and trucks to one size. arrives: depots x items x days, from day 0.
    """

    days: int
    fleets: int
    depots: int
    items: int
    needs: int
    low: Floats
    high: Floats
    size: Floats
    arrives: Floats

    def vehicle(self, fleet: Whole | int, day: Whole | int) -> Whole | int:
        """Vehicles of a fleet away on a day."""
        return self.needs + fleet * self.days + day - 1

    def shelf(self, depot: Whole | int, item: Whole | int, day: Whole | int) -> Whole | int:
        """Units of an item that leave a depot on a day, less those that come in."""
        first = self.needs + self.fleets * self.days
        return first + (depot * self.items + item) * self.days + day - 1

    def team(self, depot: Whole | int, day: Whole | int) -> Whole | int:
        """Households that a depot's teams serve on a day."""
        return self._after_shelves + depot * self.days + day - 1

    def ramp(self, depot: Whole | int, day: Whole | int) -> Whole | int:
        """kg that a depot loads and receives on a day."""
        return self._after_shelves + (self.depots + depot) * self.days + day - 1

    @property
    def budget(self) -> int:
        """Money."""
        return self._after_shelves + 2 * self.depots * self.days

    @property
    def _after_shelves(self) -> int:
        return self.needs + (self.fleets + self.depots * self.items) * self.days

    def shelves(self) -> slice:
        """All shelves."""
        return slice(self.needs + self.fleets * self.days, self._after_shelves)

    def vehicles(self) -> slice:
        """All vehicles."""
        return slice(self.needs, self.needs + self.fleets * self.days)

    def teams(self) -> slice:
        """All teams."""
        return slice(self._after_shelves, self._after_shelves + self.depots * self.days)

    def ramps(self) -> slice:
        """All ramps."""
        return slice(self._after_shelves + self.depots * self.days, self.budget)


@dataclass(frozen=True, slots=True)
class Payments:
    """Money paid to households: a column a demand, agent and day."""

    keys: tuple[Payment, ...]
    columns: Columns


def means_rows(case: Case, goods: Goods, spent: float) -> tuple[MeansRows, Payments]:
    """The rows of a case, and the payments that it allows. spent: of the budget, on water."""
    scenario, horizon = case.scenario, case.horizon[-1]
    depots, items = len(goods.depots), len(goods.items)
    arrives = _arrivals(case, goods)
    vehicles = [
        [v.count if v.from_day <= day <= (v.to_day or horizon) else 0 for day in case.horizon]
        for v in scenario.vehicles
    ]
    teams = [
        [
            _served(case, [t for t in scenario.teams if t.depot_id == depot], day)
            for day in case.horizon
        ]
        for depot in goods.depots
    ]
    ramps = [
        [np.inf if depot.handling_capacity is None else depot.handling_capacity] * horizon
        for depot in scenario.depots
    ]
    money = np.inf if scenario.settings.budget is None else scenario.settings.budget.amount - spent
    blocks: list[tuple[object, float]] = [
        (goods.due, 1.0), (vehicles, 1.0), (arrives[:, :, 1:], 100.0), (teams, 100.0),
        (ramps, 100.0), ([max(0.0, money)], 1e5),
    ]  # fmt: skip
    high = np.concatenate([np.asarray(values, dtype=float).ravel() for values, _ in blocks])
    size = np.concatenate(
        [np.full(np.asarray(values, dtype=float).size, one) for values, one in blocks]
    )
    size[: goods.due.size] = np.clip(goods.due / 10, 1.0, 100.0)
    rows = MeansRows(
        horizon, len(scenario.vehicles), depots, items, len(goods.needs),
        np.full(high.size, -np.inf), high, size, arrives,
    )  # fmt: skip
    rows.low[rows.shelves()] = high[rows.shelves()]
    return _with_payments(case, goods, rows)


def _arrivals(case: Case, goods: Goods) -> Floats:
    """Depots x items x days: what is there on the first day, and what is sure enough to come."""
    scenario, counted = case.scenario, case.pack.entitlements.pipeline_counted
    found = np.zeros((len(goods.depots), len(goods.items), case.horizon[-1] + 1))
    for stock in scenario.stock:
        if stock.item in goods.items:
            found[goods.depots.index(stock.depot_id), goods.items.index(stock.item), 1] += (
                stock.quantity
            )
    for line in scenario.pipeline:
        day = max(1, scenario.settings.day_of(line.arrives_on))
        if line.item in goods.items and line.certainty in counted and day <= case.horizon[-1]:
            found[goods.depots.index(line.depot_id), goods.items.index(line.item), day] += (
                line.quantity
            )
    return found


def _served(case: Case, teams: Sequence[Team], day: int) -> float:
    """Households a day; without end where no teams are listed at all."""
    if not case.scenario.teams:
        return np.inf
    there = [t for t in teams if t.from_day <= day <= (t.to_day or case.horizon[-1])]
    return float(sum(team.households_per_day for team in there))


def _with_payments(case: Case, goods: Goods, rows: MeansRows) -> tuple[MeansRows, Payments]:
    """Payments are taken from the programme of all that is paid, with the rows that only they have.

    Rows that more of something could ease are left out, as goods may ease them too; they are kept
    when the plan is carried out.
    """
    wanted = tuple(j for j, d in enumerate(case.demands) if case.kind(d) == ItemKind.CASH)
    matrix = part_matrix(programme(case, Part((), wanted)))
    if not matrix.keys:
        return rows, Payments((), no_columns(rows.high.size))
    need = {key: at for at, key in enumerate(goods.needs)}
    place: list[int] = []
    high, size = list(rows.high), list(rows.size)
    weakest = matrix.rows.min(axis=1).toarray().ravel()
    for name, most, weight in zip(matrix.names, matrix.high, weakest, strict=True):
        known = _known(name, need, rows)
        if known is None and (weight < 0 or not np.isfinite(most)):
            place.append(NOT_KEPT)
        elif known is None:
            place.append(len(high))
            high.append(float(most))
            size.append(1e5)
        else:
            place.append(known)
    paid = np.array([at for at, key in enumerate(matrix.keys) if key[0] == "pay"], dtype=np.int64)
    entries = matrix.rows.tocsc()[:, paid].tocoo()
    at = np.array(place, dtype=np.int64)[entries.row] if entries.nnz else entries.row
    columns = columns_of(
        at, entries.col, entries.data, len(high), matrix.need[paid], matrix.upper[paid]
    )
    keys = tuple(
        (int(matrix.keys[i][1]), str(matrix.keys[i][2]), int(matrix.keys[i][3])) for i in paid
    )
    low = np.concatenate([rows.low, np.full(len(high) - rows.high.size, -np.inf)])
    wider = MeansRows(
        rows.days, rows.fleets, rows.depots, rows.items, rows.needs,
        low, np.array(high), np.array(size), rows.arrives,
    )  # fmt: skip
    return wider, Payments(keys, columns)


def _known(name: RowName, need: dict[tuple[str, str, str], int], rows: MeansRows) -> int | None:
    if name[0] == "demand":
        return need[str(name[1]), str(name[2]), str(name[3])]
    return rows.budget if name == ("budget",) else None
