"""What waybills and loading lists both say."""

from __future__ import annotations

from rrm.export.names import Names
from rrm.export.paper import Cell, Field, Speech
from rrm.export.published import LoadLine
from rrm.model.labels import group_label
from rrm.model.language import Message, msg, msg_plural

KG_DECIMALS, M3_DECIMALS = 1, 3


def field(speech: Speech, label: Message, value: tuple[str, ...] = (), share: float = 1.0) -> Field:
    """A box; without a value it is filled in by hand."""
    return Field(speech.of(label), value, share)


def crew(speech: Speech) -> tuple[Field, ...]:
    """Who drives and who goes along, which is known when the vehicle stands there."""
    return (
        field(speech, msg("Number plate")),
        field(speech, msg("Driver: name and telephone")),
        field(speech, msg("Escort or convoy leader")),
    )


def load_cells(speech: Speech, names: Names, line: LoadLine) -> tuple[Cell, ...]:
    """Item, for whom, unit, quantity, kg and m³ of a line."""
    return (
        Cell(speech.of(names.item(line.item)), is_bold=True, notes=_use_by(speech, line)),
        Cell(notes=speech.of(group_label(line.group)) if line.group else ("–",)),
        Cell(_unit(speech, names, line)),
        Cell((speech.number(line.quantity),), is_bold=True),
        Cell((speech.number(line.kg, KG_DECIMALS),)),
        Cell((speech.number(line.m3, M3_DECIMALS),)),
    )


def sum_cells(speech: Speech, lines: int, kg: float, m3: float) -> tuple[Cell, ...]:
    """The row below: how many lines, kg and m³ in all."""
    return (
        Cell(speech.of(msg_plural("In all: {n} line", "In all: {n} lines", n=lines)), is_bold=True),
        Cell(),
        Cell(),
        Cell(),
        Cell((speech.number(kg, KG_DECIMALS),), is_bold=True),
        Cell((speech.number(m3, M3_DECIMALS),), is_bold=True),
    )


def signing_lines(speech: Speech) -> tuple[tuple[tuple[str, ...], float], ...]:
    """What each who signs writes, with millimetres for it."""
    return (
        (speech.of(msg("Name and function")), 6.0),
        (speech.of(msg("Date and time")), 5.0),
        (speech.of(msg("Signature and stamp")), 12.0),
    )


def _unit(speech: Speech, names: Names, line: LoadLine) -> tuple[str, ...]:
    named = speech.of(names.unit(line.item))
    return named if any(named) else (line.unit,)


def _use_by(speech: Speech, line: LoadLine) -> tuple[str, ...]:
    return tuple(
        text
        for day in line.expires
        for text in speech.of(msg("use by {day} {year}", day=day, year=str(day.year)))
    )
