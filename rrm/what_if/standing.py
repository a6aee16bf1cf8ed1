"""A case as it stands, to be changed and planned again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rrm.access import access_table, road_km
from rrm.allocation import allocate
from rrm.model.access import AccessTable
from rrm.model.demand import Demand
from rrm.model.plan import Plan
from rrm.model.rule_pack import RulePack
from rrm.model.run import Options
from rrm.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a plan is made from.

    demands stay what people are entitled to, whatever means are changed. road_km: from agents'
    and markets' nodes to sites' nodes.
    """

    scenario: Scenario
    pack: RulePack
    demands: tuple[Demand, ...]
    access: AccessTable
    road_km: dict[tuple[str, str], float]
    options: Options

    def plan(self) -> Plan:
        """The best plan that the engine finds; see allocate."""
        return allocate(
            self.scenario, self.pack, self.demands, self.access, self.road_km, self.options
        )

    def with_means(self, scenario: Scenario) -> Standing:
        """The same with other means, limits or locks; its ways are those found already."""
        return replace(self, scenario=scenario)

    def with_ways(self, scenario: Scenario) -> Standing:
        """The same with other roads, closures, vehicle classes or depots: ways are looked for."""
        nodes = {agent.node for agent in scenario.cash_agents} | {m.node for m in scenario.markets}
        return replace(
            self,
            scenario=scenario,
            access=access_table(scenario, self.pack),
            road_km=road_km(scenario, sorted(nodes)),
        )
