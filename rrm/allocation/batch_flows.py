"""What is taken of which batch: the variables and rows that keep the dates of expiry.

e is a last day on which units may be handed out.

f[d,k,s,r,e]   drawn   units of item k that leave depot d on day s for hand-out on day r, of e
g[l,k,e]       moved   units of item k that lane l moves to another depot, of e
p[d,k,s]       made    units of item k that depot d puts together of parts on day s

Batches of one item, depot and last day are one; a batch takes its date along where it is moved;
so the rows are exact. A depot puts units together only of parts that outlast the plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rrm.allocation.batches import Batch
from rrm.allocation.solver import Problem, Row, Variable, real_variable, whole_variable

Terms = list[tuple[Variable, float]]
Shelf = tuple[str, str]
"""Depot and item."""


class Leaving(NamedTuple):
    """Units that leave a depot on a day, to be handed out on another."""

    depot_id: str
    item: str
    day: int
    handed_out: int


class Moving(NamedTuple):
    """Units that a lane moves to another depot; lane: its name; ready_day: when they can go on."""

    lane: tuple[int, str, str, int, int, int]
    item: str
    ready_day: int

    @property
    def from_depot(self) -> str:
        """From where."""
        return self.lane[1]

    @property
    def to_depot(self) -> str:
        """To where."""
        return self.lane[2]

    @property
    def day(self) -> int:
        """On which day they leave."""
        return self.lane[3]


@dataclass(frozen=True, slots=True)
class Means:
    """What there is to deal out.

    supply: batches of the items that are told apart. outlasts: the day until which parts must keep.
    made_keeps: the last day of what is put together of them. made_of: by item that depots put
    together, how many of which part.
    """

    supply: tuple[Batch, ...]
    outlasts: int
    made_keeps: int
    made_of: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def items(self) -> frozenset[str]:
        """The items that are told apart."""
        return frozenset({one.item for one in self.supply} | self.made_of.keys())


@dataclass(frozen=True, slots=True)
class BatchFlows:
    """The variables f, g and p, by what leaves and the last day of its batch."""

    drawn: Mapping[tuple[Leaving, int], Variable] = field(default_factory=dict)
    moved: Mapping[tuple[Moving, int], Variable] = field(default_factory=dict)
    made: Mapping[tuple[str, str, int], Variable] = field(default_factory=dict)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """All of them, in a fixed order."""
        return (*self.drawn.values(), *self.moved.values(), *self.made.values())


def batch_flows(
    problem: Problem,
    means: Means,
    leaving: Iterable[Leaving],
    moving: Sequence[Moving],
    whole: frozenset[str] = frozenset(),
) -> BatchFlows:
    """A variable for each batch that could serve. whole: items of which they must be whole."""
    kept = _last_days(means, moving)
    drawn: dict[tuple[Leaving, int], Variable] = {}
    moved: dict[tuple[Moving, int], Variable] = {}
    made: dict[tuple[str, str, int], Variable] = {}

    def variable(name: str, item: str) -> Variable:
        if item in whole:
            return whole_variable(problem, name, None)
        return real_variable(problem, name)

    wanted = list(leaving)
    sending = [(one.depot_id, one.item, one.day) for one in wanted]
    sending += [(other.from_depot, other.item, other.day) for other in moving]
    for depot, item, day in dict.fromkeys(sending):
        if item in means.made_of:
            made[depot, item, day] = variable(f"p_{len(made)}", item)
            parts = means.made_of[item]
            wanted += [Leaving(depot, part, day, means.outlasts) for part in parts]
    for one in dict.fromkeys(wanted):
        for last in kept[one.depot_id, one.item]:
            if last >= one.handed_out:
                drawn[one, last] = variable(f"f_{len(drawn)}", one.item)
    for other in moving:
        for last in kept[other.from_depot, other.item]:
            moved[other, last] = variable(f"g_{len(moved)}", other.item)
    return BatchFlows(drawn, moved, made)


def batch_rows(
    means: Means,
    flows: BatchFlows,
    leaving: Mapping[Leaving, Terms],
    moving: Mapping[Moving, Terms],
    days: Sequence[int],
) -> Iterator[Row]:
    """Each unit that leaves is of a batch that is there, and keeps until it is handed out.

    Σ_{e>=r} f[d,k,s,r,e]  >=  Σ what leaves d on s for r, parts of what is put together included
    Σ_e g[l,k,e]  =  q[l,k]
    Σ_{s<=t} f[d,k,s,r,e] + g out by t  <=  stock[d,k,e] + arrivals by t + g in, ready by t,
    and of what outlasts the plan + p[d,k,s] by t

    leaving, moving: what leaves, as Σ coefficient × variable. days: those of t.
    """
    asked = {key: list(terms) for key, terms in leaving.items()}
    for (depot, item, day), variable in flows.made.items():
        for part, number in means.made_of[item].items():
            key = Leaving(depot, part, day, means.outlasts)
            asked.setdefault(key, []).append((variable, number))
    drawn: dict[Leaving, Terms] = defaultdict(list)
    for (one, _), variable in flows.drawn.items():
        drawn[one].append((variable, 1.0))
    for one, terms in asked.items():
        taken = [(variable, -weight) for variable, weight in terms]
        yield Row(("drawn", *one), [*drawn[one], *taken], at_least=0.0)
    moved: dict[Moving, Terms] = defaultdict(list)
    for (other, _), variable in flows.moved.items():
        moved[other].append((variable, 1.0))
    for other, terms in moving.items():
        both = [*moved[other], *((variable, -weight) for variable, weight in terms)]
        name = (*other.lane, other.item)
        yield Row(("moved at least", *name), both, at_least=0.0)
        yield Row(("moved at most", *name), both, at_most=0.0)
    yield from _batches_there(means, flows, days)


def _batches_there(means: Means, flows: BatchFlows, days: Sequence[int]) -> Iterator[Row]:
    found: dict[tuple[str, str, int], list[tuple[int, Variable, float]]] = defaultdict(list)
    for (one, last), variable in flows.drawn.items():
        found[one.depot_id, one.item, last].append((one.day, variable, 1.0))
    for (other, last), variable in flows.moved.items():
        found[other.from_depot, other.item, last].append((other.day, variable, 1.0))
        found[other.to_depot, other.item, last].append((other.ready_day, variable, -1.0))
    for (depot, item, made_on), variable in flows.made.items():
        found[depot, item, means.made_keeps].append((made_on, variable, -1.0))
    there: dict[tuple[str, str, int], list[Batch]] = defaultdict(list)
    for batch in means.supply:
        there[batch.depot_id, batch.item, batch.last_day].append(batch)
    for key, flowing in found.items():
        for day in days:
            terms = [(variable, sign) for when, variable, sign in flowing if when <= day]
            if any(sign > 0 for _, sign in terms):
                had = sum(batch.quantity for batch in there[key] if batch.there_from <= day)
                yield Row(("batch", *key, day), terms, at_most=had)


def _last_days(means: Means, moving: Sequence[Moving]) -> Mapping[Shelf, list[int]]:
    """By shelf, the last days of all that could lie there, what is moved in included."""
    found: dict[Shelf, set[int]] = defaultdict(set)
    for batch in means.supply:
        found[batch.depot_id, batch.item].add(batch.last_day)
        for item, parts in means.made_of.items():
            if batch.item in parts:
                found[batch.depot_id, item].add(means.made_keeps)
    grows = True
    while grows:
        grows = False
        for one in moving:
            there, here = found[one.to_depot, one.item], found[one.from_depot, one.item]
            grows = grows or not here <= there
            there |= here
            for item, parts in means.made_of.items():
                if one.item in parts and means.made_keeps not in found[one.to_depot, item]:
                    found[one.to_depot, item].add(means.made_keeps)
                    grows = True
    return defaultdict(list, {shelf: sorted(days) for shelf, days in found.items()})
