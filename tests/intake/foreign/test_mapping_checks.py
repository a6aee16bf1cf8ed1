"""What is wrong with a mapping is told all at once, each at its line and column."""

from __future__ import annotations

from pathlib import Path

from tests.intake.foreign.mapped import HEAD, mapped, table

MAIN = table("main", "size,src\n4,tap")


def test_an_unconfirmed_mapping_converts_nothing(tmp_path: Path):
    for line in ("", 'confirmed_by: ""\n'):
        head = HEAD.replace("confirmed_by: information manager, 2026-11-24\n", line)
        done = mapped(tmp_path, "questions: {household_size: size}", MAIN, head=head)
        assert done.converted is None
        assert "RRM-I081" in done.errors


def test_each_doubtful_line_waits_for_a_yes(tmp_path: Path):
    done = mapped(
        tmp_path,
        "questions:\n  household_size: {column: size, proposed: doubtful}\n"
        "  water_source: {column: src, proposed: likely}",
        MAIN,
    )
    assert done.errors == ["RRM-I081"]
    assert "household_size" in done.text()


def test_faults_are_told_together_with_line_column_and_the_nearest_name(tmp_path: Path):
    mapping = """
questions:
  household_siz: size
  water_source: {column: scr, values: {x: taps}}
  children: {column: size, sum: [size]}
  hungry: {always: sometimes}
  needs: {options: {foood: src}}
rosters: {member: {table: persons, questions: {age: age}}}
"""
    done = mapped(tmp_path, mapping, MAIN)
    told = done.text()
    assert 'their.yaml:8:3: unknown question "household_siz"' in told
    assert 'Did you mean "household_size"?' in told
    assert '"taps" is no answer to "water_source"' in told
    assert 'their.yaml:9:26: there is no column "scr"' in told
    assert 'Did you mean "src"?' in told
    assert '"children" takes its answers from: column, sum' in told
    assert '"sometimes" is no answer to "hungry"' in told
    assert '"foood" is no answer to "needs"' in told
    assert 'unknown roster "member"' in told


def test_a_key_that_no_mapping_has_is_refused_where_it_stands(tmp_path: Path):
    done = mapped(tmp_path, "questions: {household_size: {colum: size}}", MAIN)
    assert done.errors == ["RRM-I011"]
    assert 'Did you mean "column"?' in done.text()


def test_site_and_group_are_needed(tmp_path: Path):
    head = HEAD.replace("site_id: {always: camp}, group: {always: idp}", "")
    done = mapped(tmp_path, "questions: {household_size: size}", MAIN, head=head)
    assert done.errors == ["RRM-I083", "RRM-I083"]


def test_a_site_that_is_no_id_is_refused_with_its_row(tmp_path: Path):
    head = HEAD.replace("{always: camp}", "src")
    odd = table("main", "size,src\n4,=1+1")
    done = mapped(tmp_path, "questions: {household_size: size}", odd, head=head)
    assert done.errors == ["RRM-I089"]


def test_a_column_of_persons_can_not_be_used(tmp_path: Path):
    told = table("main", "size,phone_number\n4,223 7000")
    done = mapped(tmp_path, "questions: {household_size: phone_number}", told)
    assert done.errors == ["RRM-I085"]
    assert "7000" not in done.text()


def test_columns_that_the_mapping_does_not_speak_of_are_a_doubt(tmp_path: Path):
    wide = table("main", "size,note_1,note_2,_uuid,extra\n4,,,u,1")
    done = mapped(tmp_path, "questions: {household_size: size}\nleft_out: {note_*: notes}", wide)
    assert done.doubts == ["RRM-I088"]
    assert "extra" in done.text()
    assert "note_1" not in done.text()


def test_a_partial_mapping_serves_for_files_that_lack_columns(tmp_path: Path):
    mapping = "questions: {household_size: size, hungry: not_there}\nleft_out: {src: ''}"
    assert mapped(tmp_path, mapping, MAIN).errors == ["RRM-I082"]
    partial = mapped(tmp_path, "partial: yes\n" + mapping, MAIN)
    assert partial.answers("household_size") == ["4"]
    assert partial.doubts == ["RRM-I082"]
