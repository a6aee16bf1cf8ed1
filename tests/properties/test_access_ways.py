"""Access against every path there is, on networks small enough to walk them all.

What a day allows is worked out here from the words of the reference pages: season of speeds by date,
links with a season of their own, waits, tolls, convoys, curfews, certain and uncertain closures.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import pairwise
from math import ceil, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.model.rule_pack import DatedSeason
from rrm.model.scenario import Curfew, Escort, Mode
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
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOURS_PER_DAY = 10
COST_PER_KM = 100
SPEEDS = {
    "tar": {"dry": 60, "wet": 50},
    "laterite": {"dry": 30, "wet": 20},
    "track": {"dry": 15},
}
RIVER = ("04-20", "04-21")
RAINS = ("04-21", "04-22")


def rules_with(speeds):
    """Day work from 6 to 18; rains and high water on their dates."""
    made = access_rules(
        river=RIVER, truck=vehicle_class(gross_t=10, speeds_kmh=speeds), boat=boat()
    )
    rains = DatedSeason(from_day=RAINS[0], to_day=RAINS[1], source="test")
    return made.model_copy(update={"wet_season": rains, "day_ends": 18.0})


RULES = rules_with(SPEEDS)

month_days = st.sampled_from(["04-17", "04-18", "04-19", "04-21", "04-23", "05-30"])
routes = st.builds(
    lambda ends, mode, km, surface, limit, risk, speed, both, wait, toll, escort, window: link(
        *ends, km, mode=mode, surface="river" if mode == "river" else surface,
        max_payload_t=limit, risk=risk[0], risk_per_km=risk[1], speed_kmh=speed,
        bidirectional=both, wait_hours=wait, toll=toll, escort=escort, open_from=window[0],
        open_to=window[1],
    ),
    st.permutations(NODES).map(lambda nodes: nodes[:2]),
    st.sampled_from(["road", "road", "road", "ferry", "border", "river"]),
    st.sampled_from([0, 5, 10, 15, 30, 60]),
    st.sampled_from(["tar", "laterite", "track", "sand"]),
    st.sampled_from([None, None, 5, 20]),
    st.sampled_from([(0, 0), (0.1, 0), (0.25, 0.01)]),
    st.sampled_from([None, None, 10]),
    st.booleans(),
    st.sampled_from([0, 0, 0, 0.5, 30]),
    st.sampled_from([0, 0, 700]),
    st.sampled_from([False, False, False, True]),
    st.one_of(st.just((None, None)), st.just((None, None)), st.tuples(month_days, month_days)),
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
dates = st.one_of(st.none(), st.integers(-1, DAYS + 1).map(lambda day: START + timedelta(days=day)))
escorts = st.builds(
    lambda weekdays, start, end, classes, cost: Escort(
        weekdays=tuple(weekdays), start=start, end=end, classes=classes, cost_per_trip=cost
    ),
    st.lists(
        st.sampled_from(["monday", "wednesday", "friday", "saturday"]), min_size=1, unique=True
    ),
    dates,
    dates,
    st.sampled_from([(), (), ("truck",), ("boat",)]),
    st.sampled_from([0, 300, 900]),
)
curfews = st.builds(
    lambda hours, start, end: Curfew(from_hour=hours[0], to_hour=hours[1], start=start, end=end),
    st.tuples(
        st.sampled_from([0, 6, 9, 12.5, 16, 20]), st.sampled_from([0, 6, 7.25, 9, 13, 18, 24])
    ),
    dates,
    dates,
)
days_drawn = st.fixed_dictionaries(
    {
        "season": st.sampled_from([None, None, "dry", "wet"]),
        "escorts": st.lists(escorts, max_size=2).map(tuple),
        "curfews": st.lists(curfews, max_size=2).map(tuple),
    }
)
networks = st.lists(routes, max_size=9)
reports = st.lists(closures, max_size=4)
vehicle_classes = st.sampled_from(["truck", "boat"])


def on(day):
    return START + timedelta(days=day - 1)


def case(ways, shut=(), of_class="truck", **of_days):
    """From depot D at `a` to a site at each place."""
    return scenario(
        list(ways),
        list(shut),
        days=DAYS,
        nodes=list(NODES),
        sites=tuple(site(node.upper() * 2, node) for node in NODES),
        depots=(depot("D", "a"),),
        vehicles=(vehicle(of_class, hours_per_day=HOURS_PER_DAY, cost_per_km=COST_PER_KM),),
        **of_days,
    )


# --- a day, by the words of the reference pages ---------------------------------------------------


def falls(day, window):
    today = on(day).isoformat()[5:]
    first, last = window
    return first <= today <= last if first <= last else today >= first or today <= last


def holds(dated, day):
    """Whether the dates of a closure, a convoy or a curfew hold a day."""
    return (dated.start is None or dated.start <= on(day)) and (
        dated.end is None or on(day) <= dated.end
    )


def season(asked, day):
    if asked.settings.season is not None:
        return asked.settings.season.value
    return "wet" if falls(day, RAINS) else "dry"


def in_season(route, day):
    if route.open_from is not None:
        return falls(day, (route.open_from, route.open_to))
    return route.mode is not Mode.RIVER or falls(day, RIVER)


def convoy_cost(asked, of_class, day):
    weekday = WEEKDAYS[on(day).weekday()]
    leaving = [
        convoy.cost_per_trip
        for convoy in asked.settings.escorts
        if weekday in [str(named.value) for named in convoy.weekdays]
        and holds(convoy, day)
        and (not convoy.classes or of_class in convoy.classes)
    ]
    return min(leaving, default=None)


def daylight(asked, day):
    """Hour of departure and hours on the move, quarter by quarter of an hour."""

    def is_barred(quarter):
        hour = quarter / 4
        for curfew in asked.settings.curfews:
            first, last = curfew.from_hour, curfew.to_hour
            within = first <= hour < last if first <= last else hour >= first or hour < last
            if within and holds(curfew, day):
                return True
        return not 6 <= hour < 18

    best, run = (6, 0), 0
    for quarter in range(97):
        if quarter < 96 and not is_barred(quarter):
            run += 1
            if run / 4 > best[1]:
                best = ((quarter + 1 - run) / 4, run / 4)
        else:
            run = 0
    return best


@dataclass(frozen=True)
class Step:
    """A link that is open on a day, as it is ranked: fastest, shortest, safest, first written."""

    microseconds: int
    millimetres: int
    risk: float
    at: int
    hours: float
    km: float
    toll: float
    escort: bool
    doubt: float

    @property
    def rank(self):
        return (self.microseconds, self.millimetres, self.risk, self.at)


def speed(route, of_class, when):
    """What the class makes on the link when nothing is closed."""
    rules = RULES.classes[of_class]
    fits = {"truck": (Mode.ROAD, Mode.FERRY, Mode.BORDER), "boat": (Mode.RIVER,)}[of_class]
    listed = rules.speeds_kmh.get(route.surface, {}).get(when)
    borne = route.max_payload_t is None or route.max_payload_t >= rules.gross_t
    return (route.speed_kmh or listed) if route.mode in fits and listed and borne else None


def hops(asked, of_class, day):
    """The link taken between each two neighbours on a day: {(start, end): Step}."""
    found = {}
    for at, route in enumerate(asked.routes):
        kmh = speed(route, of_class, season(asked, day))
        held = [
            closure
            for closure in asked.closures
            if {closure.from_node, closure.to_node} == {route.from_node, route.to_node}
            and (not closure.classes or of_class in closure.classes)
            and holds(closure, day)
        ]
        alone = route.escort and convoy_cost(asked, of_class, day) is None
        is_shut = not in_season(route, day) or any(c.certainty == "certain" for c in held)
        if kmh is None or alone or is_shut:
            continue
        hours = route.km / kmh + route.wait_hours
        step = Step(
            microseconds=max(1, round(hours * 3.6e9)),
            millimetres=round(route.km * 1e6),
            risk=1 - (1 - route.risk) * (1 - route.risk_per_km) ** route.km,
            at=at,
            hours=hours,
            km=route.km,
            toll=route.toll,
            escort=route.escort,
            doubt=1 - prod(1 - RULES.closure_risk[c.certainty.value] for c in held),
        )
        there = (route.from_node, route.to_node)
        for hop in (there, there[::-1]) if route.bidirectional else (there,):
            if hop not in found or step.rank < found[hop].rank:
                found[hop] = step
    return found


def all_paths(steps, start, end, seen=()):
    if start == end:
        yield (*seen, end)
        return
    for first, second in sorted(steps):
        if first == start and second not in seen:
            yield from all_paths(steps, second, end, (*seen, start))


def best(steps, start, end):
    """The best path by time, then length, then names; None where there is none."""

    def rank(path):
        taken = [steps[hop] for hop in pairwise(path)]
        return sum(s.microseconds for s in taken), sum(s.millimetres for s in taken), path

    return min(all_paths(steps, start, end), key=rank, default=None)


def is_home_in_time(asked, out, back, day):
    """Within the 14 days of the class, an hour of loading and one of unloading included."""
    hours_per_day = min(HOURS_PER_DAY, daylight(asked, day)[1])
    hours = 2 + sum(step.hours for step in (*out, *back))
    return hours_per_day > 0 and ceil(hours / hours_per_day - 1e-9) <= 14


# --- access is what these words say ---------------------------------------------------------------


def sees_the_row(asked, of_class, day, node, row):
    """That a row is what the day allows, figure by figure."""
    steps = hops(asked, of_class, day)
    path, home = best(steps, "a", node), best(steps, node, "a")
    if path is None or home is None:
        assert not row.open
        return
    out, back = ([steps[hop] for hop in pairwise(way)] for way in (path, home))
    assert row.open == is_home_in_time(asked, out, back, day)
    if not row.open:
        return
    taken = [*out, *back]
    doubt = 1 - prod(1 - d for d in {step.at: step.doubt for step in taken}.values())
    escorted = any(step.escort for step in taken)
    extra = sum(step.toll for step in taken)
    extra += convoy_cost(asked, of_class, day) if escorted else 0
    about = partial(pytest.approx, abs=1e-7)
    assert (row.path, row.path_back) == (path, home)
    assert (row.km, row.km_back) == (sum(s.km for s in out), sum(s.km for s in back))
    assert (row.hours, row.hours_back) == (
        about(sum(s.hours for s in out)),
        about(sum(s.hours for s in back)),
    )
    assert row.risk == about(1 - prod((1 - s.risk) * (1 - s.doubt) for s in out))
    assert (row.doubt, row.extra_cost, row.escorted) == (about(doubt), about(extra), escorted)
    assert row.cost == about((row.km + row.km_back) * COST_PER_KM * (1 + doubt) + extra)
    assert (row.day_starts, row.day_hours) == daylight(asked, day)


@settings(max_examples=200, deadline=None)
@given(networks, reports, vehicle_classes, days_drawn)
def test_access_is_the_best_of_all_paths_on_every_day_of_its_period(ways, shut, of_class, drawn):
    asked = case(ways, shut, of_class, **drawn)
    for row in table(asked, RULES).rows:
        for day in range(row.period_start, row.period_end + 1):
            sees_the_row(asked, of_class, day, row.destination[0].lower(), row)


@settings(max_examples=40, deadline=None)
@given(networks, reports, vehicle_classes, days_drawn)
def test_periods_cover_every_day_once_and_neighbours_differ(ways, shut, of_class, drawn):
    asked = case(ways, shut, of_class, **drawn)
    rows = table(asked, RULES).between("D", "BB", of_class)
    days = [day for row in rows for day in range(row.period_start, row.period_end + 1)]
    assert days == list(range(1, DAYS + 1))

    def facts(day):
        seasons = [in_season(route, day) for route in ways]
        convoy = convoy_cost(asked, of_class, day)
        # A report on a link that no convoy passes changes the cause, not what is open.
        reported = [holds(closure, day) for closure in shut]
        of_day = (season(asked, day), seasons, convoy, daylight(asked, day), reported)
        return of_day, hops(asked, of_class, day)

    for one, other in pairwise(rows):
        assert facts(one.period_end) != facts(other.period_start)


@settings(max_examples=40, deadline=None)
@given(networks, reports, days_drawn, st.randoms(use_true_random=False))
def test_the_order_of_the_links_changes_nothing(ways, shut, drawn, random):
    shuffled = list(ways)
    random.shuffle(shuffled)
    one, other = (
        [
            (row.destination, row.period_start, row.hours, row.km, row.path, row.path_back)
            for row in table(case(order, shut, **drawn), RULES).rows
        ]
        for order in (ways, shuffled)
    )
    assert one == other


# --- laws -----------------------------------------------------------------------------------------


def never_worsens(before, after, of_class):
    """That nobody who was reached is lost, or later there or home, on any day."""
    for day in range(1, DAYS + 1):
        for node in NODES:
            was = before.on("D", node.upper() * 2, of_class, day)
            now = after.on("D", node.upper() * 2, of_class, day)
            assert now.open or not was.open
            if was.open:
                assert now.hours <= was.hours + 1e-9
                assert now.hours_back <= was.hours_back + 1e-9
                assert now.day_hours >= was.day_hours


@settings(max_examples=40, deadline=None)
@given(networks, reports, closures, vehicle_classes, days_drawn)
def test_closing_a_road_never_shortens_an_access(ways, shut, another, of_class, drawn):
    open_still = table(case(ways, shut, of_class, **drawn), RULES)
    never_worsens(
        table(case(ways, [*shut, another], of_class, **drawn), RULES), open_still, of_class
    )


@settings(max_examples=40, deadline=None)
@given(networks, reports, routes, vehicle_classes, days_drawn)
def test_opening_a_road_never_lengthens_an_access(ways, shut, another, of_class, drawn):
    before = table(case(ways, shut, of_class, **drawn), RULES)
    never_worsens(before, table(case([*ways, another], shut, of_class, **drawn), RULES), of_class)


@settings(max_examples=20, deadline=None)
@given(networks, reports, days_drawn)
def test_a_faster_vehicle_never_arrives_later(ways, shut, drawn):
    quick = {
        surface: {when: kmh * 1.5 for when, kmh in by_season.items()}
        for surface, by_season in SPEEDS.items()
    }
    asked = case(ways, shut, **drawn)
    never_worsens(table(asked, RULES), table(asked, rules_with(quick)), "truck")


@pytest.mark.parametrize(
    "relief",
    [
        {"wait_hours": 0.0}, {"escort": False}, {"max_payload_t": None}, {"speed_kmh": 200.0},
        {"open_from": "01-01", "open_to": "12-31"}, {"bidirectional": True},
    ],
    ids=["no wait", "no escort duty", "no load limit", "a high speed", "no season", "both ways"],
)  # fmt: skip
@settings(max_examples=10, deadline=None)
@given(
    ways=networks,
    shut=reports,
    of_class=vehicle_classes,
    drawn=days_drawn,
    at=st.integers(0, 8),
)
def test_relieving_a_link_never_worsens_an_access(relief, ways, shut, of_class, drawn, at):
    relieved = [
        way.model_copy(update=relief) if number == at else way for number, way in enumerate(ways)
    ]
    before = table(case(ways, shut, of_class, **drawn), RULES)
    never_worsens(before, table(case(relieved, shut, of_class, **drawn), RULES), of_class)


@settings(max_examples=20, deadline=None)
@given(networks, reports, vehicle_classes, days_drawn, curfews, escorts)
def test_lifting_a_curfew_or_adding_a_convoy_never_worsens_an_access(
    ways, shut, of_class, drawn, curfew, convoy
):
    easier = table(case(ways, shut, of_class, **drawn), RULES)
    barred = {**drawn, "curfews": (*drawn["curfews"], curfew)}
    never_worsens(table(case(ways, shut, of_class, **barred), RULES), easier, of_class)
    with_one_more = {**drawn, "escorts": (*drawn["escorts"], convoy)}
    never_worsens(easier, table(case(ways, shut, of_class, **with_one_more), RULES), of_class)


@settings(max_examples=40, deadline=None)
@given(networks, reports, vehicle_classes, days_drawn)
def test_what_is_closed_opens_when_its_cause_is_lifted(ways, shut, of_class, drawn):
    """A cause is lifted together with those less lasting than it."""

    def without(*causes):
        lifted = {
            "escorts": {"escort": False},
            "limits": {"max_payload_t": None},
            "seasons": {"open_from": "01-01", "open_to": "12-31"},
        }
        changed = [
            way.model_copy(update={k: v for cause in causes for k, v in lifted[cause].items()})
            for way in ways
        ]
        return table(case(changed, [], of_class, **drawn), RULES)

    lifted = {
        "closed": without(),
        "no_escort": without("escorts"),
        # A link that is too weak is asked no further: its season may shut it too.
        "load_limit": without("escorts", "limits", "seasons"),
        "season": without("escorts", "limits", "seasons"),
    }
    for row in table(case(ways, shut, of_class, **drawn), RULES).rows:
        assert row.open == (row.reason_code == "open")
        assert (row.reason is not None) == (not row.open or row.doubt > 0)
        if row.reason_code in lifted:
            days = range(row.period_start, row.period_end + 1)
            found = lifted[row.reason_code]
            assert all(found.on("D", row.destination, of_class, day).open for day in days)
