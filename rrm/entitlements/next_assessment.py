"""Whose assessment could change most what is asked of the plan.

A screening: where nobody was asked, or too few, the severities are set to the best and to the
worst that is plausible, and everything that the group would then be due is counted anew. How far
the two lie apart is what an assessment could decide. No plan is made anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from rrm.entitlements.entitle import entitle
from rrm.entitlements.modality import RoadKm
from rrm.model.demand import Demand
from rrm.model.form import Assessment
from rrm.model.language import Message, msg, msg_plural
from rrm.model.needs import OVERALL, Needs, NeedScore
from rrm.model.rounding import round_half_up, whole
from rrm.model.rule_pack import ItemKind, RulePack
from rrm.model.scenario import Scenario, Site

UNSURE = ("C", "D")
"""Grades of a score that an assessment would make surer."""
AIMED_AT: Literal["B"] = "B"
"""The grade that an assessment aims at, for the interviews that it takes."""
ONE_CLASS = 25.0
LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What a group is due, and with that asked of the plan.

    weight: its weighted need, in people as the plan counts them. value: of the goods, water and
    transfers, in the budget's currency. households: those due anything.
    """

    weight: float
    value: float
    households: int


@dataclass(frozen=True, slots=True)
class AssessmentEffect:
    """How far an assessment of one group at one site could move what is asked of the plan.

    rank: 1 for the one that could move most for each day of a team's work. grade: of the group's
    overall score. why: why it is unsure. sectors: unsure ones that move anything, the one that
    moves most first.
    now, least, most: what is asked today, and at the best and the worst that is plausible.
    interviews: the sample of the pack's grade B. team_days: what they take a team; None
    where the pack does not say. short_of_grade: interviews that would make the grade B beside those
    made, though they would not settle what these left unanswered; None where they would not.
    """

    rank: int
    site_id: str
    group: str
    grade: str
    why: Message
    sectors: tuple[str, ...]
    now: Asked
    least: Asked
    most: Asked
    interviews: int
    team_days: int | None
    short_of_grade: int | None = None

    @property
    def change(self) -> float:
        """Weighted need between the least and the most."""
        return self.most.weight - self.least.weight

    @property
    def change_per_day(self) -> float:
        """The same for each day of a team's work, where that is known."""
        return self.change / (self.team_days or 1)


@dataclass(frozen=True, slots=True)
class _Screening:
    scenario: Scenario
    pack: RulePack
    assessment: Assessment
    road_km: RoadKm


def next_assessments(
    scenario: Scenario, pack: RulePack, needs: Needs, assessment: Assessment, road_km: RoadKm
) -> tuple[AssessmentEffect, ...]:
    """Every site and group with an unsure score, the one whose assessment could change most first.

    Groups whose demands would be the same at best and at worst come last, with no change.
    road_km: as for `entitle`.
    """
    screening = _Screening(scenario, pack, assessment, road_km)
    found = [
        effect
        for site in scenario.sites
        if (effect := _effect(screening, site, _of_site(needs, site))) is not None
    ]
    found.sort(key=lambda one: (-round_half_up(one.change_per_day, 6), one.site_id, one.group))
    return tuple(replace(one, rank=rank) for rank, one in enumerate(found, start=1))


def needs_at_bounds(pack: RulePack, needs: Needs, site_id: str, group: str) -> tuple[Needs, Needs]:
    """All needs with one group's unsure scores at the best, and at the worst that is plausible."""
    bounds = []
    for at_worst in (False, True):
        scores = tuple(
            _at_bound(pack, score, at_worst)
            if (score.site_id, score.group) == (site_id, group)
            else score
            for score in needs.scores
        )
        bounds.append(replace(needs, scores=scores))
    return bounds[0], bounds[1]


def _of_site(needs: Needs, site: Site) -> Needs:
    key = (site.site_id, site.group.value)
    return Needs(
        tuple(one for one in needs.scores if (one.site_id, one.group) == key),
        (),
        tuple(one for one in needs.measures if (one.site_id, one.group) == key),
    )


def _effect(screening: _Screening, site: Site, needs: Needs) -> AssessmentEffect | None:
    unsure = [
        score for score in needs.scores if score.sector != OVERALL and score.confidence in UNSURE
    ]
    overall = needs.score(site.site_id, site.group)
    if not unsure or overall is None:
        return None
    pack = screening.pack
    low, high = needs_at_bounds(pack, needs, site.site_id, site.group.value)
    moved = {score.sector: _moved_by(screening, site, needs, score) for score in unsure}
    least, most = _asked(screening, site, low), _asked(screening, site, high)
    interviews = _wanted_interviews(pack, site)
    per_day = pack.triggers.assess.interviews_per_day if pack.triggers.assess else None
    return AssessmentEffect(
        rank=0,
        site_id=site.site_id,
        group=site.group.value,
        grade=overall.confidence,
        why=_why(screening, site, overall, unsure),
        sectors=tuple(
            sorted(
                (name for name in moved if moved[name] > 0), key=lambda name: (-moved[name], name)
            )
        ),
        now=_asked(screening, site, needs),
        least=least,
        most=most,
        interviews=interviews,
        team_days=None if per_day is None else max(1, ceil(interviews / per_day)),
        short_of_grade=_short_of_grade(screening, site, unsure),
    )


def _moved_by(screening: _Screening, site: Site, needs: Needs, unsure: NeedScore) -> float:
    """How far one sector alone could move what is asked."""
    weights = []
    for at_worst in (False, True):
        bound = _at_bound(screening.pack, unsure, at_worst)
        scores = tuple(bound if score is unsure else score for score in needs.scores)
        weights.append(_asked(screening, site, replace(needs, scores=scores)).weight)
    return round_half_up(weights[1] - weights[0], 6)


def _at_bound(pack: RulePack, score: NeedScore, at_worst: bool) -> NeedScore:
    """An unsure sector's score at the end of its plausible span; any other as it is."""
    if score.sector == OVERALL or score.confidence not in UNSURE:
        return score
    low, high = plausible_span(pack, score)
    severity = high if at_worst else low
    if severity == score.severity:
        return score
    return replace(
        score,
        severity=severity,
        score=ONE_CLASS * (severity - 1),
        people_in_need=_people_in_need(pack, score, severity),
    )


def plausible_span(pack: RulePack, score: NeedScore) -> tuple[int, int]:
    """The best and the worst class that an assessment might find.

    Of a sector that was assessed, the classes if every unknown answer were best, or worst. Where
    an alert alone speaks, or so little that the grade is D, the pack's span of a profile on both
    sides; any class where the pack has none.
    """
    low, high = score.severity_low, score.severity_high
    if score.confidence != "D":
        return low, high
    if pack.triggers.profile_span is None:
        return LOWEST, HIGHEST
    span = pack.triggers.profile_span.classes
    around = (max(LOWEST, score.severity - span), min(HIGHEST, score.severity + span))
    if score.answered_share == 0:
        return around
    return min(low, around[0]), max(high, around[1])


def _people_in_need(pack: RulePack, score: NeedScore, severity: int) -> int:
    """Nobody below the in-need class; at least the share that makes an area's class from it on."""
    if severity < pack.severity.in_need_from:
        return 0
    return max(score.people_in_need, whole(pack.severity.area_share * score.people))


def _asked(screening: _Screening, site: Site, needs: Needs) -> Asked:
    alone = screening.scenario.model_copy(update={"sites": (site,)})
    demands = entitle(alone, screening.pack, needs, screening.road_km).demands
    return Asked(
        round_half_up(sum(_weight(screening.pack, demand) for demand in demands), 6),
        round_half_up(_value(screening, demands), 2),
        max((demand.households for demand in demands), default=0),
    )


def _weight(pack: RulePack, demand: Demand) -> float:
    return demand.weight * demand.quantity * _days(pack, demand)


def _value(screening: _Screening, demands: Sequence[Demand]) -> float:
    """What it is worth by the catalogue; items in another currency are left out."""
    budget = screening.scenario.settings.budget
    total = 0.0
    for demand in demands:
        item = screening.pack.catalogue[demand.item]
        if budget is None or item.currency == budget.currency:
            total += demand.quantity * _days(screening.pack, demand) * item.unit_value
    return total


def _days(pack: RulePack, demand: Demand) -> int:
    """Days on which the quantity is due: of water each, of anything else one."""
    if pack.catalogue[demand.item].kind != ItemKind.WATER:
        return 1
    return demand.due_day - demand.from_day + 1


def _recent_interviews(screening: _Screening, site: Site) -> int:
    """Interviews with the group that are recent enough for the grade aimed at."""
    oldest = screening.pack.severity.confidence[AIMED_AT].age_days
    today, asked = screening.scenario.settings.start, screening.assessment
    return sum(
        (site_id, group) == (site.site_id, site.group.value)
        and day is not None
        and (today - day).days <= oldest
        for site_id, group, day in zip(
            asked.site_ids, asked.groups, asked.interviewed_on, strict=True
        )
    )


def _short_of_grade(screening: _Screening, site: Site, unsure: Sequence[NeedScore]) -> int | None:
    """Interviews that the grade aimed at lacks, where it lacks nothing else."""
    answered = screening.pack.severity.confidence[AIMED_AT].answered_share
    made = _recent_interviews(screening, site)
    lacking = screening.pack.severity.confidence[AIMED_AT].households - made
    is_answered = all(score.answered_share >= answered for score in unsure)
    return lacking if made and lacking > 0 and is_answered else None


def _wanted_interviews(pack: RulePack, site: Site) -> int:
    """The full sample of the grade aimed at; no more than there are households.

    Who was asked already doesn't lessen it: what is not known is mostly what they didn't answer.
    """
    return max(1, min(pack.severity.confidence[AIMED_AT].households, site.households))


def _why(
    screening: _Screening, site: Site, overall: NeedScore, unsure: Sequence[NeedScore]
) -> Message:
    recent = _recent_interviews(screening, site)
    if overall.answered_share == 0:
        return msg("nobody asked yet")
    if recent and all(score.answered_share == 0 for score in unsure):
        return msg_plural(
            "{n} sector not asked about", "{n} sectors not asked about", n=len(unsure)
        )
    return msg(
        "{n} of {wanted} interviews, {share} % of answers",
        n=recent,
        wanted=_wanted_interviews(screening.pack, site),
        share=whole(100 * overall.answered_share),
    )
