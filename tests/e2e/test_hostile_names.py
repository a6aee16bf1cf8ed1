"""Names that would run as formula, script or escape do nothing anywhere, from CSV to terminal."""

import csv
import unicodedata

import openpyxl
import pytest

from tests.builders import TABLES, row, tiny_scenario
from tests.e2e.shell import only_run, rrm

FORMULA = "=cmd|' /C calc'!A0"
LINK = '=HYPERLINK("http://example.org","click")'
SCRIPT = "<script>alert(1)</script>"
TURNED = "abc\N{RIGHT-TO-LEFT OVERRIDE}lmx.exe\N{RIGHT-TO-LEFT MARK}"
LONG = "Place of a very long name " * 12


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    a, b = TABLES["sites"]
    scenario = tiny_scenario(
        folder / "tiny",
        settings={"title": {"en": SCRIPT, "fr": SCRIPT}},
        sites=[{**a, "name": FORMULA + SCRIPT}, {**b, "name": LONG[:300]}],
        depots=[row("depots", name=LINK)],
        locations=[{**one, "name": name} for one, name in
                   zip(TABLES["locations"], (SCRIPT, TURNED, "@SUM(A1)"), strict=True)],
        closures=[row("closures", **{"from": "town", "to": "north", "classes": "",
                                     "reason": SCRIPT + TURNED})],
        locks=[{"site_id": "A", "item": "nfi_kit", "at_most": 10, "reason": FORMULA}],
    )  # fmt: skip
    finished = rrm("run", scenario, "--runs", folder / "runs")
    assert finished.returncode == 0, finished.stderr
    return finished, only_run(folder / "runs", "tiny")


def test_no_cell_of_a_table_is_a_formula(done):
    for table in done[1].glob("*.csv"):
        with table.open(encoding="utf-8", newline="") as file:
            cells = [cell for cells in csv.reader(file) for cell in cells]
        assert [cell for cell in cells if cell.startswith(("=", "@", "+", "\t"))] == []


def test_a_name_is_never_a_formula_of_the_workbook(done):
    book = openpyxl.load_workbook(done[1] / "plan.xlsx")
    cells = [cell for sheet in book for cells in sheet.iter_rows() for cell in cells]
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert [
        one for one in formulas if any(word in one for word in ("cmd", "HYPERLINK", "@SUM"))
    ] == []
    assert any(FORMULA in str(cell.value) for cell in cells if cell.data_type == "s")


def test_the_report_shows_a_script_as_text(done):
    page = (done[1] / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in page


def test_the_terminal_gets_nothing_that_it_obeys_and_no_line_too_wide(done):
    finished, folder = done
    for line in finished.stdout.splitlines():
        assert [sign for sign in line if unicodedata.category(sign).startswith("C")] == []
        assert len(line) <= 80 or folder.name in line or "--runs" in line


def test_explaining_such_a_site_is_harmless_too(done):
    told = rrm("explain", "last", "A", "--runs", done[1].parents[1])
    assert told.returncode == 0
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in told.stdout
    assert max(map(len, told.stdout.splitlines())) <= 80
