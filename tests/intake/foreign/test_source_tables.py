"""Foreign files are opened as what their bytes and rows prove them to be, or refused."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from rrm.intake.foreign import source_tables
from tests.intake.foreign.reading import opened, opened_files

ACCENTS = "lieu;réponse\nGao;très élevé\n"


def test_a_table_keeps_names_rows_and_cells(tmp_path: Path):
    table = opened(tmp_path / "export.csv", "g/a , b\n1, x\n\n2,\n").table
    assert (table.name, table.shown) == ("export", "export.csv")
    assert table.header == ("g/a", "b")
    assert table.numbers == (2, 4)
    assert table.columns == (("1", "2"), ("x", ""))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_are_read_as_the_bytes_prove(tmp_path: Path, codec: str):
    found = opened(tmp_path / "e.csv", ACCENTS.encode(codec))
    assert found.table.header == ("lieu", "réponse")
    assert found.table.columns[1] == ("très élevé",)
    assert [one.what.text() for one in found.changes] == {
        "utf-16": ["the file's letters were read as utf-16"],
        "cp1252": ["the file's letters were read as windows-1252"],
    }.get(codec, [])


@pytest.mark.parametrize(
    ("codec", "word"),
    [("mac-roman", "réponse"), ("cp850", "réponse"), ("cp1250", "příliš"), ("cp1251", "Дом")],
)
def test_letters_that_prove_nothing_are_refused(tmp_path: Path, codec: str, word: str):
    data = f"a;b\nx;{word}\n".encode(codec)
    assert opened(tmp_path / "e.csv", data).told == [("RRM-I070", 2)]


@pytest.mark.parametrize(
    ("declared", "codec"),
    [("mac-roman", "mac-roman"), ("dos-850", "cp850"), ("Latin-1", "latin-1"), ("latin9", "iso8859-15"),
     ("cp1252", "cp1252"), ("UTF-16LE", "utf-16-le"), ("utf8", "utf-8")],
)  # fmt: skip
def test_a_declared_encoding_is_used(tmp_path: Path, declared: str, codec: str):
    found = opened(tmp_path / "e.csv", ACCENTS.encode(codec), encoding=declared)
    assert found.table.columns[1] == ("très élevé",)


def test_a_wrong_or_unknown_encoding_is_told(tmp_path: Path):
    data = ACCENTS.encode("latin-1")
    assert opened(tmp_path / "e.csv", data, encoding="utf-8").told == [("RRM-I070", 1)]
    assert opened(tmp_path / "e.csv", ACCENTS, encoding="latin-1").told == [("RRM-I070", 1)]
    found = opened(tmp_path / "e.csv", data, encoding="klingon")
    assert found.told == [("RRM-I070", None)]
    assert "windows-1252" in found.problems[0].text()


def test_accents_damaged_by_an_earlier_program_are_told(tmp_path: Path):
    text = ACCENTS.encode("utf-8").decode("cp1252")
    assert opened(tmp_path / "e.csv", text).told == [("RRM-I070", 1)]


def test_control_characters_are_refused_whatever_the_encoding(tmp_path: Path):
    for data in (b"a,b\n1,\x1b[2J\n", "a,b\n1,\x07é\n".encode("utf-16")):
        assert opened(tmp_path / "e.csv", data).told == [("RRM-I003", 2)]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_divides_every_row_alike(tmp_path: Path, sign: str):
    rows = [["Age, in years", "b"], ["1,5", "x;y"], ["2", "a|b"]]
    quoted = sign.join(f'"{cell}"' for cell in rows[0]) + "\n"
    text = quoted + "".join(sign.join(f'"{cell}"' for cell in row) + "\n" for row in rows[1:])
    assert opened(tmp_path / "e.csv", text).table.columns == (("1,5", "2"), ("x;y", "a|b"))


def test_decimal_commas_don_t_hide_the_semicolons(tmp_path: Path):
    table = opened(tmp_path / "e.csv", "Age, en années;litres\n1,5;2,5\n3;4\n").table
    assert table.header == ("Age, en années", "litres")


def test_a_comma_within_a_name_is_no_separator_where_semicolons_make_twice_the_columns(tmp_path):
    table = opened(tmp_path / "e.csv", "a;b;c;river, pond\n1;2;3;4,5\n").table
    assert table.header == ("a", "b", "c", "river, pond")


def test_a_separator_that_can_t_be_told_is_refused_until_declared(tmp_path: Path):
    text = "a;b,c\n1;2,3\n"
    assert opened(tmp_path / "e.csv", text).told == [("RRM-I071", None)]
    assert opened(tmp_path / "e.csv", text, separator="semicolon").table.header == ("a", "b,c")
    assert opened(tmp_path / "e.csv", text, separator=",").table.header == ("a;b", "c")
    assert opened(tmp_path / "e.csv", text, separator="x").told == [("RRM-I071", None)]


def test_a_spreadsheets_line_on_the_separator_is_obeyed(tmp_path: Path):
    table = opened(tmp_path / "e.csv", "sep=;\na;b,c\n1;2,3\n").table
    assert (table.header, table.numbers) == (("a", "b,c"), (3,))


def test_a_title_above_the_names_is_told_until_the_row_is_declared(tmp_path: Path):
    text = "Export of the survey\n\na;b\n1;2\n"
    assert opened(tmp_path / "e.csv", text, separator=";").told == [("RRM-I078", 1)]
    assert opened(tmp_path / "e.csv", text, header_row=3).table.header == ("a", "b")
    assert opened(tmp_path / "e.csv", text, header_row=9).told == [("RRM-I078", 9)]


def test_a_row_with_more_cells_than_names_is_left_out_and_told(tmp_path: Path):
    found = opened(tmp_path / "e.csv", "a,b\n1,2\n1,2,3\n1,2,\n")
    assert found.tables[0].numbers == (2, 4)
    assert found.told == [("RRM-I024", 3)]


def test_rows_that_end_early_are_filled_and_told_once(tmp_path: Path):
    found = opened(tmp_path / "e.csv", "a,b,c\n1,2,3\n1,2\n1\n", separator=",")
    assert found.tables[0].columns[2] == ("3", "", "")
    assert found.told == [("RRM-I078", 3)]
    assert not found.problems[0].is_error


def test_a_mark_within_the_header_is_taken_off(tmp_path: Path):
    assert opened(tmp_path / "e.csv", "\ufeffa,\ufeffb \n1,2\n").table.header == ("a", "b")


def test_each_sheet_is_a_table_and_empty_ones_are_none(tmp_path: Path):
    book = Workbook()
    book.active.title = "main"
    book.active.append(["a", "b"])
    book.active.append([1, 2.5])
    book.create_sheet("empty")
    book.create_sheet("roster").append(["c"])
    book.save(tmp_path / "e.xlsx")
    found = opened_files(tmp_path / "e.xlsx")
    assert [(one.name, one.shown) for one in found.tables] == [
        ("main", "e.xlsx!main"),
        ("roster", "e.xlsx!roster"),
    ]
    assert found.tables[0].columns == (("1",), ("2.5",))
    assert found.tables[1].columns == ((),)


def test_several_files_are_read_together_and_a_faulty_one_is_told(tmp_path: Path):
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    (tmp_path / "b.csv").write_bytes(b"x,y\n1,\xff\xfe\n")
    (tmp_path / "c.pdf").write_bytes(b"%PDF")
    found = opened_files(*(tmp_path / name for name in ("a.csv", "b.csv", "c.pdf", "d.csv")))
    assert [one.name for one in found.tables] == ["a"]
    assert [one.code for one in found.problems] == ["RRM-I070", "RRM-I030", "RRM-I001"]


def test_more_cells_than_memory_takes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(source_tables, "MAX_CELLS", 10)
    text = "a,b\n" + "1,2\n" * 6
    assert opened(tmp_path / "e.csv", text).told == [("RRM-I025", None)]


# --- HXL ---------------------------------------------------------------------------------------

TAGGED = "Title\nSite,People,Note\n#loc +code,#Affected+hh,\nA,5,x\n"


def _without_libhxl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hxl", None)


@pytest.mark.parametrize("installed", [True, False])
def test_tags_are_found_below_names_and_titles(tmp_path, monkeypatch, installed: bool):
    if installed:
        pytest.importorskip("hxl")
    else:
        _without_libhxl(monkeypatch)
    table = opened(tmp_path / "e.csv", TAGGED).table
    assert table.header == ("Site", "People", "Note")
    assert table.tags == ("#loc+code", "#affected+hh", "")
    assert (table.numbers, table.columns[0]) == ((4,), ("A",))


def test_tags_in_the_first_row_name_the_columns(tmp_path: Path):
    table = opened(tmp_path / "e.csv", "#loc+code;#affected\nA;5,5\n").table
    assert table.header == table.tags == ("#loc+code", "#affected")


def test_tags_further_down_than_the_standard_looks_are_cells(tmp_path: Path):
    rows = "".join(f"{row},y\n" for row in range(2, 26))
    table = opened(tmp_path / "e.csv", "a,b\n" + rows + "#loc,#affected\n1,2\n").table
    assert (table.tags, len(table.numbers)) == (("", ""), 26)


MIXED = "a,b,c\n#loc+code,#affected+hh,note\nA,5,x\n"


def test_a_row_of_tags_and_words_is_read_by_libhxl(tmp_path: Path):
    pytest.importorskip("hxl")
    assert opened(tmp_path / "e.csv", MIXED).table.tags == ("#loc+code", "#affected+hh", "")


def test_a_row_of_tags_and_words_is_refused_without_libhxl(tmp_path: Path, monkeypatch):
    _without_libhxl(monkeypatch)
    assert opened(tmp_path / "e.csv", MIXED).told == [("RRM-I077", 2)]


def test_libhxl_is_not_loaded_for_a_table_without_tags(tmp_path: Path, monkeypatch):
    monkeypatch.delitem(sys.modules, "hxl", raising=False)
    opened(tmp_path / "e.csv", "a,b,#c\n1,2,3\n").table  # noqa: B018 - reading it is the point
    assert "hxl" not in sys.modules


def test_libhxl_says_nothing_on_its_own(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    pytest.importorskip("hxl")
    opened(tmp_path / "e.csv", MIXED.replace("note", "#not a tag")).table  # noqa: B018
    assert capfd.readouterr() == ("", "")
