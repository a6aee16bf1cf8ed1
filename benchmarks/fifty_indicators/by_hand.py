"""The same fifty indicators written by hand over numpy columns, with no rules to read.

Missing answers are NaN; comparisons with NaN are false, so each step says what is unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fifty_indicators.kinds import FREQUENCY, INDICATORS, KINDS, LATRINE, PLACE, SECTORS

Floats = NDArray[np.float64]
Columns = dict[str, Floats]
OFTEN, NEVER = FREQUENCY.index("often"), FREQUENCY.index("never")
CAP, SHARE, IN_NEED = 3.0, 0.25, 3


@dataclass(frozen=True)
class SiteSector:
    """One sector over all sites: class, class if unknowns were best and worst, score, shares."""

    severity: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    score: Floats
    in_need: Floats
    answered: Floats


def score(columns: Columns, sites: NDArray[np.int64], count: int) -> dict[str, SiteSector]:
    """Every sector at every site; sites: of each household, 0 to count - 1."""
    result = {}
    for sector in SECTORS:
        critical, all_classes, positions, highs = [], [], [], []
        for home, name, number in INDICATORS:
            if home != sector:
                continue
            classes, position = _INDICATORS[name](columns, number)
            cap = 5.0 if KINDS[name].is_critical else CAP
            if KINDS[name].is_critical:
                critical.append(~np.isnan(classes))
            all_classes.append(np.minimum(classes, cap))
            positions.append(np.minimum(position, cap))
            highs.append(np.where(np.isnan(classes), cap, np.minimum(classes, cap)))
        known = np.logical_or.reduce(critical)
        worst = np.where(known, np.fmax.reduce(all_classes), np.nan)
        at = np.where(known, np.fmax.reduce(positions), np.nan)
        low = np.where(np.isnan(np.fmax.reduce(all_classes)), 1.0, np.fmax.reduce(all_classes))
        high = np.maximum.reduce(highs)
        answered = np.mean(critical, axis=0)
        result[sector] = _area(worst, at, low, high, answered, sites, count)
    return result


def _area(
    worst: Floats,
    at: Floats,
    low: Floats,
    high: Floats,
    answered: Floats,
    sites: NDArray[np.int64],
    count: int,
) -> SiteSector:
    known = ~np.isnan(worst)
    households = np.bincount(sites, minlength=count)
    asked = np.bincount(sites[known], minlength=count)
    shares = _shares(worst[known], sites[known], count)
    score = np.bincount(sites[known], at[known], count) / np.maximum(asked, 1)
    return SiteSector(
        _class(shares),
        _class(_shares(np.where(known, low, 1.0), sites, count)),
        _class(_shares(np.where(known, high, 5.0), sites, count)),
        np.where(asked > 0, 25 * (score - 1), 0.0),
        shares[IN_NEED - 1 :].sum(axis=0),
        np.bincount(sites, answered, count) / np.maximum(households, 1),
    )


def _shares(classes: Floats, sites: NDArray[np.int64], count: int) -> Floats:
    cells = np.bincount(sites * 5 + classes.astype(np.int64) - 1, minlength=count * 5)
    table = cells.reshape(count, 5).T.astype(np.float64)
    return np.asarray(table / np.maximum(table.sum(axis=0), 1))


def _class(shares: Floats) -> NDArray[np.int64]:
    reached = np.cumsum(shares[::-1], axis=0) >= SHARE - 1e-9
    return np.asarray(np.where(reached.any(axis=0), 5 - reached.argmax(axis=0), 1))


def _banded(value: Floats, limits: list[float], classes: list[int], is_low_worse: bool) -> Floats:
    """Class by the first limit that holds; below a limit where low is worse, else at least."""
    found = np.full(value.shape, float(classes[-1]))
    for limit, number in zip(reversed(limits), reversed(classes[:-1]), strict=True):
        found[value < limit if is_low_worse else value >= limit] = number
    found[np.isnan(value)] = np.nan
    return found


def _between(value: Floats, points: list[float], heights: list[float]) -> Floats:
    return np.interp(value, points, heights)


def _water(c: Columns, n: int) -> tuple[Floats, Floats]:
    value = c[f"litres_{n}"] / c[f"size_{n}"]
    classes = _banded(value, [3, 7.5, 15, 20], [5, 4, 3, 2, 1], is_low_worse=True)
    return classes, _between(value, [-1.5, 3, 7.5, 15, 20, 25], [5, 4.5, 3.5, 2.5, 1.5, 1])


def _thirst(c: Columns, n: int) -> tuple[Floats, Floats]:
    classes = c[f"lack_{n}"] + 1
    return classes, classes


def _diet(c: Columns, n: int) -> tuple[Floats, Floats]:
    value = (
        2 * c[f"staples_{n}"] + 3 * c[f"pulses_{n}"] + c[f"greens_{n}"] + c[f"fruit_{n}"]
        + 4 * c[f"protein_{n}"] + 4 * c[f"dairy_{n}"] + 0.5 * c[f"sugar_{n}"] + 0.5 * c[f"oil_{n}"]
    )  # fmt: skip
    classes = _banded(value, [21.25, 35.25], [4, 3, 1], is_low_worse=True)
    return classes, _between(value, [7, 21, 35, 49], [4, 3.5, 2, 1])


def _coping(c: Columns, n: int) -> tuple[Floats, Floats]:
    value = (
        c[f"cheaper_{n}"] + 2 * c[f"borrowed_{n}"] + c[f"smaller_{n}"] + 3 * c[f"adults_{n}"]
        + c[f"fewer_{n}"]
    )  # fmt: skip
    classes = _banded(value, [43, 19, 4], [4, 3, 2, 1], is_low_worse=False)
    return classes, _between(value, [-11, 4, 19, 43, 67], [1, 1.5, 2.5, 3.5, 4])


def _hunger(c: Columns, n: int) -> tuple[Floats, Floats]:
    value = np.zeros_like(c[f"nofood_{n}"])
    for name in ("nofood", "asleep", "allday"):
        answer = c[f"{name}_{n}"]
        points = np.where(answer == OFTEN, 2.0, np.where(answer == NEVER, 0.0, 1.0))
        value += np.where(np.isnan(answer), np.nan, points)
    classes = _banded(value, [5, 4, 2, 1], [5, 4, 3, 2, 1], is_low_worse=False)
    return classes, _between(value, [0, 1, 2, 4, 5, 6], [1, 1.5, 2.5, 3.5, 4.5, 5])


def _latrine(c: Columns, n: int) -> tuple[Floats, Floats]:
    kind, users = c[f"latrine_{n}"], c[f"users_{n}"]
    no_kind, no_users = np.isnan(kind), np.isnan(users)
    poor = (kind == LATRINE.index("bucket")) | (kind == LATRINE.index("pit"))
    is_open = kind == LATRINE.index("open")
    classes = np.where(users > 10, 2.0, 1.0)
    classes[no_users] = np.nan
    fallen = (no_kind | no_users) & ~poor & ~(users > 20)
    classes[fallen] = np.nan
    classes[poor | (users > 20)] = 3.0
    unknown = (no_kind | no_users) & ~is_open & ~(users > 50)
    classes[unknown] = np.nan
    classes[is_open | (users > 50)] = 4.0
    return classes, classes


def _items(c: Columns, n: int) -> tuple[Floats, Floats]:
    lacks = [
        5 * (1 - np.minimum(1, c[f"{name}_{n}"] / needed))
        for name, needed in (("cans", 2), ("pots", 2), ("mats", 3), ("sheets", 3))
    ]
    value = np.asarray(sum(lacks) / 4)
    rounded = value + 1e-9
    classes = _banded(rounded, [4, 3, 2], [4, 3, 2, 1], is_low_worse=False)
    return classes, _between(value, [1, 2, 3, 4, 5], [1, 1.5, 2.5, 3.5, 4])


def _harm(c: Columns, n: int) -> tuple[Floats, Floats]:
    value = c[f"beaten_{n}"] + c[f"robbed_{n}"] + c[f"taxed_{n}"] + c[f"moved_{n}"]
    classes = _banded(value, [4, 2, 1], [4, 3, 2, 1], is_low_worse=False)
    return classes, _between(value, [0, 1, 2, 4, 6], [1, 1.5, 2.5, 3.5, 4])


def _shelter(c: Columns, n: int) -> tuple[Floats, Floats]:
    place, hosted = c[f"shelter_{n}"], c[f"hosted_{n}"]
    none, makeshift = place == PLACE.index("none"), place == PLACE.index("makeshift")
    classes = np.where(none | makeshift, 3.0, 1.0)
    classes[makeshift & (hosted == 0)] = 4.0
    classes[none & (hosted == 0)] = 5.0
    classes[(none | makeshift) & np.isnan(hosted)] = np.nan
    # Whoever is hosted is in neither of the two worst classes, wherever they sleep.
    classes[np.isnan(place)] = np.nan
    return classes, classes


def _stock(c: Columns, n: int) -> tuple[Floats, Floats]:
    value = c[f"stock_{n}"]
    classes = _banded(value, [3, 7], [3, 2, 1], is_low_worse=True)
    return classes, _between(value, [-1, 3, 7, 11], [3, 2.5, 1.5, 1])


_INDICATORS: dict[str, Callable[[Columns, int], tuple[Floats, Floats]]] = {
    "water": _water,
    "thirst": _thirst,
    "diet": _diet,
    "coping": _coping,
    "hunger": _hunger,
    "latrine": _latrine,
    "items": _items,
    "harm": _harm,
    "shelter": _shelter,
    "stock": _stock,
}
