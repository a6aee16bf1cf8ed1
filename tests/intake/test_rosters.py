"""Roster tables: members, children, deaths, each led to its household."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pytest

from rrm.intake import load_scenario
from rrm.model.form import RosterRows
from tests.builders import tiny_pack, tiny_scenario, write_settings
from tests.intake.problems import places, problems_of, warnings_of
from tests.intake.rosters import ASSESSMENT, FORM, scenario_with


def members(folder: Path) -> RosterRows:
    return load_scenario(folder).assessment.rosters["members"]


def ages(rows: RosterRows) -> list[tuple[int, float | None]]:
    """The household and the age of each row."""
    age = rows.columns["age_years"]
    return [
        (int(household), float(value) if known else None)
        for household, value, known in zip(rows.households, age.values, age.known, strict=True)
    ]


def test_rows_of_a_household_stand_together_in_the_order_of_the_assessment(tmp_path: Path):
    table = "household_id,age_years,works\nB1,30,\nA1,7,trade field\nA2,9,\nA1,40,\nB1,,field\n"
    read = members(scenario_with(tmp_path / "s", members=table))
    assert ages(read) == [(0, 7), (0, 40), (1, 9), (2, 30), (2, None)]
    assert read.columns["works"].values.tolist() == [0b11, 0, 0, 0, 0b01]
    assert not read.columns["attends_school"].known.any()
    assert read.households.dtype == np.int64


def test_every_roster_is_there_and_empty_where_nobody_was_asked(tmp_path: Path):
    with_interviews = load_scenario(scenario_with(tmp_path / "s")).assessment
    without = load_scenario(scenario_with(tmp_path / "t", assessment=None)).assessment
    for assessment in (with_interviews, without):
        assert list(assessment.rosters) == ["members", "deaths"]
        assert all(len(rows) == 0 for rows in assessment.rosters.values())
        assert list(assessment.rosters["deaths"].columns) == ["died_on"]


def test_a_roster_may_be_a_sheet_of_the_workbook(tmp_path: Path):
    folder = scenario_with(tmp_path / "s")
    book = openpyxl.Workbook()
    book.active.title = "members"
    for row in (["household_id", "age_years"], ["A2", 9]):
        book.active.append(row)
    book.save(folder / "scenario.xlsx")
    assert ages(members(folder)) == [(1, 9)]


def test_personal_columns_of_a_roster_are_dropped_at_the_door(tmp_path: Path):
    folder = scenario_with(
        tmp_path / "s", members="household_id,member_name,age_years\nA1,Fatimata,9\n"
    )
    assert "member_name" not in members(folder).columns
    assert places(warnings_of(folder)) == [("RRM-I050", "members.csv", 1, "member_name")]
    assert "Fatimata" not in "".join(one.text() for one in warnings_of(folder))


def test_unusual_answers_are_kept_and_told_once(tmp_path: Path):
    rows = "".join(f"A1,{age}\n" for age in range(101, 107))
    folder = scenario_with(tmp_path / "s", members="household_id,age_years\n" + rows)
    (doubt,) = warnings_of(folder)
    assert places((doubt,)) == [("RRM-I016", "members.csv", 2, "age_years")]
    assert doubt.found.text() == "6 answers are unusual, the first in rows 2, 3, 4, 5, 6"
    assert len(members(folder)) == 6


MALFORMED = [
    ("no household_id", "age_years\n9\n", "RRM-I022", 1, "household_id"),
    ("an unknown column", "household_id,age\nA1,9\n", "RRM-I021", 1, "age"),
    ("a column that looks personal", "household_id,phone\nA1,9\n", "RRM-I051", 1, "phone"),
    ("an answer that is none", "household_id,age_years\nA1,nine\n", "RRM-I014", 2, "age_years"),
    ("an answer that can't be", "household_id,age_years\nA1,200\n", "RRM-I015", 2, "age_years"),
    ("an empty id", "household_id,age_years\n,9\n", "RRM-I012", 2, "household_id"),
    ("an unknown id", "household_id,age_years\nA1,9\nC9,9\n", "RRM-I064", 3, "household_id"),
    ("an unknown site", "household_id,site_id,age_years\nA1,Z,9\n", "RRM-I064", 2, "household_id"),
    ("a short row", "household_id,age_years\nA1\n", "RRM-I024", 2, None),
    ("too many rows", "household_id,age_years\n" + "A2,5\n" * 61, "RRM-I065", 2, "household_id"),
    ("quotation marks", 'household_id,age_years\n"A1,9\n', "RRM-I027", 2, None),
    ("nothing", "", "RRM-I020", None, None),
]


@pytest.mark.parametrize(
    ("table", "code", "row", "column"), [m[1:] for m in MALFORMED], ids=[m[0] for m in MALFORMED]
)
def test_a_malformed_roster_is_refused_with_its_place(tmp_path: Path, table, code, row, column):
    folder = scenario_with(tmp_path / "s", members=None)
    (folder / "members.csv").write_text(table, encoding="utf-8")
    errors = tuple(one for one in problems_of(folder) if one.is_error)
    assert places(errors) == [(code, "members.csv", row, column)]
    assert errors[0].remedy.text("fr")


def test_rows_without_a_household_are_told_once_with_the_nearest_ids(tmp_path: Path):
    table = "household_id,age_years\nA01,9\nA01,8\nA3,7\nB01,1\n"
    (problem,) = problems_of(scenario_with(tmp_path / "s", members=table))
    assert problem.found.text() == "4 rows lead to no household, the first 2, 3, 4, 5"
    assert problem.remedy.text() == "Did you mean A1, B1?"


def test_ids_that_look_like_a_person_or_a_telephone_are_never_shown(tmp_path: Path):
    assessment = "site_id,group,household_id\nA,idp,Fatimata Walet\nA,idp,76 12 34 56\nA,idp,ali2\n"
    table = "household_id,age_years\nFatimata Wallet,9\n76 12 34 57,9\nali3,8\n"
    (problem,) = problems_of(scenario_with(tmp_path / "s", assessment=assessment, members=table))
    for secret in ("Fatimata", "76 12", "ali"):
        assert secret not in problem.text()


def test_ids_that_repeat_between_sites_need_the_site(tmp_path: Path):
    assessment = "site_id,group,household_id\nA,idp,1\nB,host,1\nB,host,2\n"
    folder = scenario_with(
        tmp_path / "s", assessment=assessment, members="household_id,age_years\n2,8\n1,9\n"
    )
    (problem,) = problems_of(folder)
    assert places((problem,)) == [("RRM-I064", "members.csv", 3, "household_id")]
    assert problem.remedy.text() == 'Add a column "site_id".'
    with_site = "site_id,household_id,age_years\nB,1,9\nA,1,5\n"
    (folder / "members.csv").write_text(with_site, encoding="utf-8")
    assert ages(members(folder)) == [(0, 5), (1, 9)]


def test_a_household_that_was_asked_twice_can_have_no_rows(tmp_path: Path):
    twice = ASSESSMENT + "A,idp,A1,5\n"
    folder = scenario_with(tmp_path / "s", assessment=twice)
    assert places(warnings_of(folder)) == [("RRM-I032", "assessment.csv", 5, "household_id")]
    (folder / "members.csv").write_text("household_id,age_years\nA2,9\n", encoding="utf-8")
    assert ages(members(folder)) == [(1, 9)]
    for columns, cells in (("household_id", "A1"), ("site_id,household_id", "A,A1")):
        (folder / "members.csv").write_text(f"{columns},age_years\n{cells},9\n", encoding="utf-8")
        errors = [one for one in problems_of(folder) if one.is_error]
        assert places(tuple(errors)) == [("RRM-I064", "members.csv", 2, "household_id")]


def test_an_assessment_without_ids_can_have_no_rosters(tmp_path: Path):
    folder = scenario_with(
        tmp_path / "s",
        assessment="site_id,group\nA,idp\n",
        members="household_id,age_years\nA1,9\nA2,9\n",
    )
    (problem,) = problems_of(folder)
    assert problem.code == "RRM-I022"
    assert "no household of the assessment has a household_id" in problem.text()


def test_a_roster_without_an_assessment_is_refused(tmp_path: Path):
    folder = scenario_with(tmp_path / "s", assessment=None, members="household_id\n")
    assert places(problems_of(folder)) == [("RRM-I066", "members.csv", None, None)]


def test_a_roster_that_is_a_file_and_a_sheet_is_refused(tmp_path: Path):
    folder = scenario_with(tmp_path / "s", members="household_id\n")
    book = openpyxl.Workbook()
    book.active.title = "members"
    book.active.append(["household_id"])
    book.save(folder / "scenario.xlsx")
    assert [one.code for one in problems_of(folder)] == ["RRM-I028"]


def test_a_table_that_the_form_does_not_know_is_left_alone_and_said(tmp_path: Path):
    folder = scenario_with(tmp_path / "s", member="household_id\nnobody looks here\n")
    (doubt,) = warnings_of(folder)
    assert places((doubt,)) == [("RRM-I029", "member.csv", None, None)]
    assert doubt.remedy.text() == 'If it is meant to be read, name it "members".'
    names = [Path(file.path).name for file in load_scenario(folder).files]
    assert "member.csv" not in names and "assessment.csv" in names


def test_a_roster_of_another_pack_is_named_as_such(tmp_path: Path):
    folder = tiny_scenario(tmp_path / "scenarios" / "s", goats="household_id\n")
    tiny_pack(tmp_path / "rules", "other", form=FORM.replace("  deaths:", "  goats:"))
    (doubt,) = warnings_of(folder)
    assert doubt.code == "RRM-I029"
    assert "a roster of another rule pack (other)" in doubt.remedy.text()


@pytest.fixture
def inherited(tmp_path: Path) -> Path:
    """A scenario that takes everything, rules too, from one with members."""
    scenario_with(tmp_path / "parent", members="household_id,age_years\nA1,9\n")
    child = scenario_with(tmp_path / "child")
    for table in child.glob("*.csv"):
        table.unlink()
    write_settings(child, {"id": "child", "extends": "../parent"})
    return child


def test_an_inherited_assessment_comes_with_its_rosters(inherited: Path):
    assert ages(members(inherited)) == [(0, 9)]


def test_an_assessment_of_its_own_leaves_inherited_rosters_behind(inherited: Path):
    (inherited / "assessment.csv").write_text(ASSESSMENT, encoding="utf-8")
    assert len(members(inherited)) == 0


def test_a_roster_cannot_be_laid_over_an_inherited_assessment(inherited: Path):
    (inherited / "members.csv").write_text("household_id,age_years\nA1,3\n", encoding="utf-8")
    assert places(problems_of(inherited)) == [("RRM-I066", "members.csv", None, None)]
