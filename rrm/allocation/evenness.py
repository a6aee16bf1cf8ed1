"""How even a plan is, beside what it leaves the worst-off site: the tie-break within equity.

symbol   here      meaning                                                          unit
e[i,b]   parts     what site i gets of the b-th tenth of what is attainable there    0..0.1
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rrm.allocation.attainable import attainable_value
from rrm.allocation.constraints import need_terms
from rrm.allocation.programme import Programme
from rrm.allocation.solver import Row, Values, Variable

PARTS = 10
"""Tenths of what is attainable: within one of them a further load counts alike at all sites."""


@dataclass(frozen=True, slots=True)
class Evenness:
    """Σ over sites of 1 - gap², where a gap is the share of what is attainable that is missing.

    The square is followed by straight lines from tenth to tenth, so that it stays a sum: what is
    missing in the first tenth counts 19 times as much as in the last.
    Source of the measure: Foster, Greer and Thorbecke, A class of decomposable poverty measures,
    1984 (with exponent 2: the poorer, the more a gap counts).
    parts: by site. shares: by site, what a unit of each variable adds to its share.
    """

    parts: dict[str, tuple[Variable, ...]]
    shares: dict[str, tuple[tuple[Variable, float], ...]]
    maximise: bool = True

    @property
    def terms(self) -> dict[Variable, float]:
        """Each tenth of each site, counted by how much of the square it takes off."""
        return {
            part: 2.0 - (2 * number + 1) / PARTS
            for parts in self.parts.values()
            for number, part in enumerate(parts)
        }

    def rows(self) -> Iterator[Row]:
        """Σ_b e[i,b]  <=  Σ_{j at i} value of what is brought / attainable[i]."""
        for site_id, parts in self.parts.items():
            terms = [(part, 1.0) for part in parts]
            terms += [(variable, -share) for variable, share in self.shares[site_id]]
            yield Row(("even", site_id), terms, at_most=0.0)

    def complete(self, values: Values) -> None:
        """Fills the tenths as far as a plan allows; tiers leave them at will."""
        for site_id, parts in self.parts.items():
            left = sum(share * values[variable.index] for variable, share in self.shares[site_id])
            for part in parts:
                values[part.index] = min(1 / PARTS, max(0.0, left))
                left -= 1 / PARTS


def evenness(
    p: Programme, columns: Callable[[int, float], tuple[Variable, ...]]
) -> Evenness | None:
    """What tells how even a plan is; None where there are no two sites to be even.

    columns: makes so many further ones, from 0 to so much.
    """
    attainable = attainable_value(p)
    if len(attainable) < 2:
        return None
    shares: dict[str, list[tuple[Variable, float]]] = defaultdict(list)
    for variable, value, j in need_terms(p):
        site_id = p.case.demands[j].site_id
        if site_id in attainable:
            shares[site_id].append((variable, value / attainable[site_id]))
    parts = {site_id: columns(PARTS, 1 / PARTS) for site_id in attainable}
    return Evenness(parts, {site_id: tuple(shares[site_id]) for site_id in attainable})
