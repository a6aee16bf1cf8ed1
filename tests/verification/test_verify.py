"""A good plan is accepted; every planted fault is caught by the very check that is for it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from rrm.model.problem import BadInput
from rrm.model.run_files import TABLES
from rrm.model.verdict import Check, Verdict
from rrm.verification import verdict_json, verify
from tests.verification.mutants import MUTANTS
from tests.verification.planting import Folder
from tests.verification.small_run import small_run, write_small_run


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_run(tmp_path_factory.mktemp("runs"))


@pytest.fixture
def copy(good: Path, tmp_path: Path) -> Path:
    return shutil.copytree(good, tmp_path / "run")


def named(verdict: Verdict, name: str) -> Check:
    return next(check for check in verdict.checks if check.name == name)


def test_a_plan_that_keeps_every_law_is_accepted(good: Path) -> None:
    broken = [check for check in verify(good).checks if check.offences]
    assert broken == []
    assert verify(good).accepted


def test_every_check_has_looked_at_something(good: Path) -> None:
    # A run that takes over from none has no plan in force to change; see test_stability.py.
    idle = [check.name for check in verify(good).checks if check.count == 0]
    assert idle == ["changes_within_limit"]


@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_a_planted_fault_is_caught_where_it_was_planted(name: str, copy: Path) -> None:
    place = MUTANTS[name].plant(copy)
    verdict = verify(copy)
    check = named(verdict, MUTANTS[name].caught_by)
    assert not verdict.accepted
    assert check.offences > 0
    assert check.first_offender is not None
    assert place in check.first_offender.text("en")


def test_every_check_has_a_fault_that_only_it_is_for(good: Path) -> None:
    assert {check.name for check in verify(good).checks} == {m.caught_by for m in MUTANTS.values()}


def test_the_tiers_of_a_run_still_being_written_can_be_given(copy: Path) -> None:
    (copy / "run.json").unlink()
    assert named(verify(copy), "tier_values_true").count == 0
    assert named(verify(copy, small_run().plan.tiers), "tier_values_true").count == 3


@pytest.mark.parametrize("stated", [None, "much", [], {}])
def test_a_tier_that_states_no_number_is_never_taken_for_true(stated: object, copy: Path) -> None:
    about = json.loads((copy / "run.json").read_text(encoding="utf-8"))
    about["tiers"][1].update(value=stated, bound=None)
    (copy / "run.json").write_text(json.dumps(about), encoding="utf-8")
    check = named(verify(copy), "tier_values_true")
    assert check.offences == 1 if stated is None else check.count == 0
    verdict_json(verify(copy))


def test_nothing_is_replayed_from_tables_that_cannot_be_read(copy: Path) -> None:
    MUTANTS["not_a_number"].plant(copy)
    assert [check.name for check in verify(copy).checks] == [
        "inputs_readable",
        "tables_complete",
        "cells_readable",
    ]


def test_a_folder_that_does_not_exist_is_a_problem_of_the_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="RRM-V001"):
        verify(tmp_path / "nowhere")


def test_a_folder_with_nothing_in_it_is_rejected(tmp_path: Path) -> None:
    verdict = verify(tmp_path)
    assert named(verdict, "tables_complete").offences == len(TABLES)
    assert named(verdict, "inputs_readable").offences == 1


def test_a_kit_that_weighs_no_number_is_refused(copy: Path) -> None:
    folder = Folder(copy)
    inputs = folder.inputs
    inputs["pack"]["catalogue"]["nfi_kit"]["kg"] = float("nan")
    folder.write_inputs(inputs)
    assert named(verify(copy), "inputs_readable").offences == 1


def test_no_verdict_names_a_folder_of_this_machine(copy: Path) -> None:
    (copy / "inputs.json").unlink()
    (copy / "trips.csv").write_bytes(b"\xff\xfe")
    assert str(copy) not in verdict_json(verify(copy))


@pytest.mark.parametrize(
    "content",
    ["", "[" * 100_000, '{"scenario": 1}', '"\0"', '{"scenario": {}, "pack": []}', "null"],
    ids=["empty", "deep", "number", "nul", "wrong types", "null"],
)
def test_hostile_inputs_are_rejected_not_crashed_on(content: str, copy: Path) -> None:
    (copy / "inputs.json").write_text(content, encoding="utf-8")
    assert named(verify(copy), "inputs_readable").offences == 1


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [
        ("trips", "return", "9999-12-31T23:59"),
        ("trips", "day", "999999999999999"),
        ("demands", "from_day", "-999999999999999"),
        ("demands", "due_day", "999999999999999"),
        ("deliveries", "day", "-999999999999999"),
        ("deliveries", "quantity", "999999999999999999"),
        ("trips", "stops", ""),
        ("access", "path", ""),
        ("trips", "depart", "2022-04-18T06:00+01:00"),
        ("needs", "rank", "-5"),
    ],
)
def test_absurd_cells_are_rejected_in_no_time(
    table: str, column: str, cell: str, copy: Path
) -> None:
    Folder(copy).change(table, 0, **{column: cell})
    verdict = verify(copy)
    assert verdict.accepted == ((table, column) == ("demands", "due_day"))


def test_the_verdict_is_written_in_both_languages(copy: Path) -> None:
    place = MUTANTS["half_a_kit"].plant(copy)
    content = json.loads(verdict_json(verify(copy)))
    check = next(c for c in content["checks"] if c["name"] == "whole_units")
    assert content["verdict"] == "rejected"
    assert set(check) == {"name", "label", "count", "offences", "first_offender"}
    assert set(check["label"]) == {"en", "fr"}
    assert place in check["first_offender"]["en"]
    assert place in check["first_offender"]["fr"]
    assert next(c for c in content["checks"] if c["name"] == "rows_once")["first_offender"] is None


def test_verifying_changes_nothing_in_the_folder(copy: Path) -> None:
    before = {file.name: file.read_bytes() for file in copy.iterdir()}
    verify(copy)
    assert before == {file.name: file.read_bytes() for file in copy.iterdir()}
