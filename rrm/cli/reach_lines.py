"""Access as a person reads it: place by place, what gets there, or why nothing does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from rrm.access import merged_periods
from rrm.cli.caught_lines import not_then, only_caught_words
from rrm.cli.figures import percent, quantity
from rrm.cli.layout import WIDTH, columns, heading, left, right, wrapped
from rrm.cli.place_words import PlaceWords
from rrm.cli.reach import Reached
from rrm.model.access import Access
from rrm.model.language import Message, Text, format_number, msg, msg_plural

REASON_LINES = 3

# Why a way is closed, from what is lifted most easily to what is not there at all.
CLOSED_BECAUSE: dict[str, Message] = {
    "no_escort": msg("no convoy"),
    "no_tanker": msg("no tanker at work"),
    "closed": msg("closed"),
    "season": msg("closed by the season"),
    "load_limit": msg("too heavy for the road"),
    "no_surface": msg("no surface that carries the vehicle"),
    "too_long": msg("too far"),
    "unconnected": msg("no way at all"),
}


def reach_lines(reached: Reached, language: str, tell_all: bool) -> Iterator[str]:
    """The summary by place, or every row where all is asked for."""
    if tell_all:
        yield from _every_row(reached, language)
    elif reached.start is not None:
        yield from _from_one_place(reached, language)
    else:
        yield from _by_place(reached, language)


def _by_place(reached: Reached, language: str) -> Iterator[str]:
    """Every destination: from each origin the fastest vehicle; the reasons where none gets in."""
    kinds = (("goods", msg("Goods")), ("water", msg("Water")))
    classes = reached.pack.access.classes
    to = _grouped(reached.rows, lambda row: row.destination)
    for place in reached.places:
        yield ""
        yield from wrapped(f"{heading(reached.names.get(place, place))} ({place})")
        by_kind = _grouped(to.get(place, ()), lambda row: classes[row.vehicle_class].carries)
        for carries, label in kinds:
            if carries in by_kind:
                yield from _kind(reached, by_kind[carries], label, language)
    yield ""
    yield from wrapped(
        msg("Every vehicle, period and closed way, and warehouses: --all").text(language)
    )


def _kind(reached: Reached, rows: list[Access], label: Message, language: str) -> Iterator[str]:
    by_origin = _grouped(rows, lambda row: row.origin)
    opened = [found for found in by_origin.values() if any(row.open for row in found)]
    if opened:
        is_any = any(row.open for row in reached.departures.coming_home(rows))
        nobody = msg("{kind}: open, but nobody who leaves comes home", kind=label)
        yield from wrapped((label if is_any else nobody).text(language), indent=2)
        for found in sorted(opened, key=lambda found: min(r.hours for r in found if r.open)):
            yield from _best(reached, found, language)
            yield from _caught(reached, found, language)
        return
    yield from wrapped(msg("{kind}: nothing gets there", kind=label).text(language), indent=2)
    yield from _reason(reached, by_origin, language)


def _best(reached: Reached, rows: list[Access], language: str) -> Iterator[str]:
    """From one origin, spell by spell, the fastest vehicle and which others get there too.

    Only days count on which who leaves comes home.
    """
    home = reached.departures.coming_home(rows)
    spells = fastest_by_spell([row for row in home if row.open])
    for row, others in spells:
        sentence = msg(
            "from {origin}: {vehicle} {hours} h, {km} km, risk {risk}{notes}{days}{others}",
            origin=reached.names.get(row.origin, row.origin),
            vehicle=_vehicle(reached, row.vehicle_class),
            hours=quantity(row.hours),
            km=quantity(row.km),
            risk=percent(row.risk),
            notes=_notes(row),
            days=_on(reached, row, is_alone=len(spells) == 1),
            others=_also(reached, others),
        )
        yield from wrapped(sentence.text(language), indent=4, hanging=2)


def _caught(reached: Reached, rows: list[Access], language: str) -> Iterator[str]:
    words = PlaceWords(reached.names, reached.pack)
    for said in only_caught_words(rows[0].origin, rows, reached.departures, words):
        yield from wrapped(said.text(language), indent=4, hanging=2)


def fastest_by_spell(opened: Iterable[Access]) -> list[tuple[Access, tuple[str, ...]]]:
    """Of open rows from one origin to one place, the fastest of each spell of days.

    Beside it the other classes that get there on these days. Spells that tell the same are one.
    """
    rows = list(opened)
    starts = {row.period_start for row in rows} | {row.period_end + 1 for row in rows}
    found: list[tuple[Access, tuple[str, ...]]] = []
    for first, after in pairwise(sorted(starts)):
        there = [row for row in rows if row.period_start <= first <= row.period_end]
        if not there:
            continue
        best = min(there, key=lambda row: (row.hours, row.vehicle_class))
        others = tuple(dict.fromkeys(r.vehicle_class for r in there if r is not best))
        spell = replace(best, period_start=first, period_end=after - 1)
        last = found[-1][0] if found else None
        if last and last.period_end == first - 1 and found[-1][1] == others:
            joined = merged_periods((last, spell))
            if len(joined) == 1:
                found[-1] = (joined[0], others)
                continue
        found.append((spell, others))
    return found


def _notes(row: Access) -> Message:
    """What a way that is open depends on, beside its figures: a report in doubt, a convoy."""
    notes = [
        note
        for holds, note in (
            (row.doubt > 0, msg("may be closed")),
            (row.escorted, msg("with an escort")),
        )
        if holds
    ]
    return msg(", {notes}", notes=tuple(notes)) if notes else Message("")


def _on(reached: Reached, row: Access, *, is_alone: bool) -> Message:
    if row.period_start == 1 and row.period_end >= reached.days:
        return Message("")
    if is_alone:
        return msg(", {days} only", days=_days(row))
    return msg(", {days}", days=_days(row))


def _also(reached: Reached, classes: tuple[str, ...]) -> Message:
    if not classes:
        return Message("")
    return msg("; also {vehicles}", vehicles=tuple(_vehicle(reached, name) for name in classes))


def _reason(reached: Reached, by_origin: dict[str, list[Access]], language: str) -> Iterator[str]:
    """Why nothing gets in: the reason that is lifted most easily."""
    hope = list(CLOSED_BECAUSE)
    first = min(
        (row for rows in by_origin.values() for row in rows),
        key=lambda row: (hope.index(row.reason_code), row.period_start),
    )
    sentence = msg(
        "{vehicle} from {origin}: {reason}",
        vehicle=_vehicle(reached, first.vehicle_class),
        origin=reached.names.get(first.origin, first.origin),
        reason=first.reason or Message(""),
    )
    yield from wrapped(sentence.text(language), indent=4, hanging=2, most=REASON_LINES)
    if len(by_origin) > 1:
        rest = msg_plural(
            "nor from {n} other origin", "nor from {n} other origins", n=len(by_origin) - 1
        )
        yield from wrapped(rest.text(language), indent=4)


def _from_one_place(reached: Reached, language: str) -> Iterator[str]:
    """A FLEE network: places by hours, then those out of reach with the reason."""
    start = str(reached.start)
    vehicle = _vehicle(reached, reached.rows[0].vehicle_class) if reached.rows else Text.of("")
    title = msg(
        "From {start} by {vehicle}, days 1 to {days}",
        start=reached.names.get(start, start),
        vehicle=vehicle,
        days=reached.days,
    )
    yield from wrapped(heading(title.text(language)))
    to = _grouped(reached.rows, lambda row: row.destination)
    spells = {place: list(merged_periods(rows)) for place, rows in to.items()}
    yield from _distances(reached, [row for rows in spells.values() for row in rows], language)
    yield from _out_of_reach(reached, spells, language)


def _out_of_reach(
    reached: Reached, spells: dict[str, list[Access]], language: str
) -> Iterator[str]:
    """Places by what keeps them out of reach, with the reason of the first in full."""
    closed: dict[str, list[Access]] = {}
    for rows in spells.values():
        if not any(row.open for row in rows):
            closed.setdefault(rows[0].reason_code, []).append(rows[0])
    for code in (code for code in CLOSED_BECAUSE if code in closed):
        rows = closed[code]
        title = msg_plural(
            "{n} place out of reach: {why}",
            "{n} places out of reach: {why}",
            n=len(rows),
            why=CLOSED_BECAUSE[code],
        )
        yield ""
        yield from wrapped(heading(title.text(language)))
        names = [reached.names.get(row.destination, row.destination) for row in rows]
        yield from wrapped(", ".join(names), indent=2)
        reason = rows[0].reason
        yield from wrapped(reason.text(language) if reason else "", indent=2, most=REASON_LINES)


def _distances(reached: Reached, rows: list[Access], language: str) -> Iterator[str]:
    opened = sorted((row for row in rows if row.open), key=lambda row: (row.hours, row.destination))
    if not opened:
        yield "  " + msg("no place can be reached").text(language)
        return
    cells = [
        (
            reached.names.get(row.destination, row.destination),
            format_number(row.hours, language, 1) + " h",
            format_number(row.km, language, 0) + " km",
            ""
            if row.period_start == 1 and row.period_end >= reached.days
            else _days(row).text(language),
            _path(reached, row.path[1:-1]),
        )
        for row in opened
    ]
    widths = [max(columns(row[c]) for row in cells) for c in range(4)]
    name = min(widths[0], 28)
    for place, hours, km, days, path in cells:
        start = f"  {left(place, name)}  {right(hours, widths[1])}  {right(km, widths[2])}"
        start += f"  {left(days, widths[3])}" if widths[3] else ""
        via = msg("by {path}", path=path).text(language) if path else ""
        room = WIDTH - columns(start) - 2
        yield (start + ("  " + left(via, room) if via and room > 8 else "")).rstrip()


def _every_row(reached: Reached, language: str) -> Iterator[str]:
    """Every row, equal periods as one, open ways first, then what is closed and why."""
    words = PlaceWords(reached.names, reached.pack)
    for place, rows in _grouped(reached.rows, lambda row: row.destination).items():
        yield ""
        yield from wrapped(heading(reached.names.get(place, place)))
        told = merged_periods(rows)
        for row in sorted(told, key=lambda row: (not row.open, row.period_start, row.hours)):
            yield from wrapped(_sentence(reached, row).text(language), indent=2, hanging=2)
            if row.open and row.reason is not None:
                yield from wrapped(row.reason.text(language), indent=4, hanging=2)
            for caught in reached.departures.caught_by(row):
                yield from wrapped(not_then(caught, words).text(language), indent=4, hanging=2)


def _sentence(reached: Reached, row: Access) -> Message:
    origin = reached.names.get(row.origin, row.origin)
    vehicle = _vehicle(reached, row.vehicle_class)
    if not row.open:
        return msg(
            "{vehicle} from {origin}, {days}: no - {reason}",
            vehicle=vehicle,
            origin=origin,
            days=_days(row),
            reason=row.reason or Message(""),
        )
    return msg(
        "{vehicle} from {origin}, {days}: {hours} h, {km} km, risk {risk}{escort} by {path}",
        vehicle=vehicle,
        origin=origin,
        days=_days(row),
        hours=quantity(row.hours),
        km=quantity(row.km),
        risk=percent(row.risk, 1),
        escort=msg(", with an escort") if row.escorted else Message(""),
        path=_path(reached, row.path),
    )


def _grouped(rows: Iterable[Access], key: Callable[[Access], str]) -> dict[str, list[Access]]:
    """Rows by a key, in the order in which they stand."""
    found: dict[str, list[Access]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _path(reached: Reached, nodes: tuple[str, ...]) -> str:
    return " > ".join(reached.names.get(node, node) for node in nodes)


def _vehicle(reached: Reached, vehicle_class: str) -> Text:
    return Text.of(reached.pack.access.classes[vehicle_class].label)


def _days(row: Access) -> Message:
    if row.period_start == row.period_end:
        return msg("day {day}", day=row.period_start)
    return msg("days {first}-{last}", first=row.period_start, last=row.period_end)
