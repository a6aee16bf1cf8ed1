"""Ranks among the places of a sector, worst first, and how far chance could move them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rrm.model.rule_pack import Resampling
from rrm.scoring.resampling import ranks
from rrm.scoring.share_rule import AreaSeverity


@dataclass(frozen=True, slots=True)
class Rank:
    """1 is worst; low and high under resampling and where thresholds move by a step."""

    rank: int
    low: int
    high: int


class Scored(Protocol):
    """A place before ranking: its people, its sectors' severities and their resampled scores."""

    @property
    def people(self) -> int:
        """People who live there."""

    @property
    def severities(self) -> dict[str, AreaSeverity]:
        """By sector."""

    @property
    def drawn(self) -> dict[str, NDArray[np.float64]]:
        """By sector, the score of each resampling."""

    @property
    def shifted(self) -> dict[str, NDArray[np.float64]]:
        """By sector, the score of each step of the thresholds."""


def ranked(places: Sequence[Scored], sector: str, rules: Resampling) -> tuple[Rank, ...]:
    """The rank of each place in a sector that all of them have, in the order given."""
    if not places:
        return ()
    people = np.array([place.people for place in places], dtype=np.int64)
    scores = np.array([[place.severities[sector].score for place in places]])
    drawn = np.stack([place.drawn[sector] for place in places], axis=1)
    rank = ranks(scores, people)[0]
    around = ranks(np.vstack([drawn, scores]), people)
    low = np.quantile(around, rules.low, axis=0, method="lower")
    high = np.quantile(around, rules.high, axis=0, method="higher")
    stepped = ranks(np.stack([place.shifted[sector] for place in places], axis=1), people)
    low, high = np.minimum(low, stepped.min(axis=0)), np.maximum(high, stepped.max(axis=0))
    return tuple(
        Rank(int(rank[i]), int(min(low[i], rank[i])), int(max(high[i], rank[i])))
        for i in range(len(places))
    )
