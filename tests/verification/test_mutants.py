"""A mutant plants its fault in one place: whichever else the plan serves, nothing is at fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrm.model.verdict import Check
from rrm.verification import verify
from tests.verification.mutants import MUTANTS
from tests.verification.planting import Folder
from tests.verification.small_run import write_small_run

STORAGE = sorted(name for name, mutant in MUTANTS.items() if mutant.caught_by == "water_is_held")


@pytest.fixture
def watered_in_two_places(tmp_path: Path) -> Path:
    """Water goes to B on day 1, then to A, which stands before it in every order but time's."""
    run = write_small_run(tmp_path)
    folder = Folder(run)
    rows = folder.rows("deliveries")
    for row in rows:
        if (row["item"], row["day"]) == ("water", "1"):
            row.update(site_id="B", group="host")
    folder.write("deliveries", rows)
    return run


def water_is_held(run: Path) -> Check:
    return next(check for check in verify(run).checks if check.name == "water_is_held")


@pytest.mark.parametrize("name", STORAGE)
def test_storage_is_lacking_only_where_it_was_taken_away(
    name: str, watered_in_two_places: Path
) -> None:
    assert water_is_held(watered_in_two_places).offences == 0
    place = MUTANTS[name].plant(watered_in_two_places)
    check = water_is_held(watered_in_two_places)
    assert (check.count, check.offences) == (4, 1)
    assert check.first_offender is not None
    assert place in check.first_offender.text("en")
    assert "B, day 1" in check.first_offender.text("en")


def test_storage_that_is_ready_on_the_day_it_comes_is_no_fault(
    watered_in_two_places: Path,
) -> None:
    MUTANTS["filled_before_it_is_set_up"].plant(watered_in_two_places)
    folder = Folder(watered_in_two_places)
    inputs = folder.inputs
    inputs["pack"]["catalogue"]["water"]["goes_with"]["storage"]["ready_after_days"] = 0
    folder.write_inputs(inputs)
    assert water_is_held(watered_in_two_places).offences == 0
