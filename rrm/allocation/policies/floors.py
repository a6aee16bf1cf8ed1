"""The floor below which no site may be left, before anybody else has a turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from rrm.allocation.attainable import due_in_reach, floor_terms
from rrm.allocation.policies.serving import ENOUGH, Server
from rrm.allocation.policies.turn import Turn
from rrm.allocation.policies.units import least_units
from rrm.allocation.policies.values import PlanValues
from rrm.allocation.programme import Programme


def serve_floor(server: Server, turns: Iterable[Turn]) -> None:
    """Brings the scenario's least share of every demand, in the order of their turns."""
    share = server.means.openings.case.scenario.settings.least_share
    if share <= 0:
        return
    for turn in turns:
        item = server.means.openings.items[turn.j]
        upto = min(turn.upto, least_units(share * turn.upto, item))
        server.serve(replace(turn, upto=upto))


def keeps_floor(p: Programme, values: PlanValues) -> bool:
    """Whether every site that can be reached has the scenario's least share of what it is due."""
    least = p.case.scenario.settings.least_share
    served: dict[str, float] = defaultdict(float)
    for variable, people, j in floor_terms(p):
        served[p.case.demands[j].site_id] += people * values[variable]
    return all(served[site] >= (least - ENOUGH) * due for site, due in due_in_reach(p).items())
