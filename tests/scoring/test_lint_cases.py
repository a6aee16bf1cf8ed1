"""Doubts that going through every case of a rule brings up, on rules small enough to see why."""

import pytest

from rrm.intake import load_pack
from rrm.scoring import compile_pack, lint_pack
from tests.builders import PACK_FILES, tiny_pack

QUESTIONS = """\
  setting:
    type: choice
    label: {en: Kind of place, fr: Type de lieu}
    choices:
      camp: {en: camp, fr: camp}
      town: {en: town, fr: ville}
  users:
    type: integer
    label: {en: Users of the latrine, fr: Usagers de la latrine}
    range: [0, 500]
  people:
    type: integer
    label: {en: People, fr: Personnes}
    range: [1, 80]
  hunger:
    type: choice
    label: {en: Hunger, fr: Faim}
    choices:
      never: {en: never, fr: jamais}
      rarely: {en: rarely, fr: rarement}
      often: {en: often, fr: souvent}
  days_of_food:
    type: integer
    label: {en: Days of food, fr: Jours de nourriture}
    range: [0, 7]
  days_of_borrowing:
    type: integer
    label: {en: Days of borrowing, fr: Jours d’emprunt}
    range: [0, 7]
    relevant: days_of_food < 7
  places_known:
    type: multiple
    label: {en: Places, fr: Lieux}
    choices:
      none: {en: none, fr: aucun}
      well: {en: well, fr: puits}
      school: {en: school, fr: école}
rosters:
  children:
    label: {en: Children, fr: Enfants}
    rows_at_most: 20
    questions:
      age:
        type: integer
        label: {en: Age, fr: Âge}
        range: [0, 17]
      ill:
        type: boolean
        label: {en: Ill, fr: Malade}
        relevant: age < 5
"""
CALLED = "{en: Words, fr: Mots}"
HUNGER = "if(hunger = 'often', 2, if(hunger = 'rarely', 1, 0))"
LEVELS = (
    ("hunger_level", HUNGER),
    ("food_level", "if(days_of_food < 2, 2, if(days_of_food < 5, 1, 0))"),
    ("cell", "3 * food_level + hunger_level + 1"),
)
"""Cells 1 to 9: food down, hunger across."""


def lint(folder, value: str, lines: str, *measures: tuple[str, str], level: str = "household"):
    """Doubts about one indicator, and about the measures that it goes by."""
    indented = "".join(f"      {line}\n" for line in lines.split("; "))
    made = "".join(
        f"  {name}:\n    label: {CALLED}\n    unit: ''\n    value: {of}\n    source: book one\n"
        for name, of in measures
    )
    food = (
        f"sector: food_security\nlabel: {CALLED}\n"
        + (f"measures:\n{made}" if made else "")
        + f"indicators:\n  tried:\n    label: {CALLED}\n    level: {level}\n"
        f"    value: >-\n      {value}\n    severity:\n{indented}"
        "    because: {en: so, fr: ainsi}\n    source: book two\n"
    )
    form = PACK_FILES["form.yaml"] + QUESTIONS
    tiny_pack(folder / "rules", food_security=food, form=form)
    pack, _ = load_pack("tiny", folder)
    report = lint_pack(compile_pack(pack))
    assert not report.not_proven
    return [
        one
        for one in report.doubts
        if one.place.file.endswith("food_security.yaml") and one.code != "RRM-R206"
    ]


def codes(folder, *rule, **options) -> list[str]:
    return [one.code for one in lint(folder, *rule, **options)]


STEPS = "5: at least 5; 4: at least 4; 3: at least 3; 2: at least 2; 1: otherwise"


@pytest.mark.parametrize(
    ("value", "lines", "code", "words"),
    [
        ("2 * days_of_food + days_of_borrowing", "4: at least 22; 1: otherwise", "RRM-R207", "from 0 to 21"),
        ("days_of_food - days_of_borrowing", "4: below -7; 1: otherwise", "RRM-R207", "from -7 to 7"),
        ("people * 2", "4: below 2; 1: otherwise", "RRM-R207", "from 2 to 160"),
        ("users", "4: above 500; 3: above 20; 1: otherwise", "RRM-R207", "from 0 to 500"),
        ("users", "4: users > 20 and users < 10; 1: otherwise", "RRM-R208", "users > 20 and users < 10"),
        ("setting", "4: setting = 'camp' and setting = 'town'; 1: otherwise", "RRM-R208", "cases"),
        ("setting", "4: is 'camp'; 3: setting = 'camp' and users > 3; 1: otherwise", "RRM-R201", "users > 3"),
        ("users", "4: value > 20; 3: value > 10 and value > 30; 1: otherwise", "RRM-R201", "value > 30"),
        ("accepts_cash", "4: value or not value; 3: known(users) and value; 1: otherwise", "RRM-R201", "known"),
        # Where nobody said how many use it the first line is open, so that nothing below is read.
        ("setting", "4: users > 20; 3: not known(users); 1: otherwise", "RRM-R201", "be decided"),
    ],
)  # fmt: skip
def test_a_line_that_no_answers_reach_is_told(tmp_path, value, lines, code, words):
    (problem,) = lint(tmp_path, value, lines)
    assert problem.code == code
    assert not problem.is_error
    assert words in problem.text()


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        # 20 itself is left for the second line.
        ("users", "4: value > 20; 3: value >= 20; 1: otherwise"),
        # Whoever did not say how many use it is still in a camp.
        ("setting", "4: known(users) and users > 20; 3: setting = 'camp' and not known(users); 1: otherwise"),
        ("people", "4: users > value; 3: users = value; 1: otherwise"),
        ("users / people", "4: above 100; 3: people > 10 and value > 90; 1: otherwise"),
        ("count_selected(places_known)", "3: at least 3; 2: at least 2; 1: otherwise"),
        ("places_known_count", "3: selected(places_known, 'well') and value >= 2; 1: otherwise"),
        ("max_of(children, age)", "4: at least 17; 3: above 0; 1: otherwise"),
    ],
)  # fmt: skip
def test_a_line_that_some_answers_reach_is_not(tmp_path, value, lines):
    assert (
        codes(tmp_path, value, lines, ("places_known_count", "count_selected(places_known)")) == []
    )


def test_what_no_value_reaches_is_told_at_every_level(tmp_path):
    lines = "4: above 17; 3: above 3; 1: otherwise"
    assert codes(tmp_path / "a", "age", lines, level="children") == ["RRM-R207"]
    share = "4: above 1; 3: above 0.5; 1: otherwise"
    value = "share_of(households, users > 20)"
    assert codes(tmp_path / "b", value, share, level="group") == ["RRM-R207"]


@pytest.mark.parametrize(
    ("value", "lines", "words"),
    [
        (
            "users",
            "4: value > 10 and value < 20; 3: value >= 20; 1: otherwise",
            'rises from 1 to 4 when "users" goes from 10 to 11, and falls from 4 to 3',
        ),
        (
            "2 * abs(days_of_food - 3)",
            "4: at least 6; 3: at least 3; 1: otherwise",
            'severity falls from 4 to 3 when "days_of_food" goes from 0 to 1',
        ),
        (
            "days_of_food * (7 - days_of_food)",
            "4: below 6; 3: below 10; 1: otherwise",
            'severity falls from 4 to 3 when "days_of_food" goes from 0 to 1, and rises',
        ),
    ],
)
def test_a_severity_that_goes_up_and_down_with_one_answer_is_told(tmp_path, value, lines, words):
    (problem,) = lint(tmp_path, value, lines)
    assert problem.code == "RRM-R209"
    assert words in problem.text()


def test_too_little_and_too_much_may_both_be_bad(tmp_path):
    assert codes(tmp_path, "users", "4: below 3; 3: above 100; 1: otherwise") == []


def test_a_severity_that_turns_round_with_another_answer_is_told(tmp_path):
    lines = "4: setting = 'camp' and value > 20 or setting = 'town' and value < 20; 1: otherwise"
    (problem,) = lint(tmp_path, "users", lines)
    assert problem.code == "RRM-R210"
    assert "with other answers" in problem.text()
    assert "setting" in problem.text()


def test_answers_that_the_form_rules_out_raise_no_doubt(tmp_path):
    # Only who borrows in a full week would turn the scale round, and no such household is asked.
    value = "days_of_food - if(days_of_food = 7 and known(days_of_borrowing), 7, 0)"
    assert codes(tmp_path, value, "4: below 2; 3: below 5; 1: otherwise") == []


TABLE = "if(cell = 1, 1, if(cell in (2, 4), 2, if(cell in (3, 5, 7), 3, if(cell in (6, 8), 4, 5))))"


def test_a_table_that_gets_worse_along_each_side_raises_no_doubt(tmp_path):
    assert codes(tmp_path, TABLE, STEPS, *LEVELS) == []


def test_one_cell_that_is_better_than_its_neighbours_is_told(tmp_path):
    better = TABLE.replace("(2, 4)", "(2, 4, 8)").replace("(6, 8)", "(6, 10)")
    found = lint(tmp_path, better, STEPS, *LEVELS)
    (problem,) = [one for one in found if one.code in ("RRM-R209", "RRM-R210")]
    assert "food_security.hunger_level" in problem.text() or "days_of_food" in problem.text()


def test_a_cell_named_twice_and_one_that_does_not_exist_are_told(tmp_path):
    twice = TABLE.replace("(3, 5, 7)", "(3, 4, 5, 7)")
    (problem,) = lint(tmp_path / "twice", twice, STEPS, *LEVELS)
    assert (problem.code, "never 4 here" in problem.text()) == ("RRM-R212", True)
    beyond = TABLE.replace("(6, 8)", "(6, 8, 10)")
    (problem,) = lint(tmp_path / "beyond", beyond, STEPS, *LEVELS)
    assert (problem.code, "never 10 here" in problem.text()) == ("RRM-R212", True)


def test_a_result_that_no_answers_lead_to_is_told_where_it_stands(tmp_path):
    value = "if(users > 10, 3, if(users > 20, 5, 1))"
    problem, *lines = sorted(lint(tmp_path, value, STEPS), key=lambda one: one.code, reverse=True)
    assert problem.code == "RRM-R211"
    assert '"users > 20" never holds here' in problem.text()
    # Then no value is 5 or 4 either, and whatever is 2 or more is 3.
    assert [one.code for one in lines] == ["RRM-R208", "RRM-R208", "RRM-R201"]


def test_a_doubt_is_told_once_however_many_rules_go_by_it(tmp_path):
    bent = ("bent", "if(users > 20, 1, if(users > 10, 4, 2))")
    assert codes(tmp_path, "bent + 0", STEPS, bent).count("RRM-R209") == 1


def test_a_source_without_a_place_and_an_indicator_without_a_reason_are_told(tmp_path):
    tiny_pack(tmp_path / "rules")
    pack, _ = load_pack("tiny", tmp_path)
    report = lint_pack(compile_pack(pack))
    assert [one.found.text() for one in report.doubts if one.code == "RRM-R214"] == [
        'the source of "shelter_nfi.cash_accepted_share" is "book"',
        'the source of "wash.water_short" is "book"',
        'the source of "wash.water_survival_short" is "book"',
    ]
    assert [one.code for one in report.doubts].count("RRM-R213") == 3


def test_a_rule_with_too_many_cases_is_left_open_and_said_to_be(tmp_path):
    # Eight cases or more for each of six numbers, and one where it is not known.
    names = ["users", "people", "days_of_food", "days_of_borrowing", "meals_yesterday"]
    names.append("water_litres_per_day")
    value = f"sum({', '.join(f'band({one}, 1, 2, 3, 4, 5, 6, 7)' for one in names)})"
    food = PACK_FILES["food_security.yaml"]
    food = food.replace("value: meals_yesterday", f"value: {value}")
    tiny_pack(tmp_path / "rules", food_security=food, form=PACK_FILES["form.yaml"] + QUESTIONS)
    pack, _ = load_pack("tiny", tmp_path)
    report = lint_pack(compile_pack(pack))
    (open_rule,) = report.not_proven
    assert open_rule.rule == "food_security.meals"
    assert open_rule.place.line == 6


def test_questions_of_rosters_count_and_conditions_of_the_form_use_them(tmp_path):
    form = PACK_FILES["form.yaml"] + QUESTIONS
    tiny_pack(tmp_path / "rules", form=form)
    pack, _ = load_pack("tiny", tmp_path)
    (problem,) = [one for one in lint_pack(compile_pack(pack)).doubts if one.code == "RRM-R205"]
    assert problem.found.text() == (
        "no rule uses: shelter_type, priority_needs, arrived_on, setting, users, people,"
        " hunger, days_of_borrowing, places_known, children.ill"
    )
