"""What stands in a site's way, and what bringing it all would cost: for a terminal and as data."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rrm.cli.layout import heading, wrapped
from rrm.cli.planned_words import Told, gains_json, moved_json, moved_lines, tier_lines
from rrm.model.language import LANGUAGES, Message, Text, msg

if TYPE_CHECKING:
    from rrm.what_if import Forced, Structural

Reasons = Mapping[str, "tuple[Structural, ...]"]
"""By item that a site misses, what stands in the way whatever others give up."""


def obstacle_lines(reasons: Reasons, told: Told, command: str) -> Iterator[str]:
    """Below a site's story: what no other plan would change, and how to ask for the rest.

    command: as it was typed, without options of its own.
    """
    if not reasons:
        return
    stopped = {item: found for item, found in reasons.items() if found}
    if stopped:
        yield ""
        yield heading(msg("In the way, whatever others give up").text(told.language))
        for item, found in stopped.items():
            yield from _obstacles(item, found, told, indent=2)
    open_items = [item for item, found in reasons.items() if not any(it.is_whole for it in found)]
    if open_items:
        yield ""
        name = open_items[0] if len(open_items) == 1 else "all"
        ask = msg(
            "What bringing it would cost the others: {command}",
            command=f"{command} --bring {shlex.quote(name)}",
        )
        yield from wrapped(ask.text(told.language), hanging=2)


def forced_lines(answers: Sequence[Forced], told: Told) -> Iterator[str]:
    """Item by item: what is missing, what stands in the way, who would lose what."""
    for at, one in enumerate(answers):
        if at:
            yield ""
        item = told.pack.catalogue[one.item]
        title = msg(
            "{item} for {site}",
            item=Text.of(item.label),
            site=told.scenario.site_name(one.site_id),
        )
        yield from wrapped(heading(title.text(told.language)))
        due = msg(
            "Due: {due}; the plan brings {brought}.",
            due=told.item(one.item, one.due),
            brought=one.brought if one.brought else msg("nothing"),
        )
        yield from wrapped(due.text(told.language), indent=2)
        for obstacle in one.structural:
            yield from wrapped(obstacle.reason.text(told.language), indent=2, hanging=2)
        yield from wrapped(_verdict(one, told).text(told.language), indent=2, hanging=2)
        if one.fixed is not None:
            yield from moved_lines(one.moved, told, indent=4)
            yield from tier_lines(one.tiers, told, indent=4)


def forced_json(answers: Sequence[Forced]) -> list[dict[str, object]]:
    """The same as data."""
    return [
        {
            "site_id": one.site_id,
            "item": one.item,
            "due": one.due,
            "brought": one.brought,
            "in_the_way": structural_json(one.structural),
            "impossible": one.is_impossible,
            "most": None
            if one.most is None
            else {
                "quantity": one.most.quantity,
                "limit": one.most.limit,
                "proven": one.most.is_proven,
                "reason": None if one.most.reason is None else _in_words(one.most.reason),
            },
            "brought_anew": one.fixed,
            "tiers": gains_json(one.tiers),
            "moved": moved_json(one.moved),
        }
        for one in answers
    ]


def structural_json(found: Sequence[Structural]) -> list[dict[str, object]]:
    """What stands in the way as data."""
    return [
        {"code": one.code, "whole": one.is_whole, "reason": _in_words(one.reason)} for one in found
    ]


def _obstacles(item: str, found: Sequence[Structural], told: Told, indent: int) -> Iterator[str]:
    for one in found:
        words = msg(
            "{item}: {reason}", item=Text.of(told.pack.catalogue[item].label), reason=one.reason
        )
        yield from wrapped(words.text(told.language), indent=indent, hanging=2)


def _verdict(one: Forced, told: Told) -> Message:
    """Whether it can be brought, all or in part, and what says so."""
    if one.missing <= 0:
        return msg("Nothing of it is missing.")
    if any(obstacle.is_whole for obstacle in one.structural):
        return msg("None of it can be brought, whatever others give up: nothing was planned anew.")
    if one.is_impossible:
        return _because(msg("No plan brings more, even if nobody else counted"), one)
    if one.fixed is None:
        return msg(
            "No plan that brings more was found, nor proven impossible. More time may tell:"
            " --time-limit."
        )
    if one.is_all:
        return msg("All of it can be brought; planned anew and checked, that means:")
    return msg(
        "{most} With that, planned anew and checked:",
        most=_because(_at_most(one, told), one),
    )


def _at_most(one: Forced, told: Told) -> Message:
    assert one.most is not None
    found = told.item(one.item, one.most.quantity)
    if one.most.is_proven:
        return msg("{found} is the most that could be brought, even if nobody else counted",
                   found=found)  # fmt: skip
    return msg(
        "{found} could be brought if nobody else counted, and no plan brings more than {limit}",
        found=found,
        limit=one.most.limit,
    )


def _because(what: Message, one: Forced) -> Message:
    if one.most is None or one.most.reason is None:
        return msg("{what}.", what=what)
    # What access says of a way ends in a full stop of its own.
    if one.most.reason.text().endswith("."):
        return msg("{what}. {why}", what=what, why=one.most.reason)
    return msg("{what}. {why}.", what=what, why=one.most.reason)


def _in_words(sentence: Message) -> dict[str, str]:
    return {code: sentence.text(code) for code in LANGUAGES}
