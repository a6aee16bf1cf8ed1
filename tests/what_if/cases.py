"""Tiny worlds as cases that can be planned again."""

from __future__ import annotations

from rrm.model.plan import Plan
from rrm.model.run import Options
from rrm.what_if import Outcome, Standing
from tests.allocation.tight_worlds import Tight, case_of
from tests.allocation.worlds import (
    World,
    access_of,
    demands_of,
    pack_of,
    road_km_of,
    scenario_of,
)

EXACT = Options(gap=0.0)


def standing_of(world: World) -> Standing:
    return Standing(
        scenario_of(world), pack_of(), demands_of(world), access_of(world), road_km_of(world), EXACT
    )


def tight_standing(world: Tight) -> Standing:
    case = case_of(world)
    road_km = dict(case.road_km)
    return Standing(case.scenario, case.pack, case.demands, case.access, road_km, EXACT)


def plan(standing: Standing) -> Plan:
    """A planner for worlds whose access is written by hand, which no check could replay."""
    return standing.plan()


def held_in(standing: Standing) -> Outcome:
    return Outcome.of(plan(standing))


def values(outcome: Outcome) -> dict[str, float]:
    return {result.tier: result.value for result in outcome.tiers}


class Counting:
    """A planner that says how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[Standing] = []

    def __call__(self, standing: Standing) -> Plan:
        self.asked.append(standing)
        return standing.plan()
