"""What a feature means for vehicles, as its mapping says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from rrm.intake.network.properties import values_of
from rrm.intake.network.road_mapping import ANY, Amount, Conditions, RoadMapping
from rrm.model.scenario import Mode

_MOST_COMBINATIONS = 16
_AMOUNT = re.compile(r"\s*([0-9]{1,9}(?:\.[0-9]{1,6})?)\s*([^\d\s.,][^\d.,]{0,11})?\s*")


@dataclass(frozen=True, slots=True)
class Way:
    """How a stretch is travelled: what makes two stretches one link, or two.

    surface: "" where the mapping doesn't tell. open_from, open_to: month-day or None.
    """

    mode: Mode
    surface: str
    max_payload_t: float | None = None
    wait_hours: float = 0.0
    open_from: str | None = None
    open_to: str | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A way with its directions, what was guessed on it, and cells that couldn't be read.

    guesses: (matter, what was taken, condition it was taken from).
    unread: (column, text).
    """

    way: Way
    forward: bool
    backward: bool
    guesses: tuple[tuple[str, str, str], ...] = ()
    unread: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why a feature is no way for vehicles, in the words of the mapping."""

    because: tuple[tuple[str, str], ...]


class WayReader:
    """Reads features by a mapping; features with the same properties are read once."""

    def __init__(self, mapping: RoadMapping) -> None:
        self._mapping = mapping
        self._columns = _columns_used(mapping)
        self._read = lru_cache(maxsize=100_000)(self._decide)

    def read(self, properties: Mapping[str, str], is_directed: bool = False) -> Decided | LeftOut:
        """What the mapping says of a feature.

        is_directed: the file lists directions by themselves; then a line is travelled one way
        only unless the mapping finds something else said.
        """
        cells = tuple(
            (column, properties[column]) for column in self._columns if column in properties
        )
        return self._read(cells, is_directed)

    def own_km(self, properties: Mapping[str, str]) -> float | None:
        """The length that the file itself gives a line, in km."""
        for length in self._mapping.length:
            match = _AMOUNT.fullmatch(properties.get(length.column, ""))
            if match is not None and not match[2] and float(match[1]) > 0:
                return float(match[1]) * length.km
        return None

    def _decide(self, cells: tuple[tuple[str, str], ...], is_directed: bool) -> Decided | LeftOut:
        readings = [self._one(dict(one), is_directed) for one in _combinations(dict(cells))]
        found = [one for one in readings if isinstance(one, Decided)]
        if not found:
            return readings[0]
        return max(found, key=self._badness)

    def _badness(self, decided: Decided) -> tuple[int, float]:
        surfaces = self._mapping.surfaces
        way = decided.way
        rank = surfaces.index(way.surface) if way.surface in surfaces else len(surfaces)
        return rank, -(way.max_payload_t or 1e9)

    def _one(self, cells: Mapping[str, str], is_directed: bool) -> Decided | LeftOut:
        mapping = self._mapping
        taken = next((line for line in mapping.taken if _holds(line.when, cells)), None)
        if taken is None or not taken.is_taken:
            return LeftOut(tuple(taken.because.items()) if taken is not None else ())
        kind = next((line for line in mapping.mode if _holds(line.when, cells)), None)
        surface = next((line for line in mapping.surface if _holds(line.when, cells)), None)
        season = next((line for line in mapping.season if _holds(line.when, cells)), None)
        guesses, unread = list[tuple[str, str, str]](), list[tuple[str, str]]()
        if surface is not None and surface.guess:
            guesses.append(("surface", surface.surface, _in_words(surface.when, cells)))
        if season is not None and season.guess:
            months = f"{season.open_from} – {season.open_to}"
            guesses.append(("season", months, _in_words(season.when, cells)))
        load = _amount(mapping.max_payload_t, cells, "max_payload_t", guesses, unread)
        wait = _amount(mapping.wait_hours, cells, "wait_hours", guesses, unread)
        way = Way(
            mode=kind.mode if kind is not None else Mode.ROAD,
            surface=surface.surface if surface is not None else "",
            max_payload_t=load,
            wait_hours=wait or 0.0,
            open_from=season.open_from if season is not None else None,
            open_to=season.open_to if season is not None else None,
        )
        forward, backward = self._directions(cells, is_directed)
        return Decided(way, forward, backward, tuple(guesses), tuple(unread))

    def _directions(self, cells: Mapping[str, str], is_directed: bool) -> tuple[bool, bool]:
        lines = (line for line in self._mapping.direction if _holds(line.when, cells))
        line = next(lines, None)
        if line is None or (is_directed and not line.when):
            return True, not is_directed
        return line.direction != "backward", line.direction != "forward"


def _columns_used(mapping: RoadMapping) -> tuple[str, ...]:
    lists = (
        mapping.taken,
        mapping.mode,
        mapping.surface,
        mapping.direction,
        mapping.max_payload_t,
        mapping.wait_hours,
        mapping.season,
    )
    used = {column for lines in lists for line in lines for column in line.when}
    amounts = (*mapping.max_payload_t, *mapping.wait_hours)
    return tuple(sorted(used | {line.column for line in amounts if line.column}))


def _combinations(cells: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], ...]]:
    """A feature for each combination of the values that stand in one cell, the first ones."""
    several = [[(column, value) for value in values_of(cells[column])] for column in cells]
    return islice(product(*(one for one in several if one)), _MOST_COMBINATIONS)


def _holds(when: Conditions, cells: Mapping[str, str]) -> bool:
    return all(
        column in cells and (cells[column] in values or ANY in values)
        for column, values in when.items()
    )


def _in_words(when: Conditions, cells: Mapping[str, str]) -> str:
    return ", ".join(f"{column}={cells[column]}" for column in when) or "*"


def _amount(
    lines: Iterable[Amount],
    cells: Mapping[str, str],
    matter: str,
    guesses: list[tuple[str, str, str]],
    unread: list[tuple[str, str]],
) -> float | None:
    line = next((one for one in lines if _holds(one.when, cells)), None)
    if line is None:
        return None
    if line.column is None:
        if line.guess and line.amount is not None:
            guesses.append((matter, f"{line.amount:g}", _in_words(line.when, cells)))
        return line.amount
    text = cells.get(line.column, "")
    match = _AMOUNT.fullmatch(text)
    unit = line.units.get((match[2] or "").strip()) if match is not None else None
    if match is None or unit is None or not float(match[1]):
        unread.append((line.column, text))
        return None
    return float(match[1]) * unit
