"""Changes to the plan in force are counted anew from the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrm.model.plan import TierResult
from rrm.model.verdict import Check
from rrm.verification import verify
from tests.verification.faults_in_replans import hand_overs, take_over
from tests.verification.planting import Folder
from tests.verification.small_run import small_run, write_small_run


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(write_small_run(tmp_path))


def checked(folder: Folder, name: str, *tiers: TierResult) -> Check:
    verdict = verify(folder.path, (*small_run().plan.tiers, *tiers))
    (check,) = [check for check in verdict.checks if check.name == name]
    return check


def stated(value: float) -> TierResult:
    return TierResult("stability", value, value, 0.0, 0.0, 0.0, "people")


def test_a_plan_that_is_the_one_in_force_has_changed_nothing(folder: Folder) -> None:
    take_over(folder, hand_overs(folder), most_changes=0)
    assert checked(folder, "changes_within_limit").offences == 0
    assert checked(folder, "tier_values_true", stated(0.0)).offences == 0


def test_as_many_changes_as_allowed_are_allowed(folder: Folder) -> None:
    told = hand_overs(folder)
    for most, offences in ((1, 1), (2, 0), (None, 0)):
        take_over(folder, told[2:], most_changes=most)
        assert checked(folder, "changes_within_limit").offences == offences


def test_what_nobody_would_notice_is_no_change(folder: Folder) -> None:
    told = hand_overs(folder)
    told[0]["quantity"] = str(float(told[0]["quantity"]) + 0.009)
    take_over(folder, told, most_changes=0)
    assert checked(folder, "changes_within_limit").offences == 0


def test_the_size_stated_is_that_of_the_files(folder: Folder) -> None:
    told = hand_overs(folder)
    row = next(one for one in told if one["item"] == "nfi_kit")
    row["quantity"] = str(float(row["quantity"]) - 4)
    take_over(folder, told, most_changes=None)
    demand = next(
        one for one in small_run().entitled.demands
        if one.key == (row["site_id"], row["group"], row["item"])
    )  # fmt: skip
    size = 4 * demand.people / demand.quantity
    assert checked(folder, "tier_values_true", stated(size)).offences == 0
    assert checked(folder, "tier_values_true", stated(size + 1)).offences == 1


def test_a_run_that_takes_over_must_say_what_was_in_force(folder: Folder) -> None:
    take_over(folder, [], most_changes=None)
    (folder.path / "in_force.csv").unlink()
    assert checked(folder, "tables_complete").offences == 1
