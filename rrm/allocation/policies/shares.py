"""Everyone the same share of what there is: of each item, of water on each day, and of money."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from rrm.allocation.policies.means_left import MeansLeft
from rrm.allocation.policies.serving import Server
from rrm.allocation.policies.turn import Turn
from rrm.allocation.policies.units import whole_units
from rrm.model.rule_pack import ItemKind


def serve_in_shares(server: Server, turns: Iterable[Turn]) -> None:
    """Splits what there is in rounds, until nobody can be brought more.

    Each round gives every turn the same share of what is left of its item, and serves whoever has
    had the smallest share of it so far, one trip at a time. What some can't be brought is split
    again in the next round, among the others.
    """
    waiting = [replace(turn, one_trip=True) for turn in turns]
    goes_on = True
    while goes_on:
        targets = _with_targets(server.means, waiting)
        waiting, brought = _round(server, targets)
        goes_on = brought > 0 or len(waiting) < len(targets)


def _round(server: Server, waiting: list[tuple[Turn, float]]) -> tuple[list[Turn], float]:
    """One round; says whose turn can go on, and how much was brought.

    Whoever can't be brought anything more has no further turn.
    waiting: turns, and the quantity that each may have by the end of the round.
    """
    owed = server.means.owed
    queue = [(_share(server.means, turn), at) for at, (turn, _) in enumerate(waiting)]
    heapq.heapify(queue)
    goes_on: list[int] = []
    total = 0.0
    while queue:
        had, at = heapq.heappop(queue)
        turn, target = waiting[at]
        now = _share(server.means, turn)
        if now > had:  # served meanwhile, for the hosts' share
            heapq.heappush(queue, (now, at))
            continue
        item = server.means.openings.items[turn.j]
        if whole_units(target - owed.brought(turn.j, turn.first), item) <= 0:
            goes_on.append(at)
            continue
        brought = server.serve(replace(turn, upto=target))
        total += brought
        if brought > 0:
            heapq.heappush(queue, (_share(server.means, turn), at))
    return [waiting[at][0] for at in sorted(goes_on)], total


def _share(means: MeansLeft, turn: Turn) -> float:
    return means.owed.brought(turn.j, turn.first) / turn.upto


def _with_targets(means: MeansLeft, waiting: list[Turn]) -> list[tuple[Turn, float]]:
    """Each turn with what it may have this round; those that lack nothing are left out.

    Water is not kept from one day to the next: whatever is served least goes on being served.
    """
    by_item: dict[str, list[tuple[Turn, float]]] = defaultdict(list)
    for turn in waiting:
        lacking = turn.upto - means.owed.brought(turn.j, turn.first)
        if whole_units(lacking, means.openings.items[turn.j]) > 0:
            by_item[means.openings.case.demands[turn.j].item].append((turn, lacking))
    found = [one for turns in by_item.values() for one in _split(means, turns)]
    return sorted(found, key=lambda one: (one[0].first, one[0].j))


def _split(means: MeansLeft, turns: list[tuple[Turn, float]]) -> list[tuple[Turn, float]]:
    """What each turn may have of one item: the same share of what it lacks, in whole units.

    Units that rounding leaves over go to the largest remainders, of equal ones to the first.
    """
    item = means.openings.items[turns[0][0].j]
    lacking = sum(lack for _, lack in turns)
    there = _what_there_is(means, [turn for turn, _ in turns])
    if item.kind == ItemKind.WATER or there >= lacking:
        return [(turn, turn.upto) for turn, _ in turns]
    parts = [lack * there / lacking for _, lack in turns]
    wholes = [whole_units(part, item) for part in parts]
    if item.whole:
        over = int(whole_units(there - sum(wholes), item))
        largest = sorted(range(len(parts)), key=lambda at: (wholes[at] - parts[at], at))
        for at in largest[:over]:
            wholes[at] += 1
    had = [means.owed.brought(turn.j, turn.first) for turn, _ in turns]
    return [(turn, had[at] + wholes[at]) for at, (turn, _) in enumerate(turns)]


def _what_there_is(means: MeansLeft, turns: list[Turn]) -> float:
    """Units of an item that could still be shared out: stock, or for cash what can be paid."""
    j = turns[0].j
    item, name = means.openings.items[j], means.openings.case.demands[j].item
    last = means.openings.case.horizon[-1]
    match item.kind:
        case ItemKind.WATER:
            return math.inf
        case ItemKind.CASH:
            agents = dict.fromkeys(a for turn in turns for a in means.openings.agents[turn.j])
            return means.payers.most(tuple(agents), last, item.unit_value)
        case ItemKind.GOODS:
            there = sum(means.stores.left(d, name) for d in means.stores.holders(name))
            for k in means.openings.variants.get(j, ()):
                other = means.openings.case.demands[k].item
                left = sum(means.stores.left(d, other) for d in means.stores.holders(other))
                there += left * means.owed.takes(k, j)
            return there
