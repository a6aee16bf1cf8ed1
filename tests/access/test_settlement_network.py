"""A network of 18,423 places and 34,390 links (not roads), as a test of scale."""

import csv
from pathlib import Path

import pytest

from rrm.access import class_network
from rrm.access.class_network import ClassNetwork
from rrm.access.conditions import Conditions
from rrm.access.grid import grid
from rrm.access.link_arrays import link_arrays
from rrm.access.periods import Period
from rrm.model.scenario import Season
from tests.access.builders import link, vehicle_class

EDGES = Path(__file__).parents[2] / "../shared/data/mali_settlement_graph_derived/edges_gabriel.csv"
DRY = Conditions(Season.DRY, load_limits=True)

pytestmark = pytest.mark.skipif(not EDGES.exists(), reason="the settlement network is not here")


@pytest.fixture(scope="module")
def links():
    with EDGES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return link_arrays([link(it["from_pcode"], it["to_pcode"], float(it["km"])) for it in rows])


@pytest.fixture(scope="module")
def places(links):
    step = len(links.nodes) // 60
    every = list(range(0, len(links.nodes), step))
    return every[:5], every[5:]


def ways_alone(links, walls, origins, destinations):
    """By pairs of places, out and home, each search on its own and place by place."""
    network = ClassNetwork(links, vehicle_class())
    conditions = Conditions(Season.DRY, load_limits=True, walls=frozenset(walls))
    found = {}
    for origin in origins:
        for outward in (True, False):
            ways = network.fastest(conditions, origin, outward=outward)
            for destination in destinations:
                path = ways.path(destination) if ways.reaches(destination) else ()
                found[origin, destination, outward] = path
    return found


def ways_together(answer):
    return {
        (origin, destination, outward): answer.path(
            "truck", 0, origin, destination, outward=outward
        )
        for origin in answer.origins
        for destination in answer.destinations
        for outward in (True, False)
    }


def test_ways_over_all_settlements_are_the_same_however_they_are_searched(
    links, places, monkeypatch
):
    origins, destinations = places
    period = Period(1, 1, DRY, (), starts=6, hours=12, escort=None)
    rules, periods = {"truck": vehicle_class()}, {"truck": (period,)}
    answer = grid(links, rules, periods, origins, destinations)
    way = answer.ways("truck", 0, origins[0], destinations[-1], outward=True)
    lost = [way[len(way) // 2], way[-1]]
    monkeypatch.setattr(class_network, "LARGE", len(links) + 1)
    for closed in ([], lost):
        alone = ways_alone(links, closed, origins[:2], destinations)
        together = ways_together(answer.without(closed))
        assert {key: together[key] for key in alone} == alone
    assert ways_together(answer.without(lost)) != ways_together(answer)
