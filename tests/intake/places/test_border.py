import pytest

from rrm.intake.places.border import is_within, km_to_border
from rrm.model.great_circle import great_circle_km

SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0))
HOLE = ((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6), (0.4, 0.4))


@pytest.mark.parametrize(
    ("lon", "lat", "inside"),
    [(0.5, 0.5, True), (1.5, 0.5, False), (-0.1, 0.5, False), (0.5, 1.1, False), (0.2, 0.9, True)],
)
def test_a_point_lies_within_a_square_or_not(lon, lat, inside):
    assert is_within(lon, lat, [SQUARE]) is inside


def test_a_hole_is_outside():
    assert not is_within(0.5, 0.5, [SQUARE, HOLE])
    assert is_within(0.3, 0.5, [SQUARE, HOLE])


def test_a_point_on_a_shared_border_belongs_to_exactly_one_neighbour():
    neighbour = tuple((lon + 1, lat) for lon, lat in SQUARE)
    for lat in (0.0, 0.25, 0.5):
        assert is_within(1.0, lat, [SQUARE]) + is_within(1.0, lat, [neighbour]) == 1


def test_the_distance_is_that_to_the_nearest_stretch():
    assert km_to_border(2.0, 0.5, [SQUARE]) == pytest.approx(great_circle_km(0.5, 2, 0.5, 1))
    assert km_to_border(0.5, 0.75, [SQUARE]) == pytest.approx(great_circle_km(0.75, 0, 1, 0))
    assert km_to_border(0.5, 0.5, [SQUARE, HOLE]) == pytest.approx(11.12, abs=0.01)


def test_the_distance_is_that_to_the_nearest_corner_where_no_stretch_is_across():
    assert km_to_border(2.0, 2.0, [SQUARE]) == pytest.approx(great_circle_km(2, 2, 1, 1))


def test_degrees_of_longitude_count_for_less_away_from_the_equator():
    # At 60° a degree east is half a degree north: the corner to the east is the nearer one.
    ring = ((0.0, 60.0), (0.0, 60.8), (1.0, 60.0), (0.0, 60.0))
    assert km_to_border(-0.5, 60.4, [ring]) == pytest.approx(
        great_circle_km(60.4, -0.5, 60.4, 0.0), rel=1e-4
    )
