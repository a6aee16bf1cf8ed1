from io import BytesIO

import openpyxl
import pytest

from rrm.export import plan_workbook
from rrm.export.workbook import plan_xlsx
from rrm.intake.receipts import read_receipts
from rrm.model.receipt import Receipts
from tests.export.menaka import a_run, a_verdict
from tests.export.office import computed, installed
from tests.export.workbook.stamped import column, issued_by, stamped

pytestmark = pytest.mark.skipif(
    installed() is None, reason="no LibreOffice here: the workbook was not opened in it"
)

LANGUAGES = ("en", "fr")
STAMPED = ("stamped_en", "stamped_fr")


@pytest.fixture(scope="module")
def plan():
    return stamped()


@pytest.fixture(scope="module")
def books(plan):
    copies = {code: plan_workbook(a_run(language=code), a_verdict()) for code in LANGUAGES}
    return copies | {
        name: plan_xlsx(plan, (code,)) for name, code in zip(STAMPED, LANGUAGES, strict=True)
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def opened(books, folder):
    return computed(books, folder)


def row_of(sheet, first: str) -> list:
    return next([c.value for c in row] for row in sheet.iter_rows() if row[0].value == first)


def total_of(sheet, heading: str) -> float:
    cells = next(c for c in sheet.iter_cols() if c[0].value == heading)
    return cells[-1].value


def test_totals_that_it_computes_are_those_of_the_run(opened):
    run, book = a_run(), opened["en"]
    plan, sites = run.plan, run.loaded.scenario.sites
    assert total_of(book["Needs"], "People") == sum(site.people for site in sites)
    assert total_of(book["Needs"], "Households") == sum(site.households for site in sites)
    assert total_of(book["Cash"], "Households") == sum(p.households for p in plan.payments)
    assert total_of(book["Cash"], "Paid out") == sum(p.amount for p in plan.payments)
    assert total_of(book["Cash"], "Agent's fee") == sum(p.fee for p in plan.payments)
    water = sum(d.quantity for d in plan.deliveries if d.item == "water")
    assert total_of(book["Water"], "Delivered, m³") == pytest.approx(water, abs=0.05)
    kits = sum(q.quantity for q in (*plan.deliveries, *plan.transfers) if q.item == "nfi_kit")
    loaded_kg = total_of(book["Trips (loading)"], "Weight, kg")
    assert loaded_kg == pytest.approx(1000 * water + 25 * kits, abs=5)


def test_sums_by_item_that_it_computes_are_those_of_the_run(opened):
    plan = a_run().plan
    demanded = sum(d.quantity for d in a_run().entitled.demands if d.item == "nfi_kit")
    delivered = sum(d.quantity for d in plan.deliveries if d.item == "nfi_kit")
    missing = sum(u.quantity for u in plan.unmet if u.item == "nfi_kit")
    assert row_of(opened["en"]["Summary"], "NFI kit")[:5] == [
        "NFI kit", "kits", demanded, delivered, missing,
    ]  # fmt: skip
    assert row_of(opened["fr"]["Résumé"], "Kit AME")[2:5] == [demanded, delivered, missing]


@pytest.mark.parametrize("language", (*LANGUAGES, *STAMPED))
def test_every_formula_gives_what_the_file_says_that_it_gives(books, opened, language):
    formulas = openpyxl.load_workbook(BytesIO(books[language]))
    told = openpyxl.load_workbook(BytesIO(books[language]), data_only=True)
    found = 0
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            found += 1
            given = opened[language][sheet.title][cell.coordinate].value
            assert given == pytest.approx(told[sheet.title][cell.coordinate].value), cell
    assert found > 10


def test_stock_and_fleets_that_it_computes_are_the_plan_s(plan, opened):
    book = opened["stamped_en"]
    assert column(book["Stock"], "Left") == [line.closing for line in plan.stock]
    fleets = {
        row[1]: row[2:4] for row in book["Fleet"].iter_rows(min_row=2, max_col=4, values_only=True)
    }
    for one in plan.totals.vehicles:
        name = plan.names.vehicle_class(one.vehicle_class).text("en")
        assert fleets[name] == (one.trips, one.km)


@pytest.mark.parametrize("name", STAMPED)
def test_what_it_saved_is_read_back_and_says_nothing_yet(plan, opened, folder, name):
    told = read_receipts(folder / "saved" / f"{name}.xlsx", issued_by(plan), Receipts())
    assert (told.new, told.repeated, told.doubts) == (Receipts(), 0, ())
