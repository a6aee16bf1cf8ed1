"""Ways between sites: the engine's and those that the independent check finds by itself are one."""

from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.access import TourWays
from rrm.verification.fastest import FastestWays
from rrm.verification.network import Network
from tests.properties.test_access_ways import (
    DAYS,
    NODES,
    RULES,
    case,
    days_drawn,
    networks,
    reports,
    vehicle_classes,
)


@settings(max_examples=60, deadline=None)
@given(
    networks,
    reports,
    vehicle_classes,
    days_drawn,
    st.integers(1, DAYS),
    st.permutations(NODES).map(lambda nodes: nodes[:2]),
)
def test_from_stop_to_stop_both_take_the_same_way(ways, shut, of_class, of_days, day, nodes):
    world = case(ways, shut, of_class, **of_days)
    stops = [node.upper() * 2 for node in nodes]
    check = FastestWays(Network(world, SimpleNamespace(access=RULES)))
    found = [check.path(*ends, of_class, day) for ends in zip("a" + nodes[0], nodes, strict=True)]
    home = check.path(nodes[-1], "a", of_class, day)
    tour = TourWays(world, RULES).way("D", stops, of_class, day)
    if None in (*found, home):
        assert tour is None
    else:
        assert tour is not None
        assert tour.row.path == (*found[0], *found[1][1:])
        assert tour.row.path_back == home
