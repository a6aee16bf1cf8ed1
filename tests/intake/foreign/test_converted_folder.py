"""The folder that an intake writes: whole or not at all, with a record, fit to be scored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rrm import journey
from rrm.intake.foreign import take_in, write_folder
from rrm.intake.foreign.conversion import ConvertedTable
from rrm.intake.foreign.converted_folder import table_bytes
from rrm.model.problem import BadInput

EXPORT = """site_id,group,household_size,water_source,today,_uuid
b,idp,4,public_tap,2026-01-05,u1
a,host,6,surface_water,2026-01-04,u2
b,idp,,public_tap,2026-01-05,u3
"""
LOOKS = [
    "id: look", "title: {en: look, fr: look}", "country: MLI", "start: 2026-01-05",
    "horizon_days: 10", "rules: mali", "",
]  # fmt: skip
SITES = """site_id,name,lat,lon,households,people,group,node
a,Ansongo,15.7,0.5,120,700,host,a
b,Bourem,16.9,-0.35,80,500,idp,b
"""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "export.csv"
    file.write_text(EXPORT, encoding="utf-8")
    return file


def test_a_new_folder_holds_all_that_a_first_look_at_needs_takes(export: Path):
    folder = export.parent / "first look"
    written, doubts = write_folder(take_in([export], "mali"), folder)
    assert sorted(path.name for path in written) == sorted(path.name for path in folder.iterdir())
    assert [one.code for one in doubts] == ["RRM-I092", "RRM-I093"]
    needs = journey.score(journey.load(folder))
    assert {score.site_id for score in needs.scores} == {"a", "b"}
    # Two of b's three answers are missing one size: the mean of those known stands in.
    sites = (folder / "sites.csv").read_text(encoding="utf-8").splitlines()
    assert sites[2] == "b,b,,,,0,0,2,8,idp,b"


def test_the_record_says_what_was_read_changed_and_left_out(export: Path):
    folder = export.parent / "look"
    write_folder(take_in([export], "mali"), folder)
    record = json.loads((folder / "intake.json").read_text(encoding="utf-8"))
    assert record["sources"][0]["file"] == "export.csv"
    assert len(record["sources"][0]["sha256"]) == 64
    assert record["mapping"] is None
    assert record["interviews"] == 3
    assert "RRM-I092" in [one["code"] for one in record["problems"]]


def test_the_same_files_give_the_same_bytes(export: Path):
    folders = [export.parent / name / "look" for name in ("one", "two")]
    for folder in folders:
        folder.parent.mkdir()
        write_folder(take_in([export], "mali"), folder)
    first, second = ({p.name: p.read_bytes() for p in one.iterdir()} for one in folders)
    assert first == second


def test_a_folder_with_an_assessment_is_left_as_it_is(export: Path):
    folder = export.parent / "look"
    folder.mkdir()
    (folder / "assessment.csv").write_text("theirs", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        write_folder(take_in([export], "mali"), folder)
    assert refused.value.problems[0].code == "RRM-I094"
    assert [path.name for path in folder.iterdir()] == ["assessment.csv"]


def test_a_scenario_that_is_there_keeps_its_sites_and_settings(export: Path):
    folder = export.parent / "look"
    folder.mkdir()
    (folder / "scenario.yaml").write_text("\n".join(LOOKS), encoding="utf-8")
    (folder / "sites.csv").write_text(SITES, encoding="utf-8")
    written, doubts = write_folder(take_in([export], "mali"), folder)
    assert [path.name for path in written] == ["assessment.csv", "intake.json"]
    assert doubts == ()
    assert (folder / "sites.csv").read_text(encoding="utf-8") == SITES


def test_interviews_of_a_site_that_the_scenario_has_not_leave_nothing_behind(export: Path):
    folder = export.parent / "look"
    folder.mkdir()
    (folder / "scenario.yaml").write_text("\n".join(LOOKS), encoding="utf-8")
    (folder / "sites.csv").write_text(SITES.replace("b,Bourem", "c,Bourem"), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        write_folder(take_in([export], "mali"), folder)
    assert "RRM-I031" in [one.code for one in refused.value.problems]
    assert sorted(path.name for path in folder.iterdir()) == ["scenario.yaml", "sites.csv"]


def test_a_table_of_sites_is_copied_in_and_sites_may_go_by_their_names(export: Path):
    sites = export.parent / "places.csv"
    sites.write_text(SITES, encoding="utf-8")
    export.write_text(EXPORT.replace("\nb,", "\nBourem,"), encoding="utf-8")
    folder = export.parent / "look"
    _, doubts = write_folder(take_in([export], "mali", sites=sites), folder, sites)
    assert doubts == ()
    assert {site.name for site in journey.load(folder).scenario.sites} == {"Ansongo", "Bourem"}


def test_a_new_folder_that_would_not_load_does_not_appear(export: Path):
    sites = export.parent / "places.csv"
    sites.write_text(SITES.replace("16.9", "96.9"), encoding="utf-8")
    folder = export.parent / "look"
    with pytest.raises(BadInput):
        write_folder(take_in([export], "mali", sites=export.parent / "places.csv"), folder, sites)
    assert sorted(path.name for path in export.parent.iterdir()) == ["export.csv", "places.csv"]


def test_text_that_a_spreadsheet_would_run_is_disarmed_and_numbers_are_not():
    table = ConvertedTable({"note": ["=1+1", "-5", "a,b"]})
    assert table_bytes(table) == b'note\n\'=1+1\n-5\n"a,b"\n'
