"""Critical links and places against deleting each one and asking all again."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.access import critical_links, critical_places
from tests.access.builders import depot, link, scenario, site, vehicle
from tests.access.network_cases import (
    DAYS,
    NODES,
    PACK,
    got_there,
    joined,
    links,
    needs,
    networks,
    reports,
    spans,
    two_depots,
    without,
)


def felt(case, gone, carries, days=None, left_out=()):
    """By site: days with and without, and the mean hours on the days that both have."""
    before, after = (got_there(one, carries, days) for one in (case, gone))
    found = {}
    for site_id in before:
        both = sorted(before[site_id].keys() & after[site_id].keys())
        hours = [sum(it[site_id][day] for day in both) / len(both) if both else 0
                 for it in (before, after)]  # fmt: skip
        effect = (len(before[site_id]), len(after[site_id]), *map(pytest.approx, hours))
        changed = effect[0] != effect[1] or hours[1] > hours[0] + 1e-9
        if changed and site_id not in left_out:
            found[site_id] = effect
    return found


def told(loss, carries):
    return {
        it.site_id: (it.days_before, it.days_after, it.hours_before, it.hours_after)
        for it in loss.effects
        if it.carries == carries and (it.days_before != it.days_after or it.hours_longer > 1e-9)
    }


@settings(max_examples=40, deadline=None)
@given(networks, st.lists(reports, max_size=2), spans)
def test_each_link_counts_what_deleting_it_does(ways, shut, days):
    case = two_depots(ways, shut)
    found = {
        tuple(sorted(it.link.ends)): it.loss for it in critical_links(case, PACK, needs(case), days)
    }
    for pair in joined(case):
        gone = without(case, [pair], days)
        for carries in ("goods", "water"):
            expected = felt(case, gone, carries, days)
            assert (told(found[pair], carries) if pair in found else {}) == expected


@settings(max_examples=40, deadline=None)
@given(networks, st.lists(reports, max_size=2))
def test_each_place_counts_what_losing_all_its_links_does(ways, shut):
    case = two_depots(ways, shut)
    found = {it.node: it.loss for it in critical_places(case, PACK, needs(case))}
    for node in NODES:
        gone = without(case, [pair for pair in joined(case) if node in pair])
        own = [one.site_id for one in case.sites if one.node == node]
        expected = {c: felt(case, gone, c, left_out=own) for c in ("goods", "water")}
        cuts = any(e[0] and not e[1] for by_site in expected.values() for e in by_site.values())
        assert (node in found) == cuts
        if cuts:
            assert {c: told(found[node], c) for c in expected} == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.permutations(NODES).map(lambda nodes: nodes[:2]), min_size=1, max_size=9))
def test_without_limits_the_links_that_cut_off_are_bridges(ends):
    graph = nx.Graph([tuple(pair) for pair in ends])
    case = one_depot([link(*pair, 10) for pair in graph.edges])
    found = {
        tuple(sorted(it.link.ends)): {e.site_id for e in it.loss.effects if e.is_cut_off}
        for it in critical_links(case, PACK, needs(case))
    }
    cutting = {pair: sites for pair, sites in found.items() if sites}
    assert cutting == {
        tuple(sorted(pair)): beyond for pair in nx.bridges(graph) if (beyond := behind(graph, pair))
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(links, min_size=1, max_size=9))
def test_without_limits_the_places_that_cut_off_dominate_the_way_out_or_home(ways):
    free = [link(way.from_node, way.to_node, 1, bidirectional=way.bidirectional) for way in ways]
    case = one_depot(free)
    graph = nx.DiGraph()
    graph.add_nodes_from(NODES)
    for way in free:
        graph.add_edge(way.from_node, way.to_node)
        if way.bidirectional:
            graph.add_edge(way.to_node, way.from_node)
    expected: dict[str, set[str]] = {}
    out, home = dominators(graph), dominators(graph.reverse())
    for node in out.keys() & home.keys():
        for place in (out[node] | home[node]) - {node}:
            expected.setdefault(place, set()).add(node.upper() * 2)
    found = {
        it.node: {e.site_id for e in it.loss.effects if e.is_cut_off}
        for it in critical_places(case, PACK, needs(case))
    }
    # The site in the depot's own place needs no link.
    assert found == {place: sites - {"AA"} for place, sites in expected.items() if sites - {"AA"}}


def one_depot(ways):
    return scenario(
        ways, days=DAYS, nodes=list(NODES),
        sites=tuple(site(node.upper() * 2, node) for node in NODES),
        depots=(depot("D", "a"),), vehicles=(vehicle("truck"),),
    )  # fmt: skip


def behind(graph, pair):
    if "a" not in graph:
        return set()
    cut = graph.copy()
    cut.remove_edge(*pair)
    lost = nx.node_connected_component(graph, "a") - nx.node_connected_component(cut, "a")
    return {node.upper() * 2 for node in lost}


def dominators(graph):
    """By place that is reached from `a`: the places that every way there passes, its own too."""
    immediate = nx.immediate_dominators(graph, "a")
    found = {}
    for node in immediate:
        chain, at = {node, "a"}, node
        while at != "a" and immediate[at] != at:
            at = immediate[at]
            chain.add(at)
        found[node] = chain
    return found
