from __future__ import annotations

import csv
from pathlib import Path

import pytest

from rrm.intake import load_pack, load_scenario, scenario_skeleton, write_skeleton
from tests.builders import tiny_pack
from tests.intake.problems import refused

TEMPLATES = Path(scenario_skeleton.__file__).parent / "skeleton"


@pytest.mark.parametrize("pack", ["sphere", "sahel", "mali"])
def test_the_first_scenario_of_a_newcomer_loads_without_a_doubt(tmp_path: Path, pack: str):
    folder = tmp_path / "scenarios" / "Ma première réponse"
    written = write_skeleton(folder, pack)
    loaded = load_scenario(folder)
    assert loaded.warnings == ()
    assert loaded.scenario.settings.id == "ma-premiere-reponse"
    assert loaded.pack.id == pack
    assert {path.name for path in written} == {path.name for path in folder.iterdir()}
    assert all("Example" in site.name for site in loaded.scenario.sites)
    assert {vehicle.vehicle_class for vehicle in loaded.scenario.vehicles} == {
        "pickup_4x4",
        "water_tanker",
    }
    assert len(loaded.assessment) == 10


def test_every_column_of_the_example_is_a_question_of_the_baseline_and_every_answer_one_of_its_options():
    form = load_pack("sphere")[0].form
    with (TEMPLATES / "assessment.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for name in list(rows[0])[5:]:
        assert name in form.questions, name
        options = form.questions[name].choices
        assert not options or {row[name] for row in rows} <= set(options), name


def test_a_pack_with_other_names_gets_a_scenario_in_its_own(tmp_path: Path):
    tiny_pack(tmp_path / "rules")
    folder = tmp_path / "scenarios" / "new"
    write_skeleton(folder, "tiny")
    loaded = load_scenario(folder)
    assert loaded.warnings == ()
    assert [alert.shock for alert in loaded.scenario.alerts] == ["displacement"] * 3
    assert loaded.assessment.columns["household_size"].known.all()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine")
    (problem,) = refused(lambda: write_skeleton(tmp_path, "sphere"))
    assert problem.code == "RRM-I045"
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert [p.code for p in refused(lambda: write_skeleton(tmp_path / "notes.txt", "sphere"))] == [
        "RRM-I045"
    ]


def test_an_unknown_pack_writes_nothing(tmp_path: Path):
    folder = tmp_path / "new"
    (problem,) = refused(lambda: write_skeleton(folder, "spher"))
    assert problem.remedy.text() == 'Did you mean "sphere"?'
    assert not folder.exists()


def test_the_example_is_the_same_each_time(tmp_path: Path):
    first, second = tmp_path / "a" / "same", tmp_path / "b" / "same"
    for folder in (first, second):
        write_skeleton(folder, "mali")
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()
