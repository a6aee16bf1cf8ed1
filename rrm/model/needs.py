"""Need scores: what scoring says of each site, group and sector, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rrm.model.language import Message

OVERALL = "overall"
ALL_GROUPS = "all"
"""What stands for the population groups of a site taken together."""
WHOLE_SCENARIO = "*"
"""What stands for all sites taken together; no site can be called that."""


@dataclass(frozen=True, slots=True)
class NeedScore:
    """One row of needs.csv.

    severity: class 1..5. score: 0-100, continuous and worse when higher.
    people_in_need: whole people in the pack's class `in_need_from` or worse.
    answered_share: share of the sector's critical answers that the households asked gave, 0..1;
    overall the mean of the sectors.
    severity_low, severity_high: class if every unknown were best, or worst.
    people_in_need_low, people_in_need_high: what the sample of households allows, at the level of
    the pack's resampling; nobody to everybody where none was asked.
    rank: 1 is worst, over all sites and groups of that sector; low and high under resampling.
    """

    site_id: str
    group: str
    sector: str
    households: int
    people: int
    severity: int
    score: float
    people_in_need: int
    answered_share: float
    confidence: str
    rank: int
    rank_low: int
    rank_high: int
    severity_low: int
    severity_high: int
    people_in_need_low: int
    people_in_need_high: int


@dataclass(frozen=True, slots=True)
class FiredRule:
    """Why a severity is what it is: one indicator's part in it.

    shares: weighted share of known households in classes 1..5.
    share_reaching: share at or above the class given; needed: the share that decides.
    """

    rule: str
    sentence: Message
    severity: int
    share_reaching: float
    needed: float
    line: str
    households: int
    shares: tuple[float, ...]
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class Trace:
    """The rules behind one row of needs.csv, the deciding one first.

    smallest_change: the least that would lower the class, None for class 1 and where nobody was
    asked.
    """

    site_id: str
    group: str
    sector: str
    severity: int
    sentence: Message
    rules: tuple[FiredRule, ...] = ()
    smallest_change: Message | None = None


@dataclass(frozen=True, slots=True)
class MeasureMean:
    """A measure's weighted mean over those of a site and group that answered.

    Over households, rows of a roster or key informants, as the measure's level says; of a group or
    site its one value. households: how many of them answered.
    """

    site_id: str
    group: str
    measure: str
    mean: float
    households: int


@dataclass(frozen=True)
class Needs:
    """Everything scoring says.

    traces: why, row by row of the scores; may be made only when they are read.
    together: for each site all its groups as one, group ALL_GROUPS; then the whole scenario, site
    WHOLE_SCENARIO. Each group counts by its people; people in need are summed over groups.
    """

    scores: tuple[NeedScore, ...]
    traces: Sequence[Trace]
    measures: tuple[MeasureMean, ...] = field(default=())
    together: tuple[NeedScore, ...] = field(default=())

    def score(self, site_id: str, group: str, sector: str = OVERALL) -> NeedScore | None:
        """The row for a site, group and sector, if there is one."""
        return self._score_of.get((site_id, group, sector))

    def measure(self, site_id: str, group: str, measure: str) -> float | None:
        """A measure's mean there, or None where nobody answered."""
        return self._mean_of.get((site_id, group, measure))

    @cached_property
    def _score_of(self) -> dict[tuple[str, str, str], NeedScore]:
        return {(one.site_id, one.group, one.sector): one for one in self.scores}

    @cached_property
    def _mean_of(self) -> dict[tuple[str, str, str], float]:
        return {(one.site_id, one.group, one.measure): one.mean for one in self.measures}
