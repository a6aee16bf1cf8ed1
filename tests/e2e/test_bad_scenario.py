"""A wrong scenario gets all its problems at once, each with its place, and nothing is written."""

import json

import pytest

from tests.builders import PACK_FILES, TABLES, row, tiny_scenario
from tests.cli.terminal import rrm
from tests.e2e.shell import contents

ASKED = TABLES["assessment"]


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    """Many faults, each in a file of its own where it can be."""
    return tiny_scenario(
        tmp_path_factory.mktemp("bad") / "tiny",
        assessment=[*ASKED, {**ASKED[0], "site_id": "Atlantis", "household_id": "x1"}],
        stock=[row("stock", quantity=-5), row("stock", item="nfi_kitt")],
        routes=[*TABLES["routes"], row("routes", to="nowhere")],
        pipeline=b"",
        teams="team_id,depot_id,households_per_day\nT1,D1,80\nT\u00e9l\u00e9,D1,80\n".encode(
            "latin-1"
        ),
        pack={"modality": PACK_FILES["modality.yaml"].replace("accepted_share", "acepted_share")},
    )


@pytest.fixture(scope="module")
def problems(bad):
    said = rrm("check", bad, "--json")
    assert said.code == 2
    return json.loads(said.out)["problems"]


@pytest.mark.parametrize(
    ("file", "found", "place"),
    [
        ("assessment.csv", "Atlantis", {"row": 10, "column": "site_id"}),
        ("stock.csv", "-5", {"row": 2, "column": "quantity"}),
        ("stock.csv", "nfi_kitt", {"row": 3, "column": "item"}),
        ("routes.csv", "nowhere", {"row": 4, "column": "to"}),
        ("modality.yaml", "cash_acepted_share", {"line": 3}),
        ("pipeline.csv", "empty", {}),
        ("teams.csv", "UTF-8", {}),
    ],
)
def test_every_fault_is_told_at_once_with_its_place(file, found, place, problems):
    (problem,) = (
        one for one in problems
        if one["file"].endswith(file) and found in json.dumps(one, ensure_ascii=False)
    )  # fmt: skip
    assert {key: problem[key] for key in place} == place
    assert problem["level"] == "error"
    assert problem["code"].startswith("RRM-")
    assert problem["allowed"]
    assert problem["do"]


def test_a_misspelt_pack_is_told_with_the_nearest_name(tmp_path):
    said = rrm("check", tiny_scenario(tmp_path / "tiny", settings={"rules": "tinny"}))
    assert said.code == 2
    assert "tiny/scenario.yaml:" in said.err
    assert 'Did you mean "tiny"?' in said.err


def test_a_rule_that_asks_for_no_question_is_told_with_the_nearest_one(tmp_path):
    wash = PACK_FILES["wash.yaml"].replace("water_litres_per_day", "water_liters_per_day")
    said = rrm("check", tiny_scenario(tmp_path / "tiny", pack={"wash": wash}))
    assert said.code == 2
    assert "wash.yaml:18:" in said.err
    assert 'Did you mean "water_litres_per_day"?' in said.err


def test_a_faulty_rule_and_a_faulty_table_are_told_together(tmp_path):
    wash = PACK_FILES["wash.yaml"].replace("water_litres_per_day", "water_liters_per_day")
    stock = [row("stock", quantity=-5)]
    said = rrm("check", tiny_scenario(tmp_path / "tiny", pack={"wash": wash}, stock=stock))
    assert said.code == 2
    assert "wash.yaml:18:" in said.err
    assert "stock.csv row 2" in said.err


def test_people_read_them_as_lines_and_nothing_is_written(bad, tmp_path):
    said = rrm("run", bad, "--runs", tmp_path / "runs")
    assert said.code == 2
    assert said.out == ""
    *lines, total = said.err.splitlines()
    assert len(lines) >= 7
    assert all(line.startswith("RRM-") for line in lines)
    assert "nothing was written" in total
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_run_stays_as_it_was(bad, tmp_path):
    good = tiny_scenario(tmp_path / "tiny")
    assert rrm("run", good, "--runs", tmp_path / "runs", "--quiet").code == 0
    before = contents(tmp_path / "runs")
    assert rrm("run", bad, "--runs", tmp_path / "runs").code == 2
    assert contents(tmp_path / "runs") == before
