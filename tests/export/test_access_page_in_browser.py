"""The page of a scenario's access as a browser shows it: on a phone, at a desk, without scripts."""

from pathlib import Path

import pytest

from rrm import journey
from rrm.access import CaughtAway, Departures, access_table, merged_periods
from rrm.export import access_page
from rrm.model.language import msg
from tests.export.browser import Browser, installed

pytestmark = pytest.mark.skipif(
    installed() is None, reason="no Chromium here: the access page was not looked at in a browser"
)

ROOT = Path(__file__).parents[2]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHOWN = "[...document.querySelectorAll('tr[data-first]')].filter(row => !row.hidden)"
CHOOSE = """\
(() => {{
  const menu = document.querySelector('select[data-kind="{kind}"]');
  menu.selectedIndex = {index};
  menu.dispatchEvent(new Event('change'));
}})()
"""


@pytest.fixture(scope="module")
def loaded():
    return journey.load(ROOT / "scenarios" / "menaka-2022")


@pytest.fixture(scope="module")
def rows(loaded):
    return merged_periods(access_table(loaded.scenario, loaded.pack).rows)


@pytest.fixture(scope="module")
def address(loaded, rows, tmp_path_factory):
    names = {place.node_id: place.name for place in loaded.scenario.locations}
    file = tmp_path_factory.mktemp("access") / "access.html"
    file.write_bytes(access_page(loaded.scenario, loaded.pack, rows, names, "en"))
    return file.as_uri()


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    running = Browser(tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


@pytest.mark.parametrize("width", [390, 700, 1280])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_never_scrolls_sideways(browser, address, width, language):
    browser.show(f"{address}#{language}", width)
    assert browser.value("innerWidth") == width
    assert browser.value(WIDER) == 0


def test_the_table_shows_the_rows_of_the_days_and_vehicle_chosen(browser, address, rows, loaded):
    browser.show(address, 1280)
    classes = list(dict.fromkeys(v.vehicle_class for v in loaded.scenario.vehicles))
    for index, name in enumerate(classes, start=1):
        browser.value(CHOOSE.format(kind="class", index=index))
        first = int(
            browser.value("document.querySelector('select').selectedOptions[0].dataset.first")
        )
        wanted = [
            row
            for row in rows
            if row.vehicle_class == name
            and row.period_start <= first <= row.period_end
            and row.destination in loaded.scenario.site_ids
        ]
        assert browser.value(f"{SHOWN}.length") == len(wanted)


def test_a_road_that_opens_later_is_drawn_open_then(browser, address):
    browser.show(address, 1280)
    closed = "document.querySelectorAll('.map-wide .link-closed').length"
    browser.value(CHOOSE.format(kind="spell", index=0))
    first = browser.value(closed)
    last = browser.value("document.querySelector('select[data-kind=\"spell\"]').options.length - 1")
    browser.value(CHOOSE.format(kind="spell", index=last))
    assert browser.value(closed) < first


def test_the_number_in_a_circle_is_the_hours_of_the_fastest_way(browser, address, rows, loaded):
    browser.show(address, 1280)
    goods = {c for c, rules in loaded.pack.access.classes.items() if rules.carries == "goods"}
    marks = browser.value(
        "[...document.querySelectorAll('.map-wide [data-marks] + text')].map(it => it.textContent)"
    )
    for site, mark in zip(loaded.scenario.site_ids, marks, strict=True):
        hours = [
            row.hours
            for row in rows
            if row.destination == site
            and row.vehicle_class in goods
            and row.open
            and row.period_start <= 1 <= row.period_end
        ]
        if not hours:
            assert mark == "×"
        elif 0 < min(hours) < 0.5:
            assert mark.rstrip("?") == "<1"
        else:
            assert mark.rstrip("?") == f"{min(hours) + 1e-9:.0f}"


def test_a_circle_says_on_which_days_who_leaves_would_be_caught_away(
    browser, loaded, rows, tmp_path
):
    to_inekar = [row for row in rows if row.destination == "inekar" and row.open]
    departures = Departures(
        tuple(
            CaughtAway(row.origin, row.destination, row.vehicle_class, 3, 4, msg("a flood"))
            for row in to_inekar
        )
    )
    file = tmp_path / "access.html"
    file.write_bytes(access_page(loaded.scenario, loaded.pack, rows, {}, "en", departures))
    browser.show(file.as_uri(), 1280)
    caught = "document.querySelectorAll('.map-wide .site-caught[data-marks]').length"
    spells = "[...document.querySelector('select[data-kind=\"spell\"]').options].map(it => it.text)"
    names = browser.value(spells)
    found = []
    for index in range(len(names)):
        browser.value(CHOOSE.format(kind="spell", index=index))
        found.append(browser.value(caught))
    assert [name for name, count in zip(names, found, strict=True) if count] == ["Days 3 to 4"]
    assert browser.value(WIDER) == 0


def test_without_scripts_the_first_days_are_shown_whole(browser, address):
    browser.scripts(allowed=False)
    try:
        browser.show(address, 1280)
        assert browser.value("document.getElementById('choose').hidden") is True
        assert browser.value(f"{SHOWN}.length") > 0
    finally:
        browser.scripts(allowed=True)
