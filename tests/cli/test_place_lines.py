"""How one site is reached, as `rrm access --site` tells it."""

from dataclasses import replace
from pathlib import Path

import pytest

from rrm.access import access_table, place_access
from rrm.cli.layout import WIDTH, columns
from rrm.cli.place_lines import place_lines
from rrm.cli.reach import scenario_reach, words_of
from rrm.cli.reach_lines import reach_lines
from rrm.intake import load_scenario
from tests.builders import PACK_FILES, TABLES, row, tiny_scenario
from tests.cli.long_language import speak_it

MENAKA = Path(__file__).parents[2] / "scenarios" / "menaka-2022"

RIVER_CLASSES = """
  pinasse:
    label: {en: Pinasse, fr: Pinasse}
    mode: river
    speeds_kmh: {river: {dry: 10, wet: 10}}
    load_hours: 1
    unload_hours: 1
    max_trip_days: 9
"""


def told(folder, site_id, language="en"):
    loaded = load_scenario(folder)
    table = access_table(loaded.scenario, loaded.pack)
    place = place_access(loaded.scenario, loaded.pack, table, site_id)
    return list(place_lines(place, words_of(loaded), language))


def joined(lines):
    return " ".join(" ".join(lines).split())


@pytest.fixture
def by_river(tmp_path):
    """A port a day's drive from the depot, and an island that only the pinasse reaches."""
    vehicles = [
        *TABLES["vehicles"],
        row("vehicles", vehicle_class="pinasse", depot_id="D2", count=1, payload_kg=20000),
    ]
    return tiny_scenario(
        tmp_path / "river",
        pack={
            "access": PACK_FILES["access.yaml"]
            .replace("river_season: {from_day: \"08-01\"", "river_season: {from_day: \"01-01\"")
            .replace("river_season:", RIVER_CLASSES.strip("\n") + "\nriver_season:")
        },
        vehicles=vehicles,
        depots=[
            *TABLES["depots"],
            row("depots", depot_id="D2", name="Port", lat=15.36, lon=0.0, node="north"),
        ],
        sites=[row("sites"), row("sites", site_id="B", name="Island", node="east", group="host")],
        routes=[
            *TABLES["routes"][:1],
            {"from": "north", "to": "east", "mode": "river", "km": 20, "surface": "river"},
        ],
        closures=[],
        transhipments=[{"node": "north", "handling_hours": 4, "cost_per_t": 1500}],
    )  # fmt: skip


def test_ways_are_told_with_what_sets_them_apart():
    words = joined(told(MENAKA, "tidermene"))
    assert "WAYS FROM GAO: 6X6 TRUCK, DAYS 1-15" in words
    assert "1. 16.3 h, 393 km, risk 9 %, 864,600 XOF (fastest, safest)" in words
    assert "247 km and 16.9 h longer, risk 12 % instead of 9 %, avoids Gao–Ansongo" in words


def test_water_is_told_with_its_cycle_and_the_people_it_is_enough_for():
    words = joined(told(MENAKA, "ouaritoufoulout"))
    assert (
        "filling 0.5 h, out 2.7 h, discharging 0.8 h, back 2.7 h: 6.7 h a cycle; "
        "from the base and home 0 h; 10 h of work a day one tanker: 1 cycle a day, 10 m³, "
        "enough for 1,333 people at 7.5 L, 666 people at 15 L 4 tankers would draw all that the "
        "source gives"
    ) in words
    assert "from Gao (gao-waterworks): no - Out and home takes 58.17 h" in words


def test_a_chain_is_told_leg_by_leg(by_river):
    words = joined(told(by_river, "B"))
    assert "BY CHANGING VEHICLES from Town depot, leaving on days 1-9, there on days 2-10" in words
    assert "4x4 pickup to Port: day 1, 0.8 h, 41 km Pinasse to Island: day 2, 2 h, 20 km" in words
    assert "No vehicle gets there from Town depot by itself." in words


@pytest.mark.parametrize("site_id", ["tidermene", "ouaritoufoulout", "in-telle", "tabankort"])
def test_lines_fit_the_terminal_in_any_language(site_id, monkeypatch):
    speak_it(monkeypatch)
    assert all(columns(line) <= WIDTH for line in told(MENAKA, site_id))


def test_chain_lines_fit_the_terminal_in_any_language(by_river, monkeypatch):
    speak_it(monkeypatch)
    assert all(columns(line) <= WIDTH for line in told(by_river, "B"))


def to_inekar(reached):
    return tuple(row for row in reached.rows if row.destination == "inekar")


def test_equal_periods_are_told_once():
    reached, _ = scenario_reach(load_scenario(MENAKA))
    told = list(reach_lines(replace(reached, rows=to_inekar(reached)), "en", True))
    days = [line for line in told if "days 1-15" in line]
    assert days
    assert len(days) == len(set(days))
