"""Faults planted in the plan of the shipped scenario are caught, each by its own check."""

import shutil

import pytest

from rrm.verification import verify
from tests.verification.mutants import MUTANTS, NothingToBreak

pytestmark = pytest.mark.slow

AT_LEAST = 15
"""Faults that the plan must have rows for."""


def test_the_plan_itself_is_accepted(menaka_run):
    assert [check.name for check in verify(menaka_run).checks if check.offences] == []


def test_every_fault_that_can_be_planted_is_caught(menaka_run, tmp_path):
    missed, planted = [], 0
    for name in sorted(MUTANTS):
        copy = shutil.copytree(menaka_run, tmp_path / name)
        try:
            place = MUTANTS[name].plant(copy)
        except NothingToBreak:
            continue
        finally_checked = {check.name: check for check in verify(copy).checks}
        shutil.rmtree(copy)
        planted += 1
        caught = finally_checked.get(MUTANTS[name].caught_by)
        offender = caught.first_offender if caught is not None and caught.offences else None
        if offender is None or place not in offender.text("en"):
            missed.append(name)
    assert missed == []
    assert planted >= AT_LEAST
