"""Whatever somebody typed comes out as text, on every sheet, and nothing of it is computed."""

import re
import zipfile
from io import BytesIO

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


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_no_text_becomes_a_formula_a_number_or_a_link(name):
    book = opened(everywhere(HOSTILE[name]), values=False)
    shown = SHOWN.get(name, HOSTILE[name])
    found = 0
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.hyperlink is None
            if cell.data_type == "f":
                assert re.fullmatch(r"=(SUBTOTAL|ROUND|SUMPRODUCT|COUNTA)\(.+\)", cell.value)
                assert "cmd" not in cell.value and "1+1" not in cell.value
            elif cell.value == shown:
                found += 1
                assert cell.data_type == "s"
                assert cell.number_format == "@" or cell.quotePrefix
    assert found > 10


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_the_file_s_parts_hold_no_formula_of_it(name):
    archive = zipfile.ZipFile(BytesIO(plan_xlsx(everywhere(HOSTILE[name]), ("en",))))
    for part in archive.namelist():
        if part.startswith("xl/worksheets/sheet"):
            for formula in re.findall(rb"<f[^>]*>([^<]*)</f>", archive.read(part)):
                assert re.match(rb"(SUBTOTAL|ROUND|SUMPRODUCT|COUNTA)\(", formula)
    assert not any("external" in part.lower() for part in archive.namelist())


def test_a_sheet_s_name_is_the_engine_s_whatever_the_scenario_is_called():
    names = opened(everywhere(HOSTILE["formula"])).sheetnames
    assert names == opened(stamped()).sheetnames
