"""Layers of points: groups at their sites, and the places that trips start from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rrm.export.geo.layer import (
    Column,
    Feature,
    Kind,
    Layer,
    Position,
    Value,
    day_text,
    position,
    words,
)
from rrm.export.published import PublishedPlan, SiteLine
from rrm.model.labels import group_label
from rrm.model.language import Message, msg

_SITE_COLUMNS = (
    Column("site_id"), Column("name"), Column("group_code"), Column("group_name"),
    Column("adm1_pcode"), Column("adm2_pcode"), Column("adm3_pcode"),
    Column("households", Kind.WHOLE), Column("people", Kind.WHOLE),
    Column("people_in_need", Kind.WHOLE), Column("severity", Kind.WHOLE), Column("severity_name"),
    Column("score", Kind.NUMBER), Column("rank", Kind.WHOLE), Column("confidence"),
    Column("households_reached", Kind.WHOLE), Column("coverage", Kind.NUMBER),
    Column("first_help", Kind.DAY),
)  # fmt: skip


def sites_layer(plan: PublishedPlan, language: str) -> Layer:
    """Each group at its site with scores and coverage, worst first; two groups share a point.

    A severity that may not be told is empty; so is a count, and `not_shown` says which and why.
    """
    sectors = tuple(dict.fromkeys(one.sector for line in plan.sites for one in line.sectors))
    by_sector = tuple(
        Column(f"{what}_{sector}", Kind.WHOLE)
        for sector in sectors
        for what in ("severity", "people_in_need")
    )
    return Layer(
        "sites",
        msg("Sites by group, with scores and coverage"),
        False,
        (*_SITE_COLUMNS, *by_sector, Column("not_shown")),
        tuple(
            Feature(
                (position(line.lon, line.lat),),
                (
                    *_of_site(line, plan, language),
                    *_of_sectors(line, sectors),
                    _not_shown(line, plan, language),
                ),
            )
            for line in plan.sites
        ),
    )


def _of_site(line: SiteLine, plan: PublishedPlan, language: str) -> tuple[Value, ...]:
    is_scored = line.severity > 0
    return (
        line.site_id,
        words(plan.names.place(line.site_id), language),
        line.group,
        words(group_label(line.group), language),
        words(line.adm1, language),
        words(line.adm2, language),
        words(line.adm3, language),
        line.households,
        line.people,
        line.people_in_need,
        line.severity if is_scored else None,
        words(plan.names.severity(line.severity), language) if is_scored else None,
        line.score if is_scored else None,
        line.rank if is_scored else None,
        line.confidence or None,
        line.households_reached,
        line.coverage,
        day_text(line.first_help),
    )


def _of_sectors(line: SiteLine, sectors: tuple[str, ...]) -> Iterator[Value]:
    found = {one.sector: one for one in line.sectors}
    for sector in sectors:
        one = found.get(sector)
        yield None if one is None else one.severity
        yield None if one is None else one.people_in_need.count


def _not_shown(line: SiteLine, plan: PublishedPlan, language: str) -> str | None:
    hidden = tuple(
        msg(
            "{sector}: {count}",
            sector=plan.names.sector(one.sector),
            count=one.people_in_need.text(language),
        )
        for one in line.sectors
        if one.people_in_need.count is None
    )
    return words(hidden, language) if hidden else None


@dataclass(frozen=True, slots=True)
class _Start:
    code: str
    kind: str
    kind_name: Message
    where: Position


def starts_layer(plan: PublishedPlan, language: str) -> Layer:
    """Depots and water sources."""
    return Layer(
        "starts",
        msg("Depots and water sources"),
        False,
        (Column("place_id"), Column("name"), Column("kind"), Column("kind_name")),
        tuple(
            Feature(
                (one.where,),
                (
                    one.code,
                    words(plan.names.place(one.code), language),
                    one.kind,
                    words(one.kind_name, language),
                ),
            )
            for one in _starts(plan)
        ),
    )


def where_trips_stop(plan: PublishedPlan) -> Mapping[str, Position]:
    """Position by site, depot and water source."""
    sites = {line.site_id: position(line.lon, line.lat) for line in plan.sites}
    return {**sites, **{one.code: one.where for one in _starts(plan)}}


def _starts(plan: PublishedPlan) -> Iterator[_Start]:
    scenario = plan.facts.scenario
    nodes = {one.node_id: position(one.lon, one.lat) for one in scenario.locations}
    for depot in scenario.depots:
        yield _Start(depot.depot_id, "depot", msg("depot"), position(depot.lon, depot.lat))
    for source in scenario.water_sources:
        where = nodes.get(source.node)
        if source.lon is not None and source.lat is not None:
            where = position(source.lon, source.lat)
        if where is not None:
            yield _Start(source.source_id, "water_source", msg("water source"), where)
