"""Layers of lines: roads with their state, and trips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rrm.access import open_links, suits
from rrm.export.geo.layer import Column, Feature, Kind, Layer, Position, Value, position, words
from rrm.export.geo.places import where_trips_stop
from rrm.export.published import PublishedPlan, TripLine
from rrm.model.language import Message, msg

_ROAD_COLUMNS = (
    Column("from_id"), Column("to_id"), Column("mode"), Column("surface"),
    Column("km", Kind.NUMBER), Column("risk", Kind.NUMBER), Column("both_ways", Kind.YES_OR_NO),
    Column("state"), Column("state_name"), Column("state_on", Kind.DAY), Column("open_to"),
    Column("closed_to"),
)  # fmt: skip

_TRIP_COLUMNS = (
    Column("trip_id"), Column("vehicle_class"), Column("vehicle_name"), Column("depot_id"),
    Column("leaves"), Column("back"), Column("stops"), Column("km", Kind.NUMBER),
    Column("hours", Kind.NUMBER), Column("kg", Kind.NUMBER), Column("m3", Kind.NUMBER),
    Column("cost", Kind.NUMBER), Column("currency"), Column("risk", Kind.NUMBER),
    Column("carries"), Column("waybills"),
)  # fmt: skip

_STATES: Mapping[str, Message] = {
    "open": msg("open to all vehicles"),
    "some": msg("open to some vehicles"),
    "closed": msg("closed"),
}


def roads_layer(plan: PublishedPlan, language: str) -> Layer:
    """Every link, straight between its ends, with who passes it on the first day of the plan.

    A plan that takes over from another begins on the day from which it does. Of the fleet's vehicle
    classes those count that travel that way at all; where none does, the link is closed.
    """
    scenario = plan.facts.scenario
    nodes = {one.node_id: position(one.lon, one.lat) for one in scenario.locations}
    takes_over = plan.facts.run.replans
    day = takes_over.day if takes_over else 1
    state_on = scenario.settings.date_of(day).isoformat()
    features = tuple(
        Feature(
            (nodes[route.from_node], nodes[route.to_node]),
            (
                route.from_node,
                route.to_node,
                route.mode.value,
                words(route.surface, language),
                route.km,
                route.risk,
                route.bidirectional,
                *_state(passes, plan, language, state_on),
            ),
        )
        for route, passes in zip(scenario.routes, _by_class(plan, day), strict=True)
        if route.from_node in nodes and route.to_node in nodes
    )
    return Layer(
        "roads",
        msg("Roads, tracks and rivers, with their state"),
        True,
        _ROAD_COLUMNS,
        features,
    )


def trips_layer(plan: PublishedPlan, language: str) -> Layer:
    """Every trip, straight from its depot over its stops in order; the way home is not drawn."""
    where = where_trips_stop(plan)
    features = tuple(
        Feature(tuple(where[code] for code in stops), _of_trip(trip, plan, language))
        for trip in plan.trips
        for stops in [_stops(trip, where)]
        if len(stops) > 1
    )
    return Layer("trips", msg("Trips"), True, _TRIP_COLUMNS, features)


def _by_class(plan: PublishedPlan, day: int) -> list[dict[str, bool]]:
    """By position of the link: whether each class that travels that way passes it."""
    scenario, rules = plan.facts.scenario, plan.facts.pack.access
    passing = open_links(scenario, rules, day)
    travels = {name: suits(scenario, rules, name) for name in passing}
    return [
        {name: bool(passing[name][at]) for name in sorted(passing) if travels[name][at]}
        for at in range(len(scenario.routes))
    ]


def _state(
    passes: Mapping[str, bool], plan: PublishedPlan, language: str, state_on: str
) -> tuple[Value, ...]:
    """passes: by class that travels that way."""
    state = "some"
    if len(set(passes.values())) < 2:
        state = "open" if any(passes.values()) else "closed"
    return (
        state,
        words(_STATES[state], language),
        state_on,
        _named((name for name, is_open in passes.items() if is_open), plan, language),
        _named((name for name, is_open in passes.items() if not is_open), plan, language),
    )


def _named(classes: Iterable[str], plan: PublishedPlan, language: str) -> str:
    return words(tuple(plan.names.vehicle_class(name) for name in classes), language)


def _stops(trip: TripLine, where: Mapping[str, Position]) -> list[str]:
    return [code for code in (trip.depot, *trip.places) if code in where]


def _of_trip(trip: TripLine, plan: PublishedPlan, language: str) -> tuple[Value, ...]:
    return (
        trip.trip_id,
        trip.vehicle_class,
        words(plan.names.vehicle_class(trip.vehicle_class), language),
        trip.depot,
        trip.leaves.isoformat(timespec="minutes"),
        trip.back.isoformat(timespec="minutes"),
        words(tuple(plan.names.place(code) for code in trip.places), language),
        trip.km,
        trip.hours,
        trip.kg,
        trip.m3,
        trip.cost,
        plan.currency,
        trip.risk,
        words(_load(trip), language),
        " ".join(trip.waybills),
    )


def _load(trip: TripLine) -> Message:
    if trip.is_water:
        return msg("water")
    return msg("stock for a depot") if trip.is_transfer else msg("goods for sites")
