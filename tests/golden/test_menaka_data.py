"""menaka-2022 says what was reported, exactly; keeps to real places; and can be written again."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import unicodedata
from collections import Counter
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import networkx as nx
import pytest
import yaml

from rrm.journey import load

ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "scenarios" / "menaka-2022"
SHARED = ROOT / ".." / "shared" / "data"
GAZETTEER = SHARED / "mali_cod_ab_settlements" / "settlements.csv"
FLEE = SHARED / "flee"
EARTH_RADIUS_KM = 6371.0088
MENAKA, INEKAR, TIDERMENE, ANDERAMBOUKANE = "ML070403", "ML070402", "ML070404", "ML070401"
OPEN_TO_AID = {"menaka-town", "tidermene", "inekar"}

needs_gazetteer = pytest.mark.skipif(not GAZETTEER.exists(), reason="shared data is not here")
needs_flee = pytest.mark.skipif(not FLEE.exists(), reason="shared data is not here")


def table(name: str) -> list[dict[str, str]]:
    with (SCENARIO / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def settings() -> dict:
    return yaml.safe_load((SCENARIO / "scenario.yaml").read_text(encoding="utf-8"))


def form() -> dict:
    return yaml.safe_load((ROOT / "rules/sphere/form.yaml").read_text(encoding="utf-8"))


def displaced() -> list[dict[str, str]]:
    return [row for row in table("sites") if row["group"] == "idp"]


def households_in(commune: str) -> int:
    return sum(int(row["households"]) for row in displaced() if row["adm3_pcode"] == commune)


def great_circle_km(a: dict[str, str], b: dict[str, str]) -> float:
    lat_a, lon_a, lat_b, lon_b = (
        radians(float(place[key])) for place in (a, b) for key in ("lat", "lon")
    )
    half = sin((lat_b - lat_a) / 2) ** 2
    half += cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))


def folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()


# What was reported


def test_displaced_households_and_people_are_the_reported_totals():
    assert sum(int(row["households"]) for row in displaced()) == 4_618
    assert sum(int(row["people"]) for row in displaced()) == 27_883


def test_each_cercle_of_the_note_has_its_reported_households():
    assert households_in(MENAKA) == 3_079
    assert households_in(INEKAR) == 1_539
    assert households_in(TIDERMENE) == households_in(ANDERAMBOUKANE) == 0


def test_981_households_of_the_town_had_food_items_and_wash_help():
    rows = [row for row in table("assistance") if row["site_id"] == "menaka-town"]
    assert {row["households"] for row in rows} == {"981"}
    assert {row["group"] for row in rows} == {"idp"}
    assert sorted(row["entitlement"] for row in rows) == ["food_ration", "hygiene_kit", "nfi_kit"]
    assert all(row["given_on"] < "2022-04-18" for row in rows)


def test_food_begun_in_inekar_is_counted_for_its_1539_households_and_nothing_else_is():
    rows = [row for row in table("assistance") if row["site_id"] != "menaka-town"]
    assert {row["entitlement"] for row in rows} == {"food_ration"}
    assert {row["site_id"]: row["households"] for row in rows} == {
        row["site_id"]: row["households"] for row in displaced() if row["adm3_pcode"] == INEKAR
    }
    assert sum(int(row["households"]) for row in rows) == 1_539


def test_reported_plan_is_for_those_of_menaka_not_yet_helped():
    plan = settings()["reported_plan"][0]
    assert plan["households"] == 2_098 == households_in(MENAKA) - 981
    assert set(plan["site_ids"]) == {
        row["site_id"] for row in displaced() if row["adm3_pcode"] == MENAKA
    }


def test_reported_food_aid_is_for_all_displaced_of_inekar():
    plan = settings()["reported_plan"][1]
    assert plan["households"] == households_in(INEKAR)
    assert set(plan["site_ids"]) == {
        row["site_id"] for row in displaced() if row["adm3_pcode"] == INEKAR
    }


def test_all_places_but_three_lie_behind_a_closed_link_on_the_first_day():
    closed = {frozenset((row["from"], row["to"])) for row in table("closures")}
    assert all(row["start"] == "2022-04-18" for row in table("closures"))
    graph = nx.Graph()
    graph.add_edges_from(
        (row["from"], row["to"])
        for row in table("routes")
        if frozenset((row["from"], row["to"])) not in closed
    )
    within_reach = nx.node_connected_component(graph, "menaka")
    assert {row["site_id"] for row in table("sites") if row["node"] in within_reach} == OPEN_TO_AID


# Real places


@needs_gazetteer
def test_sites_bear_the_p_codes_and_positions_of_the_gazetteer():
    # Akabar stands in the list with the sign of its longitude lost.
    with GAZETTEER.open(encoding="utf-8", newline="") as file:
        listed = {
            (folded(row["featureRef"]), row["admin3Pcod"], row["admin2Pcod"], row["admin1Pcod"],
             f"{float(row['latitude']):.5f}", f"{float(row['longitude']):.5f}")
            for row in csv.DictReader(file)
            if row["admin2Pcod"] == "ML0704"
        }  # fmt: skip
    for row in table("sites"):
        lon = "-1.99650" if row["site_id"] == "akabar" else row["lon"]
        assert (
            folded(row["name"]), row["adm3_pcode"], row["adm2_pcode"], row["adm1_pcode"],
            row["lat"], lon,
        ) in listed  # fmt: skip


@needs_gazetteer
def test_locations_lie_where_the_gazetteer_has_a_place_of_that_name():
    with GAZETTEER.open(encoding="utf-8", newline="") as file:
        listed = {
            (folded(row["featureRef"]), f"{float(row['latitude']):.5f}",
             f"{float(row['longitude']):.5f}")
            for row in csv.DictReader(file)
        }  # fmt: skip
    for row in table("locations"):
        lon = "-1.99650" if row["node_id"] == "akabar" else row["lon"]
        assert (folded(row["name"]), row["lat"], lon) in listed


def test_all_places_of_the_cercle_lie_east_of_greenwich():
    assert all(float(row["lon"]) > 1.5 for row in table("sites"))


def test_sites_lie_at_their_node():
    nodes = {row["node_id"]: (row["lat"], row["lon"]) for row in table("locations")}
    assert all(nodes[row["node"]] == (row["lat"], row["lon"]) for row in table("sites"))


def test_no_link_is_shorter_than_the_great_circle():
    nodes = {row["node_id"]: row for row in table("locations")}
    too_short = [
        (row["from"], row["to"])
        for row in table("routes")
        if float(row["km"]) < great_circle_km(nodes[row["from"]], nodes[row["to"]])
    ]
    assert too_short == []


@needs_flee
def test_roads_between_towns_have_the_length_that_flee_gives():
    published: dict[frozenset[str], set[float]] = {}
    for network in ("mali2017_adm1", "mali2012"):
        with (FLEE / network / "input_csv/routes.csv").open(encoding="utf-8") as file:
            for row in csv.reader(file):
                if not row[0].startswith("#"):
                    ends = frozenset(name.lower() for name in row[:2])
                    published.setdefault(ends, set()).add(float(row[2]))
    towns = {row["node_id"] for row in table("locations") if row["kind"] != "village"}
    roads = [
        row
        for row in table("routes")
        if row["mode"] == "road" and {row["from"], row["to"]} <= towns
    ]
    assert len(roads) == 15
    for row in roads:
        assert float(row["km"]) in published[frozenset((row["from"], row["to"]))]


def test_river_from_koulikoro_to_gao_is_as_long_as_published():
    legs = [row for row in table("routes") if row["mode"] == "river"]
    above_gao = [float(row["km"]) for row in legs if row["to"] != "ansongo"]
    # Each leg is rounded up to a whole kilometre.
    assert 1_308 <= sum(above_gao) < 1_308 + len(above_gao)


# Enough to plan with


def test_there_are_twelve_sites_three_depots_and_five_vehicle_classes():
    assert len({row["site_id"] for row in table("sites")}) >= 12
    warehouses = {row["depot_id"] for row in table("stock")}
    assert warehouses == {"depot-menaka", "depot-gao", "depot-bamako"}
    assert warehouses <= {row["depot_id"] for row in table("depots")}
    assert {row["vehicle_class"] for row in table("vehicles")} == {
        "pickup_4x4", "truck_10t", "truck_6x6", "water_tanker", "pinasse",
    }  # fmt: skip


def test_each_place_has_one_alert_and_some_are_not_verified():
    alerts = table("alerts")
    sites = {row["site_id"] for row in table("sites")}
    assert Counter(row["site_id"] for row in alerts) == dict.fromkeys(sites, 1)
    assert 0 < sum(row["verified_on"] == "" for row in alerts) < len(alerts)
    for row in alerts:
        assert row["occurred_on"].startswith("2022-03")
        assert row["occurred_on"] < row["reported_on"] < (row["verified_on"] or "2022-04-18")


def test_four_hundred_households_were_asked_in_the_columns_of_the_form():
    rows = table("assessment")
    questions = form()["questions"]
    asked = [name for name in rows[0] if name in questions]
    assert sum(row["respondent"] == "household" for row in rows) >= 400
    assert len({row["household_id"] for row in rows}) == len(rows)
    assert len(asked) + 6 == len(rows[0])
    assert set(asked) <= {name for name, one in questions.items() if not one.get("personal")}
    assert all("2022-04-05" <= row["interviewed_on"] <= "2022-04-17" for row in rows)


def test_households_are_asked_in_groups_that_live_there():
    living = {(row["site_id"], row["group"]) for row in table("sites")}
    assert {(row["site_id"], row["group"]) for row in table("assessment")} < living


def test_displaced_households_asked_are_as_large_as_those_reported():
    sizes = [
        int(row["household_size"])
        for row in table("assessment")
        if row["group"] == "idp" and row["respondent"] == "household"
    ]
    assert sum(sizes) / len(sizes) == pytest.approx(27_883 / 4_618, abs=0.35)


def test_answers_have_the_gaps_of_real_ones():
    pack = form()
    missing = {str(code).casefold() for code in pack["missing"]}
    rows = table("assessment")
    cells = [value for row in rows for name, value in row.items() if name in pack["questions"]]
    gaps = [value for value in cells if value.strip().casefold() in missing]
    assert 0.10 < len(gaps) / len(cells) < 0.30
    assert {"", "n/a", "-99", "9999", "dont_know", "N/A", " n/a "} <= set(gaps)


def test_households_that_lack_water_lack_food_and_shelter_too():
    short, others = [], []
    for row in table("assessment"):
        if row["group"] == "idp" and row["fcs_dairy"].isdecimal():
            often = row["water_lack"] in ("often", "always")
            (short if often else others).append(int(row["fcs_dairy"]))
    assert sum(short) / len(short) < sum(others) / len(others) - 0.5


def test_weights_stand_only_where_a_place_was_sampled_by_blocks():
    weighted = [row for row in table("assessment") if row["weight"]]
    assert {(row["site_id"], row["group"]) for row in weighted} == {("menaka-town", "idp")}
    mean = sum(float(row["weight"]) for row in weighted) / len(weighted)
    assert mean == pytest.approx(1.0, abs=0.01)


def test_it_loads_with_no_doubt_but_the_odd_answers_that_were_planted():
    warnings = load(SCENARIO).warnings
    assert {(problem.code, problem.place.column) for problem in warnings} == {
        ("RRM-I016", column)
        for column in (
            "arrival_days", "food_stock_days", "nfi_jerrycans", "price_change_pct",
            "water_litres_per_day", "water_round_trip_min",
        )
    }  # fmt: skip
    assert len(warnings) == 6


# Honest, and repeatable


def test_sources_say_of_each_column_whether_it_is_reported_or_made_up():
    origins = settings()["sources"]
    for path in sorted(SCENARIO.glob("*.csv")):
        origin = origins[path.stem]
        spoken_of = {**origin.get("reported", {}), **origin.get("made_up", {})}
        columns = set(table(path.stem)[0])
        assert origin["source"] and origin["licence"]
        assert all(spoken_of.values())
        assert "all columns" in spoken_of or columns == set(spoken_of)


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "42", "LC_ALL": "C.UTF-8", "TZ": "Pacific/Auckland"},
    ],
)
def test_generator_writes_the_same_bytes_again(tmp_path, surroundings):
    subprocess.run(
        [sys.executable, "-B", "-S", SCENARIO / "generate.py", tmp_path],
        check=True,
        env={**os.environ, **surroundings},
    )
    shipped = {path.name: path.read_bytes() for path in SCENARIO.glob("*.csv")}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == shipped


def test_tables_are_plain_utf_8_with_line_feeds():
    for path in SCENARIO.glob("*.csv"):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data
        assert data.endswith(b"\n")
        data.decode("utf-8")
