"""Access over a FLEE network: from one place to all the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from rrm.access.calendar import Calendar, Day
from rrm.access.causes import Circumstances
from rrm.access.class_view import ClassView, Setting
from rrm.access.closure_windows import ClosureWindow, links_between
from rrm.access.graph import place_names
from rrm.access.journeys import Journey
from rrm.access.link_arrays import link_arrays
from rrm.access.words import dated, some_of
from rrm.model.access import AccessTable
from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import Route

if TYPE_CHECKING:
    from rrm.intake import FleeNetwork


def flee_access(
    network: FleeNetwork,
    rules: AccessRules,
    origin: str | None,
    vehicle_class: str,
    surface: str,
    horizon_days: int,
) -> tuple[str, AccessTable]:
    """The origin, and its access to every other place of the network by one vehicle class.

    origin: a node id; without one, the place with most links, the first by name among equals.
    surface: taken for every link, as FLEE says nothing of surfaces; speeds are those of the
    dry season. No journey is too long here and none costs anything: a FLEE network is about
    distances. Raises BadInput for an origin, class or surface that isn't known.
    """
    _check(network, rules, origin, vehicle_class, surface)
    routes = tuple(route.model_copy(update={"surface": surface}) for route in network.routes)
    start = origin or busiest_place(network)
    view = ClassView(_setting(network, routes, rules, horizon_days), vehicle_class)
    rows = [
        row
        for place in network.locations
        if place.node_id != start
        for row in view.rows(
            Journey(start, start, place.node_id, place.node_id, vehicle_class, 0.0, None)
        )
    ]
    return start, AccessTable(tuple(rows))


def busiest_place(network: FleeNetwork) -> str:
    """The place with most links, the first by name among equals."""
    links = Counter(node for route in network.routes for node in (route.from_node, route.to_node))
    return min(
        (place.node_id for place in network.locations), key=lambda node: (-links[node], node)
    )


def _setting(
    network: FleeNetwork, routes: tuple[Route, ...], rules: AccessRules, horizon_days: int
) -> Setting:
    names = place_names(network.locations)
    return Setting(
        routes=routes,
        links=link_arrays(routes, names),
        rules=rules,
        calendar=Calendar((Day(),) * horizon_days),
        circumstances=Circumstances(
            names=names,
            windows=_windows(network, routes),
            on_day=partial(_day_in_words, network.start),
            opens=lambda _, __: None,
            dated=lambda when: when,
        ),
    )


def _windows(network: FleeNetwork, routes: tuple[Route, ...]) -> tuple[ClosureWindow, ...]:
    between = links_between(routes)
    return tuple(
        ClosureWindow(
            subject=closure.subject,
            routes=frozenset().union(*(between[frozenset(link)] for link in closure.links)),
            first_day=closure.first_day,
            last_day=closure.last_day,
        )
        for closure in network.closures
    )


def _day_in_words(start: date | None, day: int) -> date | Message:
    """The calendar day where the folder says when day 1 was, else its number."""
    if start is None or start.toordinal() + day > date.max.toordinal():
        return msg("day {day}", day=day)
    return dated(start + timedelta(days=day - 1), start)


def _check(
    network: FleeNetwork,
    rules: AccessRules,
    origin: str | None,
    vehicle_class: str,
    surface: str,
) -> None:
    nodes = [place.node_id for place in network.locations]
    vehicle = rules.classes.get(vehicle_class)
    problems = []
    if origin is not None and origin not in nodes:
        found = msg("no place is called {name}", name=origin)
        problems.append(_unknown("RRM-A020", "origin", found, nodes))
    if vehicle is None:
        found = msg("no vehicle class is called {name}", name=vehicle_class)
        problems.append(_unknown("RRM-A021", "vehicle class", found, rules.classes))
    elif surface not in vehicle.speeds_kmh:
        found = msg("the {vehicle} has no speed on {name}", vehicle=vehicle_class, name=surface)
        problems.append(_unknown("RRM-A022", "surface", found, vehicle.speeds_kmh))
    if problems:
        raise BadInput(problems)


def _unknown(code: str, where: str, found: Message, names: Collection[str]) -> Problem:
    return Problem(
        code,
        Place(where),
        found=found,
        allowed=msg("there is {names}", names=some_of(sorted(names), len(names))),
        remedy=msg("Use one of these."),
    )
