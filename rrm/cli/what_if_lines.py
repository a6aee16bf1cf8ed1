"""What a change of the network would do, for people first, then site by site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rrm.cli.caught_lines import caught_journey, home_again
from rrm.cli.critical_lines import effect_words
from rrm.cli.figures import money, percent, quantity
from rrm.cli.layout import heading, wrapped
from rrm.cli.place_words import PlaceWords
from rrm.model.language import Message, msg, msg_plural

if TYPE_CHECKING:
    from rrm.access import AccessChange, Change, Consequences, WhatIf
    from rrm.model.access import Access


CAUGHT_SHOWN = 6


def what_if_lines(
    answer: WhatIf, words: PlaceWords, language: str, tell_all: bool
) -> Iterator[str]:
    """People concerned, sites, and with tell_all each access that changes."""
    said = msg(
        "If {changes}, {days}",
        changes=tuple(_change(change, words) for change in answer.changes),
        days=words.days(*answer.days),
    )
    yield from wrapped(heading(said.text(language)))
    effects = answer.consequences.effects
    nothing = () if effects or answer.caught or answer.caught_no_more else (_nothing(answer),)
    for line in (*_people(answer.consequences), *nothing):
        yield from wrapped(line.text(language), indent=2, hanging=2)
    if effects:
        yield ""
        yield from wrapped(heading(msg("Sites").text(language)))
    for effect in effects:
        line = effect_words(effect, words.name(effect.site_id))
        yield from wrapped(line.text(language), indent=2, hanging=2)
    yield from _caught(answer, words, language, tell_all)
    yield from _accesses(answer, words, language, tell_all)


def _caught(answer: WhatIf, words: PlaceWords, language: str, tell_all: bool) -> Iterator[str]:
    """Who would be caught away for the change, and who no more, by days of departure."""
    told = [
        *(caught_journey(one, words) for one in answer.caught),
        *(home_again(one, words) for one in answer.caught_no_more),
    ]
    if not told:
        return
    yield ""
    yield from wrapped(heading(msg("Not home in time, by day of departure").text(language)))
    shown = told if tell_all else told[:CAUGHT_SHOWN]
    for said in shown:
        yield from wrapped(said.text(language), indent=2, hanging=2)
    if len(shown) < len(told):
        more = msg_plural("{n} more: --all", "{n} more: --all", n=len(told) - len(shown))
        yield from wrapped(more.text(language), indent=2)


def _nothing(answer: WhatIf) -> Message:
    if answer.accesses:
        return msg("No site is reached on other days, nor faster or slower.")
    return msg("Nothing changes for any site.")


def _change(change: Change, words: PlaceWords) -> Message:
    first, *rest = (words.name(node) for node in change.nodes)
    match change.kind.value:
        case "close":
            return msg("{a}–{b} is closed", a=first, b=rest[0])
        case "open":
            return msg("{a}–{b} is open", a=first, b=rest[0])
        case _:
            return msg("{place} is lost", place=first)


def _people(of: Consequences) -> Iterator[Message]:
    if of.cut_off.people:
        yield msg_plural(
            "{n} person in need gets no goods any more",
            "{n} people in need get no goods any more",
            n=of.cut_off.people,
        )
    if of.without_water.people:
        yield msg_plural(
            "{n} person in need gets no water by tanker any more",
            "{n} people in need get no water by tanker any more",
            n=of.without_water.people,
        )
    if of.delayed.people:
        yield msg_plural(
            "{n} person in need gets goods later or on fewer days",
            "{n} people in need get goods later or on fewer days",
            n=of.delayed.people,
        )
    if of.reached_anew.people:
        yield msg_plural(
            "{n} person in need gets goods who got none",
            "{n} people in need get goods who got none",
            n=of.reached_anew.people,
        )
    if of.watered_anew.people:
        yield msg_plural(
            "{n} person in need gets water by tanker who got none",
            "{n} people in need get water by tanker who got none",
            n=of.watered_anew.people,
        )
    if of.eased.people:
        yield msg_plural(
            "{n} person in need gets goods sooner or on more days",
            "{n} people in need get goods sooner or on more days",
            n=of.eased.people,
        )


def _accesses(answer: WhatIf, words: PlaceWords, language: str, tell_all: bool) -> Iterator[str]:
    if not answer.accesses:
        return
    yield ""
    if not tell_all:
        said = msg_plural(
            "{n} access changes: --all", "{n} accesses change: --all", n=len(answer.accesses)
        )
        yield from wrapped(said.text(language))
        return
    yield from wrapped(heading(msg("Accesses").text(language)))
    for one in answer.accesses:
        yield from wrapped(_sentence(one, words).text(language), indent=2, hanging=2)


def _sentence(one: AccessChange, words: PlaceWords) -> Message:
    about = one.before
    return msg(
        "{vehicle} from {origin} to {place}, {days}: {turn}",
        vehicle=words.vehicle(about.vehicle_class),
        origin=words.name(about.origin),
        place=words.name(about.destination),
        days=words.days(one.first_day, one.last_day),
        turn=_turn(one, words.currency),
    )


def _turn(one: AccessChange, currency: str) -> Message:
    match one.turn.value:
        case "lost":
            return msg(
                "no more ({before} before). {reason}",
                before=_figures(one.before, currency),
                reason=one.after.reason or Message(""),
            )
        case "new":
            return msg("now open, {after}", after=_figures(one.after, currency))
        case _:
            return msg(
                "{after} instead of {before}",
                after=_figures(one.after, currency),
                before=_figures(one.before, currency),
            )


def _figures(row: Access, currency: str) -> Message:
    return msg(
        "{hours} h, {km} km, cost {cost}, risk {risk}",
        hours=quantity(row.hours),
        km=quantity(row.km),
        cost=money(row.cost, currency),
        risk=percent(row.risk, 1),
    )
