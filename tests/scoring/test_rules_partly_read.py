"""A pack that is broken in one place has its rules checked in all others."""

from pathlib import Path

import pytest

from rrm.intake import load_pack
from rrm.intake.rule_pack import read_pack
from rrm.journey import load
from rrm.model.problem import BadInput
from rrm.model.rule_pack import RulesRead
from rrm.scoring import rule_faults
from tests.builders import PACK_FILES, tiny_pack, tiny_scenario
from tests.scoring.levels import FORM, indicator, measure, pack_of

FAULTY = PACK_FILES["wash.yaml"].replace("15 - water_per_person", "15 - water_per_persn")
NO_CATALOGUE = PACK_FILES["catalogue.yaml"].replace("kind: ", "kin: ", 1)
NO_SHELTER = PACK_FILES["shelter_nfi.yaml"].replace("source: ", "sorce: ", 1)
UNREADABLE = "sector: shelter_nfi\n  - label: {en: ["


def codes(folder: Path, **files: str) -> list[str]:
    tiny_pack(folder / "rules", **files)
    with pytest.raises(BadInput) as bad:
        load_pack("tiny", folder / "scenarios" / "one", rule_faults)
    return [one.code for one in bad.value.problems if one.is_error]


def test_a_rule_is_checked_though_the_catalogue_is_broken(tmp_path):
    found = codes(tmp_path, wash=FAULTY, catalogue=NO_CATALOGUE)
    assert "RRM-R003" in found
    assert len(found) > 1
    assert "RRM-R003" not in codes(tmp_path / "whole", catalogue=NO_CATALOGUE)


def test_a_fault_is_told_once_where_the_pack_is_otherwise_whole(tmp_path):
    assert codes(tmp_path, wash=FAULTY) == ["RRM-R003"]


@pytest.mark.parametrize("broken", [NO_SHELTER, UNREADABLE])
def test_names_of_a_sector_that_could_not_be_read_are_not_judged(tmp_path, broken):
    leaning = PACK_FILES["wash.yaml"].replace("15 - water_per_person", "15 - cash_accepted_share")
    for wash in (leaning, FAULTY):
        assert "RRM-R003" not in codes(tmp_path / str(len(wash)), wash=wash, shelter_nfi=broken)
    units = PACK_FILES["wash.yaml"].replace("15 - water_per_person", "15 - household_size")
    assert "RRM-R005" in codes(tmp_path / "units", wash=units, shelter_nfi=broken)


def test_without_a_form_only_the_writing_is_checked(tmp_path):
    form = PACK_FILES["form.yaml"].replace("type: integer", "type: whole", 1)
    assert "RRM-R003" not in codes(tmp_path, form=form, wash=FAULTY)
    unfinished = PACK_FILES["wash.yaml"].replace("15 - water_per_person", "15 - ")
    lines = unfinished.replace("below 7.5", "below below")
    found = codes(tmp_path / "more", form=form, wash=lines)
    assert found.count("RRM-R002") == 2


def test_a_scenario_tells_of_its_pack_all_at_once(tmp_path):
    folder = tiny_scenario(tmp_path / "tiny")
    rules = folder / "rules" / "tiny"
    (rules / "wash.yaml").write_text(FAULTY, encoding="utf-8")
    (rules / "catalogue.yaml").write_text(NO_CATALOGUE, encoding="utf-8")
    with pytest.raises(BadInput) as bad:
        load(folder, with_network=False)
    files = {Path(one.place.file).name for one in bad.value.problems if one.is_error}
    assert {"wash.yaml", "catalogue.yaml"} <= files


def test_rules_of_a_pack_that_does_not_exist_are_not_looked_at(tmp_path):
    tiny_pack(tmp_path / "rules", wash=FAULTY)
    read = read_pack("tinny", tmp_path / "scenarios" / "one", rule_check=rule_faults)
    assert all(not one.code.startswith("RRM-R00") for one in read.problems)


def test_a_whole_pack_has_the_same_faults_read_or_compiled():
    rules = {"one": measure("sope"), "two": indicator("two + 1"), "three": measure("one")}
    faults = rule_faults(pack_of(**rules).rules)
    assert [one.code for one in faults] == ["RRM-R003", "RRM-R008"]


def test_a_roster_question_may_be_a_rule_of_a_sector_that_is_lacking():
    sectors = pack_of(one=measure("muac_of_all + age")).sectors
    assert rule_faults(RulesRead(FORM, sectors, {}, is_whole=False)) == ()
    assert rule_faults(RulesRead(FORM, sectors, {}, is_whole=True)) != ()
