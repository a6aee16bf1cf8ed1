"""The page on receipts says what is read and recorded."""

import json
import re

import pytest

from rrm.intake.receipts import HEADINGS
from rrm.model.waybill import waybill_number
from tests.docs.markdown import REFERENCE, section, text_of
from tests.store.test_receipts_ledger import received, record

PAGE = REFERENCE / "receipts.md"


def test_every_column_is_explained_under_both_its_names():
    rows = [re.findall(r"`([^`]+)`", " ".join(row[:2])) for row in section(PAGE, "The table").rows]
    assert rows == [[one.en, one.fr] for one in HEADINGS.values()]


def test_every_key_of_an_entry_is_explained(tmp_path):
    record(tmp_path, received())
    entry = json.loads((tmp_path / "receipts" / "000001.json").read_text(encoding="utf-8"))
    table = section(PAGE, "What is recorded")
    firsts = [re.findall(r"`([^`]+)`", row[0])[0] for row in table.rows]
    assert firsts == list(entry)


@pytest.mark.parametrize("number", [waybill_number("20220418T081500Z-1a2b3c4d", "T0012", 1)])
def test_the_number_shown_is_one_that_is_made(number):
    assert number in text_of(PAGE)
