"""From households to an area: the share rule, people in need, and a score without cliffs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.model.needs import OVERALL
from rrm.model.rounding import whole
from rrm.scoring.wilson import wilson_interval

CLASSES = (1, 2, 3, 4, 5)
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class AreaSeverity:
    """One sector at one site and group.

    shares: weighted share of known households in classes 1..5, summing to 1; empty where the
    class doesn't come from households. low_shares, high_shares: of all households, with what is
    unknown at best and at worst.
    severity, severity_low, severity_high: by the share rule; with unknowns at best and worst.
    score: 0-100. in_need: share in the in-need class or worse. answered: 0..1.
    interviews: those that in_need is a share of, as many of equal weight; 0 where it is assumed.
    """

    sector: str
    shares: tuple[float, ...]
    severity: int
    severity_low: int
    severity_high: int
    score: float
    in_need: float
    answered: float
    low_shares: tuple[float, ...] = ()
    high_shares: tuple[float, ...] = ()
    interviews: float = 0.0


def class_shares(classes: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[float, ...]:
    """Weighted share in each class 1..5; classes of 0 (unknown) don't count."""
    numbers = np.rint(classes).astype(np.int64)
    by_class = np.bincount(numbers, weights, minlength=CLASSES[-1] + 1)[1:]
    total = float(by_class.sum())
    if total <= 0:
        return (0.0,) * len(CLASSES)
    return tuple(float(weight) / total for weight in by_class)


def area_class(shares: tuple[float, ...], needed: float) -> int:
    """The highest class that `needed` of the households reach or pass; 1 at the least.

    Source: area classes of IPC (20 %) and JIAF 1.1 (25 %); the share is the pack's.
    """
    reached = 0.0
    for number in reversed(CLASSES):
        reached += shares[number - 1]
        if reached >= needed - TOLERANCE:
            return number
    return 1


def share_reaching(shares: tuple[float, ...], severity: int) -> float:
    """Share of known households in this class or a worse one."""
    return float(sum(shares[severity - 1 :]))


def need_score(position: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """0-100: the weighted mean distance from class 1, where class 5 is 100.

    Continuous in every answer, so that one litre more never makes a leap.
    """
    known = position > 0
    total = float(np.sum(weights[known]))
    if total <= 0:
        return 0.0
    return 25.0 * (float(np.sum(position[known] * weights[known])) / total - 1.0)


def people_in_need(share: float, people: int) -> int:
    """People whose household is in the in-need class or worse, rounded half up.

    share: of known households, 0..1. people: living at the site, this group only.
    Source: JIAF 2.0, sectoral people in need.
    """
    return whole(share * people)


def with_each_sector(
    ends: Mapping[str, tuple[int, int]], points: Mapping[str, int]
) -> tuple[int, int]:
    """Fewest and most people in need of anything.

    Whoever needs one thing needs something: at least as many as the fewest of any sector, and at
    the most no fewer than those counted in any. ends, points: by sector, `overall` too.
    """
    low, high = ends[OVERALL]
    return max(low, *(end for end, _ in ends.values())), max(high, *points.values())


def people_in_need_interval(area: AreaSeverity, people: int, level: float) -> tuple[int, int]:
    """Fewest and most people in need that the sample of households allows.

    people: living at the site, this group only. level: how often it holds the true number.
    """
    low, high = wilson_interval(area.in_need, area.interviews, level)
    return people_in_need(low, people), people_in_need(high, people)
