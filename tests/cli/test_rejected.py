"""A plan that the check rejects, whatever made it: kept to look for the fault, and gone by nowhere."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import rrm.allocation
from rrm.store import find_run, read_run
from tests.cli.terminal import rrm as typed


def planning_too_much(*asked, **how):
    """The planner, with a fault planted: it hands out ten times of what was loaded first."""
    plan = PLANNER(*asked, **how)
    first = plan.deliveries[0]
    more = replace(first, quantity=first.quantity * 10)
    return replace(plan, deliveries=(more, *plan.deliveries[1:]))


PLANNER = rrm.allocation.allocate


@pytest.fixture
def home(runs: Path, tmp_path: Path) -> Path:
    """A folder of runs with a good one, to be added to."""
    return shutil.copytree(runs, tmp_path / "runs")


@pytest.fixture
def rejected(tiny: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run whose plan the check rejects, beside the good one."""
    with monkeypatch.context() as planted:
        planted.setattr(rrm.allocation, "allocate", planning_too_much)
        said = typed("run", tiny, "--runs", home, "--json", "--gap", 0.1)
    assert said.code == 1
    told = json.loads(said.out)
    assert told["verdict"] == "rejected"
    return Path(told["run"])


def test_a_run_that_the_check_rejects_says_so_first_and_ends_in_exit_1(tiny, home, monkeypatch):
    monkeypatch.setattr(rrm.allocation, "allocate", planning_too_much)
    said = typed("run", tiny, "--runs", home, "--lang", "en")
    assert said.code == 1
    assert said.lines[0] == "REJECTED by the independent check: do not use this plan."
    assert "GO ON WITH" not in said.lines


def test_a_replan_that_the_check_rejects_says_so_first_and_ends_in_exit_1(home, monkeypatch):
    before = find_run("last", home)
    monkeypatch.setattr(rrm.allocation, "allocate", planning_too_much)
    said = typed("replan", "last", "--day", 1, "--runs", home, "--lang", "en")
    assert said.code == 1, said.err
    assert said.lines[0] == "REJECTED by the independent check: do not use this plan."
    assert not any("rrm receive" in line for line in said.lines)
    assert find_run("last", home) == before


def test_last_stays_the_run_before_one_that_is_rejected(rejected, home):
    assert find_run("last", home) != rejected
    assert read_run(find_run("last", home)).is_accepted


def test_a_rejected_run_is_kept_whole_with_its_verdict(rejected):
    stored = read_run(rejected)
    assert stored.is_rejected
    assert stored.about["verdict"] == "rejected"
    assert any(check["offences"] for check in stored.verification["checks"])


@pytest.mark.parametrize(
    "asked",
    [("replan", "RUN", "--day", 1), ("receive", "RUN"), ("receive", "RUN", "--template", "t.csv"),
     ("explain", "RUN", "A"), ("explain", "RUN", "--would-help"), ("explain", "RUN", "--conflict"),
     ("compare", "last", "RUN")],
    ids=lambda asked: " ".join(map(str, asked)),
)  # fmt: skip
def test_nothing_goes_by_a_rejected_run(asked, rejected, home):
    named = [str(rejected) if word == "RUN" else word for word in asked]
    said = typed(*named, "--runs", home)
    assert said.code == 2
    assert "RRM-T016" in said.err
    assert "verification.json" in said.err
    assert len(list(rejected.parent.glob("2*"))) == 2
