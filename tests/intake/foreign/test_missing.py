"""Not known is what the form, a person or the wording says; a suspicious number is never taken."""

from __future__ import annotations

import pytest

from tests.intake.foreign.reading import DATE, NUMBER, SHELTER, TEXT, TRUTH, WHOLE, read

DAYS = WHOLE.model_copy(update={"range": (0, 7)})


@pytest.mark.parametrize("text", ["", "  ", "n/a", "N/A", "-99", "-99.0", "DONT_KNOW"])
def test_what_the_form_lists_is_not_known(text: str):
    outcome = read(WHOLE, text, "4")
    assert (outcome.texts, outcome.problems, outcome.changes) == (("", "4"), (), ())


@pytest.mark.parametrize("text", ["-", "--", "—", "#N/A", "NaN", "null", "nd"])
@pytest.mark.parametrize("question", [WHOLE, DATE, TRUTH, SHELTER])
def test_what_says_nothing_is_not_known_and_listed(question, text: str):
    outcome = read(question, text)
    assert (outcome.texts, outcome.problems) == (("",), ())
    assert outcome.changed[0].startswith("1 cell that holds no answer was read as not known")


def test_a_text_keeps_its_words():
    assert read(TEXT, "-", "na").texts == ("-", "na")


def test_what_a_person_declares_is_not_known_and_listed():
    outcome = read(WHOLE, "99", "99.0", "4", codes=("99",))
    assert outcome.texts == ("", "", "4")
    assert outcome.changed == ['2 cells were read as not known, as declared, e.g. "99"']


@pytest.mark.parametrize("code", ["99", "-999", "888", "98"])
def test_a_code_that_is_no_possible_answer_is_told_once_with_its_remedy(code: str):
    outcome = read(DAYS, "3", code, code)
    assert outcome.texts == ("3", "", "")
    assert outcome.told == [("RRM-I074", 3)]
    assert f'2 cells hold "{code}"' in outcome.problems[0].text()
    assert f"missing: [{code}]" in outcome.problems[0].text()


def test_another_number_out_of_range_is_no_code():
    assert read(DAYS, "12").told == [("RRM-I015", 2)]


@pytest.mark.parametrize("question", [TRUTH, SHELTER, DATE])
def test_a_code_among_answers_that_are_no_numbers_is_told_as_one(question):
    assert read(question, "888").told == [("RRM-I074", 2)]


def test_a_possible_code_that_stands_out_is_told_and_kept():
    outcome = read(NUMBER, "99", "4", "20", "6", "12", "29", "99", "99")
    assert outcome.texts[0] == "99"
    assert outcome.told == [("RRM-I074", 2)]
    assert not outcome.problems[0].is_error


def test_a_possible_code_among_its_like_is_an_answer():
    assert read(NUMBER, "99", "99", "40", "80", "60", "100", "95").problems == ()
    assert read(NUMBER, "99", "4", "20", "6", "12", "29").problems == ()


def test_a_code_is_compared_before_its_number_is_converted():
    outcome = read(DAYS, "-99", "30", times=0.1)
    assert (outcome.texts, outcome.problems) == (("", "3"), ())
