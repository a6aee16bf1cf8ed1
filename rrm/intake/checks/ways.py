"""Links, escorts, curfews and transhipments that say what can't be, or shut a way unawares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rrm.intake.checks.draft import Draft
from rrm.intake.table import Placed
from rrm.intake.wording import did_you_mean, quoted
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import (
    Curfew,
    Depot,
    Escort,
    Location,
    Route,
    Settings,
    Transhipment,
    Weekday,
)
from rrm.model.season import is_within

_LEAP_YEAR = 2024
_WEEKDAYS = tuple(Weekday)


def doubtful_ways(draft: Draft) -> Iterator[Problem]:
    """Errors for seasons, escorts and curfews that can't be; warnings for ways that stay shut."""
    for route in draft.rows(Route):
        yield from _season(route, draft.settings)
    yield from _transhipments(draft)
    if draft.settings is not None:
        for number, escort in enumerate(draft.settings.escorts):
            yield from _escort(draft, draft.settings, number, escort)
        for number, curfew in enumerate(draft.settings.curfews):
            yield from _curfew(draft, draft.settings, number, curfew)
        yield from _nobody_passes(draft, draft.settings)


def _season(route: Placed[Route], settings: Settings | None) -> Iterator[Problem]:
    first, last = route.value.open_from, route.value.open_to
    given = {"open_from": first, "open_to": last}
    for column, month_day in given.items():
        if month_day is not None and not _is_a_day(month_day):
            yield Problem(
                "RRM-I106",
                route.at(column),
                msg('found "{day}"', day=month_day),
                msg("a day that there is, as month-day, is needed"),
                msg("Write the last day of the month if that is meant."),
            )
    if first is None and last is None:
        return
    if first is None or last is None:
        missing = "open_from" if first is None else "open_to"
        yield Problem(
            "RRM-I106",
            route.at(missing),
            msg("there is no {column}", column=missing),
            msg("a link's own season has a first and a last day"),
            msg("Write both, or neither for a link that is open all year."),
        )
    elif settings is not None and not any(is_within(first, last, day) for day in _days(settings)):
        yield _doubt(
            "RRM-I107",
            route.at("open_from"),
            msg("it is open from {first} to {last} only", first=first, last=last),
            _horizon(settings),
            msg("Nobody passes it in this time; check its season."),
        )


def _is_a_day(month_day: str) -> bool:
    try:
        date.fromisoformat(f"{_LEAP_YEAR}-{month_day}")
    except ValueError:
        return False
    return True


def _days(settings: Settings) -> list[date]:
    return [settings.start + timedelta(days=ahead) for ahead in range(settings.horizon_days)]


def _transhipments(draft: Draft) -> Iterator[Problem]:
    """A load changes vehicle where a depot stands, as its vehicles are there."""
    at_depots = dict.fromkeys(draft.ids_in_rows(Depot, "node"))
    known = draft.ids(Location, "node_id")
    for row in draft.rows(Transhipment):
        if row.value.node in known and row.value.node not in at_depots:
            yield _doubt(
                "RRM-I108",
                row.at("node"),
                msg('no depot stands at "{node}"', node=quoted(row.value.node)),
                msg("a load changes vehicle where a depot stands, from which vehicles go on"),
                msg("Add a depot there; until then nothing is taken over at this place."),
            )


def _escort(draft: Draft, settings: Settings, number: int, escort: Escort) -> Iterator[Problem]:
    yield from _dates(draft, settings, ("escorts", number), escort)
    if not escort.weekdays:
        yield Problem(
            "RRM-I110",
            draft.setting("escorts", number, "weekdays"),
            msg("there is no day of the week"),
            msg("convoys leave on at least one day"),
            msg("Name the days, as in [monday, thursday], or remove the escort."),
        )
    for position, day in enumerate(escort.weekdays):
        if day in escort.weekdays[:position]:
            yield _doubt(
                "RRM-I110",
                draft.setting("escorts", number, "weekdays", position),
                msg('found "{day}" a second time', day=day.value),
                msg("each day stands once"),
                msg("Remove one; another day may be meant."),
            )
    if draft.rules.access is not None:
        yield from _classes(draft, draft.rules.access, number, escort)


def _classes(draft: Draft, access: AccessRules, number: int, escort: Escort) -> Iterator[Problem]:
    for position, name in enumerate(escort.classes):
        if name not in access.classes:
            yield Problem(
                "RRM-I031",
                draft.setting("escorts", number, "classes", position),
                msg('unknown {kind} "{name}"', kind=msg("vehicle class"), name=quoted(name)),
                msg("a name that is defined is needed ({kind})", kind=msg("vehicle class")),
                did_you_mean(name, access.classes),
            )


def _curfew(draft: Draft, settings: Settings, number: int, curfew: Curfew) -> Iterator[Problem]:
    yield from _dates(draft, settings, ("curfews", number), curfew)
    if curfew.from_hour == curfew.to_hour:
        yield Problem(
            "RRM-I110",
            draft.setting("curfews", number, "to_hour"),
            msg("it begins and ends at {hour} o'clock", hour=curfew.from_hour),
            msg("a curfew has hours, as from 18 to 6; one of all day is from 0 to 24"),
            msg("Correct one of the two."),
        )
        return
    access = draft.rules.access
    if access is not None and _holds_all_day(curfew, access):
        yield _doubt(
            "RRM-I110",
            draft.setting("curfews", number, "from_hour"),
            msg(
                "from {from_hour} to {to_hour} o'clock it takes the whole working day",
                from_hour=curfew.from_hour,
                to_hour=curfew.to_hour,
            ),
            msg(
                "vehicles move between {first} and {last} o'clock",
                first=access.day_starts,
                last=access.day_ends,
            ),
            msg("Nobody drives while it lasts; check whether its hours stand the right way round."),
        )


def _holds_all_day(curfew: Curfew, access: AccessRules) -> bool:
    first, last = access.day_starts, access.day_ends
    if curfew.from_hour < curfew.to_hour:
        return curfew.from_hour <= first and last <= curfew.to_hour
    return last <= curfew.to_hour or curfew.from_hour <= first


def _dates(
    draft: Draft, settings: Settings, at: tuple[str, int], value: Escort | Curfew
) -> Iterator[Problem]:
    """An end before its start, and a time that doesn't touch the horizon."""
    if value.start is not None and value.end is not None and value.end < value.start:
        yield Problem(
            "RRM-I033",
            draft.setting(*at, "end"),
            msg(
                "it ends ({end}) before it begins ({start})",
                end=value.end.isoformat(),
                start=value.start.isoformat(),
            ),
            msg("the end is the same day as the beginning or later"),
            msg("Correct one of the two."),
        )
        return
    days = _days(settings)
    for key, when, is_outside in (
        ("start", value.start, value.start is not None and value.start > days[-1]),
        ("end", value.end, value.end is not None and value.end < days[0]),
    ):
        if when is not None and is_outside:
            yield _doubt(
                "RRM-I041",
                draft.setting(*at, key),
                msg("it is dated {date}", date=when.isoformat()),
                _horizon(settings),
                msg("It does not count in this time; check the date."),
            )


def _nobody_passes(draft: Draft, settings: Settings) -> Iterator[Problem]:
    """Links under escort on which no convoy ever leaves."""
    convoys = [
        escort
        for escort in settings.escorts
        if any(_leaves(escort, day) for day in _days(settings))
    ]
    if convoys:
        return
    found = msg("it is passed only under escort, and the scenario has no escorts")
    if settings.escorts:
        found = msg("it is passed only under escort, and no convoy leaves in this time")
    for route in draft.rows(Route):
        if route.value.escort:
            yield _doubt(
                "RRM-I109",
                route.at("escort"),
                found,
                _horizon(settings),
                msg("Nobody ever passes it; add `escorts` to scenario.yaml if there are convoys."),
            )


def _leaves(escort: Escort, day: date) -> bool:
    is_dated = (escort.start is None or escort.start <= day) and (
        escort.end is None or day <= escort.end
    )
    return is_dated and _WEEKDAYS[day.weekday()] in escort.weekdays


def _horizon(settings: Settings) -> Message:
    return msg(
        "the scenario runs from {start} to {end}",
        start=settings.start.isoformat(),
        end=settings.date_of(settings.horizon_days).isoformat(),
    )


def _doubt(code: str, place: Place, found: Message, allowed: Message, remedy: Message) -> Problem:
    return Problem(code, place, found, allowed, remedy, is_error=False)
