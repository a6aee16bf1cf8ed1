"""An export of our own form needs no mapping, however the collection tool wrote it."""

from __future__ import annotations

import pytest

from rrm.intake.foreign.conversion import convert
from rrm.intake.foreign.key_questions import key_questions
from rrm.intake.foreign.own_export import own_export
from rrm.intake.foreign.source_tables import SourceTable
from rrm.intake.problem_list import ProblemList
from tests.intake.foreign.mapped import FORM, Outcome, table

TOOL = "start,end,today,deviceid,_id,_uuid,_submission_time,_validation_status,_index"
CELLS = "2026-01-05T08:00:00+01:00,x,2026-01-05,d,7,uuid:0123456789,x,x"


def taken(*tables: SourceTable, sites: dict[str, str] | None = None) -> Outcome:
    keys = key_questions(sites)
    own = own_export(tables, FORM, keys, "tiny")
    assert own is not None
    problems, changes = ProblemList(), []
    problems.extend(own.problems)
    converted = convert(own.read, tables, FORM, keys, problems, changes)
    return Outcome(converted, problems.all(), tuple(changes))


@pytest.mark.parametrize(
    "names",
    [
        "site_id,group,household_size,water_source",
        "interview/site_id,interview/group,home/household_size,home/water/water_source",
        "interview.site_id,interview.group,home.household_size,home.water.water_source",
        "Site,Population group,People who live here,Main source of water",
        "Le ménage/site_id,Le ménage/group,Personnes qui vivent ici,Source principale d'eau",
    ],
)
def test_columns_are_known_by_name_with_groups_or_by_label_in_either_language(names: str):
    done = taken(table("export", f"{names},{TOOL}\nkayes,idp,4,tap,{CELLS},1"))
    assert done.answers("site_id") == ["kayes"]
    assert done.answers("household_size") == ["4"]
    assert done.answers("water_source") == ["tap"]
    assert done.problems == ()


def test_the_day_is_today_else_the_start_and_the_household_is_a_pseudonym():
    done = taken(table("export", f"site_id,group,household_size,{TOOL}\nkayes,idp,4,{CELLS},1"))
    assert done.answers("interviewed_on") == ["2026-01-05"]
    assert done.answers("household_id") == ["01234567"]
    started = taken(
        table("export", "site_id,group,household_size,start\nkayes,idp,4,2026-01-04T08:00:00Z")
    )
    assert started.answers("interviewed_on") == ["2026-01-04"]


def test_options_may_stand_in_one_column_or_in_many():
    head = "site_id,group,household_size"
    one = taken(table("export", f"{head},needs\nkayes,idp,4,food water"))
    many = taken(table("export", f"{head},needs/food,needs/water\nkayes,idp,4,1,1"))
    points = taken(table("export", f"{head},needs,needs.food,needs.water\nkayes,idp,4,,1,1"))
    words = taken(table("export", f"{head},Besoins/nourriture,Besoins/eau\nkayes,idp,4,1,1"))
    for done in (one, many, points, words):
        assert done.answers("needs") == ["food water"]


@pytest.mark.parametrize(
    "link",
    ["_parent_index", "_submission__uuid", "_uuid", "uuid"],
)
def test_rosters_are_led_to_their_interviews_and_not_by_their_own_row_numbers(link: str):
    main = table(
        "export",
        "row_id,site_id,group,household_size,_uuid,uuid,_index\n"
        "1,kayes,idp,4,u1,u1,10\n2,kayes,idp,2,u2,u2,20",
    )
    parent = {"_parent_index": ("20", "10")}.get(link, ("u2", "u1"))
    roster = table(
        "members",
        f"row_id,members/age,{link},_index\n1,8,{parent[0]},1\n2,40,{parent[1]},2",
    )
    done = taken(main, roster)
    assert done.rows("members") == [("u1", "40"), ("u2", "8")]


def test_a_roster_without_a_link_is_an_error():
    main = table("export", "site_id,group,household_size,_index\nkayes,idp,4,10")
    roster = table("members", "row_id,age\n1,8")
    assert taken(main, roster).errors == ["RRM-I087"]


def test_personal_columns_are_dropped_by_name_and_nothing_of_them_is_shown():
    done = taken(
        table("export", "site_id,group,household_size,phone,chief_name\nkayes,idp,4,223,Awa")
    )
    assert set(done.doubts) == {"RRM-I085"}
    assert "phone" in done.text()
    assert "223" not in done.text()
    assert "Awa" not in done.text()
    assert done.converted is not None
    assert "phone" not in done.converted.assessment.columns


def test_a_column_that_is_no_question_is_left_out_and_told_unless_it_is_empty():
    done = taken(table("export", "site_id,group,household_size,extra,empty\nkayes,idp,4,1,"))
    assert done.doubts == ["RRM-I088"]
    assert "extra" in done.text()
    assert "empty" not in done.text()


def test_sites_may_be_told_by_name_where_the_sites_are_known():
    export = table("export", "site_id,group,household_size\nKayes Ville,idp,4\nkayes-2,host,3")
    done = taken(export, sites={"kayes-1": "Kayes Ville", "kayes-2": "Khasso"})
    assert done.answers("site_id") == ["kayes-1", "kayes-2"]


def test_a_file_of_others_is_no_export_of_ours_even_if_a_column_is_called_alike():
    foreign = table("theirs", "admin1,pop,hh_members,q1,q2,water_source\na,idp,4,1,2,tap")
    assert own_export([foreign], FORM, key_questions(), "tiny") is None


def test_a_roster_that_nobody_filled_in_is_a_table_without_rows():
    main = table("export", "site_id,group,household_size,_index\nkayes,idp,4,10")
    header = ("age", "at_school", "_parent_index")
    empty = SourceTable("members", "members.csv", header, ("", "", ""), (), ((), (), ()))
    done = taken(main, empty)
    assert done.rows("members") == []
    assert done.problems == ()
