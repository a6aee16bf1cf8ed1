"""What sets one way apart from the fastest, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import copysign

from rrm.access.words import link_words, surface_word
from rrm.model.access import Access
from rrm.model.language import Message, msg, msg_plural
from rrm.model.rounding import round_half_up
from rrm.model.scenario import Route

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A way by its trip and the links of the way out, as positions in the routes table."""

    trip: Access
    links: tuple[int, ...]


def difference(
    way: Told, fastest: Told, routes: tuple[Route, ...], names: Mapping[str, str]
) -> Message:
    """How a way differs: "12 km and 0.4 h longer, risk 2 % instead of 9 %, avoids A–B"."""
    parts = (
        *_length(way.trip, fastest.trip),
        _risk(way.trip.risk, fastest.trip.risk),
        *_escort(way.trip, fastest.trip),
        *_links(way, fastest, routes, names),
    )
    return msg("{parts}", parts=parts)


def _length(way: Access, fastest: Access) -> Iterator[Message]:
    km, hours = _shown(way.km - fastest.km), _shown(way.hours - fastest.hours)
    if km > 0 and hours > 0:
        yield msg("{km} km and {hours} h longer", km=km, hours=hours)
        return
    if km:
        yield msg("{km} km longer", km=km) if km > 0 else msg("{km} km shorter", km=-km)
    yield msg("{hours} h longer", hours=hours) if hours > 0 else msg("as quick")


def _risk(way: float, fastest: float) -> Message:
    for digits in (0, 1, 2):
        risks = [_per_cent(risk, digits) for risk in (way, fastest)]
        if risks[0] != risks[1]:
            return msg("risk {risk} instead of {other}", risk=risks[0], other=risks[1])
    return msg("the same risk")


def _escort(way: Access, fastest: Access) -> Iterator[Message]:
    if way.escorted and not fastest.escorted:
        yield msg("needs an escort")
    if fastest.escorted and not way.escorted:
        yield msg("needs no escort")


def _links(
    way: Told, fastest: Told, routes: tuple[Route, ...], names: Mapping[str, str]
) -> Iterator[Message]:
    """The links of the fastest way that it doesn't take, and where it takes one beside them."""
    beside = dict(zip(pairwise(way.trip.path), way.links, strict=True))
    avoided: list[Message] = []
    others: list[Message] = []
    for hop, link in zip(pairwise(fastest.trip.path), fastest.links, strict=True):
        words = link_words(*hop, names)
        if hop not in beside:
            if link not in way.links:
                avoided.append(words)
        elif beside[hop] != link:
            others.append(_other_link(words, routes[beside[hop]], routes[link]))
    if avoided:
        yield msg("avoids {links}", links=_first(avoided))
    yield from others


def _first(links: list[Message]) -> Message:
    """The first few links, and how many more there are."""
    shown, more = tuple(links[:_NAMED]), len(links) - _NAMED
    if more <= 0:
        return msg("{links}", links=shown)
    return msg_plural(
        "{links} and {n} other link", "{links} and {n} other links", n=more, links=shown
    )


def _other_link(words: Message, taken: Route, left: Route) -> Message:
    if taken.surface == left.surface:
        return msg("takes the other way {link}", link=words)
    return msg(
        "takes {link} by {surface} instead of {other}",
        link=words,
        surface=surface_word(taken.surface),
        other=surface_word(left.surface),
    )


def _shown(value: float) -> float:
    """One decimal below a hundred, whole above; what is there never reads nothing.

    Less than a thousandth is nothing.
    """
    if abs(value) < 1e-3:
        return 0.0
    rounded = round_half_up(value, 1 if abs(value) < 100 else 0)
    return rounded or copysign(0.1, value)


def _per_cent(share: float, digits: int) -> Message:
    """A share; what is not nothing never reads 0 %, and what is not all never 100 %."""
    value, step = round_half_up(100 * share, digits), 10.0**-digits
    if value >= 100 and share < 1 - 1e-9:
        value = 100 - step
    if value <= 0 and share > 1e-9:
        value = step
    return msg("{n} %", n=value)
