"""Files in: scenario folders, rule packs, assessments and networks become model values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rrm.names_on_demand import names_on_demand

if TYPE_CHECKING:
    from rrm.intake.closure_files import closure_file, closure_from, reopened, with_closure
    from rrm.intake.flee import FleeNetwork, read_flee
    from rrm.intake.locks_file import read_locks
    from rrm.intake.pack_skeleton import write_pack_skeleton
    from rrm.intake.places.gazetteer import ListedPlace, listed_places, plain_name
    from rrm.intake.problem_list import few_of_a_kind
    from rrm.intake.rule_cases import load_cases
    from rrm.intake.rule_pack import load_pack, read_pack
    from rrm.intake.scenario import load_scenario
    from rrm.intake.scenario_skeleton import refuse_unless_empty, write_skeleton
    from rrm.intake.shipped import find_scenario, shipped_scenarios

__all__ = [
    "FleeNetwork",
    "ListedPlace",
    "closure_file",
    "closure_from",
    "few_of_a_kind",
    "find_scenario",
    "listed_places",
    "load_cases",
    "load_pack",
    "load_scenario",
    "plain_name",
    "read_flee",
    "read_locks",
    "read_pack",
    "refuse_unless_empty",
    "reopened",
    "shipped_scenarios",
    "with_closure",
    "write_pack_skeleton",
    "write_skeleton",
]

__getattr__ = names_on_demand(
    __name__,
    {
        "FleeNetwork": "flee",
        "ListedPlace": "places.gazetteer",
        "closure_file": "closure_files",
        "closure_from": "closure_files",
        "few_of_a_kind": "problem_list",
        "find_scenario": "shipped",
        "listed_places": "places.gazetteer",
        "load_cases": "rule_cases",
        "load_pack": "rule_pack",
        "load_scenario": "scenario",
        "plain_name": "places.gazetteer",
        "read_flee": "flee",
        "read_locks": "locks_file",
        "read_pack": "rule_pack",
        "refuse_unless_empty": "scenario_skeleton",
        "reopened": "closure_files",
        "shipped_scenarios": "shipped",
        "with_closure": "closure_files",
        "write_pack_skeleton": "pack_skeleton",
        "write_skeleton": "scenario_skeleton",
    },
)
