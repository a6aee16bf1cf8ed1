"""Where locks and the floor can't all hold: what collides, and the least that must be given up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, floor

from rrm.allocation import Claims
from rrm.model.language import Message, msg
from rrm.model.rounding import round_half_up
from rrm.model.scenario import Lock, Scenario
from rrm.what_if.conflict_claims import Claim, asked_of
from rrm.what_if.conflict_means import means_of
from rrm.what_if.conflict_search import Conflict, Questions, conflicts, locks_of
from rrm.what_if.outcome import INFEASIBLE, Planner
from rrm.what_if.standing import Standing
from rrm.what_if.structural import structural_reasons

QUANTUM = 1e-2
"""Smallest change of what is not whole, as it is told: ten litres of water, in m³."""
SHARE_QUANTUM = 1e-4
"""Smallest change of the floor: a hundredth of a per cent."""
NOISE = 1e-6
"""By how much the solver's tolerance may move a quantity."""


@dataclass(frozen=True, slots=True)
class Change:
    """A lock, or with none the floor, and what it would have to ask for instead.

    asked, to: of a lock in the item's unit, of the floor a share. A lock at 0 at least asks for
    nothing any more.
    """

    lock: Lock | None
    asked: float
    to: float

    @property
    def share(self) -> float:
        """How much it changes, as a share of the larger of the two."""
        return abs(self.to - self.asked) / max(self.asked, self.to)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Changes that let a plan keep everything asked.

    is_least: proven that smaller ones don't. is_planned: a plan that keeps it passed the check.
    """

    changes: tuple[Change, ...]
    is_least: bool
    is_planned: bool

    @property
    def share(self) -> float:
        """The changes' shares together."""
        return sum(change.share for change in self.changes)


@dataclass(frozen=True, slots=True)
class Collision:
    """A conflict; reasons: where no means are in the way, why nothing gets there."""

    conflict: Conflict
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class ConflictAnswer:
    """What `--conflict` answers.

    can_be_kept: whether all locks and the floor can; None where that could not be settled.
    relaxations: each is enough by itself; the smallest change first.
    """

    asks_anything: bool
    can_be_kept: bool | None
    collisions: tuple[Collision, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()


def explain_conflict(
    standing: Standing, plan: Planner, told: Callable[[Message], None] = lambda _: None
) -> ConflictAnswer:
    """What of the locks and the floor of a case collides, and the cheapest ways out.

    Every claim and every means named is found by solving again; every way out is planned with and
    checked.
    """
    told(msg("Looking whether all can be kept"))
    asked = asked_of(standing)
    questions = Questions(standing, asked)
    can_be_kept = questions.can_keep(asked.claims)
    if can_be_kept is not False:
        return ConflictAnswer(bool(asked.claims), can_be_kept)
    found = conflicts(questions, means_of(standing, asked), told)
    told(msg("Looking for the least that must be given up"))
    changes = list(_alone(questions, found)) if len(found) == 1 else []
    if not changes:
        together = _together(questions)
        changes = [together] if together is not None else []
    relaxations = []
    for at, (change, is_least) in enumerate(changes, start=1):
        told(msg("Planning with what is given up, {at} of {n}", at=at, n=len(changes)))
        relaxations.append(Relaxation(change, is_least, _is_planned(standing, change, plan)))
    relaxations.sort(key=lambda one: one.share)
    return ConflictAnswer(
        asks_anything=True,
        can_be_kept=False,
        collisions=tuple(_collision(standing, one) for one in found),
        relaxations=tuple(relaxations),
    )


def relaxed(scenario: Scenario, changes: tuple[Change, ...]) -> Scenario:
    """A scenario whose locks and floor ask for what changes say."""
    for change in changes:
        if change.lock is None:
            settings = scenario.settings.model_copy(update={"least_share": change.to})
            scenario = scenario.model_copy(update={"settings": settings})
        else:
            locks = tuple(_changed(lock, change) for lock in scenario.locks)
            scenario = scenario.model_copy(update={"locks": locks})
    return scenario


Found = tuple[tuple[Change, ...], bool]
"""Changes, and whether they are proven to be the least."""


def _alone(questions: Questions, found: tuple[Conflict, ...]) -> Iterator[Found]:
    """For each thing asked in a conflict, the least change of it alone that is enough."""
    asked, claims = questions.asked, found[0].claims
    every = asked.claims
    if any(claim.is_floor for claim in claims):
        nearest = questions.nearest(Claims(locks_of(every), (), asked.floor(every), 1.0))
        if nearest.exists:
            yield (_floor_change(asked.share, nearest.floor_breach),), nearest.is_least
    for claim in claims:
        if claim.lock is None:
            continue
        others = locks_of(one for one in every if one != claim)
        nearest = questions.nearest(Claims(others, ((claim.lock, 1.0),), asked.floor(every)))
        if nearest.exists:
            change = _lock_change(questions.standing, claim.lock, nearest.breaches[0])
            yield (change,), nearest.is_least


def _together(questions: Questions) -> Found | None:
    """The changes of several that are least as shares of what each asked for."""
    asked, standing = questions.asked, questions.standing
    locks = locks_of(asked.claims)
    priced = tuple((lock, 1.0 / max(_quantity(lock), QUANTUM)) for lock in locks)
    floor_ = asked.floor(asked.claims)
    price = 1.0 / asked.share if floor_ is not None else None
    nearest = questions.nearest(Claims((), priced, floor_, price))
    if not nearest.exists:
        return None
    changes = [
        _lock_change(standing, lock, breach)
        for lock, breach in zip(locks, nearest.breaches, strict=True)
        if breach > NOISE
    ]
    if nearest.floor_breach > NOISE:
        changes.append(_floor_change(asked.share, nearest.floor_breach))
    return (tuple(changes), nearest.is_least) if changes else None


def _quantity(lock: Lock) -> float:
    return lock.at_least if lock.at_least is not None else lock.at_most or 0.0


def _lock_change(standing: Standing, lock: Lock, breach: float) -> Change:
    """The nearest quantity that is whole where its item is; ten litres of water else."""
    step = 1.0 if standing.pack.catalogue[lock.item].whole else QUANTUM
    steps = ceil(breach / step - NOISE / step)
    if lock.at_least is not None:
        return Change(lock, lock.at_least, max(0.0, _tidy(lock.at_least - steps * step)))
    most = lock.at_most or 0.0
    return Change(lock, most, _tidy(most + steps * step))


def _floor_change(share: float, breach: float) -> Change:
    left = floor((share - breach) / SHARE_QUANTUM + NOISE / SHARE_QUANTUM) * SHARE_QUANTUM
    return Change(None, share, max(0.0, _tidy(left)))


def _tidy(value: float) -> float:
    return round_half_up(value, 6)


def _changed(lock: Lock, change: Change) -> Lock:
    side = change.lock
    assert side is not None
    if (lock.site_id, lock.item, lock.day) != (side.site_id, side.item, side.day):
        return lock
    if side.at_least is not None and lock.at_least == side.at_least:
        return lock.model_copy(update={"at_least": change.to or None})
    if side.at_most is not None and lock.at_most == side.at_most:
        return lock.model_copy(update={"at_most": change.to})
    return lock


def _is_planned(standing: Standing, changes: tuple[Change, ...], plan: Planner) -> bool:
    """Whether a plan with the changes passes the check; the first priority is enough for that."""
    scenario = relaxed(standing.scenario, changes)
    settings = scenario.settings.model_copy(update={"priorities": scenario.settings.priorities[:1]})
    made = plan(standing.with_means(scenario.model_copy(update={"settings": settings})))
    return made is not None and made.status != INFEASIBLE


def _collision(standing: Standing, conflict: Conflict) -> Collision:
    reasons: dict[Message, None] = {}
    if not conflict.means:
        for claim in conflict.claims:
            reasons.update(dict.fromkeys(_why_not(standing, claim)))
    return Collision(conflict, tuple(reasons))


def _why_not(standing: Standing, claim: Claim) -> Iterator[Message]:
    if claim.lock is not None and claim.asks_for_more:
        for one in structural_reasons(standing, claim.site_id, claim.lock.item):
            if one.is_whole or one.code == "no_access":
                yield one.reason
