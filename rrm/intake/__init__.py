"""Files in: scenario folders, rule packs, assessments and networks become model values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rrm.names_on_demand import names_on_demand

if TYPE_CHECKING:
    from rrm.intake.flee import FleeNetwork, read_flee
    from rrm.intake.pack_skeleton import write_pack_skeleton
    from rrm.intake.rule_cases import load_cases
    from rrm.intake.rule_pack import load_pack, read_pack
    from rrm.intake.scenario import load_scenario
    from rrm.intake.scenario_skeleton import write_skeleton
    from rrm.intake.shipped import find_scenario, shipped_scenarios

__all__ = [
    "FleeNetwork",
    "find_scenario",
    "load_cases",
    "load_pack",
    "load_scenario",
    "read_flee",
    "read_pack",
    "shipped_scenarios",
    "write_pack_skeleton",
    "write_skeleton",
]

__getattr__ = names_on_demand(
    __name__,
    {
        "FleeNetwork": "flee",
        "find_scenario": "shipped",
        "load_cases": "rule_cases",
        "load_pack": "rule_pack",
        "load_scenario": "scenario",
        "read_flee": "flee",
        "read_pack": "rule_pack",
        "shipped_scenarios": "shipped",
        "write_pack_skeleton": "pack_skeleton",
        "write_skeleton": "scenario_skeleton",
    },
)
