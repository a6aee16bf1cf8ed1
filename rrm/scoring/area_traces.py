"""Why a site and group have the severities they have: its traces, made when they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import overload

from rrm.model.needs import OVERALL, Trace
from rrm.scoring.area import Area, AreaScorer
from rrm.scoring.traces import Asked, alert_trace, overall_trace, sector_trace
from rrm.scoring.traces_with_changes import with_smallest_changes


def area_traces(scorer: AreaScorer, area: Area) -> tuple[Trace, ...]:
    """The traces of one site and group, overall first, each with its smallest change."""
    pack, site = scorer.pack, area.site
    sectors = {name: one for name, one in area.severities.items() if name != OVERALL}
    classes = {name: one.severity for name, one in sectors.items()}
    overall = overall_trace(pack, site, area.severities[OVERALL].severity, classes)
    rows, weights = scorer.asked(site)
    told = {sector.sector: sector for sector in scorer.sectors}
    traces = [overall]
    for name, severity in sectors.items():
        if name in area.assumed:
            shock, profile = scorer.profile(site)
            traces.append(alert_trace(pack, site, name, profile, shock))
        else:
            here = Asked(rows, weights, partial(scorer.table.made_of, interview=int(rows[0])))
            traces.append(sector_trace(pack, site, severity, told[name], here))
    return with_smallest_changes(
        scorer.table.pack,
        site,
        traces,
        scorer.sectors if scorer.households is None else (*scorer.sectors, scorer.households),
        rows,
        weights,
        scorer.table.column,
    )


class TracesOnDemand(Sequence[Trace]):
    """Traces that are made when somebody first reads one.

    They take many times as long as the scores, and whoever only compares scores reads none. What
    they are made of never changes, so that it makes no difference when they are.
    """

    def __init__(self, make: Callable[[], tuple[Trace, ...]]) -> None:
        self._make: Callable[[], tuple[Trace, ...]] | None = make
        self._made: tuple[Trace, ...] = ()

    def _all(self) -> tuple[Trace, ...]:
        if self._make is not None:
            # The answers of all households are let go with the function that holds them.
            self._made, self._make = self._make(), None
        return self._made

    @overload
    def __getitem__(self, index: int) -> Trace: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Trace, ...]: ...
    def __getitem__(self, index: int | slice) -> Trace | tuple[Trace, ...]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Trace]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, TracesOnDemand) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())
