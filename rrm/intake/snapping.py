"""Sites, depots, sources, agents and markets whose node is left open take the nearest one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import nsmallest
from typing import Any

from rrm.intake.inheritance import Resolved
from rrm.intake.problem_list import ProblemList
from rrm.intake.scenario_tables import TABLES
from rrm.intake.table import Placed, TableSpec, stands_twice
from rrm.intake.wording import quoted
from rrm.model.frozen import Frozen
from rrm.model.great_circle import great_circle_km
from rrm.model.language import Message, msg
from rrm.model.problem import Problem
from rrm.model.rounding import round_half_up
from rrm.model.scenario import Location, Site

_NAMED = 3
_KM_A_DEGREE = 110.5  # of latitude, where it is shortest; a sphere's 111.2 is more


def with_nodes(resolved: Resolved, snap_km: float | None, problems: ProblemList) -> Resolved:
    """The rows with every open node filled in.

    A group of a site takes the node that another row gives for that site; anything else the
    nearest node, if it is at most `snap_km` away, with a warning that names it. Beyond that the
    row is put aside with an error. Without nodes, or without a limit because the pack can't be
    read, rows stay as they are: those faults are told elsewhere.
    """
    locations = [row.value for row in resolved.tables.get("locations", ())]
    nodes = _Nodes([one for one in locations if isinstance(one, Location)])
    if not nodes.places or snap_km is None:
        return resolved
    tables, rejected = dict(resolved.tables), dict(resolved.rejected)
    for name, spec in TABLES.items():
        if not spec.is_snapped or not any(row.is_open for row in tables.get(name, ())):
            continue
        placing = _Placing(nodes, snap_km, _given(tables[name]), problems)
        placed = [(row, placing.placed(row)) for row in tables[name]]
        tables[name] = _each_once([row for _, row in placed if row is not None], spec, problems)
        aside = [
            {spec.column_of(column): str(value) for column, value in row.value}
            for row, done in placed
            if done is None
        ]
        rejected[name] = (*rejected.get(name, ()), *aside)
    return replace(resolved, tables=tables, rejected=rejected)


def _each_once(
    rows: list[Placed[Frozen]], spec: TableSpec, problems: ProblemList
) -> tuple[Placed[Frozen], ...]:
    """Rows that their node tells apart may meet at one node once it is found."""
    by_key: dict[tuple[str, ...], Placed[Frozen]] = {}
    for row in rows:
        first = by_key.setdefault(row.key(spec), row)
        if first is not row:
            problems.add(stands_twice(spec, row, first))
    return tuple(by_key.values())


def _given(rows: tuple[Placed[Frozen], ...]) -> dict[str, str]:
    """The nodes that rows of a site name, by site."""
    return {
        row.value.site_id: row.value.node
        for row in reversed(rows)
        if isinstance(row.value, Site) and not row.is_open
    }


class _Placing:
    def __init__(
        self, nodes: _Nodes, snap_km: float, given: dict[str, str], problems: ProblemList
    ) -> None:
        self._nodes = nodes
        self._snap_km = snap_km
        self._given = given
        self._problems = problems
        self._told: set[tuple[str, float, float]] = set()

    def placed(self, row: Placed[Frozen]) -> Placed[Frozen] | None:
        """The row with its node; None where no node is near enough."""
        if not row.is_open:
            return row
        value: Any = row.value
        if isinstance(value, Site) and value.site_id in self._given:
            return _at_node(row, self._given[value.site_id])
        nearest = self._nodes.nearest(value.lat, value.lon)
        is_near = nearest[0][0] <= self._snap_km
        spot = (getattr(value, "site_id", ""), value.lat, value.lon)
        if not spot[0] or spot not in self._told:
            self._told.add(spot)
            self._problems.add(
                _snapped(row, *nearest[0]) if is_near else self._too_far(row, nearest)
            )
        return _at_node(row, nearest[0][1].node_id) if is_near else None

    def _too_far(self, row: Placed[Frozen], nearest: list[tuple[float, Location]]) -> Problem:
        return Problem(
            "RRM-I105",
            row.at("node"),
            msg("no node is given, and none lies within {km} km", km=self._snap_km),
            msg("the nearest are {nodes}", nodes=tuple(_node_words(*one) for one in nearest)),
            msg("Write the node where it joins the ways, or add one there with its link."),
        )


def _snapped(row: Placed[Frozen], km: float, node: Location) -> Problem:
    return Problem(
        "RRM-I105",
        row.at("node"),
        msg("no node is given"),
        msg("the nearest is taken: {node}", node=_node_words(km, node)),
        msg(
            "Write {node} if it is right, else the node where it joins the ways.", node=node.node_id
        ),
        is_error=False,
    )


def _node_words(km: float, node: Location) -> Message:
    return msg(
        "{node} ({name}), {km} km away",
        node=node.node_id,
        name=quoted(node.name),
        km=round_half_up(km, 1),
    )


def _at_node(row: Placed[Frozen], node: str) -> Placed[Frozen]:
    return Placed(row.value.model_copy(update={"node": node}), row.place)


@dataclass(frozen=True, slots=True, init=False)
class _Nodes:
    """Nodes in the order of their latitude, so that few of many need to be measured."""

    places: tuple[Location, ...]
    lats: tuple[float, ...]

    def __init__(self, locations: list[Location]) -> None:
        ordered = sorted(locations, key=lambda one: (one.lat, one.node_id))
        object.__setattr__(self, "places", tuple(ordered))
        object.__setattr__(self, "lats", tuple(one.lat for one in ordered))

    def nearest(self, lat: float, lon: float) -> list[tuple[float, Location]]:
        """The three nearest nodes with their distance in km, the nearest first, then by id."""
        found: list[tuple[float, str, Location]] = []
        for place in self._outwards(lat):
            if len(found) == _NAMED and abs(place.lat - lat) * _KM_A_DEGREE > found[-1][0]:
                break
            km = great_circle_km(lat, lon, place.lat, place.lon)
            found = nsmallest(_NAMED, [*found, (km, place.node_id, place)], key=lambda it: it[:2])
        return [(km, place) for km, _, place in found]

    def _outwards(self, lat: float) -> Iterator[Location]:
        """All nodes, those of the nearest latitudes first."""
        above = bisect_left(self.lats, lat)
        below = above - 1
        while below >= 0 or above < len(self.lats):
            upwards = below < 0 or (
                above < len(self.lats) and self.lats[above] - lat <= lat - self.lats[below]
            )
            yield self.places[above if upwards else below]
            above, below = (above + 1, below) if upwards else (above, below - 1)
