"""What stands in a vehicle's way, cause by cause, so that a refusal can name what counts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rrm.access.link_arrays import MODES, Floats, LinkArrays
from rrm.model.rule_pack import ClassAccess
from rrm.model.scenario import Mode, Season

_TRAVELS = {
    "road": frozenset({Mode.ROAD, Mode.FERRY, Mode.BORDER}),
    "river": frozenset({Mode.RIVER}),
    "air": frozenset({Mode.AIR}),
}


@dataclass(frozen=True, slots=True)
class Conditions:
    """Which causes are applied to the links of a class's mode.

    season: whose speeds count; None where surfaces don't count, and every link is passed at
    1 km/h, so that the fastest way is the shortest. out_of_season: links shut by the time of
    the year. load_limits: of bridges and ferries. convoy: whether one leaves that day.
    walls: links closed for certain. Links are told by position.
    """

    season: Season | None = None
    out_of_season: frozenset[int] = frozenset()
    load_limits: bool = False
    convoy: bool = True
    walls: frozenset[int] = frozenset()

    def step_by_step(self) -> tuple[tuple[str, Conditions], ...]:
        """These conditions built up one cause at a time, each with its reason code."""
        surfaces = Conditions(season=self.season)
        season = replace(surfaces, out_of_season=self.out_of_season)
        loads = replace(season, load_limits=self.load_limits)
        escorts = replace(loads, convoy=self.convoy)
        return (
            ("unconnected", Conditions()),
            ("no_surface", surfaces),
            ("season", season),
            ("load_limit", loads),
            ("no_escort", escorts),
            ("closed", replace(escorts, walls=self.walls)),
        )


def hours_of_passage(links: LinkArrays, rules: ClassAccess, conditions: Conditions) -> Floats:
    """Hours that each link takes the class under these conditions; inf where it can't pass.

    hours = km / speed + wait. A link's own speed replaces the pack's, but opens no surface
    that the pack doesn't list.
    """
    speed = _speeds(links, rules, conditions.season)
    passable = _suits_mode(links, rules) & (speed > 0)
    if conditions.load_limits:
        passable &= rules.gross_t <= links.max_payload_t
    if not conditions.convoy:
        passable &= ~links.escort
    shut = conditions.out_of_season | conditions.walls
    if shut:
        passable[np.fromiter(shut, dtype=np.int64)] = False
    hours = np.full(len(links), np.inf)
    np.divide(links.km, speed, out=hours, where=passable)
    wait = links.wait_hours if conditions.season is not None else 0.0
    return np.where(passable, hours + wait, np.inf)


def is_of_mode(mode: Mode, rules: ClassAccess) -> bool:
    """Whether the class travels that way: wheels also go by ferry and over borders."""
    return mode in _TRAVELS[rules.mode]


def _suits_mode(
    links: LinkArrays, rules: ClassAccess
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    suits = np.array([is_of_mode(mode, rules) for mode in MODES], dtype=np.bool_)
    return suits[links.mode]


def _speeds(links: LinkArrays, rules: ClassAccess, season: Season | None) -> Floats:
    if season is None:
        return np.ones(len(links))
    listed = [rules.speeds_kmh.get(name, {}).get(season.value, 0.0) for name in links.surfaces]
    by_pack = np.array([*listed, 0.0], dtype=np.float64)[links.surface]
    own = np.where(np.isnan(links.speed_kmh), by_pack, links.speed_kmh)
    return np.where(by_pack > 0, own, 0.0)
