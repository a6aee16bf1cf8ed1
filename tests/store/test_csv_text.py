"""Cells as a spreadsheet and a script may both read them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from rrm.model.scenario import Group
from rrm.store.csv_text import cell_text, number_text, table_text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (12.0, "12"),
        (0.5, "0.5"),
        (1 / 3, "0.333333"),
        (2.0000005, "2.000001"),
        (2.0000004999, "2"),
        (-0.0, "0"),
        (-1e-9, "0"),
        (1e-7, "0"),
        (0.000001, "0.000001"),
        (1_000_000.0, "1000000"),
        (123456789012.25, "123456789012.25"),
        (1e20, "100000000000000000000"),
        (0.1 + 0.2, "0.3"),
        (np.float64(2.5), "2.5"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
    ],
)
def test_numbers_have_six_decimals_at_most_and_no_exponent(value: float, cell: str) -> None:
    assert number_text(value) == cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (7, "7"),
        (np.int64(7), "7"),
        (date(2022, 4, 18), "2022-04-18"),
        (("a", "b"), "a > b"),
        ((), ""),
        (Group.IDP, "idp"),
        ("é\0è", "éè"),
        ("\ud800", "?"),
    ],
)
def test_every_kind_of_value_has_one_way_to_be_written(value: object, cell: str) -> None:
    assert cell_text(value) == cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert cell_text(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"


@pytest.mark.parametrize("hidden", ["\0=1", "\0\0@x"])
def test_a_formula_behind_a_nul_is_still_a_formula(hidden: str) -> None:
    assert cell_text(hidden).startswith("'")


def test_negative_numbers_are_numbers_not_formulas() -> None:
    assert cell_text(-1.5) == "-1.5"
    assert cell_text(-2) == "-2"


def test_lists_that_begin_like_a_formula_are_guarded_too() -> None:
    assert cell_text(("=1", "b")) == "'=1 > b"


def test_cells_with_commas_quotes_and_line_breaks_are_quoted() -> None:
    text = table_text(("a", "b"), [("1,5", 'say "no"'), ("two\nlines", "cr\rhere")])
    assert text == 'a,b\n"1,5","say ""no"""\n"two\nlines","cr\rhere"\n'


def test_a_table_without_rows_has_its_header() -> None:
    assert table_text(("a", "b"), []) == "a,b\n"
