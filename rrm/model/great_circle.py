"""Straight lines over the earth, against which the length of a link is judged."""

from math import asin, cos, hypot, radians, sin

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the earth. Source: IUGG, mean radius R1 of the GRS 80 ellipsoid."""


def great_circle_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """The shortest distance between two points at the earth's surface.

    Degrees, WGS 84; kilometres. Source: haversine formula on a sphere.
    """
    north, east = radians(lat_b - lat_a) / 2, radians(lon_b - lon_a) / 2
    meridians = (cos(radians(lat_a)) * cos(radians(lat_b))) ** 0.5
    # hypot() may pass 1 by a rounding error between antipodes.
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, hypot(sin(north), meridians * sin(east))))
