"""How fast links are passed by each class, and which of them each period closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rrm.access.conditions import Conditions, hours_of_passage
from rrm.access.link_arrays import Floats, LinkArrays
from rrm.access.paths.arcs import whole_microseconds
from rrm.access.periods import Period
from rrm.model.rule_pack import ClassAccess

_OWN_PACE = 8  # conditions that close more than this part of the links get a pace of their own


@dataclass(frozen=True, slots=True)
class Passage:
    """What a class finds in a period: a pace, less the links closed besides."""

    pace: int
    closed: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Paces:
    """Hours of passage under all conditions, told once for those that only differ in closures.

    microseconds: [pace, link], inf where none of the pace's periods lets the class pass.
    passages: by class, for each of its periods in order.
    """

    microseconds: Floats
    passages: Mapping[str, tuple[Passage, ...]]


def paces(
    links: LinkArrays,
    rules_by_class: Mapping[str, ClassAccess],
    periods_by_class: Mapping[str, tuple[Period, ...]],
) -> Paces:
    """The paces of all classes: as many as seasons, since closures only take links away."""
    rows: list[Floats] = []
    passages: dict[str, tuple[Passage, ...]] = {}
    for vehicle_class, periods in periods_by_class.items():
        rules = rules_by_class[vehicle_class]
        of_conditions: dict[Conditions, Passage] = {}
        for together in _by_season(periods):
            hours = [hours_of_passage(links, rules, conditions) for conditions in together]
            _share(dict(zip(together, hours, strict=True)), rows, of_conditions)
        passages[vehicle_class] = tuple(of_conditions[period.conditions] for period in periods)
    microseconds = np.array([whole_microseconds(row) for row in rows]).reshape(
        len(rows), len(links)
    )
    return Paces(microseconds, passages)


def _by_season(periods: tuple[Period, ...]) -> list[list[Conditions]]:
    found: dict[object, list[Conditions]] = {}
    for conditions in dict.fromkeys(period.conditions for period in periods):
        found.setdefault(conditions.season, []).append(conditions)
    return list(found.values())


def _share(
    hours: Mapping[Conditions, Floats], rows: list[Floats], found: dict[Conditions, Passage]
) -> None:
    """Adds the rows that these conditions of one season need, and what each makes of them."""
    shared = np.minimum.reduce(list(hours.values()))
    pace = len(rows)
    rows.append(shared)
    for conditions, mine in hours.items():
        closed = np.flatnonzero(np.isinf(mine) & np.isfinite(shared))
        if len(closed) * _OWN_PACE > len(mine):
            found[conditions] = Passage(len(rows), frozenset())
            rows.append(mine)
        else:
            found[conditions] = Passage(pace, frozenset(closed.tolist()))
