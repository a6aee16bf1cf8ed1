"""What was read of a network, left out and guessed, as lines."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from rrm.cli.layout import wrapped
from rrm.intake.network import Account, NetworkReading
from rrm.model.language import Message, msg, msg_plural

_SHOWN = 8

_MATTERS = {
    "surface": msg("surface"),
    "season": msg("season"),
    "max_payload_t": msg("load limit"),
    "wait_hours": msg("waiting time"),
}


def reading_lines(reading: NetworkReading, language: str, everything: bool) -> Iterator[str]:
    """Places and links with their km by surface; then what was left out, guessed and repaired.

    everything: every reason and guess, however many.
    """
    account = reading.account
    for said in (_size(reading), *_by_surface(account)):
        yield from wrapped(said.text(language), hanging=2)
    yield from _list(msg("Left out:"), list(_left_out(account)), language, everything)
    title = msg("Guessed, since the file doesn't say it:")
    yield from _list(title, list(_guesses(account)), language, everything)
    for said in _repairs(account):
        yield from wrapped(said.text(language), hanging=2)
    for credit in account.credits:
        yield from wrapped(msg("To be named with it: {credit}", credit=credit).text(language))


def written_lines(written: Sequence[Path], folder: Path, language: str) -> Iterator[str]:
    """The files written, and what to do next."""
    yield from map(str, written)
    yield msg("Then:").text(language)
    yield f"  rrm check {shlex.quote(str(folder))}"


def file_lines(path: Path, places: int, links: int, language: str) -> Iterator[str]:
    """The file of an access graph."""
    yield str(path)
    said = msg(
        "{places}, {links}.",
        places=msg_plural("{n} place", "{n} places", n=places),
        links=msg_plural("{n} link", "{n} links", n=links),
    )
    yield from wrapped(said.text(language))


def _size(reading: NetworkReading) -> Message:
    return msg(
        "{places}, {links}, {km} km; read by {mappings}.",
        places=msg_plural("{n} place", "{n} places", n=len(reading.locations)),
        links=msg_plural("{n} link", "{n} links", n=len(reading.routes)),
        km=round(sum(route.km for route in reading.routes)),
        mappings=list(reading.account.mappings),
    )


def _by_surface(account: Account) -> Iterator[Message]:
    parts = [
        msg("{surface} {km} km", surface=surface, km=round(counted.km))
        for surface, counted in account.surfaces
    ]
    if parts:
        yield msg("By surface: {parts}.", parts=parts)


def _left_out(account: Account) -> Iterator[Message]:
    for why, counted in sorted(account.left_out, key=lambda one: -one[1].km):
        yield msg_plural(
            "{n} line, {km} km: {why}",
            "{n} lines, {km} km: {why}",
            n=counted.lines,
            km=counted.km,
            why=why,
        )


def _guesses(account: Account) -> Iterator[Message]:
    for guess in sorted(account.guesses, key=lambda one: -one.counted.km):
        yield msg_plural(
            "{n} line, {km} km: {matter} {taken}, from {condition}",
            "{n} lines, {km} km: {matter} {taken}, from {condition}",
            n=guess.counted.lines,
            km=round(guess.counted.km, 1),
            matter=_MATTERS[guess.matter],
            taken=guess.taken,
            condition=msg("what nothing else says") if guess.condition == "*" else guess.condition,
        )


def _repairs(account: Account) -> Iterator[Message]:
    if account.joined:
        yield msg_plural(
            "{n} loose end was joined to a road within {metres} m.",
            "{n} loose ends were joined to a road within {metres} m.",
            n=account.joined,
            metres=account.tolerance_m,
        )
    if account.repeated.lines:
        yield msg_plural(
            "{n} stretch, {km} km, is drawn more than once and kept once; {differing} of them"
            " differ, and the first drawing counts.",
            "{n} stretches, {km} km, are drawn more than once and kept once; {differing} of them"
            " differ, and the first drawing counts.",
            n=account.repeated.lines,
            km=round(account.repeated.km, 1),
            differing=account.differing,
        )
    if account.rings.lines:
        yield msg_plural(
            "{n} road, {km} km, leads only back to where it begins, and is left out.",
            "{n} roads, {km} km, lead only back to where they begin, and are left out.",
            n=account.rings.lines,
            km=round(account.rings.km, 1),
        )


def _list(
    title: Message, lines: Sequence[Message], language: str, everything: bool
) -> Iterator[str]:
    if not lines:
        return
    yield title.text(language)
    shown = lines if everything else lines[:_SHOWN]
    for line in shown:
        yield from wrapped(line.text(language), indent=2, hanging=2)
    if len(lines) > len(shown):
        more = msg_plural(
            "… and {n} more; see it with --all.",
            "… and {n} more; see them with --all.",
            n=len(lines) - len(shown),
        )
        yield from wrapped(more.text(language), indent=2)
