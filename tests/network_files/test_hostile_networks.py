"""Files that are broken, misleading or meant to do harm."""

import json
import random
import sqlite3
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from rrm.intake.network import ReadingOptions, read_network
from rrm.model.problem import BadInput
from tests.intake.problems import refused
from tests.network_files.files import FOLDER, A, B, codes, line, reading, town, written

SHARED = Path(__file__).parents[2] / "../shared/data"
HEAD = '<?xml version="1.0" encoding="utf-8"?>'
GRAPHML = 'xmlns="http://graphml.graphdrawing.org/xmlns"'


def _file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def _only_code(path: Path, **options: object) -> str:
    problems = refused(lambda: read_network([path], ReadingOptions(**options)))  # type: ignore[arg-type]
    assert {problem.code for problem in problems} == {problems[0].code}
    assert problems[0].text("en")
    return problems[0].code


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "FeatureCollection", "features": [',
        "[" * 200_000,
        "[]",
        '{"a": 1' + "0" * 5000 + "}",
    ],
)
def test_what_is_no_json_is_refused(tmp_path: Path, text: str) -> None:
    assert _only_code(_file(tmp_path, "roads.geojson", text)) == "RRM-N002"


@pytest.mark.parametrize("text", ['{"elements": []}', '{"type": "Topology"}', '{"type": 7}'])
def test_json_of_another_kind_is_told_apart(tmp_path: Path, text: str) -> None:
    assert _only_code(_file(tmp_path, "roads.json", text)) == "RRM-N003"


@pytest.mark.parametrize(
    "position",
    [
        "[NaN, 15]",
        "[Infinity, 15]",
        '["-3", "15"]',
        "[-3]",
        "null",
        "[-3, 1" + "0" * 400 + "]",
        "[[1]]",
    ],
)
def test_a_position_that_is_none_names_its_feature(tmp_path: Path, position: str) -> None:
    good, bad = json.dumps(line([A, B])), json.dumps(line([A, B]))
    bad = bad.replace("[[-3.0, 15.0], ", f"[{position}, ")
    text = f'{{"type": "FeatureCollection", "features": [{good}, {bad}]}}'
    path = _file(tmp_path, "roads.geojson", text)
    (problem,) = refused(lambda: read_network([path]))
    assert (problem.code, problem.place.row) == ("RRM-N011", 2)


def test_all_bad_positions_are_told_at_once(tmp_path: Path) -> None:
    bad = line([(None, None), B])  # type: ignore[list-item]
    path = written(tmp_path, bad, line([A, B]), bad)
    problems = refused(lambda: read_network([path]))
    assert [problem.place.row for problem in problems] == [1, 3]


def test_metres_are_refused_with_a_way_out(tmp_path: Path) -> None:
    path = written(tmp_path, line([(300_000, 1_700_000), (310_000, 1_710_000)]))
    (problem,) = refused(lambda: read_network([path]))
    assert problem.code == "RRM-N009"
    assert "EPSG:4326" in problem.remedy.text("en")


def test_another_projection_that_a_file_names_is_refused(tmp_path: Path) -> None:
    document = {"type": "FeatureCollection", "features": [line([A, B])]}
    document["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32630"}}  # type: ignore[assignment]
    assert _only_code(_file(tmp_path, "r.geojson", json.dumps(document))) == "RRM-N009"


def test_latitude_first_is_noticed_and_read_when_declared(tmp_path: Path) -> None:
    turned = line([A[::-1], B[::-1]])
    assert _only_code(written(tmp_path, turned)) == "RRM-N010"
    found = reading(tmp_path, turned, swap=True)
    assert {place.lat for place in found.locations} == {15.0}


def test_the_published_network_with_latitude_first_is_noticed() -> None:
    path = SHARED / "flee/mali2022_2024/input_csv/routes.geojson"
    if not path.exists():
        pytest.skip("the shared data is not here")
    assert _only_code(path, mapping="osm") == "RRM-N010"


def test_roads_of_another_country_are_doubted(tmp_path: Path) -> None:
    found = reading(tmp_path, line([(40.0, -10.0), (40.1, -10.0)]))
    assert codes(found) == ["RRM-N012"]


def test_nested_collections_are_read_to_a_depth_and_not_beyond(tmp_path: Path) -> None:
    inner: dict[str, object] = {"type": "LineString", "coordinates": [A, B]}
    nested = inner
    for _ in range(3):
        nested = {"type": "GeometryCollection", "geometries": [nested]}
    feature = {**line([A, B]), "geometry": nested}
    assert len(reading(tmp_path, feature).routes) == 1
    for _ in range(100):
        nested = {"type": "GeometryCollection", "geometries": [nested]}
    found = reading(tmp_path, line([A, B]), {**feature, "geometry": nested})
    assert codes(found) == ["RRM-N013"]


def test_polygons_and_lines_without_length_are_left_out_and_told(tmp_path: Path) -> None:
    area = {**line([A, B]), "geometry": {"type": "Polygon", "coordinates": [[A, B, A]]}}
    found = reading(tmp_path, line([A, B]), area, line([A, A]))
    assert codes(found) == ["RRM-N013", "RRM-N013"]


def test_columns_that_no_mapping_knows_are_named(tmp_path: Path) -> None:
    (problem,) = refused(lambda: reading(tmp_path, line([A, B], strasse="ja")))
    assert problem.code == "RRM-N014"
    assert "strasse" in problem.found.text("en")


def test_a_layer_without_any_road_is_refused(tmp_path: Path) -> None:
    (problem,) = refused(lambda: reading(tmp_path, line([A, B], highway="steps")))
    assert problem.code == "RRM-N016"


@pytest.mark.parametrize("name", ["roads.kml", "roads", "roads.geojson.exe"])
def test_other_kinds_of_files_are_refused(tmp_path: Path, name: str) -> None:
    assert _only_code(_file(tmp_path, name, "x")) == "RRM-N001"


@pytest.mark.parametrize(
    "text",
    [
        f'{HEAD}<!DOCTYPE g [<!ENTITY a "b">]><graphml {GRAPHML}>&a;</graphml>',
        f'{HEAD}<!DOCTYPE graphml SYSTEM "file:///etc/passwd"><graphml {GRAPHML}/>',
        f"{HEAD}<graphml {GRAPHML}>" + "<graph>" * 50 + "</graph>" * 50 + "</graphml>",
        f'<?xml version="1.0" encoding="utf-16"?><graphml {GRAPHML}/>',
    ],
)
def test_xml_that_could_do_harm_is_refused_before_it_is_read(tmp_path: Path, text: str) -> None:
    assert _only_code(_file(tmp_path, "roads.graphml", text)) == "RRM-N005"


def test_a_document_type_in_another_encoding_is_refused_too(tmp_path: Path) -> None:
    text = '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "b">]><graphml/>'.encode("utf-16")
    assert _only_code(_file(tmp_path, "roads.graphml", text)) == "RRM-I003"


@pytest.mark.parametrize(
    "text",
    [
        "<graphml>",
        "<html/>",
        f'<graphml {GRAPHML}><key id="k" for="edge" attr.name="km" attr.type="double"/><graph'
        ' edgedefault="directed"><node id="a"/><edge source="a" target="a"><data key="k">far</data>'
        "</edge></graph></graphml>",
    ],
)
def test_what_is_no_graphml_is_refused(tmp_path: Path, text: str) -> None:
    assert _only_code(_file(tmp_path, "roads.graphml", text)) == "RRM-N006"


def test_nodes_without_a_position_are_named(tmp_path: Path) -> None:
    text = f'<graphml {GRAPHML}><graph edgedefault="directed"><node id="a"/></graph></graphml>'
    assert _only_code(_file(tmp_path, "roads.graphml", text)) == "RRM-N011"


@pytest.mark.parametrize(
    "content",
    [
        b"<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>/etc</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
        b"SQLite format 3\x00" + b"\x00" * 52 + b"GPKG" + b"\x00" * 100,
        b"",
    ],
)
def test_what_is_no_geopackage_never_reaches_gdal(tmp_path: Path, content: bytes) -> None:
    assert _only_code(_file(tmp_path, "roads.gpkg", content)) == "RRM-N008"


def test_a_geopackage_with_views_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "roads.gpkg"
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA application_id = 1196444487")
        database.execute(
            "CREATE VIEW gpkg_contents AS WITH RECURSIVE r(n) AS"
            " (SELECT 1 UNION ALL SELECT n FROM r) SELECT n AS table_name FROM r"
        )
    database.close()
    (problem,) = refused(lambda: read_network([path]))
    assert problem.code == "RRM-N008"
    assert "gpkg_contents" in problem.found.text("en")


def test_a_zip_must_hold_one_shapefile(tmp_path: Path) -> None:
    for names in ((), ("a.shp", "b.shp"), ("../../a.shp",)):
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name in names:
                archive.writestr(name, "x")
        assert _only_code(_file(tmp_path, "roads.zip", packed.getvalue())) == "RRM-N008"


def test_a_network_of_any_size_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rrm.intake.network.geojson.MAX_VERTICES", 5)
    many = [line([A, B]) for _ in range(3)]
    assert _only_code(written(tmp_path, *many)) == "RRM-N004"


def test_names_that_no_table_may_hold_do_no_harm(tmp_path: Path) -> None:
    names = ["=cmd|x", "\x1b[2J", "x" * 5000, "\u202e", "تمبكتو", "'; DROP TABLE"]
    points = [(-3 + 0.01 * at, 15.0) for at in range(len(names))]
    towns = [town(name, point) for name, point in zip(names, points, strict=True)]
    found = reading(tmp_path, line(points), *towns)
    assert len(found.locations) == len(names)
    assert all("\x1b" not in place.name for place in found.locations)


@pytest.mark.parametrize("name", ["roads-osm.geojson", "roads-osmnx.graphml"])
def test_a_damaged_file_is_read_or_refused_and_nothing_else(tmp_path: Path, name: str) -> None:
    chance, whole = random.Random(18), (FOLDER / name).read_bytes()
    refusals = 0
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 3, 10))):
            at = chance.randrange(len(damaged))
            damaged[at : at + chance.randrange(3)] = chance.choice(
                (b"null", b"1e999", b"[]", b"-9", b'"', b"<data/>", b"", b"\xff", b"0")
            )
        try:
            read_network([_file(tmp_path, name, bytes(damaged))])
        except BadInput as bad:
            refusals += 1
            assert all(problem.text("fr") for problem in bad.problems)
    assert refusals > 0
