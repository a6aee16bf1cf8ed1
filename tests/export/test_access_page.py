"""What the page of a scenario's access says, whatever shows it."""

from pathlib import Path

import pytest

from rrm import journey
from rrm.access import access_table, merged_periods
from rrm.export import access_page

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def page():
    loaded = journey.load(ROOT / "scenarios" / "douentza-tombouctou")
    rows = merged_periods(access_table(loaded.scenario, loaded.pack).rows)
    return access_page(loaded.scenario, loaded.pack, rows, {}, "en").decode("utf-8")


def test_an_open_way_in_doubt_says_what_was_reported(page):
    assert "Open, but Bourem–Téméra may be closed from 24" in page
    assert "The wadi may be in flood, drivers say" in page


def test_a_way_under_escort_says_so(page):
    assert "korioume &gt; tombouctou, with an escort" in page
