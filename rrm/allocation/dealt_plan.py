"""The batches of a plan: what leaves by its decisions, dealt out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from rrm.allocation.batch_flows import Leaving, Means, Moving, Terms
from rrm.allocation.batches import KEEPS, batches
from rrm.allocation.choice import Choice
from rrm.allocation.dealing import Portions, deal_out
from rrm.allocation.expiry import leaving, moving
from rrm.allocation.programme import Programme, batch_means
from rrm.allocation.routes import Tour
from rrm.allocation.solver import Variable

Key = TypeVar("Key", Leaving, Moving)
LaneName = tuple[int, str, str, int, int, int]
NOISE = 1e-9


def batch_values(p: Programme, values: Mapping[Variable, float]) -> dict[Variable, float]:
    """What is taken of each batch, as values of the programme's variables, from its other values.

    Nothing where the batches can't be dealt out.
    """
    means = batch_means(p.case)
    if not means.supply:
        return {}
    left = _amounts(leaving(p, means.items), values)
    dealt = deal_out(means, left, _amounts(moving(p, means.items), values), frozenset())
    if dealt is None:
        return {}
    found = {p.batches.drawn[key, last]: q for key, of in dealt.leaving.items() for last, q in of}
    found |= {p.batches.moved[key, last]: q for key, of in dealt.moving.items() for last, q in of}
    return found | {p.batches.made[key]: units for key, units in dealt.made.items()}


def moved_batches(
    p: Programme, choice: Choice, tours: Sequence[Tour] = ()
) -> Mapping[tuple[LaneName, str], Portions]:
    """By lane and item, the batches that are moved, of items that have dates at all.

    Dates beyond the plan's end are told apart here, as each moved load says its own.
    tours: trips by several sites, beside the direct ones of the choice.
    """
    moved = {item for loads in choice.moves.values() for load in loads for item in load}
    means = _with_all_dates(p, moved)
    if not means.supply:
        return {}
    values = choice_values(p, choice)
    whole = frozenset(item for item in means.items if p.case.pack.catalogue[item].whole)
    left = _amounts(leaving(p, means.items), values)
    for trip in (trip for tour in tours for trip in tour.trips):
        for j, quantity in trip.load:
            item, lane = p.case.demands[j].item, trip.lane
            if item in means.items:
                key = Leaving(lane.origin, item, lane.day, lane.arrival_day)
                left[key] = left.get(key, 0.0) + quantity
    sent = _amounts(moving(p, means.items), values)
    dealt = deal_out(means, left, sent, whole)
    return {} if dealt is None else {(one.lane, one.item): of for one, of in dealt.moving.items()}


def _with_all_dates(p: Programme, moved: set[str]) -> Means:
    catalogue, last = p.case.pack.catalogue, p.case.horizon[-1]
    supply = batches(p.case.scenario, p.case.pack)
    dated = {one.item for one in supply if one.last_day < KEEPS} & moved
    for name, item in catalogue.items():
        if item.made_of and dated & {name, *item.made_of}:
            dated |= {name, *item.made_of}
    made_of = {name: catalogue[name].made_of for name in sorted(dated) if catalogue[name].made_of}
    return Means(tuple(one for one in supply if one.item in dated), last, KEEPS, made_of)


def choice_values(p: Programme, choice: Choice) -> dict[Variable, float]:
    """What is brought and moved, as values of the programme's variables."""
    found: dict[Variable, float] = {}
    for at, trips in choice.loads.items():
        for trip in trips:
            for j, quantity in trip.items():
                found[p.loads[at, j]] = found.get(p.loads[at, j], 0.0) + quantity
    for at, loads in choice.moves.items():
        for load in loads:
            for item, quantity in load.items():
                found[p.moves[at, item]] = found.get(p.moves[at, item], 0.0) + quantity
    return found


def _amounts(terms: Mapping[Key, Terms], values: Mapping[Variable, float]) -> dict[Key, float]:
    found = {
        key: sum(weight * values.get(variable, 0.0) for variable, weight in one)
        for key, one in terms.items()
    }
    return {key: units for key, units in found.items() if units > NOISE}
