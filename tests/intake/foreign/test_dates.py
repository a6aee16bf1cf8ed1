"""Dates are read in the order that their column proves, and refused where it proves none."""

from __future__ import annotations

import pytest

from tests.intake.foreign.reading import DATE, read


def test_a_day_above_twelve_decides_for_its_column():
    outcome = read(DATE, "05/04/2022", "25/04/2022")
    assert outcome.texts == ("2022-04-05", "2022-04-25")
    assert outcome.changed == [
        '2 dates written day first were read, e.g. "05/04/2022" as "2022-04-05"'
    ]
    assert read(DATE, "05/04/2022", "04/25/2022").texts == ("2022-05-04", "2022-04-25")


@pytest.mark.parametrize("sign", "/.-")
def test_any_sign_may_stand_between(sign: str):
    assert read(DATE, f"25{sign}4{sign}2022").texts == ("2022-04-25",)
    assert read(DATE, f"2022{sign}04{sign}25").texts == ("2022-04-25",)


def test_a_column_that_proves_no_order_is_refused():
    outcome = read(DATE, "05/04/2022", "07/07/2022", "06/04/2022")
    assert outcome.texts == ("", "2022-07-07", "")
    assert outcome.told == [("RRM-I073", 2)]
    assert "`dates: dmy` or `dates: mdy`" in outcome.problems[0].text()


def test_a_column_that_contradicts_itself_is_refused_where_it_is_undecided():
    outcome = read(DATE, "25/04/2022", "04/25/2022", "05/04/2022")
    assert outcome.texts == ("2022-04-25", "2022-04-25", "")
    assert outcome.told == [("RRM-I073", 4)]


def test_the_order_declared_is_taken_and_held_against_every_cell():
    assert read(DATE, "05/04/2022", dates="mdy").texts == ("2022-05-04",)
    outcome = read(DATE, "05/04/2022", "25/04/2022", dates="mdy")
    assert outcome.texts == ("2022-05-04", "")
    assert outcome.told == [("RRM-I073", 3)]


def test_the_day_is_kept_as_written_whatever_its_time_zone():
    outcome = read(DATE, "2022-11-10T23:03:25.853-06:00", "2024-07-30T00:50:17+0200")
    assert outcome.texts == ("2022-11-10", "2024-07-30")
    assert outcome.changed[0].startswith("the time of day was left out of 2 dates")


def test_midnight_is_what_programs_add_to_a_day_and_needs_no_word():
    outcome = read(DATE, "2022-11-10 00:00:00", "2022-11-10T00:00:00.000-06:00")
    assert (outcome.texts, outcome.changes) == (("2022-11-10", "2022-11-10"), ())


@pytest.mark.parametrize(
    "text",
    ["18 Apr 2022", "18-avril-2022", "Apr 18, 2022", "18 avr. 2022", "April 18 2022", "18/4/2022"],
)
def test_months_in_words_are_read_in_both_languages(text: str):
    assert read(DATE, text).texts == ("2022-04-18",)


@pytest.mark.parametrize("text", ["18/04/22", "18-Apr-22", "1/2/22 10:30"])
def test_years_of_two_digits_are_refused(text: str):
    outcome = read(DATE, text, dates="dmy")
    assert (outcome.texts, outcome.told) == (("",), [("RRM-I073", 2)])


def test_a_spreadsheets_count_of_days_is_refused_unless_declared():
    assert read(DATE, "44669").told == [("RRM-I073", 2)]
    outcome = read(DATE, "44669", "44669.75", dates="serial")
    assert outcome.texts == ("2022-04-18", "2022-04-18")


def test_eight_digits_are_a_date_only_where_declared():
    assert read(DATE, "20220418").told == [("RRM-I017", 2)]
    assert read(DATE, "20220418", dates="ymd").texts == ("2022-04-18",)


@pytest.mark.parametrize(
    "text", ["31/02/2022", "2022-13-01", "18 Floreal 2022", "yesterday", "18/04"]
)
def test_what_is_no_day_is_told(text: str):
    assert read(DATE, text).told == [("RRM-I017", 2)]
