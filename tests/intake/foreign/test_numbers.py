"""Numbers are read in the dialect that their column proves, and refused where it proves none."""

from __future__ import annotations

import pytest

from tests.intake.foreign.reading import NUMBER, WHOLE, Outcome, read

SMALL = NUMBER.model_copy(update={"range": (0, 20)})
LARGE = NUMBER.model_copy(update={"range": (100, 5000)})


def test_a_comma_that_can_only_be_decimal_decides_for_its_column():
    outcome = read(NUMBER, "12,5", "1,234", "7")
    assert outcome.texts == ("12.5", "1.234", "7")
    assert outcome.changed == [
        '2 cells with a decimal comma were read as numbers, e.g. "12,5" as "12.5"'
    ]


@pytest.mark.parametrize("proof", ["12,5", "0,500", "1.234,5", "1.234.567", "1 234,5", "012,500"])
def test_each_of_these_proves_a_decimal_comma(proof: str):
    assert read(NUMBER, proof, "1,234").texts[1] == "1.234"


@pytest.mark.parametrize("proof", ["12.5", "0.500", "1,234.5", "1,234,567", "1 234.5"])
def test_each_of_these_proves_a_decimal_point(proof: str):
    assert read(NUMBER, proof, "1,234").texts[1] == "1234"


def test_a_column_that_proves_nothing_is_refused():
    outcome = read(NUMBER, "3", "1,234", "n/a", "2,345")
    assert outcome.texts == ("3", "", "", "")
    assert outcome.told == [("RRM-I072", 3)]
    assert "2 cells, the first: 1,234" in outcome.problems[0].text()
    assert "decimal: comma" in outcome.problems[0].text()


def test_what_is_declared_is_read_so():
    assert read(NUMBER, "1,234", decimal="comma").texts == ("1.234",)
    assert read(NUMBER, "1,234", decimal="point").texts == ("1234",)
    assert read(WHOLE, "1.234", decimal="comma").texts == ("1234",)


def test_a_lone_point_is_a_decimal_point_where_no_comma_is_in_sight():
    outcome = read(NUMBER, "1.234", "2.345")
    assert (outcome.texts, outcome.problems, outcome.changes) == (("1.234", "2.345"), (), ())


def test_a_lone_point_amid_decimal_commas_is_refused():
    outcome = read(NUMBER, "1.234", "2,5")
    assert (outcome.texts, outcome.told) == (("", "2.5"), [("RRM-I072", 2)])


def test_points_shown_between_thousands_decide_for_a_lone_point():
    assert read(NUMBER, "1.234,5", "1.234").texts == ("1234.5", "1234")


def test_a_lone_point_is_never_read_as_thousands_only_because_whole_numbers_are_asked_for():
    assert read(WHOLE, "1.234").told == [("RRM-I072", 2)]


def test_the_range_decides_where_it_rules_out_one_reading_of_the_whole_column():
    assert read(SMALL, "1,234", "2,345").texts == ("1.234", "2.345")
    assert read(LARGE, "1,234", "2,345").texts == ("1234", "2345")
    assert read(WHOLE, "1,234").texts == ("1234",)


def test_a_range_that_allows_both_or_neither_decides_nothing():
    both = NUMBER.model_copy(update={"range": (0, 5000)})
    neither = NUMBER.model_copy(update={"range": (10, 100)})
    assert read(both, "1,234").told == [("RRM-I072", 2)]
    assert read(neither, "1,234").told == [("RRM-I072", 2)]


def test_the_range_is_that_of_the_converted_number():
    assert read(SMALL, "1,234", times=10).texts == ("12.34",)
    assert read(SMALL, "1,234", times=0.01).told == [("RRM-I072", 2)]


def test_commas_and_points_that_each_say_what_they_mean_are_read_each_by_itself():
    outcome = read(NUMBER, "2,5", "2.5")
    assert (outcome.texts, outcome.problems) == (("2.5", "2.5"), ())
    assert read(NUMBER, "2,5", "2.5", "1,234").told == [("RRM-I072", 4)]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009", "'", "’"])
def test_thousands_may_be_set_off_by_spaces_of_any_kind(space: str):
    outcome = read(NUMBER, f"1{space}234", f"12{space}345{space}678", f"1{space}234,5")
    assert outcome.texts == ("1234", "12345678", "1234.5")
    assert "3 cells with signs between thousands" in outcome.changed[1]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("1E3", "1000"), ("1.5e+02", "150"), ("1,5E2", "150"), ("12.0", "12"), ("'12", "12"),
        ("−5", "-5"), (" 12 ", "12"), ("\u00a012", "12"), ("+7", "7"),
    ],
)  # fmt: skip
def test_a_spreadsheets_way_of_writing_is_read_plainly(written: str, plain: str):
    wide = WHOLE.model_copy(update={"range": (-10, 2000)})
    outcome = read(wide, written)
    assert (outcome.texts, outcome.problems) == ((plain,), ())


@pytest.mark.parametrize("text", ["20 l", "20 L", "50%", "12 34", "3-4", "about 5", "1E999", "٣"])
def test_units_and_words_are_not_repaired(text: str):
    outcome = read(WHOLE, text)
    assert (outcome.texts, outcome.told) == (("",), [("RRM-I014", 2)])


def test_numbers_are_converted_without_binary_rounding():
    outcome = read(NUMBER, "115", "12,5", times=0.1)
    assert outcome.texts == ("11.5", "1.25")
    assert "as declared" in outcome.changed[1]


def test_a_number_out_of_range_is_told_once_for_all_rows_that_hold_it():
    outcome = read(WHOLE, "5000", "5000", "7000")
    assert outcome.told == [("RRM-I015", 2), ("RRM-I015", 4)]
    assert "in 2 rows" in outcome.problems[0].text()


def test_an_unusual_number_is_told_and_kept():
    usual = WHOLE.model_copy(update={"doubtful": (0, 25)})
    outcome = read(usual, "30", "4", "40")
    assert outcome.texts == ("30", "4", "40")
    assert outcome.told == [("RRM-I016", 2)]
    assert not outcome.problems[0].is_error


def test_no_example_is_shown_of_a_column_that_looks_personal():
    outcome = read(NUMBER, "12,5", "20 l", "1.234", column="phone")
    said = " ".join([*outcome.changed, *(one.text() for one in outcome.problems)])
    assert outcome.changes and outcome.problems
    assert not any(text in said for text in ("12,5", "12.5", "20", "1.234"))


def test_the_order_of_rows_makes_no_difference():
    def by_cell(outcome: Outcome, cells: list[str]) -> dict[str, str]:
        return dict(zip(cells, outcome.texts, strict=True))

    cells = ["1,234", "12,5", "7", "1 000"]
    there = by_cell(read(NUMBER, *cells), cells)
    assert by_cell(read(NUMBER, *reversed(cells)), cells[::-1]) == there
