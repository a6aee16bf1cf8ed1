"""Needs of whole sites and of the whole scenario: all population groups as one."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.facts import Facts
from rrm.export.quantity import percent
from rrm.export.table import Cell, Column, Name, Severity, Table
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.needs import OVERALL, WHOLE_SCENARIO, NeedScore
from rrm.model.rounding import round_half_up, whole


@dataclass(frozen=True, slots=True)
class NeedsTogether:
    """People in need of the whole scenario by sector, and the sites with several groups.

    sites: None where every site has one group, as its row then says all.
    """

    whole_title: Message
    whole_intro: Message
    whole: Table
    sites_title: Message
    sites_intro: Message
    sites: Table | None


def needs_together(facts: Facts, sectors: tuple[str, ...]) -> NeedsTogether | None:
    """Both tables; None for a run whose groups were not taken together.

    sectors: those that have a score, in the order of the report.
    """
    by_sector = whole_scenario(facts)
    if OVERALL not in by_sector:
        return None
    sites = _sites_of_several_groups(facts)
    return NeedsTogether(
        whole_title=msg("The whole scenario"),
        whole_intro=msg(
            "{in_need} of {people} people are in need. Overall is not the sum of the sectors: who "
            "is in need in several of them counts once. Confidence is that of the least known "
            "group.",
            in_need=by_sector[OVERALL].people_in_need,
            people=by_sector[OVERALL].people,
        ),
        whole=_whole_table(by_sector, (OVERALL, *sectors), facts),
        sites_title=msg("Sites with several groups"),
        sites_intro=msg_plural(
            "All groups of a site as one, each counted by its people. The rank is that among all "
            "{n} site.",
            "All groups of a site as one, each counted by its people. The rank is that among all "
            "{n} sites.",
            n=len(sites_together(facts)),
        ),
        sites=_sites_table(sites, sectors, facts) if sites else None,
    )


def whole_scenario(facts: Facts) -> dict[str, NeedScore]:
    """The whole scenario's scores by sector."""
    together = facts.run.needs.together
    return {one.sector: one for one in together if one.site_id == WHOLE_SCENARIO}


def sites_together(facts: Facts) -> tuple[NeedScore, ...]:
    """Overall scores of sites with all their groups, worst first."""
    overall = (
        one
        for one in facts.run.needs.together
        if one.sector == OVERALL and one.site_id != WHOLE_SCENARIO
    )
    return tuple(sorted(overall, key=lambda one: (one.rank, one.site_id)))


def sector_or_overall(sector: str, facts: Facts) -> Text | Message:
    """A sector in words, or all of them together."""
    return msg("Overall") if sector == OVERALL else facts.names.sector(sector)


def _sites_of_several_groups(facts: Facts) -> tuple[NeedScore, ...]:
    groups = [score.site_id for score in facts.ranked]
    return tuple(one for one in sites_together(facts) if groups.count(one.site_id) > 1)


def _whole_table(by_sector: dict[str, NeedScore], sectors: tuple[str, ...], facts: Facts) -> Table:
    columns = (
        Column(msg("Sector")),
        Column(msg("Severity")),
        Column(msg("In need"), is_number=True),
        Column(msg("Share of people"), is_number=True),
        Column(msg("Confidence")),
    )
    rows = tuple(
        (
            sector_or_overall(sector, facts),
            Severity(score.severity, facts.names.severity(score.severity)),
            score.people_in_need,
            _share(score),
            score.confidence,
        )
        for sector in sectors
        if (score := by_sector.get(sector)) is not None
    )
    return Table(columns, rows)


def _share(score: NeedScore) -> Cell:
    if score.people <= 0:
        return None
    return percent(score.people_in_need / score.people)


def _sites_table(sites: tuple[NeedScore, ...], sectors: tuple[str, ...], facts: Facts) -> Table:
    found = {(one.site_id, one.sector): one for one in facts.run.needs.together}
    columns = (
        Column(msg("Rank"), is_short=True),
        Column(msg("Site")),
        Column(msg("Overall")),
        *(Column(facts.names.sector(sector)) for sector in sectors),
        Column(msg("People"), is_number=True),
        Column(msg("In need"), is_number=True),
        Column(msg("Score of 100"), is_number=True),
        Column(msg("Confidence")),
    )
    rows = tuple(
        (
            score.rank,
            Name(facts.names.place(score.site_id)),
            Severity(score.severity, facts.names.severity(score.severity)),
            *(_severity(found.get((score.site_id, sector)), facts) for sector in sectors),
            score.people,
            score.people_in_need,
            whole(score.score) if score.score >= 10 else round_half_up(score.score, 1),
            score.confidence,
        )
        for score in sites
    )
    return Table(columns, rows, scrolls=True)


def _severity(score: NeedScore | None, facts: Facts) -> Cell:
    return Severity(score.severity, facts.names.severity(score.severity)) if score else None
