"""Chains of vehicles to a site, as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.access import Chain, Leg
from rrm.cli.figures import money, percent, quantity
from rrm.cli.layout import heading, wrapped
from rrm.cli.place_words import PlaceWords
from rrm.model.language import Message, msg

_KG_PER_T = 1000


def chain_lines(found: tuple[Chain, ...], words: PlaceWords, language: str) -> Iterator[str]:
    """Each chain with its legs; nothing where there is none."""
    if not found:
        return
    yield ""
    yield from wrapped(heading(msg("By changing vehicles").text(language)))
    for chain in found:
        yield from wrapped(_whole(chain, words).text(language), indent=2, hanging=2)
        for leg in chain.legs:
            yield from wrapped(_leg(leg, words).text(language), indent=4, hanging=2)
        yield from wrapped(_beside(chain, words).text(language), indent=4, hanging=2)


def _whole(chain: Chain, words: PlaceWords) -> Message:
    return msg(
        "from {origin}, leaving on {days}, there on {arrival}: {hours} h with handling, risk "
        "{risk}, {cost} a tonne, at most {tonnes} t a day",
        origin=words.name(chain.origin),
        days=words.days(chain.period_start, chain.period_end),
        arrival=words.days(chain.arrival_day, chain.last_arrival_day),
        hours=quantity(chain.hours),
        risk=percent(chain.risk),
        cost=money(chain.cost_per_t, words.currency),
        tonnes=quantity(chain.kg_per_day / _KG_PER_T),
    )


def _leg(leg: Leg, words: PlaceWords) -> Message:
    return msg(
        "{vehicle} to {place}: {days}, {hours} h, {km} km",
        vehicle=words.vehicle(leg.trip.vehicle_class),
        place=words.name(leg.trip.destination),
        days=words.days(leg.day, leg.arrival_day),
        hours=quantity(leg.trip.hours),
        km=quantity(leg.trip.km),
    )


def _beside(chain: Chain, words: PlaceWords) -> Message:
    if chain.direct is None:
        return msg(
            "No vehicle gets there from {origin} by itself.", origin=words.name(chain.origin)
        )
    return msg(
        "By itself the {vehicle} from {origin} is there on day {day} after {hours} h.",
        vehicle=words.vehicle(chain.direct.trip.vehicle_class),
        origin=words.name(chain.origin),
        day=chain.direct.arrival_day,
        hours=quantity(chain.direct.trip.hours),
    )
