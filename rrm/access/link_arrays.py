"""The links of a network as columns, so that a class's way over all of them is one computation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.model.scenario import Mode, Route

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]
Flags = NDArray[np.bool_]

MODES = tuple(Mode)


@dataclass(frozen=True, slots=True, eq=False)
class LinkArrays:
    """One row a link, in the order of the routes table; all columns are of that length.

    nodes: names of the nodes in alphabetical order, so that positions compare as names do.
    tail, head: positions in `nodes`.
    km: length. mode: position in MODES. surface: position in `surfaces`.
    speed_kmh: of the link itself, nan where the pack's counts. max_payload_t: inf for no limit.
    risk: of a passage, its kilometres included, 0 to 1. wait_hours, toll: each passage.
    escort: whether it is passed only with one. two_way: whether it may be travelled back.
    """

    nodes: tuple[str, ...]
    surfaces: tuple[str, ...]
    tail: Positions
    head: Positions
    km: Floats
    mode: NDArray[np.int8]
    surface: NDArray[np.int16]
    speed_kmh: Floats
    max_payload_t: Floats
    risk: Floats
    wait_hours: Floats
    toll: Floats
    escort: Flags
    two_way: Flags

    def __len__(self) -> int:
        return len(self.km)


def link_arrays(routes: Sequence[Route], nodes: Iterable[str] = ()) -> LinkArrays:
    """The columns of a routes table.

    nodes: places to have a position even where no link touches them.
    A link's risk is that of its passage and of each of its kilometres: 1 - (1 - risk)(1 -
    risk_per_km)^km.
    """
    ends = (node for route in routes for node in (route.from_node, route.to_node))
    position = {node: at for at, node in enumerate(sorted({*nodes, *ends}))}
    surfaces = {name: at for at, name in enumerate(dict.fromkeys(r.surface for r in routes))}
    km = np.array([route.km for route in routes], dtype=np.float64)
    once = np.array([route.risk for route in routes], dtype=np.float64)
    each_km = np.array([route.risk_per_km for route in routes], dtype=np.float64)
    return LinkArrays(
        nodes=tuple(position),
        surfaces=tuple(surfaces),
        tail=np.array([position[route.from_node] for route in routes], dtype=np.int64),
        head=np.array([position[route.to_node] for route in routes], dtype=np.int64),
        km=km,
        mode=np.array([MODES.index(route.mode) for route in routes], dtype=np.int8),
        surface=np.array([surfaces[route.surface] for route in routes], dtype=np.int16),
        speed_kmh=_or(np.nan, (route.speed_kmh for route in routes)),
        max_payload_t=_or(np.inf, (route.max_payload_t for route in routes)),
        risk=np.where(each_km > 0, 1 - (1 - once) * (1 - each_km) ** km, once),
        wait_hours=np.array([route.wait_hours for route in routes], dtype=np.float64),
        toll=np.array([route.toll for route in routes], dtype=np.float64),
        escort=np.array([route.escort for route in routes], dtype=np.bool_),
        two_way=np.array([route.bidirectional for route in routes], dtype=np.bool_),
    )


def _or(missing: float, values: Iterable[float | None]) -> Floats:
    return np.array([missing if value is None else value for value in values], dtype=np.float64)
