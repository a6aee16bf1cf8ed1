"""Rows are shared out over pages so that none is lost and signatures find room."""

from hypothesis import given
from hypothesis import strategies as st

from rrm.export.paper.pages import on_pages

HEIGHTS = st.lists(st.integers(5, 60), max_size=40)


@given(HEIGHTS, st.integers(0, 100), st.data())
def test_every_row_stands_once_and_every_page_is_kept_to(heights, tail, data):
    glued = data.draw(st.lists(st.booleans(), min_size=len(heights), max_size=len(heights)))
    first, later = 120, 220
    pages = on_pages(heights, first, later, tail, glued)
    assert [row for rows in pages for row in rows] == list(range(len(heights)))
    for place, rows in enumerate(pages):
        used = sum(heights[row] for row in rows) + (tail if place == len(pages) - 1 else 0)
        assert used <= (first if place == 0 else later)


@given(st.lists(st.integers(5, 30), min_size=1, max_size=40), st.integers(0, 100))
def test_signatures_never_stand_alone(heights, tail):
    assert len(on_pages(heights, 120, 220, tail)[-1]) > 0


def test_a_band_never_ends_a_page():
    assert on_pages([50, 50, 10, 50], 120, 220, 0, [False, False, True, False]) == (
        range(2), range(2, 4),
    )  # fmt: skip


def test_without_rows_there_is_a_page():
    assert on_pages([], 100, 200, 50) == (range(0),)
