"""Whose scores move between two packs, and which of their differences move them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rrm.model.form import Assessment, Form
from rrm.model.needs import OVERALL, Needs, NeedScore
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario
from rrm.scoring.pack_difference.carried_answers import carried_answers, not_asked
from rrm.scoring.pack_difference.changes import RuleChange
from rrm.scoring.pack_difference.partial_pack import partial_pack, without_change
from rrm.scoring.site_scores import score_sites

Row = tuple[str, str, str]
"""Site, group and sector."""

Step = Callable[[int, int], None]
"""Told how many of how many changes have been tried."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a site, group and sector stands by one of the packs; as a row of needs.csv."""

    severity: int
    people_in_need: int
    rank: int
    score: float
    confidence: str


@dataclass(frozen=True, slots=True)
class Cause:
    """Which changes move a row, as positions in the list of changes.

    alone: each takes it all the way by itself. in_part: each moves it, but not just there.
    together: no change moves it alone; without any of these it would not come out so.
    """

    alone: tuple[int, ...] = ()
    in_part: tuple[int, ...] = ()
    together: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedScore:
    """A row of needs whose severity, people in need or rank changes; None: no such row."""

    site_id: str
    group: str
    sector: str
    before: Standing | None
    after: Standing | None
    cause: Cause


@dataclass(frozen=True, slots=True)
class Total:
    """People in need of a sector or overall, all sites and groups; None: no such sector."""

    sector: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class ScoreDifference:
    """A scenario scored by two packs.

    rows: rows of needs by either pack. moved: those that move, as the first pack orders them.
    only_score, only_confidence: rows where nothing else moves than the score of 100, the grade.
    not_asked: questions of the first and of the second pack that the assessment did not ask.
    """

    rows: int
    moved: tuple[MovedScore, ...]
    only_score: int
    only_confidence: int
    totals: tuple[Total, ...]
    not_asked: tuple[tuple[str, ...], tuple[str, ...]]


def score_difference(
    scenario: Scenario,
    assessment: Assessment,
    asked: Form,
    packs: tuple[RulePack, RulePack],
    changes: Sequence[RuleChange],
    step: Step | None = None,
) -> ScoreDifference:
    """Whose severity, people in need or rank differs between two packs, and by which change.

    asked: the form that the assessment was made with. packs: the first and the second.
    changes: their differences, see pack_changes. Each that could move a score is tried alone;
    where none explains a row, each is taken back alone from the second pack.
    Raises BadInput where a rule of either pack doesn't compile.
    """
    scorer = _Scorer(scenario, assessment, asked)
    old, new = packs
    before, after = scorer.standings(old), scorer.standings(new)
    order = tuple(dict.fromkeys((*before, *after)))
    moved = [row for row in order if _place(before.get(row)) != _place(after.get(row))]
    trials = _Trials(scorer, packs, changes, step)
    causes = trials.causes(moved, before, after)
    still = [row for row in order if row not in set(moved)]
    return ScoreDifference(
        rows=len(order),
        moved=tuple(
            MovedScore(*row, before.get(row), after.get(row), causes[row]) for row in moved
        ),
        only_score=sum(before[row].score != after[row].score for row in still),
        only_confidence=sum(
            before[row].score == after[row].score and before[row] != after[row] for row in still
        ),
        totals=_totals(before, after),
        not_asked=(not_asked(asked, old.form), not_asked(asked, new.form)),
    )


@dataclass(frozen=True, slots=True)
class _Scorer:
    scenario: Scenario
    assessment: Assessment
    asked: Form

    def standings(self, pack: RulePack) -> dict[Row, Standing]:
        """Rows of needs by a pack. Rank intervals are not compared, so nothing is drawn."""
        resampling = pack.severity.resampling.model_copy(update={"draws": 0})
        severity = pack.severity.model_copy(update={"resampling": resampling})
        still = pack.model_copy(update={"severity": severity})
        answers = carried_answers(self.assessment, self.asked, pack.form)
        needs: Needs = score_sites(self.scenario, still, answers)
        return {(s.site_id, s.group, s.sector): _standing(s) for s in needs.scores}


def _standing(score: NeedScore) -> Standing:
    return Standing(score.severity, score.people_in_need, score.rank, score.score, score.confidence)


def _place(standing: Standing | None) -> tuple[int, int, int] | None:
    if standing is None:
        return None
    return standing.severity, standing.people_in_need, standing.rank


@dataclass(frozen=True, slots=True)
class _Trials:
    """Tries the changes one at a time, first made alone, then alone taken back."""

    scorer: _Scorer
    packs: tuple[RulePack, RulePack]
    changes: Sequence[RuleChange]
    step: Step | None

    def causes(
        self, moved: Sequence[Row], before: Mapping[Row, Standing], after: Mapping[Row, Standing]
    ) -> dict[Row, Cause]:
        tried = [at for at, one in enumerate(self.changes) if one.may_move_scores] if moved else []
        alone: dict[Row, list[int]] = {row: [] for row in moved}
        in_part: dict[Row, list[int]] = {row: [] for row in moved}
        for number, at in enumerate(tried, start=1):
            self._tell(number, len(tried))
            pack = partial_pack(*self.packs, self.changes[at], self.changes)
            found = self.scorer.standings(pack) if pack is not None else before
            for row in moved:
                place = _place(found.get(row))
                if place == _place(after.get(row)):
                    alone[row].append(at)
                elif place != _place(before.get(row)):
                    in_part[row].append(at)
        unexplained = [row for row in moved if not alone[row] and not in_part[row]]
        needed = self._needed(unexplained, tried, after)
        return {
            row: Cause(tuple(alone[row]), tuple(in_part[row]), needed.get(row, ())) for row in moved
        }

    def _needed(
        self, rows: Sequence[Row], tried: Sequence[int], after: Mapping[Row, Standing]
    ) -> dict[Row, tuple[int, ...]]:
        """For rows that no change moves alone: those without which they come out otherwise.

        All that were tried, where taking back any one of them leaves the row where it is.
        """
        needed: dict[Row, list[int]] = {row: [] for row in rows}
        if not rows:
            return {}
        for at in tried:
            pack = without_change(*self.packs, self.changes[at], self.changes)
            found = self.scorer.standings(pack) if pack is not None else {}
            for row in rows:
                if _place(found.get(row)) != _place(after.get(row)):
                    needed[row].append(at)
        return {row: tuple(found) or tuple(tried) for row, found in needed.items()}

    def _tell(self, number: int, of: int) -> None:
        if self.step is not None:
            self.step(number, of)


def _totals(before: Mapping[Row, Standing], after: Mapping[Row, Standing]) -> tuple[Total, ...]:
    sectors = list(dict.fromkeys(sector for _, _, sector in (*before, *after)))
    sectors.sort(key=lambda sector: sector != OVERALL)
    return tuple(Total(one, _in_need(before, one), _in_need(after, one)) for one in sectors)


def _in_need(standings: Mapping[Row, Standing], sector: str) -> int | None:
    counted = [one.people_in_need for row, one in standings.items() if row[2] == sector]
    return sum(counted) if counted else None
