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
    yield (msg("A working day begins at {hour} o'clock.", hour=rules.day_starts),)
    for certainty, risk in rules.closure_risk.items():
        yield (
            Code(certainty),
            " ",
            msg("closure of a way adds to its risk: {risk}", risk=percent(risk, 1)),
        )
    yield from where_from(subject, rules, ("access",))
    season = rules.river_season
    yield (
        msg("Rivers carry boats, month-day:"),
        " ",
        Code(f"{season.from_day} – {season.to_day}"),
    )
    yield from where_from(subject, season, ("access", "river_season"))
    told = ("classes", "river_season", "day_starts", "closure_risk")
    yield from other_settings(rules, told)
