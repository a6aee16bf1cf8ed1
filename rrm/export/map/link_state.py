"""Which links of the access graph are open on the first day, for the map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rrm.model.rule_pack import AccessRules, ClassAccess
from rrm.model.scenario import Certainty, Closure, Mode, Route, Scenario


class LinkState(StrEnum):
    """How far a link is open to the scenario's vehicles."""

    OPEN = "open"
    SOME = "some"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class LinkOnMap:
    """A stretch of road, track or river between two nodes, with its state on the first day."""

    from_node: str
    to_node: str
    mode: Mode
    state: LinkState


_OPENNESS = (LinkState.CLOSED, LinkState.SOME, LinkState.OPEN)


def links_on_first_day(scenario: Scenario, rules: AccessRules) -> tuple[LinkOnMap, ...]:
    """Each pair of nodes once for each way of travelling; of parallel links the most open."""
    links: dict[tuple[str, str, Mode], LinkState] = {}
    for route in scenario.routes:
        first, last = sorted((route.from_node, route.to_node))
        key = (first, last, route.mode)
        state = _state(route, scenario, rules)
        links[key] = max(links.get(key, LinkState.CLOSED), state, key=_OPENNESS.index)
    return tuple(LinkOnMap(*key, links[key]) for key in sorted(links))


def _state(route: Route, scenario: Scenario, rules: AccessRules) -> LinkState:
    classes = sorted(
        code
        for code in {vehicle.vehicle_class for vehicle in scenario.vehicles}
        if code in rules.classes and _travels(rules.classes[code], route.mode)
    )
    passing = [code for code in classes if _passes(code, route, scenario, rules)]
    if not passing:
        return LinkState.CLOSED
    return LinkState.OPEN if len(passing) == len(classes) else LinkState.SOME


def _travels(vehicle: ClassAccess, mode: Mode) -> bool:
    return vehicle.mode == ("road" if mode is Mode.FERRY else mode.value)


def _passes(code: str, route: Route, scenario: Scenario, rules: AccessRules) -> bool:
    vehicle = rules.classes[code]
    start = scenario.settings.start
    if scenario.settings.season not in vehicle.speeds_kmh.get(route.surface, {}):
        return False
    if route.max_payload_t is not None and vehicle.gross_t > route.max_payload_t:
        return False
    if route.mode is Mode.RIVER and not _navigable(start, rules):
        return False
    return not any(_closes(closure, code, route, start) for closure in scenario.closures)


def _navigable(day: date, rules: AccessRules) -> bool:
    first, last = rules.river_season.from_day, rules.river_season.to_day
    today = f"{day:%m-%d}"
    return first <= today <= last if first <= last else today >= first or today <= last


def _closes(closure: Closure, code: str, route: Route, day: date) -> bool:
    return (
        closure.certainty is Certainty.CERTAIN
        and {closure.from_node, closure.to_node} == {route.from_node, route.to_node}
        and (closure.start is None or closure.start <= day)
        and (closure.end is None or day <= closure.end)
        and (not closure.classes or code in closure.classes)
    )
