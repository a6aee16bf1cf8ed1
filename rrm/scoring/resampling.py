"""Rank intervals: how far a site's rank could move by the luck of who was asked.

Households are drawn again with replacement within each site and group, the scores computed
anew, and the ranks compared. Where only an alert speaks, its profile is shifted by one class up
or down with equal chance.
"""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ONE_CLASS = 25.0
"""One severity class on the 0-100 score."""
MANY = 150
"""Households from which on a mean of them is as good as normal, and drawn as such."""


def drawn_scores(
    positions: Floats, weights: Floats, draws: int, stream: np.random.Generator
) -> Floats:
    """Sector scores of resampled households.

    positions: households × sectors, 0 where unknown. Returns draws × sectors, 0-100, the same
    whatever the order of the households.
    """
    households = positions.shape[0]
    if households > MANY:
        return _normal_scores(positions, weights, draws, stream)
    order = np.lexsort((weights, *positions.T))
    positions, weights = positions[order], weights[order]
    counts = stream.multinomial(households, np.full(households, 1.0 / households), size=draws)
    weighted = counts * weights
    known = (positions > 0).astype(np.float64)
    totals = weighted @ known
    means = np.divide(weighted @ positions, totals, out=np.ones_like(totals), where=totals > 0)
    scores = 25.0 * (means - 1.0)
    return np.asarray(scores)


def _normal_scores(
    positions: Floats, weights: Floats, draws: int, stream: np.random.Generator
) -> Floats:
    """The same from the spread of the means, without drawing every household.

    Source: linearised variance of a ratio of two totals, as resampling households estimates it.
    """
    known = positions > 0
    counted = weights[:, np.newaxis] * known
    totals = counted.sum(axis=0)
    some = np.where(totals > 0, totals, 1.0)
    means = np.where(totals > 0, (counted * positions).sum(axis=0) / some, 1.0)
    off = counted * (positions - means) / some
    spread, directions = np.linalg.eigh(off.T @ off)
    steps = stream.standard_normal((draws, spread.size)) * np.sqrt(np.maximum(spread, 0.0))
    scores = ONE_CLASS * (means + steps @ directions.T - 1.0)
    return np.asarray(np.clip(scores, 0.0, 100.0))


def shifted_scores(scores: Floats, draws: int, stream: np.random.Generator) -> Floats:
    """Alert-only scores moved by a class down, none, or up; draws × sectors."""
    shifts = stream.integers(-1, 2, size=(draws, 1)) * ONE_CLASS
    return np.clip(scores[np.newaxis, :] + shifts, 0.0, 100.0)


def stream_for(seed: int, *names: str) -> np.random.Generator:
    """Random numbers of a site's own, so that the order of sites doesn't matter."""
    return np.random.default_rng([seed, *(zlib.crc32(name.encode()) for name in names)])


def ranks(scores: Floats, people: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rank of each column by score, 1 the worst; ties go to more people, then to the order.

    scores: rows × places. Returns the same shape.
    """
    rows, places = scores.shape
    order = np.lexsort(
        (
            np.broadcast_to(np.arange(places), scores.shape),
            np.broadcast_to(-people, scores.shape),
            -np.round(scores, 9),
        )
    )
    found = np.empty_like(order)
    np.put_along_axis(
        found, order, np.broadcast_to(np.arange(1, places + 1), (rows, places)), axis=1
    )
    return found
