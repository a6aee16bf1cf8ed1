"""Small worlds whose trucks hold no whole number of kits, so that some may be left behind."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from rrm.allocation import allocate
from rrm.allocation.programme import Case
from rrm.model.demand import Entitled
from rrm.model.form import Assessment
from rrm.model.needs import Needs
from rrm.model.plan import Plan
from rrm.model.rule_pack import GroupParity
from rrm.model.run import Loaded, Options, Run
from rrm.model.scenario import Lock, Route
from rrm.model.verdict import Verdict
from rrm.store import draft_run
from rrm.verification import verify
from tests.allocation.tight_worlds import Tight, case_of

WHEN = datetime(2022, 4, 18, 8, tzinfo=UTC)


def crowded_case(number: int) -> Case:
    """A world by number: floors, locks and parity, and kits for one to three sites of two groups."""
    draw = random.Random(number)
    asked = {}
    for site in "ABC"[: draw.choice([1, 2, 2, 3])]:
        for group in ("idp", "host")[: draw.choice([1, 2, 2])]:
            asked[site, group, "kit"] = (float(draw.randint(1, 8)), draw.choice([1.0, 2.0, 3.0]))
            if draw.random() < 0.5:
                soap = (draw.choice([7.5, 12.0, 30.0]), draw.choice([1.0, 2.0]))
                asked[site, group, "soap"] = soap
    world = Tight(
        days=draw.choice([2, 3]),
        asked=asked,
        stock={
            ("D", "kit"): draw.randint(3, 14),
            ("D", "soap"): draw.choice([20, 60]),
            ("E", "kit"): draw.choice([0, 5]),
        },
        trucks=(draw.randint(1, 3), draw.choice([0, 1])),
        truck_kits=draw.choice([1, 2, 3]),
    )
    more = [draw.choice([1.0, 1.25, 1.5, 1.9]) for _ in range(2)]
    least_share = draw.choice([0, 0.2, 0.4, 0.5])
    sites = sorted({site for site, _, _ in asked})
    locks = tuple(
        Lock(site_id=site, item="kit", at_least=float(draw.randint(1, 4)))
        for site in sites
        if draw.random() < 0.3
    )
    at_most, over = draw.choice([0.0, 0.1, 0.2]), draw.choice(["site", "plan"])
    parity = GroupParity(at_most=at_most, over=over, source="x") if draw.random() < 0.5 else None
    return with_trucks(replace(world, locks=locks), more, least_share, parity)


def with_trucks(
    world: Tight, more: list[float], least_share: float = 0.0, parity: GroupParity | None = None
) -> Case:
    """A world in which the trucks of each depot carry so many times as much, to the kilogram."""
    case = case_of(world)
    times = iter(more)
    vehicles = tuple(
        one.model_copy(update={"payload_kg": one.payload_kg * next(times)})
        if one.vehicle_class == "truck"
        else one
        for one in case.scenario.vehicles
    )
    settings = case.scenario.settings.model_copy(update={"least_share": least_share})
    ends = {(row.origin, row.destination) for row in case.access.rows}
    routes = tuple(
        Route(from_node=start, to_node=end, km=10, surface="tar")
        for start, end in sorted(ends)
        if start in ("D", "E")
    )
    scenario = case.scenario.model_copy(
        update={"vehicles": vehicles, "settings": settings, "routes": routes}
    )
    rules = case.pack.entitlements.model_copy(update={"group_parity": parity})
    return replace(
        case, scenario=scenario, pack=case.pack.model_copy(update={"entitlements": rules})
    )


def planned(case: Case) -> Plan:
    """The plan that the optimiser makes."""
    return allocate(
        case.scenario, case.pack, case.demands, case.access, dict(case.road_km), Options(gap=0.0)
    )


def verdict_on(case: Case, plan: Plan, root: Path) -> Verdict:
    """What the independent check says of a plan, read from its files."""
    nobody = Assessment((), (), (), (), np.zeros(0), {})
    run = Run(
        Loaded(case.scenario, case.pack, nobody, (), ()), Options(gap=0.0), Needs((), ()),
        Entitled(case.demands, (), ()), case.access, plan, (),
    )  # fmt: skip
    with draft_run(run, root, WHEN) as draft:
        draft.write_tables()
        return verify(draft.folder, plan.tiers)
