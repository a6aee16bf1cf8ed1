"""The workbook read back as receipts: untouched it says nothing, filled in it says what was filled in."""

from datetime import date, datetime

import openpyxl
import pytest

from rrm.export.workbook import plan_xlsx
from rrm.intake.receipts import HEADINGS, column_named, read_receipts
from rrm.intake.receipts.headings import is_of_receipts
from rrm.model.language import LANGUAGES
from rrm.model.receipt import Receipts
from tests.export.workbook.stamped import issued_by, opened, stamped

RECEIPTS = {"en": ("Waybills", "Payments"), "fr": ("Bordereaux", "Paiements")}


@pytest.fixture(scope="module")
def plan():
    return stamped()


def read(path, plan):
    return read_receipts(path, issued_by(plan), Receipts())


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_two_sheets_of_receipts_are_read_as_such(plan, language):
    book = opened(plan, language)
    heads = {sheet.title: [str(cell.value) for cell in sheet[1]] for sheet in book.worksheets}
    of_receipts = {title for title, head in heads.items() if is_of_receipts(head)}
    assert of_receipts == set(RECEIPTS[language])
    for title in of_receipts:
        assert all(column_named(head) for head in heads[title])


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_untouched_workbook_tells_nothing(plan, language, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_xlsx(plan, (language,)))
    told = read(path, plan)
    assert (told.new, told.repeated, told.doubts) == (Receipts(), 0, ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_read_back(plan, language, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_xlsx(plan, (language,)))
    book = openpyxl.load_workbook(path)
    lines, payments = (book[title] for title in RECEIPTS[language])
    received, received_on, lost = at(lines, language, "received", "received_on", "lost")
    loaded = plan.waybills[0].lines[0].quantity
    lines.cell(2, received).value = loaded - 1
    lines.cell(2, lost).value = 1
    lines.cell(2, received_on).value = datetime(2022, 4, 18)
    paid, paid_on = at(payments, language, "households_paid", "received_on")
    payments.cell(2, paid).value = 40
    payments.cell(2, paid_on).value = "2022-04-19"
    book.save(path)
    told = read(path, plan)
    (line,), (payment,) = told.new.lines, told.new.payments
    first = plan.waybills[0]
    assert (line.waybill, line.received, line.lost) == (first.number, loaded - 1, 1)
    assert line.received_on == date(2022, 4, 18)
    assert (payment.households, payment.paid_on) == (40, date(2022, 4, 19))
    assert told.doubts == ()


def test_names_that_would_run_in_a_spreadsheet_are_read_back_all_the_same(tmp_path):
    plan = stamped(site_names={"menaka": "=1+1", "inekar": "a\nb"})
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_xlsx(plan, ("en",)))
    assert read(path, plan).doubts == ()


def test_every_waybill_line_and_payment_has_its_row(plan):
    book = opened(plan)
    lines, payments = book["Waybills"], book["Payments"]
    assert lines.max_row - 1 == sum(len(sheet.lines) for sheet in plan.waybills)
    assert payments.max_row - 1 == len(plan.payments)


def test_a_heading_of_a_language_without_a_catalogue_is_english():
    assert HEADINGS["waybill"].text("es") == "waybill"
    assert HEADINGS["waybill"].text("fr") == "bordereau"


def test_names_of_any_script_are_told_apart():
    assert column_named("Reçu (kits)") is None
    assert column_named(" REÇU_LE ") == "received_on"
    assert column_named("رقم") is None
    assert column_named("***") is None


def at(sheet, language, *names) -> list[int]:
    heads = [cell.value for cell in sheet[1]]
    return [1 + heads.index(HEADINGS[name].text(language)) for name in names]
