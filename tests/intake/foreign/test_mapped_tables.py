"""Tables and links of a mapping: rosters, tables beside others, interviews that are left out."""

from __future__ import annotations

from pathlib import Path

from tests.intake.foreign.mapped import mapped, table

MAIN = table("main", "row_id,_index,uuid,consent\n1,10,u1,yes\n2,20,u2,no\n3,30,u3,yes")
# row_id counts the roster's own rows, and by chance equals interviews' row_id.
ROSTER = table("persons", "row_id,_parent_index,pos,age\n1,30,1,8\n2,10,1,40\n3,20,1,70\n4,10,2,6")
LINKED = """
tables:
  households: {sheet: main, key: uuid}
  persons: {sheet: persons, parent: _parent_index, parent_key: _index}
rosters: {members: {table: persons, questions: {age: age}}}
left_out: {row_id: counts rows, consent: "", pos: ""}
"""


def test_rows_go_to_their_interviews_in_the_order_of_the_interviews(tmp_path: Path):
    done = mapped(tmp_path, LINKED, MAIN, ROSTER)
    assert done.rows("members") == [("u1", "40"), ("u1", "6"), ("u2", "70"), ("u3", "8")]
    assert done.problems == ()


def test_interviews_without_consent_are_left_out_with_their_rows_and_it_is_told(tmp_path: Path):
    only = LINKED.replace("key: uuid}", "key: uuid, only: {consent: yes}}")
    done = mapped(tmp_path, only, MAIN, ROSTER)
    assert done.answers("household_id") == ["u1", "u3"]
    assert [row[0] for row in done.rows("members")] == ["u1", "u1", "u3"]
    assert [change.cells for change in done.changes] == [1]


def test_a_row_that_leads_nowhere_is_told_and_left_out(tmp_path: Path):
    lost = table("persons", "_parent_index,age\n10,5\n99,6")
    done = mapped(tmp_path, LINKED.replace("row_id: counts rows, ", ""), MAIN, lost)
    assert done.doubts[0] == "RRM-I087"
    assert "row 3" in done.text()
    assert len(done.rows("members")) == 1


def test_two_interviews_with_one_key_are_refused(tmp_path: Path):
    twice = table("main", "_index,uuid\n10,u1\n20,u1")
    done = mapped(tmp_path, LINKED, twice, ROSTER)
    assert done.errors == ["RRM-I086"]


def test_a_table_beside_a_roster_lends_it_its_columns(tmp_path: Path):
    school = table("school", "parent,place,goes\n10,2,yes\n30,1,no")
    beside = LINKED.replace(
        "rosters: {members: {table: persons, questions: {age: age}}}",
        "  school: {sheet: school, beside: persons, by: {parent: _parent_index, place: pos}}\n"
        "rosters: {members: {table: persons, questions: {age: age, at_school: goes}}}",
    )
    done = mapped(tmp_path, beside, MAIN, ROSTER, school)
    assert done.rows("members") == [
        ("u1", "40", ""), ("u1", "6", "yes"), ("u2", "70", ""), ("u3", "8", "no"),
    ]  # fmt: skip


def test_a_table_may_be_named_with_stars(tmp_path: Path):
    named = LINKED.replace("sheet: persons", 'sheet: "*_persons"')
    roster = table("march_persons", "_parent_index,age\n10,5")
    done = mapped(tmp_path, named, MAIN, roster)
    assert done.rows("members") == [("u1", "5")]


def test_groups_before_a_name_do_not_count_but_an_option_is_no_group(tmp_path: Path):
    grouped = table("main", "wash/water/src,needs,needs/food\ntap,food,1")
    mapping = "questions: {water_source: src}\nleft_out: {needs: ''}"
    assert mapped(tmp_path, mapping, grouped).answers("water_source") == ["tap"]
    option = mapped(tmp_path, mapping.replace("src", "food"), grouped)
    assert option.errors == ["RRM-I082"]


def test_households_keep_a_short_id_that_tells_them_apart(tmp_path: Path):
    long = table("main", "uuid\naaaa-bbbb-1111\naaaa-bbbb-1222\ncccc")
    done = mapped(tmp_path, "tables: {households: {key: uuid}}", long)
    assert done.answers("household_id") == ["aaaa-bbbb-11", "aaaa-bbbb-12", "cccc"]
