"""What bars a link, link by link, in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rrm.access.closure_windows import ClosureWindow
from rrm.access.periods import Period
from rrm.access.words import in_season, link_words
from rrm.model.language import Message, msg
from rrm.model.scenario import Certainty, Route


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a refusal is explained with.

    names: what people call the nodes. windows: the closures that are for the class.
    on_day: a day of the scenario as a date or in words.
    opens: the next date on which a link's season is open, seen from a day; None for never.
    dated: a date as it is written in a sentence.
    """

    names: Mapping[str, str]
    windows: tuple[ClosureWindow, ...]
    on_day: Callable[[int], date | Message]
    opens: Callable[[Route, int], date | None]
    dated: Callable[[date], date | Message]

    def closures_of(self, barred: frozenset[int], period: Period) -> tuple[ClosureWindow, ...]:
        """The certain closures of any of these links in a period, in the order reported."""
        return tuple(
            window
            for window in self.windows
            if window.certainty is Certainty.CERTAIN
            and window.overlaps(period.first_day, period.last_day)
            and not window.routes.isdisjoint(barred)
        )


def causes(
    code: str, barred: Mapping[int, Route], period: Period, about: Circumstances
) -> Iterator[Message]:
    """What bars each of some links in a period, where it is the cause of that reason code.

    barred: the links by position.
    """
    if code == "closed":
        windows = about.closures_of(frozenset(barred), period)
        yield from (closure_words(window, about) for window in windows)
        return
    for route in barred.values():
        link = link_words(route.from_node, route.to_node, about.names)
        match code:
            case "no_escort":
                yield msg("{link} without an escort", link=link)
            case "load_limit":
                yield msg("{link} bears {limit} t", link=link, limit=route.max_payload_t)
            case "no_surface" if period.conditions.season is not None:
                season = in_season(period.conditions.season)
                yield msg("{link} can't be used {in_season}", link=link, in_season=season)
            case _:
                yield msg("{link} out of its season", link=link)


def closure_words(window: ClosureWindow, about: Circumstances) -> Message:
    """A closure by its link, days and reason."""
    days = window_days(window, about.on_day)
    if not window.reason:
        return msg("{link} {days}", link=window.subject, days=days)
    return msg("{link} {days} ({reason})", link=window.subject, days=days, reason=window.reason)


def window_days(window: ClosureWindow, on_day: Callable[[int], date | Message]) -> Message:
    """From when to when a closure holds, in words."""
    start, end = window.first_day, window.last_day
    if end is None:
        if start is None:
            return msg("until further notice")
        return msg("from {start} until further notice", start=on_day(start))
    if start is None:
        return msg("until {end}", end=on_day(end))
    return msg("from {start} to {end}", start=on_day(start), end=on_day(end))
