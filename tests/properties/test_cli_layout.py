"""Whatever stands in a name or a reason, a line fits 80 columns and does nothing to a terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from rrm.cli.layout import WIDTH, columns, cut, left, table, wrapped

anything = st.text(st.characters(codec="utf-8"), max_size=400)


def is_harmless(line: str) -> bool:
    return all(unicodedata.category(sign)[0] != "C" for sign in line)


@given(anything, st.integers(0, 12), st.integers(0, 8), st.none() | st.integers(1, 4))
def test_wrapped_lines_fit_and_are_harmless(text, indent, hanging, most):
    lines = wrapped(text, indent, hanging, most)
    assert all(columns(line) <= WIDTH and is_harmless(line) for line in lines)
    assert most is None or len(lines) <= most


@given(st.lists(st.text("abcé水", min_size=1, max_size=30), max_size=40))
def test_wrapping_loses_no_word(words):
    assert " ".join(wrapped(" ".join(words))).split() == words


@given(anything, st.integers(1, 80))
def test_a_cut_text_fits_its_column(text, width):
    assert columns(cut(text, width)) <= width
    assert columns(left(text, width)) == width
    assert is_harmless(cut(text, width))


@given(st.lists(st.tuples(anything, st.text("0123456789,", max_size=9)), min_size=1, max_size=5))
def test_a_table_fits_the_terminal(rows):
    assert all(columns(line) <= WIDTH for line in table(["name", "figure"], rows))
