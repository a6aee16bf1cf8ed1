"""Reported closures as days of the scenario, and the links that they close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rrm.access.words import link_words
from rrm.model.language import Message, Text
from rrm.model.scenario import Certainty, Closure, Route, Settings


@dataclass(frozen=True, slots=True)
class ClosureWindow:
    """A closure from `first_day` to `last_day`, both included; None is open-ended.

    subject: what is closed, in words. routes: positions of the links that it closes.
    """

    subject: Message
    routes: frozenset[int]
    first_day: int | None
    last_day: int | None
    classes: tuple[str, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    reason: Text | str = ""

    def concerns(self, vehicle_class: str) -> bool:
        """Whether the closure is for this class; one that names no class is for all."""
        return not self.classes or vehicle_class in self.classes

    def overlaps(self, first_day: int, last_day: int) -> bool:
        """Whether it holds on any of these days."""
        has_ended = self.last_day is not None and self.last_day < first_day
        has_begun = self.first_day is None or self.first_day <= last_day
        return has_begun and not has_ended


def links_between(routes: tuple[Route, ...]) -> dict[frozenset[str], frozenset[int]]:
    """Positions of the links between each two places, whichever way they were written."""
    found: dict[frozenset[str], set[int]] = {}
    for index, route in enumerate(routes):
        found.setdefault(frozenset((route.from_node, route.to_node)), set()).add(index)
    return {pair: frozenset(indices) for pair, indices in found.items()}


def closure_windows(
    closures: Iterable[Closure],
    routes: tuple[Route, ...],
    names: Mapping[str, str],
    settings: Settings,
) -> tuple[ClosureWindow, ...]:
    """A scenario's closures with their dates as days; day 1 is the scenario's start.

    A closure concerns every link between its two places, in both directions.
    """
    links = links_between(routes)
    return tuple(
        ClosureWindow(
            subject=link_words(closure.from_node, closure.to_node, names),
            routes=links.get(frozenset((closure.from_node, closure.to_node)), frozenset()),
            first_day=None if closure.start is None else settings.day_of(closure.start),
            last_day=None if closure.end is None else settings.day_of(closure.end),
            classes=closure.classes,
            certainty=closure.certainty,
            reason=_reason(closure),
        )
        for closure in closures
    )


def _reason(closure: Closure) -> Text | str:
    """The reason in both languages where both are given."""
    if not closure.reason_fr:
        return closure.reason
    return Text.of({"en": closure.reason or closure.reason_fr, "fr": closure.reason_fr})
