"""`rrm explain --would-help` and `--bring`, as a person types them, on a scenario in files."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import rrm as engine
from rrm import journey
from rrm.cli.layout import columns
from rrm.model.plan import Plan
from rrm.model.run import Options
from rrm.store import find_run, read_run
from rrm.what_if import Standing
from tests.builders import SETTINGS, TABLES, row, tiny_scenario
from tests.cli.terminal import rrm


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Two sites, one tanker between them, a road that is closed to trucks for two days."""
    return tiny_scenario(tmp_path_factory.mktemp("scenarios") / "tiny")


@pytest.fixture(scope="module")
def runs(folder, tmp_path_factory) -> Path:
    runs = tmp_path_factory.mktemp("runs")
    assert rrm("run", folder, "--runs", runs, "--quiet").code == 0
    return runs


@pytest.fixture(scope="module")
def helped(runs) -> dict:
    return json.loads(rrm("explain", "last", "--would-help", "--runs", runs, "--json").out)


def told_of(answer: dict, kind: str, key: str = "") -> dict[str, float]:
    """What the tiers are said to be with an addition."""
    one = next(one for one in answer["tried"] if one["kind"] == kind and key in one["key"])
    return {gain["tier"]: gain["after"] for gain in one["tiers"]}


def planned_with(tmp_path: Path, **changes: object) -> dict[str, float]:
    """The tiers of a plan of the same scenario, with the addition written into its files."""
    richer = tiny_scenario(tmp_path / "richer", **changes)
    checked = engine.plan(engine.load_scenario(richer))
    assert checked.verdict.accepted
    return {tier.tier: tier.value for tier in checked.run.plan.tiers}


def one_more(name: str) -> list[dict[str, object]]:
    return [
        {**line, "count": line["count"] + 1} if line["vehicle_class"] == name else line
        for line in TABLES["vehicles"]
    ]


ADDED = {
    "a tanker": ("vehicle", "water_tanker", {"vehicles": one_more("water_tanker")}),
    "a pickup": ("vehicle", "pickup", {"vehicles": one_more("pickup_4x4")}),
    "kits": ("stock", "nfi_kit", {"stock": [row("stock", quantity=145), *TABLES["stock"][1:]]}),
    "a team": ("team", "", {"teams": [*TABLES["teams"], row("teams", team_id="T2")]}),
    "money": ("money", "", {"settings": {"budget": {"amount": 31000000, "currency": "XOF"}}}),
    "a road": ("road", "", {"closures": []}),
}


@pytest.mark.parametrize("name", ADDED)
def test_a_value_is_attained_by_writing_the_addition_into_the_files(name, helped, tmp_path):
    kind, key, changes = ADDED[name]
    assert told_of(helped, kind, key) == pytest.approx(planned_with(tmp_path, **changes), rel=1e-5)


def test_what_helps_comes_first_and_is_named_in_words(runs, helped):
    said = rrm("explain", "last", "--would-help", "--runs", runs)
    assert said.code == 0
    assert helped["tried"][0]["helps"]
    first = next(line for line in said.lines if line.startswith("1. "))
    assert first == f"1. {helped['tried'][0]['what']['en']}"
    assert max(columns(line) for line in said.lines) <= 80


def test_what_is_not_tried_is_named_with_the_way_to_try_it(runs):
    said = rrm("explain", "last", "--would-help", "--tries", 2, "--runs", runs)
    assert "2 of 7 additions were planned with" in said.out
    assert "NOT TRIED" in said.lines
    assert "  All of them: --tries 7" in said.lines


def test_amounts_can_be_chosen(runs):
    asked = ("--kits", 7, "--money", 250_000, "--tries", 20, "--json")
    answer = json.loads(rrm("explain", "last", "--would-help", *asked, "--runs", runs).out)
    keys = [one["key"] for one in answer["tried"]]
    assert "7 nfi_kit at D1" in keys
    assert "250000 XOF" in keys


def test_a_story_says_which_command_asks_what_it_would_cost(runs):
    said = rrm("explain", "last", "B", "--runs", runs)
    asked = f"rrm explain last B --runs {runs} --bring water"
    assert f"What bringing it would cost the others: {asked}" in " ".join(said.out.split())


def test_a_site_that_misses_nothing_is_asked_nothing(runs):
    assert "--bring" not in rrm("explain", "last", "A", "--runs", runs).out


@pytest.mark.parametrize("item", ["water", "Water", "EAU", "all", "tout"])
def test_an_item_is_taken_by_id_or_name(item, runs):
    said = rrm("explain", "last", "B", "--bring", item, "--runs", runs)
    assert said.code == 0
    assert "Less for 60 households:" in said.out
    assert max(columns(line) for line in said.lines) <= 80


def test_a_forced_plan_is_that_of_the_scenario_with_a_lock_in_its_files(runs, tmp_path):
    asked = ("explain", "last", "B", "--bring", "water", "--runs", runs, "--json")
    (answer,) = json.loads(rrm(*asked).out)["brought"]
    lock = {"site_id": "B", "item": "water", "at_least": 0.999 * answer["due"], "reason": "asked"}
    # Within the gap asked, in which the plan that changes less is taken.
    assert {gain["tier"]: gain["after"] for gain in answer["tiers"]} == pytest.approx(
        planned_with(tmp_path, locks=[lock]), rel=Options().gap
    )


def test_both_questions_are_answered_in_french(runs):
    by_item = rrm("explain", "last", "B", "--bring", "water", "--runs", runs, "--lang", "fr")
    by_means = rrm("explain", "last", "--would-help", "--runs", runs, "--lang", "fr")
    assert (by_item.code, by_means.code) == (0, 0)
    for said in (by_item, by_means):
        assert max(columns(line) for line in said.lines) <= 80


def test_an_item_that_is_not_missed_is_refused_with_those_that_are(runs):
    said = rrm("explain", "last", "B", "--bring", "tarpaulin", "--runs", runs)
    assert said.code == 2
    assert "RRM-C020" in said.err
    assert "items that it misses: water" in said.err


def test_a_run_without_a_plan_is_refused(tmp_path):
    locks = [{"site_id": "A", "item": "nfi_kit", "at_least": 40, "reason": "promised"}]
    folder = tiny_scenario(tmp_path / "locked", locks=locks, stock=[], pipeline=[])
    assert rrm("run", folder, "--runs", tmp_path / "runs", "--quiet").code == 1
    for asked in (["last", "A", "--bring", "all"], ["last", "--would-help"]):
        said = rrm("explain", *asked, "--runs", tmp_path / "runs")
        assert said.code == 2
        assert "RRM-C021" in said.err


def test_a_road_closed_to_everybody_is_told_before_anything_is_planned(tmp_path):
    closures = [row("closures", classes="", start="2022-04-18", end="2022-04-30")]
    folder = tiny_scenario(
        tmp_path / "shut", closures=closures, settings={**SETTINGS, "id": "shut"}
    )
    assert rrm("run", folder, "--runs", tmp_path / "runs", "--quiet").code == 0
    said = rrm("explain", "last", "B", "--runs", tmp_path / "runs")
    assert "IN THE WAY, WHATEVER OTHERS GIVE UP" in said.lines
    assert "on any day" in said.out
    assert "--bring" not in said.out
    forced = rrm("explain", "last", "B", "--bring", "water", "--runs", tmp_path / "runs")
    assert "nothing was planned anew" in " ".join(forced.out.split())


class Overloaded(Standing):
    """A case whose plans bring twice what they load."""

    def plan(self) -> Plan:
        made = Standing.plan(self)
        twice = tuple(replace(one, quantity=2 * one.quantity) for one in made.deliveries)
        return replace(made, deliveries=twice)


def test_no_plan_that_the_independent_check_rejects_is_given(runs):
    stored = read_run(find_run("last", runs))
    standing = journey.standing_of(stored)
    plan = journey.checked_planner(stored)
    assert plan(standing) is not None
    faulty = Overloaded(
        standing.scenario, standing.pack, standing.demands, standing.access, standing.road_km,
        standing.options,
    )  # fmt: skip
    assert plan(faulty) is None


def test_a_copied_run_folder_gives_the_same_answer(runs, helped, tmp_path):
    shutil.copytree(runs, tmp_path / "elsewhere")
    again = rrm("explain", "last", "--would-help", "--runs", tmp_path / "elsewhere", "--json")
    assert json.loads(again.out) == helped
