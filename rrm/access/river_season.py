"""When the river carries boats."""

from __future__ import annotations

from datetime import date, timedelta

from rrm.model.rule_pack import NavigableSeason


def is_navigable(season: NavigableSeason, when: date) -> bool:
    """Whether boats pass on that day; a season may run over the new year."""
    today = f"{when:%m-%d}"
    if season.from_day <= season.to_day:
        return season.from_day <= today <= season.to_day
    return today >= season.from_day or today <= season.to_day


def navigable_from(season: NavigableSeason, after: date) -> date | None:
    """The first day after that one on which boats pass; None for a season that has no day."""
    days = (after + timedelta(days=ahead) for ahead in range(1, 367))
    return next((when for when in days if is_navigable(season, when)), None)
