"""Who would be caught away: against the closures day by day, and against what plans may use."""

from datetime import timedelta
from itertools import pairwise
from math import ceil
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.access import DaysAway, Departures, caught_away, trip_home
from rrm.allocation.lanes import LaneKind, open_lanes
from tests.access.builders import (
    START,
    access_rules,
    closed,
    depot,
    link,
    scenario,
    site,
    table,
    vehicle,
    vehicle_class,
)

NODES = "abcd"
DAYS = 7
RULES = access_rules(truck=vehicle_class(max_trip_days=5), van=vehicle_class(max_trip_days=2))
PACK = SimpleNamespace(access=RULES)
FLEET = (vehicle("truck"), vehicle("truck", hours_per_day=12), vehicle("van"))

pairs = st.permutations(NODES).map(lambda nodes: nodes[:2])
links = st.builds(
    lambda ends, km, both: link(*ends, km, bidirectional=both),
    pairs,
    st.sampled_from([20, 150, 300, 500]),
    st.sampled_from([True, True, True, False]),
)
closures = st.builds(
    lambda ends, first, length, certainty: closed(
        *ends,
        start=START + timedelta(days=first - 1),
        end=START + timedelta(days=first + length - 1),
        certainty=certainty,
    ),
    pairs,
    st.integers(1, DAYS + 3),
    st.integers(0, 3),
    st.sampled_from(["certain", "certain", "probable"]),
)
networks = st.lists(links, min_size=2, max_size=7)
reports = st.lists(closures, max_size=4)


def case(ways, shut, fleet=FLEET):
    return scenario(
        list(ways), list(shut), days=DAYS, nodes=list(NODES),
        sites=(site("S", "b"), site("T", "c")), depots=(depot("D", "a"),), vehicles=fleet,
    )  # fmt: skip


def is_shut(shut, row, day):
    when = START + timedelta(days=day - 1)
    passed = {frozenset(hop) for path in (row.path, row.path_back) for hop in pairwise(path)}
    return any(
        one.certainty.value == "certain"
        and frozenset((one.from_node, one.to_node)) in passed
        and one.start <= when <= one.end
        for one in shut
    )


@settings(max_examples=100, deadline=None)
@given(networks, reports)
def test_caught_are_those_whose_way_a_closure_shuts_before_they_are_home(ways, shut):
    of = case(ways, shut, (vehicle("truck"), vehicle("van")))
    rows = table(of, RULES).rows
    departures = Departures(caught_away(of, PACK, rows))
    for row in rows:
        expected = ()
        if row.open:
            days = ceil((2 + row.hours + row.hours_back) / 10 - 1e-9)
            expected = tuple(
                day
                for day in range(row.period_start, row.period_end + 1)
                if any(is_shut(shut, row, later) for later in range(day + 1, day + days))
            )
        assert departures.days_caught(row) == expected


@settings(max_examples=100, deadline=None)
@given(networks, reports)
def test_a_plan_may_use_the_days_that_are_open_and_not_caught_and_no_others(ways, shut):
    of = case(ways, shut)
    rows, away = table(of, RULES), DaysAway(of, RULES)
    home = Departures(caught_away(of, PACK, rows.rows)).coming_home(rows.rows)
    told = {
        (row.destination, row.vehicle_class, day)
        for row in home
        if row.open
        for day in range(row.period_start, row.period_end + 1)
        if any(
            (made := trip_home(away, row, RULES.classes[row.vehicle_class], one, day))
            and day + made[0].arrival_offset <= DAYS
            for one in FLEET
            if one.vehicle_class == row.vehicle_class
        )
    }
    lanes = open_lanes(of, PACK, rows)
    used = {
        (lane.destination, FLEET[lane.fleet].vehicle_class, lane.day)
        for lane in lanes
        if lane.kind is LaneKind.GOODS
    }
    assert used <= told
    # A day on which only the slower of two vehicles would arrive in time, and be caught, is none.
    assert all(later_than_the_horizon(away, row_of(rows, one), one) for one in told - used)


def row_of(rows, one):
    destination, vehicle_class, day = one
    return rows.on("D", destination, vehicle_class, day)


def later_than_the_horizon(away, row, one):
    """Whether every vehicle that comes home arrives after the horizon."""
    _, name, day = one
    for each in FLEET:
        made = trip_home(away, row, RULES.classes[name], each, day)
        if each.vehicle_class == name and made is not None:
            comes = all(away.stays_open(row, on) for on in range(day + 1, day + made[0].days))
            if comes and day + made[0].arrival_offset <= DAYS:
                return False
    return True


@settings(max_examples=60, deadline=None)
@given(networks, reports)
def test_cutting_off_the_days_caught_leaves_all_other_days_as_they_are(ways, shut):
    of = case(ways, shut)
    rows = table(of, RULES).rows
    departures = Departures(caught_away(of, PACK, rows))
    for row in rows:
        days = [
            day
            for part in departures.coming_home([row])
            for day in range(part.period_start, part.period_end + 1)
        ]
        caught = departures.days_caught(row)
        assert sorted([*days, *caught]) == list(range(row.period_start, row.period_end + 1))
