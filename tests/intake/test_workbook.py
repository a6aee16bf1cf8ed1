from __future__ import annotations

import io
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook as Book

from rrm.intake import load_scenario
from rrm.intake.workbook_records import Workbook
from rrm.model.problem import BadInput
from tests.builders import TABLES, tiny_scenario
from tests.intake.problems import places, problems_of, refused


def book_of(**sheets: list[list[object]]) -> bytes:
    book = Book()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def sheet_of(table: str) -> list[list[object]]:
    columns = list(dict.fromkeys(column for row in TABLES[table] for column in row))
    return [columns, *([row.get(column) for column in columns] for row in TABLES[table])]


def records(data: bytes, sheet: str = "stock") -> list[tuple[int, list[str]]]:
    return list(Workbook(data, "scenario.xlsx").records(sheet))


def test_a_scenario_may_be_sheets_of_a_workbook(tmp_path: Path):
    by_file = load_scenario(tiny_scenario(tmp_path / "tiny"))
    as_sheets = dict.fromkeys(TABLES)
    folder = tiny_scenario(tmp_path / "sheets" / "tiny", **as_sheets)
    (folder / "scenario.xlsx").write_bytes(
        book_of(**{name: sheet_of(name) for name in TABLES if TABLES[name]})
    )
    by_sheet = load_scenario(folder)
    assert by_sheet.scenario == by_file.scenario
    assert by_sheet.assessment.site_ids == by_file.assessment.site_ids


def test_cells_are_read_as_people_see_them():
    data = book_of(stock=[
        ["depot_id", "item", "a", "b", "c", "d"],
        ["D", 12.0, 12.5, True, datetime(2022, 4, 18), date(2022, 4, 18)],
        [None, None, None],
        ["E", "=1+1", None, "  ", datetime(2022, 4, 18, 7, 30), 1e20],
    ])  # fmt: skip
    assert records(data) == [
        (1, ["depot_id", "item", "a", "b", "c", "d"]),
        (2, ["D", "12", "12.5", "yes", "2022-04-18", "2022-04-18"]),
        (4, ["E", "", "", "  ", "2022-04-18 07:30:00", "1e+20"]),
    ]


def test_a_problem_names_the_sheet_and_its_row(tmp_path: Path):
    folder = tiny_scenario(tmp_path / "tiny", stock=None)
    (folder / "scenario.xlsx").write_bytes(
        book_of(stock=[["depot_id", "item", "quantity"], [], ["D1", "nfi_kit", -1]])
    )
    assert places(problems_of(folder)) == [("RRM-I015", "scenario.xlsx!stock", 3, "quantity")]


def test_a_table_in_two_places_is_refused(tmp_path: Path):
    folder = tiny_scenario(tmp_path / "tiny")
    (folder / "scenario.xlsx").write_bytes(book_of(stock=sheet_of("stock")))
    assert places(problems_of(folder)) == [("RRM-I028", "stock.csv", None, None)]


def test_a_sheet_that_is_not_read_is_told(tmp_path: Path):
    folder = tiny_scenario(tmp_path / "tiny", stock=None)
    (folder / "scenario.xlsx").write_bytes(book_of(stocks=sheet_of("stock")))
    (problem,) = load_scenario(folder).warnings
    assert (problem.code, problem.place.file) == ("RRM-I029", "tiny/scenario.xlsx!stocks")
    assert problem.remedy.text() == 'If it is meant to be read, name it "stock".'


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
                for _ in range(100):
                    part.write(b" " * 1_000_000)
    return data.getvalue()


def with_entities() -> bytes:
    data = io.BytesIO(book_of(stock=[["depot_id"]]))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr(
            "xl/extra.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
        )
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "RRM-I030"),
        (b"not a zip", "RRM-I030"),
        (book_of(stock=[["a"]])[:-200], "RRM-I030"),
        (bomb(), "RRM-I002"),
        (with_entities(), "RRM-I030"),
    ],
    ids=["empty", "text", "cut off", "bomb", "entities"],
)
def test_a_hostile_workbook_is_refused(data, code):
    assert [p.code for p in refused(lambda: Workbook(data, "scenario.xlsx"))] == [code]


def test_a_sheet_that_breaks_half_way_is_refused():
    whole = io.BytesIO(book_of(stock=[["depot_id", "item"], ["D", "kit"]]))
    broken = io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            target.writestr(part, content[:-40] if "sheet1" in part.filename else content)
    assert [p.code for p in refused(lambda: records(broken.getvalue()))] == ["RRM-I030"]


def test_without_a_reader_for_workbooks_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(BadInput) as caught:
        Workbook(b"", "scenario.xlsx")
    assert "openpyxl" in caught.value.problems[0].found.text()
