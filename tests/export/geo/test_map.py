"""The map as GeoJSON and as GeoPackage: what it holds, that both say the same, that others open it."""

import json
import sqlite3
import struct
from dataclasses import replace
from datetime import date

import pytest

from rrm.export.geo import map_geojson, map_geopackage
from rrm.export.geo.geopackage import column_names
from rrm.export.geo.layer import Column
from rrm.export.published import SectorLine
from rrm.export.small_cells import Shown
from rrm.model.approval import Approval
from tests.export.published.test_published_plan import published

HOSTILE = "=cmd|' /C calc'!A0 @SUM(1) <script>\u202eabc\nsecond\x00 " + "x" * 300


def the_map(plan=None, language="en"):
    return json.loads(map_geojson(plan or published(), (language,)))


def of_layer(found, name):
    return [one for one in found["features"] if one["properties"]["layer"] == name]


def tables(plan=None, language="en"):
    database = sqlite3.connect(":memory:")
    database.deserialize(map_geopackage(plan or published(), (language,)))
    return database


def renamed(name):
    plan = published()
    places = dict.fromkeys(plan.names.places, name)
    return replace(plan, names=replace(plan.names, places=places))


def test_geojson_is_points_and_lines_of_wgs_84_longitude_first():
    found = the_map()
    assert found["type"] == "FeatureCollection" and "crs" not in found
    assert found["bbox"] == [-2, 13, 0.18, 15.36]
    assert {one["geometry"]["type"] for one in found["features"]} == {"Point", "LineString"}
    for one in found["features"]:
        assert set(one) == {"type", "geometry", "properties"} and one["type"] == "Feature"
        at = one["geometry"]["coordinates"]
        for lon, lat in [at] if one["geometry"]["type"] == "Point" else at:
            assert -2 <= lon <= 0.18 and 13 <= lat <= 15.36
        assert one["geometry"]["type"] == "Point" or len(at) >= 2


def test_sites_have_scores_and_coverage():
    first = of_layer(the_map(), "sites")[0]["properties"]
    plan_line = published().sites[0]
    assert (first["site_id"], first["group_code"], first["severity"]) == ("A", "idp", 5)
    assert first["coverage"] == plan_line.coverage == plan_line.households_reached / 60
    assert first["people_in_need_wash"] == 300


def test_roads_have_the_state_that_the_fleet_finds_on_the_first_day():
    roads = {(r["from_id"], r["to_id"]): r for r in
             (one["properties"] for one in of_layer(the_map(), "roads"))}  # fmt: skip
    assert roads["town", "north"]["state"] == "open"
    assert roads["north", "east"]["state"] == "some"
    assert roads["north", "east"]["state_on"] == "2022-04-18"


def test_a_trip_is_a_line_from_its_depot_over_its_stops():
    tanker = next(t for t in of_layer(the_map(), "trips") if t["properties"]["trip_id"] == "T06")
    assert tanker["geometry"]["coordinates"] == [[0, 15], [0, 15.05], [0, 15.36]]
    assert len(of_layer(the_map(), "trips")) == len(published().trips)


def test_every_feature_and_the_file_say_which_run_and_that_it_is_a_draft():
    found = the_map()
    about = found["about"]
    assert about["run_id"] == "20220418T080000Z-0efb5d16" and about["circle"] == "restricted"
    assert about["time_of_data"] == "2022-04-18" and about["people_confidence_B"] == 600
    assert "Draft" in about["state_in_words"]
    assert all(one["properties"]["is_draft"] is True for one in found["features"])
    plan = published()
    approval = Approval("coordinator", date(2022, 4, 19), "ab" * 32, 1, "cd" * 32)
    approved = the_map(replace(plan, stamp=replace(plan.stamp, approval=approval)))
    assert approved["about"]["is_draft"] is False
    assert "coordinator" in approved["about"]["state_in_words"]


def test_a_count_that_may_not_be_told_is_empty_and_said_to_be():
    plan = published()
    few = SectorLine("protection", None, Shown(None, "small", 5))
    found = of_layer(the_map(replace(plan, sites=(replace(plan.sites[0], sectors=(few,)),))),
                     "sites")[0]["properties"]  # fmt: skip
    assert found["people_in_need_protection"] is None and found["severity_protection"] is None
    assert "<" in found["not_shown"]


def test_hostile_names_are_text_in_both_files():
    plan = renamed(HOSTILE)
    shown = of_layer(the_map(plan), "sites")[0]["properties"]["name"]
    assert shown.startswith("=cmd|' /C calc'!A0 @SUM(1) <script>[U+202E]abc\nsecond�")
    assert "\u202e".encode() not in map_geojson(plan, ("en",))
    [[stored]] = tables(plan).execute("SELECT name FROM sites LIMIT 1").fetchall()
    assert stored == shown


def test_a_plan_of_nothing_is_a_map_still():
    plan = published()
    scenario = plan.facts.scenario.model_copy(
        update={"routes": (), "depots": (), "water_sources": ()}
    )
    run = plan.facts.run
    facts = replace(plan.facts, run=replace(run, loaded=replace(run.loaded, scenario=scenario)))
    empty = replace(plan, facts=facts, sites=(), trips=())
    assert the_map(empty)["features"] == [] and "bbox" not in the_map(empty)
    assert tables(empty).execute("SELECT count(*) FROM trips").fetchone() == (0,)


def test_both_files_have_the_same_features_and_values():
    database = tables()
    database.row_factory = sqlite3.Row
    found = the_map()
    for layer in ("sites", "starts", "roads", "trips"):
        expected = [one["properties"] for one in of_layer(found, layer)]
        rows = [dict(row) for row in database.execute(f"SELECT * FROM {layer} ORDER BY fid")]
        for row in rows:
            assert row.pop("geom")[:2] == b"GP" and row.pop("fid") > 0
        assert rows == [{k: v for k, v in one.items() if k != "layer"} for one in expected]


def test_the_geopackage_keeps_to_the_standard():
    content = map_geopackage(published(), ("fr",))
    assert content[68:72] == b"GPKG" and struct.unpack(">I", content[60:64]) == (10400,)
    database = tables()
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    systems = database.execute("SELECT srs_id FROM gpkg_spatial_ref_sys").fetchall()
    assert {(4326,), (-1,), (0,)} <= set(systems)
    kinds = dict(database.execute("SELECT table_name, data_type FROM gpkg_contents").fetchall())
    assert kinds == {**dict.fromkeys(("sites", "starts", "roads", "trips"), "features"),
                     "about": "attributes"}  # fmt: skip


def test_columns_that_differ_by_case_alone_are_told_apart():
    names = column_names((Column("severity_wash"), Column("severity_WASH"), Column('a"b')))
    assert names == ('"severity_wash"', '"severity_WASH_2"', '"a""b"')


def test_the_same_plan_gives_the_same_bytes_and_each_language_its_own():
    for make in (map_geojson, map_geopackage):
        assert make(published(), ("en",)) == make(published(), ("en",))
        assert make(published(), ("en",)) != make(published(), ("fr",))


def test_nothing_leaves_without_a_stamp():
    with pytest.raises(ValueError, match="stamp"):
        map_geojson(published(stamped=False), ("en",))


def test_both_open_in_gdal(tmp_path):
    pyogrio = pytest.importorskip("pyogrio", reason="the extra `geo` reads maps by GDAL")
    package, collection = tmp_path / "map.gpkg", tmp_path / "map.geojson"
    package.write_bytes(map_geopackage(published(), ("fr",)))
    collection.write_bytes(map_geojson(published(), ("fr",)))
    layers = dict(map(tuple, pyogrio.list_layers(package)))
    assert layers == {"sites": "Point", "starts": "Point", "roads": "LineString",
                      "trips": "LineString", "about": None}  # fmt: skip
    sites = pyogrio.read_info(package, layer="sites")
    assert sites["crs"] == "EPSG:4326" and sites["features"] == 2
    assert tuple(sites["total_bounds"]) == (0.0, 15.36, 0.18, 15.36)
    roads = pyogrio.read_info(package, layer="roads", force_feature_count=True)
    assert roads["features"] == 5
    assert pyogrio.read_info(collection)["features"] == len(the_map()["features"])
