"""Vehicle classes, ways and seasons: how fast, how long away, what an uncertain closure costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from rrm.export.pack_document.blocks import (
    Block,
    Cell,
    Code,
    Column,
    Items,
    Line,
    Section,
    Table,
    cell,
    lines,
)
from rrm.export.pack_document.subject import Subject
from rrm.export.pack_document.words import named, origin_lines, other_settings, where_from
from rrm.export.quantity import percent
from rrm.model.language import Message, msg, msg_plural
from rrm.model.rule_pack import DatedSeason, PlaceDoubts, RiskCap, RouteRules


def access_chapter(subject: Subject) -> Section:
    """Vehicles, seasons, and what an uncertain closure costs."""
    rules = subject.pack.access
    columns = (
        Column(msg("Vehicle class")),
        Column(msg("Speed in km/h, dry (wet)")),
        Column(msg("Loading and unloading, hours")),
        Column(msg("Away at most"), is_short=True),
        *((Column(msg("Origin")),) if subject.history.has_parents else ()),
    )
    rows = []
    for name, one in rules.classes.items():
        weight = (msg("{t} t loaded", t=one.gross_t),) if one.gross_t else None
        row: list[Cell] = [
            lines(
                *named(one.label, name, ("access", "classes", name)),
                (_MODES.get(one.mode, one.mode),),
                weight,
            ),
            tuple(_speed(surface, by_season) for surface, by_season in one.speeds_kmh.items()),
            lines(
                (msg("{load} and {unload}", load=one.load_hours, unload=one.unload_hours),),
                *other_settings(one, _CLASS_TOLD),
            ),
            cell(msg_plural("{n} day", "{n} days", n=one.max_trip_days)),
        ]
        if subject.history.has_parents:
            row.append(origin_lines(subject, ("access", "classes", name)))
        rows.append(tuple(row))
    blocks: tuple[Block, ...] = (
        Table(columns, tuple(rows)),
        Items(tuple(_ways(subject))),
    )
    return Section("access", msg("Vehicles and ways"), blocks)


_CLASS_TOLD = (
    "mode", "carries", "gross_t", "speeds_kmh", "load_hours", "unload_hours", "max_trip_days",
)  # fmt: skip
_MODES: dict[str, Message] = {
    "road": msg("by road"),
    "river": msg("by river"),
    "air": msg("by air"),
}


def _speed(surface: str, by_season: Mapping[Literal["dry", "wet"], float]) -> Line:
    dry, wet = _kmh(by_season.get("dry", 0.0)), _kmh(by_season.get("wet", 0.0))
    said = msg("{dry} ({wet})", dry=dry, wet=wet)
    return Code(surface), " ", said


def _kmh(speed: float) -> Message | float:
    return speed if speed else msg("closed")


def _ways(subject: Subject) -> Iterator[Line]:
    rules = subject.pack.access
    yield (msg("What is not listed, a surface or a season, is closed to the class."),)
    yield (
        msg(
            "Vehicles are on the move from {begins} to {ends} o'clock; curfews of a scenario "
            "shorten that.",
            begins=rules.day_starts,
            ends=rules.day_ends,
        ),
    )
    for certainty, risk in rules.closure_risk.items():
        yield (
            Code(certainty),
            " ",
            msg("closure of a way adds to its risk: {risk}", risk=percent(risk, 1)),
        )
    if rules.snap_km:
        yield (
            msg(
                "A site joins the nearest place of the ways, {km} km off at most.",
                km=rules.snap_km,
            ),
        )
    yield from where_from(subject, rules, ("access",))
    if rules.places is not None:
        yield from _doubted_positions(subject, rules.places)
    if rules.routes is not None:
        yield from _shared_vehicles(subject, rules.routes)
    if rules.risk_cap is not None:
        yield from _risk_caps(subject, rules.risk_cap)
    if rules.wet_season is None:
        yield (msg("No rains are known: the dry speeds count all year."),)
    else:
        rains = msg("The wet speeds count, unless a scenario states its season, month-day:")
        yield from _season(subject, rains, rules.wet_season, "wet_season")
    boats = msg("Rivers carry boats, month-day:")
    yield from _season(subject, boats, rules.river_season, "river_season")
    yield from other_settings(rules, _TOLD)


_TOLD = (
    "classes", "river_season", "wet_season", "day_starts", "day_ends", "snap_km", "places",
    "routes", "closure_risk", "risk_cap",
)  # fmt: skip


def _risk_caps(subject: Subject, caps: RiskCap) -> Iterator[Line]:
    if caps.cash is not None:
        risk = percent(caps.cash, 1)
        yield (msg("Money goes over no way with a risk above {risk}.", risk=risk),)
    if caps.goods is not None:
        risk = percent(caps.goods, 1)
        yield (msg("Goods go over no way with a risk above {risk}.", risk=risk),)
    if caps.water is not None:
        risk = percent(caps.water, 1)
        yield (msg("Tankers take no way with a risk above {risk}.", risk=risk),)
    yield from where_from(subject, caps, ("access", "risk_cap"))


def _doubted_positions(subject: Subject, rule: PlaceDoubts) -> Iterator[Line]:
    yield (
        msg(
            "A position is doubted {commune} km outside of its commune, or {node} km from its "
            "place among the ways; a commune is proposed for it {nearest} km off at most.",
            commune=rule.outside_commune_km,
            node=rule.from_node_km,
            nearest=rule.nearest_commune_km,
        ),
    )
    yield from where_from(subject, rule, ("access", "places"))


def _shared_vehicles(subject: Subject, rule: RouteRules) -> Iterator[Line]:
    yield (
        msg(
            "Loads below {share} of a vehicle, by weight and by volume, may share one that serves "
            "{stops} sites at most.",
            share=percent(rule.join_below),
            stops=rule.most_stops,
        ),
    )
    yield from where_from(subject, rule, ("access", "routes"))


def _season(subject: Subject, what: Message, season: DatedSeason, key: str) -> Iterator[Line]:
    yield what, " ", Code(f"{season.from_day} – {season.to_day}")
    yield from where_from(subject, season, ("access", key))
