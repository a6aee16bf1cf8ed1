"""Laws of how values become cells."""

from __future__ import annotations

import csv
import io
import re

from hypothesis import given
from hypothesis import strategies as st

from rrm.store.csv_text import guarded, number_text, table_text

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(st.floats(-1e12, 1e12))
def test_a_number_read_back_is_the_number_to_half_a_millionth(value: float) -> None:
    text = number_text(value)
    assert re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]{0,5}[1-9])?", text)
    assert abs(float(text) - value) <= 5e-7 + 1e-15 * abs(value)


@given(st.integers(-(10**12), 10**12))
def test_a_whole_quantity_is_written_as_a_whole_number(value: int) -> None:
    assert number_text(float(value)) == str(value)


@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_a_table_read_back_holds_the_same_cells(rows: list[tuple[str, str]]) -> None:
    text = table_text(("one", "two"), rows)
    read = [tuple(line) for line in csv.reader(io.StringIO(text, newline=""), strict=True)]
    assert read == [("one", "two"), *((guarded(a), guarded(b)) for a, b in rows)]


@given(st.text(max_size=40))
def test_no_text_cell_starts_a_formula_or_breaks_the_encoding(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\0" not in cell
    cell.encode("utf-8")
