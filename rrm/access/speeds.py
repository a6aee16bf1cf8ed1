"""Whether a vehicle class may use a link, and how fast it goes there."""

from __future__ import annotations

from rrm.model.rule_pack import ClassAccess
from rrm.model.scenario import Mode, Route, Season

_TRAVELS = {
    "road": frozenset({Mode.ROAD, Mode.FERRY}),
    "river": frozenset({Mode.RIVER}),
    "air": frozenset({Mode.AIR}),
}


def suits_mode(route: Route, rules: ClassAccess) -> bool:
    """Whether the link is of the kind the class travels on: wheels also go by ferry."""
    return route.mode in _TRAVELS[rules.mode]


def speed_kmh(route: Route, rules: ClassAccess, season: Season) -> float | None:
    """How fast the class goes on the link, or None where its surface is closed to the class.

    A link's own speed replaces the pack's, but opens no surface that the pack doesn't list.
    """
    listed = rules.speeds_kmh.get(route.surface, {}).get(season.value)
    if listed is None or listed <= 0:
        return None
    return route.speed_kmh or listed


def is_borne(route: Route, rules: ClassAccess) -> bool:
    """Whether the link carries the vehicle, loaded."""
    return route.max_payload_t is None or rules.gross_t <= route.max_payload_t


def passable(route: Route, rules: ClassAccess, season: Season) -> float | None:
    """The class's speed on the link in km/h when nothing is closed, None where it can't pass."""
    if not (suits_mode(route, rules) and is_borne(route, rules)):
        return None
    return speed_kmh(route, rules, season)
