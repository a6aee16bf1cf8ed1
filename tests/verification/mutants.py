"""Faults to plant in a copy of a run folder, each with the check that must catch it.

    folder = shutil.copytree(run_folder, tmp_path / "copy")
    fragment = MUTANTS["half_a_kit"].plant(folder)
    # verify(folder) must now break MUTANTS["half_a_kit"].caught_by and its first offender must
    # hold the fragment, the place where the fault was planted

They work on any accepted run folder that has the rows they need and raise NothingToBreak
otherwise. Some change the plan, others the inputs that it must obey.
"""

from __future__ import annotations

from tests.verification import (
    faults_alongside,
    faults_in_demands,
    faults_in_depots,
    faults_in_files,
    faults_in_floors,
    faults_in_loads,
    faults_in_money,
    faults_in_replans,
    faults_in_trips,
    faults_in_ways,
)
from tests.verification.planting import LISTED, Mutant, NothingToBreak

__all__ = ["FAULTS", "MUTANTS", "Mutant", "NothingToBreak"]

FAULTS = (
    faults_in_files,
    faults_in_demands,
    faults_in_loads,
    faults_in_ways,
    faults_in_trips,
    faults_in_depots,
    faults_in_money,
    faults_in_floors,
    faults_in_replans,
    faults_alongside,
)
"""Where the faults are defined; importing a module lists its faults."""

MUTANTS: dict[str, Mutant] = LISTED
