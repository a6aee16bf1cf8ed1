"""Exports as they come: sent twice, without names of columns, with persons where none are due."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rrm import journey
from rrm.intake import write_pack_skeleton
from rrm.intake.foreign import (
    ForAllColumns,
    mapping_text,
    propose_mapping,
    take_in,
    write_folder,
)
from rrm.model.problem import BadInput, Problem
from tests.intake.foreign.mapped import HEAD as HEAD_OF_MAPPING
from tests.intake.foreign.mapped import mapped, table
from tests.intake.foreign.test_own_export import taken

HEAD = "site_id,group,household_size,water_source"


def refused(path: Path, text: str, **declared: object) -> list[Problem]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as bad:
        take_in([path], "mali", declared=ForAllColumns.model_validate(declared))
    return list(bad.value.problems)


@pytest.mark.parametrize("cell", ["Amadou Cissé", "76123450", "Fatoumata", "76-12-34-50"])
def test_a_household_is_never_called_by_a_name_or_a_telephone(cell: str):
    rows = f"kayes,idp,4,tap,{cell}\nkayes,idp,5,tap,h77"
    done = taken(table("export", f"{HEAD},household_id\n{rows}"))
    assert done.answers("household_id") == ["h1", "h2"]
    assert [change.cells for change in done.changes] == [2]
    assert cell not in done.text() + "".join(one.what.text() for one in done.changes)


@pytest.mark.parametrize("cell", ["A-12", "0b5c7e7e-1111-4222-8333-123456789012", "hh_004"])
def test_codes_and_uuids_are_kept(cell: str):
    done = taken(table("export", f"{HEAD},household_id\nkayes,idp,4,tap,{cell}"))
    assert cell.startswith(done.answers("household_id")[0])
    assert done.changes == ()


def test_members_are_led_right_where_households_are_numbered():
    done = taken(
        table("export", f"{HEAD},household_id,_index\nk,idp,4,tap,Awa,1\nk,idp,5,tap,Ali,2"),
        table("members", "age,_parent_index\n3,2\n4,1"),
    )
    assert sorted(done.rows("members")) == [("h1", "4"), ("h2", "3")]


def test_an_interview_sent_twice_keeps_its_id_and_is_told_with_its_rows():
    rows = "k,idp,4,tap,u1\nk,idp,4,tap,u1\nk,idp,5,tap,u2\nk,idp,6,tap,u2"
    done = taken(table("export", f"{HEAD},_uuid\n{rows}"))
    assert done.answers("household_id") == ["u1", "u1", "u2", "u2"]
    assert [(one.code, one.place.row, one.is_error) for one in done.problems] == [
        ("RRM-I032", 3, False),
        ("RRM-I032", 5, False),
    ]
    assert "all the cells" in done.problems[0].found.text()
    assert "other answers" in done.problems[1].found.text()


def test_with_rosters_a_repeated_id_leads_each_row_to_one_interview():
    done = taken(
        table("export", f"{HEAD},_uuid,_index\nk,idp,4,tap,u1,1\nk,idp,5,tap,u1,2"),
        table("members", "age,_parent_index\n3,1\n4,2"),
    )
    assert done.rows("members") == [("u1", "3"), ("u1-2", "4")]


def test_links_that_lead_to_different_interviews_are_an_error_with_rows():
    done = taken(
        table("export", f"{HEAD},_uuid,_index\nk,idp,4,tap,u1,1\nk,idp,5,tap,u2,2"),
        table("members", "age,_parent_index,_submission__uuid\n3,1,u1\n4,1,u2"),
    )
    assert [(one.code, one.place.row, one.is_error) for one in done.problems] == [
        ("RRM-I087", 3, True)
    ]


def test_a_site_that_reads_as_a_telephone_is_refused_unseen():
    done = taken(table("export", f"{HEAD}\nChez Moussa 76123456,idp,4,tap"))
    assert done.errors == ["RRM-I085"]
    assert "76123456" not in done.text()


def test_nearly_as_many_sites_as_interviews_are_a_doubt():
    rows = "\n".join(f"Awa{at},idp,4,tap" for at in range(12))
    assert taken(table("export", f"{HEAD}\n{rows}")).doubts == ["RRM-I089"]


def test_a_weight_of_nothing_is_refused_with_all_else():
    done = taken(table("export", f"{HEAD},weight\nk,idp,4,tap,0\nk,idp,400,tap,-1"))
    assert sorted(done.errors) == ["RRM-I015", "RRM-I015"]


def test_groups_may_be_told_in_short_and_that_is_a_change():
    done = taken(table("export", f"{HEAD}\nk,PDI,4,tap\nk,hôtes,5,tap\nk,IDPs,4,tap"))
    assert done.answers("group") == ["idp", "host", "idp"]
    assert sum(one.cells for one in done.changes if one.place.column == "group") == 3


def test_an_impossible_year_is_refused_and_a_far_one_doubted():
    rows = "\n".join(f"k,idp,4,tap,2022-04-{day}" for day in (11, 12, 13))
    done = taken(
        table(
            "export",
            f"{HEAD},interviewed_on\n{rows}\nk,idp,4,tap,2062-04-12\nk,idp,4,tap,1022-04-12",
        )
    )
    told = [(one.code, one.place.row, one.is_error) for one in done.problems]
    assert sorted(told) == [("RRM-I016", 5, False), ("RRM-I017", 6, True)]


def test_a_file_without_names_of_columns_is_told_so_and_not_echoed(tmp_path: Path):
    problems = refused(tmp_path / "x.csv", "Amadou Ag,76 12 34 56,Gao\nFatou W,77 00 11 22,Gao\n")
    assert [one.code for one in problems] == ["RRM-I078"]
    assert "Amadou" not in problems[0].text()


def test_an_export_without_interviews_is_told_so(tmp_path: Path):
    (problem,) = refused(tmp_path / "x.csv", f"{HEAD}\n")
    assert (problem.code, "no interviews" in problem.found.text()) == ("RRM-I090", True)


def test_of_two_columns_of_one_name_it_is_told_which_is_used(tmp_path: Path):
    file = tmp_path / "x.csv"
    file.write_text(f"{HEAD},household_size\nk,idp,4,public_tap,7\n", encoding="utf-8")
    done = take_in([file], "mali")
    assert [one.code for one in done.problems] == ["RRM-I023"]
    assert done.converted.assessment.columns["household_size"] == ["4"]


def test_formulas_without_a_stored_value_are_counted(tmp_path: Path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(HEAD.split(","))
    book.active.append(["k", "idp", "=1+2", "public_tap"])
    book.save(tmp_path / "x.xlsx")
    done = take_in([tmp_path / "x.xlsx"], "mali")
    assert [(one.code, one.place.row) for one in done.problems] == [("RRM-I078", 2)]


def test_what_the_command_declares_holds_for_all_columns_and_is_recorded(tmp_path: Path):
    file = tmp_path / "x.csv"
    text = f"{HEAD},interviewed_on\nk,idp,99,public_tap,01/04/2022\n"
    (problem, *_) = refused(file, text, missing=("99",))
    assert (problem.code, "--dates dmy" in problem.remedy.text()) == ("RRM-I073", True)
    declared = ForAllColumns(dates="dmy", missing=("99",))
    done = take_in([file], "mali", declared=declared)
    assert done.converted.assessment.columns["interviewed_on"] == ["2022-04-01"]
    assert done.converted.assessment.columns["household_size"] == [""]
    write_folder(done, tmp_path / "look")
    record = json.loads((tmp_path / "look" / "intake.json").read_text(encoding="utf-8"))
    assert record["declared"] == {"dates": "dmy", "missing": ["99"]}


def test_a_pack_beside_the_new_folder_is_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    write_pack_skeleton("gao", "mali", tmp_path / "rules")
    file = tmp_path / "x.csv"
    file.write_text(f"{HEAD}\nk,idp,4,public_tap\n", encoding="utf-8")
    write_folder(take_in([file], "gao"), Path("look"))
    assert journey.load(tmp_path / "look").pack.id == "gao"


def test_a_site_column_that_names_a_contact_is_refused_by_its_name(tmp_path: Path):
    head = HEAD_OF_MAPPING.replace("{always: camp}", "contactRepondant")
    done = mapped(tmp_path, "", table("main", "contactRepondant\nAwa Cissé"), head=head)
    assert done.errors == ["RRM-I085"]
    assert "Awa" not in done.text()


def test_a_proposal_shows_no_answer_that_may_be_a_person(tmp_path: Path):
    file = tmp_path / "x.csv"
    rows = ["borehole", "public_tap", "surface_water", "Moussa Traoré", "Awa 76123456"]
    lines = "".join(f"gao,4,{one}\n" for one in rows)
    file.write_text(f"admin3,hh_size,wash_drinking_water_source\n{lines}", encoding="utf-8")
    text = mapping_text(propose_mapping([file], "mali"), "en")
    assert "water_source" in text
    assert "Moussa" not in text and "76123456" not in text
