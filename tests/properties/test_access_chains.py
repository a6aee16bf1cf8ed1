"""Chains against every combination of legs and days there is."""

from datetime import timedelta
from itertools import pairwise, permutations
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.access import DaysAway, chains, turnaround
from rrm.model.scenario import Transhipment
from tests.access.builders import (
    START,
    access_rules,
    boat,
    closed,
    depot,
    link,
    scenario,
    site,
    table,
    vehicle,
    vehicle_class,
)

NODES = "abcs"
DAYS = 6
RULES = access_rules(truck=vehicle_class(max_trip_days=14), boat=boat(max_trip_days=2))

routes = st.builds(
    lambda ends, km, mode, risk: link(
        *ends, km, mode=mode, surface="river" if mode == "river" else "tar", risk=risk
    ),
    st.permutations(NODES).map(lambda nodes: nodes[:2]),
    st.sampled_from([20, 300, 1100, 1100]),
    st.sampled_from(["road", "river"]),
    st.sampled_from([0, 0.1]),
)
closures = st.builds(
    lambda ends, first, length: closed(
        *ends,
        start=START + timedelta(days=first - 1),
        end=START + timedelta(days=first + length - 1),
    ),
    st.permutations(NODES).map(lambda nodes: nodes[:2]),
    st.integers(1, DAYS),
    st.integers(0, 3),
)
lines = st.tuples(*(st.sampled_from([20, 100, 300]) for _ in range(3))).map(
    lambda km: [
        link("a", "b", km[0]),
        link("b", "c", km[1] / 4, mode="river", surface="river", risk=0.1),
        link("c", "s", km[2]),
    ]
)
fleets = st.lists(
    st.builds(
        lambda of_class, at, first, last: vehicle(of_class, at, from_day=first, to_day=last),
        st.sampled_from(["truck", "boat"]),
        st.sampled_from("ABC"),
        st.sampled_from([1, 1, 3]),
        st.sampled_from([None, None, 5]),
    ),
    max_size=3,
).map(lambda more: [vehicle("truck", "A"), vehicle("boat", "B"), vehicle("truck", "C"), *more])
changes = st.lists(
    st.builds(
        lambda node, hours: Transhipment(node=node, handling_hours=hours),
        st.sampled_from("abc"),
        st.sampled_from([0, 6, 20]),
    ),
    min_size=2,
    max_size=3,
    unique_by=lambda one: one.node,
)


def legs(case, rows, away, start, end, day):
    """Every trip that a vehicle can make from depot to destination from a day on."""
    for one in case.vehicles:
        for leaves in range(day, DAYS + 1):
            found = rows.on(start, end, one.vehicle_class, leaves)
            if one.depot_id != start or found is None or not found.open:
                continue
            trip = turnaround(found, RULES.classes[one.vehicle_class], one.hours_per_day)
            home, there = leaves + trip.days - 1, leaves + trip.arrival_offset
            is_there = one.from_day <= leaves and home <= (one.to_day or 99) and there <= DAYS
            if is_there and all(away.stays_open(found, on) for on in range(leaves + 1, home + 1)):
                yield leaves, there, found


def all_chains(case, rows, away, origin, day):
    """(arrival, hours, changes) of every direct trip and every chain that leaves on a day."""
    handling = {one.node.upper(): one.handling_hours for one in case.transhipments}
    paths = [(origin, *via, "S") for n in (0, 1, 2) for via in permutations(handling, n)]
    for path in paths:
        if len(set(path)) < len(path):
            continue
        loads = [(day, 0.0)]
        for at, (start, end) in enumerate(pairwise(path)):
            gone_on = []
            for ready, hours in loads:
                for leaves, there, found in legs(case, rows, away, start, end, ready):
                    if at == 0 and leaves != day and len(path) > 2:
                        continue
                    wait = 1 if handling.get(end, 0) <= 18 else 2
                    gone_on.append((there + wait, hours + found.hours + handling.get(end, 0)))
            loads = gone_on
        yield from ((ready - 1, hours, len(path) - 2) for ready, hours in loads)


@settings(max_examples=60, deadline=None)
@given(lines, st.lists(routes, max_size=3), st.lists(closures, max_size=2), fleets, changes)
def test_the_chain_told_is_the_best_of_all_and_told_only_where_it_beats_a_direct_trip(
    line, more, shut, fleet, transhipments
):
    case = scenario(
        line + more, shut, days=DAYS, nodes=list(NODES), sites=(site("S", "s"),),
        depots=tuple(depot(node.upper(), node) for node in "abc"),
        vehicles=tuple(fleet), transhipments=tuple(transhipments),
    )  # fmt: skip
    rows, away = table(case, RULES), DaysAway(case, RULES)
    told = chains(case, SimpleNamespace(access=RULES), rows)
    for origin in "ABC":
        for day in range(1, DAYS + 1):
            every = list(all_chains(case, rows, away, origin, day))
            best = min((it[:2] for it in every if it[2]), default=None)
            direct = min((it[:2] for it in every if not it[2]), default=None)
            is_worth_it = best is not None and (direct is None or _before(best, direct))
            holding = [c for c in told if c.origin == origin and _leaves(c, day)]
            assert len(holding) == is_worth_it
            if holding:
                (chain,) = holding
                is_waiting = chain.arrival_day == chain.last_arrival_day
                later = 0 if is_waiting else day - chain.period_start
                assert (chain.arrival_day + later, chain.hours) == (
                    best[0], pytest.approx(best[1])
                )  # fmt: skip
                assert (chain.direct is None) == (direct is None)


def _before(one, other):
    """Arrives sooner, or the same day after clearly less driving."""
    return one[0] < other[0] or (one[0] == other[0] and one[1] < other[1] - 1e-9)


def _leaves(chain, day):
    return chain.period_start <= day <= chain.period_end
