import dataclasses
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest

from rrm.export import plan_workbook, published_plan
from rrm.export.workbook.sites_sheet import sites_sheet
from rrm.model.run import CheckedRun
from tests.export.menaka import SITES, a_run, a_verdict

SHEETS = [
    "Summary", "Needs", "Needs together", "Alerts", "Days in short", "Plan by day",
    "Distributions", "By site", "By vehicle", "Fleet", "Trips (loading)", "Stock", "Transfers",
    "Cash", "Water schedule", "Water", "Unmet", "Referrals", "Parameters & sources",
]  # fmt: skip


def book(values: bool = True, **changes):
    return openpyxl.load_workbook(
        BytesIO(plan_workbook(a_run(**changes), a_verdict())), data_only=values
    )


@pytest.fixture(scope="module")
def plan():
    return book()


@pytest.fixture(scope="module")
def formulas():
    return book(values=False)


def column(sheet, heading: str) -> list:
    cells = next(c for c in sheet.iter_cols() if c[0].value == heading)
    return [cell.value for cell in cells[1:]]


def test_the_sheets_are_those_that_a_planner_expects(plan):
    assert plan.sheetnames == SHEETS


def test_totals_are_those_of_the_run(plan):
    run = a_run()
    needs = column(plan["Needs"], "People")
    assert needs[-1] == sum(needs[:-1]) == sum(site[3] for site in SITES)
    assert column(plan["Cash"], "Paid out")[-1] == sum(p.amount for p in run.plan.payments)
    weight = sum(trip.load_kg for trip in run.plan.trips)
    assert column(plan["Trips (loading)"], "Weight, kg")[-1] == pytest.approx(weight, abs=5)
    kits = sum(d.quantity for d in run.plan.deliveries if d.item == "nfi_kit")
    by_item = {row[0].value: [cell.value for cell in row] for row in plan["Summary"].iter_rows()}
    assert by_item["NFI kit"][3] == kits


def test_formulas_are_totals_only_and_carry_the_value_that_they_give(plan, formulas):
    found = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    found += 1
                    assert cell.value.startswith(
                        ("=SUBTOTAL(109,", "=ROUND(", "=SUMPRODUCT(EXACT(", "=COUNTA(")
                    )
                    assert isinstance(plan[sheet.title][cell.coordinate].value, int | float)
    assert found > 10


def test_dates_are_dates_and_numbers_are_numbers(plan):
    by_day = plan["Plan by day"]
    assert all(isinstance(value, datetime) for value in column(by_day, "Leaves"))
    assert all(isinstance(value, int | float) for value in column(by_day, "Quantity"))
    assert column(by_day, "Leaves")[0] == datetime(2022, 4, 18)
    departs = column(plan["Trips (loading)"], "Departs")[:-1]
    assert all(isinstance(value, datetime) and value.hour == 6 for value in departs)


def test_each_sheet_is_ready_to_filter_scroll_and_print(formulas):
    for sheet in formulas.worksheets:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert "&P" in sheet.oddFooter.right.text
        if sheet.title != "Summary":
            assert sheet.freeze_panes
            assert sheet.auto_filter.ref.startswith("A1:")
            assert sheet.print_title_rows == "$1:$1"


@pytest.mark.parametrize(
    "name", ["=cmd|' /C calc'!A0", "@SUM(1+1)", "+33 1", "-2+3", "1e5", "http://example.org/x"]
)
def test_a_name_that_looks_like_a_formula_number_or_link_stays_text(name):
    opened = book(values=False, site_names={"menaka": name})
    cells = [cell for row in opened["By site"].iter_rows() for cell in row if cell.value == name]
    assert cells
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)
    assert all(cell.number_format == "@" for cell in cells)


@pytest.mark.parametrize("name", ["Interminable " * 23 + "a", "W" * 300])
def test_a_name_of_300_characters_is_whole_and_has_the_room_that_it_takes(name):
    opened = book(site_names={"menaka": name})
    for title in SHEETS[1:-1]:
        sheet = opened[title]
        for cell in (c for row in sheet.iter_rows() for c in row if c.value == name):
            assert cell.alignment.wrap_text
            # Ten points of Arial: a letter takes five points or more on average, a line twelve.
            width = sheet.column_dimensions[cell.column_letter].width * 7 * 0.75
            assert sheet.row_dimensions[cell.row].height >= 12 * 300 * 5 / width


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_sheet_is_printed_at_seven_points_or_more(language):
    opened = book(values=False, language=language, site_names={"menaka": "Interminable " * 23})
    for sheet in opened.worksheets:
        characters = sum(d.width for d in sheet.column_dimensions.values())
        # Seven pixels a character; between the margins of A4 on its side there are 1,045.
        assert 10 * min(1, 1045 / (7 * characters)) >= 7, sheet.title


def test_the_summary_is_one_page_and_other_sheets_are_as_long_as_they_are(formulas):
    # What a file leaves out is one page.
    high = [sheet.page_setup.fitToHeight for sheet in formulas.worksheets]
    assert high[0] is None and {int(pages) for pages in high[1:]} == {0}


def test_what_is_not_all_never_reads_as_all():
    plan = published_plan(CheckedRun(a_run(), a_verdict()))
    almost = dataclasses.replace(plan.needs[0], needed=100_000.0, delivered=99_999.0)
    (row,) = sites_sheet(dataclasses.replace(plan, needs=(almost,))).rows
    assert row[7] == 0.9999


def test_a_depot_that_carries_the_name_of_a_site_says_that_it_is_the_depot():
    for language, depot in (("en", "Ménaka\u00a0(depot)"), ("fr", "Ménaka\u00a0(entrepôt)")):
        opened = book(language=language)
        transfers = opened.worksheets[SHEETS.index("Transfers")]
        assert [cell.value for cell in transfers[2]][2:4] == ["Gao", depot]
        by_day = opened.worksheets[SHEETS.index("Plan by day")]
        ways = {tuple(c.value for c in row[2:4]) for row in by_day.iter_rows(min_row=2)}
        assert (depot, "Ménaka") in ways


def test_a_name_with_characters_that_no_file_can_hold_leaves_a_readable_book():
    opened = book(site_names={"menaka": "a\x00b\x1bc\ufffe"})
    assert "a\ufffdb\ufffdc\ufffd" in column(opened["By site"], "Site")


def test_the_book_speaks_the_language_of_the_run():
    opened = book(language="fr")
    text = {cell.value for sheet in opened for row in sheet.iter_rows() for cell in row}
    assert {"Kit AME", "Camion-citerne", "Ménaka, avril 2022"} <= text


def test_the_book_was_made_on_the_first_day_of_its_plan(formulas):
    assert formulas.properties.created == datetime(2022, 4, 18)


def test_loads_that_are_left_to_sign_for_are_blank(plan):
    assert set(column(plan["Trips (loading)"], "Received")) == {None}
