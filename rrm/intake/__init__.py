"""Files in: scenario folders, rule packs, assessments and networks become model values."""

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
