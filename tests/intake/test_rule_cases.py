"""Cases with rosters and key informants, as they are read; what rules make of them is elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrm.intake import load_cases
from rrm.model.form import Respondent
from rrm.model.problem import Problem
from rrm.model.rule_case import RuleCase
from tests.builders import PACK_FILES, tiny_pack
from tests.intake.problems import refused
from tests.intake.rosters import FORM

MARKETS = """\
sector: markets
label: {en: Markets, fr: Marchés}
measures:
  market_open:
    label: {en: Market open, fr: Marché ouvert}
    unit: share
    value: accepts_cash
    level: LEVEL
    source: book
"""


def with_cases(tmp_path: Path, cases: str, level: str = "household") -> Path:
    near = tmp_path / "scenarios" / "s"
    files = {"form": FORM, "markets": MARKETS.replace("LEVEL", level)}
    folder = tiny_pack(near / "rules", **files)
    (folder / "tests").mkdir()
    (folder / "tests" / "cases.yaml").write_text("cases:\n" + cases, encoding="utf-8")
    return near


def cases_in(tmp_path: Path, cases: str, level: str = "household") -> tuple[RuleCase, ...]:
    return load_cases("tiny", with_cases(tmp_path, cases, level))[0].cases


def problems_in(tmp_path: Path, cases: str, level: str = "household") -> tuple[Problem, ...]:
    near = with_cases(tmp_path, cases, level)
    return refused(lambda: load_cases("tiny", near))


def test_a_household_has_rows_below_the_name_of_a_roster(tmp_path: Path):
    (case,) = cases_in(
        tmp_path,
        """\
  - name: two members
    household:
      household_size: 2
      members: [{age_years: 7, attends_school: no, works: trade field}, {age_years: n/a}]
    expect: {sector.wash: unknown}
""",
    )
    (group,) = case.households
    assert group.answers == {"household_size": 2}
    assert group.rosters == {"members": ({"age_years": 7, "attends_school": 0, "works": 0b11}, {})}


def test_a_roster_without_rows_is_not_a_roster_not_asked(tmp_path: Path):
    (case,) = cases_in(
        tmp_path, "  - {name: a, household: {deaths: []}, expect: {sector.wash: unknown}}\n"
    )
    assert case.households[0].rosters == {"deaths": ()}


def test_key_informants_speak_beside_a_household(tmp_path: Path):
    (case,) = cases_in(
        tmp_path,
        """\
  - name: one household and two key informants
    households:
      - {respondent: key_informant, times: 2, answers: {accepts_cash: yes}}
      - answers: {household_size: 3, members: [{age_years: 9}]}
    expect: {sector.wash: unknown, area.wash: unknown}
""",
    )
    household, informants = case.households
    assert (household.respondent, informants.respondent, informants.times) == (
        Respondent.HOUSEHOLD,
        Respondent.KEY_INFORMANT,
        2,
    )
    assert household.rosters == {"members": ({"age_years": 9},)}


SEVERAL = """\
  - name: several
    households:
      - {times: 3, answers: {accepts_cash: yes}}
      - {times: 2, respondent: key_informant, answers: {accepts_cash: no}}
    expect: {markets.market_open: 0.6}
"""


@pytest.mark.parametrize("level", ["group", "site", "key_informant"])
def test_a_rule_of_several_interviews_may_be_expected_of_them(tmp_path: Path, level: str):
    (case,) = cases_in(tmp_path, SEVERAL, level)
    assert case.expectations[0].value == 0.6


@pytest.mark.parametrize("level", ["household", "members"])
def test_a_rule_of_one_household_is_not_expected_of_several(tmp_path: Path, level: str):
    (problem,) = problems_in(tmp_path, SEVERAL, level)
    assert (problem.code, problem.place.line) == ("RRM-R113", 6)
    assert "group, site or key_informant" in problem.allowed.text()


ONE = "  - {name: a, household: {%s}, expect: {sector.wash: unknown}}\n"


@pytest.mark.parametrize(
    ("household", "code", "at", "said"),
    [
        ("membres: [{age_years: 7}]", "RRM-R111", "membres", 'Did you mean "members"?'),
        ("members: [{age: 7}]", "RRM-R111", "age:", "age_years"),
        ("members: [{member_name: x}]", "RRM-R111", "member_name", "not personal"),
        ("members: [{age_years: seven}]", "RRM-I014", "seven", "a whole number"),
        ("members: {age_years: 7}", "RRM-I013", "members", "a list of rows"),
        ("members: 7", "RRM-I013", "7", "a list of rows"),
        ("members: [7]", "RRM-I013", "7", "a list of rows"),
        ("members: [{age_years: [7]}]", "RRM-I013", "age_years", "one answer"),
        ("household_size: [7]", "RRM-I013", "household_size", "one answer"),
        ("household_size: {a: 7}", "RRM-I013", "household_size", "one answer"),
        ("deaths: [{}, {}, {}, {}]", "RRM-I065", "deaths", "at most 3 rows"),
    ],
)
def test_a_malformed_answer_is_told_at_its_place(tmp_path, household, code, at, said):
    (problem,) = problems_in(tmp_path, ONE % household)
    assert problem.code == code
    assert said in problem.text() and problem.text("fr")
    line = ("cases:\n" + ONE % household).splitlines()[1]
    assert problem.place.line == 2
    assert line[int(str(problem.place.column)) - 1 :].startswith(at)


def test_a_respondent_that_is_none_is_refused(tmp_path: Path):
    text = SEVERAL.replace("respondent: key_informant", "respondent: chief")
    assert [one.code for one in problems_in(tmp_path, text)] == ["RRM-I018"]


def test_the_pack_without_rosters_reads_its_cases_as_before(tmp_path: Path):
    assert "rosters" not in PACK_FILES["form.yaml"]
    (case,) = cases_in(
        tmp_path, "  - {name: a, household: {household_size: 2}, expect: {overall: unknown}}\n"
    )
    assert case.households[0].rosters == {}
