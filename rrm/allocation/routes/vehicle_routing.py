"""Tours that a vehicle-routing solver proposes, where one is installed.

PyVRP is an optional extra. Its search ends after a number of steps and begins from a seed, so that
the same trips give the same tours on every machine. It knows kilograms, m3, stops, hours and
money; what it does not know (the chance that a way is barred, convoys, expected losses, trips
that share a vehicle already) is asked of each tour that it proposes. Source: Wouda, Lan and Kool
2024, PyVRP: a high-performance VRP solver package, INFORMS Journal on Computing 36 (4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from itertools import permutations
from math import ceil, floor
from typing import TYPE_CHECKING

from rrm.allocation.routes.touring import Touring
from rrm.allocation.routes.trips import LightTrip

if TYPE_CHECKING:
    from pyvrp import Model, Route

STEPS = 1_000
"""Iterations of the search: under half a second for 60 trips."""
_CENTS, _SECONDS, _GRAMS, _LITRES = 100, 3_600, 1_000, 1_000
"""Whole numbers in a unit of money, an hour, a kilogram, a m3: the solver knows no fractions."""


def routing_version() -> str | None:
    """The version of the solver; None where it is not installed."""
    return version("pyvrp") if find_spec("pyvrp") else None


def proposed(
    light: Sequence[LightTrip], touring: Touring, seed: int
) -> tuple[tuple[LightTrip, ...], ...]:
    """Trips of a fleet and day, split up by the vehicles that should make them together.

    Each trip stands in one part; parts of one trip stay direct. Empty where the solver is not
    installed or finds no way to serve all.
    """
    if routing_version() is None:
        return ()
    from pyvrp.stop import MaxIterations

    model = _model(light, touring)
    result = model.solve(MaxIterations(STEPS), seed=seed, collect_stats=False, display=False)
    if not result.is_feasible():
        return ()
    return tuple(_parts(light, result.best.routes()))


def _model(light: Sequence[LightTrip], touring: Touring) -> Model:
    """The trips as clients of one depot; an edge's distance is what driving it costs, in cents."""
    from pyvrp import Model

    model = Model()
    lane = light[0].lane
    loading, unloading = touring.standing_hours(light[0])
    hours_a_day = min(trip.lane.hours_per_day for trip in light)
    base = model.add_location(0, 0)
    depot = model.add_depot(base)
    sites = [model.add_location(0, 0) for _ in light]
    for trip, site in zip(light, sites, strict=True):
        days_to_arrival = trip.lane.arrival_day - trip.lane.day + 1
        model.add_client(
            site,
            delivery=[ceil(trip.kg * _GRAMS), ceil(trip.m3 * _LITRES), 1],
            service_duration=ceil(unloading * _SECONDS),
            tw_late=floor(days_to_arrival * hours_a_day * _SECONDS),
        )
    days = max(trip.lane.days for trip in light)
    model.add_vehicle_type(
        num_available=len(light),
        capacity=[
            floor(lane.payload_kg * _GRAMS), floor(lane.volume_m3 * _LITRES), touring.most_stops,
        ],
        start_depot=depot,
        end_depot=depot,
        # Of two ways that cost the same the one with fewer vehicles is wanted.
        fixed_cost=round(touring.vehicle(light[0]).hire_cost_per_day * _CENTS) + 1,
        shift_duration=floor(days * hours_a_day * _SECONDS),
    )  # fmt: skip
    for start, end, money, hours in _edges(light, touring, loading):
        places = (base if start is None else sites[start], base if end is None else sites[end])
        model.add_edge(*places, distance=round(money * _CENTS), duration=ceil(hours * _SECONDS))
    return model


_Edge = tuple[int | None, int | None, float, float]
"""From and to: places of trips in the list, None for the depot; money; hours."""


def _edges(light: Sequence[LightTrip], touring: Touring, loading: float) -> Iterator[_Edge]:
    """Loading counts with the drive out, as it is done once a trip."""
    rate = touring.vehicle(light[0]).cost_per_km
    for at, trip in enumerate(light):
        legs = touring.legs((trip,))
        if legs is not None:
            out, home = legs
            yield None, at, out.km * rate + out.toll, loading + out.hours
            yield at, None, home.km * rate + home.toll, home.hours
    for (at, trip), (to, other) in permutations(enumerate(light), 2):
        legs = touring.legs((trip, other))
        if legs is not None:
            yield at, to, legs[1].km * rate + legs[1].toll, legs[1].hours


def _parts(light: Sequence[LightTrip], routes: Sequence[Route]) -> Iterator[tuple[LightTrip, ...]]:
    for route in routes:
        yield tuple(light[stop.idx] for stop in route if stop.is_client())
