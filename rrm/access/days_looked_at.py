"""The days of a scenario that a question is about."""

from __future__ import annotations

from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.scenario import Settings


def days_looked_at(days: tuple[int, int] | None, settings: Settings) -> tuple[int, int]:
    """First and last day, both included; the whole horizon where none are given.

    Raises BadInput (RRM-A038) where they are not days of the horizon, in order.
    """
    horizon = settings.horizon_days
    if days is None:
        return (1, horizon)
    first, last = days
    if 1 <= first <= last <= horizon:
        return (first, last)
    raise BadInput(
        [
            Problem(
                "RRM-A038",
                Place("days"),
                found=msg("found days {first} to {last}", first=first, last=last),
                allowed=msg("the scenario has days 1 to {days}", days=horizon),
                remedy=msg("Give a first and a last day within them."),
            )
        ]
    )
