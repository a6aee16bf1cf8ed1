"""Household by household: from indicator classes to sector classes, and to one over all sectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Column
from rrm.model.needs import OVERALL
from rrm.model.rule_pack import HOUSEHOLD, Rounding, SectorMethod
from rrm.scoring.aggregators import mean_of_known, mean_of_worst_half, rounded_class
from rrm.scoring.compiled_pack import CompiledPack
from rrm.scoring.frames import Frames
from rrm.scoring.indicator_severity import (
    BEST,
    WORST,
    IndicatorSeverity,
    indicator_severity,
    is_of_households_alone,
    severity_in,
)
from rrm.scoring.processors import each
from rrm.scoring.rule_table import RuleTable

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

HOUSEHOLD_METHODS = ("share", "jiaf")
"""Overall methods that give each household a class before the area has one."""
OVER_INDICATORS = ("jiaf",)
"""Those that go by a household's indicators rather than by its sectors."""


@dataclass(frozen=True, slots=True, eq=False)
class SectorSeverity:
    """One sector, or all together, over all interviews.

    classes, position: by the pack's method; unknown where nothing that decides is known.
    low, high: class if what is unknown were best, or worst.
    answered: share of the deciding indicators that the household's answers decide, 0..1.
    spoke: interviews that gave any of them something to go by.
    """

    sector: str
    classes: Column
    position: Floats
    low: Floats
    high: Floats
    answered: Floats
    spoke: Flags
    indicators: tuple[IndicatorSeverity, ...]


def sector_severities(
    pack: CompiledPack, table: RuleTable, with_indicators: bool = True
) -> tuple[SectorSeverity, ...]:
    """Sector severities of every household, for each sector that has an indicator.

    with_indicators: whether each sector keeps what it is made of, ten times as much as itself;
    only who says why needs it.
    """
    sectors = []
    for sector in pack.pack.sectors:
        keys = [key for key, one in pack.indicators.items() if one.sector == sector]
        if not keys:
            continue
        if not with_indicators and all(is_of_households_alone(table, key) for key in keys):
            sectors.append(_by_blocks(sector, table, keys))
            continue
        method = pack.pack.severity.sector
        indicators = tuple(indicator_severity(table, key) for key in keys)
        sectors.append(_sector(sector, method, indicators, table.frames))
    return tuple(sectors)


def _by_blocks(sector: str, table: RuleTable, keys: Sequence[str]) -> SectorSeverity:
    """A sector worked out for some households after the other, its indicators not kept.

    Blocks are shared among the processors; each comes to the same wherever it is worked out.
    """
    method = table.pack.pack.severity.sector
    blocks = table.blocks(HOUSEHOLD)
    for key in keys:
        for named in table.pack.rules_named(key):
            table.column(named)

    def part(block: slice) -> SectorSeverity:
        indicators = tuple(severity_in(table, key, block) for key in keys)
        return replace(_sector(sector, method, indicators, table.frames), indicators=())

    parts = each(part, blocks)
    return SectorSeverity(
        sector,
        Column(
            np.concatenate([one.classes.values for one in parts]),
            np.concatenate([one.classes.known for one in parts]),
        ),
        np.concatenate([one.position for one in parts]),
        np.concatenate([one.low for one in parts]),
        np.concatenate([one.high for one in parts]),
        np.concatenate([one.answered for one in parts]),
        np.concatenate([one.spoke for one in parts]),
        (),
    )


def overall_severity(
    pack: CompiledPack, sectors: Sequence[SectorSeverity], frames: Frames
) -> SectorSeverity | None:
    """Every household's class over all sectors; None where the pack's method needs none.

    Source: MSNI of REACH (worst sector of a household), JIAF 1.1 (see _worst_or_mean).
    """
    method = pack.pack.severity.overall.method
    if method not in HOUSEHOLD_METHODS or not sectors:
        return None
    if method == "share":
        return _worst_sector(sectors)
    indicators = tuple(one for sector in sectors for one in sector.indicators)
    is_critical = [one.indicator.rule.critical for one in indicators]
    return _made(OVERALL, indicators, indicators, frames, partial(_worst_or_mean, is_critical))


def spoke_by_sector(sectors: Sequence[SectorSeverity]) -> dict[str, Flags]:
    """By sector, and for all together, the interviews that gave it something to go by."""
    if not sectors:
        return {}
    spoke = {sector.sector: sector.spoke for sector in sectors}
    return {OVERALL: np.logical_or.reduce(list(spoke.values())), **spoke}


def _worst_sector(sectors: Sequence[SectorSeverity]) -> SectorSeverity:
    known = np.logical_or.reduce([one.classes.known for one in sectors])
    return SectorSeverity(
        OVERALL,
        Column(np.maximum.reduce([one.classes.values for one in sectors]), known),
        np.maximum.reduce([one.position for one in sectors]),
        np.maximum.reduce([one.low for one in sectors]),
        np.maximum.reduce([one.high for one in sectors]),
        np.mean([one.answered for one in sectors], axis=0),
        np.logical_or.reduce([one.spoke for one in sectors]),
        tuple(indicator for one in sectors for indicator in one.indicators),
    )


Combined = Callable[[Sequence[Floats], bool], Floats]
"""Indicators' classes or positions, 0 where unknown, into a household's; whether as a class."""
Bounds = tuple[Floats, Floats]
"""A household's class if what is unknown were best, and if it were worst."""


def _sector(
    sector: str, method: SectorMethod, indicators: tuple[IndicatorSeverity, ...], frames: Frames
) -> SectorSeverity:
    match method.method:
        case "worst_critical":
            deciding = _critical(indicators)
            caps = [WORST if one in deciding else float(method.non_critical_cap)
                    for one in indicators]  # fmt: skip
            return _made(
                sector, indicators, deciding, frames, partial(_worst, caps),
                partial(_bounds_of_worst, caps),
            )  # fmt: skip
        case "mean_of_worst_half":
            combined = partial(_mean, mean_of_worst_half, method.rounding)
        case "mean":
            combined = partial(_mean, mean_of_known, method.rounding)
    return _made(sector, indicators, indicators, frames, combined)


def _worst(caps: Sequence[float], values: Sequence[Floats], as_class: bool) -> Floats:
    """The worst critical indicator decides; the others count up to the pack's cap.

    Source: REACH living standard gap (worst critical, capped non-critical), as the pack cites.
    """
    found = np.zeros(values[0].shape)
    for one, cap in zip(values, caps, strict=True):
        np.maximum(found, one if cap == WORST else np.minimum(one, cap), out=found)
    return found


def _bounds_of_worst(
    caps: Sequence[float], indicators: Sequence[IndicatorSeverity], classes: Floats
) -> Bounds:
    """The same as of any combination, from the worst that is known."""
    low, high = classes, classes.copy()
    for one, cap in zip(indicators, caps, strict=True):
        if one.floor is not None:
            low = np.maximum(low, np.minimum(one.floor, cap))
        if not one.classes.known.all():
            worst = cap if one.ceiling is None else np.minimum(one.ceiling, cap)
            np.maximum(high, ~one.classes.known * worst, out=high)
    return np.maximum(low, BEST), high


def _mean(
    mean: Callable[[Sequence[Floats]], Floats],
    rounding: Rounding,
    values: Sequence[Floats],
    as_class: bool,
) -> Floats:
    found = mean(values)
    return rounded_class(found, rounding) if as_class else found


def _worst_or_mean(is_critical: Sequence[bool], values: Sequence[Floats], as_class: bool) -> Floats:
    """The worst critical indicator, or the mean of the worst half of all where that is worse.

    Source: JIAF 1.1, household severity; no conformity with JIAF 2.0 is claimed, whose rule is
    not public.
    """
    critical = [one for one, decides in zip(values, is_critical, strict=True) if decides]
    mean = _mean(mean_of_worst_half, Rounding.HALF_UP, values, as_class)
    return np.asarray(np.maximum.reduce([*critical, mean]))


def _critical(indicators: tuple[IndicatorSeverity, ...]) -> tuple[IndicatorSeverity, ...]:
    """The critical indicators; all of them where none is."""
    return tuple(one for one in indicators if one.indicator.rule.critical) or indicators


def _made(
    sector: str,
    indicators: tuple[IndicatorSeverity, ...],
    deciding: tuple[IndicatorSeverity, ...],
    frames: Frames,
    combined: Combined,
    bounds: Callable[[Sequence[IndicatorSeverity], Floats], Bounds] | None = None,
) -> SectorSeverity:
    """A sector's severity; deciding: the indicators of which one at least must be known.

    bounds: a shorter way to them than to combine all that is best and all that is worst.
    """
    known, is_told = _known(deciding, frames)
    classes = combined([one.classes.values for one in indicators], True)
    at = combined([one.position for one in indicators], False)
    if all(one.floor is None and one.classes.known.all() for one in indicators):
        low = high = classes
    else:
        low, high = (
            bounds(indicators, classes)
            if bounds is not None
            else (
                combined([one.low for one in indicators], True),
                combined([one.high for one in indicators], True),
            )
        )
        if not is_told.all():
            low = np.where(is_told, low, BEST)
    if not known.all():
        classes, at = np.where(known, classes, 0.0), np.where(known, at, 0.0)
    return SectorSeverity(
        sector,
        Column(classes, known),
        at,
        low,
        high,
        _share([one.answered for one in deciding]),
        np.logical_or.reduce([one.spoke for one in deciding]),
        indicators,
    )


def _known(deciding: tuple[IndicatorSeverity, ...], frames: Frames) -> tuple[Flags, Flags]:
    """Households whose class is known, and those of which anything is known.

    What holds for a place decides for those who did not answer only where nobody there answered
    for himself: else each unanswered household would make the others count for less.
    """
    own = [one.classes.known for one in deciding if not one.is_of_place]
    of_place = [one.classes.known for one in deciding if one.is_of_place]
    if not of_place:
        known = np.logical_or.reduce(own)
        return known, known
    told = np.logical_or.reduce(of_place)
    if not own:
        return told, told
    answered = np.logical_or.reduce(own)
    asked = frames.place_of[answered & frames.is_household]
    somebody = np.bincount(asked, minlength=len(frames.places)) > 0
    return answered | (told & ~somebody[frames.place_of]), answered | told


def _share(flags: Sequence[Flags]) -> Floats:
    """The share of several that hold, household by household."""
    return np.asarray(np.add.reduce(flags, dtype=np.int16) / len(flags))
