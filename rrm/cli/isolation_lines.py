"""What it takes to isolate sites, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rrm.cli.critical_lines import link_account, link_words
from rrm.cli.layout import heading, wrapped
from rrm.cli.place_words import PlaceWords
from rrm.model.language import Message, msg, msg_plural

if TYPE_CHECKING:
    from rrm.access import Isolation


NAMED = 3


def isolation_lines(isolation: Isolation, words: PlaceWords, language: str) -> Iterator[str]:
    """The fewest closures, the sites that none isolates, and those that one alone does."""
    yield from wrapped(heading(_title(isolation, words).text(language)))
    if isolation.links:
        yield from wrapped(_answer(isolation, words).text(language))
    for link in isolation.links:
        yield from wrapped(f"- {link_account(link).text(language)}", indent=2, hanging=2)
    for said in _exceptions(isolation, words):
        yield from wrapped(said.text(language))
    alone = {site: links for site, links in isolation.alone.items() if links}
    if alone and len(isolation.site_ids) > 1:
        yield ""
        yield from wrapped(heading(msg("One closure is enough for").text(language)))
    elif alone and any(len(links) > 1 for links in alone.values()):
        yield ""
        yield from wrapped(heading(msg("Each of these is enough").text(language)))
    else:
        return
    for site, links in alone.items():
        said = msg("{site}: {links}", site=words.name(site), links=tuple(map(link_words, links)))
        yield from wrapped(said.text(language), indent=2, hanging=2)


def _title(isolation: Isolation, words: PlaceWords) -> Message:
    sites = tuple(words.name(it) for it in isolation.site_ids)
    if len(sites) > NAMED:
        return msg_plural("To isolate {n} site", "To isolate {n} sites", n=len(sites))
    return msg("To isolate {sites}", sites=sites)


def _answer(isolation: Isolation, words: PlaceWords) -> Message:
    return msg_plural(
        "{n} closure is enough on {days}:",
        "{n} closures are needed, and enough, on {days}:",
        n=len(isolation.links),
        days=words.days(*isolation.days),
    )


def _exceptions(isolation: Isolation, words: PlaceWords) -> Iterator[Message]:
    if isolation.never_isolated:
        yield msg(
            "No closure isolates {sites}: what is brought there starts in the same place.",
            sites=tuple(words.name(it) for it in isolation.never_isolated),
        )
    if isolation.out_of_reach:
        yield msg(
            "Nothing gets to {sites} on these days as it is.",
            sites=tuple(words.name(it) for it in isolation.out_of_reach),
        )
