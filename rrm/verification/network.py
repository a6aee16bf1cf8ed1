"""What the links of the inputs allow: who may pass, when, how fast, at what risk and cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import pairwise
from math import prod

from rrm.model.rule_pack import ClassAccess, RulePack
from rrm.model.scenario import Certainty, Closure, Mode, Route, Scenario
from rrm.verification.dates import Dates
from rrm.verification.tolerance import exceeds

Hop = tuple[str, str]

_MODES = {
    "road": (Mode.ROAD, Mode.FERRY, Mode.BORDER),
    "river": (Mode.RIVER,),
    "air": (Mode.AIR,),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """A way's hours, kilometres and risk: the least that its links leave possible.

    hours: driving and waiting. risk: that of passing every link, reports of closures that are not
    certain included.
    """

    hours: float
    km: float
    risk: float


@dataclass(frozen=True, slots=True)
class Dues:
    """What a trip out and home by two paths costs beside its kilometres.

    doubt: chance that a closure that is not certain stands in its way; each link counts once.
    tolls: of every passage. escort: of the cheapest convoy that takes the class along, where a
    link taken needs one. needs_escort: whether one does.
    """

    doubt: float
    tolls: float
    escort: float
    needs_escort: bool


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

    @cached_property
    def dates(self) -> Dates:
        """Seasons, convoys and hours of movement by day."""
        return Dates(self.scenario.settings, self.pack.access)

    def passable(self, hop: Hop, vehicle_class: str, day: int) -> tuple[Route, ...]:
        """Links of a hop that carry the class at the speeds of a day, closures aside."""
        rules = self.pack.access.classes[vehicle_class]
        return tuple(
            route
            for route in self.links.get(hop, ())
            if route.mode in _MODES[rules.mode]
            and self._speed_kmh(route, rules, day) > 0
            and (route.max_payload_t is None or rules.gross_t <= route.max_payload_t)
        )

    def open_links(
        self, hop: Hop, vehicle_class: str, day: int, *, with_convoy: bool = True
    ) -> tuple[Route, ...]:
        """Links of a hop that carry the class on a day: in season, and not closed for certain.

        with_convoy: whether the vehicle travels with one; without it, links that need an escort
        are left out.
        """
        if any(c.certainty is Certainty.CERTAIN for c in self._closures(hop, vehicle_class, day)):
            return ()
        return tuple(
            route
            for route in self.passable(hop, vehicle_class, day)
            if self.dates.is_in_season(route, day) and (with_convoy or not route.escort)
        )

    def closures_to_all(self, hop: Hop, day: int) -> tuple[Closure, ...]:
        """Reports of a day that concern everybody, whatever they drive."""
        return tuple(c for c in self._closures(hop, "", day) if not c.classes)

    def has_convoy(self, vehicle_class: str, day: int) -> bool:
        """Whether a convoy leaves on a day that takes the class along."""
        return self.dates.convoy_cost(vehicle_class, day) is not None

    def leads_through(self, path: tuple[str, ...], vehicle_class: str, day: int) -> bool:
        """Whether every hop of a path is open to a vehicle that leaves on that day."""
        return all(self._choice(hop, vehicle_class, day) for hop in hops(path))

    def measured(self, path: tuple[str, ...], vehicle_class: str, day: int) -> Measured:
        """A path on the day on which a trip leaves.

        Where several links make a hop, the fastest, then the shortest. Hops that nothing can pass
        add nothing: other checks speak of them.
        """
        hours = km = 0.0
        safe = 1.0
        for hop, taken in self._taken(path, vehicle_class, day):
            hours += self.hours(taken, vehicle_class, day)
            km += taken.km
            safe *= (1 - taken.risk) * (1 - taken.risk_per_km) ** taken.km
            safe *= 1 - self._doubt(hop, vehicle_class, day)
        return Measured(hours, km, 1 - safe)

    def dues(
        self, out: tuple[str, ...], home: tuple[str, ...], vehicle_class: str, day: int
    ) -> Dues:
        """What a trip by these paths costs beside its kilometres, if it leaves on that day."""
        steps = [
            step for path in (out, home) for step in self._taken(path, vehicle_class, day)
        ]  # fmt: skip
        doubted = {frozenset(hop): self._doubt(hop, vehicle_class, day) for hop, _ in steps}
        needs_escort = any(route.escort for _, route in steps)
        convoy = self.dates.convoy_cost(vehicle_class, day) if needs_escort else None
        return Dues(
            doubt=1 - prod(1 - doubt for doubt in doubted.values()),
            tolls=sum(route.toll for _, route in steps),
            escort=convoy or 0.0,
            needs_escort=needs_escort,
        )

    def hours(self, route: Route, vehicle_class: str, day: int) -> float:
        """Driving and waiting on a link that the class can pass, at the speeds of a day."""
        rules = self.pack.access.classes[vehicle_class]
        return route.km / self._speed_kmh(route, rules, day) + route.wait_hours

    def _choice(self, hop: Hop, vehicle_class: str, day: int) -> tuple[Route, ...]:
        """Links of a hop that a vehicle can take that leaves on that day."""
        with_convoy = self.has_convoy(vehicle_class, day)
        return self.open_links(hop, vehicle_class, day, with_convoy=with_convoy)

    def _taken(
        self, path: tuple[str, ...], vehicle_class: str, day: int
    ) -> Iterator[tuple[Hop, Route]]:
        for hop in hops(path):
            choice = self._choice(hop, vehicle_class, day)
            if choice:
                yield (
                    hop,
                    min(choice, key=lambda r: (self.hours(r, vehicle_class, day), r.km, r.risk)),
                )

    def kilometres_from(self, start: str, within: float) -> Mapping[str, float]:
        """Distance by road, ferry and border to every node within so many km, whatever may pass.

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
    def _known_reaches(self) -> dict[tuple[str, float], dict[str, float]]:
        return {}

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

    def _speed_kmh(self, route: Route, rules: ClassAccess, day: int) -> float:
        listed = rules.speeds_kmh.get(route.surface, {}).get(self.dates.season(day), 0.0)
        return (route.speed_kmh or listed) if listed > 0 else 0.0


def hops(path: tuple[str, ...]) -> tuple[Hop, ...]:
    """The steps of a path from node to node."""
    return tuple(pairwise(path))
