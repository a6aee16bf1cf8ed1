"""Whose need scores moved, and why."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.comparison.facts import RunFacts
from rrm.model.language import Text
from rrm.model.needs import OVERALL, NeedScore


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A group's score in a sector; None where a run has no such row. Why: the trace's sentence."""

    sector: str
    before: NeedScore | None
    after: NeedScore | None
    why_before: Text | None
    why_after: Text | None

    @property
    def moves_need(self) -> bool:
        """Whether severity or people in need differ, not the rank alone."""
        return _need(self.before) != _need(self.after)


@dataclass(frozen=True, slots=True)
class NeedChange:
    """A group at a site whose severity, people in need or rank moved, overall or in a sector.

    sectors: those in which its severity or people in need moved.
    """

    site_id: str
    group: str
    overall: ScoreChange
    sectors: tuple[ScoreChange, ...]

    @property
    def moves_need(self) -> bool:
        """Whether more than its rank moved."""
        return self.overall.moves_need or bool(self.sectors)


def need_changes(before: RunFacts, after: RunFacts, sites: set[str]) -> tuple[NeedChange, ...]:
    """Groups at sites of both runs whose need moved, by the worse of their ranks."""
    old, new = (
        {(one.site_id, one.group, one.sector): one for one in run.scores if one.site_id in sites}
        for run in (before, after)
    )
    by_group: dict[tuple[str, str], dict[str, None]] = {}
    for site, group, sector in sorted({*old, *new}):
        by_group.setdefault((site, group), {})[sector] = None
    found = []
    for (site, group), sectors in by_group.items():
        changes = {
            sector: ScoreChange(
                sector,
                old.get((site, group, sector)),
                new.get((site, group, sector)),
                before.reasons.get((site, group, sector)),
                after.reasons.get((site, group, sector)),
            )
            for sector in dict.fromkeys((*sectors, OVERALL))
        }
        overall = changes.pop(OVERALL)
        moved = tuple(one for one in changes.values() if one.moves_need)
        if moved or overall.moves_need or _rank(overall.before) != _rank(overall.after):
            found.append(NeedChange(site, group, overall, moved))
    return tuple(
        sorted(
            found, key=lambda one: (not one.moves_need, _worst_rank(one), one.site_id, one.group)
        )
    )


def _need(score: NeedScore | None) -> tuple[int, int] | None:
    return None if score is None else (score.severity, score.people_in_need)


def _rank(score: NeedScore | None) -> int | None:
    return None if score is None else score.rank


def _worst_rank(change: NeedChange) -> int:
    scores = (change.overall.before, change.overall.after)
    return min((one.rank for one in scores if one is not None), default=0)
