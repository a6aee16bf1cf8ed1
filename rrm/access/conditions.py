"""What stands in a vehicle's way, cause by cause, so that a refusal can name what counts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rrm.access.speeds import is_borne, speed_kmh, suits_mode
from rrm.model.rule_pack import ClassAccess
from rrm.model.scenario import Mode, Route, Season


@dataclass(frozen=True, slots=True)
class Conditions:
    """Which causes are applied to the links of a class's mode.

    surfaces: those that the class can't use in the season. low_water: rivers carry no boats.
    load_limits: of bridges and ferries. walls: links closed for certain, by position.
    """

    surfaces: bool = True
    low_water: bool = False
    load_limits: bool = True
    walls: frozenset[int] = frozenset()

    def step_by_step(self) -> tuple[tuple[str, Conditions], ...]:
        """These conditions built up one cause at a time, each with its reason code."""
        mode_only = Conditions(surfaces=False, load_limits=False)
        surfaces = replace(mode_only, surfaces=self.surfaces)
        season = replace(surfaces, low_water=self.low_water)
        loads = replace(season, load_limits=self.load_limits)
        return (
            ("unconnected", mode_only),
            ("no_surface", surfaces),
            ("season", season),
            ("load_limit", loads),
            ("closed", replace(loads, walls=self.walls)),
        )


def usable_links(
    routes: tuple[Route, ...], rules: ClassAccess, season: Season, conditions: Conditions
) -> dict[int, float]:
    """The links that the class can use under these conditions, with its speed in km/h.

    Where surfaces don't count there are no speeds: every link is given 1 km/h, so that the
    fastest way is the shortest.
    """
    usable: dict[int, float] = {}
    for index, route in enumerate(routes):
        if not suits_mode(route, rules) or index in conditions.walls:
            continue
        if conditions.low_water and route.mode is Mode.RIVER:
            continue
        if conditions.load_limits and not is_borne(route, rules):
            continue
        speed = speed_kmh(route, rules, season) if conditions.surfaces else 1.0
        if speed is not None:
            usable[index] = speed
    return usable
