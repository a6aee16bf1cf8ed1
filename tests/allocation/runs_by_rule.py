"""Runs whose plan is made by a simple rule."""

from pathlib import Path

from rrm import journey
from rrm.access import access_table, road_km
from rrm.allocation import allocate
from rrm.allocation.policies import Policy
from rrm.allocation.programme import Case
from rrm.entitlements import entitle
from rrm.model.run import Loaded, Options, Run
from rrm.model.scenario import Scenario


def case_in(folder: Path) -> Case:
    """What is to be planned in a scenario folder."""
    return _case(journey.load(folder))


def run_by(folder: Path, policy: Policy) -> Run:
    """A scenario folder planned by a rule, as `rrm run` would make it."""
    loaded = journey.load(folder)
    case, needs = _case(loaded), journey.score(loaded)
    entitled = entitle(case.scenario, case.pack, needs, case.road_km)
    plan = allocate(
        case.scenario, case.pack, case.demands, case.access, case.road_km, Options(), policy
    )
    return Run(loaded, Options(), needs, entitled, case.access, plan, ())


def _case(loaded: Loaded) -> Case:
    scenario, pack = loaded.scenario, loaded.pack
    distances = _distances(scenario)
    entitled = entitle(scenario, pack, journey.score(loaded), distances)
    return Case(scenario, pack, entitled.demands, access_table(scenario, pack), distances)


def _distances(scenario: Scenario) -> dict[tuple[str, str], float]:
    nodes = {agent.node for agent in scenario.cash_agents} | {m.node for m in scenario.markets}
    return road_km(scenario, sorted(nodes))
