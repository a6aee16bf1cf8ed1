"""Options are read by code or label, one or several a cell, or from a column each."""

from __future__ import annotations

import pytest

from rrm.intake.answers import Answers
from rrm.intake.foreign.column_reading import NONE_CHOSEN
from rrm.model.form import Question
from tests.intake.foreign.reading import NEEDS, SHELTER, TRUTH, read, read_options


@pytest.mark.parametrize(
    "text",
    ["host_family", "HOST_FAMILY", "host family", "Host-Family", "host family’s", "host family's",
     "Hébergé", "HEBERGE", "  hébergé "],
)  # fmt: skip
def test_an_option_is_read_by_code_or_by_label_in_any_language(text: str):
    outcome = read(SHELTER, text)
    assert (outcome.texts, outcome.problems) == (("host_family",), ())


def test_what_was_read_by_label_is_listed():
    outcome = read(SHELTER, "none", "En plein air", "in the open")
    assert outcome.changed == [
        '2 answers given by their labels were read as the form\'s options, e.g. "En plein air" as '
        '"none"'
    ]


def test_an_unknown_answer_is_told_with_the_nearest_option():
    outcome = read(SHELTER, "makeshit")
    assert outcome.told == [("RRM-I018", 2)]
    assert 'Did you mean "makeshift"?' in outcome.problems[0].text()


def test_what_is_declared_goes_first():
    outcome = read(SHELTER, "Tente", "tente", "none", values={"tente": "makeshift"})
    assert outcome.texts == ("makeshift", "makeshift", "none")
    assert '2 answers were replaced, as declared, e.g. "Tente" as "makeshift"' in outcome.changed


def test_a_declared_answer_that_is_no_option_is_told():
    assert read(SHELTER, "Tente", values={"tente": "tent"}).told == [("RRM-I018", 2)]


def test_a_label_of_two_options_is_refused():
    question = Question.model_validate(
        {
            "type": "choice",
            "label": {},
            "choices": {"a": {"en": "other"}, "b": {"en": "Other"}, "c": {"en": "none"}},
        }
    )
    outcome = read(question, "other", "none")
    assert (outcome.texts, outcome.told) == (("", "c"), [("RRM-I075", 2)])


def test_a_text_that_is_code_and_label_is_read_as_its_column():
    question = Question.model_validate(
        {
            "type": "choice",
            "label": {},
            "choices": {"none": {"en": "no shelter"}, "open": {"en": "none"}, "x": {"en": "house"}},
        }
    )
    assert read(question, "none", "x").texts == ("none", "x")
    assert read(question, "none", "house").texts == ("open", "x")
    assert read(question, "none").told == [("RRM-I075", 2)]


def test_codes_of_digits_survive_a_spreadsheet():
    question = Question.model_validate(
        {"type": "choice", "label": {}, "choices": {"1": {"en": "yes"}, "-1": {"en": "no"}}}
    )
    assert read(question, "1.0", "1", "-1").texts == ("1", "1", "-1")


@pytest.mark.parametrize(
    "text",
    ["water source", "source;water", "water; source", "water,source", "water | source",
     "drinking water; river, pond or canal", "river, pond or canal, drinking water",
     "drinking water river, pond or canal", "Eau de boisson; fleuve, mare ou canal",
     "eau de boisson;source", "water\nsource", "source water source"],
)  # fmt: skip
def test_several_options_in_one_cell_are_told_apart(text: str):
    outcome = read(NEEDS, text)
    assert (outcome.texts, outcome.problems) == (("water source",), ())


def test_a_cell_that_can_be_divided_in_two_ways_is_refused():
    question = Question.model_validate(
        {
            "type": "multiple",
            "label": {},
            "choices": {"a": {"en": "soap"}, "b": {"en": "soap water"}, "c": {"en": "water"}},
        }
    )
    assert read(question, "soap water soap").told == [("RRM-I075", 2)]
    assert read(question, "soap water; soap").texts == ("a b",)


def test_not_known_beside_options_is_told_and_the_options_kept():
    outcome = read(NEEDS, "water dont_know", "dont_know", "food")
    assert outcome.texts == ("water", "", "food")
    assert outcome.told == [("RRM-I076", 2)]
    assert not outcome.problems[0].is_error


def test_a_part_of_a_cell_may_be_declared_as_well():
    outcome = read(NEEDS, "water vivres", "vivres", values={"vivres": "food"})
    assert outcome.texts == ("water food", "food")


def test_a_long_cell_takes_bounded_time():
    assert read(NEEDS, "drinking " * 1_000).told == [("RRM-I018", 2)]
    assert read(NEEDS, "drinking water " * 150).texts == ("water",)


@pytest.mark.parametrize(
    ("yes", "no"),
    [("yes", "no"), ("Oui", "Non"), ("1", "0"), ("TRUE", "FALSE"), ("vrai", "faux"), ("1.0", "0.0"),
     ("1,0", "0,0")],
)  # fmt: skip
def test_yes_and_no_are_read_in_both_languages_and_by_number(yes: str, no: str):
    outcome = read(TRUTH, yes, no, "")
    assert (outcome.texts, outcome.problems) == (("yes", "no", ""), ())


def test_what_is_neither_yes_nor_no_is_told():
    assert read(TRUTH, "perhaps", "2").told == [("RRM-I018", 2), ("RRM-I018", 3)]


@pytest.mark.parametrize(
    ("yes", "no"), [("1", "0"), ("Oui", "Non"), ("TRUE", "FALSE"), ("1.0", "0.0")]
)
@pytest.mark.parametrize(
    ("water", "food"),
    [("water", "food"), ("drinking water", "food"), ("eau de boisson", "Nourriture"),
     ("g/needs/water", "g/needs/food"), ("needs.water", "needs.food")],
)  # fmt: skip
def test_options_in_columns_of_their_own_are_put_together(yes, no, water: str, food: str):
    outcome = read_options({food: [yes, no, ""], water: [yes, yes, ""]})
    assert (outcome.texts, outcome.problems) == (("water food", "water", ""), ())
    assert outcome.changed[0].startswith("2 answers were put together")


def test_an_answer_without_any_option_is_known():
    outcome = read_options({"water": ["0", ""], "food": ["0", ""]})
    assert outcome.texts == (NONE_CHOSEN, "")
    assert Answers(NEEDS, ()).values_of([NONE_CHOSEN])[0] == 0.0


def test_an_options_column_may_hold_its_own_name():
    outcome = read_options({"water": ["water", ""], "food": ["", "Food"]})
    assert outcome.texts == ("water", "food")


def test_a_column_for_not_known_is_no_option():
    outcome = read_options({"water": ["0", "1"], "dont_know": ["1", "1"]})
    assert outcome.texts == ("", "water")
    assert outcome.told == [("RRM-I076", 3)]


def test_an_unknown_option_matters_only_where_it_was_chosen():
    assert read_options({"water": ["1"], "other": ["0"]}).problems == ()
    outcome = read_options({"water": ["1", "0", "1"], "other": ["0", "1", "1"]})
    assert outcome.told == [("RRM-I079", 3)]
    assert "in 2 rows" in outcome.problems[0].text()
    assert read_options({"water": ["1"], "other": ["1"]}, values={"other": "food"}).texts == (
        "water food",
    )


def test_a_cell_that_says_neither_is_told():
    outcome = read_options({"water": ["x", "1", "x"], "food": ["1", "0", "0"]})
    assert outcome.told == [("RRM-I018", 2)]


def test_a_column_with_all_options_and_a_column_each_must_agree():
    split = {"water": ["1", "0", "1", "0"], "food": ["0", "1", "0", "0"]}
    outcome = read_options(split, joined=["water", "water", "", ""])
    assert outcome.texts == ("water", "water", "water", "")
    assert outcome.told == [("RRM-I076", 3)]
    assert not outcome.problems[0].is_error
