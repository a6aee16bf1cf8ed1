"""Parts of the year, told by month and day."""

from __future__ import annotations

from datetime import date


def is_within(from_day: str, to_day: str, when: date) -> bool:
    """Whether a date lies in the part of the year from one month-day to another, both included.

    It may run over the new year: 08-01 to 01-31.
    """
    today = f"{when:%m-%d}"
    if from_day <= to_day:
        return from_day <= today <= to_day
    return today >= from_day or today <= to_day
