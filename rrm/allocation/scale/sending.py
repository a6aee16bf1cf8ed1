"""What a solve decides of a lane: vehicles, and what they bring for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rrm.allocation.lanes import Lane
from rrm.allocation.scale.arrays import Floats
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


def sendings(keys: Sequence[Key], lanes: Sequence[Lane], x: Floats, need: Floats) -> list[Sending]:
    """Of a part's solution, lane by lane."""
    trips: dict[int, int] = {}
    vehicles: dict[int, int] = {}
    loads: dict[int, list[tuple[int, float]]] = {}
    moves: dict[int, list[tuple[str, float]]] = {}
    worth: dict[int, float] = {}
    for at, (key, value) in enumerate(zip(keys, x.tolist(), strict=True)):
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
