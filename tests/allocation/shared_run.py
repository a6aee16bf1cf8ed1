"""The run folder of a world in which light loads share trucks, checked as any run's."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from rrm.allocation.assemble import Rows, assemble
from rrm.allocation.programme import programme
from rrm.model.demand import Entitled
from rrm.model.form import Assessment
from rrm.model.needs import Needs
from rrm.model.plan import Plan
from rrm.model.run import Loaded, Options, Run
from rrm.store import draft_run
from rrm.verification import verify
from tests.allocation.shared_trips import Shared
from tests.verification.small_run import fill_draft


def write_shared_run(root: Path, world: Shared) -> Path:
    """Writes the run of a world below `root`."""
    run = Run(
        loaded=Loaded(
            scenario=world.case.scenario, pack=world.case.pack,
            assessment=Assessment((), (), (), (), np.zeros(0), {}), files=(), warnings=(),
        ),
        options=Options(),
        needs=Needs((), ()),
        entitled=Entitled(world.case.demands, (), ()),
        access=world.case.access,
        plan=_plan(world),
        timings=(),
    )  # fmt: skip
    with draft_run(run, root, datetime(2022, 4, 18, 8, tzinfo=UTC)) as draft:
        draft.write_tables()
        verdict = verify(draft.folder, run.plan.tiers)
        fill_draft(draft, verdict)
        return draft.publish(verdict, timings=())


def rows_of(world: Shared) -> Rows:
    """The tables of the joined plan, as the engine writes them."""
    p = programme(world.case)
    assert p.lanes == world.lanes
    return assemble(p, world.joined.direct, world.joined.tours)


def _plan(world: Shared) -> Plan:
    rows = rows_of(world)
    return Plan("feasible", 0.0, 0.0, (), rows.deliveries, (), rows.trips, (), ())
