"""A large case in parts: a site each, and one for what belongs to all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rrm.allocation.lanes import Lane, LaneKind
from rrm.allocation.programme import Case, Part, longest_trips
from rrm.model.rule_pack import ItemKind


def parts_of(case: Case, lanes: tuple[Lane, ...]) -> Iterator[Part]:
    """Goods and cash, a part a site; the last one has transfers and what all parts share.

    lanes: of the case's periods. Water is planned day by day, see water_days.
    """
    to_site: dict[str, list[Lane]] = defaultdict(list)
    transfers: list[Lane] = []
    for lane in lanes:
        if lane.kind == LaneKind.GOODS:
            to_site[lane.destination].append(lane)
        elif lane.kind == LaneKind.TRANSFER:
            transfers.append(lane)
    demands: dict[str, list[int]] = defaultdict(list)
    for j, demand in enumerate(case.demands):
        if case.kind(demand) != ItemKind.WATER:
            demands[demand.site_id].append(j)
    for site_id, wanted in demands.items():
        yield Part(tuple(to_site[site_id]), tuple(wanted), {})
    yield Part(tuple(transfers), (), longest_trips(lanes))
