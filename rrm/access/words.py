"""How links, seasons and lists of places are called in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice

from rrm.model.language import Message, msg, msg_plural
from rrm.model.scenario import Season

_BY_MODE = {
    "road": msg("by road"),
    "river": msg("by river"),
    "air": msg("by air"),
}
_IN_SEASON = {
    Season.DRY: msg("in the dry season"),
    Season.WET: msg("in the wet season"),
}
_SURFACES = {
    "tar": msg("tar"),
    "laterite": msg("laterite"),
    "track": msg("track"),
    "sand": msg("sand"),
    "river": msg("river"),
    "air": msg("air"),
    "ferry": msg("ferry"),
}
_NAMED = 3


def by_mode(mode: str) -> Message:
    """By road, by river, by air."""
    return _BY_MODE[mode]


def in_season(season: Season) -> Message:
    """In the dry season, in the wet season."""
    return _IN_SEASON[season]


def surface_word(surface: str) -> Message | str:
    """What a surface is called; one of the team's own keeps the word they gave it."""
    return _SURFACES.get(surface, surface)


def some_of(names: Iterable[str], count: int) -> Message:
    """The first few of `count` names, and how many more there are."""
    shown = tuple(islice(names, _NAMED))
    if count <= len(shown):
        return msg("{names}", names=shown)
    return msg_plural(
        "{names} and {n} other", "{names} and {n} others", n=count - len(shown), names=shown
    )


def link_words(start: str, end: str, names: Mapping[str, str]) -> Message:
    """A link by the names of its ends."""
    return msg("{a}–{b}", a=names.get(start, start), b=names.get(end, end))


def dated(when: date, start: date) -> date | Message:
    """A calendar day, with its year where that is not the year of the start."""
    if when.year == start.year:
        return when
    return msg("{date} {year}", date=when, year=str(when.year))
