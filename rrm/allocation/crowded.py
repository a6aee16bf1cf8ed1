"""Lanes on which a plan sent more whole units than its vehicles could be loaded with.

Weight and volume are added up over the trips of a lane; three kits of 10 kg that two vehicles of
15 kg carry by weight fit on no two of them. Such lanes are planned again with what follows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rrm.allocation.programme import Programme
from rrm.allocation.solver import Row, Variable
from rrm.model.rule_pack import Item

HAIR = 1e-9
"""Share of a vehicle that is rounding."""


def whole_units_fit(p: Programme) -> Iterator[Row]:
    """Of units that weigh k each or more, a trip takes no more than of those that weigh k.

    Σ_{whole j: kg[j] >= k} x[l,j] + …  <=  floor(payload[l] / k) y[l]     for each k; so with m3
    True of every plan that can be loaded.
    """
    for at, lines in _carried(p, p.crowded):
        for measure, limit in _limits(p, at).items():
            sizes = [(one.variable, one.size(measure)) for one in lines if one.item.whole]
            for k in sorted({size for _, size in sizes if size > 0}):
                fit = math.floor(limit / k + HAIR)
                terms = [(variable, 1.0) for variable, size in sizes if size >= k]
                name = ("units", measure, f"{k:.9g}", *p.lanes[at].name)
                yield Row(name, [*terms, (p.trips[at], -float(fit))], at_most=0.0)


def margin_left(p: Programme) -> Iterator[Row]:
    """As much room as the largest unit stays free in each vehicle: then whatever is sent is loaded.

    Σ_j (kg[j] / (payload[l] - largest kg) + m3[j] / (volume[l] - largest m3)) x[l,j]  <=  y[l]
    No unit is left behind, as each vehicle that has no room for it is fuller than that. Some plans
    that could be loaded break it: it bounds nothing.
    """
    for at, lines in _carried(p, p.with_margin):
        terms = [
            (one.variable, one.size(measure) / _less_the_largest(lines, measure, limit))
            for measure, limit in _limits(p, at).items()
            for one in lines
        ]
        yield Row(("margin", *p.lanes[at].name), [*terms, (p.trips[at], -1.0)], at_most=0.0)


@dataclass(frozen=True, slots=True)
class _Line:
    """What a lane carries of one item."""

    variable: Variable
    item: Item

    def size(self, measure: str) -> float:
        """Of a unit."""
        return self.item.kg if measure == "kg" else self.item.m3


def _carried(p: Programme, lanes: frozenset[int]) -> Iterator[tuple[int, list[_Line]]]:
    """What these lanes may carry, in their order."""
    catalogue = p.case.pack.catalogue
    found: dict[int, list[_Line]] = {at: [] for at in sorted(lanes)}
    for (at, j), load in p.loads.items():
        if at in found:
            found[at].append(_Line(load, catalogue[p.case.demands[j].item]))
    for (at, name), move in p.moves.items():
        if at in found:
            found[at].append(_Line(move, catalogue[name]))
    yield from found.items()


def _limits(p: Programme, at: int) -> Mapping[str, float]:
    return {"kg": p.lanes[at].payload_kg, "m3": p.lanes[at].volume_m3}


def _less_the_largest(lines: list[_Line], measure: str, limit: float) -> float:
    """Never less than half a vehicle: a unit larger than that is alone in it."""
    largest = max((one.size(measure) for one in lines if one.item.whole), default=0.0)
    return max(limit - largest, limit / 2)
