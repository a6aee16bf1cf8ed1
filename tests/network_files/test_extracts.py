"""The drawn extract in all its kinds of files, read, exported and read back."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from rrm.export.network import geojson_text, graph_geojson, graph_graphml
from rrm.intake import load_scenario
from rrm.intake.network import (
    NetworkReading,
    ReadingOptions,
    read_network,
    read_road_mapping,
    shipped_road_mappings,
    table_text,
    write_network,
)
from rrm.model.great_circle import great_circle_km
from rrm.model.scenario import Season, Settings
from tests.intake.problems import refused
from tests.network_files.drawn_roads import PLACES, geojson, graphml, hdx_geojson, places_csv
from tests.network_files.files import FOLDER, A, B, D, codes, ends, line, town, written

OSM, HDX, OSMNX = (
    FOLDER / n for n in ("roads-osm.geojson", "roads-hdx.geojson", "roads-osmnx.graphml")
)
TOWNS = FOLDER / "places.csv"
SHARED = Path(__file__).parents[2] / "../shared/data"


@pytest.fixture(scope="module")
def osm() -> NetworkReading:
    return read_network([OSM])


def test_the_files_are_those_that_are_drawn() -> None:
    assert json.loads(OSM.read_text("utf-8")) == json.loads(json.dumps(geojson()))
    assert json.loads(HDX.read_text("utf-8")) == json.loads(json.dumps(hdx_geojson()))
    assert TOWNS.read_text("utf-8") == places_csv()
    assert OSMNX.read_text("utf-8") == graphml()


def test_every_town_of_the_extract_is_found(osm: NetworkReading) -> None:
    assert {name for name, *_ in PLACES} <= {place.name for place in osm.locations}


def test_every_route_joins_two_locations_and_no_two_are_told_alike(osm: NetworkReading) -> None:
    nodes = {place.node_id for place in osm.locations}
    keys = [(route.from_node, route.to_node, route.mode) for route in osm.routes]
    assert len(set(keys)) == len(keys)
    assert all({start, end} <= nodes and start != end for start, end, _ in keys)


def test_no_link_is_shorter_than_the_straight_line(osm: NetworkReading) -> None:
    where = {place.node_id: (place.lat, place.lon) for place in osm.locations}
    for route in osm.routes:
        straight = great_circle_km(*where[route.from_node], *where[route.to_node])
        assert route.km >= straight - 0.001


def test_douentza_reaches_tombouctou_by_track_sand_ferry_and_tar(osm: NetworkReading) -> None:
    graph = nx.Graph()
    for route in osm.routes:
        graph.add_edge(route.from_node, route.to_node, km=route.km, surface=route.surface)
    way = nx.shortest_path(graph, "douentza", "tombouctou", weight="km")
    surfaces = [graph.edges[pair]["surface"] for pair in pairwise(way)]
    assert surfaces == ["track", "sand", "ferry", "tar"]


def test_roads_of_osmnx_are_those_of_the_tags(osm: NetworkReading) -> None:
    found = read_network([OSMNX], ReadingOptions(places=TOWNS))
    pair = frozenset(("douentza", "bambara-maounde"))
    for reading in (osm, found):
        (route,) = [one for one in reading.routes if {one.from_node, one.to_node} == pair]
        assert (route.surface, route.bidirectional) == ("track", True)
        assert route.km == pytest.approx(96.668, abs=0.01)
    assert not [problem for problem in found.problems if problem.code == "RRM-N017"]


def test_an_edge_without_a_course_has_its_own_length(tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    for name, (lon, lat) in (("a", A), ("b", B)):
        graph.add_node(name, x=lon, y=lat)
    graph.add_edge("a", "b", highway="primary", surface="asphalt", length=15_000.0)
    path = tmp_path / "g.graphml"
    nx.write_graphml(graph, path)
    (route,) = read_network([path]).routes
    assert route.km == pytest.approx(15.0)
    assert not route.bidirectional


def test_a_length_in_the_wrong_unit_is_doubted(tmp_path: Path) -> None:
    wrong = line([A, B], highway="primary", surface="asphalt", length="10.7")
    assert codes(read_network([written(tmp_path, wrong)])) == ["RRM-N017"]


def test_codes_of_a_logistics_layer_are_understood() -> None:
    found = read_network([HDX], ReadingOptions(places=TOWNS))
    by_ends = {frozenset((route.from_node, route.to_node)): route for route in found.routes}
    assert by_ends[frozenset(("douentza", "boni"))].surface == "tar"
    sandy = by_ends[frozenset(("tombouctou", "n16.91564/-2.03120"))]
    assert (sandy.surface, sandy.max_payload_t) == ("track", 3.5)
    seasonal = by_ends[frozenset(("gossi", "gourma-rharous"))]
    assert (seasonal.open_from, seasonal.open_to) == ("11-01", "05-31")


def _layer(
    name: str, features: list[dict[str, Any]], path: Path, driver: str, **options: Any
) -> None:
    raw = pytest.importorskip("pyogrio.raw")
    shapely = pytest.importorskip("shapely")
    import numpy as np

    columns = sorted({key for one in features for key in one["properties"]})
    shapes = [shapely.geometry.shape(one["geometry"]) for one in features]
    cells = [
        np.array([str(one["properties"].get(column, "")) for one in features], dtype=object)
        for column in columns
    ]
    raw.write(
        str(path),
        shapely.to_wkb(np.array(shapes, dtype=object)),
        cells,
        columns,
        layer=name,
        driver=driver,
        geometry_type=shapes[0].geom_type,
        crs=options.pop("crs", "EPSG:4326"),
        **options,
    )


def _lines_and_points() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    features = geojson()["features"]
    lines = [one for one in features if one["geometry"]["type"] == "LineString"]
    return lines, [one for one in features if one["geometry"]["type"] == "Point"]


def test_a_geopackage_says_the_same_as_the_geojson(tmp_path: Path, osm: NetworkReading) -> None:
    lines, points = _lines_and_points()
    path = tmp_path / "roads.gpkg"
    _layer("roads", lines, path, "GPKG")
    _layer("towns", points, path, "GPKG", append=True)
    found = read_network([path])
    assert (found.locations, found.routes) == (osm.locations, osm.routes)


def test_a_geopackage_open_in_another_program_is_read_as_it_is(
    tmp_path: Path, osm: NetworkReading
) -> None:
    import sqlite3

    lines, _ = _lines_and_points()
    path = tmp_path / "roads.gpkg"
    _layer("roads", lines, path, "GPKG")
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode = WAL")
    database.close()
    path.with_name("roads.gpkg-wal").write_bytes(b"x")
    found = read_network([path], ReadingOptions(places=TOWNS))
    assert found.routes == osm.routes
    assert "RRM-N024" in codes(found)


def test_a_geopackage_in_metres_is_refused(tmp_path: Path) -> None:
    lines, _ = _lines_and_points()
    path = tmp_path / "roads.gpkg"
    _layer("roads", lines, path, "GPKG", crs="EPSG:32630")
    assert [one.code for one in refused(lambda: read_network([path]))] == ["RRM-N009"]


def test_a_zipped_shapefile_and_a_plain_one_say_the_same(tmp_path: Path) -> None:
    features = hdx_geojson()["features"]
    for one in features:
        one["geometry"] = {"type": "LineString", "coordinates": one["geometry"]["coordinates"][0]}
    _layer("roads", features, tmp_path / "roads.shp", "ESRI Shapefile")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in sorted(tmp_path.glob("roads.*")):
            archive.write(part, f"hdx/{part.name}")
    (tmp_path / "layer.zip").write_bytes(packed.getvalue())
    options = ReadingOptions(places=TOWNS)
    plain, zipped = (
        read_network([tmp_path / name], options) for name in ("roads.shp", "layer.zip")
    )
    assert plain.routes == zipped.routes == read_network([HDX], options).routes


def test_without_the_extra_a_person_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyogrio", None)
    (tmp_path / "roads.gpkg").write_bytes(b"")
    (problem,) = refused(lambda: read_network([tmp_path / "roads.gpkg"]))
    assert problem.code == "RRM-N007"
    assert "rrm-engine[geo]" in problem.remedy.text("en")


def test_several_files_are_one_network(tmp_path: Path) -> None:
    one = written(tmp_path, line([A, B]), town("a", A), name="one.geojson")
    two = written(tmp_path, line([B, D]), town("d", D), name="two.geojson")
    (route,) = read_network([one, two]).routes
    assert {route.from_node, route.to_node} == {"a", "d"}


def test_a_mapping_of_ones_own_decides(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "road_mapping: 1\ntitle: {en: Ours}\nsource: us\nstatus: proposed\n"
        "recognised_by: [piste]\nsurfaces: [tar, sand]\ntaken:\n  - is: yes\n"
        "surface:\n  - when: {piste: Sable}\n    is: sand\n  - is: tar\n",
        encoding="utf-8",
    )
    path = written(tmp_path, line([A, B], piste="sable"), line([B, D], piste="goudron"))
    found = read_network([path], ReadingOptions(mapping=str(own)))
    assert sorted(route.surface for route in found.routes) == ["sand", "tar"]


def test_a_mapping_with_faults_names_their_lines(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("road_mapping: 1\nsurfase: []\n", encoding="utf-8")
    problems = refused(lambda: read_road_mapping(str(own)))
    assert "RRM-I011" in {problem.code for problem in problems}
    assert any(problem.place.line == 2 for problem in problems)


@pytest.mark.parametrize("name", shipped_road_mappings())
def test_shipped_mappings_use_surfaces_of_the_packs_and_say_both_languages(name: str) -> None:
    from rrm.intake import load_pack

    mapping = read_road_mapping(name)
    pack, _ = load_pack("mali", Path.cwd() / "scenarios" / "any")
    known = {surface for one in pack.access.classes.values() for surface in one.speeds_kmh}
    assert {surface.surface for surface in mapping.surface} <= known
    assert {surface.surface for surface in mapping.surface} <= set(mapping.surfaces)
    for taken in mapping.taken:
        assert taken.is_taken or set(taken.because) == {"en", "fr"}


# --- tables ---------------------------------------------------------------------------------


def _scenario(folder: Path, reading: NetworkReading) -> Path:
    """A scenario with one site and one depot on the network read."""
    write_network(folder, reading.locations, reading.routes)
    (folder / "scenario.yaml").write_text(
        "id: roads\ntitle: {en: Roads}\ncountry: MLI\nstart: 2022-04-18\nhorizon_days: 14\n"
        "season: dry\nrules: mali\nbudget: {amount: 1000000, currency: XOF}\n",
        encoding="utf-8",
    )
    (folder / "sites.csv").write_text(
        "site_id,name,lat,lon,households,people,group,node\n"
        "gossi-camp,Gossi,15.82,-1.30,100,600,idp,gossi\n",
        encoding="utf-8",
    )
    (folder / "depots.csv").write_text(
        "depot_id,name,lat,lon,node\ndepot-gao,Gao,16.27,-0.04,gao\n", encoding="utf-8"
    )
    return folder


def test_tables_written_are_read_as_a_scenario_to_the_same_rows(
    tmp_path: Path, osm: NetworkReading
) -> None:
    loaded = load_scenario(_scenario(tmp_path / "roads", osm))
    assert loaded.scenario.locations == osm.locations
    assert loaded.scenario.routes == osm.routes
    assert isinstance(loaded.scenario.settings, Settings)
    assert loaded.scenario.settings.season is Season.DRY


def test_nodes_that_the_scenario_names_stay_when_its_roads_are_replaced(
    tmp_path: Path, osm: NetworkReading
) -> None:
    folder = _scenario(tmp_path / "roads", osm)
    again = read_network([HDX], ReadingOptions(scenario=folder))
    _, lost = write_network(folder, again.locations, again.routes, replace=True)
    assert not lost
    names = {place.node_id: place.name for place in again.locations}
    assert (names["gossi"], names["gao"]) == ("Gossi", "Gao")
    assert load_scenario(folder).scenario.routes == again.routes


def test_a_scenario_whose_nodes_are_lost_is_told_so(tmp_path: Path, osm: NetworkReading) -> None:
    folder = _scenario(tmp_path / "roads", osm)
    other = read_network([written(tmp_path, line([A, B]))])
    _, lost = write_network(folder, other.locations, other.routes, replace=True)
    (problem,) = lost
    assert problem.code == "RRM-N027"
    assert "gossi" in problem.found.text("en")


def test_nothing_is_replaced_unless_it_is_said(tmp_path: Path, osm: NetworkReading) -> None:
    (tmp_path / "routes.csv").write_text("mine", encoding="utf-8")
    problems = refused(lambda: write_network(tmp_path, osm.locations, osm.routes))
    assert [problem.code for problem in problems] == ["RRM-N023"]
    assert (tmp_path / "routes.csv").read_text("utf-8") == "mine"
    assert not (tmp_path / "locations.csv").exists()


def test_a_disk_that_fails_half_way_leaves_both_tables_as_they_were(
    tmp_path: Path, osm: NetworkReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("locations.csv", "routes.csv"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    replace = Path.replace

    def full(draft: Path, target: Path) -> Path:
        if target.name == "routes.csv":
            raise OSError(28, "No space left on device")
        return replace(draft, target)

    monkeypatch.setattr(Path, "replace", full)
    refused(lambda: write_network(tmp_path, osm.locations, osm.routes, replace=True))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["locations.csv", "routes.csv"]
    assert all(path.read_text("utf-8") == "mine" for path in tmp_path.iterdir())


def test_the_same_file_gives_the_same_bytes(osm: NetworkReading) -> None:
    again = read_network([OSM])
    assert table_text("routes", again.routes) == table_text("routes", osm.routes)
    assert table_text("locations", again.locations) == table_text("locations", osm.locations)


def test_flee_networks_become_tables_of_one_surface() -> None:
    folder = SHARED / "flee" / "mali2012"
    if not folder.exists():
        pytest.skip("the shared data is not here")
    assert [p.code for p in refused(lambda: read_network([folder]))] == ["RRM-N025"]
    found = read_network([folder], ReadingOptions(surface="laterite"))
    assert {route.surface for route in found.routes} == {"laterite"}
    assert len(ends(found.routes)) == len(found.routes)
    assert len(found.locations) == 23
    mud = refused(lambda: read_network([folder], ReadingOptions(surface="mud")))
    assert [problem.code for problem in mud] == ["RRM-N028"]
    assert "laterite" in mud[0].allowed.text("en")


# --- export ---------------------------------------------------------------------------------


def test_geojson_has_all_columns_and_who_passes(osm: NetworkReading) -> None:
    document = graph_geojson(osm, lambda position: {"truck": position == 0, "boat": False}, day=3)
    kinds = [feature["geometry"]["type"] for feature in document["features"]]
    assert kinds == ["Point"] * len(osm.locations) + ["LineString"] * len(osm.routes)
    links = document["features"][len(osm.locations) :]
    assert [link["properties"]["open_truck"] for link in links].count(True) == 1
    assert links[0]["properties"]["km"] == osm.routes[0].km
    west, south, east, north = document["bbox"]
    assert west < east and south < north
    assert document["day"] == 3
    for feature in document["features"]:
        positions = feature["geometry"]["coordinates"]
        for lon, lat in [positions] if isinstance(positions[0], float) else positions:
            assert west <= lon <= east and south <= lat <= north
            assert round(lon, 7) == lon and round(lat, 7) == lat
    assert json.loads(geojson_text(document)) == document


def test_graphml_is_a_directed_graph_that_others_read(tmp_path: Path, osm: NetworkReading) -> None:
    path = tmp_path / "roads.graphml"
    path.write_bytes(graph_graphml(osm))
    graph = nx.read_graphml(path, force_multigraph=True)
    two_way = sum(route.bidirectional for route in osm.routes)
    assert graph.number_of_edges() == len(osm.routes) + two_way
    assert {"x", "y", "name"} <= set(graph.nodes["gao"])
    _, _, edge = next(iter(graph.edges(data=True)))
    assert edge["length"] == pytest.approx(edge["km"] * 1000)


def test_what_is_exported_is_read_back_to_the_same_tables(
    tmp_path: Path, osm: NetworkReading
) -> None:
    for name, content in (
        ("r.graphml", graph_graphml(osm)),
        ("r.geojson", geojson_text(graph_geojson(osm)).encode("utf-8")),
    ):
        (tmp_path / name).write_bytes(content)
        back = read_network([tmp_path / name])
        assert (back.locations, back.routes) == (osm.locations, osm.routes)
