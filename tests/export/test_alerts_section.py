"""Alerts in the report and in the workbook: the most urgent first, nothing left out."""

from io import BytesIO

import openpyxl

from rrm.export import plan_workbook, report_html
from rrm.export.facts import facts_of
from rrm.export.sections.alerts_section import alerts_section
from rrm.export.table import Name
from rrm.model.language import put_into_words
from tests.export.menaka import a_run, a_verdict
from tests.export.page_reader import PageReader


def words(cell) -> str:
    return put_into_words(cell.text if isinstance(cell, Name) else cell, "en")


def test_the_most_urgent_alert_stands_first_and_a_small_one_says_if_capacity():
    table = alerts_section(facts_of(a_run(), a_verdict())).table
    assert table is not None
    assert [[words(cell) for cell in row[:2]] for row in table.rows] == [
        ["In Delimane", "verify"],
        ["Ménaka", "respond"],
        ["Tidermène", "below threshold, if capacity"],
    ]
    assert words(table.rows[0][3]) == "overdue, 12\N{NO-BREAK SPACE}days"
    assert table.rows[2][2] is None


def test_the_page_has_a_section_for_them():
    page = PageReader(report_html(a_run(), a_verdict()))
    assert "What each alert calls for" in page.words("en")
    assert "RRM partner of the zone" in page.words("en")
    assert "Partenaire RRM de la zone" in page.words("fr")


def test_the_sheet_holds_dates_and_numbers_as_such():
    book = openpyxl.load_workbook(BytesIO(plan_workbook(a_run(), a_verdict())), data_only=True)
    rows = list(book["Alerts"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == ["MNK-in-delimane", "MNK-menaka", "MNK-tidermene"]
    assert rows[0][5].isoformat()[:10] == "2022-04-06" and rows[0][6] == -12
    assert rows[2][5] is None and rows[2][3] == 49
