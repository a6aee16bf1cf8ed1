"""Laws of batches that expire, and of loads that change vehicles; symbols as in programme.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from rrm.allocation.alongside import dose_of
from rrm.allocation.batch_flows import Leaving, Moving, Terms, batch_rows
from rrm.allocation.changes import changes
from rrm.allocation.lanes import LaneKind
from rrm.allocation.programme import Programme, batch_means
from rrm.allocation.solver import Row


def batches_in_time(p: Programme) -> Iterator[Row]:
    """Nothing is handed out after its last day; see batch_flows for the rows.

    Of each item of which some batch expires within the plan.
    """
    means = batch_means(p.case)
    if means.supply:
        sent, moved = leaving(p, means.items), moving(p, means.items)
        yield from batch_rows(means, p.batches, sent, moved, p.case.horizon)


def leaving(p: Programme, items: Collection[str]) -> Mapping[Leaving, Terms]:
    """What leaves for sites of some items, chlorine that tankers take along included."""
    found: dict[Leaving, Terms] = defaultdict(list)
    for (at, j), load in p.loads.items():
        lane, item = p.lanes[at], p.case.demands[j].item
        if lane.kind == LaneKind.GOODS and item in items:
            found[Leaving(lane.origin, item, lane.day, lane.arrival_day)].append((load, 1.0))
        elif lane.kind == LaneKind.WATER:
            dose = dose_of(p.case, lane.origin, item)
            if dose is not None and dose.item in items:
                depot = p.case.scenario.vehicles[lane.fleet].depot_id
                key = Leaving(depot, dose.item, lane.day, lane.arrival_day)
                found[key].append((load, dose.units))
    return found


def moving(p: Programme, items: Collection[str]) -> Mapping[Moving, Terms]:
    """What is moved between depots of some items."""
    return {
        Moving(p.lanes[at].name, item, p.lanes[at].ready_day): [(move, 1.0)]
        for (at, item), move in p.moves.items()
        if item in items
    }


def changes_of_vehicle(p: Programme) -> Iterator[Row]:
    """No more is moved to a depot on a day than can change vehicles there.

    Σ kg moved in[d,t]  <=  kg a day[d]
    """
    catalogue, handled = p.case.pack.catalogue, changes(p.case.scenario, p.case.pack)
    arriving: dict[tuple[str, int], Terms] = defaultdict(list)
    for (at, item), move in p.moves.items():
        lane = p.lanes[at]
        if handled[lane.destination].kg_per_day is not None:
            arriving[lane.destination, lane.arrival_day].append((move, catalogue[item].kg))
    for (depot, day), terms in arriving.items():
        yield Row(("changes", depot, day), terms, at_most=handled[depot].kg_per_day or 0.0)
