"""Which links and places matter, as a table with the sites that each of them cuts off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rrm.cli.figures import quantity
from rrm.cli.layout import heading, table, wrapped
from rrm.cli.place_words import PlaceWords
from rrm.model.language import Message, format_number, msg, msg_plural

if TYPE_CHECKING:
    from rrm.access import Consequences, CriticalLink, CriticalPlace, LinkBetween, SiteEffect

SHOWN = 10

CARRIED: dict[str, Message] = {"goods": msg("goods"), "water": msg("water")}
_NO_MORE: dict[str, Message] = {
    "goods": msg("no goods any more"),
    "water": msg("no water any more"),
}

_MODES: dict[str, Message] = {
    "road": msg("road"),
    "river": msg("river"),
    "air": msg("air"),
    "ferry": msg("ferry"),
    "border": msg("border"),
}


def critical_lines(
    links: Sequence[CriticalLink],
    places: Sequence[CriticalPlace],
    words: PlaceWords,
    days: tuple[int, int],
    language: str,
    tell_all: bool,
) -> Iterator[str]:
    """Links and places by what their loss would mean, the first ten of each or all.

    days: first and last day on which the losses hold.
    """
    yield from wrapped(msg("If one is lost on {days}:", days=words.days(*days)).text(language))
    yield ""
    title = msg("Links that matter")
    rows = [(link_words(it.link), it.loss) for it in links]
    yield from _ranking(title, rows, words, language, tell_all)
    yield ""
    title = msg("Places that cut off others")
    rows = [(Message("{name}", (("name", it.name),)), it.loss) for it in places]
    yield from _ranking(title, rows, words, language, tell_all)
    yield ""
    for line in _legend():
        yield from wrapped(line.text(language), hanging=2)


def link_words(link: LinkBetween) -> Message:
    """A link by the names of its ends."""
    return msg("{a}–{b}", a=link.names[0], b=link.names[1])


def link_account(link: LinkBetween) -> Message:
    """A link with what joins its ends: by road, 115 km."""
    each = tuple(
        msg("{mode} {km} km", mode=_MODES[mode], km=quantity(km))
        for mode, km in zip(link.modes, link.km, strict=True)
    )
    return msg("{link} ({ways})", link=link_words(link), ways=each)


def effect_words(effect: SiteEffect, name: str) -> Message:
    """What becomes of a site's goods or water, in a few words."""
    if effect.is_cut_off:
        return msg("{site}: {change}", site=name, change=_NO_MORE[effect.carries])
    kind = CARRIED[effect.carries]
    return msg("{site}: {kind}, {parts}", site=name, kind=kind, parts=tuple(_parts(effect)))


def _parts(effect: SiteEffect) -> Iterator[Message]:
    if effect.days_before != effect.days_after:
        yield msg_plural(
            "on {n} day instead of {before}",
            "on {n} days instead of {before}",
            n=effect.days_after,
            before=effect.days_before,
        )
    if effect.is_delayed or effect.is_eased:
        before, after = quantity(effect.hours_before), quantity(effect.hours_after)
        if before != after:
            yield msg("in {after} h instead of {before}", after=after, before=before)
    lost, won = len(effect.classes_lost), len(effect.classes_won)
    if lost:
        yield msg_plural("with {n} vehicle class fewer", "with {n} vehicle classes fewer", n=lost)
    if won:
        yield msg_plural("with {n} vehicle class more", "with {n} vehicle classes more", n=won)


def _ranking(
    title: Message,
    rows: Sequence[tuple[Message, Consequences]],
    words: PlaceWords,
    language: str,
    tell_all: bool,
) -> Iterator[str]:
    yield from wrapped(heading(title.text(language)))
    if not rows:
        yield "  " + msg("none").text(language)
        return
    shown = rows if tell_all else rows[:SHOWN]
    header = ["", *(it.text(language) for it in _HEADER)]
    cells = [
        (f"{rank}. {name.text(language)}", *_figures(loss, language))
        for rank, (name, loss) in enumerate(shown, start=1)
    ]
    head, *lines = table(header, cells, gap=2)
    yield head
    for line, (_, loss) in zip(lines, shown, strict=True):
        yield line
        yield from _sites(loss.effects, words, language)
    if len(shown) < len(rows):
        rest = msg_plural("{n} more: --all", "{n} more: --all", n=len(rows) - len(shown))
        yield "  " + rest.text(language)


_HEADER = (
    msg("cut off"),
    msg("weighted"),
    msg("no water"),
    msg("delayed"),
    msg("hours more"),
)


def _figures(loss: Consequences, language: str) -> tuple[str, ...]:
    delay = loss.hours_longer.people / loss.delayed.people if loss.delayed.people else 0.0
    return (
        _number(loss.cut_off.people, language),
        _number(loss.cut_off.weighted, language),
        _number(loss.without_water.people, language),
        _number(loss.delayed.people, language),
        format_number(quantity(delay), language, 1) if delay else "-",
    )


def _number(value: float, language: str) -> str:
    return format_number(value, language, 0) if value else "-"


def _sites(effects: Iterable[SiteEffect], words: PlaceWords, language: str) -> Iterator[str]:
    """The sites that get no goods, or no water, any more, or that fewer vehicles get to."""
    listed = tuple(effects)
    for carries, no_more in _NO_MORE.items():
        sites = tuple(
            words.name(it.site_id) for it in listed if it.is_cut_off and it.carries == carries
        )
        if sites:
            said = msg("{change}: {sites}", change=no_more, sites=sites)
            yield from wrapped(said.text(language), indent=4, hanging=2)
    fewer = dict.fromkeys(
        words.name(it.site_id) for it in listed if it.classes_lost and not it.is_cut_off
    )
    if fewer:
        said = msg("fewer vehicle classes: {sites}", sites=tuple(fewer))
        yield from wrapped(said.text(language), indent=4, hanging=2)


def _legend() -> Iterator[Message]:
    yield msg(
        "cut off: people in need where no vehicle brings goods any more, on any of the days on "
        "which one does now; weighted: the same, each person counting as much as the need score "
        "of the site says, out of 100"
    )
    yield msg("no water: people in need where no tanker comes any more")
    yield msg(
        "delayed: people in need where goods take longer or come on fewer days; hours more: of the "
        "fastest drive, the mean over these people"
    )
    yield msg("Only what sets out for the sites is counted, not what supplies the warehouses.")
