"""What the scores would be if all thresholds of a sector stood one class lower or higher.

Where a class begins is agreed upon, not measured. A rank that changes when one sector's lines move
by one step hangs on that agreement, and its interval says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rrm.model.rule_pack import OverallMethod
from rrm.scoring.frames import Frames
from rrm.scoring.household_severity import SectorSeverity
from rrm.scoring.indicator_severity import BEST, WORST
from rrm.scoring.overall import combine
from rrm.scoring.processors import each
from rrm.scoring.resampling import ONE_CLASS
from rrm.scoring.rule_table import BLOCK

Floats = NDArray[np.float64]
STEPS = (-1.0, 1.0)
"""A class less for everybody, and a class more; nobody leaves the scale."""


def shifted_by_place(sectors: Sequence[SectorSeverity], frames: Frames) -> dict[str, Floats]:
    """By sector, the score of each place at each of STEPS, 0-100: places × 2.

    A place where nobody answered has 0.
    """
    if len(frames.assessment) <= BLOCK:
        return {sector.sector: _shifted(sector, frames) for sector in sectors}
    _ = frames.is_household  # made once, before several need it
    found = each(lambda sector: _shifted(sector, frames), sectors)
    return {sector.sector: one for sector, one in zip(sectors, found, strict=True)}


def shifted_assumed(score: float) -> Floats:
    """The same of a sector that is assumed, from its score."""
    return np.clip(score + ONE_CLASS * np.array(STEPS), 0.0, 100.0)


def overall_shifted(
    scores: Mapping[str, float],
    shifted: Mapping[str, Floats],
    sectors: Sequence[str],
    method: OverallMethod,
) -> Floats:
    """The overall score of a place at each step of each of the pack's sectors, one at a time.

    scores: by sector that the place has; shifted: theirs at each step. A sector that the place
    does not have changes nothing. Returns as many as sectors times STEPS.
    """
    names = tuple(scores)
    cases = [
        [float(shifted[name][step]) if name == moved else scores[name] for name in names]
        for moved in sectors
        for step in range(len(STEPS))
    ]
    return combine(np.array(cases), names, method)


def overall_of_households_shifted(shifted: Floats, sectors: Sequence[str]) -> Floats:
    """The same where households have an overall class of their own, which is shifted itself."""
    return np.tile(shifted, len(sectors))


def _shifted(sector: SectorSeverity, frames: Frames) -> Floats:
    counts = sector.classes.known & frames.is_household
    places, rows = len(frames.places), np.flatnonzero(counts)
    everybody = rows.size == counts.size
    owners = frames.place_of if everybody else frames.place_of[rows]
    weights = frames.assessment.weights if everybody else frames.assessment.weights[rows]
    at = sector.position if everybody else sector.position[rows]
    total = np.bincount(owners, weights, minlength=places)
    some = np.where(total > 0, total, 1.0)
    columns = []
    for step in STEPS:
        moved = np.minimum(at + step, WORST) if step > 0 else np.maximum(at + step, BEST)
        mean = np.bincount(owners, weights * moved, minlength=places) / some
        columns.append(np.where(total > 0, ONE_CLASS * (mean - 1.0), 0.0))
    return np.stack(columns, axis=1)
