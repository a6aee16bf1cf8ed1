"""What tankers bring to a site in a day, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.access import Served, WaterCycle
from rrm.cli.figures import quantity
from rrm.cli.layout import heading, wrapped
from rrm.cli.place_words import PlaceWords
from rrm.model.language import Message, msg, msg_plural

REASON_LINES = 3


def water_lines(found: tuple[WaterCycle, ...], words: PlaceWords, language: str) -> Iterator[str]:
    """Each kind of tanker that can work, with its cycle, and each source that none can work from.

    Of a tanker that can work on some days only, why it can't on the others.
    """
    if not found:
        return
    yield ""
    yield from wrapped(heading(msg("Water by tanker").text(language)))
    working = {(one.source_id, one.depot_id) for one in found if one.cycles_per_day}
    for cycle in sorted(found, key=lambda cycle: cycle.cycles_per_day == 0):
        if cycle.cycles_per_day:
            yield from wrapped(_who(cycle, words).text(language), indent=2, hanging=2)
            for part in (_cycle(cycle), *_one_tanker(cycle), *_all_tankers(cycle)):
                yield from wrapped(part.text(language), indent=4, hanging=2)
        elif (cycle.source_id, cycle.depot_id) in working:
            sentence = msg("{who} no - {reason}", who=_who(cycle, words), reason=cycle.reason)
            yield from wrapped(sentence.text(language), indent=2, hanging=2, most=REASON_LINES)
    yield from _no_use(found, {source for source, _ in working}, words, language)


def _no_use(
    found: tuple[WaterCycle, ...], used: set[str], words: PlaceWords, language: str
) -> Iterator[str]:
    """Sources that no tanker can work from on any day, with the first reason."""
    told = set(used)
    for cycle in found:
        if cycle.source_id not in told:
            told.add(cycle.source_id)
            sentence = msg(
                "from {source}: no - {reason}",
                source=words.name(cycle.source_id),
                reason=cycle.reason,
            )
            yield from wrapped(sentence.text(language), indent=2, hanging=2, most=REASON_LINES)


def _who(cycle: WaterCycle, words: PlaceWords) -> Message:
    return msg(
        "from {source}, {vehicle} of {tank} m³ based at {depot}, {days}:",
        source=words.name(cycle.source_id),
        vehicle=words.vehicle(cycle.vehicle_class),
        tank=quantity(cycle.tank_m3),
        depot=words.name(cycle.depot_id),
        days=words.days(cycle.period_start, cycle.period_end),
    )


def _cycle(cycle: WaterCycle) -> Message:
    return msg(
        "filling {filling} h, out {out} h, discharging {discharging} h, back {back} h: {cycle} h "
        "a cycle; from the base and home {base} h; {day} h of work a day",
        filling=quantity(cycle.filling_hours),
        out=quantity(cycle.hours),
        discharging=quantity(cycle.discharging_hours),
        back=quantity(cycle.hours_back),
        cycle=quantity(cycle.cycle_hours),
        base=quantity(cycle.positioning_hours),
        day=quantity(cycle.working_hours),
    )


def _one_tanker(cycle: WaterCycle) -> Iterator[Message]:
    yield msg_plural(
        "one tanker: {n} cycle a day, {m3} m³{served}",
        "one tanker: {n} cycles a day, {m3} m³{served}",
        n=cycle.cycles_per_day,
        m3=quantity(cycle.m3_per_day),
        served=_for(cycle.served),
    )


def _all_tankers(cycle: WaterCycle) -> Iterator[Message]:
    """Where the source's yield is the limit, told only if one tanker doesn't draw it all."""
    if cycle.tankers_at_most > 1:
        yield msg_plural(
            "{n} tanker would draw all that the source gives{served}; stationed: {there}",
            "{n} tankers would draw all that the source gives{served}; stationed: {there}",
            n=cycle.tankers_at_most,
            served=_for(cycle.served_by_source),
            there=cycle.tankers,
        )
    else:
        yield msg("it draws all that the source gives")


def _for(served: tuple[Served, ...]) -> Message:
    if not served:
        return Message("")
    return msg(
        ", enough for {people}",
        people=tuple(
            msg("{people} people at {litres} L", people=one.people, litres=one.litres)
            for one in served
        ),
    )
