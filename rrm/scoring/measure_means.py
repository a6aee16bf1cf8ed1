"""What each measure comes to at a site and group: the mean of those who answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.model.needs import MeasureMean
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import GROUP, HOUSEHOLD, KEY_INFORMANT
from rrm.model.scenario import Site
from rrm.scoring.compiled_pack import CompiledPack
from rrm.scoring.frames import SiteGroup
from rrm.scoring.levels import PLACES
from rrm.scoring.rule_table import RuleTable

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class PlaceMeans:
    """A measure by place: its weighted mean, NaN where it is not known, and how many answered."""

    mean: Floats
    count: NDArray[np.int64]


def measure_means(
    pack: CompiledPack, table: RuleTable, sites: Sequence[Site]
) -> tuple[MeasureMean, ...]:
    """Every measure's mean at every site and group where somebody answered."""
    by_measure = {key: place_means(table, key) for key in pack.measures}
    numbers = {place: number for number, place in enumerate(table.frames.places)}
    return tuple(
        MeasureMean(
            site.site_id,
            site.group.value,
            key.split(".", maxsplit=1)[1],
            round_half_up(float(means.mean[at]), 9),
            int(means.count[at]),
        )
        for site in sites
        if (at := numbers.get(SiteGroup(site.site_id, site.group))) is not None
        for key, means in by_measure.items()
        if not np.isnan(means.mean[at])
    )


def place_means(table: RuleTable, key: str) -> PlaceMeans:
    """A measure's means over what it is a value of: households, roster rows, key informants.

    A group's or site's value is its own mean; as many answered as its households gave it
    something to go by.
    """
    frames, level = table.frames, table.pack.levels[key]
    places = len(frames.places)
    if level in PLACES:
        column = table.column_at(key, GROUP)
        spoke = frames.place_of[table.spoke(key)]
        return PlaceMeans(
            np.where(column.known, column.values, np.nan), np.bincount(spoke, minlength=places)
        )
    column = table.column(key)
    interviews = frames.owners(level, HOUSEHOLD)
    counts = frames.is_informant if level == KEY_INFORMANT else frames.is_household
    counted = column.known & (counts if interviews is None else counts[interviews])
    rows = np.flatnonzero(counted)
    asked = rows if interviews is None else interviews[rows]
    owners, weights = frames.place_of[asked], frames.assessment.weights[asked]
    weight = np.bincount(owners, weights, minlength=places)
    with np.errstate(over="ignore", invalid="ignore"):
        total = np.bincount(owners, weights * column.values[rows], minlength=places)
        mean = total / np.where(weight > 0, weight, 1.0)
    # A sum that outgrows all numbers is as little known as that of nobody.
    mean = np.where((weight > 0) & np.isfinite(mean), mean, np.nan)
    return PlaceMeans(mean, np.bincount(owners, minlength=places))
