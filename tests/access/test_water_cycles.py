from datetime import date
from types import SimpleNamespace

import pytest

from rrm.access import access_table, litres_due, merged_periods, tankers_at_work, water_cycles
from rrm.allocation.lanes import LaneKind, open_lanes
from rrm.intake import load_scenario
from rrm.model.rule_pack import Entitlement, Item, Measure
from rrm.model.source_text import SourceText
from tests.access.builders import (
    access_rules,
    closed,
    link,
    scenario,
    source,
    table,
    vehicle,
    vehicle_class,
)
from tests.builders import tiny_scenario

WATER = Item(label={"en": "Water"}, kind="water", unit="m3", kg=1000, m3=1, source="test")
TANKER = vehicle_class(
    label={"en": "tanker"},
    carries="water",
    speeds_kmh={"track": {"dry": 20}, "tar": {"dry": 50}},
    load_hours=0.5,
    unload_hours=0.75,
    max_trip_days=1,
)


def measure(value):
    return Measure(label={}, unit="L/person/day", value=SourceText(value), source="test")


def pack_with(tanker=TANKER, amount="water_gap", survival="survival_gap", **measures):
    rule = Entitlement(
        label={}, item="water", sector="wash", from_severity=3, covers={}, per="person_day",
        amount=SourceText(amount), survival_amount=SourceText(survival), if_unknown=1,
        source="test",
    )  # fmt: skip
    known = {
        "water_gap": measure("max(0, 15 - water_per_person)"),
        "survival_gap": measure("max(0, 7.5 - water_per_person)"),
        **{name: measure(value) for name, value in measures.items()},
    }
    return SimpleNamespace(
        access=access_rules(tanker=tanker),
        catalogue={"water": WATER},
        entitlements=SimpleNamespace(entitlements={"water": rule}),
        sectors={"wash": SimpleNamespace(measures=known)},
    )


def cycles(km=30, closures=(), *, pack=None, yields=100, per_hour=None, base=None, **tanker):
    """Source W at `w`, a track to site S; the tankers' base is there too, or `base` km away."""
    well = source("W", "w").model_copy(update={"m3_per_day": yields, "m3_per_hour": per_hour})
    links = [link("w", "b", km, surface="track"), link("a", "w", base or 0)]
    fleet = vehicle("tanker", **{"volume_m3": 10, "payload_kg": 12_000, **tanker})
    case = scenario(links, list(closures), vehicles=(fleet,), water_sources=(well,))
    pack = pack or pack_with()
    return water_cycles(case, pack, table(case, pack.access))


def test_a_tanker_of_ten_m3_over_thirty_km_of_track_serves_1333_people_at_15_litres():
    # 30 min to fill and 45 to discharge, 20 km/h on track, a day of 10 h: 4.25 h a cycle.
    (found,) = cycles(km=30)
    assert (found.cycle_hours, found.cycles_per_day, found.m3_per_day) == (4.25, 2, 20)
    assert [(one.litres, one.people) for one in found.served] == [(7.5, 2666), (15, 1333)]


def test_the_yield_of_the_source_is_the_limit_from_so_many_tankers_on():
    (found,) = cycles(yields=100)
    assert found.tankers_at_most == 5
    assert [one.people for one in found.served_by_source] == [13_333, 6666]
    (found,) = cycles(yields=101)
    assert found.tankers_at_most == 6


def test_a_weak_source_limits_one_tanker():
    (found,) = cycles(yields=15)
    assert (found.m3_per_day, found.tankers_at_most) == (15, 1)


def test_the_drive_from_the_base_and_home_leaves_less_of_the_day():
    (near,), (far,) = cycles(base=30), cycles(base=50)
    assert (near.positioning_hours, near.cycles_per_day) == (pytest.approx(1.2), 2)
    assert (far.positioning_hours, far.cycles_per_day) == (2, 1)


def test_a_source_that_says_how_fast_it_gives_water_sets_the_filling_time():
    (found,) = cycles(per_hour=5)
    assert (found.filling_hours, found.cycle_hours, found.cycles_per_day) == (2, 5.75, 1)


def test_a_tank_is_filled_no_further_than_the_tanker_may_carry():
    (found,) = cycles(payload_kg=8000)
    assert found.tank_m3 == 8


def test_no_whole_cycle_is_said_aloud():
    (found,) = cycles(km=80, base=40)
    assert (found.cycles_per_day, found.m3_per_day, found.tankers_at_most) == (0, 0, 0)
    assert [one.people for one in found.served_by_source] == [0, 0]
    assert found.reason.text("en") == (
        "A cycle takes 9.25 h and the drive from the base to W and home 1.6 h; "
        "the tanker works 10 h a day."
    )


def test_a_closed_way_is_told_with_its_days():
    shut = closed("w", "b", start=date(2022, 4, 20), end=date(2022, 4, 21))
    before, during, after = cycles(closures=[shut])
    assert [it.cycles_per_day for it in (before, during, after)] == [2, 0, 2]
    assert (during.period_start, during.period_end) == (3, 4)
    assert "is closed" in during.reason.text("en")


def test_tankers_count_on_the_days_they_are_there():
    (found,) = cycles(from_day=3, to_day=7)
    assert (found.period_start, found.period_end) == (3, 7)


def test_litres_are_those_of_the_packs_rules():
    assert litres_due(pack_with()) == (7.5, 15)
    assert litres_due(pack_with(amount="20", survival="3")) == (3, 20)
    other = pack_with(amount="wash.gap", gap="10 - water_per_person")
    assert litres_due(other) == (7.5, 10)


def test_a_measure_that_noughts_say_nothing_of_is_left_out():
    broken = pack_with(amount="gap", gap="15 - water / size")
    assert litres_due(broken) == (7.5,)
    by_kind = pack_with(amount="gap", gap="if(setting = 'camp', 15, 20)")
    assert litres_due(by_kind) == (7.5,)


def test_cycles_are_those_that_the_plan_makes(tmp_path):
    loaded = load_scenario(tiny_scenario(tmp_path / "tiny"))
    rows = access_table(loaded.scenario, loaded.pack)
    found = water_cycles(loaded.scenario, loaded.pack, rows)
    lanes = open_lanes(loaded.scenario, loaded.pack, rows)
    planned = {
        (lane.origin, lane.destination, lane.day): (lane.trips_per_vehicle, lane.hours)
        for lane in lanes
        if lane.kind == LaneKind.WATER
    }
    assert planned
    assert planned == {
        (it.source_id, it.site_id, day): (it.cycles_per_day, pytest.approx(it.cycle_hours))
        for it in found
        if it.cycles_per_day
        for day in range(it.period_start, it.period_end + 1)
    }


def told(km=20, base=100, **tanker):
    """The way from the well to the site as it is told; tankers' base `base` km from the well."""
    of = scenario(
        [link("a", "w", base), link("w", "b", km)],
        water_sources=(source("W", "w"),),
        vehicles=(vehicle("tanker", **tanker),),
        days=8,
    )
    pack = pack_with()
    rows = table(of, pack.access)
    found = tankers_at_work(rows.rows, water_cycles(of, pack, rows))
    return [row for row in merged_periods(found) if row.origin == "W"]


def test_water_is_told_as_arriving_where_a_tanker_makes_a_round():
    (row,) = told()
    assert row.open


def test_water_is_not_told_as_arriving_where_the_drive_from_the_base_leaves_no_time():
    # 2.05 h a round, and 8.4 h from the base to the well and home: more than the 10 h of a day.
    (row,) = told(base=210)
    assert not row.open
    assert row.reason.text("en").startswith("A cycle takes 2.05 h and the drive from the base")


def test_water_is_told_for_the_days_on_which_a_tanker_is_there():
    there, gone = told(to_day=3)
    assert (there.open, there.period_end, gone.open) == (True, 3, False)
