"""A case as it stands, to be changed and planned again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rrm.access import access_table, road_km
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
    and markets' nodes to sites' nodes. in_force: a plan that others are to stay near, if any.
    worst_off_at_least: share of what access allows it that the worst-off site must get.
    """

    scenario: Scenario
    pack: RulePack
    demands: tuple[Demand, ...]
    access: AccessTable
    road_km: dict[tuple[str, str], float]
    options: Options
    in_force: Plan | None = None
    worst_off_at_least: float = 0.0

    def plan(self) -> Plan:
        """The best plan that the engine finds; see allocate."""
        from rrm.allocation import allocate

        return allocate(
            self.scenario,
            self.pack,
            self.demands,
            self.access,
            self.road_km,
            self.options,
            in_force=self.in_force,
            worst_off_at_least=self.worst_off_at_least,
        )

    def near(self, in_force: Plan) -> Standing:
        """The same, to be planned with as little change to a plan as there can be, and no limit."""
        settings = self.scenario.settings.model_copy(update={"most_changes": None})
        scenario = self.scenario.model_copy(update={"settings": settings})
        return replace(self, scenario=scenario, in_force=in_force)

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
