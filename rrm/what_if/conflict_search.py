"""Which of the things asked can't all be kept, and with which means they collide.

A set is irreducible when it can't be kept, and any smaller one can. It is found by the deletion
filter: each member is left out in turn, and stays out where what is left still can't be kept.
Source: Chinneck and Dravnieks, Locating minimal infeasible constraint sets in linear programs,
ORSA Journal on Computing 3(2), 1991; Chinneck, Feasibility and Infeasibility in Optimization,
2008, section 6.2. Many are left out at once where none of them is needed (the same, section 6.4).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from rrm.allocation import Claims, Nearest, nearest_plan
from rrm.model.language import Message, msg
from rrm.model.scenario import Lock
from rrm.what_if.conflict_claims import Asked, Claim
from rrm.what_if.conflict_lifted import OF_WAYS, lifted, lifted_ways
from rrm.what_if.conflict_means import Means
from rrm.what_if.standing import Standing

SECONDS_A_QUESTION = 60.0
"""After which a question stays open; nodes end it before, on every machine alike."""
TRIED_ALONE = 40
"""Claims that are first looked at by themselves, as the smallest conflict has one claim."""

T = TypeVar("T", bound=Hashable)
Told = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that no plan keeps together with these limits, though it could without any of them.

    is_irreducible: proven; else a question stayed open, and a smaller set may do.
    """

    claims: tuple[Claim, ...]
    means: tuple[Means, ...]
    is_irreducible: bool


@dataclass(slots=True)
class Questions:
    """Whether plans exist, each question asked once.

    open_questions: how many the limits left without an answer.
    """

    standing: Standing
    asked: Asked
    open_questions: int = 0
    _known: dict[tuple[frozenset[Claim], frozenset[Means]], bool | None] = field(
        default_factory=dict
    )
    _by_ways: dict[frozenset[Means], Standing] = field(default_factory=dict)

    def can_keep(self, claims: Iterable[Claim], free: Iterable[Means] = ()) -> bool | None:
        """Whether a plan keeps these claims once some means are free; None: not settled."""
        kept, lifted_means = frozenset(claims), frozenset(free)
        if not any(claim.asks_for_more for claim in kept):
            return True
        key = (kept, lifted_means)
        if key not in self._known:
            self._known[key] = self._ask(kept, lifted_means)
            self.open_questions += self._known[key] is None
        return self._known[key]

    def nearest(self, claims: Claims, free: frozenset[Means] = frozenset()) -> Nearest:
        """How near a plan comes to claims that may yield."""
        case = self._case(free)
        options = case.options
        short = replace(options, time_limit=min(options.time_limit, SECONDS_A_QUESTION))
        return nearest_plan(
            case.scenario, case.pack, case.demands, case.access, case.road_km, short, claims
        )

    def _ask(self, claims: frozenset[Claim], free: frozenset[Means]) -> bool | None:
        # In the order of the tables, so that the same question is always the same programme.
        kept = [claim for claim in self.asked.claims if claim in claims]
        return self.nearest(Claims(locks_of(kept), floor=self.asked.floor(kept)), free).exists

    def _case(self, free: frozenset[Means]) -> Standing:
        ways = frozenset(one for one in free if one.kind in OF_WAYS)
        if ways not in self._by_ways:
            self._by_ways[ways] = lifted_ways(self.standing, _in_order(ways))
        case = self._by_ways[ways]
        return lifted(case, _in_order(free - ways))


def locks_of(claims: Iterable[Claim]) -> tuple[Lock, ...]:
    """The locks among claims."""
    return tuple(claim.lock for claim in claims if claim.lock is not None)


def conflicts(
    questions: Questions, means: Sequence[tuple[Means, ...]], told: Told
) -> tuple[Conflict, ...]:
    """Conflicts that share no lock, until what is left can be kept.

    Of the floors of several sites, which are one figure of the scenario, one conflict is told.
    means: kind by kind, the first to be left out first.
    """
    found: list[Conflict] = []
    left = list(questions.asked.claims)
    while questions.can_keep(left) is False:
        told(msg("Looking for what collides"))
        before = questions.open_questions
        claims = _fewest_claims(questions, left)
        needed = _fewest_means(questions, claims, means)
        found.append(Conflict(claims, needed, questions.open_questions == before))
        with_floor = any(claim.is_floor for claim in claims)
        left = [
            claim for claim in left if claim not in claims and not (with_floor and claim.is_floor)
        ]
    return tuple(found)


def _fewest_claims(questions: Questions, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    asking = [claim for claim in claims if claim.asks_for_more and not claim.is_floor]
    for claim in asking[:TRIED_ALONE]:
        if questions.can_keep([claim]) is False:
            return (claim,)
    # Limits and floors first, so that what is left is what people fixed for a place, if it can be.
    order = sorted(claims, key=lambda claim: (claim.asks_for_more, not claim.is_floor))
    kept = shrunk(order, lambda left: questions.can_keep(left) is False)
    return tuple(claim for claim in claims if claim in kept)


def _fewest_means(
    questions: Questions, claims: tuple[Claim, ...], means: Sequence[tuple[Means, ...]]
) -> tuple[Means, ...]:
    every = [one for kind in means for one in kind]

    def collides(held: Iterable[Means]) -> bool:
        still = set(held)
        return questions.can_keep(claims, [one for one in every if one not in still]) is False

    if collides(()):
        return ()  # nothing that could be lifted is in the way: ways and days are
    current = list(every)
    for kind in means:
        current = _without(current, list(kind), collides)
    return tuple(current)


def shrunk(members: Sequence[T], collides: Callable[[Sequence[T]], bool]) -> list[T]:
    """The members that are left when each that isn't needed for a collision is left out.

    members: collide together. What is left is irreducible where every question is answered.
    """
    return _without(list(members), list(members), collides)


def _without(
    current: list[T], candidates: list[T], collides: Callable[[Sequence[T]], bool]
) -> list[T]:
    """What is left of `current` once the candidates that are not needed are out."""
    dropped = set(candidates)
    rest = [one for one in current if one not in dropped]
    if candidates and collides(rest):
        return rest
    if len(candidates) < 2:
        return current
    half = len(candidates) // 2
    current = _without(current, candidates[:half], collides)
    return _without(current, candidates[half:], collides)


def _in_order(means: Iterable[Means]) -> list[Means]:
    return sorted(means, key=lambda one: (one.kind.value, one.where))
