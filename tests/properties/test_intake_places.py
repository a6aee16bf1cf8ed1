"""Laws of placing: borders, distances to them, and the nearest node."""

from __future__ import annotations

from itertools import pairwise
from math import cos, radians, sin

from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.intake.places.border import is_within, km_to_border
from rrm.model.great_circle import great_circle_km

RADII = st.lists(st.floats(0.05, 1.5), min_size=3, max_size=12)
POINTS = st.tuples(st.floats(-2, 2), st.floats(12, 18))


def star(radii):
    """A ring around (0, 15) with a corner in each direction."""
    step = 360 / len(radii)
    corners = [
        (radius * cos(radians(number * step)), 15 + radius * sin(radians(number * step)))
        for number, radius in enumerate(radii)
    ]
    return (*corners, corners[0])


@given(RADII, POINTS)
def test_the_border_is_no_farther_than_any_point_of_it_and_no_nearer_than_all(radii, point):
    ring = star(radii)
    lon, lat = point
    km = km_to_border(lon, lat, [ring])
    sampled = [
        great_circle_km(
            lat, lon, a[1] + share / 40 * (b[1] - a[1]), a[0] + share / 40 * (b[0] - a[0])
        )
        for a, b in pairwise(ring)
        for share in range(41)
    ]
    longest = max(great_circle_km(a[1], a[0], b[1], b[0]) for a, b in pairwise(ring))
    # A plane is off by a share of 1 in 1,000 over these few hundred kilometres.
    assert km <= min(sampled) * 1.002 + 0.001
    assert km >= min(sampled) - longest / 80 - 0.001


@given(RADII)
def test_the_middle_of_a_star_lies_within_it_and_what_is_beyond_every_corner_does_not(radii):
    if len(radii) >= 5:  # three or four corners may leave the middle on the edge
        assert is_within(0.0, 15.0, [star(radii)])
    assert not is_within(2.0, 15.0, [star(radii)])


@given(RADII, POINTS)
def test_a_point_lies_in_an_area_or_in_what_is_left_around_it(radii, point):
    ring = star(radii)
    around = ((-3.0, 11.0), (3.0, 11.0), (3.0, 19.0), (-3.0, 19.0), (-3.0, 11.0))
    assert is_within(*point, [ring]) + is_within(*point, [around, ring]) == 1


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.floats(-80, 80), st.floats(-179, 179)), min_size=1, max_size=25), POINTS
)
def test_no_node_is_nearer_than_the_one_that_is_taken(positions, point):
    from rrm.intake.snapping import _Nodes
    from rrm.model.scenario import Location

    nodes = [
        Location(node_id=f"n{number}", name="N", lat=lat, lon=lon)
        for number, (lat, lon) in enumerate(positions)
    ]
    lon, lat = point
    found = _Nodes(nodes).nearest(lat, lon)
    assert found[0][0] == min(great_circle_km(lat, lon, one.lat, one.lon) for one in nodes)
    assert len(found) == min(3, len(nodes))
