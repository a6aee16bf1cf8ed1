"""Answers that go against the form's conditions: kept, and told once a column."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrm.intake import load_scenario
from tests.intake.problems import places, problems_of, warnings_of
from tests.intake.rosters import FORM, scenario_with

LOGIC = """\
  women:
    type: integer
    label: {en: Women, fr: Femmes}
    unit: person
    constraint: women <= household_size
  mothers_name:
    type: text
    label: {en: Name of the mother, fr: Nom de la mère}
    personal: true
  pregnant:
    type: boolean
    label: {en: Pregnant, fr: Enceintes}
    relevant: women > 0
  market_open:
    type: boolean
    label: {en: Market open, fr: Marché ouvert}
    asked_of: [key_informant]
"""
LOGICAL_FORM = FORM.replace("rosters:\n", LOGIC + "rosters:\n")


def folder_with(tmp_path: Path, assessment: str, members: str | None = None) -> Path:
    return scenario_with(tmp_path / "s", assessment=assessment, form=LOGICAL_FORM, members=members)


def test_an_answer_against_a_constraint_is_kept_and_told(tmp_path: Path):
    folder = folder_with(
        tmp_path,
        "site_id,group,household_size,women\nA,idp,4,5\nA,idp,4,4\nA,idp,,9\nA,idp,4,\nA,idp,3,7\n",
    )
    (doubt,) = warnings_of(folder)
    assert places((doubt,)) == [("RRM-I060", "assessment.csv", 2, "women")]
    assert doubt.found.text() == "2 answers go against the form, the first in rows 2, 6"
    assert doubt.allowed.text() == "the form says: women <= household_size"
    assert load_scenario(folder).assessment.columns["women"].values.tolist() == [5, 4, 9, 0, 7]


def test_an_answer_where_it_was_not_to_be_asked_is_kept_and_told(tmp_path: Path):
    folder = folder_with(
        tmp_path,
        "site_id,group,women,pregnant\nA,idp,0,yes\nA,idp,1,yes\nA,idp,0,\nA,idp,,yes\nA,idp,0,no\n",
    )
    (doubt,) = warnings_of(folder)
    assert places((doubt,)) == [("RRM-I061", "assessment.csv", 2, "pregnant")]
    assert "the first in rows 2, 6" in doubt.found.text()
    assert doubt.allowed.text() == "it is asked where: women > 0"


def test_what_only_key_informants_are_asked_is_doubted_of_a_household(tmp_path: Path):
    folder = folder_with(
        tmp_path,
        "site_id,group,respondent,market_open,household_size\n"
        "A,idp,key_informant,yes,4\nA,idp,household,,4\nA,idp,household,no,4\n",
    )
    assert places(warnings_of(folder)) == [("RRM-I062", "assessment.csv", 4, "market_open")]


def test_a_roster_s_rows_are_held_against_its_own_and_the_household_s_answers(tmp_path: Path):
    folder = folder_with(
        tmp_path,
        "site_id,group,household_id,household_size\nB,host,B1,3\nA,idp,A1,5\n",
        members="household_id,age_years,attends_school\nA1,30,yes\nB1,8,yes\nA1,4,no\n",
    )
    (doubt,) = warnings_of(folder)
    assert places((doubt,)) == [("RRM-I061", "members.csv", 2, "attends_school")]
    assert "the first in rows 2, 4" in doubt.found.text()


def test_rows_of_a_roster_that_was_not_to_be_asked_are_kept_and_told(tmp_path: Path):
    form = FORM.replace("relevant: household_size > 0", "relevant: household_size > 3")
    folder = scenario_with(
        tmp_path / "s", form=form, deaths="household_id,died_on\nA1,2022-04-01\nB1,2022-04-02\n"
    )
    (doubt,) = warnings_of(folder)
    assert places((doubt,)) == [("RRM-I061", "deaths.csv", 3, "household_id")]
    assert len(load_scenario(folder).assessment.rosters["deaths"]) == 2


@pytest.mark.parametrize("key", ["relevant", "constraint"])
def test_a_condition_over_a_personal_answer_is_for_the_interview_alone(tmp_path: Path, key: str):
    form = LOGICAL_FORM.replace("relevant: women > 0", f"{key}: has_phone").replace(
        "  market_open:",
        "  has_phone:\n    type: boolean\n    label: {en: Phone, fr: Tél}\n    personal: true\n"
        "  market_open:",
    )
    folder = scenario_with(
        tmp_path / "s",
        form=form,
        assessment="site_id,group,has_phone,pregnant\nA,idp,no,yes\n",
    )
    assert [one.code for one in warnings_of(folder)] == ["RRM-I050"]


def test_doubts_about_logic_come_with_errors_of_other_cells(tmp_path: Path):
    folder = folder_with(tmp_path, "site_id,group,household_size,women\nA,idp,4,5\nA,idp,four,4\n")
    assert [one.code for one in problems_of(folder)] == ["RRM-I014", "RRM-I060"]
