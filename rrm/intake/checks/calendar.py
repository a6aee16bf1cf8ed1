"""Days and dates that don't agree with each other or with the horizon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rrm.intake.checks.draft import Draft
from rrm.intake.table import Placed
from rrm.intake.written_lock import WrittenLock
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.scenario import (
    Alert,
    Assistance,
    Closure,
    Pipeline,
    Settings,
    Team,
    Vehicle,
)


def days_out_of_order(draft: Draft) -> Iterator[Problem]:
    """Errors where an end lies before its beginning, warnings for dates that puzzle."""
    for row in _used_for_days(draft):
        yield from _window(row)
    for closure in draft.rows(Closure):
        start, end = closure.value.start, closure.value.end
        if start is not None and end is not None and end < start:
            yield _before(closure.at("end"), end.isoformat(), start.isoformat())
    for alert in draft.rows(Alert):
        yield from _alert_dates(alert)
    if draft.settings is not None:
        yield from _around_the_horizon(draft, draft.settings)
        for number, plan in enumerate(draft.settings.reported_plan):
            if plan.to_date < plan.from_date:
                place = draft.setting("reported_plan", number, "to_date")
                yield _before(place, plan.to_date.isoformat(), plan.from_date.isoformat())


def _used_for_days(draft: Draft) -> tuple[Placed[Vehicle] | Placed[Team], ...]:
    return (*draft.rows(Vehicle), *draft.rows(Team))


def _window(row: Placed[Vehicle] | Placed[Team]) -> Iterator[Problem]:
    first, last = row.value.from_day, row.value.to_day
    if last is not None and last < first:
        yield _before(row.at("to_day"), str(last), str(first))


def _before(place: Place, end: str, start: str) -> Problem:
    return Problem(
        "RRM-I033",
        place,
        msg("it ends ({end}) before it begins ({start})", end=end, start=start),
        msg("the end is the same day as the beginning or later"),
        msg("Correct one of the two."),
    )


def _alert_dates(alert: Placed[Alert]) -> Iterator[Problem]:
    value = alert.value
    for column, later, earlier in (
        ("reported_on", value.reported_on, value.occurred_on),
        ("verified_on", value.verified_on, value.reported_on),
    ):
        if later is not None and earlier is not None and later < earlier:
            yield _doubt(
                "RRM-I033",
                alert.at(column),
                msg(
                    "{later} lies before {earlier}",
                    later=later.isoformat(),
                    earlier=earlier.isoformat(),
                ),
                msg("a shock occurs, is reported, then verified"),
                msg("Check the dates."),
            )


def _around_the_horizon(draft: Draft, settings: Settings) -> Iterator[Problem]:
    last = settings.horizon_days
    for lock in draft.rows(WrittenLock):
        if lock.value.day is not None and lock.value.day > last:
            yield Problem(
                "RRM-I041",
                lock.at("day"),
                msg("day {day}", day=lock.value.day),
                msg("the scenario has {n} days", n=last),
                msg("Correct the day, or lengthen horizon_days."),
            )
    for row in _used_for_days(draft):
        if row.value.from_day > last:
            yield _doubt(
                "RRM-I041",
                row.at("from_day"),
                msg("it comes on day {day}", day=row.value.from_day),
                msg("the scenario has {n} days", n=last),
                msg("It is not planned with; check the day."),
            )
    for arrival in draft.rows(Pipeline):
        yield from _arrival(arrival, settings)
    for alert in draft.rows(Alert):
        yield from _not_yet_known(alert.at("reported_on"), alert.value.reported_on, settings)
    for given in draft.rows(Assistance):
        yield from _not_yet_known(given.at("given_on"), given.value.given_on, settings)


def _arrival(arrival: Placed[Pipeline], settings: Settings) -> Iterator[Problem]:
    day = settings.day_of(arrival.value.arrives_on)
    if 1 <= day <= settings.horizon_days:
        return
    remedy = msg("It is not planned with; check the date.")
    if day < 1:
        remedy = msg(
            "It is planned with from day 1; if it lies in the stock already, remove it here."
        )
    yield _doubt(
        "RRM-I041",
        arrival.at("arrives_on"),
        msg("it arrives on {date}", date=arrival.value.arrives_on.isoformat()),
        _horizon(settings),
        remedy,
    )


def _not_yet_known(place: Place, when: date | None, settings: Settings) -> Iterator[Problem]:
    if when is not None and settings.day_of(when) > 1:
        yield _doubt(
            "RRM-I041",
            place,
            msg("it is dated {date}", date=when.isoformat()),
            msg(
                "the scenario starts on {date} with what is known then",
                date=settings.start.isoformat(),
            ),
            msg("Check the date."),
        )


def _horizon(settings: Settings) -> Message:
    return msg(
        "the scenario runs from {start} to {end}",
        start=settings.start.isoformat(),
        end=settings.date_of(settings.horizon_days).isoformat(),
    )


def _doubt(code: str, place: Place, found: Message, allowed: Message, remedy: Message) -> Problem:
    return Problem(code, place, found, allowed, remedy, is_error=False)
