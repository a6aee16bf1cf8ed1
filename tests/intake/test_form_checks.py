"""What a form says of its questions, rosters and sections must hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrm.intake import load_pack
from rrm.model.problem import Problem
from tests.builders import PACK_FILES, tiny_pack
from tests.intake.problems import line_of, refused
from tests.intake.rosters import FORM


def form_with(addition: str, form: str = FORM) -> str:
    """The form with a question `extra` more, of the keys given."""
    return form.replace(
        "questions:\n", f"questions:\n  extra: {{label: {{en: Extra, fr: Extra}}, {addition}}}\n", 1
    )


def problems_of_form(tmp_path: Path, form: str) -> tuple[Problem, ...]:
    tiny_pack(tmp_path / "scenarios" / "s" / "rules", form=form)
    return refused(lambda: load_pack("tiny", tmp_path / "scenarios" / "s"))


def accepted(tmp_path: Path, form: str) -> None:
    tiny_pack(tmp_path / "scenarios" / "s" / "rules", form=form)
    load_pack("tiny", tmp_path / "scenarios" / "s")


@pytest.mark.parametrize(
    "addition",
    [
        "type: boolean, relevant: household_size > 3 and shelter_type = 'none'",
        "type: integer, unit: person, constraint: extra <= household_size",
        "type: boolean, relevant: \"selected(priority_needs, 'water')\"",
        "type: integer, unit: day, recall_days: 7, range: [0, 7]",
        "type: integer, recall_days: 30, range: [0, 400]",
        "type: boolean, asked_of: [key_informant, household]",
        "type: text, personal: true, relevant: household_size > 3",
    ],
)
def test_conditions_over_the_form_s_questions_are_accepted(tmp_path: Path, addition: str):
    accepted(tmp_path, form_with(addition))


@pytest.mark.parametrize(
    ("addition", "code", "said"),
    [
        ("type: boolean, relevant: houshold_size > 3", "RRM-R003", '"household_size"'),
        ("type: boolean, relevant: household_size", "RRM-R004", "Compare it"),
        ("type: boolean, relevant: household_size >", "RRM-R002", "ends too early"),
        ("type: boolean, relevant: household_size > covered_area_m2", "RRM-R005", "same unit"),
        ("type: boolean, relevant: \"shelter_type = 'tent'\"", "RRM-R003", "no such option"),
        ("type: boolean, relevant: known(remarks)", "RRM-R004", "free text"),
        ("type: boolean, relevant: age_years > 3", "RRM-R003", "no such name"),
        ("type: boolean, relevant: water_per_person > 3", "RRM-R003", "no such name"),
        ("type: boolean, constraint: 1", "RRM-R004", "a condition"),
        ("type: boolean, relevant: extra", "RRM-R114", "extra > extra"),
        ("type: boolean, asked_of: []", "RRM-R110", "nobody is asked"),
        ("type: integer, unit: day, recall_days: 7, range: [0, 8]", "RRM-R110", "8 days, out of 7"),
        ("type: integer, unit: day, recall_days: 0", "RRM-I015", "from 1 to 3,660"),
    ],
)
def test_a_faulty_question_is_told_at_its_line(tmp_path: Path, addition, code, said):
    form = form_with(addition)
    (problem,) = problems_of_form(tmp_path, form)
    assert problem.code == code
    assert said in problem.text()
    pack = tmp_path / "scenarios" / "s" / "rules" / "tiny" / "form.yaml"
    assert problem.place.line == line_of(pack, "extra:")
    assert problem.text("fr")


def test_a_fault_in_a_condition_is_told_at_its_character(tmp_path: Path):
    (problem,) = problems_of_form(
        tmp_path, form_with("type: boolean, relevant: household_size > litres")
    )
    line = FORM.splitlines().index("questions:") + 1
    text = form_with("type: boolean, relevant: household_size > litres").splitlines()[line]
    assert (problem.place.line, problem.place.column) == (line + 1, text.index("litres") + 1)


def test_a_circle_of_relevance_is_told_once(tmp_path: Path):
    form = FORM.replace(
        "    type: boolean\n    label: {en: Would take",
        "    type: boolean\n    relevant: meals_yesterday > 1\n    label: {en: Would take",
    ).replace(
        "    type: integer\n    label: {en: Meals",
        "    type: integer\n    relevant: accepts_cash\n    label: {en: Meals",
    )
    (problem,) = problems_of_form(tmp_path, form)
    assert problem.code == "RRM-R114"
    assert "meals_yesterday > accepts_cash > meals_yesterday" in problem.text()


def test_a_roster_s_questions_may_hang_on_the_household_s_and_on_each_other(tmp_path: Path):
    accepted(tmp_path, FORM.replace("age_years >= 6", "household_size > 1 and age_years >= 6"))


def test_a_roster_hangs_on_the_household_s_questions_alone(tmp_path: Path):
    form = FORM.replace("relevant: household_size > 0", "relevant: age_years > 0")
    (problem,) = problems_of_form(tmp_path, form)
    assert problem.code == "RRM-R003"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("sites", "a table of a scenario"),
        ("assessment", "a table of a scenario"),
        ("household", "a level of rules"),
        ("weight", "who was asked"),
        ("meals_yesterday", "a question"),
        ("Members", "small letters"),
        ("../members", "small letters"),
    ],
)
def test_a_roster_has_a_name_of_its_own(tmp_path: Path, name: str, said: str):
    (problem,) = problems_of_form(tmp_path, FORM.replace("  deaths:", f"  {name}:"))
    assert (problem.code, said in problem.text()) == ("RRM-R116", True)


@pytest.mark.parametrize(
    ("name", "code"),
    [("household_size", "RRM-R116"), ("site_id", "RRM-R110"), ("Age", "RRM-R110")],
)
def test_a_roster_s_questions_have_names_of_their_own(tmp_path: Path, name: str, code: str):
    (problem,) = problems_of_form(tmp_path, FORM.replace("      died_on:", f"      {name}:"))
    assert problem.code == code


SECTIONS = """\
sections:
  first: {label: {en: First, fr: Début}, questions: [household_size, members, deaths]}
  second:
    label: {en: Second, fr: Suite}
    questions: [water_litres_per_day, covered_area_m2, meals_yesterday, shelter_type,
      priority_needs, accepts_cash, arrived_on, remarks, head_of_household_name]
"""


def test_sections_that_hold_each_question_and_roster_once_are_accepted(tmp_path: Path):
    accepted(tmp_path, FORM + SECTIONS)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[household_size, members", "[household_size, membres", 'Did you mean "members"?'),
        ("meals_yesterday, ", "meals_yesterday, household_size, ", "stands a second time"),
        (", remarks,", ",", '"remarks" stands in no section'),
        (", deaths]", "]", '"deaths" stands in no section'),
    ],
)
def test_each_question_and_roster_stands_in_one_section(tmp_path: Path, old, new, said):
    problems = problems_of_form(tmp_path, FORM + SECTIONS.replace(old, new))
    assert {problem.code for problem in problems} == {"RRM-R115"}
    assert said in " ".join(problem.text() for problem in problems)
    assert all(problem.place.line for problem in problems)


def test_faults_of_the_form_are_told_with_those_of_other_files(tmp_path: Path):
    form = form_with("type: boolean, relevant: houshold_size > 3")
    tiny_pack(
        tmp_path / "scenarios" / "s" / "rules",
        form=form,
        modality=PACK_FILES["modality.yaml"].replace("agent_reach_km: 100", "agent_reach_km: far"),
    )
    problems = refused(lambda: load_pack("tiny", tmp_path / "scenarios" / "s"))
    assert sorted(problem.code for problem in problems) == ["RRM-I014", "RRM-R003"]


def test_a_question_may_be_called_like_a_key_that_holds_words(tmp_path: Path):
    tiny_pack(
        tmp_path / "scenarios" / "s" / "rules",
        form=PACK_FILES["form.yaml"].replace("  remarks:", "  reason:"),
    )
    pack, _ = load_pack("tiny", tmp_path / "scenarios" / "s")
    assert "reason" in pack.form.questions
