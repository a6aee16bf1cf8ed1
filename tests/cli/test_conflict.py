"""`rrm explain … --conflict` as people type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rrm.cli.layout import columns
from tests.builders import tiny_scenario
from tests.cli.terminal import rrm

PROMISE = {"item": "nfi_kit", "reason": "promised to the elders"}
SHUT = {
    "from": "town", "to": "north", "start": "2022-04-18", "end": "2022-05-20", "classes": None,
    "reason": "rain", "certainty": "certain",
}  # fmt: skip


def test_a_road_that_is_closed_is_named_with_the_lock_that_needs_it(tmp_path: Path) -> None:
    lock = {**PROMISE, "site_id": "A", "at_least": 3}
    folder = tiny_scenario(tmp_path / "tiny", closures=[SHUT], locks=[lock])
    said = rrm("explain", folder, "--conflict", "--lang", "en")
    assert said.code == 0
    assert "  - the road North–Town, closed until 20 May" in said.lines
    assert "promised to the elders" in said.out


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_line_is_wider_than_the_terminal(tmp_path: Path, language: str) -> None:
    folder = tiny_scenario(
        tmp_path / "tiny",
        {"least_share": 0.9},
        locks=[
            {**PROMISE, "site_id": "A", "at_least": 300, "reason": "a long reason " * 20},
            {**PROMISE, "site_id": "B", "exactly": 30},
        ],
    )
    said = rrm("explain", folder, "--conflict", "--lang", language)
    assert said.code == 0
    assert max(columns(line) for line in said.lines) <= 80


def test_a_run_that_ended_infeasible_is_explained_as_data(tmp_path: Path) -> None:
    lock = {**PROMISE, "site_id": "A", "at_least": 46}
    stock = [{"depot_id": "D1", "item": "nfi_kit", "quantity": 45}]
    folder = tiny_scenario(tmp_path / "tiny", stock=stock, pipeline=[], locks=[lock])
    runs = tmp_path / "runs"
    assert rrm("run", folder, "--runs", runs).code == 1
    told = json.loads(rrm("explain", "last", "--conflict", "--runs", runs, "--json").out)
    assert told["can_be_kept"] is False
    (conflict,) = told["conflicts"]
    assert [one["item"] for one in conflict["asked"]] == ["nfi_kit"]
    assert [(one["kind"], one["where"]) for one in conflict["means"]] == [
        ("stock", ["nfi_kit", "D1"])
    ]
    assert conflict["irreducible"]
    (way,) = told["ways_out"]
    assert way["least"] and way["planned_and_checked"]
    assert [(one["asked"], one["to"]) for one in way["changes"]] == [(46, 45)]


def test_a_scenario_without_locks_has_nothing_to_collide(tmp_path: Path) -> None:
    said = rrm("explain", tiny_scenario(tmp_path / "tiny"), "--conflict", "--lang", "en")
    assert said.lines == ["The scenario has no locks and no floor: there is nothing to collide."]


def test_what_is_no_run_and_no_scenario_is_refused(tmp_path: Path) -> None:
    said = rrm("explain", tmp_path / "none", "--conflict", "--runs", tmp_path)
    assert said.code == 2
