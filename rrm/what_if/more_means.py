"""What one more of each means would buy: each planned anew, checked, and ranked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rrm.model.language import Message, msg
from rrm.what_if.additions import UNITS, Addition, usual_amount
from rrm.what_if.gains import (
    BETTER_WHEN_LOWER,
    TierGain,
    first_told,
    room_of,
    tier_gains,
)
from rrm.what_if.moved import Moved, moved
from rrm.what_if.outcome import INFEASIBLE, Outcome, Planner
from rrm.what_if.screening import screened
from rrm.what_if.standing import Standing

TRIES = 8
"""Additions that are planned anew unless more are asked for: minutes on a laptop."""


@dataclass(frozen=True, slots=True)
class Tried:
    """An addition, planned with.

    tiers: what each priority gains. moved: who gets more, less or later.
    is_planned: False where no plan with it passed the check; nothing is known of it then.
    is_better_plan: False where the plan found with it is worse than the one in force, which can
    be kept: it gains nothing.
    """

    addition: Addition
    tiers: tuple[TierGain, ...] = ()
    moved: tuple[Moved, ...] = ()
    is_planned: bool = True
    is_better_plan: bool = True

    @property
    def told(self) -> TierGain | None:
        """The first priority that gains more than gap and tolerances leave open."""
        return first_told(self.tiers)

    @property
    def helps(self) -> bool:
        """Whether it gains anything that can be told from nothing."""
        told = self.told
        return self.is_planned and told is not None and told.gain > 0


@dataclass(frozen=True, slots=True)
class WouldHelp:
    """What was tried, the most helpful first; what was not; roads that were not even looked at."""

    tried: tuple[Tried, ...]
    untried: tuple[Addition, ...]
    roads_left: int
    is_stopped: bool = False


def would_help(
    standing: Standing,
    held: Outcome,
    plan: Planner,
    tries: int = TRIES,
    units: float = UNITS,
    amount: float | None = None,
    progress: Callable[[Message], None] = lambda _: None,
) -> WouldHelp:
    """The value of more means, each by itself, as the difference of two checked plans.

    held: the plan in force. tries: plans to make at most. units: added to a depot's stock.
    amount: money, in the budget's currency; see usual_amount. A Ctrl-C ends the trying; what was
    found till then is told.
    """
    progress(msg("Choosing what to try"))
    money = usual_amount(standing.scenario) if amount is None else amount
    found = screened(standing, held, units, money)
    additions = [one.addition for one in found.candidates]
    chosen, tried, is_stopped = additions[:tries], list[Tried](), False
    try:
        for at, addition in enumerate(chosen, start=1):
            progress(msg("Planning anew, {at} of {n}", at=at, n=len(chosen)))
            tried.append(_tried(addition, standing, held, plan))
    except KeyboardInterrupt:
        is_stopped = True
    untried = tuple(additions[len(tried) :])
    return WouldHelp(tuple(sorted(tried, key=_rank)), untried, found.roads_left, is_stopped)


def _tried(addition: Addition, standing: Standing, held: Outcome, plan: Planner) -> Tried:
    made = plan(addition.standing)
    if made is None or made.status == INFEASIBLE:
        return Tried(addition, is_planned=False)
    outcome = Outcome.of(made)
    if _is_worse(held, outcome):
        return Tried(addition, tier_gains(held, held), is_better_plan=False)
    changes = moved(standing.demands, standing.pack.catalogue, held, outcome)
    return Tried(addition, tier_gains(held, outcome), changes)


def _is_worse(held: Outcome, outcome: Outcome) -> bool:
    """Whether a plan serves a priority worse than later ones are allowed to cost it.

    More means allow at least what there was: such a plan is one that the solver didn't improve.
    """
    new = {result.tier: result for result in outcome.tiers}
    for old in held.tiers:
        other = new.get(old.tier)
        if other is None:
            return True
        sign = -1.0 if old.tier in BETTER_WHEN_LOWER else 1.0
        gain = sign * (other.value - old.value)
        if gain > room_of(old.value, other.value):
            return False
        if gain < -old.tolerance * abs(old.best) - room_of(old.best):
            return True
    return False


def _rank(one: Tried) -> tuple[float, ...]:
    """By what the first priority gains that is told apart, then by the next ones.

    Whatever is not told apart comes after, as it was chosen; what was not planned comes last.
    """
    if not one.is_planned:
        return (2.0,)
    told = one.told
    if told is None or not one.helps:
        return (1.0,)
    at = one.tiers.index(told)
    gains = (-gain.gain if place >= at else 0.0 for place, gain in enumerate(one.tiers))
    return (0.0, *gains)
