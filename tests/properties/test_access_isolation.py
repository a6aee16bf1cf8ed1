"""The fewest closures that isolate, against all sets of links and against greatest flows."""

from itertools import chain, combinations

import networkx as nx
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rrm.access import isolating_closures
from tests.access.builders import depot, link, scenario, site, vehicle
from tests.access.network_cases import (
    DAYS,
    NODES,
    PACK,
    got_there,
    joined,
    links,
    networks,
    reports,
    spans,
    two_depots,
    without,
)

KINDS = ("goods", "water")


def reached(case, sites, days, kinds=KINDS):
    return {s for kind in kinds for s, hours in got_there(case, kind, days).items() if hours
            and s in sites}  # fmt: skip


def smallest(case, sites, days, kinds):
    """The fewest links whose loss leaves none of the sites reached, by trying all sets."""
    pairs = joined(case)
    for lost in chain.from_iterable(combinations(pairs, n) for n in range(len(pairs) + 1)):
        if not reached(without(case, lost, days), sites, days, kinds):
            return len(lost)
    raise AssertionError("never isolated")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(links, min_size=3, max_size=7),
    st.lists(reports, max_size=1),
    st.sets(st.sampled_from("bcde"), min_size=1, max_size=2),
    spans,
    st.sampled_from([None, *KINDS]),
)
def test_no_smaller_set_of_links_isolates(ways, shut, places, days, carries):
    case = two_depots(ways, shut)
    sites = {node.upper() * 2 for node in places}
    kinds = KINDS if carries is None else (carries,)
    found = isolating_closures(case, PACK, sites, days, carries=carries)
    assert not found.never_isolated
    assert set(found.out_of_reach) == sites - reached(case, sites, days, kinds)
    ends = [one.ends for one in found.links]
    assert not reached(without(case, ends, days), sites, days, kinds)
    assert len(ends) == smallest(case, sites, days, kinds)
    for site_id, alone in found.alone.items():
        assert {tuple(sorted(one.ends)) for one in alone} == {
            pair
            for pair in joined(case)
            if not reached(without(case, [pair], days), {site_id}, days, kinds)
        }


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.permutations(NODES).map(lambda n: n[:2]), min_size=4, max_size=14),
    st.sets(st.sampled_from("cdef"), min_size=1, max_size=3),
)
def test_isolating_cuts_are_as_small_as_the_greatest_flow(ends, places):
    graph = nx.Graph([tuple(pair) for pair in ends])
    graph.add_nodes_from(NODES)
    case = scenario(
        [link(*pair, 1) for pair in graph.edges], days=DAYS, nodes=list(NODES),
        sites=tuple(site(node.upper() * 2, node) for node in NODES),
        depots=(depot("D", "a"), depot("E", "b")),
        vehicles=(vehicle("truck", "D"), vehicle("truck", "E")),
    )  # fmt: skip
    nx.set_edge_attributes(graph, 1, "capacity")
    graph.add_edges_from([("depots", "a"), ("depots", "b")])
    graph.add_edges_from((node, "sites") for node in places)
    found = isolating_closures(case, PACK, {node.upper() * 2 for node in places})
    assert len(found.links) == nx.maximum_flow_value(graph, "depots", "sites")


@settings(max_examples=40, deadline=None)
@given(networks, st.randoms(use_true_random=False))
def test_the_order_of_the_links_changes_nothing(ways, random):
    assume(len({frozenset((w.from_node, w.to_node)) for w in ways}) > 3)
    shuffled = list(ways)
    random.shuffle(shuffled)
    one, other = (
        [sorted(it.ends) for it in isolating_closures(two_depots(order), PACK, ["DD", "EE"]).links]
        for order in (ways, shuffled)
    )
    assert one == other
