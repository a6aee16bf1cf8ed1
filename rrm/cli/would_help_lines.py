"""What one more of each means would buy, for a terminal and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rrm.cli.layout import heading, wrapped
from rrm.cli.planned_words import Told, gain_lines, gains_json, moved_json, tier_lines
from rrm.model.language import LANGUAGES, msg, msg_plural
from rrm.what_if import Addition, Tried, WouldHelp

NAMED = 8
"""Additions named by one line each among those that were not tried."""


def would_help_lines(answer: WouldHelp, told: Told) -> Iterator[str]:
    """What helps, the most helpful first; what can't be told from nothing; what was not tried."""
    tries = len(answer.tried) + len(answer.untried)
    head = msg_plural(
        "{done} of {n} addition was planned with, each by itself, and its plan checked.",
        "{done} of {n} additions were planned with, each by itself, and their plans checked.",
        n=tries,
        done=len(answer.tried),
    )
    yield from wrapped(head.text(told.language))
    helping = [one for one in answer.tried if one.helps]
    others = [one for one in answer.tried if one.is_planned and not one.helps]
    yield ""
    yield heading(msg("What would help, the most first").text(told.language))
    if not helping:
        yield from wrapped(msg("Nothing that was tried.").text(told.language), indent=2)
    for rank, one in enumerate(helping, start=1):
        yield from _helping(rank, one, told)
    yield from _others(others, told)
    yield from _unplanned([one for one in answer.tried if not one.is_planned], told)
    yield from _untried(answer, told)


def would_help_json(answer: WouldHelp) -> dict[str, object]:
    """The same as data, in the same order."""
    return {
        "tried": [
            {
                **_addition_json(one.addition),
                "planned": one.is_planned,
                "helps": one.helps,
                "decided_by": one.told.tier if one.helps and one.told is not None else None,
                "tiers": gains_json(one.tiers),
                "moved": moved_json(one.moved),
            }
            for one in answer.tried
        ],
        "not_tried": [_addition_json(one) for one in answer.untried],
        "roads_not_looked_at": answer.roads_left,
        "stopped": answer.is_stopped,
    }


def _helping(rank: int, one: Tried, told: Told) -> Iterator[str]:
    title = msg("{rank}. {what}", rank=rank, what=one.addition.words)
    yield from wrapped(title.text(told.language), hanging=3)
    # Priorities that stay as they are say nothing here.
    yield from tier_lines([gain for gain in one.tiers if gain.is_any], told, indent=3)
    yield from gain_lines(one.moved, told, indent=3)


def _others(others: Sequence[Tried], told: Told) -> Iterator[str]:
    if not others:
        return
    yield ""
    yield heading(msg("Not told apart from nothing").text(told.language))
    note = msg(
        "What they gain, if anything, is less than the plans' gaps and tolerances leave open."
    )
    yield from wrapped(note.text(told.language), indent=2)
    for one in others:
        yield from wrapped(f"- {one.addition.words.text(told.language)}", indent=2, hanging=2)
        if told.tell_all:
            yield from tier_lines([gain for gain in one.tiers if gain.is_any], told, indent=6)


def _unplanned(rows: Sequence[Tried], told: Told) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield heading(msg("No checked plan was found with").text(told.language))
    for one in rows:
        yield from wrapped(f"- {one.addition.words.text(told.language)}", indent=2, hanging=2)


def _untried(answer: WouldHelp, told: Told) -> Iterator[str]:
    left = answer.untried
    if left:
        yield ""
        yield heading(msg("Not tried").text(told.language))
        shown = left if told.tell_all else left[:NAMED]
        for one in shown:
            yield from wrapped(f"- {one.words.text(told.language)}", indent=2, hanging=2)
        if len(shown) < len(left):
            more = msg_plural(
                "… and {n} more; --all shows it",
                "… and {n} more; --all shows them",
                n=len(left) - len(shown),
            )
            yield from wrapped(more.text(told.language), indent=2)
        ask = msg("All of them: --tries {n}", n=len(answer.tried) + len(left))
        yield from wrapped(ask.text(told.language), indent=2)
    if answer.roads_left:
        roads = msg_plural(
            "{n} more road that could be opened was not looked at.",
            "{n} more roads that could be opened were not looked at.",
            n=answer.roads_left,
        )
        yield from wrapped(roads.text(told.language), indent=2)
    if answer.is_stopped:
        yield from wrapped(msg("Stopped before all were tried.").text(told.language), indent=2)


def _addition_json(one: Addition) -> dict[str, object]:
    return {
        "kind": one.kind.value,
        "key": one.key,
        "where": list(one.where),
        "what": {code: one.words.text(code) for code in LANGUAGES},
    }
