"""Laws of reading and writing networks."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.export.network import geojson_text, graph_geojson, graph_graphml
from rrm.intake.network import NetworkReading, ReadingOptions, read_network
from rrm.model.great_circle import great_circle_km
from rrm.model.scenario import Location, Mode, Route

NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cf", "Cn")),
    max_size=20,
)
IDS = st.from_regex(r"[\w][\w./:-]{0,10}", fullmatch=True)
DEGREES = st.floats(-89, 89)


@st.composite
def networks(draw: st.DrawFn) -> NetworkReading:
    ids = draw(st.lists(IDS, min_size=2, max_size=6, unique=True))
    places = tuple(
        Location(node_id=one, name=draw(NAMES) or "x", lat=draw(DEGREES), lon=draw(DEGREES))
        for one in ids
    )
    pairs = st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True)
    keys = draw(
        st.lists(st.tuples(pairs.map(tuple), st.sampled_from(Mode)), unique=True, max_size=8)
    )
    routes = tuple(
        Route(
            from_node=ends[0],
            to_node=ends[1],
            mode=mode,
            km=draw(st.floats(0, 20_000)),
            surface=draw(st.sampled_from(["tar", "sand"])),
            max_payload_t=draw(st.none() | st.floats(0.001, 1e6)),
            risk=draw(st.floats(0, 1)),
            wait_hours=draw(st.floats(0, 1000)),
            bidirectional=draw(st.booleans()),
            escort=draw(st.booleans()),
            open_from=draw(st.none() | st.just("08-01")),
            source=draw(NAMES),
        )
        for ends, mode in keys
    )
    return NetworkReading(places, routes, (), None)  # type: ignore[arg-type]


@given(networks())
@settings(max_examples=60, deadline=None)
def test_a_graph_written_is_read_back_to_the_same_tables(network: NetworkReading) -> None:
    with TemporaryDirectory() as folder:
        graphml, geojson = Path(folder) / "g.graphml", Path(folder) / "g.geojson"
        graphml.write_bytes(graph_graphml(network, lambda _: {"truck": True}, 2))
        geojson.write_text(geojson_text(graph_geojson(network)), encoding="utf-8", newline="\n")
        for path in (graphml, geojson):
            back = read_network([path])
            assert back.locations == network.locations
            assert back.routes == network.routes


VERTICES = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(
    lambda spot: (-3 + spot[0] / 20, 15 + spot[1] / 20)
)
COURSES = st.lists(VERTICES, min_size=2, max_size=6, unique=True)
SURFACES = st.sampled_from(["asphalt", "sand"])


def _read(roads: list[tuple[list[tuple[float, float]], str]]) -> NetworkReading:
    features = [
        {
            "type": "Feature",
            "properties": {"highway": "primary", "surface": surface},
            "geometry": {"type": "LineString", "coordinates": course},
        }
        for course, surface in roads
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "roads.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
        return read_network([path], ReadingOptions(tolerance_m=0.0))


@given(st.lists(st.tuples(COURSES, SURFACES), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_links_and_rings_have_the_km_of_all_stretches_each_once(
    roads: list[tuple[list[tuple[float, float]], str]],
) -> None:
    found = _read(roads)
    stretches = {tuple(sorted(pair)) for course, _ in roads for pair in pairwise(course)}
    km = sum(great_circle_km(a[1], a[0], b[1], b[0]) for a, b in stretches)
    assert sum(r.km for r in found.routes) + found.account.rings.km == pytest.approx(km, abs=0.05)
    keys = [(frozenset((r.from_node, r.to_node)), r.mode) for r in found.routes]
    assert len(set(keys)) == len(keys)


@given(st.lists(st.tuples(COURSES, st.just("asphalt")), min_size=1, max_size=5), st.randoms())
@settings(max_examples=80, deadline=None)
def test_the_order_and_direction_of_drawing_change_no_distance(
    roads: list[tuple[list[tuple[float, float]], str]], chance: object
) -> None:
    import networkx as nx

    def distances(reading: NetworkReading) -> dict[frozenset[str], float]:
        graph = nx.Graph()
        for route in reading.routes:
            graph.add_edge(route.from_node, route.to_node, km=route.km)
        lengths = nx.all_pairs_dijkstra_path_length(graph, weight="km")
        return {frozenset((a, b)): round(km, 1) for a, to in lengths for b, km in to.items()}

    shuffled = [(course[::-1], surface) for course, surface in roads]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = distances(_read(roads)), distances(_read(shuffled))
    for pair in one.keys() & other.keys():
        assert one[pair] == pytest.approx(other[pair], abs=0.2)
