"""A wrong scenario gets all its problems at once, each with its place, and nothing is written."""

import json

import pytest

from tests.builders import PACK_FILES, TABLES, row, tiny_scenario
from tests.e2e.shell import contents, rrm

ASKED = TABLES["assessment"]


@pytest.fixture
def bad(tmp_path):
    """Many faults, each in a file of its own where it can be."""
    return tiny_scenario(
        tmp_path / "scenarios" / "tiny",
        assessment=[*ASKED, {**ASKED[0], "site_id": "Atlantis", "household_id": "x1"}],
        stock=[row("stock", quantity=-5), row("stock", item="nfi_kitt")],
        routes=[*TABLES["routes"], row("routes", to="nowhere")],
        pipeline=b"",
        teams="team_id,depot_id,households_per_day\nT1,D1,80\nT\u00e9l\u00e9,D1,80\n".encode(
            "latin-1"
        ),
        pack={
            "wash": PACK_FILES["wash.yaml"].replace("water_litres_per_day", "water_liters_per_day")
        },
    )


@pytest.fixture
def problems(bad, tmp_path):
    done = rrm("check", bad, "--json", cwd=tmp_path)
    assert done.returncode == 2
    return json.loads(done.stdout)["problems"]


@pytest.mark.parametrize(
    ("file", "found", "place"),
    [
        ("assessment.csv", "Atlantis", {"row": 10, "column": "site_id"}),
        ("stock.csv", "-5", {"row": 2, "column": "quantity"}),
        ("stock.csv", "nfi_kitt", {"row": 3, "column": "item"}),
        ("routes.csv", "nowhere", {"row": 4, "column": "to"}),
        ("wash.yaml", "water_liters_per_day", {"line": 17}),
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


def test_a_misspelt_pack_is_told_with_those_that_there_are(tmp_path):
    folder = tiny_scenario(tmp_path / "tiny", settings={"rules": "tinny"})
    done = rrm("check", folder)
    assert done.returncode == 2
    assert "tinny" in done.stderr
    assert 'Did you mean "tiny"?' in done.stderr


def test_people_read_them_as_lines(bad, tmp_path):
    done = rrm("run", bad, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    *lines, total = done.stderr.splitlines()
    assert all(line.startswith("RRM-") for line in lines)
    assert "nothing was written" in total


def test_nothing_is_written(bad, tmp_path):
    rrm("run", bad, cwd=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["scenarios"]


def test_an_earlier_run_stays_as_it_was(bad, tmp_path):
    good = tiny_scenario(tmp_path / "good" / "tiny")
    assert rrm("run", good, "--quiet", cwd=tmp_path).returncode == 0
    before = contents(tmp_path / "runs")
    assert rrm("run", bad, cwd=tmp_path).returncode == 2
    assert contents(tmp_path / "runs") == before
