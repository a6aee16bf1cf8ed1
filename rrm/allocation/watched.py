"""A solve that somebody watches, and may stop: it keeps the best plan found until then."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from rrm.allocation.apart import Ended, Tell, can_work_apart, work_apart
from rrm.allocation.lexicographic import (
    SLACK,
    InForce,
    Solved,
    TierOutcome,
    relative_gap,
    solve_tiers,
)
from rrm.allocation.policies import solved_by_rule
from rrm.allocation.programme import Programme
from rrm.allocation.so_far import SoFar
from rrm.allocation.solver import Limits, Values, Variable
from rrm.model.labels import TIER_LABELS
from rrm.model.language import Message, msg
from rrm.model.rounding import round_half_up
from rrm.model.scenario import Priority

GRACE_SECONDS = 1.0
"""Beyond the limit of a solve, for the solver to stop by itself."""
GRACE_SHARE = 0.05
"""The same as a share of the limit."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Who watches a solve. tell: told where it stands. memory_mb: that the solve may take."""

    tell: Callable[[Message], None]
    memory_mb: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """What a solve found, in a form that goes from one process to another."""

    values: Values | None
    solved: Solved


def solve_watched(
    p: Programme,
    priorities: tuple[Priority, ...],
    limits: Limits,
    in_force: InForce | None,
    first: Mapping[Variable, float] | None,
    watch: Watch | None,
) -> Solved:
    """As solve_tiers, in a process of its own where somebody watches.

    Ctrl-C, SIGTERM, the time limit, lack of memory and a solver that dies end it early: then the
    best plan found until then is given, with what is proven of it; the plan in force where none is
    better by more than the gap. The same plan comes out, watched
    or not, of a solve that goes to its end.
    """
    if watch is None or not can_work_apart():
        return solve_tiers(p, priorities, limits, in_force, first)
    last: list[SoFar] = []

    def told(so_far: SoFar) -> None:
        known = so_far.values if so_far.values is not None else last[-1].values if last else None
        last[:] = [replace(so_far, values=known)]
        watch.tell(standing_in_words(so_far))

    def work(tell: Tell) -> _Found:
        solved = solve_tiers(p, priorities, limits, in_force, first, tell)
        return _Found(_in_order(p, solved.values), replace(solved, values=None))

    seconds = limits.seconds * (1 + GRACE_SHARE) + GRACE_SECONDS
    ended = work_apart(work, told, seconds, watch.memory_mb)
    if ended.result is not None:
        found: _Found = ended.result
        return replace(found.solved, values=_named(p, found.values))
    so_far = last[0] if last else None
    return _stopped(p, priorities, limits.gap, so_far, ended, first, in_force)


def standing_in_words(so_far: SoFar) -> Message:
    """Where a solve stands, on one line: the tier, the plan, what no plan can pass, the gap."""
    label = TIER_LABELS[so_far.tier]
    if not math.isfinite(so_far.value):
        return msg("Planning – {priority}", priority=label)
    value = _figure(so_far.value)
    if not math.isfinite(so_far.bound):
        return msg("Planning – {priority}: {value}", priority=label, value=value)
    gap = round_half_up(100 * relative_gap(so_far.value, so_far.bound), 1)
    if so_far.maximise:
        return msg(
            "Planning – {priority}: {value}, {bound} at most, gap {gap} %",
            priority=label, value=value, bound=_figure(so_far.bound), gap=gap,
        )  # fmt: skip
    return msg(
        "Planning – {priority}: {value}, {bound} at least, gap {gap} %",
        priority=label, value=value, bound=_figure(so_far.bound), gap=gap,
    )  # fmt: skip


def _figure(value: float) -> float | int:
    return int(round_half_up(value, 0)) if abs(value) >= 100 else round_half_up(value, 3)


def _in_order(p: Programme, values: Mapping[Variable, float] | None) -> Values | None:
    import numpy as np

    return None if values is None else np.array([values[one] for one in p.variables])


def _named(p: Programme, values: Values | None) -> dict[Variable, float] | None:
    if values is None:
        return None
    return {one: float(value) for one, value in zip(p.variables, values, strict=True)}


def _stopped(
    p: Programme,
    priorities: tuple[Priority, ...],
    gap: float,
    last: SoFar | None,
    ended: Ended,
    first: Mapping[Variable, float] | None,
    in_force: InForce | None,
) -> Solved:
    """The best plan until the stop; of tiers that had no turn, only what access proves is known."""
    values = None if last is None else _named(p, last.values)
    if values is None:
        values = None if first is None else dict(first)
    kept = None if in_force is None else in_force.values
    if in_force is not None and kept is not None:
        turns = priorities[: 1 + (0 if last is None else len(last.done))]
        if in_force.stands or values is None or not _is_better(p, turns, gap, values, kept):
            values = dict(kept)
    if values is None:
        return Solved(None, (), ended.stop, ended.words, is_open=True)
    bare = solved_by_rule(p, values, priorities, gap)
    tiers = tuple(_outcomes(bare.tiers, last, gap))
    return Solved(values, tiers, ended.stop, ended.words)


def _is_better(
    p: Programme,
    turns: tuple[Priority, ...],
    gap: float,
    values: Mapping[Variable, float],
    kept: Mapping[Variable, float],
) -> bool:
    """Whether a plan is better than the one in force by more than the gap, which decides nothing.

    turns: the priorities solved, and the one under way.
    """
    found, before = (solved_by_rule(p, one, turns, gap).tiers for one in (values, kept))
    for now, then in zip(found, before, strict=True):
        by = now.value - then.value if now.maximise else then.value - now.value
        if abs(by) > gap * abs(now.value) + SLACK * max(1.0, abs(now.value)):
            return by > 0
    return False


def _outcomes(
    bare: tuple[TierOutcome, ...], last: SoFar | None, gap: float
) -> Iterator[TierOutcome]:
    done = () if last is None else last.done
    yield from done
    for at, outcome in enumerate(bare[len(done) :]):
        # Nothing that is to be small can be less than nothing.
        bound = outcome.bound if outcome.maximise else max(0.0, outcome.bound)
        if at == 0 and last is not None and math.isfinite(last.bound):
            bound = _tighter(outcome, last.bound)
        is_proven = relative_gap(outcome.value, bound) <= gap
        yield replace(outcome, bound=bound, is_proven=is_proven)


def _tighter(outcome: TierOutcome, bound: float) -> float:
    return min(outcome.bound, bound) if outcome.maximise else max(outcome.bound, bound)
