"""All ways asked at once: ties, closures, and networks of no size."""

import numpy as np
import pytest

from rrm.access.conditions import Conditions
from rrm.access.grid import grid
from rrm.access.link_arrays import link_arrays
from rrm.access.paths import distances
from rrm.access.paths.arcs import whole_microseconds
from rrm.access.periods import Period
from rrm.model.scenario import Season
from tests.access.builders import link, vehicle_class

NODES = "abcdef"


@pytest.fixture(params=["compiled", "by heap"], autouse=True)
def engine(request, monkeypatch):
    if request.param == "by heap":
        monkeypatch.setattr(distances, "is_compiled", lambda: False)
    else:
        pytest.importorskip("scipy")


def period(walls=(), doubts=(), season=Season.DRY, first=1):
    conditions = Conditions(season, load_limits=True, walls=frozenset(walls))
    return Period(first, first, conditions, tuple(doubts), starts=6, hours=12, escort=None)


def asked(routes, periods=None, origin="a", destination="d"):
    links = link_arrays(routes, NODES)
    where = [links.nodes.index(origin)], [links.nodes.index(destination)]
    of_class = {"truck": tuple(periods or [period()])}
    return grid(links, {"truck": vehicle_class()}, of_class, *where)


def names(answer, outward=True, at=0):
    (origin,), (destination,) = answer.origins, answer.destinations
    path = answer.path("truck", at, origin, destination, outward=outward)
    return "".join(NODES[place] for place in path)


SQUARE = [link("a", "b"), link("b", "d"), link("a", "c"), link("c", "d")]


def test_of_equal_ways_the_first_by_its_places_in_the_order_travelled_is_taken_out_and_home():
    answer = asked(SQUARE)
    assert (names(answer), names(answer, outward=False)) == ("abd", "dba")


def test_names_are_compared_in_the_order_travelled_not_from_the_far_end():
    one = [link("a", "b"), link("b", "f"), link("f", "d")]
    other = [link("a", "c"), link("c", "e"), link("e", "d")]
    answer = asked([*one, *other])
    assert (names(answer), names(answer, outward=False)) == ("abfd", "deca")


def test_of_equally_fast_ways_the_shorter_is_taken():
    slow = [link("a", "b", 25, surface="laterite"), link("b", "d", 25, surface="laterite")]
    fast = [link("a", "c", 50), link("c", "d", 50)]
    answer = asked([*fast, *slow])
    assert names(answer) == "abd"
    assert (answer.hours["truck"][0], answer.km["truck"][0]) == (2, 50)


def test_of_links_between_two_places_the_safest_of_the_shortest_is_taken():
    answer = asked([link("a", "d", risk=0.3), link("a", "d", risk=0.1), link("a", "d", risk=0.2)])
    assert answer.ways("truck", 0, 0, 3, outward=True) == (1,)
    assert answer.risk["truck"][0] == pytest.approx(0.1)


def test_a_link_lost_is_gone_round_and_the_first_answers_stay():
    first = asked([*SQUARE, link("a", "e", 200)])
    then = first.without([0])
    assert (names(first), names(then), names(then, outward=False)) == ("abd", "acd", "dca")
    assert then.lost == {0}


def test_losing_a_link_on_no_way_leaves_the_answers_as_they_are():
    first = asked(SQUARE, [period(), period(walls=[1], first=2)])
    then = first.without([3]).without([0])
    assert [names(first, at=at) for at in (0, 1)] == ["abd", "acd"]
    assert [names(then, at=at) for at in (0, 1)] == ["", ""]


def test_a_link_lost_earlier_stays_lost_when_another_is():
    answer = asked([*SQUARE, link("a", "e"), link("e", "d", 90)])
    assert names(answer.without([2]).without([1])) == "aed"
    assert names(answer.without([2, 1])) == "aed"


def test_without_a_way_hours_and_km_have_no_end_and_risk_no_value():
    answer = asked([link("d", "a", bidirectional=False)])
    assert np.isinf(answer.hours["truck"][0]) and np.isinf(answer.km["truck"][0])
    assert np.isnan(answer.risk["truck"][0])
    assert answer.hours_back["truck"][0] == 1


def test_doubts_of_a_period_add_to_the_risk_of_the_ways_that_they_lie_on():
    routes = [link("a", "b", risk=0.1), link("b", "d")]
    answer = asked(routes, [period(), period(doubts=[(1, 0.2)], first=2)])
    assert answer.risk["truck"][0] == pytest.approx(0.1)
    assert answer.risk["truck"][1] == pytest.approx(1 - 0.9 * 0.8)
    assert answer.without([0]).hours["truck"][1] == np.inf


def test_periods_of_another_season_have_its_speeds():
    answer = asked([link("a", "d", surface="laterite")], [period(), period(season=Season.WET)])
    assert [float(hours[0, 0]) for hours in answer.hours["truck"]] == [2, 5]


def test_a_place_reaches_itself_at_once_and_places_asked_twice_are_told_twice():
    links = link_arrays(SQUARE, NODES)
    periods = {"truck": (period(),)}
    answer = grid(links, {"truck": vehicle_class()}, periods, [0, 0], [0, 3, 3])
    assert answer.hours["truck"][0].tolist() == [[0, 2, 2], [0, 2, 2]]


@pytest.mark.parametrize(
    "routes, origins, destinations",
    [([], [0], [1]), (SQUARE, [], [1]), (SQUARE, [0], []), ([link("a", "a")], [0], [1])],
)
def test_nothing_asked_or_nothing_there_is_answered_too(routes, origins, destinations):
    links = link_arrays(routes, NODES)
    periods = {"truck": (period(),)}
    answer = grid(links, {"truck": vehicle_class()}, periods, origins, destinations)
    assert answer.hours["truck"][0].shape == (len(origins), len(destinations))
    assert not np.isfinite(answer.without(range(len(routes))).hours["truck"][0]).any()


def test_without_a_vehicle_class_there_is_nothing_to_tell():
    links = link_arrays(SQUARE, NODES)
    answer = grid(links, {}, {}, [0], [3])
    assert (answer.hours, answer.risk, answer.used.tolist()) == ({}, {}, [])
    assert answer.without([0]).lost == {0}


def test_periods_of_a_season_stay_apart_when_a_link_is_lost_to_all():
    ways = [link("a", "b"), link("b", "d"), link("a", "c", 50), link("c", "d", 50)]
    ways += [link("a", "e", 60), link("e", "d", 60), link("a", "d", 200)]
    closed = [[], [2], [5], [2, 5]]
    first = asked(ways, [period(walls=walls, first=at) for at, walls in enumerate(closed, 1)])
    then = first.without([1])
    assert [names(first, at=at) for at in range(4)] == ["abd"] * 4
    assert [names(then, at=at) for at in range(4)] == ["acd", "aed", "acd", "ad"]
    assert [names(then.without([3]), at=at) for at in range(4)] == ["aed", "aed", "ad", "ad"]


def test_hours_too_long_to_be_added_up_exactly_are_refused():
    with pytest.raises(OverflowError):
        whole_microseconds(np.array([2_000_000, 2_000_000]))
