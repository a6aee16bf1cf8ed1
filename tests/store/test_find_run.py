"""What people call a run leads to its folder, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rrm.model.problem import BadInput
from rrm.store import find_run
from tests.verification.small_run import small_run, write_small_run
from tests.verification.small_world import small_scenario


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "runs"


def write(root: Path, hour: int, scenario: str = "small") -> Path:
    run = small_run()
    settings = run.loaded.scenario.settings.model_copy(update={"id": scenario})
    found = small_scenario().model_copy(update={"settings": settings})
    run = replace(run, loaded=replace(run.loaded, scenario=found))
    return write_small_run(root, run, datetime(2022, 4, 18, hour, tzinfo=UTC))


def code(reference: str, root: Path, *, paths_allowed: bool = True) -> str:
    with pytest.raises(BadInput) as caught:
        find_run(reference, root, paths_allowed=paths_allowed)
    return caught.value.problems[0].code


def test_last_is_the_newest_run_of_all_scenarios(root: Path) -> None:
    write(root, 8)
    newest = write(root, 10, "other")
    write(root, 9)
    assert find_run("last", root) == newest


def test_a_scenario_means_its_last_run(root: Path) -> None:
    write(root, 8)
    last = write(root, 9)
    write(root, 10, "other")
    assert find_run("small", root) == last
    assert find_run("small/last", root) == last


def test_a_run_is_found_by_scenario_and_id(root: Path) -> None:
    first = write(root, 8)
    write(root, 9)
    assert find_run(f"small/{first.name}", root) == first


def test_a_run_is_found_by_the_path_of_its_folder(root: Path, tmp_path: Path) -> None:
    first = write(root, 8)
    last = write(root, 9)
    elsewhere = tmp_path / "elsewhere"
    assert find_run(str(first), elsewhere) == first
    assert find_run(str(last.parent / "last"), elsewhere) == last
    assert find_run(str(last.parent), elsewhere) == last


@pytest.mark.parametrize(
    "reference",
    ["", "none", "small/none", "small/20220418T080000Z-00000000", "\0", "x" * 5000, "small/",
     "last/last", "~", "."],
)  # fmt: skip
def test_what_is_no_run_is_said_to_be_none(reference: str, root: Path) -> None:
    assert code(reference, root) == "RRM-T020"


@pytest.mark.parametrize(
    "reference", ["../x", "small/../../x", "/etc", "../../etc/passwd", "small/.."]
)
def test_a_reference_never_leaves_the_folder_of_runs(reference: str, root: Path) -> None:
    write(root, 8)
    assert code(reference, root) == "RRM-T021"


def test_a_path_is_not_looked_at_where_paths_are_not_allowed(root: Path, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", 8)
    assert find_run(str(outside), root) == outside
    assert code(str(outside), root, paths_allowed=False) == "RRM-T021"


@pytest.mark.parametrize("named", ["../../outside", "..", "/etc", "", "a\nb", "20220418T080000Z-0"])
def test_a_forged_last_leads_nowhere(named: str, root: Path) -> None:
    write(root, 8)
    (root / "small" / "last").write_text(named, encoding="utf-8")
    assert code("small", root) == "RRM-T020"
    assert code("last", root) == "RRM-T020"


def test_a_link_out_of_the_folder_of_runs_is_refused(root: Path, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", 8)
    (root / "small").mkdir(parents=True)
    (root / "small" / outside.name).symlink_to(outside)
    assert code(f"small/{outside.name}", root) == "RRM-T021"


def test_a_scenario_without_a_finished_run_does_not_hide_the_others(root: Path) -> None:
    newest = write(root, 8)
    (root / "other").mkdir()
    (root / "other" / "last").write_text("nonsense", encoding="utf-8")
    assert find_run("last", root) == newest
