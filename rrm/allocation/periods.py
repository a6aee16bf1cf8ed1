"""Periods of a plan: days while every day counts, longer ones where few things change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

FIRST_WEEK = 7
DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the scenario, both included."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.last - self.first + 1


def daily(horizon: int) -> tuple[Period, ...]:
    """Each day by itself."""
    return tuple(Period(day, day) for day in range(1, horizon + 1))


def coarser(horizon: int, alone: Iterable[int] = ()) -> tuple[Period, ...]:
    """Days for a week, then half a week twice, then weeks; no period reaches over a week's end.

    alone: days that stay by themselves, such as those that locks speak of.
    """
    first_days = {*range(1, FIRST_WEEK + 1), FIRST_WEEK + 1, FIRST_WEEK + 4}
    first_days |= set(range(1, horizon + 1, DAYS_A_WEEK))
    for day in alone:
        first_days |= {day, day + 1}
    starts = sorted(day for day in first_days if 1 <= day <= horizon)
    ends = [*(start - 1 for start in starts[1:]), horizon]
    return tuple(Period(first, last) for first, last in zip(starts, ends, strict=True))
