"""All there is on how one site is reached, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.access import Departures, PlaceAccess
from rrm.cli.caught_lines import not_then
from rrm.cli.chain_lines import chain_lines
from rrm.cli.figures import percent, quantity
from rrm.cli.layout import heading, wrapped
from rrm.cli.place_words import PlaceWords
from rrm.cli.water_lines import water_lines
from rrm.cli.way_lines import way_lines
from rrm.model.access import Access
from rrm.model.language import Message, msg

REASON_LINES = 5


def place_lines(
    place: PlaceAccess, words: PlaceWords, language: str, *, tells_ways: bool = True
) -> Iterator[str]:
    """By depot and vehicle the best way or why there is none, then other ways, chains, water.

    tells_ways: whether more than one way was asked for, so that none beside it is worth saying.
    """
    yield ""
    yield from wrapped(f"{heading(words.name(place.site_id))} ({place.site_id})")
    departures = Departures(place.caught_away)
    sources = {cycle.source_id for cycle in place.water}
    origins: dict[str, list[Access]] = {}
    for row in place.rows:
        if row.origin not in sources:
            origins.setdefault(row.origin, []).append(row)
    for origin, rows in origins.items():
        yield from wrapped(msg("from {origin}", origin=words.name(origin)).text(language), indent=2)
        for alike in _alike(rows):
            yield from _row(alike, departures, words, language)
    if not place.rows:
        yield from wrapped(msg("nothing is stationed that could go there").text(language), indent=2)
    if tells_ways or any(len(journey.ways) > 1 for journey in place.alternatives):
        yield from way_lines(place.alternatives, words, language)
    yield from chain_lines(place.chains, words, language)
    yield from water_lines(place.water, words, language)


def _is_ever_open(row: Access, rows: list[Access]) -> bool:
    return any(other.open for other in rows if other.vehicle_class == row.vehicle_class)


def _alike(rows: list[Access]) -> list[list[Access]]:
    """Rows to be told in one line: open ones alone, closed ones with those of the same reason."""
    ordered = sorted(rows, key=lambda row: (not _is_ever_open(row, rows), not row.open))
    found: dict[object, list[Access]] = {}
    for number, row in enumerate(ordered):
        days = (row.period_start, row.period_end)
        found.setdefault(number if row.open else (days, row.reason), []).append(row)
    return list(found.values())


def _row(
    alike: list[Access], departures: Departures, words: PlaceWords, language: str
) -> Iterator[str]:
    row = alike[0]
    vehicle, days = words.vehicle(row.vehicle_class), words.days(row.period_start, row.period_end)
    if not row.open:
        sentence = msg(
            "{vehicles}, {days}: no - {reason}",
            vehicles=tuple(words.vehicle(each.vehicle_class) for each in alike),
            days=days,
            reason=row.reason or Message(""),
        )
        yield from wrapped(sentence.text(language), indent=4, hanging=2, most=REASON_LINES)
        return
    sentence = msg(
        "{vehicle}, {days}: {hours} h, {km} km, risk {risk}{escort} by {path}",
        vehicle=vehicle,
        days=days,
        hours=quantity(row.hours),
        km=quantity(row.km),
        risk=percent(row.risk),
        escort=msg(", with an escort") if row.escorted else Message(""),
        path=words.path(row.path),
    )
    yield from wrapped(sentence.text(language), indent=4, hanging=2)
    if row.reason is not None:
        yield from wrapped(row.reason.text(language), indent=6, hanging=2, most=REASON_LINES)
    for caught in departures.caught_by(row):
        yield from wrapped(not_then(caught, words).text(language), indent=6, hanging=2)
