"""Needs as a table for the terminal: sites by rank, severity by sector."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.cli.layout import table
from rrm.model.labels import group_label
from rrm.model.language import Text, format_number, msg
from rrm.model.needs import OVERALL, Needs, NeedScore
from rrm.model.run import Loaded


def needs_lines(loaded: Loaded, needs: Needs, language: str) -> Iterator[str]:
    """A line a site and group, worst first: severities, people in need, confidence, rank."""
    sectors = list(loaded.pack.sectors)
    header = [
        msg("Rank  Site, group").text(language),
        *(_short(loaded, sector, language) for sector in sectors),
        msg("All").text(language),
        msg("In need").text(language),
        msg("Conf").text(language),
        msg("Rank between").text(language),
    ]
    overall = sorted(
        (score for score in needs.scores if score.sector == OVERALL), key=lambda s: s.rank
    )
    rows = [_row(loaded, needs, score, sectors, language) for score in overall]
    yield from table(header, rows)


def _row(
    loaded: Loaded, needs: Needs, score: NeedScore, sectors: list[str], language: str
) -> list[str]:
    name = loaded.scenario.site_name(score.site_id)
    group = group_label(score.group).text(language)
    return [
        f"{score.rank:>3}. {name}, {group}",
        *(_severity(needs.score(score.site_id, score.group, sector)) for sector in sectors),
        str(score.severity),
        format_number(score.people_in_need, language),
        score.confidence,
        f"{score.rank_low}-{score.rank_high}",
    ]


def _severity(score: NeedScore | None) -> str:
    return "·" if score is None else str(score.severity)


def _short(loaded: Loaded, sector: str, language: str) -> str:
    """The first letters of a sector's name."""
    return Text.of(loaded.pack.sectors[sector].label).text(language)[:4]
