"""Positions that can't be right: far from their node, or on the wrong side of Greenwich."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rrm.intake.checks.draft import Draft
from rrm.intake.table import Placed
from rrm.intake.wording import quoted
from rrm.model.great_circle import great_circle_km
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.scenario import Depot, Location, Site

# About 25 km: a site at the edge of the others is no reason for a hint.
_MARGIN_DEGREES = 0.25
# Nearer to Greenwich a turned sign moves a place by less than a day's drive: no telling sign.
_TELLING_DEGREES = 0.5

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


def doubtful_positions(draft: Draft, told: Collection[Place] = ()) -> Iterator[Problem]:
    """Warnings for sites and depots far from their node, lost signs, one site at two places.

    told: rows whose position is doubted already; one fault is told once.
    """
    for problem in _lost(draft):
        if problem.place._replace(column=None) not in told:
            yield problem
    yield from _two_places(draft)


def _lost(draft: Draft) -> Iterator[Problem]:
    """Positions that lie away from where they belong, row by row."""
    access = draft.rules.access
    if access is not None and access.places is not None:
        yield from _all_far_from_node(draft, access.places.from_node_km)
    yield from _lost_signs({row.value.site_id: row for row in reversed(draft.rows(Site))})
    yield from _lost_signs({row.value.node_id: row for row in draft.rows(Location)})


def _all_far_from_node(draft: Draft, limit_km: float) -> Iterator[Problem]:
    nodes = {row.value.node_id: _point(row.value) for row in draft.rows(Location)}
    rows: tuple[Placed[Site] | Placed[Depot], ...] = (*draft.rows(Site), *draft.rows(Depot))
    for row in rows:
        node = nodes.get(row.value.node)
        if node is not None:
            yield from _far_from_node(row, node, limit_km)


def _point(value: Site | Depot | Location) -> Point:
    return (value.lat, value.lon)


def _far_from_node(
    row: Placed[Site] | Placed[Depot], node: Point, limit_km: float
) -> Iterator[Problem]:
    lat, lon = _point(row.value)
    distance = great_circle_km(lat, lon, *node)
    if distance <= limit_km:
        return
    remedy = msg("Check the position and the node.")
    if great_circle_km(lat, -lon, *node) <= limit_km:
        remedy = msg("With the sign of the longitude turned it is there: check it.")
    yield Problem(
        "RRM-I035",
        row.at("lon"),
        msg(
            'it lies {km} km from its node "{node}"',
            km=round(distance),
            node=quoted(row.value.node),
        ),
        msg("a place lies within {km} km of its node", km=limit_km),
        remedy,
        is_error=False,
    )


@dataclass(frozen=True, slots=True)
class _Box:
    south: float
    north: float
    west: float
    east: float

    @classmethod
    def around(cls, points: list[Point]) -> _Box:
        lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
        return cls(min(lats), max(lats), min(lons), max(lons))

    def holds(self, lat: float, lon: float) -> bool:
        margin = _MARGIN_DEGREES
        return (
            self.south - margin <= lat <= self.north + margin
            and self.west - margin <= lon <= self.east + margin
        )


def _lost_signs(rows: dict[str, Placed[Site]] | dict[str, Placed[Location]]) -> Iterator[Problem]:
    """A hint where turning the longitude's sign would bring a place among the others.

    Only the place furthest east and the one furthest west can lie outside of all others.
    """
    if len(rows) < 3:
        return
    ordered = sorted(rows, key=lambda name: (rows[name].value.lon, name))
    for name in (ordered[0], ordered[-1]):
        lat, lon = _point(rows[name].value)
        others = _Box.around([_point(row.value) for other, row in rows.items() if other != name])
        if abs(lon) < _TELLING_DEGREES or others.holds(lat, lon):
            continue
        if others.holds(lat, -lon):
            yield Problem(
                "RRM-I036",
                rows[name].at("lon"),
                msg("the longitude {lon} lies away from all others", lon=str(lon)),
                msg(
                    "the others lie between {west} and {east}",
                    west=str(others.west),
                    east=str(others.east),
                ),
                msg(
                    "With its sign turned ({lon}) it would lie among them: check it.", lon=str(-lon)
                ),
                is_error=False,
            )


def _two_places(draft: Draft) -> Iterator[Problem]:
    first: dict[str, Placed[Site]] = {}
    for row in draft.rows(Site):
        earlier = first.setdefault(row.value.site_id, row)
        site, other = row.value, earlier.value
        if site.node != other.node:
            yield _differs(row.at("node"), site.node, other.node, earlier, is_error=True)
        for column in ("lat", "lon", "name"):
            one, two = getattr(site, column), getattr(other, column)
            if one != two:
                yield _differs(row.at(column), str(one), str(two), earlier, is_error=False)


def _differs(
    place: Place, value: str, other: str, earlier: Placed[Site], is_error: bool
) -> Problem:
    found: Message = msg('found "{value}"', value=quoted(value))
    return Problem(
        "RRM-I032",
        place,
        found,
        msg(
            'row {row} gives "{value}" for the same site',
            row=str(earlier.place.row),
            value=quoted(other),
        ),
        msg("Give the groups of a site the same name and place."),
        is_error,
    )
