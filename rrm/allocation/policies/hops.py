"""Stock that lies at the wrong depot is moved one hop, and sent on from there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rrm.allocation.policies.means_left import MeansLeft
from rrm.allocation.policies.turn import Turn
from rrm.allocation.policies.units import whole_units


@dataclass(frozen=True, slots=True)
class _Hop:
    """A transfer lane, the lane on which its load goes on, and the units that both can take.

    until: the day on which they are handed out.
    """

    transfer: int
    onward: int
    units: float
    until: int


def bring_over_a_hub(means: MeansLeft, turn: Turn, most: float) -> float:
    """Brings up to so many units that lie where nothing more can come from; says how many.

    Each hop is the one whose load arrives first; it is made only with a vehicle for the way on
    and money for both.
    """
    item, name = means.openings.items[turn.j], means.openings.case.demands[turn.j].item
    brought = 0.0
    while whole_units(most - brought, item) > 0:
        hop = _earliest(means, turn, most - brought)
        if hop is None:
            break
        moved = means.move(hop.transfer, name, item, hop.units, hop.until)
        units = min(moved, means.units(hop.onward, turn.j))
        arrived = means.deliver(hop.onward, turn.j, units, start=True, one_trip=turn.one_trip)
        brought += arrived
        if turn.one_trip or arrived <= 0:
            break
    return brought


def _earliest(means: MeansLeft, turn: Turn, most: float) -> _Hop | None:
    """The hop that arrives first; of those on a day, the one with most units."""
    transfers = _transfers(means, turn)
    if not transfers:
        return None
    for day, lanes in means.openings.lanes_to(turn.j).items():
        if turn.first <= day <= turn.last:
            hops = list(_hops(means, turn, transfers, lanes, most))
            if hops:
                return min(hops, key=lambda hop: (-hop.units, hop.transfer, hop.onward))
    return None


def _transfers(means: MeansLeft, turn: Turn) -> Mapping[str, list[int]]:
    """By hub, the first transfer that can go from each other depot that holds what is wanted."""
    if not means.openings.transfers:
        return {}
    item, name = means.openings.items[turn.j], means.openings.case.demands[turn.j].item
    lanes = means.openings.lanes
    by_day = means.openings.lanes_to(turn.j).values()
    hubs = sorted({lanes[at].origin for found in by_day for at in found})
    transfers: dict[str, list[int]] = defaultdict(list)
    for origin in means.stores.holders(name):
        for hub in hubs:
            at = means.first_transfer(origin, hub, name, item)
            if at is not None:
                transfers[hub].append(at)
    return transfers


def _hops(
    means: MeansLeft,
    turn: Turn,
    transfers: Mapping[str, list[int]],
    lanes: tuple[int, ...],
    most: float,
) -> Iterator[_Hop]:
    item, name = means.openings.items[turn.j], means.openings.case.demands[turn.j].item
    for onward in lanes:
        if not means.journeys.goes(onward):
            continue
        lane = means.openings.lanes[onward]
        for at in transfers.get(lane.origin, ()):
            if means.openings.lanes[at].ready_day > lane.day:
                continue
            able = min(most, means.movable(at, name, item, lane.arrival_day))
            able = min(able, means.units(onward, turn.j, with_stock=False))
            able = means.journeys.room(at, item, able)
            able = whole_units(means.journeys.room(onward, item, able), item)
            prices = [means.journeys.price(one, item, able) for one in (at, onward)]
            if able > 0 and means.purse.has(sum(prices) + means.handling(at, item, able)):
                yield _Hop(at, onward, able, lane.arrival_day)
