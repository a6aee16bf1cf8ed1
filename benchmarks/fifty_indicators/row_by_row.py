"""The same fifty indicators household by household in plain Python; None is a missing answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from fifty_indicators.kinds import INDICATORS, KINDS, SECTORS

Row = dict[str, float | str | bool | None]
Test = Callable[[float], bool]


def sector_classes(row: Row) -> dict[str, int | None]:
    """A household's class in each sector; None where no critical indicator is known."""
    found: dict[str, int | None] = {}
    for sector in SECTORS:
        worst, known = 0, False
        for home, name, number in INDICATORS:
            if home != sector:
                continue
            severity = _INDICATORS[name](row, number)
            if severity is None:
                continue
            critical = KINDS[name].is_critical
            known = known or critical
            worst = max(worst, severity if critical else min(severity, 3))
        found[sector] = worst if known else None
    return found


def site_classes(households: Iterable[tuple[str, Row]]) -> dict[str, dict[str, int]]:
    """By sector and site, the highest class that a quarter of the households reach or pass."""
    found: dict[str, dict[str, list[int]]] = {sector: defaultdict(list) for sector in SECTORS}
    for site, row in households:
        for sector, severity in sector_classes(row).items():
            if severity is not None:
                found[sector][site].append(severity)
    return {
        sector: {site: _reached(classes) for site, classes in sites.items()}
        for sector, sites in found.items()
    }


def _reached(classes: list[int]) -> int:
    for severity in (5, 4, 3, 2):
        if sum(one >= severity for one in classes) >= 0.25 * len(classes) - 1e-9:
            return severity
    return 1


def _first(value: float | None, lines: list[tuple[int, Test]]) -> int | None:
    if value is None:
        return None
    return next((severity for severity, holds in lines if holds(value)), 1)


def _water(r: Row, n: int) -> int | None:
    litres, size = r[f"litres_{n}"], r[f"size_{n}"]
    value = None if litres is None or not size else float(litres) / float(size)
    return _first(value, [(5, lambda v: v < 3), (4, lambda v: v < 7.5), (3, lambda v: v < 15),
                          (2, lambda v: v < 20)])  # fmt: skip


def _thirst(r: Row, n: int) -> int | None:
    worse = {"never": 1, "rarely": 2, "sometimes": 3, "often": 4, "always": 5}
    answer = r[f"lack_{n}"]
    return None if answer is None else worse[str(answer)]


def _total(r: Row, n: int, weights: dict[str, float]) -> float | None:
    total = 0.0
    for name, weight in weights.items():
        days = r[f"{name}_{n}"]
        if days is None:
            return None
        total += weight * float(days)
    return total


def _diet(r: Row, n: int) -> int | None:
    weights = {"staples": 2, "pulses": 3, "greens": 1, "fruit": 1, "protein": 4, "dairy": 4,
               "sugar": 0.5, "oil": 0.5}  # fmt: skip
    return _first(_total(r, n, weights), [(4, lambda v: v <= 21), (3, lambda v: v <= 35)])


def _coping(r: Row, n: int) -> int | None:
    weights = {"cheaper": 1.0, "borrowed": 2, "smaller": 1, "adults": 3, "fewer": 1}
    lines: list[tuple[int, Test]] = [
        (4, lambda v: v >= 43), (3, lambda v: v >= 19), (2, lambda v: v >= 4)
    ]  # fmt: skip
    return _first(_total(r, n, weights), lines)


def _hunger(r: Row, n: int) -> int | None:
    total = 0.0
    for name in ("nofood", "asleep", "allday"):
        answer = r[f"{name}_{n}"]
        if answer is None:
            return None
        total += 2 if answer == "often" else 0 if answer == "never" else 1
    return _first(total, [(5, lambda v: v >= 5), (4, lambda v: v >= 4), (3, lambda v: v >= 2),
                          (2, lambda v: v >= 1)])  # fmt: skip


def _either(first: bool | None, second: bool | None) -> bool | None:
    if first or second:
        return True
    return None if first is None or second is None else False


def _latrine(r: Row, n: int) -> int | None:
    kind, users = r[f"latrine_{n}"], r[f"users_{n}"]

    def above(limit: int) -> bool | None:
        return None if users is None else float(users) > limit

    lines = (
        (4, _either(None if kind is None else kind == "open", above(50))),
        (3, _either(None if kind is None else kind in ("bucket", "pit"), above(20))),
        (2, above(10)),
    )
    for severity, holds in lines:
        if holds is None:
            return None
        if holds:
            return severity
    return 1


def _items(r: Row, n: int) -> int | None:
    total = 0.0
    for name, needed in (("cans", 2), ("pots", 2), ("mats", 3), ("sheets", 3)):
        held = r[f"{name}_{n}"]
        if held is None:
            return None
        total += 5 * (1 - min(1.0, float(held) / needed))
    return _first(total / 4 + 1e-9, [(4, lambda v: v >= 4), (3, lambda v: v >= 3),
                                     (2, lambda v: v >= 2)])  # fmt: skip


def _harm(r: Row, n: int) -> int | None:
    total = 0.0
    for name in ("beaten", "robbed", "taxed", "moved"):
        answer = r[f"{name}_{n}"]
        if answer is None:
            return None
        total += 1 if answer else 0
    return _first(total, [(4, lambda v: v >= 4), (3, lambda v: v >= 2), (2, lambda v: v >= 1)])


def _shelter(r: Row, n: int) -> int | None:
    place, hosted = r[f"shelter_{n}"], r[f"hosted_{n}"]
    if place is None:
        return None
    if place not in ("none", "makeshift"):
        return 1
    if hosted is None:
        return None
    if hosted:
        return 3
    return 5 if place == "none" else 4


def _stock(r: Row, n: int) -> int | None:
    days = r[f"stock_{n}"]
    value = None if days is None else float(days)
    return _first(value, [(3, lambda v: v < 3), (2, lambda v: v < 7)])


_INDICATORS: dict[str, Callable[[Row, int], int | None]] = {
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
