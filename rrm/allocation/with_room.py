"""Plans whose loads really fit: solved again where a unit left behind would break a law."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rrm.allocation.choice import Choice, choose
from rrm.allocation.constraints import all_rows
from rrm.allocation.lexicographic import Solved, TierOutcome, relative_gap
from rrm.allocation.loading import Line, Load
from rrm.allocation.policies import values_of
from rrm.allocation.programme import Programme, programme
from rrm.allocation.solver import Variable

ROUNDS = 10
"""How often a case is solved again before another plan is taken. Of 700 tiny worlds with floors,
locks and parity (tests/allocation/crowded_worlds.py) 28 needed any, one of them five."""
TOLERANCE = 1e-6
"""Share of a row's size that is rounding."""

Solve = Callable[[Programme, float], tuple[Solved, Choice]]
"""Solves a programme within so many seconds, and loads what was found."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """A programme solved, and the decisions that its loads really are.

    choice: None where no plan whose loads fit was found in time, though there may be one.
    """

    p: Programme
    solved: Solved
    choice: Choice | None


def solved_with_room(p: Programme, solve: Solve, seconds: float, gap: float) -> Fitting:
    """Solves; where units left behind break a law, again with lanes that know what fits."""
    deadline = time.monotonic() + seconds
    solved, choice = solve(p, seconds)
    first: Solved | None = None
    for _ in range(ROUNDS):
        if not choice.crowded or solved.values is None or not _breaks(p, solved.values, choice):
            return Fitting(p, _judged(p, solved, first, gap), choice)
        if solved.stop is not None or time.monotonic() >= deadline:
            break
        first = first or solved
        p = _again(p, choice.crowded)
        solved, choice = solve(p, deadline - time.monotonic())
    return Fitting(p, solved, None)


def _again(p: Programme, crowded: Sequence[int]) -> Programme:
    """The same case; lanes crowded for the second time keep a margin."""
    return replace(
        programme(p.case),
        crowded=p.crowded | set(crowded),
        with_margin=p.with_margin | (p.crowded & set(crowded)),
    )


def _judged(p: Programme, solved: Solved, first: Solved | None, gap: float) -> Solved:
    """With what is proven of all plans, where margins shut some out: by the first solve."""
    if first is None or not p.with_margin:
        return solved
    if solved.values is None:
        return replace(solved, is_open=True)
    by_tier = {one.priority.tier: one for one in first.tiers}
    tiers = tuple(_bounded(one, by_tier.get(one.priority.tier), gap) for one in solved.tiers)
    return replace(solved, tiers=tiers)


def _bounded(outcome: TierOutcome, first: TierOutcome | None, gap: float) -> TierOutcome:
    if first is None:
        return replace(outcome, is_proven=False)
    furthest = max if outcome.maximise else min
    bound = furthest(first.bound, outcome.value)
    is_proven = first.is_proven and relative_gap(outcome.value, bound) <= gap
    return replace(outcome, bound=bound, is_proven=is_proven)


def _breaks(p: Programme, values: Mapping[Variable, float], choice: Choice) -> bool:
    """Whether what is left behind breaks a law that all of it, as it was meant, would have kept."""
    meant = _excesses(p, choose(p, values, _all_in_one))
    return any(
        loaded > max(0.0, before) + room
        for (loaded, room), (before, _) in zip(_excesses(p, choice), meant, strict=True)
    )


def _all_in_one(lines: Sequence[Line], trips: int, _: float, __: float) -> tuple[list[Load], Load]:
    """Everything on the first trip, however full."""
    return [{line.key: line.quantity for line in lines}, *({} for _ in range(trips - 1))], {}


def _excesses(p: Programme, choice: Choice) -> list[tuple[float, float]]:
    """By how much decisions pass each row, and what of that is rounding."""
    values = values_of(p, choice)
    found: list[tuple[float, float]] = []
    for row in all_rows(p):
        each = [weight * values[variable] for variable, weight in row.terms]
        passed = max(row.at_least - sum(each), sum(each) - row.at_most)
        found.append((passed, TOLERANCE * max(1.0, *(abs(one) for one in (*each, 0.0)))))
    return found
