"""Ways searched together against each searched alone, against NetworkX, and against all paths."""

import random
from dataclasses import replace
from itertools import pairwise
from math import prod

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.access import class_network
from rrm.access.class_network import ClassNetwork
from rrm.access.conditions import Conditions, hours_of_passage
from rrm.access.grid import grid
from rrm.access.link_arrays import link_arrays
from rrm.access.paths import bases, distances, repair, searches, spread
from rrm.access.periods import Period
from rrm.model.scenario import Season
from tests.access.builders import link, vehicle_class

RULES = {"heavy": vehicle_class(gross_t=10), "light": vehicle_class(gross_t=3)}
PERIODS = 4


class Case:
    """A network full of ties, and what four periods make of it, all from one number."""

    def __init__(self, seed, places, links, asked=5):
        draw = random.Random(seed)
        nodes = [f"n{place:03d}" for place in range(places)]
        self.routes = [
            link(
                *draw.sample(nodes, 2),
                draw.choice([0, 5, 5, 10, 10, 10, 20]),
                surface=draw.choice(["tar", "tar", "laterite", "sand"]),
                bidirectional=draw.random() < 0.8,
                risk=draw.choice([0, 0.1]),
                max_payload_t=draw.choice([None, None, 5]),
                escort=draw.random() < 0.1,
                wait_hours=draw.choice([0, 0, 0.2]),
            )
            for _ in range(links)
        ]
        self.links = link_arrays(self.routes, nodes)
        self.periods = {
            name: tuple(self._period(draw, at) for at in range(PERIODS)) for name in RULES
        }
        self.origins = draw.sample(range(places), 2)
        self.destinations = draw.sample(range(places), min(places, asked))
        self.losses = [draw.sample(range(links), min(links, 2)) for _ in range(2)]
        self._draw = draw

    def _period(self, draw, at):
        every = range(len(self.routes))
        conditions = Conditions(
            season=draw.choice([Season.DRY, Season.WET]),
            out_of_season=frozenset(it for it in every if draw.random() < 0.1),
            load_limits=True,
            convoy=draw.random() < 0.5,
            walls=frozenset(it for it in every if draw.random() < 0.15),
        )
        doubts = tuple((it, draw.choice([0.1, 0.2])) for it in every if draw.random() < 0.1)
        return Period(at + 1, at + 1, conditions, doubts, starts=6, hours=12, escort=None)

    def answer(self):
        return grid(self.links, RULES, self.periods, self.origins, self.destinations)

    def anew(self, lost):
        """Asked from nothing, the lost links walls in all periods."""
        periods = {
            name: tuple(replace(it, conditions=with_walls(it.conditions, lost)) for it in mine)
            for name, mine in self.periods.items()
        }
        return grid(self.links, RULES, periods, self.origins, self.destinations)

    def used_link(self, answer):
        """One that ways come by, if any; those that many come by are drawn more often."""
        taken = [
            index
            for name, at, _, origin, destination in self.pairs()
            for index in answer.ways(name, at, origin, destination, outward=at % 2 == 0)
        ]
        return [self._draw.choice(taken)] if taken else []

    def pairs(self):
        for name in RULES:
            for at in range(PERIODS):
                for row, origin in enumerate(self.origins):
                    for column, destination in enumerate(self.destinations):
                        yield name, at, (row, column), origin, destination

    def hours(self, name, at, lost):
        conditions = self.periods[name][at].conditions
        hours = hours_of_passage(self.links, RULES[name], conditions)
        hours[list(lost)] = np.inf
        return hours


def with_walls(conditions, lost):
    return replace(conditions, walls=conditions.walls | set(lost))


cases = st.builds(
    Case, st.integers(0, 10**6), places=st.sampled_from([3, 5, 9, 16]), links=st.integers(1, 40)
)
engines = st.sampled_from(["compiled", "by heap"])


@pytest.fixture(autouse=True)
def _scipy():
    pytest.importorskip("scipy")


def with_engine(patch, engine):
    patch.setattr(distances, "is_compiled", lambda: engine == "compiled")


def alone(case, name, lost):
    """The class's network, a search at a time, with the lost links as walls."""
    network = ClassNetwork(case.links, RULES[name])

    def search(at, origin, outward):
        conditions = with_walls(case.periods[name][at].conditions, lost)
        found = network.fastest(conditions, origin, outward=outward)
        return found, network.ways(conditions)

    return search


@settings(max_examples=60, deadline=None)
@given(cases, engines)
def test_ways_searched_together_are_those_searched_alone_before_and_after_losses(case, engine):
    with pytest.MonkeyPatch.context() as patch:
        with_engine(patch, engine)
        answer, lost = case.answer(), []
        for more in ([], *case.losses):
            lost += more
            answer = answer.without(more)
            search = {name: alone(case, name, lost) for name in RULES}
            for name, at, _, origin, destination in case.pairs():
                for outward in (True, False):
                    found, ways = search[name](at, origin, outward)
                    path = found.path(destination) if found.reaches(destination) else ()
                    told = answer.path(name, at, origin, destination, outward=outward)
                    assert told == path
                    taken = answer.ways(name, at, origin, destination, outward=outward)
                    assert taken == ways.along(path)


larger = st.builds(
    Case,
    st.integers(0, 10**6),
    places=st.sampled_from([30, 60]),
    links=st.integers(60, 150),
    asked=st.sampled_from([2, 8, 25]),
)
LITTLE_AT_ONCE = (
    (searches, "_CELLS_AT_ONCE", 100),
    (bases, "_COPIED_AT_MOST", 0),
    (repair, "AT_HAND", 5),
    (spread, "AT_HAND", 5),
)


@settings(max_examples=40, deadline=None)
@given(larger, engines, st.booleans(), st.integers(1, 6))
def test_asked_again_after_any_losses_all_is_as_if_asked_anew(case, engine, little, losses):
    with pytest.MonkeyPatch.context() as patch:
        with_engine(patch, engine)
        for module, name, most in LITTLE_AT_ONCE if little else ():
            patch.setattr(module, name, most)
        first = answer = case.answer()
        before, lost = told(case, first), []
        for _ in range(losses):
            more = case.used_link(answer)
            lost, answer = lost + more, answer.without(more)
            anew = case.anew(lost)
            assert_same(answer, anew)
            assert told(case, answer) == told(case, anew)
            assert set(anew.used.tolist()) <= set(answer.used.tolist())
        assert_same(first.without(lost), answer)
        assert told(case, first) == before


def assert_same(one, other):
    """To the last bit."""
    for table in ("hours", "hours_back", "km", "km_back", "risk"):
        for name in RULES:
            np.testing.assert_array_equal(getattr(one, table)[name], getattr(other, table)[name])


def told(case, answer):
    """All ways, out and home, as links."""
    return [
        answer.ways(name, at, origin, destination, outward=outward)
        for name, at, _, origin, destination in case.pairs()
        for outward in (True, False)
    ]


@settings(max_examples=25, deadline=None)
@given(cases)
def test_large_networks_are_told_as_small_ones_are(case):
    for name, rules in RULES.items():
        small = ClassNetwork(case.links, rules)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(class_network, "LARGE", 0)
            large = ClassNetwork(case.links, rules, case.destinations[:2])
        conditions = [step for it in case.periods[name] for _, step in it.conditions.step_by_step()]
        for at in conditions:
            for outward in (True, False):
                one, other = (
                    network.fastest(at, case.origins[0], outward=outward)
                    for network in (small, large)
                )
                for place in [*case.destinations, *range(len(case.links.nodes))]:
                    assert one.reaches(place) == other.reaches(place)
                    if one.reaches(place):
                        assert one.path(place) == other.path(place)
                        path = one.path(place)
                        assert small.ways(at).along(path) == large.ways(at).along(path)
        for place in range(len(case.links.nodes)):
            assert small.piece(place) == large.piece(place)


TIME_FIRST = 10**12  # more millimetres than any way here has


@pytest.mark.parametrize("seed", range(200))
def test_hours_and_km_are_those_of_networkx(seed):
    case = Case(seed, places=8 + seed % 25, links=20 + seed % 60)
    lost = case.losses[0] if seed % 2 else []
    answer = case.answer().without(lost)
    for name, at, cell, origin, destination in case.pairs():
        graph = networkx_graph(case, case.hours(name, at, lost))
        for hours, km, start, end in (
            (answer.hours, answer.km, origin, destination),
            (answer.hours_back, answer.km_back, destination, origin),
        ):
            try:
                length = nx.dijkstra_path_length(graph, start, end, weight="cost")
            except nx.NetworkXNoPath:
                assert np.isinf(hours[name][at][cell])
            else:
                microseconds, millimetres = divmod(length, TIME_FIRST)
                assert hours[name][at][cell] == microseconds / 3.6e9
                assert km[name][at][cell] == pytest.approx(millimetres / 1e6)
        check_way(case, answer, name, at, cell, lost)


def networkx_graph(case, hours):
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(len(case.links.nodes)))
    for index in np.flatnonzero(np.isfinite(hours)).tolist():
        cost = max(1, round(hours[index] * 3.6e9)) * TIME_FIRST + round(case.links.km[index] * 1e6)
        ends = int(case.links.tail[index]), int(case.links.head[index])
        for start, end in [ends, ends[::-1]][: 2 if case.routes[index].bidirectional else 1]:
            graph.add_edge(start, end, cost=cost)
    return graph


def check_way(case, answer, name, at, cell, lost):
    """The way told is open, joined up, and adds up to the figures told."""
    origin, destination = case.origins[cell[0]], case.destinations[cell[1]]
    hours = case.hours(name, at, lost)
    doubts = dict(case.periods[name][at].doubts)
    path = answer.path(name, at, origin, destination, outward=True)
    taken = answer.ways(name, at, origin, destination, outward=True)
    if not path:
        assert np.isinf(answer.hours[name][at][cell])
        return
    assert (path[0], path[-1]) == (origin, destination)
    for (start, end), index in zip(pairwise(path), taken, strict=True):
        ends = (int(case.links.tail[index]), int(case.links.head[index]))
        assert (start, end) == ends or (case.links.two_way[index] and (end, start) == ends)
    driven, km = sum(hours[it] for it in taken), sum(case.links.km[it] for it in taken)
    assert answer.hours[name][at][cell] == pytest.approx(driven, abs=1e-7)
    assert answer.km[name][at][cell] == pytest.approx(km)
    safe = prod((1 - case.links.risk[it]) * (1 - doubts.get(it, 0)) for it in taken)
    assert 1 - safe == pytest.approx(answer.risk[name][at][cell])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_the_way_told_is_the_best_of_all_paths(seed):
    case = Case(seed, places=5, links=12)
    answer = case.answer()
    for name, at, _, origin, destination in case.pairs():
        hours = case.hours(name, at, [])
        for outward in (True, False):
            start, end = (origin, destination) if outward else (destination, origin)
            best = min(all_paths(case.links, hours, start, end), default=(0, 0, ()))
            assert answer.path(name, at, origin, destination, outward=outward) == best[2]


def all_paths(links, hours, start, end, seen=()):
    """Each path that never comes by a place twice: microseconds, millimetres, places."""
    if start == end:
        yield 0, 0, (*seen, end)
        return
    best = {}
    for index in np.flatnonzero(np.isfinite(hours)).tolist():
        ends = (int(links.tail[index]), int(links.head[index]))
        for here, there in [ends, ends[::-1]][: 2 if links.two_way[index] else 1]:
            if here == start and there not in (*seen, start):
                cost = (max(1, round(hours[index] * 3.6e9)), round(links.km[index] * 1e6))
                best[there] = min(best.get(there, cost), cost)
    for there, (microseconds, millimetres) in best.items():
        for us, mm, path in all_paths(links, hours, there, end, (*seen, start)):
            yield us + microseconds, mm + millimetres, path
