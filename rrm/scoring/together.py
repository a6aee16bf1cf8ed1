"""Population groups taken together: each site as one, and the whole scenario.

Each group counts by its people, however many of its households were asked: shares of households
in a class are averaged over groups with their people as weights. People in need are summed over
groups, and never over sectors.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rrm.model.needs import ALL_GROUPS, OVERALL, WHOLE_SCENARIO, NeedScore
from rrm.model.rounding import round_half_up, whole
from rrm.model.rule_pack import RulePack, SeverityRules
from rrm.scoring.area import Area
from rrm.scoring.household_severity import HOUSEHOLD_METHODS
from rrm.scoring.overall import combine, overall_class
from rrm.scoring.ranking import Rank, ranked
from rrm.scoring.share_rule import (
    AreaSeverity,
    area_class,
    people_in_need,
    share_reaching,
    with_each_sector,
)
from rrm.scoring.threshold_shifts import overall_shifted

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Together:
    """Several groups as one, before ranking; by sector as an Area.

    in_need: people, summed over the groups; fewest and most that the samples allow.
    """

    site_id: str
    households: int
    people: int
    severities: dict[str, AreaSeverity]
    in_need: dict[str, tuple[int, int, int]]
    confidence: dict[str, str]
    drawn: dict[str, Floats]
    shifted: dict[str, Floats]


def scores_together(areas: Sequence[Area], pack: RulePack) -> tuple[NeedScore, ...]:
    """Rows of needs_together.csv: each site with all its groups, then the whole scenario.

    Sites are ranked among each other; the whole is a place of its own.
    """
    if not areas:
        return ()
    groups: dict[str, list[Area]] = {}
    for area in areas:
        groups.setdefault(area.site.site_id, []).append(area)
    sites = [_together(site_id, found, pack) for site_id, found in groups.items()]
    return (*_rows(sites, pack), *_rows([_together(WHOLE_SCENARIO, areas, pack)], pack))


def _together(site_id: str, areas: Sequence[Area], pack: RulePack) -> Together:
    if len(areas) == 1:
        return _alone(site_id, areas[0], pack.severity)
    sectors = [name for name in pack.sectors if any(name in one.severities for one in areas)]
    members = {
        name: [area for area in areas if name in area.severities] for name in (OVERALL, *sectors)
    }
    severities = {name: _mixed(name, members[name], pack.severity) for name in sectors}
    drawn = {name: _drawn(name, members[name]) for name in sectors}
    overall, overall_drawn = _overall(severities, drawn, areas, pack)
    return Together(
        site_id,
        sum(area.site.households for area in areas),
        sum(area.people for area in areas),
        {OVERALL: overall, **severities},
        _in_need(members, pack.severity),
        {name: _least_sure(name, found) for name, found in members.items()},
        {OVERALL: overall_drawn, **drawn},
        _shifted(severities, members, pack),
    )


def _alone(site_id: str, area: Area, rules: SeverityRules) -> Together:
    in_need = _in_need({name: [area] for name in area.severities}, rules)
    return Together(
        site_id,
        area.site.households,
        area.people,
        area.severities,
        in_need,
        area.confidence,
        area.drawn,
        area.shifted,
    )


def _weights(areas: Sequence[Area]) -> Floats:
    """What each group counts, 1 in all: its people, else its households, else all alike."""
    for numbers in (
        [area.people for area in areas],
        [area.site.households for area in areas],
        [1] * len(areas),
    ):
        total = sum(numbers)
        if total > 0:
            return np.array(numbers, dtype=np.float64) / total
    return np.zeros(0)


def _mixed(sector: str, areas: Sequence[Area], rules: SeverityRules) -> AreaSeverity:
    weights = _weights(areas)
    found = [area.severities[sector] for area in areas]
    shares = _shares([one.shares for one in found], weights)
    low = _shares([one.low_shares for one in found], weights)
    high = _shares([one.high_shares for one in found], weights)
    severity = area_class(shares, rules.area_share)
    return AreaSeverity(
        sector,
        shares,
        severity,
        min(severity, area_class(low, rules.area_share)),
        max(severity, area_class(high, rules.area_share)),
        float(weights @ [one.score for one in found]),
        share_reaching(shares, rules.in_need_from),
        float(weights @ [one.answered for one in found]),
        low,
        high,
    )


def _shares(shares: Sequence[tuple[float, ...]], weights: Floats) -> tuple[float, ...]:
    return tuple(float(share) for share in weights @ np.array(shares))


def _drawn(sector: str, areas: Sequence[Area]) -> Floats:
    return np.asarray(_weights(areas) @ np.stack([area.drawn[sector] for area in areas]))


def _shifted(
    severities: dict[str, AreaSeverity], members: dict[str, list[Area]], pack: RulePack
) -> dict[str, Floats]:
    """The scores at each step of the thresholds, mixed as the scores are."""
    shifted = {
        name: np.asarray(_weights(found) @ np.stack([area.shifted[name] for area in found]))
        for name, found in members.items()
    }
    method = pack.severity.overall
    if method.method not in HOUSEHOLD_METHODS:
        scores = {name: one.score for name, one in severities.items()}
        shifted[OVERALL] = overall_shifted(scores, shifted, tuple(pack.sectors), method)
    return shifted


def _overall(
    sectors: dict[str, AreaSeverity],
    drawn: dict[str, Floats],
    areas: Sequence[Area],
    pack: RulePack,
) -> tuple[AreaSeverity, Floats]:
    """The overall class and its resampled scores, as the pack's method makes them of one group."""
    asked = [area.severities[OVERALL].answered for area in areas]
    answered = float(_weights(areas) @ asked)
    method, names = pack.severity.overall, tuple(sectors)
    if method.method in HOUSEHOLD_METHODS:
        mixed = _mixed(OVERALL, areas, pack.severity)
        return replace(mixed, answered=answered), _drawn(OVERALL, areas)
    scores = np.array([[one.score for one in sectors.values()]])
    overall = AreaSeverity(
        OVERALL,
        (),
        overall_class({name: one.severity for name, one in sectors.items()}, method),
        overall_class({name: one.severity_low for name, one in sectors.items()}, method),
        overall_class({name: one.severity_high for name, one in sectors.items()}, method),
        float(combine(scores, names, method)[0]),
        0.0,
        answered,
    )
    return overall, combine(np.stack([drawn[name] for name in names], axis=1), names, method)


def _in_need(
    members: Mapping[str, Sequence[Area]], rules: SeverityRules
) -> dict[str, tuple[int, int, int]]:
    """By sector people in need, fewest and most; of any need no fewer than of each alone."""
    summed = {name: _summed(name, areas, rules) for name, areas in members.items()}
    low, high = with_each_sector(
        {name: (fewest, most) for name, (_, fewest, most) in summed.items()},
        {name: total for name, (total, _, _) in summed.items()},
    )
    return {**summed, OVERALL: (summed[OVERALL][0], low, high)}


def _summed(sector: str, areas: Sequence[Area], rules: SeverityRules) -> tuple[int, int, int]:
    """People in need of all groups; fewest and most, as groups are sampled one by one.

    Chance seldom strikes all groups alike, so that deviations add up as squares.
    """
    counts = [people_in_need(area.severities[sector].in_need, area.people) for area in areas]
    level = rules.resampling.level
    ends = [area.people_in_need_interval(sector, level) for area in areas]
    below = sum((count - low) ** 2 for count, (low, _) in zip(counts, ends, strict=True))
    above = sum((high - count) ** 2 for count, (_, high) in zip(counts, ends, strict=True))
    total = sum(counts)
    return total, whole(total - math.sqrt(below)), whole(total + math.sqrt(above))


def _least_sure(sector: str, areas: Sequence[Area]) -> str:
    """The worst grade of the groups that anybody belongs to."""
    counted = [area for area, weight in zip(areas, _weights(areas), strict=True) if weight > 0]
    return max(area.confidence[sector] for area in counted)


def _rows(places: Sequence[Together], pack: RulePack) -> tuple[NeedScore, ...]:
    rules = pack.severity.resampling
    order = (OVERALL, *pack.sectors)
    ranks: dict[tuple[str, str], Rank] = {}
    for sector in order:
        among = [place for place in places if sector in place.severities]
        for place, rank in zip(among, ranked(among, sector, rules), strict=True):
            ranks[place.site_id, sector] = rank
    return tuple(
        _row(place, sector, ranks[place.site_id, sector])
        for place in places
        for sector in order
        if sector in place.severities
    )


def _row(place: Together, sector: str, rank: Rank) -> NeedScore:
    severity = place.severities[sector]
    in_need, fewest, most = place.in_need[sector]
    return NeedScore(
        site_id=place.site_id,
        group=ALL_GROUPS,
        sector=sector,
        households=place.households,
        people=place.people,
        severity=severity.severity,
        score=round_half_up(severity.score, 4),
        people_in_need=in_need,
        answered_share=round_half_up(severity.answered, 6),
        confidence=place.confidence[sector],
        rank=rank.rank,
        rank_low=rank.low,
        rank_high=rank.high,
        severity_low=severity.severity_low,
        severity_high=severity.severity_high,
        people_in_need_low=fewest,
        people_in_need_high=most,
    )
