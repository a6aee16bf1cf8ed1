"""What movement hangs on beside open roads: convoys, curfews, and being home in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rrm.access import CaughtAway, caught_away
from rrm.export.facts import Facts
from rrm.export.sections.plan_days import days_in_words
from rrm.export.table import Cell, Column, Name, Table
from rrm.model.language import Message, Text, msg
from rrm.model.scenario import Curfew, Escort, Route, Weekday

_WEEKDAYS = {
    Weekday.MONDAY: msg("Monday"),
    Weekday.TUESDAY: msg("Tuesday"),
    Weekday.WEDNESDAY: msg("Wednesday"),
    Weekday.THURSDAY: msg("Thursday"),
    Weekday.FRIDAY: msg("Friday"),
    Weekday.SATURDAY: msg("Saturday"),
    Weekday.SUNDAY: msg("Sunday"),
}


@dataclass(frozen=True, slots=True)
class MovementRule:
    """One thing that movement hangs on, each of its rules in a row. said: what it means."""

    title: Message
    said: Message
    table: Table


def movement_rules(facts: Facts) -> tuple[MovementRule, ...]:
    """Those that the scenario has: convoys, curfews, departures that nobody comes home from."""
    settings = facts.scenario.settings
    under_escort = tuple(route for route in facts.scenario.routes if route.escort)
    caught = _caught(facts)
    found: list[MovementRule] = []
    if settings.escorts or under_escort:
        found.append(_convoys(settings.escorts, under_escort, facts))
    if settings.curfews:
        found.append(_curfews(settings.curfews, facts))
    if caught:
        found.append(_caught_away(caught, facts))
    return tuple(found)


def _convoys(
    escorts: tuple[Escort, ...], under_escort: tuple[Route, ...], facts: Facts
) -> MovementRule:
    columns = (
        Column(msg("Leaves on")),
        Column(msg("First day"), is_short=True),
        Column(msg("Last day"), is_short=True),
        Column(msg("Takes along")),
        Column(msg("Cost of a trip"), is_number=True),
        Column(msg("Source")),
    )
    return MovementRule(
        msg("Convoys under escort"),
        _links_under_escort(under_escort, facts),
        Table(columns, tuple(_convoy(escort, facts) for escort in escorts)),
    )


def _links_under_escort(routes: tuple[Route, ...], facts: Facts) -> Message:
    names = facts.names
    ends = {frozenset((route.from_node, route.to_node)): route for route in routes}
    links = tuple(
        msg("{a}–{b}", a=names.place(route.from_node), b=names.place(route.to_node))
        for route in ends.values()
    )
    if not links:
        return msg("No link needs an escort.")
    return msg("Only with an escort: {links}. A trip leaves on a day of a convoy.", links=links)


def _convoy(escort: Escort, facts: Facts) -> tuple[Cell, ...]:
    classes = tuple(facts.names.vehicle_class(code) for code in escort.classes)
    return (
        msg("{days}", days=tuple(_WEEKDAYS[day] for day in escort.weekdays)),
        *_dates(escort.start, escort.end),
        msg("{classes}", classes=classes) if classes else msg("all vehicles"),
        escort.cost_per_trip,
        escort.source,
    )


def _curfews(curfews: tuple[Curfew, ...], facts: Facts) -> MovementRule:
    columns = (
        Column(msg("Hours"), is_short=True),
        Column(msg("First day"), is_short=True),
        Column(msg("Last day"), is_short=True),
        Column(msg("Reason")),
        Column(msg("Source")),
    )
    rows = tuple(
        (
            Text.of(f"{_clock(curfew.from_hour)}–{_clock(curfew.to_hour)}"),
            *_dates(curfew.start, curfew.end),
            curfew.reason,
            curfew.source,
        )
        for curfew in curfews
    )
    rules = facts.pack.access
    return MovementRule(
        msg("Curfews"),
        msg(
            "Nobody drives in these hours; without a curfew vehicles move from {starts} to {ends}.",
            starts=_clock(rules.day_starts),
            ends=_clock(rules.day_ends),
        ),
        Table(columns, rows),
    )


def _caught(facts: Facts) -> tuple[CaughtAway, ...]:
    sites = set(facts.scenario.site_ids)
    rows = (row for row in facts.run.access.rows if row.destination in sites)
    return caught_away(facts.scenario, facts.pack, rows)


def _caught_away(caught: tuple[CaughtAway, ...], facts: Facts) -> MovementRule:
    columns = (
        Column(msg("Site")),
        Column(msg("From")),
        Column(msg("Vehicle")),
        Column(msg("Days of departure"), is_short=True),
        Column(msg("Caught away by")),
    )
    rows = tuple(
        (
            Name(facts.names.place(one.destination)),
            Name(facts.names.place(one.origin)),
            facts.names.vehicle_class(one.vehicle_class),
            days_in_words(one.first_day, one.last_day, facts),
            one.because,
        )
        for one in caught
    )
    return MovementRule(
        msg("Open, but nobody would be home in time"),
        msg(
            "On these days the way is open; the plan sends no vehicle, as it would be caught away."
        ),
        Table(columns, rows),
    )


def _dates(start: date | None, end: date | None) -> tuple[Cell, Cell]:
    return start or msg("before the plan"), end or msg("until further notice")


def _clock(hour: float) -> str:
    minutes = round(hour * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
