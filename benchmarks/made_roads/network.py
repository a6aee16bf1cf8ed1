"""A network that looks like roads: crossings of a shaken grid, most links to the next crossing."""

from __future__ import annotations

import numpy as np

from rrm.access.link_arrays import MODES, LinkArrays
from rrm.model.scenario import Mode

SURFACES = ("tar", "laterite", "track")
TAR_EVERY, LATERITE_EVERY = 25, 5  # lines of the grid between two such roads
ONE_WAY, MISSING, DIAGONAL = 0.02, 0.15, 0.15
KM_BETWEEN = 5.0


def road_links(links: int, seed: int = 1) -> LinkArrays:
    """About so many links: a grid shaken by up to a third of its width, 15 % of it missing.

    15 % of its squares are crossed by a diagonal, 2 % of links are one-way, 2 % bear only 8 t.
    Tar along every 25th line, laterite along every 5th, tracks between; a link is as long as its
    ends lie apart, and up to 40 % more.
    """
    rng = np.random.default_rng(seed)
    side = round((links / (2 * (1 - MISSING) + DIAGONAL)) ** 0.5)
    at = np.arange(side * side).reshape(side, side)
    x, y = np.divmod(at.ravel(), side) + rng.uniform(-1 / 3, 1 / 3, (2, side * side))
    along = np.arange(side)
    ends = np.concatenate([
        np.stack([at[:, :-1].ravel(), at[:, 1:].ravel()]),
        np.stack([at[:-1].ravel(), at[1:].ravel()]),
        np.stack([at[:-1, :-1].ravel(), at[1:, 1:].ravel()]),
    ], axis=1)  # fmt: skip
    line = np.concatenate([
        np.repeat(along, side - 1),
        np.tile(along, side - 1),
        np.full((side - 1) ** 2, 1),
    ])  # fmt: skip
    chance = np.where(np.arange(ends.shape[1]) < 2 * side * (side - 1), 1 - MISSING, DIAGONAL)
    kept = rng.random(ends.shape[1]) < chance
    ends, line = ends[:, kept], line[kept]
    tail, head = ends
    count = len(tail)
    apart = np.hypot(x[tail] - x[head], y[tail] - y[head]) * KM_BETWEEN
    surface = np.where(line % TAR_EVERY == 0, 0, np.where(line % LATERITE_EVERY == 0, 1, 2))
    return LinkArrays(
        nodes=tuple(f"n{node:07d}" for node in range(side * side)),
        surfaces=SURFACES,
        tail=tail,
        head=head,
        km=apart * rng.uniform(1, 1.4, count),
        mode=np.full(count, MODES.index(Mode.ROAD), dtype=np.int8),
        surface=surface.astype(np.int16),
        speed_kmh=np.full(count, np.nan),
        max_payload_t=np.where(rng.random(count) < 0.02, 8.0, np.inf),
        risk=np.where(rng.random(count) < 0.1, 0.01, 0.0),
        wait_hours=np.where(rng.random(count) < 0.01, 0.5, 0.0),
        toll=np.zeros(count),
        escort=np.zeros(count, dtype=np.bool_),
        two_way=rng.random(count) >= ONE_WAY,
    )
