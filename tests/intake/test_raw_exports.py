"""A table that is still the export of a data collection tool gets one clear problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrm.intake.raw_exports import raw_export
from rrm.model.form import Form, Question
from tests.intake.problems import places, problems_of
from tests.intake.rosters import scenario_with

EXPORTS = {
    "a form with groups": "start,end,site,intro/household_size,wash/water_litres_per_day,_id,_uuid\n",
    "labels as headers": (
        "Site,People in the household,Litres of water collected yesterday,Meals eaten yesterday\n"
    ),
    "French labels": "Site,Personnes dans le ménage,Repas pris hier,Surface\xa0?,_index,_uuid\n",
    "a byte-order mark": "\ufeff_uuid,_index,_submission_time,household_size\n",
    "semicolons": "site_id;group;household_size;_id;_uuid;__version__;_submitted_by\n",
    "ODK Central": "SubmissionDate,site_id,group,household_size,meta-instanceID,KEY,ReviewState\n",
}


@pytest.mark.parametrize("header", EXPORTS.values(), ids=list(EXPORTS))
def test_an_export_is_told_once_as_what_it_is(tmp_path: Path, header: str):
    row = header.count(",") * "," + "x\n"
    problems = problems_of(scenario_with(tmp_path / "s", assessment=header + row))
    assert places(problems) == [("RRM-I063", "assessment.csv", 1, None)]
    assert "rrm intake FILE --pack PACK" in problems[0].text()


def test_an_export_of_members_is_told_once_as_what_it_is(tmp_path: Path):
    table = "age_years,_index,_parent_table_name,_parent_index,_submission__uuid\n9,1,hh,1,u\n"
    problems = problems_of(scenario_with(tmp_path / "s", members=table))
    assert places(problems) == [("RRM-I063", "members.csv", 1, None)]


@pytest.mark.parametrize(
    "header",
    [
        "site_id,group,houshold_size",
        "site_id,group,household_size,_uuid",
        "site,group,household_size,_uuid,_index",
        "site_id,group,priority_needs/wter,priority_needs/fod,priority_needs/sheltr,Remarks of ours",
        "site_id,group,housholdsize,water_litres,covered_area,meals,shelter,accepts,arrived",
    ],
)
def test_a_slip_of_the_pen_is_no_export(tmp_path: Path, header: str):
    row = header.count(",") * "," + "\n"
    problems = problems_of(scenario_with(tmp_path / "s", assessment=header + "\n" + row))
    assert "RRM-I063" not in [one.code for one in problems]
    assert "RRM-I021" in [one.code for one in problems]


def test_a_form_of_questions_that_tools_also_write_is_no_export(tmp_path: Path):
    question = Question(type="date", label={"en": "When"})
    form = Form(questions={"start": question, "end": question, "today": question})
    assert raw_export(["site_id", "start", "end", "today"], form, ["site_id"], "x") is None
