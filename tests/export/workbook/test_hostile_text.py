"""Whatever somebody typed comes out as text, on every sheet, and nothing of it is computed."""

import re
import zipfile
from io import BytesIO

import openpyxl
import pytest

from rrm.export.workbook import plan_xlsx
from tests.export.workbook.stamped import opened, stamped

HOSTILE = {
    "formula": "=cmd|' /C calc'!A0",
    "function": "@SUM(1+1)*cmd",
    "plus": "+1+1",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "lines": "one\n=1+1\nthree",
    "array": "{=1+1}",
    "markup": "<script>alert(1)</script>&amp;]]>",
    "quotes": "'\"=1+1",
    "turned": "\u202e=1+1\u202c \u200f מנקה",
    "long": "=" + "W" * 299,
    "link": "http://example.org/=1+1",
    "control": "a\x00b\x1bc",
}
SHOWN = {
    "return": "\n=1+1",
    "turned": "[U+202E]=1+1[U+202C] \u200f מנקה",
    "control": "a\ufffdb\ufffdc",
}


def everywhere(text: str):
    """A plan in which a text stands in whatever people may write."""
    run_title = {"en": text, "fr": text}
    return stamped(site_names={"menaka": text, "inekar": text}, title=run_title, note=text)


OURS = re.compile(r"=?(SUBTOTAL|ROUND|SUMPRODUCT|COUNTA)\([^\x00]+\)")


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_no_text_becomes_a_formula_a_number_or_a_link(name):
    content = plan_xlsx(everywhere(HOSTILE[name]), ("en",))
    shown = SHOWN.get(name, HOSTILE[name])
    found = 0
    for cell in cells(content):
        assert cell.hyperlink is None
        if cell.data_type == "f":
            assert OURS.fullmatch(cell.value)
            assert "cmd" not in cell.value and "1+1" not in cell.value
        elif cell.value == shown:
            found += 1
            assert cell.data_type == "s"
            assert cell.number_format == "@" or cell.quotePrefix
    assert found > 10
    parts = formulas_of_the_file(content)
    assert parts and all(OURS.fullmatch(formula) for formula in parts)


def cells(content: bytes):
    """Every cell of a workbook, with formulas instead of what they give."""
    for sheet in openpyxl.load_workbook(BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            yield from row


def formulas_of_the_file(content: bytes) -> list[str]:
    """Formulas as they stand in the parts of the archive."""
    archive = zipfile.ZipFile(BytesIO(content))
    assert not any("external" in part.lower() for part in archive.namelist())
    return [
        formula.decode("utf-8")
        for part in archive.namelist()
        if part.startswith("xl/worksheets/sheet")
        for formula in re.findall(rb"<f[^>]*>([^<]*)</f>", archive.read(part))
    ]


def test_a_sheet_s_name_is_the_engine_s_whatever_the_scenario_is_called():
    names = opened(everywhere(HOSTILE["formula"])).sheetnames
    assert names == opened(stamped()).sheetnames
