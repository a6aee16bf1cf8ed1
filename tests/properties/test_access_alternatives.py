"""Alternatives against every loopless way there is, on networks small enough to walk them all."""

from itertools import pairwise
from math import ceil, log, prod
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.access import alternatives
from tests.access.builders import (
    access_rules,
    closed,
    link,
    row,
    scenario,
    site,
    vehicle,
    vehicle_class,
)

NODES = "abcd"
SPEEDS = {"tar": {"dry": 60}, "track": {"dry": 20}}
UNCERTAIN = {"probable": 0.2, "possible": 0.1}

links = st.builds(
    lambda ends, km, surface, risk, both: link(
        *ends, km, surface=surface, risk=risk, bidirectional=both
    ),
    st.permutations(NODES).map(lambda nodes: nodes[:2]),
    st.sampled_from([0, 10, 20, 60, 60, 200]),
    st.sampled_from(["tar", "track", "sand"]),
    st.sampled_from([0, 0.1, 0.2, 0.2, 1]),
    st.booleans(),
)
closures = st.builds(
    lambda ends, certainty: closed(*ends, certainty=certainty),
    st.permutations(NODES).map(lambda nodes: nodes[:2]),
    st.sampled_from(["certain", "probable", "possible"]),
)
networks = st.lists(links, min_size=3, max_size=9)
reports = st.lists(closures, max_size=2)
days_away = st.sampled_from([1, 2, 14])


def rules_of(days):
    return access_rules(truck=vehicle_class(speeds_kmh=SPEEDS, max_trip_days=days))


def case(ways, shut):
    return scenario(
        list(ways), list(shut), days=3, nodes=list(NODES), sites=(site("S", "b"),),
        vehicles=(vehicle(hours_per_day=10),),
    )  # fmt: skip


def found_ways(ways, shut, days, most=3):
    pack = SimpleNamespace(access=rules_of(days))
    found = alternatives(case(ways, shut), pack, "S", most)
    return found[0].ways if found else ()


def held(ways, shut, at):
    ends = {ways[at].from_node, ways[at].to_node}
    return [c.certainty.value for c in shut if {c.from_node, c.to_node} == ends]


def steps_of(ways, shut):
    """Open steps as (start, end, link, hours, km, safe)."""
    for at, way in enumerate(ways):
        doubts = held(ways, shut, at)
        if way.surface == "sand" or "certain" in doubts:
            continue
        safe = (1 - way.risk) * prod(1 - UNCERTAIN[name] for name in doubts)
        step = (at, way.km / SPEEDS[way.surface]["dry"], way.km, safe)
        yield (way.from_node, way.to_node, *step)
        if way.bidirectional:
            yield (way.to_node, way.from_node, *step)


def all_ways(steps, place, end, seen=()):
    """Every way that visits no place twice, as tuples of steps."""
    if place == end:
        yield ()
        return
    for step in steps:
        if step[0] == place and step[1] not in (*seen, place):
            for rest in all_ways(steps, step[1], end, (*seen, place)):
                yield (step, *rest)


def time_of(way):
    return sum(max(1, round(step[3] * 3.6e9)) for step in way)


def risk_of(way):
    return sum(round(-log(step[5]) * 1e12) if step[5] else 10**15 for step in way)


def places(way, start="a"):
    return (start, *(step[1] for step in way))


def within_the_rules(ways, shut, days):
    """All ways from a to b that leave time to come home by the fastest way."""
    steps = list(steps_of(ways, shut))
    homes = [sum(step[3] for step in way) for way in all_ways(steps, "b", "a")]
    return [
        way
        for way in all_ways(steps, "a", "b")
        if homes and ceil((2 + sum(s[3] for s in way) + min(homes)) / 10 - 1e-9) <= days
    ]


def is_in_time(way, home, days):
    return ceil((2 + sum(s[3] for s in (*way, *home))) / 10 - 1e-9) <= days


def risk(way):
    return 1 - prod(step[5] for step in way)


def way_home(way, fastest, steps, ways, days):
    """How a way comes home, and by which links, found by walking all ways home."""
    homes = list(all_ways(steps, "b", "a"))
    quickest = in_order(homes, ways, time_of, start="b")[0]
    back = tuple(step for step in _turned(way, steps) if step)
    if taken(way) == taken(fastest):
        return taken(quickest), "same_way" if quickest == back else "fastest"
    if len(back) == len(way) and is_in_time(way, back, days):
        return taken(back), "same_way"
    possible = [home for home in homes if is_in_time(way, home, days)]
    by_risk = in_order(possible, ways, risk_of, start="b")[0]
    home = by_risk if risk(way) < risk(fastest) else quickest
    return taken(home), "fastest" if home == quickest else "safest"


def _turned(way, steps):
    for out in reversed(way):
        back = (out[1], out[0], out[2])
        yield next((step for step in steps if step[:3] == back), None)


def in_order(ways, table, measure, start="a"):
    """By the measure, time, length, places in the order travelled, links the safest first."""
    safest_first = sorted(range(len(table)), key=lambda at: (table[at].risk, at))
    return sorted(
        ways,
        key=lambda way: (
            measure(way),
            time_of(way),
            sum(step[4] for step in way),
            places(way, start),
            [safest_first.index(step[2]) for step in way],
        ),
    )


def taken(way):
    return tuple(step[2] for step in way)


def ranked(found, rank):
    by_rank = {getattr(one, rank): one.links for one in found if getattr(one, rank)}
    assert sorted(by_rank) == list(range(1, len(by_rank) + 1))
    return [by_rank[at] for at in sorted(by_rank)]


@settings(max_examples=150, deadline=None)
@given(networks, reports, days_away, st.integers(1, 4))
def test_the_best_by_time_and_by_risk_are_the_best_of_all_ways(ways, shut, days, most):
    found = found_ways(ways, shut, days, most)
    possible = within_the_rules(ways, shut, days)
    quickest = in_order(possible, ways, time_of)[:most]
    safest = in_order(possible, ways, risk_of)[:most]
    assert ranked(found, "time_rank") == [taken(way) for way in quickest]
    assert ranked(found, "risk_rank") == [taken(way) for way in safest]


@settings(max_examples=150, deadline=None)
@given(networks, reports, days_away)
def test_the_unbeaten_ways_are_the_front_of_all_ways(ways, shut, days):
    found = found_ways(ways, shut, days, most=1)
    scores = {(time_of(way), risk_of(way)) for way in within_the_rules(ways, shut, days)}
    front = sorted(
        one
        for one in scores
        if not any(other != one and other[0] <= one[0] and other[1] <= one[1] for other in scores)
    )
    by_links = {taken(way): way for way in within_the_rules(ways, shut, days)}
    told = [by_links[one.links] for one in found if one.is_unbeaten]
    assert sorted((time_of(way), risk_of(way)) for way in told) == front


@settings(max_examples=150, deadline=None)
@given(networks, reports, days_away)
def test_every_way_is_open_loopless_and_adds_up(ways, shut, days):
    steps = list(steps_of(ways, shut))
    for one in found_ways(ways, shut, days):
        trip = one.trip
        assert len(set(trip.path)) == len(trip.path)
        hops = [
            next(step for step in steps if step[:3] == (*hop, at))
            for hop, at in zip(pairwise(trip.path), one.links, strict=True)
        ]
        assert trip.hours == pytest.approx(sum(step[3] for step in hops))
        assert trip.km == sum(step[4] for step in hops)
        assert trip.risk == pytest.approx(1 - prod(step[5] for step in hops))
        back = [
            next(step for step in steps if step[:3] == (*hop, at))
            for hop, at in zip(pairwise(trip.path_back), one.links_back, strict=True)
        ]
        assert trip.hours_back == pytest.approx(sum(step[3] for step in back))
        assert trip.km_back == sum(step[4] for step in back)
        assert one.risk_back == pytest.approx(1 - prod(step[5] for step in back))
        assert is_in_time(hops, back, days)
        assert trip.cost == pytest.approx(100 * (trip.km + trip.km_back) * (1 + trip.doubt))


@settings(max_examples=150, deadline=None)
@given(networks, reports, days_away)
def test_every_way_comes_home_as_walking_all_ways_home_says(ways, shut, days):
    steps = list(steps_of(ways, shut))
    by_links = {taken(way): way for way in all_ways(steps, "a", "b")}
    found = found_ways(ways, shut, days)
    for one in found:
        way, fastest = by_links[one.links], by_links[found[0].links]
        expected = way_home(way, fastest, steps, ways, days)
        assert (one.links_back, one.home_by.value) == expected


@settings(max_examples=100, deadline=None)
@given(networks, reports, days_away)
def test_the_first_way_is_the_one_of_the_access_table(ways, shut, days):
    by_table = row(case(ways, shut), rules_of(days))
    found = found_ways(ways, shut, days)
    assert bool(found) == by_table.open
    if found:
        assert found[0].trip == by_table
        assert found[0].difference is None
        assert all(other.difference is not None for other in found[1:])
