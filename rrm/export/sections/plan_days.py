"""The plan day by day: what leaves, from where to where, on what, and when it arrives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from rrm.export.departures import Departure, WaterRounds, goods_departures, water_rounds
from rrm.export.facts import Facts
from rrm.export.quantity import with_decimal
from rrm.export.table import Cell, Column, Name, Table
from rrm.model.language import Message, msg
from rrm.model.plan import Trip
from rrm.model.rounding import round_half_up

_DAYS_SHOWN = 7


@dataclass(frozen=True, slots=True)
class PlanDays:
    """Departures of the first days, of the later ones, and tanker rounds.

    A table is None where nothing is to be shown in it; `empty` then says so.
    """

    title: Message
    intro: Message
    first: Table | None
    later_title: Message
    later: Table | None
    water_title: Message
    water: Table | None
    empty: Message


def plan_days(facts: Facts) -> PlanDays:
    """Goods and transfers by day; tankers, which go round every day, in a table of their own."""
    departures = goods_departures(facts.trips, facts.names)
    rounds = water_rounds(facts.trips, facts.names)
    early = [d for d in departures if d.day <= _DAYS_SHOWN]
    late = [d for d in departures if d.day > _DAYS_SHOWN]
    settings = facts.scenario.settings
    return PlanDays(
        title=msg("What leaves on which day"),
        intro=msg(
            "{trips} trips in all, {water} of them by tanker. A line is one or more vehicles of "
            "one class that go the same way on the same day.",
            trips=len(facts.run.plan.trips),
            water=sum(r.rounds for r in rounds),
        ),
        first=_departures_table(early, facts) if early else None,
        later_title=msg(
            "{count} more departures from {day} on",
            count=len(late),
            day=settings.date_of(late[0].day if late else _DAYS_SHOWN + 1),
        ),
        later=_departures_table(late, facts) if late else None,
        water_title=msg("Tanker rounds"),
        water=_rounds_table(rounds, facts) if rounds else None,
        empty=msg("Nothing leaves."),
    )


def _departures_table(departures: list[Departure], facts: Facts) -> Table:
    columns = (
        Column(msg("Leaves"), is_short=True),
        Column(msg("From")),
        Column(msg("To")),
        Column(msg("Vehicle"), is_short=True),
        Column(msg("Load")),
        Column(msg("Weight and volume"), is_short=True),
        Column(msg("Arrives"), is_short=True),
    )
    return Table(columns, tuple(_departure_row(d, facts) for d in departures))


def _departure_row(departure: Departure, facts: Facts) -> tuple[Cell, ...]:
    settings = facts.scenario.settings
    return (
        settings.date_of(departure.day),
        Name(facts.names.place(departure.depot_id)),
        stops_in_words(departure.stops, departure.depot_id, facts),
        vehicles_in_words(len(departure.trips), departure.vehicle_class, facts),
        _loads(departure, facts),
        _weight(departure.trips),
        settings.date_of(departure.arrival_day)
        if departure.first_arrival == departure.arrival_day
        else days_in_words(departure.first_arrival, departure.arrival_day, facts),
    )


def _loads(departure: Departure, facts: Facts) -> Message:
    """What is on board, by stop where there are several."""
    if len(departure.stops) == 1:
        return loads_in_words(departure.loads, facts)
    said = [
        msg("{place}: {loads}", place=facts.names.place(stop), loads=loads_in_words(loads, facts))
        for stop, loads in departure.loads_at
    ]
    return reduce(lambda one, other: msg("{one}; {other}", one=one, other=other), said)


def stops_in_words(stops: tuple[str, ...], depot_id: str, facts: Facts) -> Message:
    """Where a trip goes, in the order travelled, without the depot that it starts from."""
    ahead = [facts.names.place(stop) for stop in stops if stop != depot_id]
    first = msg("{places}", places=tuple(ahead[:1]))
    return reduce(lambda so_far, place: msg("{a}, then {b}", a=so_far, b=place), ahead[1:], first)


def vehicles_in_words(count: int, vehicle_class: str, facts: Facts) -> Message:
    """How many vehicles of which class: 2 × 10 t truck."""
    return msg(
        "{count}\N{NO-BREAK SPACE}× {vehicle}",
        count=count,
        vehicle=facts.names.vehicle_class(vehicle_class),
    )


def loads_in_words(loads: tuple[tuple[str, float], ...], facts: Facts) -> Message:
    """What is on board: NFI kit: 120, Hygiene kit: 120."""
    return msg(
        "{loads}",
        loads=tuple(
            msg(
                "{item}:\N{NO-BREAK SPACE}{quantity}",
                item=facts.names.item(item),
                quantity=with_decimal(quantity),
            )
            for item, quantity in loads
        ),
    )


def _weight(trips: tuple[Trip, ...]) -> Message:
    return msg(
        "{tonnes}\N{NO-BREAK SPACE}t, {m3}\N{NO-BREAK SPACE}m³",
        tonnes=round_half_up(sum(trip.load_kg for trip in trips) / 1000, 1),
        m3=with_decimal(sum(trip.load_m3 for trip in trips)),
    )


def _rounds_table(rounds: tuple[WaterRounds, ...], facts: Facts) -> Table:
    columns = (
        Column(msg("Days"), is_short=True),
        Column(msg("Days with water"), is_number=True),
        Column(msg("Fills at")),
        Column(msg("To")),
        Column(msg("Vehicle"), is_short=True),
        Column(msg("From warehouse")),
        Column(msg("Rounds a day"), is_number=True),
        Column(msg("Water in all, m³"), is_number=True),
    )
    return Table(columns, tuple(_rounds_row(r, facts) for r in rounds))


def _rounds_row(rounds: WaterRounds, facts: Facts) -> tuple[Cell, ...]:
    names = facts.names
    return (
        days_in_words(rounds.days[0], rounds.days[-1], facts),
        len(rounds.days),
        msg("{places}", places=tuple(names.place(code) for code in rounds.source_ids)),
        msg("{places}", places=tuple(names.place(code) for code in rounds.site_ids)),
        names.vehicle_class(rounds.vehicle_class),
        Name(names.place(rounds.depot_id)),
        rounds.most
        if rounds.fewest == rounds.most
        else msg("{fewest} to {most}", fewest=rounds.fewest, most=rounds.most),
        with_decimal(rounds.m3),
    )


def days_in_words(first_day: int, last_day: int, facts: Facts) -> Message:
    """A stretch of days as dates, both included."""
    settings = facts.scenario.settings
    if first_day == last_day:
        return msg("{day}", day=settings.date_of(first_day))
    return msg(
        "{first} to {last}", first=settings.date_of(first_day), last=settings.date_of(last_day)
    )
