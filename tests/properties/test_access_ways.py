"""Access against every path there is, on networks small enough to walk them all."""

from datetime import timedelta
from itertools import pairwise
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.model.scenario import Mode
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

NODES = "abcde"
DAYS = 6
SPEEDS = {
    "tar": {"dry": 60, "wet": 50},
    "laterite": {"dry": 30, "wet": 20},
    "track": {"dry": 15},
}
RULES = access_rules(
    river=("04-20", "04-21"),
    truck=vehicle_class(gross_t=10, speeds_kmh=SPEEDS),
    boat=boat(),
)

routes = st.builds(
    lambda ends, mode, km, surface, limit, risk, speed, both: link(
        *ends, km, mode=mode, surface="river" if mode == "river" else surface,
        max_payload_t=limit, risk=risk, speed_kmh=speed, bidirectional=both,
    ),
    st.permutations(NODES).map(lambda nodes: nodes[:2]),
    st.sampled_from(["road", "road", "road", "ferry", "river"]),
    st.sampled_from([0, 5, 10, 15, 30, 60]),
    st.sampled_from(["tar", "laterite", "track", "sand"]),
    st.sampled_from([None, None, 5, 20]),
    st.sampled_from([0, 0.1, 0.25]),
    st.sampled_from([None, None, 10]),
    st.booleans(),
)  # fmt: skip
closures = st.builds(
    lambda ends, days, classes, certainty: closed(
        *ends, start=on(days[0]), end=on(days[1]), classes=classes, certainty=certainty
    ),
    st.permutations(NODES).map(lambda nodes: nodes[:2]),
    st.tuples(st.integers(-2, DAYS), st.integers(1, DAYS + 2)),
    st.sampled_from([(), ("truck",), ("boat",)]),
    st.sampled_from(["certain", "certain", "probable", "possible"]),
)
networks = st.lists(routes, max_size=9)
reports = st.lists(closures, max_size=4)
seasons = st.sampled_from(["dry", "wet"])
vehicle_classes = st.sampled_from(["truck", "boat"])


def on(day):
    return START + timedelta(days=day - 1)


def case(ways, shut=(), season="dry", of_class="truck"):
    """From depot D at `a` to a site at each place."""
    return scenario(
        list(ways),
        list(shut),
        days=DAYS,
        season=season,
        nodes=list(NODES),
        sites=tuple(site(node.upper() * 2, node) for node in NODES),
        depots=(depot("D", "a"),),
        vehicles=(vehicle(of_class),),
    )


def speed(route, of_class, season):
    """What the class makes on the link when nothing is closed, by the words of the brief."""
    rules = RULES.classes[of_class]
    fits = {"truck": (Mode.ROAD, Mode.FERRY), "boat": (Mode.RIVER,)}[of_class]
    listed = rules.speeds_kmh.get(route.surface, {}).get(season)
    borne = route.max_payload_t is None or route.max_payload_t >= rules.gross_t
    return (route.speed_kmh or listed) if route.mode in fits and listed and borne else None


def holds(closure, route, of_class, day):
    return (
        {closure.from_node, closure.to_node} == {route.from_node, route.to_node}
        and (not closure.classes or of_class in closure.classes)
        and closure.start <= on(day) <= closure.end
    )


def carries_boats(day):
    return on(day).isoformat()[5:] in ("04-20", "04-21")


def hops(scenario_, of_class, day):
    """Open links on a day as {(start, end): [(hours, km, risk)]}."""
    season = scenario_.settings.season.value
    found = {}
    for route in scenario_.routes:
        kmh = speed(route, of_class, season)
        held = [c for c in scenario_.closures if holds(c, route, of_class, day)]
        dry_river = route.mode is Mode.RIVER and not carries_boats(day)
        if kmh is None or dry_river or any(c.certainty == "certain" for c in held):
            continue
        doubts = prod(1 - RULES.closure_risk[c.certainty.value] for c in held)
        step = (route.km / kmh, route.km, 1 - (1 - route.risk) * doubts)
        found.setdefault((route.from_node, route.to_node), []).append(step)
        if route.bidirectional:
            found.setdefault((route.to_node, route.from_node), []).append(step)
    return found


def all_paths(steps, start, end, seen=()):
    if start == end:
        yield (*seen, end)
        return
    for first, second in sorted(steps):
        if first == start and second not in seen:
            yield from all_paths(steps, second, end, (*seen, start))


def cheapest(steps, path):
    """Hours and kilometres along a path, by the fastest link of each hop."""
    taken = [min(step[:2] for step in steps[hop]) for hop in pairwise(path)]
    return sum(hours for hours, _ in taken), sum(km for _, km in taken)


def microseconds(steps, path):
    """How ways are ranked: whole microseconds, a link of no length counting as one."""
    return sum(max(1, round(min(steps[hop])[0] * 3.6e9)) for hop in pairwise(path))


def best(steps, start, end):
    """The best path by time, then length, then names, with its hours and kilometres."""
    paths = all_paths(steps, start, end)
    ranked = [(microseconds(steps, path), cheapest(steps, path)[1], path) for path in paths]
    if not ranked:
        return None
    path = min(ranked)[2]
    return *cheapest(steps, path), path


@settings(max_examples=100, deadline=None)
@given(networks, reports, seasons, vehicle_classes)
def test_access_is_the_best_of_all_paths_on_every_day(ways, shut, season, of_class):
    asked = case(ways, shut, season, of_class)
    found = table(asked, RULES)
    for day in range(1, DAYS + 1):
        steps = hops(asked, of_class, day)
        for node in NODES:
            row = found.on("D", node.upper() * 2, of_class, day)
            out, back = best(steps, "a", node), best(steps, node, "a")
            assert row.open == (out is not None and back is not None)
            if row.open:
                assert (pytest.approx(row.hours, abs=1e-7), row.path) == (out[0], out[2])
                assert (pytest.approx(row.hours_back, abs=1e-7), row.path_back) == (
                    back[0],
                    back[2],
                )
                assert (row.km, row.km_back) == (out[1], back[1])
                assert row.cost == pytest.approx(100 * (out[1] + back[1]))


@settings(max_examples=100, deadline=None)
@given(networks, reports, seasons, vehicle_classes)
def test_a_path_reported_is_open_on_every_day_of_its_period_and_adds_up(
    ways, shut, season, of_class
):
    asked = case(ways, shut, season, of_class)
    for row in table(asked, RULES).rows:
        for day in range(row.period_start, row.period_end + 1):
            steps = hops(asked, of_class, day)
            for path, hours in ((row.path, row.hours), (row.path_back, row.hours_back)):
                assert all(hop in steps for hop in pairwise(path))
                assert cheapest(steps, path)[0] == pytest.approx(hours)
            risks = [{step[2] for step in steps[hop]} for hop in pairwise(row.path)]
            if all(len(risk) == 1 for risk in risks):
                assert row.risk == pytest.approx(1 - prod(1 - r for (r,) in risks))


@settings(max_examples=100, deadline=None)
@given(networks, reports, seasons, vehicle_classes)
def test_periods_cover_every_day_once_and_neighbours_differ(ways, shut, season, of_class):
    asked = case(ways, shut, season, of_class)
    rows = table(asked, RULES).between("D", "BB", of_class)
    days = [day for row in rows for day in range(row.period_start, row.period_end + 1)]
    assert days == list(range(1, DAYS + 1))
    for one, other in pairwise(rows):
        last, first = one.period_end, other.period_start
        changed = hops(asked, of_class, last) != hops(asked, of_class, first)
        # A river that rises while all its links are closed changes the cause, not the links.
        assert changed or carries_boats(last) != carries_boats(first)


@settings(max_examples=100, deadline=None)
@given(networks, reports, closures, seasons, vehicle_classes)
def test_closing_a_road_never_shortens_an_access(ways, shut, another, season, of_class):
    before = table(case(ways, shut, season, of_class), RULES)
    after = table(case(ways, [*shut, another], season, of_class), RULES)
    for day in range(1, DAYS + 1):
        for node in NODES:
            was = before.on("D", node.upper() * 2, of_class, day)
            now = after.on("D", node.upper() * 2, of_class, day)
            assert was.open or not now.open
            if now.open:
                assert now.hours >= was.hours - 1e-9
                assert now.hours_back >= was.hours_back - 1e-9


@settings(max_examples=100, deadline=None)
@given(networks, reports, routes, seasons, vehicle_classes)
def test_opening_a_road_never_lengthens_an_access(ways, shut, another, season, of_class):
    before = table(case(ways, shut, season, of_class), RULES)
    after = table(case([*ways, another], shut, season, of_class), RULES)
    for day in range(1, DAYS + 1):
        for node in NODES:
            was = before.on("D", node.upper() * 2, of_class, day)
            now = after.on("D", node.upper() * 2, of_class, day)
            assert now.open or not was.open
            if was.open:
                assert now.hours <= was.hours + 1e-9
                assert now.hours_back <= was.hours_back + 1e-9


@settings(max_examples=60, deadline=None)
@given(networks, reports, seasons)
def test_a_faster_vehicle_never_arrives_later(ways, shut, season):
    quick = {
        surface: {when: kmh * 1.5 for when, kmh in by_season.items()}
        for surface, by_season in SPEEDS.items()
    }
    faster = access_rules(truck=vehicle_class(gross_t=10, speeds_kmh=quick))
    slow = table(case(ways, shut, season), RULES).rows
    fast = table(case(ways, shut, season), faster).rows
    for was, now in zip(slow, fast, strict=True):
        assert now.open == was.open
        assert now.hours <= was.hours + 1e-9


@settings(max_examples=60, deadline=None)
@given(networks, reports, seasons, st.randoms(use_true_random=False))
def test_the_order_of_the_links_changes_nothing(ways, shut, season, random):
    shuffled = list(ways)
    random.shuffle(shuffled)
    one, other = (
        [
            (row.destination, row.period_start, row.hours, row.km, row.path, row.path_back)
            for row in table(case(order, shut, season), RULES).rows
        ]
        for order in (ways, shuffled)
    )
    assert one == other


@settings(max_examples=100, deadline=None)
@given(networks, reports, seasons, vehicle_classes)
def test_what_is_closed_opens_when_its_cause_is_lifted(ways, shut, season, of_class):
    asked = case(ways, shut, season, of_class)
    without_closures = table(case(ways, [], season, of_class), RULES)
    strong = [way.model_copy(update={"max_payload_t": None}) for way in ways]
    without_limits = table(case(strong, [], season, of_class), RULES)
    for row in table(asked, RULES).rows:
        if row.reason_code == "closed":
            assert without_closures.on("D", row.destination, of_class, row.period_start).open
        if row.reason_code == "load_limit":
            assert without_limits.on("D", row.destination, of_class, row.period_start).open
        assert row.open == (row.reason is None) == (row.reason_code == "open")
