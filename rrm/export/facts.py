"""What several sections of a report need, worked out once."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.arrivals import Line, entitlement_lines
from rrm.export.departures import LoadedTrip, loaded_trips
from rrm.export.names import Names
from rrm.export.water_days import WaterWindow, water_windows
from rrm.model.needs import OVERALL, NeedScore
from rrm.model.rule_pack import RulePack
from rrm.model.run import Run
from rrm.model.scenario import Scenario
from rrm.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Facts:
    """A run, its verdict, and what follows from them for every section.

    ranked: the overall need scores, worst first. by_sector: all scores by site, group, sector.
    """

    run: Run
    verdict: Verdict
    names: Names
    ranked: tuple[NeedScore, ...]
    by_sector: dict[tuple[str, str, str], NeedScore]
    lines: tuple[Line, ...]
    water: tuple[WaterWindow, ...]
    trips: tuple[LoadedTrip, ...]

    @property
    def scenario(self) -> Scenario:
        """The scenario as resolved."""
        return self.run.loaded.scenario

    @property
    def pack(self) -> RulePack:
        """The rule pack as resolved."""
        return self.run.loaded.pack

    @property
    def currency(self) -> str:
        """The currency that costs are counted in."""
        budget = self.scenario.settings.budget
        return budget.currency if budget else ""


def facts_of(run: Run, verdict: Verdict) -> Facts:
    """Everything the sections share."""
    names = Names.of(run)
    lines = entitlement_lines(run, names)
    overall = (score for score in run.needs.scores if score.sector == OVERALL)
    return Facts(
        run=run,
        verdict=verdict,
        names=names,
        ranked=tuple(sorted(overall, key=lambda s: (s.rank, s.site_id, s.group))),
        by_sector={(s.site_id, s.group, s.sector): s for s in run.needs.scores},
        lines=lines,
        water=water_windows(lines),
        trips=loaded_trips(run.plan),
    )
