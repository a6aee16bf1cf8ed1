"""What the page of a scenario's access says, whatever shows it."""

import re
from pathlib import Path

import pytest

from rrm import journey
from rrm.access import Departures, access_table, caught_away, merged_periods
from rrm.export import access_page

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def loaded():
    return journey.load(ROOT / "scenarios" / "douentza-tombouctou")


def page_of(loaded, *depots):
    """With what comes from these depots alone, all of them where none is named."""
    scenario, pack = loaded.scenario, loaded.pack
    rows = [row for row in access_table(scenario, pack).rows if not depots or row.origin in depots]
    departures = Departures(caught_away(scenario, pack, rows))
    page = access_page(scenario, pack, merged_periods(rows), {}, "en", departures)
    return page.decode("utf-8")


@pytest.fixture(scope="module")
def page(loaded):
    return page_of(loaded)


def test_an_open_way_in_doubt_says_what_was_reported(page):
    assert "Open, but Bourem–Téméra may be closed from 24" in page
    assert "The wadi may be in flood, drivers say" in page


def test_a_way_under_escort_says_so(page):
    assert "korioume &gt; tombouctou, with an escort" in page


def test_days_on_which_nobody_should_leave_stand_beside_the_way(page):
    assert "Not on days 7-8: who leaves then would be caught away by a day of only 10 h on" in page


def test_a_site_that_only_such_days_reach_is_marked_and_explained(loaded):
    alone = page_of(loaded, "depot-douentza")
    days = re.findall(r'<option data-first="\d+"[^>]*>(Days? [^<]*)</option>', alone)
    assert "Day 8" in days
    marks = re.search(r'data-marks="([^"]*)"', alone)
    assert "33!" in marks[1].split("|")
    assert "Open, but who leaves then would be caught away (!)" in alone


def test_what_no_circle_shows_is_not_explained(loaded):
    scenario, pack = loaded.scenario, loaded.pack
    rows = merged_periods(access_table(scenario, pack).rows)
    page = access_page(scenario, pack, rows, {}, "en").decode("utf-8")
    assert "would be caught away (!)" not in page


def test_what_cost_and_open_mean_is_said(page):
    assert "Open means open on the day of departure." in page
    assert "hire of the vehicle not counted" in page
