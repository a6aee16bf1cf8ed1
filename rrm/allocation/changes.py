"""Where loads change vehicles: when they go on, how much can a day, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rrm.access import handling_days
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario

KG_A_TONNE = 1000.0


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a load that is moved to a depot.

    days: from its arrival to the day on which it can be sent on. kg_per_day: that may arrive by
    transfer; None for no limit. cost_per_kg: in the budget's currency.
    """

    days: int = 1
    kg_per_day: float | None = None
    cost_per_kg: float = 0.0


def changes(scenario: Scenario, pack: RulePack) -> Mapping[str, Change]:
    """By depot; where nothing is said of it, loads go on the next day, without limit or cost."""
    by_node = {row.node: row for row in scenario.transhipments}
    found = {depot.depot_id: Change() for depot in scenario.depots}
    for depot in scenario.depots:
        row = by_node.get(depot.node)
        if row is not None:
            found[depot.depot_id] = Change(
                handling_days(row.handling_hours, pack.access),
                row.kg_per_day,
                row.cost_per_t / KG_A_TONNE,
            )
    return found
