"""Worked cases of a pack: how they are read, run, and what they show of its rules."""

import pytest

from rrm.intake import load_cases
from rrm.model.problem import BadInput
from rrm.scoring import Found, run_cases
from tests.builders import tiny_pack


def with_cases(folder, text: str, pack_id: str = "tiny", **files: str | None):
    """Writes the tiny pack with a file of cases; returns the folder that it is found from."""
    pack = tiny_pack(folder / "rules", pack_id, **files)
    (pack / "tests").mkdir(exist_ok=True)
    (pack / "tests" / "cases.yaml").write_text(text, encoding="utf-8")
    return folder


def report(folder, text: str):
    return run_cases(load_cases("tiny", with_cases(folder, text)))


def case(expect: str, household: str = "household_size: 10, water_litres_per_day: 75") -> str:
    return f"cases:\n  - name: one\n    household: {{{household}}}\n    expect: {{{expect}}}\n"


@pytest.mark.parametrize(
    ("expect", "household"),
    [
        ("wash.water_per_person: 7.5", "household_size: 10, water_litres_per_day: 75"),
        ("wash.water_per_person: {severity: 3}", "household_size: 10, water_litres_per_day: 75"),
        ("wash.water_per_person: {value: 7.5, severity: 3}", "household_size: 10, water_litres_per_day: 75"),
        ("wash.water_per_person: 2.857143", "household_size: 7, water_litres_per_day: 20"),
        ("wash.water_short: 7.5", "household_size: 10, water_litres_per_day: 75"),
        ("wash.water_per_person: unknown", "household_size: 10"),
        ("wash.water_short: unknown", "household_size: 10"),
        ("sector.wash: 3, overall: 3", "household_size: 10, water_litres_per_day: 75"),
        ("sector.wash: unknown, overall: unknown", "household_size: 10"),
        ("overall: 4", "household_size: 10, water_litres_per_day: 75, meals_yesterday: 0"),
        ("area.wash: 3, area.overall: 3", "household_size: 10, water_litres_per_day: 75"),
        ("people_in_need_share.wash: 1", "household_size: 10, water_litres_per_day: 75"),
        ("area.shelter_nfi: unknown", "household_size: 10"),
        ("people_in_need_share.shelter_nfi: unknown", "household_size: 10"),
        ("shelter_nfi.cash_accepted_share: 1", "accepts_cash: yes"),
        ("wash.water_per_person: unknown", "household_size: 10, water_litres_per_day: n/a"),
    ],
)  # fmt: skip
def test_what_the_rules_give_is_met(tmp_path, expect, household):
    found = report(tmp_path, case(expect, household))
    assert not found.failed, [(one.expectation.written, one.found) for one in found.failed]


@pytest.mark.parametrize(
    ("expect", "found"),
    [
        ("wash.water_per_person: 7.4", Found(7.5, 3)),
        ("wash.water_per_person: {value: 7.5, severity: 4}", Found(7.5, 3)),
        ("wash.water_per_person: unknown", Found(7.5, 3)),
        ("wash.water_short: 7", Found(7.5)),
        ("sector.wash: 4", Found(severity=3)),
        ("overall: 1", Found(severity=3)),
        ("area.wash: 2", Found(severity=3)),
        ("people_in_need_share.wash: 0.5", Found(1.0)),
        ("sector.shelter_nfi: 1", Found()),
        ("people_in_need_share.wash: unknown", Found(1.0)),
    ],
)
def test_what_the_rules_do_not_give_is_not(tmp_path, expect, found):
    (failed,) = report(tmp_path, case(expect)).failed
    assert failed.found == found
    assert (failed.case.name, failed.place.file, failed.place.line) == (
        "one", "rules/tiny/tests/cases.yaml", 4,
    )  # fmt: skip


AREA = """\
cases:
  - name: a quarter
    households:
      - {times: 12, answers: {household_size: 10, water_litres_per_day: 20}}
      - {times: 36, answers: {household_size: 10, water_litres_per_day: 250}}
      - {times: 5, answers: {household_size: 10}}
    expect: {area.wash: 5, area.overall: 5, people_in_need_share.wash: 0.25,
      people_in_need_share.overall: 0.25}
"""


def test_households_are_an_area_of_those_that_answered(tmp_path):
    assert not report(tmp_path, AREA).failed
    assert report(tmp_path, AREA.replace("times: 12", "times: 11")).failed


@pytest.mark.parametrize(
    ("text", "code", "line", "word"),
    [
        (case("wash.water_per_persn: 3"), "RRM-R111", 4, "water_per_person"),
        (case("aera.wash: 3"), "RRM-R111", 4, "area.wash"),
        (case("area.wahs: 3"), "RRM-R111", 4, "area.wash"),
        (case("sector.wash: 6"), "RRM-R112", 4, "class from 1 to 5"),
        (case("sector.wash: 3.5"), "RRM-R112", 4, "class from 1 to 5"),
        (case("sector.wash: bad"), "RRM-R112", 4, "class from 1 to 5"),
        (case("sector.wash: {severity: 3}"), "RRM-R112", 4, "class from 1 to 5"),
        (case("wash.water_per_person: {severity: 0}"), "RRM-R112", 4, "class from 1 to 5"),
        (case("wash.water_per_person: {}"), "RRM-R112", 4, "a value"),
        (case("people_in_need_share.wash: 25"), "RRM-R112", 4, "share from 0 to 1"),
        (case(""), "RRM-R112", 4, "what is to come out"),
        (case("overall: 1", "houshold_size: 3"), "RRM-R111", 3, "household_size"),
        (case("overall: 1", "head_of_household_name: X"), "RRM-R111", 3, "personal"),
        (case("overall: 1", "household_size: many"), "RRM-I014", 3, "whole number"),
        (case("overall: 1", "household_size: 900"), "RRM-I015", 3, "1 to 80"),
        (case("overall: 1", "shelter_type: tent"), "RRM-I018", 3, "makeshift"),
        (AREA.replace("area.wash", "sector.wash"), "RRM-R113", 7, "area.wash"),
        (AREA.replace("times: 12", "times: 0"), "RRM-R112", 4, "whole number"),
        ("cases:\n  - {name: x, expect: {overall: 1}}\n", "RRM-R112", 2, "households"),
        ("cases:\n  - {name: x, household: {}}\n", "RRM-I012", 2, "expect"),
        ("case: []\n", "RRM-I011", 1, "cases"),
        ("cases: [\n", "RRM-I005", None, ""),
    ],
)
def test_a_faulty_case_is_told_with_its_line(tmp_path, text, code, line, word):
    with pytest.raises(BadInput) as caught:
        load_cases("tiny", with_cases(tmp_path, text))
    problem = next(one for one in caught.value.problems if one.code == code)
    assert problem.place.file == "rules/tiny/tests/cases.yaml"
    assert line is None or problem.place.line == line
    assert word in problem.text()


def test_all_faults_of_all_cases_are_told_at_once(tmp_path):
    text = case("wash.x: 3, sector.wash: 9", "a: 1, household_size: 0") + case("area.y: 2")[7:]
    with pytest.raises(BadInput) as caught:
        load_cases("tiny", with_cases(tmp_path, text))
    assert [problem.code for problem in caught.value.problems] == [
        "RRM-R111", "RRM-I015", "RRM-R111", "RRM-R112", "RRM-R111",
    ]  # fmt: skip


def test_a_doubtful_answer_is_taken_as_it_is(tmp_path):
    # A household of 60 is unusual and possible.
    assert not report(tmp_path, case("wash.water_per_person: 1", "household_size: 60, "
                                     "water_litres_per_day: 60")).failed  # fmt: skip


# --- What the cases show


def test_a_line_is_shown_where_a_case_names_the_class_that_it_gives(tmp_path):
    found = report(tmp_path, case("wash.water_per_person: {severity: 3}"))
    assert {(line.rule, line.severity) for line in found.shown} == {("wash.water_per_person", 3)}
    assert ("wash.water_per_person", 1) in {(line.rule, line.severity) for line in found.not_shown}
    assert len(found.lines) == len(found.shown) + len(found.not_shown)


def test_a_case_that_names_only_the_value_shows_no_line(tmp_path):
    assert not report(tmp_path, case("wash.water_per_person: 7.5, sector.wash: 3")).shown


def test_a_class_that_is_assumed_shows_no_line(tmp_path):
    from tests.scoring.sites import changed

    assumed = changed("wash", "    source: book chapter 2\n",
                      "    missing: {assume: 1}\n    source: book\n")  # fmt: skip
    text = case("wash.water_per_person: {severity: 1}", "household_size: 10")
    found = run_cases(load_cases("tiny", with_cases(tmp_path, text, **assumed)))
    assert not found.failed
    assert not found.shown


# --- Packs that extend others


CHILD = """\
id: child
version: 1.0.0
extends: tiny
title: {en: Child, fr: Enfant}
"""
CHANGED_WASH = """\
sector: wash
indicators:
  water_per_person:
    severity: {3: below 10}
"""


def child(folder, text: str):
    with_cases(folder, case("wash.water_per_person: {value: 12, severity: 3}",
                            "household_size: 10, water_litres_per_day: 120")
               + case("wash.water_per_person: {severity: 4}",
                      "household_size: 10, water_litres_per_day: 50")[7:])  # fmt: skip
    pack = folder / "rules" / "child"
    (pack / "tests").mkdir(parents=True)
    (pack / "pack.yaml").write_text(CHILD, encoding="utf-8")
    (pack / "wash.yaml").write_text(CHANGED_WASH, encoding="utf-8")
    (pack / "tests" / "own.yaml").write_text(text, encoding="utf-8")
    return run_cases(load_cases("child", folder))


def test_a_parent_s_cases_are_run_with_the_parent_and_the_child_s_with_the_child(tmp_path):
    own = case("wash.water_per_person: {value: 12, severity: 2}",
               "household_size: 10, water_litres_per_day: 120")  # fmt: skip
    found = child(tmp_path, own)
    assert found.cases == 3
    assert not found.failed
    assert {one.place.file for one in found.results} == {
        "rules/tiny/tests/cases.yaml", "rules/child/tests/own.yaml",
    }  # fmt: skip


def test_a_parent_s_case_shows_only_lines_that_the_child_has_not_changed(tmp_path):
    own = case(
        "wash.water_per_person: {severity: 2}", "household_size: 10, water_litres_per_day: 120"
    )
    found = child(tmp_path, own)
    shown = {(line.severity, line.place.file) for line in found.shown}
    assert shown == {(4, "rules/tiny/wash.yaml"), (2, "rules/tiny/wash.yaml")}
    assert (3, "below 10") in {(line.severity, line.text) for line in found.not_shown}


def test_a_pack_without_cases_has_none(tmp_path):
    tiny_pack(tmp_path / "rules")
    found = run_cases(load_cases("tiny", tmp_path))
    assert (found.cases, found.results, found.shown) == (0, (), frozenset())
