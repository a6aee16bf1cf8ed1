"""Which sectors must fall for the overall class to fall, by the pack's own method."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import OverallMethod
from rrm.scoring.overall import combine, overall_class

WORST_COUNTS = ("max", "share", "jiaf")
"""Methods by which the worst sector counts, where no household was asked."""

Moves = dict[str, tuple[int, int]]
"""By sector, its class now and then."""


def overall_change(
    classes: Mapping[str, int], lower: Mapping[str, int], method: OverallMethod
) -> tuple[int, Moves] | None:
    """The overall class after, and the sectors that fall for it; None where none can.

    classes: severity by sector. lower: the class that a sector's own smallest change gives it;
    one class down where there is none, as with sectors that an alert alone speaks of.
    Of `max` every sector of the class must fall. The others fall step by step: each time the
    sector whose fall lowers the overall value most, which is one way of several.
    """
    now = overall_class(classes, method)
    if now <= 1:
        return None
    then = dict(classes)
    if method.method in WORST_COUNTS:
        for name, severity in classes.items():
            if severity == now:
                then[name] = lower.get(name, severity - 1)
    else:
        while overall_class(then, method) >= now:
            able = [name for name, severity in then.items() if severity > 1]
            if not able:
                return None
            best = min(able, key=lambda name: (_value(_fallen(then, name), method), -then[name]))
            then = _fallen(then, best)
    moves = {name: (classes[name], then[name]) for name in classes if then[name] != classes[name]}
    return overall_class(then, method), moves


def _fallen(classes: Mapping[str, int], name: str) -> dict[str, int]:
    return {**classes, name: classes[name] - 1}


def _value(classes: Mapping[str, int], method: OverallMethod) -> float:
    values = np.array([list(classes.values())], dtype=np.float64)
    return round_half_up(float(combine(values, tuple(classes), method, lowest=1.0)[0]), 9)
