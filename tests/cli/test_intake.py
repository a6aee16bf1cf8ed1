"""`rrm intake`, as an information manager types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.terminal import rrm

EXPORT = """site_id,group,household_size,water_source,phone,today,_uuid
b,idp,4,public_tap,2231,2026-01-05,u1
a,host,6,surface_water,2232,2026-01-04,u2
"""
FOREIGN = """admin3,hh_size,wash_drinking_water_source,extra_one,extra_two,extra_three
gao,4,borehole,1,2,3
gao,6,surface_water,1,2,3
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "export.csv").write_text(EXPORT, encoding="utf-8")
    (tmp_path / "foreign.csv").write_text(FOREIGN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_to_it_only_reports(folder: Path, language: str):
    said = rrm("intake", "export.csv", "--pack", "mali", "--lang", language)
    assert said.code == 0
    assert "RRM-I085 export.csv" in said.err
    assert "2231" not in said.out + said.err
    assert all(len(line) <= 80 for line in said.lines)
    assert sorted(path.name for path in folder.iterdir()) == ["export.csv", "foreign.csv"]


def test_an_export_becomes_a_scenario_that_can_be_scored(folder: Path):
    said = rrm("intake", "export.csv", "--pack", "mali", "--to", "my look", "--lang", "en")
    assert said.code == 0
    assert "  rrm score 'my look'" in said.lines
    assert rrm("score", "my look", "--lang", "en").code == 0


def test_a_foreign_file_without_a_mapping_is_refused_with_what_to_type(folder: Path):
    said = rrm("intake", "foreign.csv", "--pack", "mali", "--lang", "en")
    assert said.code == 2
    assert "rrm intake foreign.csv --pack mali --propose" in said.err
    assert "reach-msna-2024" in said.err


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_proposal_is_written_beside_the_file_and_told(folder: Path, language: str):
    said = rrm("intake", "foreign.csv", "--pack", "mali", "--propose", "--lang", language)
    assert said.code == 0
    text = (folder / "foreign.mapping.yaml").read_text(encoding="utf-8")
    assert "household_size: hh_size" in text
    # The command to type next stands on a line of its own, however long.
    assert all(len(line) <= 80 for line in said.lines if not line.startswith("  rrm "))
    again = rrm("intake", "foreign.csv", "--pack", "mali", "--propose", "--lang", "en")
    assert (again.code, "this file is there already" in again.err) == (2, True)


def test_an_unconfirmed_mapping_names_what_waits(folder: Path):
    rrm("intake", "foreign.csv", "--pack", "mali", "--propose", "--quiet")
    said = rrm("intake", "foreign.csv", "--mapping", "foreign.mapping.yaml", "--lang", "en")
    assert said.code == 2
    assert "RRM-I081" in said.err


def test_a_proposal_needs_a_pack(folder: Path):
    said = rrm("intake", "foreign.csv", "--propose", "--lang", "en")
    assert said.code == 2
    assert "--pack mali" in said.err


def test_json_says_all_of_it(folder: Path):
    done = json.loads(rrm("intake", "export.csv", "--pack", "mali", "--json").out)
    assert done["interviews"] == 2
    assert done["files"] == []
    proposal = json.loads(rrm("intake", "foreign.csv", "--pack", "mali", "--propose", "--json").out)
    assert {"question": "household_size", "column": "hh_size"}.items() <= next(
        one for one in proposal["proposals"] if one["question"] == "household_size"
    ).items()
    refused = rrm("intake", "absent.csv", "--pack", "mali", "--json")
    assert refused.code == 2
    assert json.loads(refused.out)["problems"][0]["code"] == "RRM-I001"


def test_quiet_says_nothing_where_all_is_well(folder: Path):
    said = rrm("intake", "export.csv", "--pack", "mali", "--to", "look", "--quiet")
    assert (said.code, said.out, said.err) == (0, "", "")


def test_an_unknown_mapping_names_those_that_are_shipped(folder: Path):
    said = rrm("intake", "foreign.csv", "--mapping", "reach-msna-2023", "--lang", "en")
    assert said.code == 2
    assert 'Did you mean "reach-msna-2024"?' in said.err


def test_how_dates_are_written_may_be_declared_for_all_columns(folder: Path):
    text = EXPORT.replace("2026-01-05", "05/01/2026").replace("2026-01-04", "04/01/2026")
    (folder / "export.csv").write_text(text, encoding="utf-8")
    asked = ("intake", "export.csv", "--pack", "mali", "--lang", "en")
    refused = rrm(*asked)
    assert (refused.code, "--dates dmy" in refused.err) == (2, True)
    assert rrm(*asked, "--dates", "dmy").code == 0


def test_what_was_left_out_is_not_said_to_be_kept(folder: Path):
    said = rrm("intake", "export.csv", "--pack", "mali", "--lang", "en")
    assert "1 part of the file was left out, as said above." in said.err
    assert "kept as it is" not in said.err
