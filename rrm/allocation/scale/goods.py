"""What is due in goods, as figures by demand and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.allocation.programme import Case, keeping_days, last_day_of, lateness_factor
from rrm.allocation.scale.arrays import Floats, Whole
from rrm.model.demand import Demand
from rrm.model.rule_pack import ItemKind

NeedKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Goods:
    """By demand (0 where it is none of goods): its item, its need, and what a unit is.

    group: number of its site and group. items, depots, needs: what their numbers mean; needs are
    all that goods or money can meet. of_site: demands of goods by site. value: demands x days,
    need that a unit meets when it arrives on a day, 0 where it may not be brought then. takes: of
    its need that a unit meets.
    due: by need, in its own units.
    """

    items: tuple[str, ...]
    depots: tuple[str, ...]
    needs: tuple[NeedKey, ...]
    of_site: dict[str, tuple[int, ...]]
    value: Floats
    item: Whole
    group: Whole
    need: Whole
    takes: Floats
    quantity: Floats
    households: Floats
    kg: Floats
    m3: Floats
    whole: NDArray[np.bool_]
    due: Floats


def goods_due(case: Case) -> Goods:
    """The goods that a case asks for."""
    kinds = [case.kind(demand) for demand in case.demands]
    not_water = [d for d, kind in zip(case.demands, kinds, strict=True) if kind != ItemKind.WATER]
    due = {demand.need: demand.quantity for demand in not_water if not demand.meets}
    needs = tuple(sorted(due))
    wanted = {j: d for j, d in enumerate(case.demands) if kinds[j] == ItemKind.GOODS}
    items = tuple(sorted({demand.item for demand in wanted.values()}))
    of_site: dict[str, list[int]] = defaultdict(list)
    for j, demand in wanted.items():
        of_site[demand.site_id].append(j)
    number = {need: at for at, need in enumerate(needs)}
    size = len(case.demands)
    groups = sorted({(d.site_id, d.group) for d in case.demands})
    of_group = {one: at for at, one in enumerate(groups)}
    group = np.array([of_group[d.site_id, d.group] for d in case.demands], dtype=np.int64)
    value = np.zeros((size, case.horizon[-1] + 1))
    item, need = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    takes, kg, m3 = np.zeros(size), np.zeros(size), np.zeros(size)
    keeping = keeping_days(case)
    for j, demand in wanted.items():
        entry = case.pack.catalogue[demand.item]
        item[j], need[j] = items.index(demand.item), number[demand.need]
        kg[j], m3[j] = entry.kg, entry.m3
        takes[j] = due[demand.need] / demand.quantity if demand.meets else 1.0
        for day in _days(case, demand, keeping):
            value[j, day] = demand.weight * lateness_factor(case, demand, day)
    return Goods(
        items,
        tuple(depot.depot_id for depot in case.scenario.depots),
        needs,
        {site: tuple(found) for site, found in of_site.items()},
        value,
        item,
        group,
        need,
        takes,
        np.array([demand.quantity for demand in case.demands]),
        np.array([float(demand.households) for demand in case.demands]),
        kg,
        m3,
        np.array([case.pack.catalogue[demand.item].whole for demand in case.demands]),
        np.array([due[need] for need in needs]),
    )


def _days(case: Case, demand: Demand, keeping: Mapping[str, int]) -> range:
    """Days on which a demand may be brought."""
    last = last_day_of(case, demand)
    return range(max(1, demand.from_day), min(last, keeping.get(demand.item, last)) + 1)
