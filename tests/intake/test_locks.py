"""Locks as people write them: at least, at most, exactly, never, each with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrm.intake import load_scenario
from rrm.model.scenario import Lock
from tests.builders import tiny_scenario
from tests.intake.problems import places, problems_of, warnings_of

KITS = {"site_id": "A", "item": "nfi_kit", "reason": "agreed with the mayor"}


def locks_of(tmp_path: Path, *locks: dict[str, object]) -> tuple[Lock, ...]:
    folder = tiny_scenario(tmp_path / "tiny", locks=list(locks))
    return load_scenario(folder).scenario.locks


def test_exactly_is_no_less_and_no_more(tmp_path: Path) -> None:
    (lock,) = locks_of(tmp_path, {**KITS, "exactly": 5})
    assert (lock.at_least, lock.at_most, lock.reason) == (5, 5, "agreed with the mayor")


def test_never_is_nothing_at_all(tmp_path: Path) -> None:
    (lock,) = locks_of(tmp_path, {**KITS, "never": "oui", "at_most": 0})
    assert (lock.at_least, lock.at_most) == (None, 0)


def test_a_lock_is_read_the_same_from_the_settings(tmp_path: Path) -> None:
    written = [{**KITS, "exactly": 5}, {**KITS, "day": 3, "never": "yes"}]
    folder = tiny_scenario(tmp_path / "tiny", {"locks": written})
    locks = load_scenario(folder).scenario.locks
    assert [(lock.day, lock.at_least, lock.at_most) for lock in locks] == [
        (None, 5, 5),
        (3, None, 0),
    ]


def test_never_no_says_nothing(tmp_path: Path) -> None:
    folder = tiny_scenario(tmp_path / "tiny", locks=[{**KITS, "never": "no"}])
    assert places(problems_of(folder)) == [("RRM-I012", "locks.csv", 2, "at_least")]


def test_what_agrees_with_exactly_may_stand_beside_it(tmp_path: Path) -> None:
    (lock,) = locks_of(tmp_path, {**KITS, "exactly": 5, "at_least": 5, "at_most": 8})
    assert (lock.at_least, lock.at_most) == (5, 5)


def test_contradictions_of_all_locks_are_told_at_once(tmp_path: Path) -> None:
    folder = tiny_scenario(
        tmp_path / "tiny",
        locks=[
            {**KITS, "exactly": 5, "at_least": 6, "at_most": 4},
            {**KITS, "day": 2, "never": "yes", "exactly": 3},
            {**KITS, "site_id": "B", "exactly": 1.5},
        ],
    )
    told = sorted((code, row, column) for code, _, row, column in places(problems_of(folder)))
    assert told == [
        ("RRM-I033", 2, "at_most"),
        ("RRM-I040", 4, "exactly"),
        ("RRM-I250", 2, "exactly"),
        ("RRM-I250", 2, "exactly"),
        ("RRM-I250", 3, "never"),
    ]


@pytest.mark.parametrize(("most", "is_refused"), [(9, True), (10, False)])
def test_days_that_add_up_to_more_than_all_days_may_have_are_refused(
    tmp_path: Path, most: int, is_refused: bool
) -> None:
    folder = tiny_scenario(
        tmp_path / "tiny",
        locks=[
            {**KITS, "day": 2, "exactly": 4},
            {**KITS, "day": 3, "at_least": 6},
            {**KITS, "at_most": most},
            {**KITS, "site_id": "B", "day": 2, "at_least": 6},
        ],
    )
    if is_refused:
        assert places(problems_of(folder)) == [("RRM-I251", "locks.csv", 4, "item")]
    else:
        assert len(load_scenario(folder).scenario.locks) == 4


def test_a_lock_without_a_reason_is_doubted_and_kept(tmp_path: Path) -> None:
    folder = tiny_scenario(tmp_path / "tiny", locks=[{**KITS, "reason": "", "at_least": 5}])
    assert places(warnings_of(folder)) == [("RRM-I252", "locks.csv", 2, "reason")]
    assert len(load_scenario(folder).scenario.locks) == 1


@pytest.mark.parametrize("share", ["-0.1", "1.2", "half"])
def test_the_least_share_is_a_share(tmp_path: Path, share: str) -> None:
    folder = tiny_scenario(tmp_path / "tiny", {"least_share": share})
    (problem,) = problems_of(folder)
    assert problem.place.file == "tiny/scenario.yaml"


def test_no_floor_unless_one_is_asked_for(tmp_path: Path) -> None:
    assert load_scenario(tiny_scenario(tmp_path / "a")).scenario.settings.least_share == 0
    folder = tiny_scenario(tmp_path / "b", {"least_share": 0.4})
    assert load_scenario(folder).scenario.settings.least_share == 0.4
