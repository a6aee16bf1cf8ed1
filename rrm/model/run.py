"""A run: everything from the inputs read to the plan checked, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rrm.model.row_places import RowPlaces

if TYPE_CHECKING:
    from rrm.model.access import AccessTable
    from rrm.model.alert_decision import AlertDecision
    from rrm.model.demand import Entitled
    from rrm.model.form import Assessment
    from rrm.model.needs import Needs
    from rrm.model.plan import Plan
    from rrm.model.problem import Problem
    from rrm.model.rule_pack import RulePack
    from rrm.model.scenario import Priority, Scenario
    from rrm.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that a run was made from: its path below the scenarios or rules root."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario folder as read: resolved scenario, its rule pack, the answers, the doubts.

    row_places: where the rows of the scenario's tables stand.
    """

    scenario: Scenario
    pack: RulePack
    assessment: Assessment
    files: tuple[InputFile, ...]
    warnings: tuple[Problem, ...]
    row_places: RowPlaces = field(default_factory=RowPlaces)


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is made; the same inputs, options and engine give the same files.

    time_limit: seconds for the whole solve, a safety net: work limits stop it first.
    gap: relative gap at which a tier counts as solved.
    priorities: in place of those of the scenario, where there are any. memory_limit: MB that the
    solve may take where it is watched; without it as much as there is.
    """

    seed: int = 0
    gap: float = 0.005
    time_limit: float = 600.0
    language: str = "en"
    priorities: tuple[Priority, ...] = ()
    memory_limit: int | None = None


@dataclass(frozen=True, slots=True)
class Replans:
    """The run that another takes over from.

    run_id: of the one before. day: from which the new plan is in force. scenario: the whole
    response as it is known now, told from day 1; what is left of it is the new run's scenario.
    in_force: what the plan before still had to do, which the new one is held against.
    """

    run_id: str
    day: int
    scenario: Scenario
    in_force: Plan | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What a run folder is written from. The verdict is added by reading the folder back.

    replans: where it takes over from an earlier run; its plan then holds what leaves from that
    day on.
    """

    loaded: Loaded
    options: Options
    needs: Needs
    entitled: Entitled
    access: AccessTable
    plan: Plan
    timings: tuple[tuple[str, float], ...]
    alerts: tuple[AlertDecision, ...] = ()
    replans: Replans | None = None


@dataclass(frozen=True, slots=True)
class CheckedRun:
    """A run with what the independent check says of it."""

    run: Run
    verdict: Verdict

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan, whatever the check says of it."""
        return self.run.plan.status != "infeasible"

    @property
    def is_rejected(self) -> bool:
        """Whether there is a plan that the check rejected, so that nobody may use it."""
        return self.has_plan and not self.verdict.accepted
