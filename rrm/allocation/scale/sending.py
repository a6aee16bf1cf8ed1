"""What a solve decides of a lane: vehicles, and what they bring for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rrm.allocation.lanes import Lane
from rrm.allocation.scale.arrays import Floats, Whole
from rrm.allocation.scale.matrix import Key


@dataclass(frozen=True, slots=True)
class Sending:
    """Vehicles of a lane, with quantities by demand (or by item, of a transfer).

    need: what it is worth in needs met.
    """

    lane: Lane
    vehicles: int
    loads: tuple[tuple[int, float], ...]
    moves: tuple[tuple[str, float], ...]
    need: float


def sendings(
    keys: Sequence[Key],
    lanes: Sequence[Lane],
    x: Floats,
    need: Floats,
    columns: Whole | None = None,
) -> list[Sending]:
    """Of a part's solution, lane by lane. columns: those that x speaks of, all where none given."""
    chosen = range(len(keys)) if columns is None else columns.tolist()
    trips: dict[int, int] = {}
    vehicles: dict[int, int] = {}
    loads: dict[int, list[tuple[int, float]]] = {}
    moves: dict[int, list[tuple[str, float]]] = {}
    worth: dict[int, float] = {}
    for value, at in zip(x.tolist(), chosen, strict=True):
        key = keys[at]
        if value <= 1e-6 or key[0] not in ("trips", "vehicles", "load", "move"):
            continue
        lane = int(key[1])
        if key[0] == "trips":
            trips[lane] = round(value)
        elif key[0] == "vehicles":
            vehicles[lane] = round(value)
        elif key[0] == "load":
            loads.setdefault(lane, []).append((int(key[2]), value))
            worth[lane] = worth.get(lane, 0.0) + value * float(need[at])
        else:
            moves.setdefault(lane, []).append((str(key[2]), value))
    return [
        Sending(
            lanes[at],
            vehicles.get(at, n),
            tuple(loads.get(at, ())),
            tuple(moves.get(at, ())),
            worth.get(at, 0.0),
        )
        for at, n in trips.items()
        if n > 0 and (at in loads or at in moves)
    ]


def paid(keys: Sequence[Key], x: Floats, columns: Whole) -> list[tuple[int, str, int, float]]:
    """Demand, agent, first day and households of what a part's solution pays."""
    return [
        (int(keys[at][1]), str(keys[at][2]), int(keys[at][3]), float(value))
        for value, at in zip(x.tolist(), columns.tolist(), strict=True)
        if keys[at][0] == "pay" and value >= 0.5
    ]
