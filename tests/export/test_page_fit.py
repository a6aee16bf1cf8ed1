import pytest

from rrm.export.workbook.column_widths import LEAST_SCALE, PAGE_PIXELS, column_widths
from rrm.export.workbook.page_fit import fit_to_page
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn
from rrm.export.workbook.text_width import lines_of, text_width, widest_word
from rrm.model.language import msg, put_into_words

LONG = "one two three four five six seven eight nine ten eleven twelve " * 5


def words(value) -> str:
    return put_into_words("" if value is None else value, "en")


def a_sheet(*columns: SheetColumn, rows) -> Sheet:
    return Sheet(msg("Summary"), columns, rows)


def text(widest: int = 36) -> SheetColumn:
    return SheetColumn(msg("Item"), widest=widest)


def number(has_total: bool = False) -> SheetColumn:
    return SheetColumn(msg("Quantity"), Kind.NUMBER, has_total=has_total)


def test_words_that_fit_stand_in_one_line_and_break_where_they_do_not():
    assert lines_of("kit kit", text_width("kit kit")) == 1
    assert lines_of("kit kit", text_width("kit kit") - 1) == 2
    assert lines_of("kit\nkit", 1000) == 2
    assert lines_of("", 10) == 1


def test_a_word_longer_than_its_column_takes_as_many_lines_as_it_has_pieces():
    assert lines_of("W" * 100, text_width("W" * 25)) == 4


def test_accents_marks_and_wide_signs_count_for_what_they_take():
    assert text_width("é") == text_width("e") == text_width("e\u0301")
    assert text_width("水") > text_width("W")
    assert text_width("kit", bold=True) > text_width("kit")


def test_a_column_is_as_wide_as_what_it_holds_and_its_total():
    narrow, wide = (
        column_widths(a_sheet(number(total), rows=[(4e8,)] * 100), words)[0]
        for total in (False, True)
    )
    assert wide > narrow >= text_width("400,000,000")


def test_text_wraps_beyond_the_widest_that_its_column_may_be():
    (width,) = column_widths(a_sheet(text(widest=20), rows=[(LONG,)]), words)
    assert width <= 20 * 7 + 1


@pytest.mark.parametrize("columns", [3, 6, 10])
def test_text_gives_way_until_the_page_is_legible_and_numbers_do_not(columns):
    sheet = a_sheet(number(), *[text(90)] * columns, rows=[(123456.0, *[LONG] * columns)])
    widths = column_widths(sheet, words)
    assert sum(widths) <= PAGE_PIXELS / LEAST_SCALE
    assert widths[0] >= text_width("123,456")
    assert min(widths[1:]) >= widest_word(LONG)


def test_the_column_that_costs_fewest_lines_gives_way():
    # Two columns hold as much text in their widest cell, but one of them in that cell only.
    rows = [(LONG, LONG, LONG), *[("kit", LONG, LONG)] * 30]
    rare, common, other = column_widths(a_sheet(text(90), text(90), text(90), rows=rows), words)
    assert rare < common and rare < other


def test_each_row_is_as_high_as_its_longest_cell_and_short_ones_stay_low():
    sheet = a_sheet(text(20), number(), rows=[(LONG, 1), ("kit", 2), (None, 3)])
    fit = fit_to_page(sheet, words)
    assert fit.rows[0] >= 17 * lines_of(LONG, fit.columns[0])
    assert fit.rows[1] == fit.rows[2] < 2 * 17


def test_no_row_is_higher_than_a_spreadsheet_takes():
    assert fit_to_page(a_sheet(text(10), rows=[(LONG * 100,)]), words).rows == (545,)
