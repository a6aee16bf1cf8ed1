"""The traces of a site and group, each with the smallest change that would lower its class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rrm.model.needs import OVERALL, Trace
from rrm.model.scenario import Site
from rrm.scoring.cells_hit import ColumnAt
from rrm.scoring.compiled_pack import CompiledPack
from rrm.scoring.household_severity import SectorSeverity
from rrm.scoring.indicator_change import ColumnOf
from rrm.scoring.levels import HOUSEHOLDS
from rrm.scoring.overall_change import overall_change
from rrm.scoring.smallest_change import SmallestChange, smallest_change
from rrm.scoring.smallest_change_words import change_in_words, overall_change_in_words


def with_smallest_changes(
    pack: CompiledPack,
    site: Site,
    traces: Sequence[Trace],
    sectors: Sequence[SectorSeverity],
    rows: NDArray[np.int64],
    weights: NDArray[np.float64],
    column_of: ColumnOf | None = None,
    interviews: str = HOUSEHOLDS,
    column_at: ColumnAt | None = None,
) -> tuple[Trace, ...]:
    """The same traces with their sentence on the smallest change, where a class can fall.

    traces: of one site and group, overall too. sectors: of all households; with the overall one
    where the pack's method gives each household an overall class. rows: the households asked
    there; weights: theirs. column_of: values by key, for totals of quotients. interviews: whom
    they were held with, see levels. column_at: for the cells of tables, see cells_hit.
    """
    severities = {trace.sector: trace.severity for trace in traces}
    changes: dict[str, SmallestChange] = {}
    for sector in sectors:
        if sector.sector in severities and sector.classes.known[rows].any():
            change = smallest_change(
                pack, sector, severities[sector.sector], rows, weights, column_of, column_at
            )
            if change is not None:
                changes[sector.sector] = replace(change, interviews=interviews)
    return tuple(_with_change(pack, site, trace, severities, changes) for trace in traces)


def _with_change(
    pack: CompiledPack,
    site: Site,
    trace: Trace,
    severities: dict[str, int],
    changes: dict[str, SmallestChange],
) -> Trace:
    if trace.sector in changes:
        sentence = change_in_words(pack, site, changes[trace.sector])
        return replace(trace, smallest_change=sentence)
    if trace.sector != OVERALL:
        return trace
    classes = {name: severity for name, severity in severities.items() if name != OVERALL}
    lower = {name: change.lower for name, change in changes.items()}
    found = overall_change(classes, lower, pack.pack.severity.overall)
    if found is None:
        return trace
    after, moves = found
    sentence = overall_change_in_words(pack.pack, site, trace.severity, after, moves)
    return replace(trace, smallest_change=sentence)
