"""The ways to a site beside the fastest, as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.access import Alternative, Alternatives, HomeBy, same_ways
from rrm.cli.caught_lines import not_then
from rrm.cli.figures import money, percent, quantity
from rrm.cli.layout import heading, wrapped
from rrm.cli.place_words import PlaceWords
from rrm.model.language import Message, msg, msg_plural

WAYS_TOLD = 6


def way_lines(
    found: tuple[Alternatives, ...], words: PlaceWords, language: str, most: int = WAYS_TOLD
) -> Iterator[str]:
    """Each journey that has more than one way, with its ways, the fastest first.

    Periods with the same ways are told together. most: ways told of a journey; how many more
    there are is said.
    """
    several = [journey for journey in found if len(journey.ways) > 1 or journey.is_cut]
    if found and not several:
        yield ""
        yield from wrapped(msg("No way but the fastest can be driven in time.").text(language))
    for alike in _alike(several):
        journey = alike[0]
        yield ""
        title = msg(
            "Ways from {origin}: {vehicle}, {days}",
            origin=words.name(journey.origin),
            vehicle=words.vehicle(journey.vehicle_class),
            days=words.spells([(one.period_start, one.period_end) for one in alike]),
        )
        yield from wrapped(heading(title.text(language)))
        told = _told_first(journey.ways)[:most]
        for number, way in enumerate((way for way in journey.ways if way in told), 1):
            yield from _way(number, way, words, language)
        yield from _left_out(journey, len(told), language)
    if several:
        yield ""
        basis = msg(
            "Cost, escort and doubt are of the trip out and home, hire of the vehicle not counted; "
            "home is by the same way where no other is named."
        )
        yield from wrapped(basis.text(language))


def _alike(journeys: list[Alternatives]) -> list[list[Alternatives]]:
    """Periods with the same ways together, in the order of the first of each."""
    found: list[list[Alternatives]] = []
    for journey in journeys:
        same = next((alike for alike in found if same_ways(alike[0], journey)), None)
        if same is None:
            found.append([journey])
        else:
            same.append(journey)
    return found


def _told_first(ways: tuple[Alternative, ...]) -> list[Alternative]:
    """The best by each measure before those that are merely unbeaten in both together."""
    worst = len(ways) + 1
    ranks = {
        id(way): min(way.time_rank or worst, way.risk_rank or worst, worst - way.is_unbeaten)
        for way in ways
    }
    return sorted(ways, key=lambda way: ranks[id(way)])


def _way(number: int, way: Alternative, words: PlaceWords, language: str) -> Iterator[str]:
    trip = way.trip
    figures = msg(
        "{number}. {hours} h, {km} km, risk {risk}, {cost}{doubt}{standing}",
        number=number,
        hours=quantity(trip.hours),
        km=quantity(trip.km),
        risk=percent(trip.risk),
        cost=money(trip.cost, words.currency),
        doubt=msg(", in doubt {share}", share=percent(trip.doubt)) if trip.doubt else Message(""),
        standing=_standing(way),
    )
    yield from wrapped(figures.text(language), indent=2, hanging=3)
    yield from wrapped(words.path(trip.path), indent=5, hanging=2)
    if way.home_by is not HomeBy.SAME_WAY:
        yield from wrapped(_home(way, words).text(language), indent=5, hanging=2)
    for caught in way.caught:
        yield from wrapped(not_then(caught, words).text(language), indent=5, hanging=2)
    if way.difference is not None:
        yield from wrapped(way.difference.text(language), indent=5, hanging=2)


_HOMES = {
    HomeBy.FASTEST: msg("home by the fastest way"),
    HomeBy.SAFEST: msg("home by the safest way"),
}


def _home(way: Alternative, words: PlaceWords) -> Message:
    trip = way.trip
    return msg(
        "{by}: {hours} h, {km} km, risk {risk} by {path}",
        by=_HOMES[way.home_by],
        hours=quantity(trip.hours_back),
        km=quantity(trip.km_back),
        risk=percent(way.risk_back),
        path=words.path(trip.path_back),
    )


def _standing(way: Alternative) -> Message:
    standing = [
        label
        for is_so, label in (
            (way.time_rank == 1, msg("fastest")),
            (way.risk_rank == 1, msg("safest")),
            (way.trip.escorted, msg("with an escort")),
        )
        if is_so
    ]
    if not standing:
        return Message("")
    return msg(" ({labels})", labels=tuple(standing))


def _left_out(journey: Alternatives, told: int, language: str) -> Iterator[str]:
    more = len(journey.ways) - told
    if more:
        rest = msg_plural("{n} further way", "{n} further ways", n=more)
        yield from wrapped(rest.text(language), indent=2)
    if journey.is_cut:
        cut = msg("The network is large: not every way was looked at, there may be others.")
        yield from wrapped(cut.text(language), indent=2)
