"""What the links of the inputs allow: who may pass, when, how fast, how far and at what risk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import pairwise
from math import prod
from typing import Literal

from rrm.model.rule_pack import ClassAccess, RulePack
from rrm.model.scenario import Certainty, Closure, Mode, Route, Scenario, Season
from rrm.verification.tolerance import exceeds

Hop = tuple[str, str]

_MODES = {"road": (Mode.ROAD, Mode.FERRY), "river": (Mode.RIVER,), "air": (Mode.AIR,)}


@dataclass(frozen=True, slots=True)
class Measured:
    """A way's driving hours, kilometres and risk: the least that its links leave possible.

    risk: that of passing every link, reports of closures that are not certain included.
    """

    hours: float
    km: float
    risk: float


@dataclass(frozen=True)
class Network:
    """The links of a scenario under the rules of its pack."""

    scenario: Scenario
    pack: RulePack

    @cached_property
    def links(self) -> Mapping[Hop, tuple[Route, ...]]:
        """Links by the hop they make, a two-way link under both directions."""
        found: dict[Hop, list[Route]] = {}
        for route in self.scenario.routes:
            found.setdefault((route.from_node, route.to_node), []).append(route)
            if route.bidirectional:
                found.setdefault((route.to_node, route.from_node), []).append(route)
        return {hop: tuple(routes) for hop, routes in found.items()}

    def passable(self, hop: Hop, vehicle_class: str) -> tuple[Route, ...]:
        """Links of a hop that carry the class in this season, closures aside."""
        rules = self.pack.access.classes[vehicle_class]
        return tuple(
            route
            for route in self.links.get(hop, ())
            if route.mode in _MODES[rules.mode]
            and self._speed_kmh(route, rules) > 0
            and (route.max_payload_t is None or rules.gross_t <= route.max_payload_t)
        )

    def open_links(self, hop: Hop, vehicle_class: str, day: int) -> tuple[Route, ...]:
        """Links of a hop that carry the class on a day: no certain closure, boats in season."""
        if any(c.certainty is Certainty.CERTAIN for c in self._closures(hop, vehicle_class, day)):
            return ()
        in_season = self._is_navigable(day)
        return tuple(
            route
            for route in self.passable(hop, vehicle_class)
            if route.mode is not Mode.RIVER or in_season
        )

    def measured(self, path: tuple[str, ...], vehicle_class: str, day: int) -> Measured:
        """A path on a day; where several links make a hop, the fastest, then the shortest.

        Hops that nothing can pass add nothing: other checks speak of them.
        """
        hours = km = 0.0
        safe = 1.0
        for hop in hops(path):
            routes = self.open_links(hop, vehicle_class, day)
            if routes:
                taken = min(routes, key=lambda r: (self.hours(r, vehicle_class), r.km, r.risk))
                hours += self.hours(taken, vehicle_class)
                km += taken.km
                safe *= (1 - taken.risk) * (1 - self._doubt(hop, vehicle_class, day))
        return Measured(hours, km, 1 - safe)

    def hours(self, route: Route, vehicle_class: str) -> float:
        """Driving time of a class on a link that it can pass."""
        return route.km / self._speed_kmh(route, self.pack.access.classes[vehicle_class])

    def fastest(self, start: str, end: str, vehicle_class: str, day: int) -> Measured | None:
        """The fastest way between two nodes on a day, the shortest of those; None if there is none.

        Risk is left out. Source: Dijkstra 1959.
        """
        asked = (start, end, vehicle_class, day)
        if asked not in self._known_ways:
            self._known_ways[asked] = self._search(start, end, vehicle_class, day)
        return self._known_ways[asked]

    def _search(self, start: str, end: str, vehicle_class: str, day: int) -> Measured | None:
        reached = {start: (0.0, 0.0)}
        queue = [(0.0, 0.0, start)]
        while queue:
            hours, km, node = heappop(queue)
            if node == end:
                return Measured(hours, km, 0.0)
            if (hours, km) > reached[node]:
                continue
            for neighbour in self._neighbours.get(node, ()):
                for route in self.open_links((node, neighbour), vehicle_class, day):
                    offer = (hours + self.hours(route, vehicle_class), km + route.km)
                    if neighbour not in reached or offer < reached[neighbour]:
                        reached[neighbour] = offer
                        heappush(queue, (*offer, neighbour))
        return None

    def kilometres_from(self, start: str, within: float) -> Mapping[str, float]:
        """Distance by road and ferry to every node within so many km, whatever may pass there.

        Closures, load limits and seasons are left out. Source: Dijkstra 1959.
        """
        asked = (start, within)
        if asked not in self._known_reaches:
            self._known_reaches[asked] = self._reach(start, within)
        return self._known_reaches[asked]

    def _reach(self, start: str, within: float) -> dict[str, float]:
        reached = {start: 0.0}
        queue = [(0.0, start)]
        while queue:
            km, node = heappop(queue)
            if km > reached[node]:
                continue
            for neighbour, length in self._distances.get(node, {}).items():
                far = km + length
                if not exceeds(far, within) and far < reached.get(neighbour, float("inf")):
                    reached[neighbour] = far
                    heappush(queue, (far, neighbour))
        return reached

    @cached_property
    def _known_ways(self) -> dict[tuple[str, str, str, int], Measured | None]:
        return {}

    @cached_property
    def _known_reaches(self) -> dict[tuple[str, float], dict[str, float]]:
        return {}

    @cached_property
    def _neighbours(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for start, end in self.links:
            found.setdefault(start, []).append(end)
        return {start: tuple(ends) for start, ends in found.items()}

    @cached_property
    def _distances(self) -> Mapping[str, Mapping[str, float]]:
        found: dict[str, dict[str, float]] = {}
        for (start, end), routes in self.links.items():
            by_road = [route.km for route in routes if route.mode in _MODES["road"]]
            if by_road:
                found.setdefault(start, {})[end] = min(by_road)
        return found

    @cached_property
    def _closures_of(self) -> Mapping[Hop, tuple[Closure, ...]]:
        found: dict[Hop, list[Closure]] = {}
        for closure in self.scenario.closures:
            for hop in {(closure.from_node, closure.to_node), (closure.to_node, closure.from_node)}:
                found.setdefault(hop, []).append(closure)
        return {hop: tuple(closures) for hop, closures in found.items()}

    def _closures(self, hop: Hop, vehicle_class: str, day: int) -> Iterable[Closure]:
        when = self.scenario.settings.date_of(day)
        return (
            closure
            for closure in self._closures_of.get(hop, ())
            if (not closure.classes or vehicle_class in closure.classes)
            and (closure.start is None or closure.start <= when)
            and (closure.end is None or when <= closure.end)
        )

    def _doubt(self, hop: Hop, vehicle_class: str, day: int) -> float:
        risks = {str(certainty): risk for certainty, risk in self.pack.access.closure_risk.items()}
        found = self._closures(hop, vehicle_class, day)
        return 1 - prod(1 - risks.get(closure.certainty.value, 0.0) for closure in found)

    def _speed_kmh(self, route: Route, rules: ClassAccess) -> float:
        is_wet = self.scenario.settings.season is Season.WET
        season: Literal["dry", "wet"] = "wet" if is_wet else "dry"
        listed = rules.speeds_kmh.get(route.surface, {}).get(season, 0.0)
        return (route.speed_kmh or listed) if listed > 0 else 0.0

    def _is_navigable(self, day: int) -> bool:
        season = self.pack.access.river_season
        today = self.scenario.settings.date_of(day).strftime("%m-%d")
        if season.from_day <= season.to_day:
            return season.from_day <= today <= season.to_day
        return today >= season.from_day or today <= season.to_day


def hops(path: tuple[str, ...]) -> tuple[Hop, ...]:
    """The steps of a path from node to node."""
    return tuple(pairwise(path))
