"""No plan: none is possible, which is proven, or none was found, which proves nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import rrm.allocation
from rrm.allocation.apart import can_work_apart
from rrm.store import find_run, read_run
from tests.builders import tiny_scenario
from tests.cli.terminal import rrm as typed

TOO_MUCH = {"site_id": "A", "item": "nfi_kit", "at_least": 40, "reason": "promised"}
NONE_HERE = {"stock": [], "pipeline": []}
PLANNER = rrm.allocation.allocate
apart = pytest.mark.skipif(not can_work_apart(), reason="this system can't split a process")


def without_time(scenario, pack, demands, access, road_km, options, **how):
    """The planner, whose solver is ended before it has begun."""
    hurried = replace(options, time_limit=-10.0)
    return PLANNER(scenario, pack, demands, access, road_km, hurried, **how)


def run_of(folder: Path, home: Path, *more: object):
    said = typed("run", folder, "--runs", home, "--lang", "en", *more)
    return said, read_run(find_run("last", home)).about


def test_that_no_plan_is_possible_is_proven_and_exit_1(tmp_path):
    folder = tiny_scenario(tmp_path / "tiny", locks=[TOO_MUCH], **NONE_HERE)
    said, about = run_of(folder, tmp_path / "runs")
    assert said.code == 1
    assert (about["status"], about["no_plan"], about["stopped"]) == (
        "infeasible",
        "impossible",
        None,
    )
    assert "No plan keeps all the locks: nothing is planned." in said.out
    assert any(line.startswith("  rrm explain last --conflict") for line in said.lines)


@apart
@pytest.mark.parametrize("language", ["en", "fr"])
def test_that_none_was_found_proves_nothing_and_is_exit_4(tmp_path, language, monkeypatch):
    folder = tiny_scenario(tmp_path / "tiny", locks=[TOO_MUCH], **NONE_HERE)
    monkeypatch.setattr(rrm.allocation, "allocate", without_time)
    said, about = run_of(folder, tmp_path / "runs", "--lang", language)
    assert said.code == 4
    assert (about["status"], about["no_plan"]) == ("infeasible", "not_found")
    assert about["stopped"] == "time"
    assert "No plan keeps" not in said.out
    assert "rrm explain last --conflict" in said.out


@apart
def test_what_is_not_met_says_that_none_was_found(tmp_path, monkeypatch):
    folder = tiny_scenario(tmp_path / "tiny", locks=[TOO_MUCH], **NONE_HERE)
    monkeypatch.setattr(rrm.allocation, "allocate", without_time)
    said, _ = run_of(folder, tmp_path / "runs", "--json")
    told = json.loads(said.out)
    assert told["no_plan"] == "not_found"
    assert {row["reason_code"] for row in told["unmet"]} == {"no_plan_found"}
    assert "does not prove that there is none" in told["unmet"][0]["reason"]["en"]


@pytest.mark.parametrize(
    ("settings", "tables", "words"),
    [
        ({"least_share": 0.9}, {}, "No plan keeps the floor: nothing is planned."),
        ({"least_share": 0.9}, {"locks": [TOO_MUCH]}, "No plan keeps all the locks and the floor:"),
    ],
)
def test_what_can_not_be_kept_is_named(settings, tables, words, tmp_path):
    folder = tiny_scenario(tmp_path / "tiny", settings, **tables)
    said, _ = run_of(folder, tmp_path / "runs")
    assert said.code == 1
    assert words in said.out
    assert "`rrm explain RUN --conflict`" in " ".join(said.out.split())


def test_a_limit_on_changes_that_can_not_be_kept_is_named(tmp_path):
    folder = tiny_scenario(tmp_path / "tiny")
    assert typed("run", folder, "--runs", tmp_path / "runs", "--quiet").code == 0
    now = tiny_scenario(tmp_path / "now" / "tiny", {"most_changes": 0}, **NONE_HERE)
    asked = ("--day", 1, "--scenario", now, "--runs", tmp_path / "runs", "--lang", "en")
    said = typed("replan", "last", *asked)
    assert said.code == 1, said.err
    assert (
        "No plan keeps the limit of 0 hand-overs changed at most: nothing is planned."
        in " ".join(said.out.split())
    )
    assert "Allow more changes (`most_changes`)" in " ".join(said.out.split())
