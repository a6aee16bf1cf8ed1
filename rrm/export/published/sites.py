"""Each group at each site: who is there, how badly off, and what reaches them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from rrm.export.facts import Facts
from rrm.export.published.lines import Distribution, NeedLine, SectorLine, SiteLine
from rrm.export.published.needs import households_reached
from rrm.export.published.protection import is_protected, people_in_need_shown
from rrm.export.small_cells import Shown
from rrm.model.needs import NeedScore
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Site

Group = tuple[str, str]
"""Site and population group."""


def site_lines(
    facts: Facts, needs: tuple[NeedLine, ...], handed_over: tuple[Distribution, ...]
) -> tuple[SiteLine, ...]:
    """Groups, worst first; those that nothing was scored of last, in the order of the table."""
    needs_of: dict[Group, list[NeedLine]] = defaultdict(list)
    for need in needs:
        needs_of[need.site_id, need.group].append(need)
    first: dict[Group, date] = {}
    for one in reversed(handed_over):
        first[one.site_id, one.group] = one.day
    score_of = {(score.site_id, score.group): score for score in facts.ranked}
    shown = people_in_need_shown(facts)
    place = {key: at for at, key in enumerate(score_of)}
    rows = sorted(
        facts.scenario.sites,
        key=lambda site: place.get((site.site_id, site.group.value), len(place)),
    )
    return tuple(
        _line(site, score_of.get(key), needs_of[key], first.get(key), _sectors(facts, key, shown))
        for site in rows
        for key in [(site.site_id, site.group.value)]
    )


def _line(
    site: Site,
    score: NeedScore | None,
    needs: list[NeedLine],
    first_help: date | None,
    sectors: tuple[SectorLine, ...],
) -> SiteLine:
    brought = [need for need in needs if need.kind is not ItemKind.WATER]
    reached = max((households_reached(need) for need in brought), default=0)
    entitled = max((need.households for need in brought), default=0)
    return SiteLine(
        site_id=site.site_id,
        group=site.group.value,
        adm1=site.adm1_pcode,
        adm2=site.adm2_pcode,
        adm3=site.adm3_pcode,
        lat=site.lat,
        lon=site.lon,
        households=site.households,
        people=site.people,
        people_in_need=score.people_in_need if score else 0,
        severity=score.severity if score else 0,
        score=score.score if score else 0.0,
        rank=score.rank if score else 0,
        confidence=score.confidence if score else "",
        sectors=sectors,
        households_reached=reached,
        coverage=reached / entitled if entitled else None,
        first_help=first_help,
    )


def _sectors(
    facts: Facts, key: Group, shown: dict[tuple[str, str, str], Shown]
) -> tuple[SectorLine, ...]:
    """In the order of the pack."""
    return tuple(
        SectorLine(
            sector,
            None if is_protected(facts.pack, sector) else score.severity,
            shown[(*key, sector)],
        )
        for sector in facts.pack.sectors
        if (score := facts.by_sector.get((*key, sector))) is not None
    )
